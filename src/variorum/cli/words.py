"""Puts the values of an account into words, for the tree and the table alike."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Protocol

from variorum.cli.terminal import printable
from variorum.model import Actor, Harm, Place, Published, Statistic, When
from variorum.model.record import ActorEntry, Estimate, StatisticEntry

SYMMETRIC = {"clash", "talks", "agreement"}
"""Incident types whose two lists of parties are one list."""

BASIS = {
    "metadata": "",
    "text": " (from the text)",
    "inferred": " (inferred)",
    "unknown": "",
}


GROUPS = {
    "civilian": "civilians",
    "militant": "militants",
    "official": "officials",
    "unknown": "people",
}
"""Groups of people in the plural; those of the other groups are called by their term."""

FIELDS = {
    "happened": "whether it happened",
    "initiators": "who did it",
    "targets": "whom it was aimed at",
    "type": "what it was",
    "when": "when it was",
    "where": "where it was",
}
"""What a contested field asks."""

OUTCOMES = {"casualty": "killed or injured"}
"""Outcomes whose term is no word for it."""


def term(value: str) -> str:
    """Give a term of the contract as words: ``air_strike`` as ``air strike``."""
    return value.replace("_", " ")


def days(start: date | None, end: date | None) -> str:
    """Give an interval of days; an unknown one is said to be unknown."""
    if start is None or end is None:
        return "date unknown"
    return start.isoformat() if start == end else f"{start.isoformat()} to {end.isoformat()}"


def published(value: Published) -> str:
    """Say when a report was published and what that rests on."""
    return days(value.start, value.end) + BASIS[value.basis]


def when(value: When) -> str:
    """Say when an incident happened and how precisely that is known."""
    said = days(value.start, value.end)
    return said if value.precision in ("day", "range", "unknown") else f"{said} (to the {value.precision})"


def place(value: Place) -> str:
    """Say where: name, level, what contains it, and coordinates with their radius."""
    within = ", ".join(printable(part) for part in (value.province, value.country) if part and part != value.name)
    link = ", " if value.level == "country" else " in "
    said = f"{printable(value.name)} ({term(value.level)}{f'{link}{within}' if within else ''})"
    if value.latitude is None or value.longitude is None:
        return f"{said}, not located"
    radius = f" ± {value.radius_km:g} km" if value.radius_km is not None else ""
    return f"{said} {value.latitude:.2f}, {value.longitude:.2f}{radius}"


def count(low: int, high: int | None, *, approximate: bool = False) -> str:
    """Say a count with its bounds: none, 7, at least 7, up to 200, 7 to 9."""
    if high is None:
        said = f"at least {low:,}" if low else "an unknown number"
    elif low == high:
        said = f"{low:,}" if high else "none"
    else:
        said = f"{low:,} to {high:,}" if low else f"up to {high:,}"
    return f"about {said}" if approximate else said


def harm(value: Harm) -> str:
    """Say how many of whom met with what."""
    group = "" if value.group == "unknown" else f" {term(value.group)}"
    subgroup = f" ({printable(value.subgroup)})" if value.subgroup else ""
    names = f": {', '.join(map(printable, value.names))}" if value.names else ""
    outcome = OUTCOMES.get(value.outcome, term(value.outcome))
    said = "no" if value.high == 0 else count(value.low, value.high, approximate=value.approximate)
    return f"{said}{group} {outcome}{subgroup}{names}"


def statistic(value: Statistic | StatisticEntry) -> str:
    """Say a published count with what it measures, of whom, where and when."""
    said = [count(value.low, value.high, approximate=value.approximate), printable(term(value.measure))]
    if value.group:
        said.append(f"({term(value.group)})")
    if value.place:
        said.append(f"in {printable(value.place)}")
    if value.period:
        said.append(f"from {value.period.start.isoformat()} to {value.period.end.isoformat()}")
    return " ".join(said)


def field(name: str) -> str:
    """Say a field on which accounts can part: ``harms killed civilian`` as ``civilians killed``."""
    kind, _, rest = name.partition(" ")
    if kind != "harms":
        return FIELDS.get(name, term(name))
    outcome, _, group = rest.partition(" ")
    return f"{GROUPS.get(group, term(group))} {OUTCOMES.get(outcome, term(outcome))}"


def lag(days: tuple[int, int]) -> str:
    """Say how long after another an incident was: ``2 days later``, ``0 to 3 days later``."""
    least, most = days
    if least == most:
        return "the same day" if most == 0 else f"{most:,} day{'s' * (most != 1)} later"
    return f"{least:,} to {most:,} days later"


def toll(estimates: Iterable[Estimate], outcome: str) -> str:
    """Say the estimate of an outcome over all groups: ``19 (0–42)``, the best with low and high; nothing for none."""
    found = [e for e in estimates if e.outcome == outcome]
    whole = [e for e in found if e.group == "unknown"]
    parts = [e for e in found if e.group != "unknown" and not _within(e, found)]
    # A figure for people of no stated group may be the sum of the others, or of some of them only.
    chosen = max(whole, parts, key=lambda some: sum(e.best for e in some))
    if not chosen:
        return ""
    highs = [e.high for e in chosen]
    high = None if None in highs else sum(h for h in highs if h is not None)
    return bounds(sum(e.low for e in chosen), sum(e.best for e in chosen), high)


def tolls(estimates: Iterable[Estimate], outcome: str) -> str:
    """Say the estimates of an outcome group by group: ``civilians 19 (0–42), militants 10``."""
    found = [e for e in estimates if e.outcome == outcome]
    if len(found) == 1 and found[0].group == "unknown":
        return bounds(found[0].low, found[0].best, found[0].high)
    return ", ".join(f"{GROUPS.get(e.group, term(e.group))} {bounds(e.low, e.best, e.high)}" for e in found)


def bounds(low: int, best: int, high: int | None) -> str:
    """Say a best figure with its low and high where these differ: ``8``, ``19 (0–42)``, ``9 (9+)``."""
    if high is None:
        return f"{best:,} ({low:,}+)"
    return f"{best:,}" if low == best == high else f"{best:,} ({low:,}–{high:,})"


def _within(estimate: Estimate, others: Iterable[Estimate]) -> bool:
    """Tell whether another estimate's group holds this one's."""
    return estimate.group in ("military", "police") and any(e.group == "security_forces" for e in others)


class Parties(Protocol):
    """Whatever has an incident's type and the ids of its parties."""

    @property
    def type(self) -> str:
        """Give the type."""

    @property
    def initiators(self) -> tuple[str, ...]:
        """Give who did it."""

    @property
    def targets(self) -> tuple[str, ...]:
        """Give whom it was aimed at."""


class Names:
    """Actors by id, of one account or of the record, for what only refers to them."""

    def __init__(self, actors: Iterable[Actor | ActorEntry]) -> None:
        self._actors: dict[str, Actor | ActorEntry] = {actor.id: actor for actor in actors}

    def name(self, actor: str | None) -> str:
        """Name an actor; None is the report itself, and an id of no actor is shown as it is."""
        if actor is None:
            return "the report"
        return printable(self._actors[actor].name if actor in self._actors else actor)

    def described(self, actor: str) -> str:
        """Name an actor with its type and what it belongs to."""
        if (known := self._actors.get(actor)) is None:
            return printable(actor)
        return f"{printable(known.name)} ({', '.join(self._description(known))})"

    def parties(self, incident: Parties, *, most: int = 100) -> str:
        """Say who did it to whom, or between whom it was; of either no more than *most* by name."""
        if incident.type in SYMMETRIC:
            return self.listed((*incident.initiators, *incident.targets), most, " – ") or "parties unknown"
        initiators, targets = (self.listed(some, most) for some in (incident.initiators, incident.targets))
        return f"{initiators or 'unknown'} → {targets or 'unknown'}"

    def listed(self, actors: Iterable[str], most: int = 100, separator: str = ", ") -> str:
        """Name each of *actors* once, and say how many there are beyond *most*."""
        names = list(dict.fromkeys(map(self.name, dict.fromkeys(actors))))
        more = f" and {len(names) - most} more" if len(names) > most else ""
        return separator.join(names[:most]) + more

    def _description(self, actor: Actor | ActorEntry) -> list[str]:
        parent = [f"of {self.name(actor.parent)}"] if actor.parent else []
        return [term(actor.type), *parent, *([actor.country] if actor.country else [])]
