"""Which of the words for one party to a happening to keep: reports call one party by many."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from variorum.reading.context import Context

FORCES = frozenset({"military", "police"})
"""Types of actors that report upon report calls by many nouns."""

PEOPLE = frozenset({"person", "civilians"})
"""Types of people who bear no arms."""

ANYBODY = frozenset({"armed_group", "person", "civilians"})
"""Types of doers of whom words without a name tell next to nothing ("gunmen", "two men")."""


def without_doubles(context: Context, actors: Sequence[str], weights: Mapping[str, float]) -> list[str]:
    """Keep one of the words for one force: "troops", "the army" and "soldiers" of a country are one party."""
    kept: dict[tuple[str, str | None], str] = {}
    for actor in sorted(actors, key=lambda a: (not context.actors.is_named(a), -weights[a])):
        found = context.actors.get(actor)
        if found.type in FORCES and (found.country is None or not context.actors.is_named(actor)):
            same = [a for (kind, land), a in kept.items() if kind == found.type and found.country in {None, land}]
            if same:
                continue
        kept[found.type if found.type in FORCES else actor, found.country] = actor
    return [a for a in actors if a in kept.values()]


def without_states(context: Context, actors: Sequence[str], weights: Mapping[str, float]) -> list[str]:
    """
    Keep a state or its own forces, whichever is said more: "Freedonia" and "the Freedonian army" are one side.

    So are the only state named and forces that are said to be of none ("the troops"). A ministry that claims what its
    forces did did not do it itself.
    """
    acting = {actor: context.actors.get(actor) for actor in actors}
    dropped = set()
    only = sum(found.type == "state" for found in acting.values()) == 1
    for state, found in acting.items():
        lands = {found.country, None} if only else {found.country}
        own = [a for a, other in acting.items() if other.type in FORCES and other.country in lands]
        if found.type == "state" and own:
            told = max((weights[a] for a in own if acting[a].country is not None), default=0.0)
            dropped |= {state} if told >= weights[state] else set(own)
        elif found.type == "government" and found.country is not None and own:
            dropped.add(state)
    return [a for a in actors if a not in dropped]


def without_loose_doers(
    context: Context, actors: Sequence[str], weights: Mapping[str, float], told_in: Mapping[str, set[int]]
) -> list[str]:
    """
    Keep one of the words without a name for who did it, and none where a group of fighters is named.

    "Gunmen" and "armed men" of one happening are the same people, and those of the group that is said to have done it;
    so is "an army-linked militia", unless a mention (*told_in*) has it beside the group that is named.
    """
    groups = [a for a in actors if _has_name(context, a) and context.actors.get(a).type == "armed_group"]
    named, beside = bool(groups), set().union(*(told_in.get(a, set()) for a in groups))
    loose = [
        a
        for a in actors
        if context.actors.get(a).type in ANYBODY
        and not (context.actors.is_named(a) and (_has_name(context, a) or told_in.get(a, set()) & beside))
    ]
    armed = [a for a in loose if context.actors.get(a).type == "armed_group"]
    kept = None if named else max(armed or loose, key=lambda a: weights[a], default=None)
    return [a for a in actors if a not in loose or a == kept]


def without_instances(context: Context, actors: Sequence[str], told_in: Mapping[str, set[int]]) -> list[str]:
    """
    Keep the people whom violence was aimed at, and not one of them of whom a witness tells ("my neighbour was shot").

    *told_in* has for each actor the mentions that name it; whom one mention names beside them is another.
    """
    if len(actors) < 2:
        return list(actors)
    people = [a for a in actors if context.actors.get(a).type in PEOPLE and not context.actors.is_one(a)]
    told = set().union(*(told_in.get(a, set()) for a in people))
    return [
        a
        for a in actors
        if not people
        or context.actors.is_named(a)
        or not context.actors.may_be_one(a, a)
        or told_in.get(a, set()) & told
    ]


def _has_name(context: Context, actor: str) -> bool:
    """Tell whether an actor has a name that ends in a capital: "an army-linked militia" is only described."""
    return context.actors.is_named(actor) and not context.actors.get(actor).name.split()[-1][:1].islower()


def without_roles(context: Context, actors: Sequence[str], told_in: Mapping[str, set[int]]) -> list[str]:
    """
    Keep the name of the only person named, and not the words for one person that other mentions have ("an officer").

    *told_in* has for each actor the mentions that name it; whom one mention names apart are two.
    """
    persons = [a for a in actors if context.actors.get(a).type == "person" and context.actors.is_one(a)]
    named = [a for a in persons if context.actors.is_named(a)]
    if len(named) != 1:
        return list(actors)
    (name,) = named
    return [
        a
        for a in actors
        if a == name
        or context.actors.is_named(a)
        or not told_in.get(a, set()).isdisjoint(told_in.get(name, set()))
        or not context.actors.may_be_one(a, name)
    ]
