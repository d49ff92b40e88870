"""What each voice holds to be the count of one group, from all that it says of it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from variorum.collation.figures import Figure, bounds
from variorum.collation.sides import akin, lineage
from variorum.model.account import Certainty
from variorum.model.record import ActorEntry, Side

_OTHERS = re.compile(r"\b(?:other|others|another|more)\b", re.IGNORECASE)
_NEAR = 80


@dataclass(frozen=True)
class Claim:
    """
    A count that one voice stands for, drawn from the figures at the positions `figures`.

    `whole` is false where it adds up parts ("five women and three children") and so may leave some out; `parts` are
    their names. `derived` marks one that adds up other groups and has no figure of its own.
    """

    low: int
    high: int | None
    approximate: bool
    whole: bool
    parts: frozenset[str]
    figures: tuple[int, ...]
    voice: str
    speaker: str | None
    side: Side
    since: date | None
    until: date | None
    certainty: Certainty = "reported"
    newer: bool = False
    older: bool = False
    counted: bool = True
    derived: bool = False

    @property
    def exact(self) -> bool:
        """Tell whether it is one number, said without reserve."""
        return self.low == self.high and not self.approximate

    @property
    def ceiling(self) -> bool:
        """Tell whether it only says how many there were at most ("up to 200")."""
        return self.low == 0 and self.high != 0

    @property
    def key(self) -> tuple[object, ...]:
        """Order claims by day, then by where they rest, so that every choice between them is the same each time."""
        day = self.since.toordinal() if self.since else date.max.toordinal()
        high = -1 if self.high is None else self.high
        return (day, self.figures, self.voice, self.speaker or "", self.low, high, self.whole, sorted(self.parts))

    @property
    def content(self) -> tuple[object, ...]:
        """Give what `agrees` looks at: where thousands count, few say something of their own."""
        return (self.low, self.high, self.approximate, self.whole, self.parts, self.derived)

    def after(self, other: Claim) -> bool:
        """Tell whether it was surely said on a later day."""
        return bool(self.since and other.until and self.since > other.until)

    def agrees(self, other: Claim) -> bool:
        """Tell whether both can be true; a claim of parts is no more than a least number to a claim of other parts."""
        if self.derived and other.derived:
            return True
        alike = self.whole == other.whole and (self.whole or self.parts == other.parts)
        if not alike and not self.whole and not other.whole:
            return True
        mine = bounds(self.low, self.high if alike or self.whole else None, self.approximate)
        theirs = bounds(other.low, other.high if alike or other.whole else None, other.approximate)
        return mine[0] <= theirs[1] and theirs[0] <= mine[1]


def claims(figures: Sequence[Figure]) -> list[Claim]:
    """Give what each voice of each report claims; denials are no claims. The positions are those in *figures*."""
    tellings: dict[tuple[str, str], list[int]] = defaultdict(list)
    for i, figure in enumerate(figures):
        if figure.stance == "asserts":
            tellings[figure.voice, figure.report].append(i)
    return sorted((c for telling in tellings.values() for c in _told(figures, telling)), key=lambda c: c.key)


def _told(figures: Sequence[Figure], telling: list[int]) -> Iterable[Claim]:
    wholes = [i for i in telling if figures[i].part is None and not figures[i].within]
    parts: dict[str, list[int]] = defaultdict(list)
    for i in telling:
        if i not in wholes:
            parts[figures[i].part or "of " + figures[i].quote.casefold()].append(i)
    for i in wholes:
        with_others = _named_beside(figures, i, [j for listed in parts.values() for j in listed])
        low = figures[i].low + sum(len(figures[j].names) for j in with_others)
        high = figures[i].high
        if high is not None:
            high += low - figures[i].low
        yield _claim(figures, [i, *with_others], low, high, whole=True, parts=frozenset())
    if parts:
        # Of one part told several times, the words that replace others count, then the most precise ones.
        chosen = {
            part: min(
                listed, key=lambda i: (not figures[i].newer, figures[i].older, figures[i].high != figures[i].low, -i)
            )
            for part, listed in parts.items()
        }
        low, high = _sum(figures, chosen)
        yield _claim(
            figures, sorted(i for p in parts.values() for i in p), low, high, whole=False, parts=frozenset(parts)
        )


def _sum(figures: Sequence[Figure], chosen: Mapping[str, int]) -> tuple[int, int | None]:
    """Add up parts: neither those counted within others nor named people, who may be among them, come on top."""
    named = [i for part, i in chosen.items() if part.startswith("named ")]
    told = [i for part, i in chosen.items() if not part.startswith("named ") and not figures[i].within]
    inner = [i for i in chosen.values() if figures[i].within]
    low = max(
        sum(figures[i].low for i in told), sum(figures[i].low for i in named), *(figures[i].low for i in inner), 0
    )
    highs = [figures[i].high for i in (told or named)]
    if not highs or None in highs:
        return low, None
    return low, max(low, sum(high for high in highs if high is not None))


def _named_beside(figures: Sequence[Figure], i: int, parts: Iterable[int]) -> list[int]:
    """Find the named people whom "16 other guerrillas" are told beside."""
    if not _OTHERS.search(figures[i].quote):
        return []
    return [j for j in parts if figures[j].names and 0 <= figures[i].start - figures[j].end <= _NEAR]


def _claim(
    figures: Sequence[Figure], at: list[int], low: int, high: int | None, *, whole: bool, parts: frozenset[str]
) -> Claim:
    first = figures[at[0]]
    told = [figures[i] for i in at]
    return Claim(
        low=low,
        high=high,
        approximate=any(f.approximate for f in told),
        whole=whole,
        parts=parts,
        figures=tuple(at),
        voice=first.voice,
        speaker=first.speaker,
        side=first.side,
        since=first.since,
        until=first.until,
        certainty="alleged" if all(f.certainty == "alleged" for f in told) else "reported",
        newer=any(f.newer for f in told),
        older=any(f.older for f in told),
        counted=any(f.counted for f in told),
    )


def one_voice(left: Claim, right: Claim, actors: Mapping[str, ActorEntry]) -> bool:
    """Tell whether two claims go back to one speaker or office, or to one outlet."""
    if left.voice == right.voice or left.speaker is None or right.speaker is None:
        return left.voice == right.voice
    return akin(left.speaker, right.speaker, actors)


def replaces(later: Claim, former: Claim) -> bool:
    """
    Tell whether a claim takes the place of another of the same voice.

    It does on a later day, or where the words around them say so ("rose to", "earlier it had spoken of"). A count of
    parts replaces no whole, and a vague restatement ("more than 20") does not replace the number that it agrees with.
    """
    same = (later.low, later.high, later.approximate) == (former.low, former.high, former.approximate)
    if same or not later.counted or (former.whole and not later.whole):
        return False
    if not later.whole and not later.parts >= former.parts:
        return False
    by_words = (later.newer and not former.newer) or (former.older and not later.older)
    if by_words:
        return not former.after(later)
    if not former.exact or later.exact or not later.agrees(former):
        return later.after(former)
    return False


def supersede(found: Sequence[Claim], actors: Mapping[str, ActorEntry]) -> tuple[list[Claim], dict[int, int]]:
    """Give the claims that stand, and for each figure that does not, the position of the one that replaces it."""
    replaced: dict[int, int] = {}
    standing = []
    kin = _kin(found, actors)
    for former in found:
        near = (c for voice in kin[former.voice] for c in voice)
        later = [c for c in near if c is not former and replaces(c, former) and one_voice(c, former, actors)]
        # Two that would replace each other ("earlier" beside both) both stand.
        later = [c for c in later if not replaces(former, c)]
        if not later:
            standing.append(former)
            continue
        by = min(later, key=lambda c: (not c.after(former), c.key))
        for i in former.figures:
            if i not in by.figures:
                replaced[i] = by.figures[0]
    # Figures that replace one another in a circle leave none to go by, so that all stand.
    return (standing, replaced) if standing else (list(found), {})


def _kin(found: Sequence[Claim], actors: Mapping[str, ActorEntry]) -> dict[str, list[list[Claim]]]:
    """Give for each voice its own claims and those of voices within it or around it, so that only they are compared."""
    own: dict[str, list[Claim]] = defaultdict(list)
    voices: dict[str, str] = {}
    for claim in found:
        own[claim.voice].append(claim)
        if claim.speaker:
            voices[claim.speaker] = claim.voice
    near: dict[str, set[str]] = {voice: {voice} for voice in own}
    for speaker, voice in voices.items():
        for above in lineage(speaker, actors):
            if above in voices:
                near[voice].add(voices[above])
                near[voices[above]].add(voice)
    return {voice: [own[other] for other in sorted(near[voice])] for voice in own}


def condense(standing: Sequence[Claim], actors: Mapping[str, ActorEntry]) -> list[Claim]:
    """
    Give each voice's claims once: equal ones together, vague ones within the precise one that they agree with.

    Claims without a number are left out where anyone gives one.
    """
    counted = [c for c in standing if c.counted] or list(standing)
    merged: list[Claim] = []
    of_voice: dict[str, list[int]] = defaultdict(list)
    speaking: list[int] = []
    for claim in sorted(counted, key=lambda c: (not c.exact, c.high is None, not c.whole, -c.low, c.key)):
        # No others can be of one voice with it.
        near = sorted({*of_voice[claim.voice], *(speaking if claim.speaker is not None else ())})
        for i, other in ((i, merged[i]) for i in near):
            same = (claim.low, claim.high, claim.approximate) == (other.low, other.high, other.approximate)
            vaguer = not claim.exact and claim.low <= other.low and claim.agrees(other)
            fits = (claim.whole == other.whole and (same or vaguer)) or (other.whole and claim.agrees(other))
            if fits and one_voice(claim, other, actors):
                merged[i] = _join(other, claim)
                break
        else:
            of_voice[claim.voice].append(len(merged))
            if claim.speaker is not None:
                speaking.append(len(merged))
            merged.append(claim)
    return sorted(merged, key=lambda c: c.key)


def _join(main: Claim, other: Claim) -> Claim:
    sinces = [c.since for c in (main, other) if c.since]
    untils = [c.until for c in (main, other) if c.until]
    return replace(
        main,
        figures=tuple(sorted({*main.figures, *other.figures})),
        since=max(sinces, default=None),
        until=max(untils, default=None),
        certainty="alleged" if main.certainty == other.certainty == "alleged" else "reported",
    )
