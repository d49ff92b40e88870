import random
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest

from generate import War, make_form_reader
from records import add, collator_of, put, written
from variorum.app.add import BATCH, Adder, rebuild
from variorum.app.judge import judge
from variorum.store import Store

NewStore = Callable[[], AbstractContextManager[Store]]

REPORTS = tuple(War(7).reports(60, undated=0.3, words=40, renown=12))
FIRST, LATER = REPORTS[:40], REPORTS[40:]


@pytest.fixture(params=["wide", "narrow"])
def windows(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Blocks, groups and what is done together as large as they come, or large from few cases on."""
    if request.param == "narrow":
        monkeypatch.setattr("variorum.collation.blocking.WINDOW", 2)
        monkeypatch.setattr("variorum.app.collate.WINDOW", 2)
        monkeypatch.setattr("variorum.app.collate.AT_ONCE", 7)
        monkeypatch.setattr("variorum.app.collate.KEPT_AT_ONCE", 3)
        monkeypatch.setattr("variorum.app.dates.LARGEST", 6)
        monkeypatch.setattr("variorum.app.dates.CROWD", 3)
        monkeypatch.setattr("variorum.app.dates.NEAREST", 2)
        monkeypatch.setattr("variorum.app.dates.TOGETHER", 2)
        monkeypatch.setattr("variorum.app.groups.CROWD", 4)
        monkeypatch.setattr("variorum.app.linking.TOGETHER", 20)


def held(store: Store) -> dict[str, Any]:
    """Give the record with all that linking and dating leave for the next report."""
    reports = [entry.id for entry in store.report_entries()]
    return {
        "pairs": list(store.pairs()),
        "keys": store.keys_of_reports(reports),
        "undated": list(store.undated()),
        "waiting": store.uncollated(),
        "record": written(store),
    }


def adder_of(store: Store) -> Adder:
    return Adder(store, make_reader=make_form_reader)


def decide(store: Store) -> None:
    """Judge two incidents to be one, the cases of another to be two, and one to be none."""
    some = sorted(store.incident_entries(), key=lambda entry: (-len(entry.members), entry.id))
    name = "{0.report}:{0.incident}".format
    judge(store, "different", [name(some[0].members[0]), name(some[0].members[1])], user="ada")
    judge(store, "same", [name(some[1].members[0]), name(some[2].members[0])], user="ada")
    judge(store, "reject", [name(some[3].members[0])], user="ada")


@pytest.mark.usefixtures("windows")
@pytest.mark.parametrize("judged", [False, True])
def test_record_made_at_once_is_the_one_that_grew(new_store: NewStore, judged: bool) -> None:
    """Making the record again gives, byte for byte, what adding report by report in any order gave."""
    chance = random.Random(3)
    with new_store() as store:
        add(store, *([report] for report in chance.sample(REPORTS, len(REPORTS))))
        if judged:
            decide(store)
        before = held(store)
        shares: list[float] = []
        rebuild(adder_of(store), told=shares.append)
        assert held(store) == before
    assert shares == sorted(shares)
    assert shares[-1] == 1.0
    assert any(1 / 3 < share <= 2 / 3 for share in shares)  # comparing is told of, the longest part of it
    assert before["undated"]


@pytest.mark.usefixtures("windows")
def test_record_goes_on_growing_after_it_was_made_at_once(new_store: NewStore) -> None:
    """What was made at once takes in the next reports as what grew does."""
    with new_store() as one, new_store() as other:
        put(one, FIRST)
        collator = collator_of(one)
        collator.collate_all()
        put(one, LATER)
        collator.collate()
        add(other, REPORTS)
        assert held(one) == held(other)


def test_many_reports_are_linked_at_once_where_no_incident_is_there(new_store: NewStore) -> None:
    """A record without incidents takes in all that waits together, and is the one that would have grown."""
    assert len(REPORTS) > BATCH  # or they would be linked as ever
    with new_store() as one, new_store() as other:
        put(one, REPORTS)
        adder = adder_of(one)
        changes = adder.finish(user="")
        add(other, *([report] for report in REPORTS))
        adder_of(other).finish(user="")
        assert held(one) == held(other)
        assert sorted(changes.made) == sorted(entry.id for entry in one.incident_entries())
        assert changes.reports == len(REPORTS)
        assert changes.dated


class Cut(Exception):
    """What ends a run in a test."""


@pytest.mark.parametrize(
    ("step", "nth"),
    [
        ("clear_record", 1),
        ("save_undated", 2),
        ("save_case_keys", 8),
        ("save_account", 12),
        ("save_pairs", 2),
        ("replace_incidents", 1),
        ("replace_incidents", 2),
        ("replace_statements", 1),
        ("mark_collated", 1),
        ("set_meta", 1),
    ],
)
def test_interrupted_rebuilding_loses_nothing(
    new_store: NewStore, monkeypatch: pytest.MonkeyPatch, step: str, nth: int
) -> None:
    """Wherever making the record again ends, what was there stays, and more can be added or it be made once more."""
    monkeypatch.setattr("variorum.app.collate.AT_ONCE", 4)
    left = nth
    of_store = getattr(Store, step)

    def cut(self: Store, *args: Any, **rest: Any) -> object:
        nonlocal left
        left -= 1
        if not left:
            raise Cut
        return of_store(self, *args, **rest)

    with new_store() as store, new_store() as other:
        add(store, FIRST)
        before = held(store)
        adder = adder_of(store)
        with monkeypatch.context() as patch:
            patch.setattr(Store, step, cut)
            with pytest.raises(Cut):
                rebuild(adder)
        assert held(store)["undated"] == before["undated"]
        assert held(store) == before
        put(store, LATER)
        adder.collator.collate()
        add(other, REPORTS)
        assert held(store) == held(other)
        rebuild(adder)
        adder_of(other).finish(user="")
        assert held(store) == held(other)
