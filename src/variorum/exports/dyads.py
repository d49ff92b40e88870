"""Who fought whom, as UCDP counts it: two organised sides, or one against civilians."""

from __future__ import annotations

from dataclasses import dataclass

from variorum.exports.context import Context, Party
from variorum.exports.figures import Toll
from variorum.knowledge.names import fold
from variorum.model.account import Group
from variorum.model.record import IncidentEntry

STATE_BASED, NON_STATE, ONE_SIDED = 1, 2, 3

CIVILIANS = "Civilians"

_TWO_SIDED = frozenset({"clash", "talks", "agreement"})
_UNARMED: tuple[Group, ...] = ("civilian", "official")
_STATE_FORCES: tuple[Group, ...] = ("military", "police", "security_forces")


@dataclass(frozen=True)
class Side:
    """A side of a dyad; `gw` is the number of a state; `known` is False where UCDP's name for it is not known."""

    name: str
    party: Party | None
    gw: int | None = None
    known: bool = True


@dataclass(frozen=True)
class Dyad:
    """
    Two sides in UCDP's order, and the type of violence between them.

    `left_out` are parties for which a dyad has no room.
    """

    violence: int
    a: Side
    b: Side
    left_out: tuple[Party, ...] = ()


def dyad(context: Context, entry: IncidentEntry, killed: Toll) -> Dyad | str:
    """Give the dyad of an incident, or say why it has none."""
    did, hit = sides(context, entry)
    # Of several parties the first whose name is known to UCDP stands for its side.
    fought = [sorted((p for p in some if p.armed), key=lambda p: not _side(context, p).known) for some in (did, hit)]
    if not fought[0]:
        return "no organised party is known to have done it"
    first = fought[0][0]
    other = next((p for p in fought[1] if p.key != first.key), None)
    if other is None:
        if killed.of(*_UNARMED)[2] or any(p.kind == "civilians" for p in hit):
            return _made(context, ONE_SIDED, first, None, (*fought[0][1:], *fought[1]))
        return "it was aimed neither at another organised party nor at civilians, as far as is known"
    left_out = tuple(p for p in (*fought[0], *fought[1]) if p.key not in (first.key, other.key))
    if "government" in (first.kind, other.kind):
        return _made(context, STATE_BASED, first, other, left_out)
    return _made(context, NON_STATE, first, other, left_out)


def sides(context: Context, entry: IncidentEntry) -> tuple[list[Party], list[Party]]:
    """Give the parties of either side; of a clash that names all on one side, the first stands against the others."""
    days = context.days(entry.when)
    on = days[0] if days else None
    did, hit = context.parties(entry.initiators, on), context.parties(entry.targets, on)
    if entry.type in _TWO_SIDED and not (did and hit):
        everyone = did or hit
        did, hit = everyone[:1], everyone[1:]
    return did, [party for party in hit if party.key not in {p.key for p in did}]


def _made(context: Context, violence: int, first: Party, other: Party | None, left_out: tuple[Party, ...]) -> Dyad:
    a = _side(context, first)
    if other is None:
        return Dyad(violence, a, Side(CIVILIANS, None), left_out)
    b = _side(context, other)
    states = first.kind == "government", other.kind == "government"
    swapped = b.name < a.name if states[0] == states[1] else states[1]
    return Dyad(violence, b, a, left_out) if swapped else Dyad(violence, a, b, left_out)


def _side(context: Context, party: Party) -> Side:
    if party.kind == "government":
        country = context.codes.countries.get(party.country or "")
        if country is not None and country.ucdp_name:
            return Side(f"Government of {country.ucdp_name}", party, country.gw)
        return Side(party.body.name, party, known=False)
    name = context.codes.ucdp_actors.get(fold(party.body.name))
    return Side(name or party.body.name, party, known=name is not None)


@dataclass(frozen=True)
class Deaths:
    """The dead by UCDP's columns, with the groups that went into each."""

    a: int
    b: int
    civilians: int
    unknown: int
    groups: dict[str, tuple[Group, ...]]

    @property
    def best(self) -> int:
        """Give the sum."""
        return self.a + self.b + self.civilians + self.unknown


def deaths(found: Dyad, killed: Toll) -> Deaths:
    """Sort the dead by side; those whose side is not clear are unknown, as are all fighters of one-sided violence."""
    groups: dict[str, list[Group]] = {"a": [], "b": [], "civilians": list(_UNARMED), "unknown": ["unknown"]}
    for group in ("militant", *_STATE_FORCES):
        groups[_place(found, group)].append(group)
    best = {name: killed.of(*some)[1] for name, some in groups.items()}
    return Deaths(**best, groups={name: tuple(some) for name, some in groups.items()})


def _place(found: Dyad, group: str) -> str:
    if found.violence == ONE_SIDED:
        return "unknown"
    kind = "group" if group == "militant" else "government"
    mine = [name for name, side in (("a", found.a), ("b", found.b)) if side.party and side.party.kind == kind]
    return mine[0] if len(mine) == 1 else "unknown"
