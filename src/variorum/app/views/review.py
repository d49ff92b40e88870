"""
Asks what needs a person: the least certain and most consequential first.

How unsure an answer is lies between 0 and 1; what hangs on it grows with the logarithm of how many people were killed
or hurt and of how many reports tell of it. A question that a judgement has answered is not asked again.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from variorum.app.views.names import names
from variorum.app.views.questions import Expander
from variorum.app.views.shapes import Question, ReviewItem, ReviewList
from variorum.collation.judgements import Decisions, decide, member_at
from variorum.errors import CursorBad
from variorum.model.account import Account
from variorum.model.record import Anchor, IncidentEntry, Member
from variorum.model.tolls import tolls_of
from variorum.store import IncidentFilter, Store

MOST = 500
"""Questions of a kind that are looked at."""

SURE = 0.9
"""Whoever is more certain than this is not asked."""

UNSURE: Mapping[str, float] = {"initiators": 0.8, "targets": 0.6, "where": 0.5, "when": 0.5, "type": 0.4}
"""How unsure a field is on which accounts part, where no figures say it."""

DENIED = 0.9
"""How unsure it is that something happened which somebody denies."""

HURT = frozenset({"killed", "injured", "casualty", "missing"})


@dataclass(frozen=True)
class Open:
    """A question that is open, by what it is about; `cases` are two of them, for questions on what is one."""

    question: Question
    weight: float
    incidents: tuple[str, ...]
    field: str | None = None
    cases: tuple[Member, Member] | None = None
    probability: float | None = None

    @property
    def key(self) -> str:
        """Give what names the question, as long as it is the same one."""
        return ":".join((self.question, *self.incidents, *filter(None, (self.field,))))


def review_list(
    store: Store,
    *,
    questions: Collection[Question] = (),
    incident: str | None = None,
    limit: int = 20,
    cursor: str | None = None,
) -> ReviewList:
    """
    Give a page of the questions, or of those of some kinds or on one *incident*.

    Raises:
        CursorBad: If *cursor* was not given out with such a page.
    """
    with store.snapshot():
        queue = store.kept("questions", lambda: open_questions(store))
        if questions:
            queue = [some for some in queue if some.question in questions]
        if incident is not None:
            queue = [some for some in queue if incident in some.incidents]
        left = queue if cursor is None else _after(queue, cursor)
        shown = left[:limit]
        expander = Expander(store)
        items = tuple(_item(expander, some) for some in shown)
        speakers = (voice.speaker for item in items for voice in item.voices)
        return ReviewList(
            items=items,
            next=f"{shown[-1].weight}/{shown[-1].key}" if len(left) > limit else None,
            total=len(queue),
            actors=names(store, speakers),
        )


def open_questions(store: Store) -> list[Open]:
    """Give all questions that are open, the weightiest first."""
    contested = store.incidents(IncidentFilter(contested=True), order="killed", limit=MOST, count=False).entries
    loose = store.loosest(most=SURE, limit=MOST)
    pairs: dict[tuple[str, ...], tuple[float, Member, Member]] = {}
    for doubt in store.doubts(most=SURE, limit=MOST):
        ends = tuple(sorted(doubt.incidents))
        # Of two incidents, the two cases that are most alike are asked about.
        pairs[ends] = max(pairs.get(ends, (0.0, doubt.left, doubt.right)), (doubt.probability, doubt.left, doubt.right))
    known = {entry.id: entry for entry in contested}
    wanted = {*loose, *(end for ends in pairs for end in ends)} - known.keys()
    known |= {entry.id: entry for entry in store.incident_entries(wanted)}
    decisions = decisions_of(store)
    found = [
        *(some for entry in contested for some in _on_fields(entry)),
        *_on_cases(known[incident] for incident in loose),
        *_on_pairs(pairs, known, decisions),
    ]
    return sorted(found, key=lambda some: (-some.weight, some.key))


def decisions_of(store: Store) -> Decisions:
    """Give what people decided, in terms of the cases as they are read now."""
    judgements = store.judgements()
    hashes = sorted({anchor.sha256 for judgement in judgements for anchor in judgement.anchors})
    accounts: dict[str, Account] = {}
    reports = {report for sha256 in hashes if (report := store.report_id(sha256)) is not None}
    for account in store.accounts(reports):
        accounts[account.report.sha256] = account

    def find(anchor: Anchor) -> Member | None:
        account = accounts.get(anchor.sha256)
        return member_at(anchor, account) if account else None

    return decide(judgements, find)


def _on_fields(entry: IncidentEntry) -> Iterator[Open]:
    judged = {correction.field for correction in entry.corrections}
    for contest in entry.contested:
        unsure = UNSURE.get(contest.field, 0.5)
        if contest.field == "happened":
            if "certainty" not in judged:
                yield Open("real", _weight(DENIED, entry), (entry.id,), field="happened")
            continue
        if contest.field.startswith("harms "):
            _, outcome, group = contest.field.split(" ")
            if outcome in judged:
                continue
            unsure = max(
                (_spread(e.low, e.high) for e in entry.estimates if (e.outcome, e.group) == (outcome, group)),
                default=0.5,
            )
        if contest.field not in judged:
            yield Open("which", _weight(unsure, entry), (entry.id,), field=contest.field)


def _on_cases(entries: Iterable[IncidentEntry]) -> Iterator[Open]:
    for entry in entries:
        if len(entry.members) > 1:
            weight = _weight(_doubt(entry.confidence), entry)
            yield Open("together", weight, (entry.id,), probability=entry.confidence)


def _on_pairs(
    pairs: Mapping[tuple[str, ...], tuple[float, Member, Member]],
    known: Mapping[str, IncidentEntry],
    decisions: Decisions,
) -> Iterator[Open]:
    of = {member: end for end, entry in known.items() for member in entry.members}
    apart = {tuple(sorted((of[a], of[b]))) for a, b in decisions.different if a in of and b in of}
    for ends, (probability, left, right) in pairs.items():
        if ends not in apart:
            weight = max(_weight(_doubt(probability), known[end]) for end in ends)
            incidents = (of[left], of[right])
            yield Open("same", weight, incidents, cases=(left, right), probability=probability)


def _doubt(probability: float) -> float:
    return 1.0 if probability < 0.5 else 2 - 2 * probability


def _spread(low: int, high: int | None) -> float:
    return 0.5 if high is None or high <= 0 else (high - low) / high


def _weight(unsure: float, entry: IncidentEntry) -> float:
    hurt = sum(toll.best for toll in tolls_of(entry) if toll.outcome in HURT)
    reports = len({member.report for member in entry.members})
    return round(unsure * (1 + math.log2(1 + hurt) + math.log2(max(1, reports)) / 2), 6)


def _after(queue: list[Open], cursor: str) -> list[Open]:
    weight, slash, key = cursor.partition("/")
    try:
        place = (-float(weight), key)
    except ValueError:
        slash = ""
    if not slash or not math.isfinite(place[0]):
        raise CursorBad(cursor=cursor[:80])
    return [some for some in queue if (-some.weight, some.key) > place]


def _item(expander: Expander, some: Open) -> ReviewItem:
    made = expander.expand(some.question, some.incidents, field=some.field, cases=some.cases)
    return ReviewItem(
        key=some.key,
        question=some.question,
        weight=some.weight,
        probability=some.probability,
        field=some.field,
        asked=made.asked,
        incidents=made.incidents,
        voices=made.voices,
        confirm=made.confirm,
        drafts=made.drafts,
    )
