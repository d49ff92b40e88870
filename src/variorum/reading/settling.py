"""What the harms of one happening come to, where a report tells some of them more than once."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Container, Iterable
from functools import partial

from msgspec.structs import replace

from variorum.model import Harm
from variorum.nlp.columns import columns
from variorum.reading.actors.lexicon import lexicon as actor_lexicon
from variorum.reading.context import Context
from variorum.reading.groups import ARMED
from variorum.reading.peoplewords import lexicon

ONE = frozenset({"he", "she", "him", "her"})
"""Pronouns of one person."""


OTHERS = frozenset({"another", "other", "second", "third", "more"})
"""Words that set one person apart from those told before."""


def settled(context: Context, harms: Iterable[Harm], shot: Container[tuple[int, int]] = ()) -> list[Harm]:
    """
    Drop what is said again: the same count on the same account, and the same named person on any that asserts it.

    *shot* are the spans of people of whom no more is told than that they were shot. One of whom it is told elsewhere
    that he died is dead; the others count as hurt.
    """
    told = _distinct(context, _unmixed(context, _outlived(_named(context, _widest(harms)))))
    dead = {_surname(h) for h in told if h.outcome == "killed" and h.names and h.low > 0}
    ones = [h for h in told if h.outcome in {"killed", "injured"} and h.low == 1 == h.high]

    def retold(harm: Harm) -> bool:
        """Tell whether one who was shot is told elsewhere to be dead or hurt."""
        if harm.outcome != "casualty" or harm.low != 1 or harm.high != 1:
            return False
        return _surname(harm) in dead if harm.names else not all(_are_two(context, one, harm) for one in ones)

    kept = [_as_hurt(h) if (h.start, h.end) in shot else h for h in told if not retold(h)]
    return _as_one(context, [h for h in _distinct(context, kept) if not _is_counted_elsewhere(h, kept)])


def _widest(harms: Iterable[Harm]) -> list[Harm]:
    """Leave out a count whose words lie within those of the same count ("five" in "five social workers")."""
    kept = list(harms)
    wide = {(h.outcome, h.low, h.high, h.stance, h.start): h.end for h in sorted(kept, key=lambda h: h.end)}
    return [h for h in kept if wide[h.outcome, h.low, h.high, h.stance, h.start] == h.end]


def _named(context: Context, harms: list[Harm]) -> list[Harm]:
    """Count once those of whom right behind their number all the names are told ("two sons of the soil, A and B")."""
    named = sorted((i for i, h in enumerate(harms) if h.names), key=lambda i: harms[i].start)
    starts = [harms[i].start for i in named]
    kept = dict(enumerate(harms))
    for at, whole in enumerate(harms):
        if whole.names or whole.low != whole.high:
            continue
        for i in named[bisect_right(starts, whole.end) : bisect_left(starts, whole.end + _GAP)]:
            names = harms[i]
            again = names.outcome == whole.outcome and names.low == whole.low
            if again and _BEHIND.fullmatch(context.report.text, whole.end, names.start):
                group = whole.group if names.group == "unknown" else names.group
                kept[at] = replace(whole, group=group, names=names.names)
                kept.pop(i, None)
                break
    return list(kept.values())


_GAP = 40
"""Characters between people and their names."""

_BEHIND = re.compile(r"(?: of(?: \w{1,20}+){1,4}+)?(?:,| -| –|:)(?: (?:identified|named) as)? ")
"""What stands between people and the names of all of them."""


def _outlived(harms: list[Harm]) -> list[Harm]:
    """Leave out that people were hurt of whom the same words tell that they died ("was hit and later died")."""
    dead = {(h.start, h.end) for h in harms if h.outcome == "killed" and h.stance == "asserts" and h.low > 0}
    return [h for h in harms if h.outcome not in {"injured", "casualty"} or (h.start, h.end) not in dead]


APART = frozenset({"including", "included", "include", "includes", "among", "them", "whom"})
"""Words by which some of many are told apart."""


def _unmixed(context: Context, harms: list[Harm]) -> list[Harm]:
    """Take people for no civilians of whom some are told apart as soldiers ("nine people, including a policeman")."""
    columns_of = columns(context.doc)
    apart: dict[str, int] = {}
    for harm in harms:
        if harm.group in ARMED and harm.stance == "asserts" and harm.low > 0:
            lowers = columns_of.lowers[slice(*columns_of.sentences[context.token_at(harm.start)])]
            if not APART.isdisjoint(lowers):
                apart[harm.outcome] = min(harm.low, apart.get(harm.outcome, harm.low))
    return [
        replace(h, group="unknown")
        if h.group == "civilian" and apart.get(h.outcome, h.low) < h.low and not _tells_group(h)
        else h
        for h in harms
    ]


def _tells_group(harm: Harm) -> bool:
    """Tell whether the words of a harm themselves say who was harmed."""
    return harm.subgroup is not None or any(word in lexicon()[0] for word in harm.quote.lower().split())


def _is_counted_elsewhere(harm: Harm, harms: list[Harm]) -> bool:
    """Tell a bare plural ("killed villagers") beside a number of the same people hurt in the same way."""
    if (harm.low, harm.high) != (2, None) or any(c.isdigit() for c in harm.quote) or "two" in harm.quote.lower():
        return False
    return any(
        other.outcome == harm.outcome
        and other.stance == harm.stance
        and harm.speaker in {None, other.speaker}
        and (other.low, other.high) != (2, None)
        and other.low > 1
        and (other.group == harm.group or "unknown" in {other.group, harm.group})
        for other in harms
    )


LISTED = frozenset({",", "and", ", and"})
"""What stands between the items of a list."""


def _distinct(context: Context, harms: Iterable[Harm]) -> list[Harm]:
    kept: list[Harm] = []
    seen: dict[tuple[object, ...], Harm] = {}
    named: dict[tuple[str, str], int] = {}
    for harm in harms:
        key = (harm.outcome, harm.group, harm.subgroup, harm.low, harm.high, harm.speaker, harm.stance)
        last = seen.setdefault(key, harm)
        if last is not harm:
            # "A doctor and a nurse" are two, though each is one civilian.
            listed = context.report.text[last.end : harm.start].strip() in LISTED
            if not listed or len(harm.quote.split()) == 1:
                continue
            seen[key] = harm
        if harm.stance == "asserts" and harm.low == harm.high == 1 and harm.names:
            person = (harm.outcome, _surname(harm))
            if person in named:
                earlier = kept[named[person]]
                if earlier.group == "unknown" and harm.group != "unknown":
                    kept[named[person]] = harm
                continue
            named[person] = len(kept)
        kept.append(harm)
    return kept


def _surname(harm: Harm) -> str:
    return harm.names[0].split()[-1].casefold()


def _are_two(context: Context, one: Harm, other: Harm) -> bool:
    """Tell one person from another by sex, by age, by whose kin it is, and by who is brought in anew."""
    first, last = sorted((one, other), key=lambda h: h.start)
    words = last.quote.lower().split()
    owned = words[0] in {"his", "her"} or any(word.endswith(("'s", "’s")) for word in words)
    if owned and _sex(last) is not None and len(words) > 1:
        return True
    if any(len({told(h) for h in (first, last)} - {None}) > 1 for told in (_sex, partial(_age, context))):
        return True
    # Who has been told of in the text is not brought in as "a man" again, but for what somebody else tells.
    anew = words[0] in {"a", "an"} and last.speaker in {None, first.speaker}
    known = bool(first.names) or first.group != "unknown"
    return anew and known and context.zone_at(first.start) == "body"


def _sex(harm: Harm) -> str | None:
    gender = actor_lexicon().gender
    return next((sex for word in harm.quote.lower().split() if (sex := gender(word)) is not None), None)


def _age(context: Context, harm: Harm) -> str | None:
    """Give the age that the words of a person tell, or the number between commas behind them."""
    behind = context.report.text[harm.end : harm.end + 6]
    found = _YEARS.search(harm.quote) or _AGED.match(behind)
    return found[1] if found is not None else None


_YEARS = re.compile(r"\b(\d{1,3})-year")
_AGED = re.compile(r", (\d{1,3})[,.]")


def _as_hurt(harm: Harm) -> Harm:
    return replace(harm, outcome="injured") if harm.outcome == "casualty" else harm


def _as_one(context: Context, harms: list[Harm]) -> list[Harm]:
    """
    Take one person of whom nothing is known for the one whom the report tells more of, where it tells of one.

    Who is told of beside that one in a sentence is another.
    """
    kept = harms
    sentences = columns(context.doc).sentences

    def sentence(harm: Harm) -> tuple[int, int]:
        return sentences[context.token_at(harm.start)]

    for outcome in dict.fromkeys(h.outcome for h in harms):
        told = [h for h in kept if h.outcome == outcome and h.stance == "asserts" and h.low > 0]
        known = [h for h in told if h.group != "unknown"]
        names = {_surname(h) for h in told if h.names}
        if len(told) < 2 or len(known) > 1 or len(names) > 1 or any((h.low, h.high) != (1, 1) for h in told):
            continue
        if any(not OTHERS.isdisjoint(h.quote.lower().split()) for h in told):
            continue
        one = next(iter(known or [h for h in told if h.names]), told[0])
        again = [
            h
            for h in told
            if h is not one
            and (sentence(h) != sentence(one) or h.quote.lower() in ONE)
            and not _are_two(context, h, one)
        ]
        kept = [h for h in kept if not any(h is other for other in again)]
    return kept
