from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager

import msgspec
import pytest

from generate import FormReader, War
from records import add, collator_of, written
from variorum.app.add import Adder, rebuild
from variorum.app.collate import Changes
from variorum.app.judge import judge
from variorum.model.record import IncidentEntry, Member
from variorum.store import Store

NewStore = Callable[[], AbstractContextManager[Store]]

REPORTS = tuple(War(4).reports(16, undated=0.4, words=40, renown=3))
FIRST, LATER = REPORTS[:11], REPORTS[11:]


def rebuilt(store: Store) -> bytes:
    """Make the record again and give it."""
    reader = FormReader()
    adder = Adder(store, make_reader=lambda _pipeline, _threads: reader)
    rebuild(adder)
    return written(store)


def entries(store: Store) -> list[IncidentEntry]:
    """Give the incidents, those of most members first."""
    return sorted(store.incident_entries(), key=lambda entry: (-len(entry.members), entry.id))


def of(store: Store, member: Member) -> IncidentEntry:
    """Give the incident that a case is in."""
    (entry,) = store.incident_entries([store.incidents_of([member.report])[member]])
    return entry


def name(member: Member) -> str:
    return f"{member.report}:{member.incident}"


def two(store: Store) -> tuple[Member, Member]:
    """Give a case each of two incidents of different reports."""
    one, *rest = entries(store)
    other = next(entry for entry in rest if not {m.report for m in entry.members} & {m.report for m in one.members})
    return one.members[0], other.members[0]


def pair(store: Store) -> tuple[Member, Member]:
    """Give two cases of one incident."""
    entry = entries(store)[0]
    return entry.members[0], entry.members[1]


@pytest.fixture
def store(store: Store) -> Store:
    """A store with the first reports."""
    add(store, FIRST)
    return store


def test_rebuilding_gives_the_same_bytes(store: Store) -> None:
    """The record made again from accounts and judgements is the one that was there."""
    one, other = two(store)
    judge(store, "same", [name(one), name(other)], user="ada")
    judge(store, "set", [name(one)], field="killed", value="5-8", user="ada")
    judge(store, "reject", [name(entries(store)[-1].members[0])], user="ben")
    add(store, LATER)
    before = written(store)
    assert rebuilt(store) == before
    assert rebuilt(store) == before


def test_same_joins_and_undoing_parts_again(store: Store) -> None:
    """What a person calls one is one; undoing that gives the record as it was, undoing the undoing joins again."""
    before = written(store)
    one, other = two(store)
    made = judge(store, "same", [of(store, one).id, of(store, other).id], user="ada")
    joined = written(store)
    assert of(store, one) == of(store, other)
    undone = judge(store, "undo", undoes=made.id, user="ben")
    assert written(store) == before
    judge(store, "undo", undoes=undone.id, user="ada")
    assert written(store) == joined


def test_different_parts_and_undoing_joins_again(store: Store) -> None:
    """What a person calls two is two, whatever the machine holds, until that is undone."""
    before = written(store)
    one, other = pair(store)
    judge(store, "different", [name(one), name(other)], user="ada")
    assert of(store, one) != of(store, other)
    judge(store, "undo", user="ada")
    assert written(store) == before


def test_machines_and_persons_values_stand_side_by_side(store: Store) -> None:
    """A value that a person sets takes the place of the machine's, which is shown beside it."""
    (case, _) = two(store)
    machine = of(store, case).type
    made = judge(store, "set", [name(case)], field="type", value="riot", user="ada")
    entry = of(store, case)
    (correction,) = entry.corrections
    assert (entry.type, correction.machine, correction.person) == ("riot", machine, "riot")
    assert correction.judgement == made.id


def test_rejected_incident_is_kept_and_marked(store: Store) -> None:
    """An incident that a person rejects stays in the record, marked."""
    before = written(store)
    case = entries(store)[-1].members[0]
    judge(store, "reject", [name(case)], user="ada")
    assert of(store, case).rejected
    judge(store, "undo", user="ada")
    assert written(store) == before


def test_contradictory_judgements_are_told(store: Store) -> None:
    """Where "same" joins what "different" parts it is joined, and whoever collates is told which pair it is."""
    one, other = two(store)
    third = next(e for e in entries(store) if e.id not in {of(store, one).id, of(store, other).id}).members[0]
    judge(store, "different", [name(one), name(third)], user="ada")
    judge(store, "same", [name(one), name(other)], user="ben")
    judge(store, "same", [name(other), name(third)], user="eve")
    assert of(store, one) == of(store, third)
    changes = collator_of(store).collate(only=(), touched=[one])
    assert changes.contradictions == [(min(one, third), max(one, third))]
    assert rebuilt(store) == written(store)


def test_of_contradicting_judgements_the_later_counts(store: Store) -> None:
    """Two cases are one or two as the last judgement on them has it."""
    one, other = two(store)
    judge(store, "same", [name(one), name(other)], user="ada")
    judge(store, "different", [name(one), name(other)], user="ben")
    judge(store, "same", [name(one), name(other)], user="ada")
    assert of(store, one) == of(store, other)


def judged(store: Store) -> tuple[Member, Member, Member, Member]:
    """Judge four things, and give the cases that are called one, and those that are called two."""
    one, other = two(store)
    left, right = pair(store)
    judge(store, "same", [name(one), name(other)], user="ada")
    judge(store, "different", [name(left), name(right)], user="ada")
    judge(store, "set", [name(right)], field="killed", value="77", user="ben")
    judge(store, "reject", [name(left)], user="ben")
    return one, other, left, right


def held(store: Store, cases: Sequence[Member]) -> None:
    one, other, left, right = (of(store, case) for case in cases)
    assert one.id == other.id
    assert left.id != right.id
    assert (left.rejected, right.rejected) == (True, False)
    assert [(c.field, c.person) for c in right.corrections] == [("killed", "77")]


def test_judgements_outlive_new_reports_and_rebuilding(store: Store) -> None:
    """What was judged holds as reports are added, and when the record is made again."""
    cases = judged(store)
    held(store, cases)
    add(store, LATER)
    held(store, cases)
    rebuilt(store)
    held(store, cases)


def test_judgements_outlive_another_reader(store: Store) -> None:
    """What was judged holds when a newer reader gives other ids to the incidents of a report."""
    cases = judged(store)
    add(store, FIRST[:6], FIRST[6:], reader=FormReader(renamed=True))
    held(store, [Member(report=c.report, incident=f"n{10 - int(c.incident[1:])}") for c in cases])


def test_judging_before_or_after_adding_is_the_same(new_store: NewStore) -> None:
    """Judgements hold in the same way whether the other reports came before or after them."""
    with new_store() as one, new_store() as other:
        add(one, FIRST)
        judged(one)
        add(one, LATER)
        add(other, LATER, FIRST)
        for judgement in one.judgements():
            other.save_judgement(judgement)
        rebuilt(other)
        assert written(other) == written(one)


def test_judgement_on_words_that_are_read_no_more_counts_for_nothing(store: Store) -> None:
    """A judgement on what a newer reader overlooks does no harm, and holds again once it is found again."""
    add(store, LATER)
    aside = next(Member(report=a.report.id, incident="i2") for a in store.accounts() if len(a.incidents) > 1)
    other = next(e.members[0] for e in entries(store) if aside.report not in {m.report for m in e.members})
    judge(store, "same", [name(aside), name(other)], user="ada")
    joined = written(store)
    add(store, REPORTS, reader=FormReader(blind=True))
    assert aside not in store.incidents_of([aside.report])
    add(store, REPORTS)
    assert written(store) == joined


def test_nothing_changes_where_nothing_is_said(store: Store) -> None:
    """Collating without anything new changes nothing."""
    assert collator_of(store).collate() == Changes()


def test_date_is_found_when_the_dated_report_comes_and_goes_with_it(new_store: NewStore) -> None:
    """An undated report is dated when one that fixes its date comes later, and no longer when that one is gone."""
    everything = {r.id: r for r in REPORTS}
    with new_store() as store:
        add(store, REPORTS)
        found = {e.id: e.published for e in store.report_entries() if e.published.basis == "inferred"}
    assert found
    undated = [everything[report] for report in found]
    rest = [r for r in REPORTS if r.id not in found]
    with new_store() as store:
        add(store, undated)
        alone = written(store)
        assert not any(e.published.start for e in store.report_entries())
        changes = add(store, rest)
        assert set(changes.dated) == set(found)
        assert {e.id: e.published for e in store.report_entries() if e.id in found} == found
        for report in rest:
            store.save_failure(report, "unreadable by now", reader="newer")
        collator_of(store).collate()
        now, before = msgspec.json.decode(written(store)), msgspec.json.decode(alone)
        assert [r for r in now["reports"] if r["id"] in found] == before["reports"]
        assert now["incidents"] == before["incidents"]
