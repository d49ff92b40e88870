"""The group of people whom only the actor tells that they are of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from variorum.model.account import Group

if TYPE_CHECKING:
    from spacy.tokens import Token

    from variorum.reading.context import Context

GROUP_OF_ACTOR: dict[str, Group] = {
    "military": "military",
    "police": "police",
    "armed_group": "militant",
    "government": "official",
    "civilians": "civilian",
}
"""The group of people whom only their actor tells ("12 Somalis" of the pirates)."""

ARMED = frozenset({"military", "police", "militant", "security_forces"})
"""Groups of people who bear arms."""

MINISTRIES: dict[str, Group] = {"defence": "military", "defense": "military", "interior": "security_forces"}
"""The group of those whom a ministry has, where they are told by no more ("members of the defence ministry")."""


def by_actor(context: Context, word: Token) -> Group | None:
    """Give the group of the actor that a word is for."""
    name = context.actors.resolve_head(word, create=False)
    actor = context.actors.get(name) if name is not None else None
    if actor is not None and actor.type == "government":
        return next((g for w in actor.name.lower().split() if (g := MINISTRIES.get(w))), "official")
    return GROUP_OF_ACTOR.get(actor.type) if actor is not None else None
