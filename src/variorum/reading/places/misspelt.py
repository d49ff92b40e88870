"""Names that no gazetteer has, as other spellings of places of the countries that the report speaks of."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from variorum.knowledge.gazetteer import Entry, Gazetteer, edit_distance
from variorum.knowledge.names import ARABIC, fold, skeleton, without_article
from variorum.reading.places.mention import Spot, nearest
from variorum.reading.places.relations import lies_in
from variorum.reading.places.scoring import RANK, Resolved

# Kilometres from the report's other places up to which another spelling is taken for the place that is meant, and those
# for one that only looks like it.
_REACH = 300.0
_NEARER = 150.0
_NEAREST = 40
_LONG = 11
_VOWELS = str.maketrans("", "", "aiu ")


def find_misspelt(
    items: Sequence[Resolved],
    doubted: Sequence[Entry | None],
    gazetteer: Gazetteer,
    likely: Sequence[str],
    speaks_of: Callable[[str], bool],
) -> None:
    """
    Look up names that are in no gazetteer as other spellings in the countries of the report.

    *doubted* are what was chosen for each before: where that was taken back, its country is not asked again. *likely*
    are the countries that the report speaks of most.
    """
    located = _located(items)
    # What the words put one mention of a name in holds for the others.
    told = {item.key: item.outer for item in reversed(items) if item.outer is not None}
    for item, namesake in zip(items, doubted, strict=True):
        if item.chosen is not None or item.named.kind in ("border", "capital", "site"):
            continue
        inside = item.outer if item.outer is not None else told.get(item.key)
        outer = items[inside].chosen if inside is not None else None
        holders = [item.named.holder] if item.named.holder else []
        holders += [outer.country] if outer is not None and outer.country else []
        # What the words put into a country that the report speaks of is sought in no other.
        for code in dict.fromkeys(holders if any(map(speaks_of, holders)) else [*holders, *likely]):
            if namesake is not None and code == namesake.country:
                continue
            found = gazetteer.find(item.named.name, country=code)
            if not found and code in ([*holders, *likely[:1]]):
                found = gazetteer.find_similar(item.named.name, code)
            if item.named.level is not None:
                found = tuple(entry for entry in found if entry.level == item.named.level) or found
            meant = code in holders or code == likely[0]
            found = tuple(entry for entry in found if _is_about(entry, item, outer, located, meant=meant))
            if found:
                item.candidates, item.chosen = found, found[0]
                break


def _located(items: Sequence[Resolved]) -> dict[str, list[Spot]]:
    """Give the points of the first places of each country that the report names by their own names."""
    located: dict[str, list[Spot]] = {}
    for item in items:
        entry = item.chosen
        if entry is None or entry.country is None or entry.level not in RANK or item.anchored:
            continue
        spots = located.setdefault(entry.country, [])
        if len(spots) < _NEAREST:
            spots.append(Spot.at(entry.latitude, entry.longitude))
    return located


def _is_about(
    entry: Entry, item: Resolved, outer: Entry | None, located: dict[str, list[Spot]], *, meant: bool
) -> bool:
    """
    Tell whether a place of a like name lies in what the words put it in, else about where the report's others do.

    It may be the first of its country where that is *meant*: the one that the report speaks of most.
    """
    if fold(entry.name) == item.key or item.key in entry.aliases:
        return True
    likeness = max(_likeness(item.key, other, entry.country) for other in (fold(entry.name), *entry.aliases))
    if likeness == 0:
        return False
    if entry.level not in RANK:
        return True
    if outer is not None and outer.level in ("province", "district"):
        return lies_in(entry, outer)
    spots = located.get(entry.country or "")
    reach = _REACH if likeness > 1 else _NEARER
    if not spots:
        return meant
    return nearest(Spot.at(entry.latitude, entry.longitude), spots) <= reach


def _likeness(name: str, other: str, country: str | None) -> int:
    """
    Tell how alike two folded names are: 2 for two spellings, 1 for a misprint, 0 for two names.

    A vowel or a doubled letter may be misprinted anywhere; another consonant makes another name, unless it is long. An
    H is heard at the head of a name, but for the Arabic article.
    """
    left, right = without_article(name), without_article(other)
    if country not in ARABIC and (left[:1] == "h") != (right[:1] == "h"):
        return 0
    bones = skeleton(left), skeleton(right)
    if bones[0] == bones[1]:
        return 2
    if bones[0].translate(_VOWELS) == bones[1].translate(_VOWELS):
        return 1
    return int(len(name) >= _LONG and edit_distance(name, other, 1) <= 1)
