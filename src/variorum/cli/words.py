"""Puts the values of an account into words, for the tree and the table alike."""

from __future__ import annotations

from datetime import date

from variorum.cli.terminal import printable
from variorum.model import Account, Actor, Harm, Incident, Place, Published, Statistic, When

SYMMETRIC = {"clash", "talks", "agreement"}
"""Incident types whose two lists of parties are one list."""

BASIS = {
    "metadata": "",
    "text": " (from the text)",
    "inferred": " (inferred)",
    "unknown": "",
}


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
    outcome = "killed or injured" if value.outcome == "casualty" else term(value.outcome)
    said = "no" if value.high == 0 else count(value.low, value.high, approximate=value.approximate)
    return f"{said}{group} {outcome}{subgroup}{names}"


def statistic(value: Statistic) -> str:
    """Say a published count with what it measures, of whom, where and when."""
    said = [count(value.low, value.high, approximate=value.approximate), printable(term(value.measure))]
    if value.group:
        said.append(f"({term(value.group)})")
    if value.place:
        said.append(f"in {printable(value.place)}")
    if value.period:
        said.append(f"from {value.period.start.isoformat()} to {value.period.end.isoformat()}")
    return " ".join(said)


class Names:
    """The actors of one account by id, for what only refers to them."""

    def __init__(self, account: Account) -> None:
        self._actors = {actor.id: actor for actor in account.actors}

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

    def parties(self, incident: Incident) -> str:
        """Say who did it to whom, or between whom it was."""
        initiators = ", ".join(map(self.name, incident.initiators))
        targets = ", ".join(map(self.name, incident.targets))
        if incident.type in SYMMETRIC:
            parties = dict.fromkeys((*incident.initiators, *incident.targets))
            return " – ".join(map(self.name, parties)) or "parties unknown"
        return f"{initiators or 'unknown'} → {targets or 'unknown'}"

    def _description(self, actor: Actor) -> list[str]:
        parent = [f"of {self.name(actor.parent)}"] if actor.parent else []
        return [term(actor.type), *parent, *([actor.country] if actor.country else [])]
