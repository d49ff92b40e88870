"""The fields of an incident on which its accounts part, with who holds what."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import TypeVar

from variorum.collation.cases import Case
from variorum.collation.figures import Figure
from variorum.collation.naming import Names
from variorum.collation.regions import compatible
from variorum.collation.sides import Sides, akin, lineage
from variorum.collation.tallies import Tally, tallies
from variorum.model import Place, When
from variorum.model.account import IncidentType
from variorum.model.record import ActorEntry, Contest, Position, StatementEntry

_T = TypeVar("_T")

_SLACK_DAYS = 1
"""Two days that follow one another may be one night, or one moment in two time zones."""

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
) -> tuple[Contest, ...]:
    """
    Give the contested fields of one incident, each with every position on it once.

    Args:
        statements: Those that are tied to this incident.
        origins: As in `estimates.estimate`.
    """
    cases = sorted(cases, key=lambda case: case.member)
    counted = tallies(cases, actors, origins)
    sides = Sides.of_cases(cases, actors)
    told = sorted(set(statements), key=lambda s: (s.report, s.start, s.end, s.speaker, s.stance))
    # Who denies a figure is among the positions on that figure.
    told = [s for s in told if not (s.stance == "denies" and _denies_figure(s, counted))]
    found = [
        *(_contest(f"harms {t.outcome} {t.group}", _on_figures(t, counted)) for t in counted if t.contested),
        _contest("initiators", _on_initiators(cases, actors, told, sides)),
        _contest("targets", _on_targets(counted, actors)),
        _contest("type", _apart(cases, lambda c: c.incident.type, _exclude, _words_of_mention, str)),
        _contest("when", _apart(cases, lambda c: c.incident.when, _other_days, _words_of_time, _days)),
        _contest("where", _apart(cases, lambda c: c.incident.where, _elsewhere, _words_of_place, _names)),
        _contest("happened", _on_happening(cases, told, sides)),
    ]
    return tuple(contest for contest in found if contest is not None)


def _contest(field: str, positions: Iterable[Position]) -> Contest | None:
    """Keep the first position of each speaker and value; a field that one value is left of is not contested."""
    first: dict[tuple[str | None, str], Position] = {}
    for position in positions:
        first.setdefault((position.speaker, position.value), position)
    if len({position.value for position in first.values()}) < 2:
        return None
    return Contest(field=field, positions=tuple(first.values()))


def _denies_figure(statement: StatementEntry, counted: Iterable[Tally]) -> bool:
    return any(
        f.report == statement.report and f.start < statement.end and statement.start < f.end
        for tally in counted
        for f in (tally.figures[i] for i in tally.denials)
    )


def _at(figure: Figure, value: str) -> Position:
    return Position(
        side=figure.side,
        speaker=figure.speaker,
        value=value,
        report=figure.report,
        start=figure.start,
        end=figure.end,
        quote=figure.quote,
    )


def in_words(low: int, high: int | None, approximate: bool) -> str:
    """Say a count: "8", "at least 8", "up to 8", "8 to 10", "about 8", "none"."""
    if high == 0:
        return "none"
    if high is None:
        return f"at least {low}"
    if low == high:
        return f"about {low}" if approximate else str(low)
    return f"up to {high}" if low == 0 else f"{low} to {high}"


def _on_figures(tally: Tally, counted: Iterable[Tally]) -> Iterator[Position]:
    for claim in tally.claims:
        yield _at(tally.figures[claim.figures[0]], in_words(claim.low, claim.high, claim.approximate))
    by_cell = {(t.outcome, t.group): t for t in counted}
    for pair in tally.clashes:
        for claim in pair:
            # A sum over other groups has its words there.
            for below in (by_cell[cell] for cell in tally.covers if claim.derived):
                for other in below.claims:
                    if other.voice == claim.voice and other.figures:
                        yield _at(below.figures[other.figures[0]], f"at least {claim.low}")
    for i in tally.denials:
        figure = tally.figures[i]
        yield _at(figure, "none" if figure.zero else f"not {in_words(figure.low, figure.high, figure.approximate)}")


def _on_targets(counted: Sequence[Tally], actors: Mapping[str, ActorEntry]) -> list[Position]:
    """Set those who say that civilians were hit against another side that says that fighters were."""
    civilians = _hit(counted, "civilian", "civilians")
    fighters = _hit(counted, "militant", "militants")
    mixed = {p.speaker for p in civilians} & {p.speaker for p in fighters}
    for tally in counted:
        for i in tally.denials:
            if tally.group == "civilian" and tally.figures[i].zero:
                fighters.append(_at(tally.figures[i], "no civilians"))
    civilians = [p for p in civilians if p.speaker not in mixed]
    fighters = [p for p in fighters if p.speaker not in mixed]
    if any(_apart_in_side(a, b, actors) for a in civilians for b in fighters):
        return [*civilians, *fighters]
    return []


def _hit(counted: Iterable[Tally], group: str, value: str) -> list[Position]:
    return [
        _at(figure, value)
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


def _spoken(statement: StatementEntry, sides: Sides, value: str) -> Position:
    return Position(
        side=sides.side(statement.speaker),
        speaker=statement.speaker,
        value=value,
        report=statement.report,
        start=statement.start,
        end=statement.end,
        quote=statement.quote,
    )


def _on_initiators(
    cases: Sequence[Case], actors: Mapping[str, ActorEntry], told: Iterable[StatementEntry], sides: Sides
) -> list[Position]:
    """Bring together who claims it, who denies it and whom others blame; denials alone make no contest."""
    around = {a for case in cases for actor in case.actors.values() for a in lineage(actor, actors)}
    known = Names(actors[a] for a in sorted(around) if a in actors)
    held: list[tuple[str, bool, Position]] = []
    for s in told:
        if s.stance == "claims_responsibility":
            held.append((s.speaker, True, _spoken(s, sides, f"{_name(s.speaker, actors)} did it")))
        elif s.stance == "denies" and sides.side(s.speaker) == "initiator":
            held.append((s.speaker, False, _spoken(s, sides, f"{_name(s.speaker, actors)} did not do it")))
        elif s.stance == "accuses":
            blamed = [a for a in known.within(s.quote) if not akin(a, s.speaker, actors)]
            held += [(a, True, _spoken(s, sides, f"{_name(a, actors)} did it")) for a in blamed[:1]]
    for case in cases:
        for a in sorted(a for a in case.initiators if a in actors and actors[a].country):
            held.append((a, True, _mention(case, f"{_name(a, actors)} did it")))
    blame: dict[str | None, set[str]] = defaultdict(set)
    for a, did, position in held:
        if did:
            blame[position.speaker].add(a)
    # Outlets that name others in their own voice are left to the headline's vote.
    rivals = any(not any(_of_one(a, b, actors) for a in x for b in y) for x, y in combinations(blame.values(), 2))
    refuted = any(_of_one(a, b, actors) for a, did, _ in held if not did for b, did_it, _ in held if did_it)
    return [position for _, _, position in held] if rivals or refuted else []


def _of_one(left: str, right: str, actors: Mapping[str, ActorEntry]) -> bool:
    """Tell whether two are of one body, or organs of one state."""
    if akin(left, right, actors) or left not in actors or right not in actors:
        return akin(left, right, actors)
    one, other = actors[left], actors[right]
    return one.country is not None and one.country == other.country and "armed_group" not in (one.type, other.type)


def _name(actor: str, actors: Mapping[str, ActorEntry]) -> str:
    return actors[actor].name if actor in actors else actor


def _on_happening(cases: Sequence[Case], told: Iterable[StatementEntry], sides: Sides) -> list[Position]:
    denials = [
        _spoken(s, sides, "it did not happen so")
        for s in told
        if s.stance == "denies" and sides.side(s.speaker) != "initiator"
    ]
    return [_mention(cases[0], "it happened"), *denials] if denials and cases else []


def _mention(case: Case, value: str) -> Position:
    mentions = case.incident.mentions
    first = min(mentions, key=lambda m: m.start, default=None)
    start, end, quote = (first.start, first.end, first.quote) if first else (0, 0, "")
    return Position(
        side="reporter", speaker=None, value=value, report=case.account.report.id, start=start, end=end, quote=quote
    )


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
    return [_quoted(case, words(case), name) for name, case in kept.items()]


def _quoted(case: Case, words: str | None, value: str) -> Position:
    """Find words in the report, where they stand nearest to the incident's first mention."""
    position = _mention(case, value)
    text = case.account.report.text
    if words:
        after = text.find(words, position.start)
        before = text.rfind(words, 0, position.start)
        places = [i for i in (after, before) if i >= 0]
        if places:
            start = min(places, key=lambda i: (abs(i - position.start), i))
            return Position(
                side="reporter",
                speaker=None,
                value=value,
                report=position.report,
                start=start,
                end=start + len(words),
                quote=words,
            )
    return position


def _words_of_mention(_: Case) -> None:
    return None


def _words_of_time(case: Case) -> str | None:
    return case.incident.when.quote


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
