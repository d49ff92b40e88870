from dataclasses import asdict
from datetime import date
from hashlib import sha256

import msgspec
import pytest

from factory import make_account
from variorum.errors import Issue, ReaderFailed
from variorum.model import Account, Published, Report
from variorum.store import Failure, Store

HOSTILE = [
    "",
    "nul \x00 in the middle",
    "\x00",
    "a lone surrogate \udcff here",
    "𐍈 beyond the plane, e\u0301 apart, \u202eturned, \ufffe none",
    "'; DROP TABLE reports; -- %s %(a)s :b {c}",
]


def of(text: str, id_: str = "a.txt", **rest: object) -> Report:
    return Report(id=id_, text=text, sha256=sha256(text.encode("utf-8", "surrogatepass")).hexdigest(), **rest)


def ids(store: Store) -> list[str]:
    return [report.id for report in store.reports()]


def test_report_comes_back_as_it_was(store: Store) -> None:
    """A report that was added has the text and all that was known of it."""
    report = of(
        "Some words.", title="T", publisher="P", authors=("A", "B"), published=Published(start=date(2031, 1, 2))
    )
    assert store.add_report(report)
    assert list(store.reports()) == [report]


@pytest.mark.parametrize("text", HOSTILE)
def test_any_text_comes_back_as_it_was(store: Store, text: str) -> None:
    """No character of a text is lost, whatever the database can hold as text."""
    store.add_report(of(text))
    assert [report.text for report in store.reports()] == [text]


def test_adding_twice_changes_nothing(store: Store) -> None:
    """A text that is there is not added again, nor is what is known of it changed."""
    store.add_report(of("Some words.", title="first"))
    assert not store.add_report(of("Some words.", "b.txt", title="second"))
    assert [(report.id, report.title) for report in store.reports()] == [("a.txt", "first")]


def test_second_text_of_an_id_gets_its_hash(store: Store) -> None:
    """Of two texts that claim an id, the later one's goes on with the beginning of its hash."""
    store.add_report(of("One text."))
    other = of("Another text.")
    store.add_report(other)
    assert ids(store) == ["a.txt", f"a.txt~{other.sha256[:8]}"]


def test_long_id_is_cut_and_told_apart(store: Store) -> None:
    """An id that is longer than an index takes is kept as its beginning with the beginning of its hash."""
    report = of("Words.", "https://news.example/" + "x" * 5000)
    store.add_report(report)
    assert ids(store) == [report.id[:400] + "~" + report.sha256[:8]]


def test_reports_stand_by_id(store: Store) -> None:
    """Reports come by the code points of their ids, not in the order in which they were added."""
    wanted = ["B", "a", "b", "ß", "中"]
    for id_ in reversed(wanted):
        store.add_report(of(f"text {id_}", id_))
    assert ids(store) == wanted


def test_more_reports_than_a_batch(store: Store) -> None:
    """A stream that is fetched in pieces gives each report once."""
    with store.transaction():
        for n in range(230):
            store.add_report(of(f"text {n}", f"{n:03}"))
    assert ids(store) == [f"{n:03}" for n in range(230)]


def test_reports_are_chosen_by_id(store: Store) -> None:
    """Of the ids asked for, those are given that there are."""
    for id_ in "abc":
        store.add_report(of(f"text {id_}", id_))
    assert [report.id for report in store.reports(["c", "a", "nowhere", "a"])] == ["a", "c"]


@pytest.mark.parametrize("by", ["id", "sha256"])
def test_one_report_is_found(store: Store, by: str) -> None:
    """A report is found by its id and by the hash of its text."""
    report = of("Some words.")
    store.add_report(report)
    assert store.report(getattr(report, by)) == report


def test_account_comes_back_as_it_was(store: Store) -> None:
    """An account that was saved is given with the text of its report."""
    account = saved(store)
    assert list(store.accounts()) == [account]


def test_account_finds_its_report_by_text(store: Store) -> None:
    """An account of the later of two reports that claim one id is given under the id that the report got."""
    store.add_report(of("Another text.", "marada.txt"))
    account = saved(store)
    (kept,) = store.accounts()
    assert kept.report.id == f"marada.txt~{account.report.sha256[:8]}"


def test_account_of_unknown_report_is_refused(store: Store) -> None:
    """An account cannot be saved before its report."""
    with pytest.raises(LookupError):
        store.save_account(make_account(), reader="1")


def test_later_account_takes_the_place(store: Store) -> None:
    """A report has one account, the one that was saved last."""
    account = saved(store)
    later = msgspec.structs.replace(account, incidents=())
    store.save_account(later, reader="2")
    assert list(store.accounts()) == [later]


def saved(store: Store, reader: str = "1", **rest: object) -> Account:
    account = make_account()
    account = msgspec.structs.replace(account, report=of(account.report.text, "marada.txt", **rest))
    store.add_report(account.report)
    store.save_account(account, reader=reader)
    return account


def test_waiting_are_those_without_account_of_reader(store: Store) -> None:
    """A report waits until the reader of that version has read it."""
    store.add_report(of("Not read.", "b.txt"))
    saved(store, reader="1")
    assert [r.id for r in store.waiting("1")] == ["b.txt"]
    assert [r.id for r in store.waiting("2")] == ["b.txt", "marada.txt"]


def test_failed_report_is_kept_and_waits_when_asked(store: Store) -> None:
    """A report whose reading failed is kept with the message, and is given for reading only to try again."""
    report = of("Breaks.")
    store.add_report(report)
    error = ReaderFailed(path="a.txt", reason="as ordered")
    store.save_failure(report, error, reader="1")
    assert list(store.failures()) == [Failure(report="a.txt", reader="1", message=str(error))]
    assert (list(store.waiting("1")), list(store.waiting("1", retry=True))) == ([], [report])


def test_account_after_failure_clears_it(store: Store) -> None:
    """A report that is read after all is no failure any more."""
    account = make_account()
    store.add_report(account.report)
    store.save_failure(account.report, "broken", reader="1")
    store.save_account(account, reader="1")
    assert list(store.failures()) == []


def test_issues_are_kept(store: Store) -> None:
    """The warnings that came with an account are given with its report."""
    account = saved(store)
    issue = Issue.of("W303", path="marada.txt")
    store.save_account(account, reader="1", issues=[issue])
    assert [(id_, asdict(found)) for id_, found in store.issues()] == [("marada.txt", asdict(issue))]


def test_report_is_uncollated_until_marked(store: Store) -> None:
    """A report that was read is to be collated until it is marked, and again after it was read anew."""
    account = saved(store)
    seen = [store.uncollated()]
    store.mark_collated(["marada.txt"])
    seen.append(store.uncollated())
    store.save_account(account, reader="2")
    assert [*seen, store.uncollated()] == [("marada.txt",), (), ("marada.txt",)]


def test_report_entry_has_what_reading_and_dating_found(store: Store) -> None:
    """The record's report has its text, the title of the account, the date used and what that rests on."""
    account = saved(store)
    found = Published(start=date(2031, 5, 9), end=date(2031, 5, 10), basis="inferred")
    read = msgspec.structs.replace(account.report, title="Found in the text", published=found)
    store.save_account(msgspec.structs.replace(account, report=read), reader="1", dated_by=["shares a figure"])
    (entry,) = store.report_entries()
    assert (entry.text, entry.title, entry.published) == (account.report.text, "Found in the text", found)
    assert entry.dated_by == ("shares a figure",)


def test_unread_report_has_entry(store: Store) -> None:
    """A report that has not been read is in the record as it was captured."""
    report = of("Some words.", title="T")
    store.add_report(report)
    (entry,) = store.report_entries()
    assert (entry.id, entry.title, entry.text, entry.dated_by) == ("a.txt", "T", "Some words.", ())


def test_account_without_date_is_kept_beside(store: Store) -> None:
    """The account that was made without a date is kept beside the one with the date that was inferred."""
    account = saved(store)
    store.save_undated(account)
    assert list(store.undated()) == [account]
    store.drop_undated(["marada.txt"])
    assert list(store.undated()) == []


def test_reasons_for_a_date_are_replaced(store: Store) -> None:
    """Other reasons for a date leave the account as it is."""
    account = saved(store)
    store.save_reasons("marada.txt", ["one", "two"])
    (entry,) = store.report_entries()
    assert (entry.dated_by, list(store.accounts())) == (("one", "two"), [account])


def test_reader_and_id_of_report(store: Store) -> None:
    """A report leads to the version of its reader, and its hash to its id."""
    account = saved(store, reader="7")
    assert (store.reader_of("marada.txt"), store.reader_of("nowhere")) == ("7", "")
    assert (store.report_id(account.report.sha256), store.report_id("00")) == ("marada.txt", None)
