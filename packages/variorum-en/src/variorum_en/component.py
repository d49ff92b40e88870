"""
The spaCy component: tags, parse, lemmas, entities, attributions and triggers from one run of the encoder.

Text goes through in chunks of whole paragraphs (`CHUNK_WORDS`), which is how the network was trained; a long paragraph
is cut at sentence ends. Nothing crosses a paragraph's end except through the words of the same chunk.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
from spacy.attrs import DEP, ENT_IOB, ENT_TYPE, HEAD, IS_SPACE, LEMMA, POS, SENT_START, TAG
from threadpoolctl import ThreadpoolController

from variorum_en import lemmas, trees
from variorum_en.annotations import Argument, Attribution, Trigger, register
from variorum_en.encoder import Encoder, Floats, Output, fillers, softmax
from variorum_en.encoding import Chunk
from variorum_en.tags import best_path

if TYPE_CHECKING:
    from spacy.tokens import Doc

CHUNK_WORDS = 220
MAX_PIECES = 500
"""Pieces of a chunk: the network has 512 positions, two of them taken."""

MAX_SENTENCE = 120
"""A longer sentence is cut: wires without punctuation must not make the parse quadratic in the report."""

AFTER_STOP, ELSEWHERE = -2.5, 0.5
"""Log-odds from which a word begins a sentence: after a full stop the doubt is on the other side."""

COMPARED = 128
"""Triggers, at least, before a trigger with which it is compared: it bounds the cost of a long report."""

ROLE_THRESHOLD = 0.5
TRIGGER_THRESHOLD = 0.15
"""Low, for the reader weighs a faint trigger against its codebook; each carries its score."""

_ENDS = frozenset(".!?…")
_CLOSERS = frozenset("\"'”’)]")
_MINUS_ONE = 0xFFFF_FFFF_FFFF_FFFF
"""spaCy reads negative offsets back from the bits of an unsigned number."""


@dataclass(frozen=True)
class Piece:
    """
    A chunk as token indices of its `Doc`.

    `breaks` are positions in the chunk where a paragraph begins; `stops` says, a position, whether a sentence may well
    end there (a full stop, or a quotation mark or bracket after one).
    """

    tokens: list[int]
    breaks: frozenset[int]
    stops: list[bool]


@cache
def _blas() -> ThreadpoolController:
    return ThreadpoolController()


class VariorumEn:
    """Annotates `Doc`s; see `annotations` for what is not spaCy's own."""

    def __init__(self, encoder: Encoder) -> None:
        register()
        self.encoder = encoder
        labels = encoder.labels
        self.lemma_rules = labels["lemma"]

    def __call__(self, doc: Doc) -> Doc:
        """Annotate a document."""
        texts = [token.text for token in doc]
        parts = [part for piece in split(doc, texts) for part in self._fitting(texts, piece)]
        outputs = self.encoder.run([chunk for _, chunk in parts])
        # The products are small: spread over cores, they cost more than they gain, and hold up other processes.
        with _blas().limit(limits=1, user_api="blas"):
            self._annotate(doc, texts, [(piece, output) for (piece, _), output in zip(parts, outputs, strict=True)])
        return doc

    def _fitting(self, texts: Sequence[str], piece: Piece) -> Iterator[tuple[Piece, Chunk]]:
        """Encode a chunk; cut one whose words are so odd that the network has no positions for all their pieces."""
        chunk = self.encoder.pieces.chunk([texts[i] for i in piece.tokens], piece.breaks)
        if chunk.last[-1] <= MAX_PIECES or len(piece.tokens) < 2:
            yield piece, chunk
            return
        middle = len(piece.tokens) // 2
        cut = next((k for k in range(middle, middle // 2, -1) if piece.stops[k - 1] or k in piece.breaks), middle)
        for a, b in ((0, cut), (cut, len(piece.tokens))):
            breaks = frozenset({0, *(k - a for k in piece.breaks if a <= k < b)})
            yield from self._fitting(texts, Piece(piece.tokens[a:b], breaks, piece.stops[a:b]))

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = 1) -> Iterator[Doc]:  # noqa: ARG002 - spaCy passes it
        """Annotate documents in order, each by itself."""
        yield from map(self, stream)

    def _annotate(self, doc: Doc, texts: Sequence[str], parts: list[tuple[Piece, Output]]) -> None:
        strings, labels = doc.vocab.strings, self.encoder.labels
        columns = [POS, TAG, LEMMA, DEP, HEAD, SENT_START, ENT_IOB, ENT_TYPE]
        # What no chunk covers is white space, which hangs on the word before it.
        rows = np.zeros((len(doc), len(columns)), dtype=np.uint64)
        rows[:, 0], rows[:, 1] = strings.add("SPACE"), strings.add("_SP")
        rows[1:, 4] = rows[:, 5] = _MINUS_ONE
        rows[:, 6] = 2
        upos, xpos, relations = (
            np.array([strings.add(label) for label in labels[kind]], dtype=np.uint64)
            for kind in ("upos", "xpos", "deps")
        )
        root = labels["deps"].index("root")
        attributions: list[Attribution] = []
        triggers: list[Trigger] = []
        beside: list[tuple[Floats, Floats]] = []
        vectors = np.zeros((len(doc), self.encoder.hidden), dtype=np.float32) if len(doc) else None
        covered = [False] * len(doc)
        for piece, output in parts:
            at = np.array(piece.tokens)
            if vectors is not None:
                vectors[at] = output.words
            heads, starts = self._parse(piece, output)
            deps = self.encoder.score_at("deps", output.left["label"][1:], output.right["label"], heads).argmax(-1)
            tag, pos = output.tags["xpos"].argmax(-1), output.tags["upos"].argmax(-1)
            rule = output.tags["lemma"].argmax(-1)
            entity = best_path(output.tags["entity"], labels["entity"], starts)
            rows[at, 0], rows[at, 1] = upos[pos], xpos[tag]
            rows[at, 3] = relations[np.where(heads == 0, root, deps)]
            rows[at, 4] = np.where(heads == 0, 0, at[heads - 1] - at).astype(np.uint64)
            rows[at[sorted(starts)], 5] = 1
            proper = [labels["upos"][k] == "PROPN" for k in pos.tolist()]
            lemma = []
            for i, number, keep_case in zip(piece.tokens, rule.tolist(), proper, strict=True):
                covered[i] = True
                lemma.append(strings.add(lemmas.apply(texts[i], self.lemma_rules[number], keep_case=keep_case)))
            rows[at, 2] = lemma
            for k, number in enumerate(entity):
                label = labels["entity"][number]
                if label != "O":
                    # White space between two words is a token of its own, outside every entity.
                    begins = label[0] == "B" or (k > 0 and piece.tokens[k - 1] != piece.tokens[k] - 1)
                    rows[piece.tokens[k], 6:] = 3 if begins else 1, strings.add(label[2:])
            attributions += self._attributions(piece, output)
            here = list(self._triggers(piece, output, beside))
            triggers += here
        for i, inside in enumerate(covered):
            if not inside:
                rows[i, 2] = strings.add(texts[i])
        if len(doc):
            doc.from_array(columns, rows)
            doc.tensor = vectors
        doc._.attributions = tuple(attributions)
        doc._.triggers = tuple(self._compared(triggers, vectors, beside)) if triggers else ()

    def _parse(self, piece: Piece, output: Output) -> tuple[np.ndarray, set[int]]:
        """Cut into sentences and find their trees; give heads (0 the root, else 1 + position) and sentence starts."""
        n = len(piece.tokens)
        begin = (output.tags["sentence"][:, 1] - output.tags["sentence"][:, 0]).tolist()
        starts, last = [], 0
        for k in range(n):
            bar = AFTER_STOP if k and piece.stops[k - 1] else ELSEWHERE
            if k == 0 or k in piece.breaks or begin[k] > bar or k - last >= MAX_SENTENCE:
                starts.append(k)
                last = k
        heads = np.zeros(n, dtype=np.int64)
        for a, b in itertools.pairwise([*starts, n]):
            arcs = np.zeros((b - a + 1, b - a + 1), dtype=np.float32)
            arcs[1:, 0], arcs[1:, 1:] = output.arcs[a + 1 : b + 1, 0], output.arcs[a + 1 : b + 1, a + 1 : b + 1]
            local = trees.decode(arcs)[1:]
            heads[a:b] = np.where(local == 0, 0, local + a)
        return heads, set(starts)

    def _attributions(self, piece: Piece, output: Output) -> Iterator[Attribution]:
        labels = self.encoder.labels["cue"]
        probabilities = softmax(output.tags["cue"])
        tags = [labels[i] for i in probabilities.argmax(-1).tolist()]
        cues = [k for k, tag in enumerate(tags) if tag == "B-cue"]
        if not cues:
            return
        scores = self.encoder.score("pointer", output.left["pointer"][np.array(cues) + 1], output.right["pointer"])
        for n, k in enumerate(cues):
            end = k + 1
            while end < len(tags) and tags[end] == "I-cue":
                end += 1
            source = _best_span(scores[0, n], scores[1, n], optional=True)
            content = _best_span(scores[2, n], scores[3, n], optional=False)
            if content is None:
                continue
            yield Attribution(
                cue=(piece.tokens[k], piece.tokens[end - 1] + 1),
                source=_tokens(piece, source) if source else None,
                content=_tokens(piece, content),
                score=float(probabilities[k].max()),
            )

    def _compared(
        self, triggers: Sequence[Trigger], words: Floats, chunks: Sequence[tuple[Floats, Floats]]
    ) -> Iterator[Trigger]:
        """
        Compare each trigger with those before it, in windows that overlap by half.

        *chunks* are what fills the roles of those of a chunk, in text order, and what the pair head says of them; of
        these pairs it is one of two judges.
        """
        at = np.array([t.end - 1 for t in triggers])
        filled = np.concatenate([here for here, _ in chunks])
        chunk_of: list[tuple[int, Floats]] = []
        for _, chunk in chunks:
            chunk_of += [(len(chunk_of), chunk)] * len(chunk)
        for start in range(0, len(triggers), COMPARED):
            window = range(max(0, start - COMPARED), min(start + COMPARED, len(triggers)))
            here = slice(window.start, window.stop)
            scores = self.encoder.compare(words[at[here]], at[here], filled[here])
            for n in range(start, window.stop):
                row = scores[n - window.start, : n - window.start]
                begins, chunk = chunk_of[n]
                near = range(max(begins, window.start), n)
                row[near.start - window.start :] += chunk[n - begins, near.start - begins : n - begins]
                row[near.start - window.start :] /= 2
                yield replace(triggers[n], same=tuple(enumerate((1 / (1 + np.exp(-row))).tolist(), window.start)))

    def _triggers(self, piece: Piece, output: Output, alike: list[tuple[Floats, Floats]]) -> Iterator[Trigger]:
        """
        Join neighbouring words of one kind into triggers; their last word is where roles hang.

        What fills their roles, and what the pair head says of them as log-odds, is added to *alike*.
        """
        kinds = {name: softmax(output.tags[name]) for name in ("type", "outcome", "actual")}
        best = {
            name: np.where(1 - kinds[name][:, 0] >= TRIGGER_THRESHOLD, 1 + kinds[name][:, 1:].argmax(-1), 0)
            for name in ("type", "outcome")
        }
        runs: list[tuple[int, int]] = []
        for k in np.flatnonzero(best["type"] | best["outcome"]).tolist():
            if runs and runs[-1][1] == k and k not in piece.breaks:
                a = runs[-1][0]
                if all(best[name][a] == best[name][k] for name in ("type", "outcome")):
                    runs[-1] = (a, k + 1)
                    continue
            runs.append((k, k + 1))
        if not runs:
            return
        anchors = np.array([b for _, b in runs])
        roles = self.encoder.roles(output, anchors - 1)
        same = self.encoder.score("same", output.left["same"][anchors], output.right["same"][anchors])[0]
        alike.append((fillers(roles, output.words), same))
        vectors = output.mentions[anchors - 1]
        # Python's own numbers from here on: NumPy takes longer over one than over a thousand.
        named = {name: (1 - kinds[name][:, 0]).tolist() for name in ("type", "outcome")}
        sure = 1 - roles[:, :, 0]
        chosen = np.where(sure >= ROLE_THRESHOLD, 1 + roles[:, :, 1:].argmax(-1), 0).tolist()
        some = sure.tolist()
        for r, (a, b) in enumerate(runs):
            names = {name: self.encoder.labels[name][best[name][a]] for name in ("type", "outcome")}
            yield Trigger(
                start=piece.tokens[a],
                end=piece.tokens[b - 1] + 1,
                type=names["type"] if best["type"][a] else None,
                outcome=names["outcome"] if best["outcome"][a] else None,
                score=max(*named["type"][a:b], *named["outcome"][a:b]),
                actual=float(_mean(kinds["actual"][a:b, 1])),
                arguments=tuple(self._arguments(piece, roles[r, :, 0], some[r], chosen[r], b - 1)),
                vector=vectors[r],
            )

    def _arguments(
        self, piece: Piece, none: Floats, some: Sequence[float], best: list[int], anchor: int
    ) -> Iterator[Argument]:
        """Join neighbouring words of one role; *none* and *some* say how likely it is that a word has none, or one."""
        names = self.encoder.labels["role"]
        best[anchor] = 0
        end = 0
        for k, role in enumerate(best):
            if not role or k < end:
                continue
            end = k + 1
            while end < len(best) and best[end] == role and end not in piece.breaks:
                end += 1
            score = some[k] if end == k + 1 else float(1 - _mean(none[k:end]))
            yield Argument(piece.tokens[k], piece.tokens[end - 1] + 1, names[role], score)


def split(doc: Doc, texts: Sequence[str] | None = None) -> list[Piece]:
    """Pack paragraphs into chunks; white-space tokens belong to none. *texts* are those of the tokens, if at hand."""
    texts = [token.text for token in doc] if texts is None else texts
    paragraphs: list[list[int]] = [[]]
    for i, space in enumerate(doc.to_array(IS_SPACE).tolist()):
        if not space:
            paragraphs[-1].append(i)
        elif any(mark in texts[i] for mark in "\n\r\u2029"):
            paragraphs.append([])
    parts: list[tuple[list[int], bool]] = []
    for paragraph in paragraphs:
        fresh = True
        while len(paragraph) > CHUNK_WORDS:
            cut = CHUNK_WORDS
            for k in range(CHUNK_WORDS, CHUNK_WORDS // 2, -1):
                if texts[paragraph[k - 1]][-1:] in _ENDS:
                    cut = k
                    break
            parts.append((paragraph[:cut], fresh))
            paragraph, fresh = paragraph[cut:], False
        if paragraph:
            parts.append((paragraph, fresh))
    pieces: list[Piece] = []
    tokens: list[int] = []
    breaks: set[int] = set()
    for part, _ in parts:
        if tokens and len(tokens) + len(part) > CHUNK_WORDS:
            pieces.append(Piece(tokens, frozenset(breaks), _stops(texts, tokens)))
            tokens, breaks = [], set()
        breaks.add(len(tokens))
        tokens = tokens + part
    if tokens:
        pieces.append(Piece(tokens, frozenset(breaks), _stops(texts, tokens)))
    return pieces


def _stops(texts: Sequence[str], tokens: list[int]) -> list[bool]:
    stops: list[bool] = []
    for i in tokens:
        text = texts[i]
        stops.append(text in _ENDS or (text in _CLOSERS and bool(stops) and stops[-1]))
    return stops


def _tokens(piece: Piece, span: tuple[int, int]) -> tuple[int, int]:
    return piece.tokens[span[0]], piece.tokens[span[1]] + 1


def _mean(values: Floats) -> np.float32:
    """Give the mean of a few numbers; NumPy's own takes longer over them."""
    return values[0] if len(values) == 1 else np.add.reduce(values) / np.float32(len(values))


def _best_span(start: Floats, end: Floats, *, optional: bool) -> tuple[int, int] | None:
    """Find the best (first, last) with first <= last among the words; None where the root outscores every span."""
    if len(start) < 2:
        return None
    ahead = np.maximum.accumulate(start[1:])
    last = int((ahead + end[1:]).argmax())
    first = int(start[1 : last + 2].argmax())
    if optional and start[0] + end[0] > start[1 + first] + end[1 + last]:
        return None
    return first, last
