import random
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generate import FormReader, War
from records import add, collator_of, put, written
from variorum.app.collate import Collator
from variorum.model import Report
from variorum.store import Store

NewStore = Callable[[], AbstractContextManager[Store]]

REPORTS = tuple(War(1).reports(16, undated=0.4, words=40, renown=3))
MORE = tuple(War(5).reports(20, undated=0.4, words=40))


def cut(reports: Sequence[Report], sizes: Sequence[int]) -> list[list[Report]]:
    """Cut reports into batches of the given sizes, in turn."""
    rest, made = list(reports), []
    while rest:
        size = sizes[len(made) % len(sizes)]
        made.append(rest[:size])
        rest = rest[size:]
    return made


@pytest.fixture(scope="session")
def whole(new_store: NewStore) -> bytes:
    """The record of the reports when all come at once."""
    with new_store() as store:
        add(store, REPORTS)
        return written(store)


def test_record_has_something_of_everything(whole: bytes) -> None:
    """The made-up reports are worth comparing: they are linked, dated, contested, chained and counted."""
    record = msgspec.json.decode(whole)
    assert any(len(incident["members"]) > 2 for incident in record["incidents"])
    assert any(incident["contested"] for incident in record["incidents"])
    assert {report["published"]["basis"] for report in record["reports"]} >= {"metadata", "inferred"}
    assert all(record[part] for part in ("links", "statistics", "statements", "forecasts", "actors"))


@settings(max_examples=8, deadline=None)
@given(order=st.permutations(REPORTS), sizes=st.lists(st.integers(1, 9), min_size=1, max_size=4))
def test_order_and_batches_do_not_matter(
    new_store: NewStore, whole: bytes, order: list[Report], sizes: list[int]
) -> None:
    """The record is the same, byte for byte, in whatever order and batches the reports come."""
    with new_store() as store:
        add(store, *cut(order, sizes))
        assert written(store) == whole


@pytest.fixture
def narrow(monkeypatch: pytest.MonkeyPatch) -> None:
    """
    Let blocks be large from few cases on: so that windows part cases, and dating leaves blocks out.

    And let few accounts be kept in memory, so that they come and go.
    """
    monkeypatch.setattr("variorum.collation.blocking.WINDOW", 2)
    monkeypatch.setattr("variorum.app.collate.WINDOW", 2)
    monkeypatch.setattr("variorum.app.cases.KEPT_ACCOUNTS", 3)
    monkeypatch.setattr("variorum.app.dates.LARGEST", 6)
    monkeypatch.setattr("variorum.app.dates.CROWD", 3)
    monkeypatch.setattr("variorum.app.dates.NEAREST", 2)
    monkeypatch.setattr("variorum.app.groups.CROWD", 4)


@pytest.mark.usefixtures("narrow")
@pytest.mark.parametrize("seed", range(6))
def test_windows_do_not_depend_on_order(new_store: NewStore, seed: int) -> None:
    """Where blocks are larger than what is looked at in them, the record depends on the reports alone still."""
    chance = random.Random(seed)
    order = chance.sample(MORE, len(MORE))
    with new_store() as one, new_store() as other:
        add(one, MORE)
        add(other, *cut(order, [chance.randrange(1, 6) for _ in range(4)]))
        assert pairs(other) == pairs(one)
        assert written(other) == written(one)


@pytest.mark.usefixtures("narrow")
def test_windows_part_pairs(new_store: NewStore) -> None:
    """The test above has something to find: pairs that were kept are dropped as others come between."""
    with new_store() as store:
        parted = 0
        collator = collator_of(store)
        for report in MORE:
            put(store, [report])
            before = pairs(store)
            collator.collate()
            parted += sum(pair not in pairs(store) for pair in before)
        assert parted


@pytest.mark.usefixtures("narrow")
@pytest.mark.parametrize("blind", [False, True])
@pytest.mark.parametrize("seed", range(2))
def test_reading_anew_leaves_no_trace(new_store: NewStore, seed: int, blind: bool) -> None:
    """A record whose reports were first read by another reader, of keener or duller eyes, is as if they never were."""
    chance = random.Random(seed)
    former, reader = FormReader(blind=not blind, renamed=True), FormReader(blind=blind)
    with new_store() as one, new_store() as other:
        add(one, MORE, reader=reader)
        add(other, chance.sample(MORE, 15), reader=former)
        add(other, *cut(chance.sample(MORE, len(MORE)), [4, 1, 7]), reader=reader)
        assert pairs(other) == pairs(one)
        assert written(other) == written(one)


def test_adding_twice_changes_nothing(new_store: NewStore, whole: bytes) -> None:
    """Reports whose text is there already leave the record as it is, under whatever id they come."""
    with new_store() as store:
        add(store, REPORTS)
        for report in REPORTS:
            assert not store.add_report(msgspec.structs.replace(report, id=f"again/{report.id}"))
        assert add(store, []).made == []
        assert written(store) == whole


def test_reading_the_same_twice_changes_nothing(new_store: NewStore, whole: bytes) -> None:
    """Accounts that are saved once more are collated once more, to the same record."""
    with new_store() as store:
        add(store, REPORTS, REPORTS[3:9])
        assert written(store) == whole


def test_reports_that_another_has_collated_are_let_be(new_store: NewStore, whole: bytes) -> None:
    """Of the reports that one adder is to bring in, another may have brought in some, and dated them, by then."""
    with new_store() as store:
        put(store, REPORTS)
        waiting = store.uncollated()
        collator_of(store).collate(only=waiting[:9])
        assert store.uncollated() == store.uncollated(waiting) == waiting[9:]
        assert collator_of(store).collate(only=waiting).reports == len(waiting) - 9
        assert written(store) == whole


def test_both_databases_hold_the_same_record(store: Store, whole: bytes) -> None:
    """The record is the same whatever the database."""
    add(store, *cut(REPORTS[::-1], [5]))
    assert written(store) == whole


def test_without_a_reader_no_date_is_inferred(new_store: NewStore) -> None:
    """A collator that cannot read again leaves undated reports undated, whatever the order."""

    def add_alone(store: Store, *batches: Sequence[Report]) -> bytes:
        collator = Collator(store)
        for batch in batches:
            put(store, batch)
            collator.collate()
        return written(store)

    with new_store() as one, new_store() as other:
        assert add_alone(one, REPORTS) == add_alone(other, REPORTS[8:], REPORTS[:8])
        assert not any(entry.dated_by for entry in one.report_entries())


def test_failing_to_read_anew_takes_the_account_out(new_store: NewStore) -> None:
    """What a newer reader cannot read leaves the record, as if it had never been read."""
    with new_store() as one, new_store() as other:
        add(one, REPORTS)
        for report in REPORTS[:4]:
            one.save_failure(report, "cannot", reader="newer")
            other.add_report(report)
        collator_of(one).collate()
        add(other, REPORTS[4:])
        assert without_reports(one) == without_reports(other)


def without_reports(store: Store) -> list[object]:
    record = msgspec.json.decode(written(store))
    return [record[part] for part in sorted(record) if part != "reports"]


def pairs(store: Store) -> set[tuple[object, ...]]:
    return {(pair.left, pair.right, pair.probability) for pair in store.pairs()}
