"""The fields of an incident on which its accounts part, with who holds what."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

from variorum.collation.blame import on_initiators
from variorum.collation.cases import Case
from variorum.collation.positions import at, in_words, mention, quoted, spoken
from variorum.collation.regions import compatible
from variorum.collation.sides import Sides, akin, office
from variorum.collation.tallies import Tally, tallies
from variorum.model import Place, When
from variorum.model.account import IncidentType
from variorum.model.record import ActorEntry, Contest, Position, StatementEntry

_T = TypeVar("_T")

_SLACK_DAYS = 1
"""Two days that follow one another may be one night, or one moment in two time zones."""

_SHORT = 100

_EXCLUDE: tuple[tuple[frozenset[IncidentType], frozenset[IncidentType]], ...] = (
    (frozenset({"air_strike", "shelling"}), frozenset({"suicide_bombing"})),
    (frozenset({"arrest"}), frozenset({"abduction"})),
    (frozenset({"talks", "agreement"}), frozenset({"clash", "armed_attack", "air_strike", "shelling"})),
)
"""Types that cannot both be right. Others differ in how precise they are, or overlap ("attack", "clash")."""


def contests(
    cases: Iterable[Case],
    actors: Mapping[str, ActorEntry],
    statements: Iterable[StatementEntry] = (),
    *,
    origins: Mapping[str, str] | None = None,
    counted: Sequence[Tally] | None = None,
) -> tuple[Contest, ...]:
    """
    Give the contested fields of one incident, each with every position on it once.

    Args:
        statements: Those that are tied to this incident.
        origins: What a report's own words go back to, by report id; outlets that share one are one source.
        counted: The tallies of the same cases, where they are made already.
    """
    cases = sorted(cases, key=lambda case: case.member)
    counted = tallies(cases, actors, origins) if counted is None else counted
    sides = Sides.of_cases(cases, actors)
    told = sorted(set(statements), key=lambda s: (s.report, s.start, s.end, s.speaker, s.stance))
    # Who denies a figure is among the positions on that figure.
    told = [s for s in told if not (s.stance == "denies" and _denies_figure(s, counted))]
    held: list[tuple[str, Iterable[Position]]] = [
        *((f"harms {t.outcome} {t.group}", _on_figures(t, counted)) for t in counted if t.contested),
        ("initiators", on_initiators(cases, actors, told, sides)),
        ("targets", _on_targets(counted, actors)),
        ("type", _apart(cases, lambda c: c.incident.type, _exclude, lambda _: None, str)),
        ("when", _apart(cases, lambda c: c.incident.when, _other_days, lambda c: c.incident.when.quote, _days)),
        ("where", _apart(cases, lambda c: c.incident.where, _elsewhere, _words_of_place, _names)),
        ("happened", _on_happening(cases, told, sides)),
    ]
    found = (_contest(field, positions, actors) for field, positions in held)
    return tuple(contest for contest in found if contest is not None)


def _contest(field: str, positions: Iterable[Position], actors: Mapping[str, ActorEntry]) -> Contest | None:
    """Keep the first position of each office and value; a field that one value is left of is not contested."""
    first: dict[tuple[str, str], Position] = {}
    for position in positions:
        voice = office(position.speaker, actors) if position.speaker else ""
        first.setdefault((voice, position.value), position)
    if len({position.value for position in first.values()}) < 2:
        return None
    return Contest(field=field, positions=tuple(first.values()))


def _denies_figure(statement: StatementEntry, counted: Iterable[Tally]) -> bool:
    return any(
        f.report == statement.report and f.start < statement.end and statement.start < f.end
        for tally in counted
        for f in (tally.figures[i] for i in tally.denials)
    )


def _on_figures(tally: Tally, counted: Iterable[Tally]) -> Iterator[Position]:
    for claim in tally.claims:
        yield at(tally.figures[claim.figures[0]], in_words(claim.low, claim.high, claim.approximate))
    by_cell = {(t.outcome, t.group): t for t in counted}
    for pair in tally.clashes:
        for claim in pair:
            # A sum over other groups has its words there.
            for below in (by_cell[cell] for cell in tally.covers if claim.derived):
                for other in below.claims:
                    if other.voice == claim.voice and other.figures:
                        yield at(below.figures[other.figures[0]], f"at least {claim.low}")
    for i in tally.denials:
        figure = tally.figures[i]
        yield at(figure, "none" if figure.zero else f"not {in_words(figure.low, figure.high, figure.approximate)}")


def _on_targets(counted: Sequence[Tally], actors: Mapping[str, ActorEntry]) -> list[Position]:
    """Set those who say that civilians were hit against another side that says that fighters were."""
    civilians = _hit(counted, "civilian", "civilians")
    fighters = _hit(counted, "militant", "militants")
    mixed = {p.speaker for p in civilians} & {p.speaker for p in fighters}
    for tally in counted:
        for i in tally.denials:
            if tally.group == "civilian" and tally.figures[i].zero:
                fighters.append(at(tally.figures[i], "no civilians"))
    civilians = [p for p in civilians if p.speaker not in mixed]
    fighters = [p for p in fighters if p.speaker not in mixed]
    if any(_apart_in_side(a, b, actors) for a in civilians for b in fighters):
        return [*civilians, *fighters]
    return []


def _hit(counted: Iterable[Tally], group: str, value: str) -> list[Position]:
    return [
        at(figure, value)
        for tally in counted
        for i, figure in enumerate(tally.figures)
        if tally.outcome in ("killed", "injured", "casualty")
        and figure.group == group == tally.group
        and figure.stance == "asserts"
        and not figure.zero
        and i not in tally.reversed
    ]


def _apart_in_side(left: Position, right: Position, actors: Mapping[str, ActorEntry]) -> bool:
    if left.side == right.side or (left.speaker and right.speaker and akin(left.speaker, right.speaker, actors)):
        return False
    # Only a party has an interest in whom it hit; two bystanders may each have seen a part.
    return "initiator" in (left.side, right.side) or "target" in (left.side, right.side)


def _on_happening(cases: Sequence[Case], told: Iterable[StatementEntry], sides: Sides) -> list[Position]:
    denials = [
        spoken(s, sides, f"denies: {s.quote[:_SHORT]}")
        for s in told
        if s.stance == "denies" and sides.side(s.speaker) != "initiator"
    ]
    return [mention(cases[0], "it happened"), *denials] if denials and cases else []


def _apart(
    cases: Sequence[Case],
    of: Callable[[Case], _T],
    exclude: Callable[[_T, _T], bool],
    words: Callable[[Case], str | None],
    value: Callable[[_T], str],
) -> list[Position]:
    """Give the values of a field that some other value excludes, one position for each."""
    first: dict[str, tuple[_T, Case]] = {}
    for case in cases:
        held = of(case)
        first.setdefault(value(held), (held, case))
    kept = {
        name: case for name, (held, case) in first.items() if any(exclude(held, other) for other, _ in first.values())
    }
    return [quoted(case, words(case), name) for name, case in kept.items()]


def _words_of_place(case: Case) -> str | None:
    return case.incident.where[0].quote if case.incident.where else None


def _exclude(left: IncidentType, right: IncidentType) -> bool:
    return any((left in a and right in b) or (left in b and right in a) for a, b in _EXCLUDE)


def _other_days(left: When, right: When) -> bool:
    if not (left.start and left.end and right.start and right.end):
        return False
    return max((right.start - left.end).days, (left.start - right.end).days) > _SLACK_DAYS


def _days(when: When) -> str:
    return str(when.start) if when.start == when.end else f"{when.start} to {when.end}"


def _elsewhere(left: tuple[Place, ...], right: tuple[Place, ...]) -> bool:
    return bool(left and right) and not any(compatible(a, b) for a in left for b in right)


def _names(places: tuple[Place, ...]) -> str:
    return ", ".join(sorted({p.name for p in places}))
