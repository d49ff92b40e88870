"""ACLED's type of event for an incident, by its type, whom it was aimed at, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass

from variorum.exports.context import Context, Party
from variorum.exports.figures import toll
from variorum.knowledge.names import fold
from variorum.model.account import Outcome
from variorum.model.record import IncidentEntry

MANY = 3
"""From so many people on, arrests are many: what ACLED reads "several" as."""

_VIOLENT: tuple[Outcome, ...] = ("killed", "injured", "casualty")
_ATTACK = ("Violence against civilians", "Attack")
_CLASH = ("Battles", "Armed clash")
_ABDUCTION = ("Violence against civilians", "Abduction/forced disappearance")


@dataclass(frozen=True)
class EventType:
    """A pair of types, or the reason why there is no row; `doubt` is what the record cannot tell of it."""

    event: str = ""
    sub_event: str = ""
    none: str = ""
    doubt: str = ""


def event_type(context: Context, entry: IncidentEntry, did: list[Party], hit: list[Party]) -> EventType:
    """Give the type of an incident, or why it has none."""
    codes = context.codes.types[entry.type]
    if not codes.acled_event:
        return EventType(none="ACLED has no events of this type")
    if special := _special(context, entry, did, hit):
        return special
    civil = at_civilians(entry, hit)
    if codes.acled_event != codes.acled_event_civilians and civil is None:
        return EventType(none="whether it was a battle or aimed at civilians is not known")
    event, sub = codes.acled_event, codes.acled_sub_event
    if civil:
        event, sub = codes.acled_event_civilians, codes.acled_sub_event_civilians
    return EventType(event, _by_weapon(context, entry) or sub, doubt=_doubt(entry))


def at_civilians(entry: IncidentEntry, hit: list[Party]) -> bool | None:
    """Tell whether it was aimed at civilians alone; None where neither its targets nor its dead say so."""
    if any(p.armed for p in hit):
        return False
    if any(p.kind in ("civilians", "party") for p in hit):
        return True
    groups = {e.group for e in entry.estimates if e.outcome in _VIOLENT and (e.high is None or e.high)}
    if groups and groups <= {"civilian", "official"}:
        return True
    return None


def _special(context: Context, entry: IncidentEntry, did: list[Party], hit: list[Party]) -> EventType | None:
    """Apply ACLED's rules for the types whose events depend on more than the target."""
    by_state = any(p.kind == "government" for p in did)
    if entry.type == "abduction" and (_any(entry, "killed") or _any(entry, "injured")):
        return EventType(*_ATTACK)
    if entry.type == "arrest":
        if did and not by_state:
            return EventType(*_ABDUCTION)
        taken = max((t.best for o in ("detained", "captured") if (t := toll(entry, o))), default=0)
        if taken < MANY:
            return EventType(none="arrests are events only where they are many or those arrested are significant")
        return EventType("Strategic developments", "Arrests", doubt="" if did else "who arrested them is not known")
    if entry.type == "territory_change" and (_any(entry, "killed") or _any(entry, "injured")):
        if not did:
            return EventType(none="who took the place is not known")
        own = next(iter(context.country(place).code for place in entry.where if context.country(place)), None)  # type: ignore[union-attr]
        regained = any(p.kind == "government" and p.country == own for p in did)
        return EventType(
            "Battles", "Government regains territory" if regained else "Non-state actor overtakes territory"
        )
    if entry.type == "operation" and _any(entry, "killed"):
        return EventType(*_CLASH)
    if entry.type == "protest":
        if _any(entry, "killed"):
            return EventType("Protests", "Excessive force against protesters")
        if any(_any(entry, outcome) for outcome in ("injured", "casualty", "detained")):
            return EventType("Protests", "Protest with intervention")
    if entry.type == "riot" and any(p.kind == "civilians" for p in hit):
        return EventType("Riots", "Mob violence")
    return None


def _any(entry: IncidentEntry, outcome: Outcome) -> bool:
    found = toll(entry, outcome)
    return found is not None and found.best > 0


def _by_weapon(context: Context, entry: IncidentEntry) -> str | None:
    said = [word for weapon in entry.weapons for word in fold(weapon).split()]
    found = (context.codes.weapons.get((entry.type, word), ("", ""))[0] for word in said)
    return next(filter(None, found), None)


def _doubt(entry: IncidentEntry) -> str:
    if entry.type == "talks":
        return "a mere visit or call is no event, and the record does not tell it from negotiations"
    if entry.type == "territory_change":
        return "no harm is told of, so that the place is taken to have changed hands without a fight"
    return ""
