import pytest
from sqlalchemy import text

from factory import make_account
from variorum.model import Published, Report
from variorum.model.record import Anchor, Contest, IncidentEntry, Judgement
from variorum.store import Counts, LogEntry, Store


def judgement(id_: str, at: str = "2031-05-09T10:00:00Z", reason: str = "same figure") -> Judgement:
    anchor = Anchor(sha256="ab", start=1, end=2)
    return Judgement(id=id_, at=at, user="ana", action="reject", reason=reason, anchors=(anchor,))


def entry(what: str, detail: str = "") -> LogEntry:
    return LogEntry(at="2031-05-09T10:00:00Z", user="ana", what=what, detail=detail)


def test_judgements_come_back_by_time(store: Store) -> None:
    """Judgements are given as they were made, by time and id, whatever the order in which they were saved."""
    made = [judgement("b", at="2031-05-09"), judgement("a", at="2031-05-10"), judgement("c", at="2031-05-10")]
    for one in reversed(made):
        assert store.save_judgement(one)
    assert list(store.judgements()) == made


def test_judgement_is_kept_once(store: Store) -> None:
    """A judgement whose id is there changes nothing."""
    store.save_judgement(judgement("a"))
    assert not store.save_judgement(judgement("a", reason="another"))
    assert store.judgements() == (judgement("a"),)


STATEMENTS = [
    "UPDATE judgements SET entry = entry",
    "DELETE FROM judgements",
    "UPDATE log SET what = 'x'",
    "DELETE FROM log",
    "UPDATE reports SET text = 'x'",
]


@pytest.mark.parametrize("statement", STATEMENTS)
def test_database_refuses_to_change_what_is_kept(store: Store, statement: str) -> None:
    """Neither judgements, log nor reports can be changed, even past this program."""
    store.save_judgement(judgement("a"))
    store.write_log(entry("added"))
    store.add_report(Report(id="a", text="b"))
    with pytest.raises(Exception, match="are kept as they are"), store.engine.begin() as connection:
        connection.execute(text(statement))
    assert (store.judgements(), store.log()) == ((judgement("a"),), (entry("added"),))


def test_database_refuses_to_put_another_in_place(store: Store) -> None:
    """A judgement cannot be replaced by inserting one over it, even past this program."""
    if not store.is_sqlite:
        pytest.skip("only SQLite has INSERT OR REPLACE")
    store.save_judgement(judgement("a"))
    with pytest.raises(Exception, match="are kept as they are"), store.engine.begin() as connection:
        connection.execute(text("INSERT OR REPLACE INTO judgements (id, at, entry) VALUES ('a', 'b', x'00')"))
    assert store.judgements() == (judgement("a"),)


def test_log_gives_the_latest_first(store: Store) -> None:
    """The log gives what was done, the latest first, all or of one kind."""
    for made in (entry("added", "1 report"), entry("judged"), entry("added", "nul \x00")):
        store.write_log(made)
    assert [e.what for e in store.log()] == ["added", "judged", "added"]
    assert [e.detail for e in store.log(what="added")] == ["nul \N{REPLACEMENT CHARACTER}", "1 report"]
    assert len(store.log(limit=2)) == 2


def test_meta_is_replaced_by_name(store: Store) -> None:
    """What was noted under a name is replaced, and the other names stay."""
    store.set_meta(reader="1", collation="1")
    store.set_meta(reader="2")
    assert store.meta() == {"collation": "1", "reader": "2"}


def test_counts_of_empty_store(store: Store) -> None:
    """A new store holds nothing."""
    assert store.counts() == Counts(**dict.fromkeys(Counts.__struct_fields__, 0))


def test_counts(store: Store) -> None:
    """What the record holds is counted; a rejected incident counts as rejected alone."""
    account = make_account(published=Published())
    for report in (account.report, Report(id="b", text="b"), Report(id="c", text="c"), Report(id="d", text="d")):
        store.add_report(report)
    store.save_account(account, reader="1")
    store.save_failure(Report(id="b", text="b"), "broken", reader="1")
    contested = (Contest(field="when", positions=()),)
    store.replace_incidents(
        [],
        [
            IncidentEntry(id="x", type="clash", contested=contested),
            IncidentEntry(id="y", type="clash"),
            IncidentEntry(id="z", type="clash", contested=contested, rejected=True),
        ],
    )
    store.save_judgement(judgement("a"))
    counts = store.counts()
    assert (counts.reports, counts.read, counts.failed, counts.waiting) == (4, 1, 1, 2)
    assert (counts.uncollated, counts.undated) == (1, 1)
    assert (counts.incidents, counts.contested, counts.rejected, counts.judgements) == (2, 1, 1, 1)
