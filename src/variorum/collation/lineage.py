"""
Which report copies which: near-copies and shared passages.

Sketches of the texts name the pairs that are worth a comparison, in time near-linear in the number of reports; an
alignment word by word then gives the passages that the two share, with their offsets. A sketch follows from its text
alone, so that it can be stored and a new report be compared with old ones. `docs/explanation/origins.md` has the method
and its sources.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from hashlib import blake2b
from itertools import accumulate, groupby
from typing import TYPE_CHECKING

import numpy as np

from variorum.knowledge import ActorEntry, load_actors
from variorum.knowledge.names import fold
from variorum.model.account import Account

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Words64 = NDArray[np.uint64]

SHORTEST = 12
"""The fewest words in a row that count as a shared passage; no shorter run is looked for."""

_SHINGLE = 4
_BANDS, _ROWS = 16, 4
_HASHES = _BANDS * _ROWS
_SKETCH = _HASHES * 4
# A run of _GRAM + _WINDOW - 1 words is certain to leave a fingerprint.
_GRAM = 8
_WINDOW = SHORTEST - _GRAM + 1
_HUBS = 8
_SEED = 5
_SEED_PLACES = 8
_LARGEST_GAP = 3
_RECURS = 3
_CHUNK = 4096

_WORD = re.compile(r"\w+")
_UNIT_END = re.compile(r"[.!?][\"”’)\]]*\s+|\n")
_CLOSING = {"“": "”", '"': '"', "«": "»", "„": "“"}

Boilerplate = frozenset[tuple[str, int]]
"""The lines that serve the pages of an outlet: the outlet, and the line's key."""


@dataclass(frozen=True)
class Page:
    """
    A report's text as lineage sees it.

    `outlet` is a key of whose page it is, None where that is unknown; `evidence` are the spans in which the reader
    found an incident, a harm, a statement or a statistic: a line that holds one is never boilerplate.
    """

    id: str
    text: str
    outlet: str | None = None
    evidence: tuple[tuple[int, int], ...] = ()

    @cached_property
    def units(self) -> tuple[tuple[int, int, int], ...]:
        """Give each line or sentence as start, end and key; the key is of its words, whatever their case."""
        return tuple(_units(self.text))

    @cached_property
    def lines(self) -> Boilerplate:
        """Give its lines as boilerplate would name them; none where the outlet is unknown."""
        return frozenset((self.outlet, key) for _, _, key in self.units) if self.outlet is not None else frozenset()


@dataclass(frozen=True, order=True)
class Passage:
    """Words that stand in both reports, with offsets into each; `quoted` where both print them as quoted speech."""

    left: tuple[int, int]
    right: tuple[int, int]
    words: int
    quoted: bool = False


@dataclass(frozen=True)
class Overlap:
    """
    What two reports share.

    `shares` are the parts (0 to 1) of the left and the right report's words that the passages make up; `copied` the
    same without the quoted passages, since two reporters may well quote one speaker in full.
    Boilerplate counts neither as shared nor as words of the report.
    """

    left: str
    right: str
    passages: tuple[Passage, ...]
    shares: tuple[float, float]
    copied: tuple[float, float]


@dataclass(frozen=True)
class _Words:
    """The words of a text that count: offsets, hashes, and whether each stands in quotation marks."""

    spans: list[tuple[int, int]]
    hashes: Words64
    quoted: list[bool]

    @cached_property
    def listed(self) -> list[int]:
        """Give the hashes as numbers of Python."""
        listed: list[int] = self.hashes.tolist()
        return listed

    @cached_property
    def seeds(self) -> list[int]:
        """Give the hash of every run of words at which an alignment may begin."""
        seeds: list[int] = _grams(self.hashes, _SEED).tolist()
        return seeds


# Pages


def page_of(account: Account) -> Page:
    """Give the page of an account's report, with the words that the reader took something from."""
    report = account.report
    spans = {(m.start, m.end) for i in account.incidents for m in i.mentions}
    spans |= {(h.start, h.end) for i in account.incidents for h in i.harms}
    spans |= {(s.start, s.end) for s in account.statements} | {(s.start, s.end) for s in account.statistics}
    return _page(report.id, report.text, outlet_of(report.publisher, report.id), tuple(sorted(spans)))


# An account's page is asked for whenever an incident that it tells of changes.
@lru_cache(maxsize=4096)
def _page(report: str, text: str, outlet: str | None, evidence: tuple[tuple[int, int], ...]) -> Page:
    return Page(report, text, outlet, evidence)


def forget() -> None:
    """Hold none of the pages any more that were compared."""
    for kept in (_page, _signature, keys, _aligned, _words):
        kept.cache_clear()


@lru_cache(maxsize=4096)
def outlet_of(publisher: str | None, report: str = "") -> str | None:
    """Give a key of the outlet that a publisher's name, or without one a report's web address, stands for."""
    if publisher:
        known = publisher_of(publisher)
        return known.id if known is not None else fold(publisher).replace(" ", "-") or None
    if "://" not in report:
        return None
    known = load_actors().outlet(report)
    return known.id if known is not None else report.partition("://")[2].partition("/")[0].casefold() or None


@lru_cache(maxsize=4096)
def publisher_of(name: str) -> ActorEntry | None:
    """Find a publisher in the catalogue: an outlet, or an office that speaks for itself."""
    return load_actors().outlet(name) or load_actors().find(name)


def boilerplate(pages: Iterable[Page]) -> Boilerplate:
    """Find the lines that recur on three pages or more of one outlet and in which no reader ever found anything."""
    counts: dict[tuple[str, int], int] = {}
    kept: set[tuple[str, int]] = set()
    for page in pages:
        if page.outlet is None:
            continue
        starts = [start for start, _ in page.evidence]
        reach = list(accumulate((end for _, end in page.evidence), max))
        lines: set[tuple[str, int]] = set()
        for start, end, key in page.units:
            before = bisect_left(starts, end)
            found = before > 0 and reach[before - 1] > start
            (kept if found else lines).add((page.outlet, key))
        for line in lines:
            counts[line] = counts.get(line, 0) + 1
    return frozenset(line for line, count in counts.items() if count >= _RECURS and line not in kept)


# Sketches


def signature(page: Page, ignored: Boilerplate = frozenset()) -> bytes:
    """
    Sketch a text in about 3 bytes a word, for `keys` and `resemblance`; empty for a text of fewer than four words.

    Its head are the least values of 64 hash functions over the text's runs of four words; the rest are fingerprints of
    runs of eight, so chosen that two texts with twelve words in a row in common have one in common.
    """
    return _signature(page, ignored & page.lines if ignored else ignored)


@lru_cache(maxsize=8192)
def _signature(page: Page, ignored: Boilerplate) -> bytes:
    hashes = _words(page, ignored).hashes
    if len(hashes) < _SHINGLE:
        return b""
    head = _min_hashes(np.unique(_grams(hashes, _SHINGLE)))
    return head.astype("<u4").tobytes() + _fingerprints(hashes).astype("<u8").tobytes()


@lru_cache(maxsize=4096)
def keys(signature: bytes) -> tuple[int, ...]:
    """Give the 64-bit signed numbers under which to index a signature: reports that share one may share text."""
    if not signature:
        return ()
    bands = np.frombuffer(signature[:_SKETCH], "<u4").astype(np.uint64).reshape(_BANDS, _ROWS)
    mixed = _mix(np.arange(1, _BANDS + 1, dtype=np.uint64))
    for row in range(_ROWS):
        mixed = _mix(mixed ^ bands[:, row])
    prints = np.frombuffer(signature[_SKETCH:], "<u8").astype(np.uint64)
    return tuple(np.unique(np.concatenate([mixed, prints])).view(np.int64).tolist())


def resemblance(left: bytes, right: bytes) -> float:
    """Estimate from two signatures which part of the two texts' runs of four words stands in both (0 to 1)."""
    if not left or not right:
        return 0.0
    return float(np.mean(np.frombuffer(left[:_SKETCH], "<u4") == np.frombuffer(right[:_SKETCH], "<u4")))


def candidates(signatures: Mapping[str, bytes]) -> tuple[tuple[str, str], ...]:
    """
    Give the pairs of reports that may share text, each in order and all sorted.

    Of a key that many share, a few reports stand for the others: the pairs grow as the reports do, not as their square,
    and copies of one text stay connected.
    """
    holders: dict[int, list[tuple[int, str]]] = {}
    for report, own in signatures.items():
        mine = (_hash(report), report)
        for key in keys(own):
            holders.setdefault(key, []).append(mine)
    return _pairs(sorted(some) for some in holders.values() if len(some) > 1)


def _pairs(blocks: Iterable[list[tuple[int, str]]]) -> tuple[tuple[str, str], ...]:
    """Give the pairs of each block's hubs, which come first in it, with all others of the block."""
    found: set[tuple[str, str]] = set()
    for holders in blocks:
        for place, (_, hub) in enumerate(holders[:_HUBS]):
            found.update((min(hub, other), max(hub, other)) for _, other in holders[place + 1 :])
    return tuple(sorted(found))


class Index:
    """Finds for a new report the earlier ones to compare it with."""

    def __init__(self) -> None:
        self._holders: dict[int, list[tuple[int, str]]] = {}

    def add(self, report: str, signature: bytes) -> tuple[str, ...]:
        """
        Add a report and give those to compare it with, sorted.

        Over any order of adding these are the pairs of `pairs`, and at most a few more.
        """
        mine = (_hash(report), report)
        found: set[str] = set()
        for key in keys(signature):
            holders = self._holders.setdefault(key, [])
            # The hubs of a key are its least holders by hash, so that who they are does not depend on who came first.
            place = bisect_left(holders, mine, 0, min(len(holders), _HUBS))
            found.update(other for _, other in (holders if place < _HUBS else holders[:_HUBS]))
            holders.insert(place if place < _HUBS else len(holders), mine)
        return tuple(sorted(found))

    def pairs(self) -> tuple[tuple[str, str], ...]:
        """Give the pairs among all reports added, whatever the order of adding."""
        return _pairs(self._holders.values())


# Alignment


def align(first: Page, second: Page, ignored: Boilerplate = frozenset()) -> Overlap:
    """Find the passages that two reports share, by their offsets; `left` is the report of the lesser id."""
    left, right = sorted((first, second), key=lambda page: (page.id, page.text))
    return _aligned(left, right, ignored & (left.lines | right.lines) if ignored else ignored)


# An incident's reports are aligned again whenever another joins them.
@lru_cache(maxsize=32768)
def _aligned(left: Page, right: Page, ignored: Boilerplate) -> Overlap:
    a, b = (_words(page, ignored & page.lines if ignored else ignored) for page in (left, right))
    passages: list[Passage] = []
    shared: tuple[set[int], set[int]] = (set(), set())
    spoken: tuple[set[int], set[int]] = (set(), set())
    for run in _runs(a, b):
        if len(run) < SHORTEST:
            continue
        # What both print as quoted speech is parted from what stands around it.
        for quoted, part in groupby(run, key=lambda pair: a.quoted[pair[0]] and b.quoted[pair[1]]):
            pairs = list(part)
            for side, taken in enumerate(spoken if quoted else shared):
                taken.update(pair[side] for pair in pairs)
            (i, j), (k, m) = pairs[0], pairs[-1]
            spans = (a.spans[i][0], a.spans[k][1]), (b.spans[j][0], b.spans[m][1])
            passages.append(Passage(*spans, len(pairs), quoted))
    totals = len(a.spans), len(b.spans)
    return Overlap(
        left.id,
        right.id,
        tuple(sorted(passages)),
        (_share(shared[0] | spoken[0], totals[0]), _share(shared[1] | spoken[1], totals[1])),
        (
            _share(shared[0] - spoken[0], totals[0] - len(spoken[0])),
            _share(shared[1] - spoken[1], totals[1] - len(spoken[1])),
        ),
    )


def overlaps(
    pages: Iterable[Page], ignored: Boilerplate | None = None, *, about: Collection[str] | None = None
) -> tuple[Overlap, ...]:
    """
    Find what any two of *pages* share, sorted by their ids; near-linear in their number.

    Args:
        ignored: The boilerplate; by default what `boilerplate` finds on these pages.
        about: The reports of which one at least is to be of a pair; by default any pair counts.
    """
    by_id = {page.id: page for page in pages}
    lines = boilerplate(by_id.values()) if ignored is None else ignored
    pairs = candidates({page.id: signature(page, lines) for page in by_id.values()})
    wanted = ((a, b) for a, b in pairs if about is None or a in about or b in about)
    found = (align(by_id[left], by_id[right], lines) for left, right in wanted)
    return tuple(overlap for overlap in found if overlap.passages)


def _share(part: set[int], whole: int) -> float:
    return len(part) / whole if whole else 0.0


def _runs(a: _Words, b: _Words) -> Iterator[list[tuple[int, int]]]:
    """
    Give runs of pairs of equal words, positions rising on both sides, across gaps of at most a few words.

    Each word of *a* is read once and is in at most one pair, so that time is linear however often words repeat.
    """
    places: dict[int, list[int]] = {gram: [] for gram in set(a.seeds).intersection(b.seeds)}
    if not places:
        return
    for j, gram in enumerate(b.seeds):
        if (held := places.get(gram)) is not None and len(held) < _SEED_PLACES:
            held.append(j)
    left, right = a.listed, b.listed
    run: list[tuple[int, int]] = []
    end = 0
    for i, gram in enumerate(a.seeds):
        if i < end or gram not in places:
            continue
        starts = places[gram]
        # Of several places the one that goes on where the last match ended is meant, else the longest.
        last = run[-1] if run else (-9, -9)
        length, _, j = max((_length(left, right, i, j), -abs(j - last[1]), j) for j in starts)
        if run and not (i - last[0] - 1 <= _LARGEST_GAP and 0 <= j - last[1] - 1 <= _LARGEST_GAP):
            yield run
            run = []
        run.extend((i + k, j + k) for k in range(length))
        end = i + length
    if run:
        yield run


def _length(left: list[int], right: list[int], i: int, j: int) -> int:
    most = min(len(left) - i, len(right) - j)
    return next((k for k in range(most) if left[i + k] != right[j + k]), most)


# Words


def _units(text: str) -> Iterator[tuple[int, int, int]]:
    start = 0
    for end in [*(match.end() for match in _UNIT_END.finditer(text)), len(text)]:
        words = _WORD.findall(text, start, end)
        if words:
            yield start, end, _hash(" ".join(words).casefold())
        start = end


@lru_cache(maxsize=512)
def _words(page: Page, ignored: Boilerplate) -> _Words:
    """Read the words of a page outside its boilerplate."""
    spans: list[tuple[int, int]] = []
    for start, end, key in page.units:
        if page.outlet is None or (page.outlet, key) not in ignored:
            spans.extend(match.span() for match in _WORD.finditer(page.text, start, end))
    hashes = np.array([_word_hash(page.text[a:b].casefold()) for a, b in spans], dtype=np.uint64)
    return _Words(spans, hashes, _inside(spans, _quotations(page.text)))


def _quotations(text: str) -> list[tuple[int, int]]:
    """Find quoted speech, line by line; a mark that no other closes quotes the rest of a line only if it opens it."""
    found: list[tuple[int, int]] = []
    start = 0
    for line in text.split("\n"):
        opened, closing = -1, ""
        for at, character in enumerate(line):
            if opened < 0 and character in _CLOSING:
                opened, closing = at, _CLOSING[character]
            elif opened >= 0 and character == closing:
                found.append((start + opened, start + at + 1))
                opened = -1
        if opened >= 0 and not line[:opened].strip():
            found.append((start + opened, start + len(line)))
        start += len(line) + 1
    return found


def _inside(spans: Collection[tuple[int, int]], outer: list[tuple[int, int]]) -> list[bool]:
    """Tell for each span whether one of the sorted disjoint *outer* spans holds its start."""
    flags, at = [], 0
    for start, _ in spans:
        while at < len(outer) and outer[at][1] <= start:
            at += 1
        flags.append(at < len(outer) and outer[at][0] <= start)
    return flags


def _hash(text: str) -> int:
    return int.from_bytes(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")


_word_hash = lru_cache(maxsize=65536)(_hash)


def _mix(values: Words64) -> Words64:
    """Scramble 64-bit numbers one to one (the finisher of SplitMix64)."""
    mixed = values + np.uint64(0x9E3779B97F4A7C15)
    mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return mixed ^ (mixed >> np.uint64(31))


def _grams(hashes: Words64, size: int) -> Words64:
    """Hash every run of *size* words."""
    count = max(len(hashes) - size + 1, 0)
    grams = np.zeros(count, dtype=np.uint64)
    for k in range(size):
        grams = _mix(grams ^ hashes[k : k + count])
    return grams


# An odd factor and a summand for each hash function.
_FACTORS = _mix(np.arange(1, _HASHES + 1, dtype=np.uint64)) | np.uint64(1)
_SUMMANDS = _mix(np.arange(_HASHES + 1, 2 * _HASHES + 1, dtype=np.uint64))


def _min_hashes(grams: Words64) -> Words64:
    least = np.full(_HASHES, 2**32 - 1, dtype=np.uint64)
    for at in range(0, len(grams), _CHUNK):
        values = (grams[at : at + _CHUNK, None] * _FACTORS + _SUMMANDS) >> np.uint64(32)
        least = np.minimum(least, values.min(axis=0))
    return least


def _fingerprints(hashes: Words64) -> Words64:
    """Keep the least gram of every window of grams (winnowing)."""
    grams = _grams(hashes, _GRAM)
    if len(grams) < _WINDOW:
        return np.unique(grams[: 1 if len(grams) else 0])
    return np.unique(np.lib.stride_tricks.sliding_window_view(grams, _WINDOW).min(axis=1))
