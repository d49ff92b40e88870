"""Lists of reports, actors, what is told and the log, page by page."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest

from variorum.errors import CursorBad
from variorum.model import Account, Published, Report
from variorum.model.record import ActorEntry, Forecast, IncidentEntry, Member, StatementEntry, StatisticEntry
from variorum.store import LogEntry, Page, Pair, StatementFilter, Store

DAYS = {"a": date(2031, 5, 1), "b": None, "c": date(2031, 5, 1), "d": date(2031, 6, 1)}
SPAN: dict[str, Any] = {"start": 3, "end": 9, "quote": "the words"}


@pytest.fixture
def store(store: Store) -> Store:
    """A store with six reports, of which four are read, one could not be and one waits."""
    for id_ in "abcdef":
        store.add_report(Report(id=id_, text=f"text {id_}", title=f"Title {id_} 50% _"))
    for id_, day in DAYS.items():
        report = store.report(id_)
        assert report is not None
        published = Published(start=day, end=day, basis="metadata" if day else "unknown")
        store.save_account(Account(report=_dated(report, published)), reader="r", dated_by=("why",))
    failed = store.report("e")
    assert failed is not None
    store.save_failure(failed, "too long", reader="r")
    store.replace_actors(
        None,
        [
            ActorEntry(id="p1", name="Army", type="military", country="TD"),
            ActorEntry(id="p2", name="Army", type="armed_group", parent="p1"),
            ActorEntry(id="p3", name="Élders", type="person", aliases=("the elders of Vik",)),
        ],
    )
    store.replace_incidents(
        None,
        [
            IncidentEntry(id="i-1", type="clash", members=(Member(report="a", incident="i1"),), initiators=("p1",)),
            IncidentEntry(
                id="i-2", type="clash", members=(Member(report="a", incident="i2"), Member(report="b", incident="i1"))
            ),
        ],
    )
    store.replace_statements(
        None,
        [
            StatementEntry(report=r, speaker=s, stance="asserts", incident=i, **SPAN)
            for r, s, i in (("a", "p2", "i-1"), ("a", "p2", None), ("b", "p2", "i-gone"), ("d", "p3", "i-2"))
        ],
    )
    return store


def _dated(report: Report, published: Published) -> Report:
    import msgspec

    return msgspec.structs.replace(report, published=published, publisher="The Post")


def pages(give: Callable[[str | None], Page[Any]]) -> Iterator[Any]:
    cursor = None
    while True:
        page = give(cursor)
        yield from page.entries
        if (cursor := page.cursor) is None:
            return


def ids(store: Store, **rest: Any) -> str:
    return "".join(row.report.id for row in pages(lambda c: store.report_rows(**rest, limit=1, cursor=c)))


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, "abcdef"),
        ({"order": "newest"}, "dacbef"),
        ({"order": "oldest"}, "acdbef"),
        ({"state": "read"}, "abcd"),
        ({"state": "failed"}, "e"),
        ({"state": "waiting"}, "f"),
        ({"state": "read", "order": "newest"}, "dacb"),
        ({"name": "TITLE c"}, "c"),
        ({"name": "50%"}, "abcdef"),
        ({"name": "50_"}, ""),
        ({"name": "\x00"}, ""),
        ({"ids": ("b", "d", "z")}, "bd"),
    ],
)
def test_reports_in_order(asked: dict[str, Any], found: str, store: Store) -> None:
    """Reports come in the order asked for, those without a day last; page by page as at once."""
    assert ids(store, **asked) == found
    page = store.report_rows(**asked, limit=100)
    assert ("".join(row.report.id for row in page.entries), page.total) == (found, len(found))


def test_report_row_says_what_is_known(store: Store) -> None:
    """A row has what reading found, and how much the record has of the report."""
    first, second, *_, failed, waiting = store.report_rows(limit=10).entries
    assert (first.state, first.report.publisher, first.report.dated_by) == ("read", "The Post", ("why",))
    assert (first.report.text, first.incidents, first.statements) == ("text a", 2, 2)
    assert (second.incidents, second.statements) == (1, 1)
    assert (failed.state, failed.message) == ("failed", "too long")
    assert (waiting.state, waiting.message, waiting.report.title) == ("waiting", None, "Title f 50% _")


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"order": "name"}, ["p1", "p2", "p3"]),
        ({"order": "claims"}, ["p2", "p3", "p1"]),
        ({"order": "incidents"}, ["p1", "p2", "p3"]),
        ({"type": "person"}, ["p3"]),
        ({"country": "td"}, ["p1"]),
        ({"name": "elders"}, ["p3"]),
        ({"name": "VIK"}, ["p3"]),
        ({"name": "\x00"}, []),
        ({"id": "p2"}, ["p2"]),
        ({"id": "\x00"}, []),
    ],
)
def test_actors_in_order(asked: dict[str, Any], found: list[str], store: Store) -> None:
    """Actors come in the order asked for, page by page as at once."""
    assert [row.actor.id for row in pages(lambda c: store.actor_rows(**asked, limit=1, cursor=c))] == found
    assert store.actor_rows(**asked).total == len(found)


def test_actor_row_counts(store: Store) -> None:
    """All statements count, those on incidents of the record as claims; and each part in an incident."""
    first, second, third = store.actor_rows(order="name").entries
    assert (first.statements, first.claims, first.initiator, first.target) == (0, 0, 1, 0)
    assert (second.statements, second.claims, second.contested) == (3, 1, 0)
    assert (third.statements, third.claims) == (1, 1)


def test_children(store: Store) -> None:
    """The children of an actor are those whose parent it is, not those that name it otherwise."""
    assert [child.id for child in store.children("p1")] == ["p2"]
    assert store.children("p2") == store.children('p"') == ()


def test_statements_page_by_page(store: Store) -> None:
    """Statements come by report and as they are told, filtered and counted."""
    found = list(pages(lambda c: store.statement_page(limit=1, cursor=c)))
    assert found == list(store.statements())
    page = store.statement_page(StatementFilter(speaker="p2", report="a"))
    assert ([s.incident for s in page.entries], page.total) == (["i-1", None], 2)


def test_latest_statements(store: Store) -> None:
    """The latest are those in the reports that were published last."""
    store.replace_statements(
        None,
        [StatementEntry(report=r, speaker="p", stance="asserts", **SPAN) for r in "abcd"],
    )
    assert [s.report for s in store.latest_statements("p", limit=3)] == ["d", "a", "c"]


def test_statistics_and_forecasts_page_by_page(store: Store) -> None:
    """Both come page by page as at once, and by speaker."""
    store.replace_statistics(
        None,
        [
            StatisticEntry(report=r, measure="deaths", low=n, speaker=f"p{n % 2}", flags=("x",) * (n % 3), **SPAN)
            for r in "ab"
            for n in range(3)
        ],
    )
    store.replace_forecasts(
        None,
        [Forecast(statement=StatementEntry(report=r, speaker="p1", stance="predicts", **SPAN)) for r in "ba"],
    )
    assert list(pages(lambda c: store.statistic_page(limit=2, cursor=c))) == list(store.statistics())
    assert store.statistic_page(speaker="p0", flagged=True).total == 2
    assert [f.statement.report for f in pages(lambda c: store.forecast_page(limit=1, cursor=c))] == ["a", "b"]
    assert store.forecast_page(speaker="p2").total == 0


def test_log_latest_first(store: Store) -> None:
    """The log comes the latest first, page by page, by user and kind."""
    for n in range(5):
        store.write_log(LogEntry(at=str(n), user=f"u{n % 2}", what="add", detail=str(n)))
    assert [e.detail for e in pages(lambda c: store.log_page(limit=2, cursor=c))] == list("43210")
    assert [e.detail for e in pages(lambda c: store.log_page(user="u1", limit=1, cursor=c))] == list("31")
    assert store.log_page(what="judge").entries == store.log_page(user="\x00").entries == ()


@pytest.mark.parametrize("cursor", ["", "x", "é", "W10=", "WyJpZCIsWzVdXQ==", "WyJpZCIsWyJcdTAwMDAiXV0=", "bnVsbA=="])
def test_bad_cursor(cursor: str, store: Store) -> None:
    """A cursor that was not given out is refused by every list."""
    for give in (store.report_rows, store.actor_rows, store.statement_page, store.statistic_page, store.log_page):
        with pytest.raises(CursorBad):
            give(cursor=cursor)  # type: ignore[operator]


def test_cursor_of_another_list(store: Store) -> None:
    """A cursor of one order is none of another."""
    cursor = store.report_rows(order="newest", limit=1).cursor
    with pytest.raises(CursorBad):
        store.report_rows(order="oldest", cursor=cursor)


def test_doubts_are_between_incidents(store: Store) -> None:
    """Pairs within an incident, and those that are certain, are in no doubt; the least certain comes first."""

    def pair(left: tuple[str, str], right: tuple[str, str], probability: float) -> Pair:
        a, b = (Member(report=r, incident=i) for r, i in (left, right))
        return Pair(left=a, right=b, probability=probability)

    store.save_pairs(
        [
            pair(("a", "i1"), ("a", "i2"), 0.8),
            pair(("a", "i1"), ("b", "i1"), 0.6),
            pair(("a", "i2"), ("b", "i1"), 0.55),
        ]
    )
    found = store.doubts(most=0.9, limit=10)
    assert [(d.probability, d.incidents) for d in found] == [(0.6, ("i-1", "i-2")), (0.8, ("i-1", "i-2"))]
    assert [d.probability for d in store.doubts(most=0.7, limit=10)] == [0.6]
    assert len(store.doubts(most=0.9, limit=1)) == 1


def test_version_changes_with_the_record(store: Store) -> None:
    """Whatever changes what is given out changes the version; what does not, does not."""
    seen = [store.version()]

    def changed() -> bool:
        seen.append(store.version())
        return seen[-1] not in seen[:-1]

    assert store.version() == seen[0]
    store.add_report(Report(id="g", text="text g"))
    assert changed()
    report = store.report("g")
    assert report is not None
    store.save_account(Account(report=report), reader="r")
    assert changed()
    store.mark_collated("abcdg")
    assert changed()
    store.write_log(LogEntry(at="1", user="u", what="w"))
    assert changed()
    store.set_meta(batches="7")
    assert changed()
