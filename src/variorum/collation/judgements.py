"""What people decided, in the record's terms: which judgements stand, which cases they speak of, what they change."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import combinations
from typing import get_args

import msgspec

from variorum.collation.blocking import Pair
from variorum.model import Account, When
from variorum.model.account import Certainty, IncidentType, Outcome, TimePrecision
from variorum.model.record import Anchor, Correction, Estimate, IncidentEntry, Judgement, Member

FIELDS = ("type", "certainty", "when", "initiators", "targets", *get_args(Outcome))
"""What can be set: fields of an incident, and the number of people of each outcome."""


@dataclass
class Decisions:
    """The judgements that stand: pairs to join and to keep apart, and what is set or rejected, by case."""

    same: set[Pair] = field(default_factory=set)
    different: set[Pair] = field(default_factory=set)
    changes: dict[Member, list[Judgement]] = field(default_factory=dict)

    @property
    def members(self) -> frozenset[Member]:
        """Give the cases that a judgement speaks of."""
        pairs = self.same | self.different
        return frozenset({m for pair in pairs for m in pair} | self.changes.keys())


def standing(judgements: Iterable[Judgement]) -> tuple[Judgement, ...]:
    """
    Give the judgements that no later one undoes, by time.

    An undoing can be undone itself, which brings back what it had undone.
    """
    ordered = sorted(judgements, key=lambda j: (j.at, j.id))
    undone: set[str] = set()
    for judgement in reversed(ordered):
        if judgement.action == "undo" and judgement.id not in undone and judgement.undoes:
            undone.add(judgement.undoes)
    return tuple(j for j in ordered if j.action != "undo" and j.id not in undone)


def decide(judgements: Iterable[Judgement], find: Callable[[Anchor], Member | None]) -> Decisions:
    """
    Apply the judgements that stand to the cases that *find* gives for their anchors.

    Of two that contradict each other on one pair of cases the later counts. An anchor at which the newest reader finds
    no incident counts for nothing.
    """
    decisions = Decisions()
    for judgement in standing(judgements):
        members = [member for anchor in judgement.anchors if (member := find(anchor)) is not None]
        if judgement.action in {"same", "different"}:
            mine, other = decisions.same, decisions.different
            if judgement.action == "different":
                mine, other = other, mine
            for pair in combinations(sorted(set(members)), 2):
                mine.add(pair)
                other.discard(pair)
        else:
            for member in members:
                decisions.changes.setdefault(member, []).append(judgement)
    return decisions


def member_at(anchor: Anchor, account: Account) -> Member | None:
    """
    Find the incident of *account* that an anchor means: the one with a mention at its words.

    Words that several mention belong to the one whose mention fits them most closely.
    """
    best: tuple[int, str] | None = None
    for incident in account.incidents:
        spans = [(m.start, m.end) for m in incident.mentions] + [(h.start, h.end) for h in incident.harms]
        for start, end in spans:
            if start < anchor.end and anchor.start < end:
                distance = abs(start - anchor.start) + abs(end - anchor.end)
                best = min(best or (distance, incident.id), (distance, incident.id))
    return Member(report=account.report.id, incident=best[1]) if best else None


def anchor_of(account: Account, incident: str) -> Anchor | None:
    """Give the anchor of an incident of *account*: its first mention, or the words of its first harm."""
    for known in account.incidents:
        if known.id == incident:
            spans = [(m.start, m.end) for m in known.mentions] or [(h.start, h.end) for h in known.harms]
            if spans:
                start, end = min(spans)
                return Anchor(sha256=account.report.sha256, start=start, end=end)
    return None


def check_value(name: str, value: str) -> str | None:
    """Say what is wrong with a value that a person sets, or None where it can be set."""
    if name not in FIELDS:
        return f"there is no field {name!r}; it is one of {', '.join(FIELDS)}"
    if name == "type" and value not in get_args(IncidentType):
        return f"a type is one of {', '.join(get_args(IncidentType))}"
    if name == "certainty" and value not in get_args(Certainty):
        return f"certainty is one of {', '.join(get_args(Certainty))}"
    if name == "when" and _when(value) is None:
        return "a time is a day such as 2024-03-18, or two with a slash between them"
    if name in get_args(Outcome) and _figures(value) is None:
        return "a number of people is written 8, 5-8 (least and most) or 5- (open above)"
    if name in {"initiators", "targets"} and not any(part.strip() for part in value.split(",")):
        return "actors are ids with commas between them"
    return None


def corrected(entry: IncidentEntry, changes: Mapping[Member, Iterable[Judgement]]) -> IncidentEntry:
    """Apply to an incident what people set of its cases, the latest last, and keep the machine's values beside."""
    mine = {j.id: j for member in entry.members for j in changes.get(member, ())}
    for judgement in sorted(mine.values(), key=lambda j: (j.at, j.id)):
        if judgement.action == "reject":
            entry = msgspec.structs.replace(entry, rejected=True)
        elif judgement.field and judgement.value and check_value(judgement.field, judgement.value) is None:
            entry = _set(entry, judgement.field, judgement.value, judgement.id)
    return entry


def _set(entry: IncidentEntry, name: str, value: str, judgement: str) -> IncidentEntry:
    machine = next((c.machine for c in entry.corrections if c.field == name), _shown(entry, name))
    kept = tuple(c for c in entry.corrections if c.field != name)
    correction = Correction(field=name, machine=machine, person=value, judgement=judgement)
    changed: dict[str, object] = {"corrections": (*kept, correction)}
    if name in get_args(Outcome):
        changed["estimates"] = tuple(_estimates(entry, name, value))
    elif name == "when":
        changed["when"] = _when(value)
    elif name in {"initiators", "targets"}:
        changed[name] = tuple(part.strip() for part in value.split(",") if part.strip())
    else:
        changed[name] = value
    return msgspec.structs.replace(entry, **changed)


def _estimates(entry: IncidentEntry, outcome: str, value: str) -> Iterator[Estimate]:
    """Put a person's figure in place of the machine's for all people of an outcome."""
    figures = _figures(value)
    assert figures is not None
    low, high = figures
    made = {"low": low, "best": low if high is None else (low + high) // 2, "high": high, "reason": "Set by a person."}
    found = False
    for estimate in entry.estimates:
        if (estimate.outcome, estimate.group) == (outcome, "unknown"):
            found = True
            yield msgspec.structs.replace(estimate, **made)
        else:
            yield estimate
    if not found:
        policy = entry.estimates[0].policy if entry.estimates else "ucdp"
        yield Estimate(outcome=outcome, group="unknown", policy=policy, **made)  # type: ignore[arg-type]


def _shown(entry: IncidentEntry, name: str) -> str:
    """Say a field's value in words."""
    if name == "when":
        days = [d.isoformat() for d in (entry.when.start, entry.when.end) if d is not None]
        return "/".join(dict.fromkeys(days))
    if name in get_args(Outcome):
        return next(
            (
                f"{e.low}-{'' if e.high is None else e.high}"
                for e in entry.estimates
                if (e.outcome, e.group) == (name, "unknown")
            ),
            "",
        )
    value = getattr(entry, name)
    return value if isinstance(value, str) else ", ".join(value)


def _when(value: str) -> When | None:
    try:
        days = [date.fromisoformat(part.strip()) for part in value.split("/")]
    except ValueError:
        return None
    if len(days) > 2 or days[0] > days[-1]:
        return None
    precision: TimePrecision = "day" if days[0] == days[-1] else "range"
    return When(start=days[0], end=days[-1], precision=precision)


def _figures(value: str) -> tuple[int, int | None] | None:
    low, dash, high = (part.strip() for part in value.partition("-"))
    if not low.isdecimal() or len(low) > 9 or len(high) > 9 or (high and not high.isdecimal()):
        return None
    least, most = int(low), int(high) if high else (None if dash else int(low))
    return (least, most) if most is None or least <= most else None
