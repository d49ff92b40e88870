"""
Turn the open data sets and the labelled sentences into training chunks.

A chunk is a run of words of one document with whatever labels its source has; labels that a source lacks are masked,
so that every head learns from every chunk that knows something about it. The data folder is not part of the project:
each set's own SOURCE.md there gives origin and licence.
"""

from __future__ import annotations

import gzip
import json
import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import spacy

import labelled
import markup
from variorum_en import lemmas

ENTITIES = ("PER", "ORG", "LOC", "NORP", "WEAPON", "PLATFORM", "TIME", "QUANTITY")
ENTITY_TAGS = ("O", *(f"{p}-{e}" for e in ENTITIES for p in "BI"))
TYPES = ("none", *markup.TYPES)
OUTCOMES = ("none", *markup.OUTCOMES)
ROLES = ("none", *markup.ROLES.values())
PROPBANK = (
    "none ARG0 ARG1 ARG2 ARG3 ARG4 ARGM-TMP ARGM-LOC ARGM-MNR ARGM-ADV ARGM-CAU ARGM-PRP ARGM-DIR ARGM-GOL "
    "ARGM-EXT ARGM-MOD ARGM-NEG ARGM-DIS ARGM-PRD"
).split()

_BLANK = spacy.blank("en")


@dataclass
class Sentence:
    """
    One syntactic sentence of a treebank.

    `heads` count from 1, 0 is the root; `opens` says that it begins a paragraph.
    """

    words: list[str]
    upos: list[str]
    xpos: list[str]
    heads: list[int]
    deps: list[str]
    lemma: list[str]
    sent_id: str
    doc: str
    entities: list[set[str]] | None = None
    predicates: list[tuple[int, list[tuple[str, int]]]] = field(default_factory=list)
    rolesets: bool = False
    opens: bool = False


@dataclass
class Pointer:
    """One attribution: word index of its cue, and the (first, last) words of source and content, None if absent."""

    cue: int
    source: tuple[int, int] | None
    content: tuple[int, int] | None


@dataclass
class Chunk:
    """
    Words and what is known about them; a list that is None is not annotated there.

    `entities` holds, a word, the tags that the source allows it (a source that does not mark weapons cannot say that a
    word is none). `anchors` are word indices of triggers and harm words with their happenings and the roles of the
    other words. `mentions` are word indices of happenings' mentions with what they name, comparable between chunks of
    one `group`; where that is a passage, `begins` counts the words before the chunk. `breaks` are the words that begin
    a paragraph; `sentence` numbers the sentence of each word.
    """

    words: list[str]
    source: str
    breaks: frozenset[int] = frozenset({0})
    sentence: list[int] | None = None
    upos: list[str] | None = None
    xpos: list[str] | None = None
    heads: list[int] | None = None
    deps: list[str] | None = None
    lemma: list[str] | None = None
    entities: list[set[str]] | None = None
    predicates: list[tuple[int, list[tuple[str, int]]]] | None = None
    cues: list[str] | None = None
    pointers: list[Pointer] = field(default_factory=list)
    types: list[str] | None = None
    actual: list[int] | None = None
    outcomes: list[str] | None = None
    anchors: list[tuple[int, tuple[int, ...], dict[int, str]]] = field(default_factory=list)
    mentions: list[tuple[int, frozenset[str]]] = field(default_factory=list)
    group: str | None = None
    begins: int | None = None


# --- syntax, entities, roles ------------------------------------------------------------------------------------------


def read_conllu(path: Path) -> list[Sentence]:
    """Read a CoNLL-U file; multiword ranges and empty nodes are left out, as are subtypes that only enhance."""
    sentences: list[Sentence] = []
    doc = sent_id = ""
    opens = False
    rows: list[list[str]] = []
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for raw in [*lines, "\n"]:
            line = raw.rstrip("\n")
            if line.startswith("# newdoc"):
                doc = line.split("=", 1)[1].strip()
            elif line.startswith("# newpar"):
                opens = True
            elif line.startswith("# sent_id"):
                sent_id = line.split("=", 1)[1].strip()
            elif line and not line.startswith("#"):
                row = line.split("\t")
                if row[0].isdigit():
                    rows.append(row)
            elif not line and rows:
                sentence = Sentence(
                    words=[r[1] for r in rows],
                    upos=[r[3] for r in rows],
                    xpos=[r[4] for r in rows],
                    heads=[int(r[6]) for r in rows],
                    deps=[r[7] for r in rows],
                    lemma=[r[2] for r in rows],
                    sent_id=sent_id,
                    doc=doc,
                    opens=opens or not sentences or sentences[-1].doc != doc,
                )
                if "GUM" in sent_id:
                    sentence.entities = _gum_entities(rows)
                sentences.append(sentence)
                rows, opens = [], False
    return sentences


_OPEN = re.compile(r"\(([^()]+)|([^()]+)\)|\)")
_GUM = {"person": "PER", "organization": "ORG", "place": "LOC"}


def _gum_entities(rows: list[list[str]]) -> list[set[str]]:
    """Take GUM's named persons, organisations and places (head a proper noun) and its times, outermost first."""
    free = {"O", *_tags("NORP", "WEAPON", "PLATFORM", "QUANTITY")}
    allowed = [set(free) for _ in rows]
    stack: list[tuple[str, str, int, str]] = []
    spans: list[tuple[int, int, str]] = []
    for i, row in enumerate(rows):
        found = re.search(r"Entity=([^|]+)", row[9])
        if not found:
            continue
        for part in re.findall(r"\([^()]+\)?|[^()]+\)", found.group(1)):
            if part.startswith("("):
                bits = part.strip("()").split("-")
                stack.append((bits[0], bits[1] if len(bits) > 1 else "", i, bits[5] if len(bits) > 5 else ""))
                if part.endswith(")"):
                    name, kind, start, least = stack.pop()
                    spans.append((start, i, kind + "|" + least))
            else:
                name = part.rstrip(")")
                for k in range(len(stack) - 1, -1, -1):
                    if stack[k][0] == name:
                        _, kind, start, least = stack.pop(k)
                        spans.append((start, i, kind + "|" + least))
                        break
    for start, end, what in sorted(spans, key=lambda s: s[1] - s[0]):
        kind, least = what.split("|")
        heads = [start + int(x) - 1 for x in re.findall(r"\d+", least)] or [end]
        named = all(h < len(rows) and rows[h][3] == "PROPN" for h in heads)
        label = _GUM.get(kind) if named else ("TIME" if kind == "time" else None)
        if label is None:
            continue
        if label == "TIME" and not any(rows[k][3] in {"NUM", "PROPN", "NOUN"} for k in range(start, end + 1)):
            continue
        first = start
        while first < end and rows[first][3] in {"DET", "ADP", "PUNCT"}:
            first += 1
        last = end
        if label != "TIME":
            last = max(h for h in heads if h <= end) if heads else end
            while last < end and rows[last + 1][3] == "PROPN":
                last += 1
        if any(len(allowed[k]) == 1 for k in range(first, last + 1)):
            continue
        for k in range(first, last + 1):
            allowed[k] = {("B-" if k == first else "I-") + label}
        if label == "PER":
            # GUM's spans hold titles, which the other sets leave out: any word but the last may begin the name.
            for k in range(first, last):
                allowed[k] = {"O", *_tags("PER")}
            allowed[last] = set(_tags("PER"))
    return allowed


def _tags(*labels: str) -> list[str]:
    return [f"{p}-{label}" for label in labels for p in "BI"]


def add_uner(sentences: list[Sentence], path: Path) -> int:
    """Lay Universal NER's spans over the same sentences of EWT, in order; give the number of sentences matched."""
    rows: list[list[list[str]]] = [[]]
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            if line.startswith("#"):
                continue
            if line.strip():
                rows[-1].append(line.rstrip("\n").split("\t"))
            elif rows[-1]:
                rows.append([])
    by_words = defaultdict(list)
    for block in rows:
        if block:
            by_words[tuple(r[1] for r in block)].append([r[2] for r in block])
    matched = 0
    other = ["NORP", "WEAPON", "PLATFORM", "TIME", "QUANTITY"]
    for sentence in sentences:
        found = by_words.get(tuple(sentence.words))
        if not found:
            continue
        tags = found[0] if len(found) == 1 else found.pop(0)
        matched += 1
        sentence.entities = []
        for tag in tags:
            if tag[2:] in {"PER", "ORG", "LOC"}:
                sentence.entities.append({tag})
            elif tag[2:] == "OTH":
                sentence.entities.append({tag[:2] + "NORP", "O"})
            else:
                sentence.entities.append({"O", *_tags(*other)})
    return matched


def add_propbank(sentences: list[Sentence], path: Path) -> None:
    """Lay PropBank's predicates over EWT; an argument is kept at its head word."""
    by_id = {s.sent_id: s for s in sentences}
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            sentence = by_id.get(record["sent_id"])
            if sentence is None or sentence.words != record["words"]:
                continue
            sentence.rolesets = True
            for pred in record["preds"]:
                args = []
                for label, start, end in pred["args"]:
                    if label not in PROPBANK:
                        continue
                    heads = [i for i in range(start, end) if not start < sentence.heads[i] <= end]
                    if heads and heads[0] != pred["i"]:
                        args.append((label, heads[0]))
                sentence.predicates.append((pred["i"], args))


def treebank_chunks(sentences: list[Sentence], source: str, rng: random.Random) -> Iterator[Chunk]:
    """Join sentences of a document into chunks of varied length, so that the model sees both lone and running text."""
    docs: dict[str, list[Sentence]] = defaultdict(list)
    for s in sentences:
        docs[s.doc or s.sent_id.rsplit("-", 1)[0]].append(s)
    for parts in docs.values():
        i = 0
        while i < len(parts):
            room = rng.choice((1, 40, 80, 120, 160))
            j, size = i + 1, len(parts[i].words)
            while j < len(parts) and size + len(parts[j].words) <= room:
                size += len(parts[j].words)
                j += 1
            yield join(parts[i:j], source)
            i = j


def join(parts: list[Sentence], source: str) -> Chunk:
    """Make one chunk of consecutive sentences."""
    chunk = Chunk([], source, sentence=[], upos=[], xpos=[], heads=[], deps=[], lemma=[])
    breaks = {0}
    entities: list[set[str]] | None = [] if all(p.entities is not None for p in parts) else None
    predicates: list[tuple[int, list[tuple[str, int]]]] | None = [] if all(p.rolesets for p in parts) else None
    for n, p in enumerate(parts):
        base = len(chunk.words)
        if p.opens:
            breaks.add(base)
        chunk.words += p.words
        for mine, theirs in ((chunk.upos, p.upos), (chunk.xpos, p.xpos), (chunk.deps, p.deps)):
            assert mine is not None
            mine += theirs
        assert chunk.sentence is not None
        assert chunk.heads is not None
        assert chunk.lemma is not None
        chunk.sentence += [n] * len(p.words)
        chunk.heads += [h + base if h else 0 for h in p.heads]
        chunk.lemma += [lemmas.script(w, x) for w, x in zip(p.words, p.lemma, strict=True)]
        if entities is not None and p.entities is not None:
            entities += p.entities
        if predicates is not None:
            predicates += [(i + base, [(label, h + base) for label, h in args]) for i, args in p.predicates]
    chunk.entities, chunk.predicates, chunk.breaks = entities, predicates, frozenset(breaks)
    return chunk


# --- plain text with character spans ----------------------------------------------------------------------------------


def tokenise(text: str) -> tuple[list[str], list[tuple[int, int]]]:
    """Split as the pipeline does at run time (spaCy's English tokenizer, white space dropped)."""
    doc = _BLANK.make_doc(text)
    tokens = [t for t in doc if not t.is_space]
    return [t.text for t in tokens], [(t.idx, t.idx + len(t.text)) for t in tokens]


def paragraphs(text: str, offsets: list[tuple[int, int]]) -> frozenset[int]:
    """Give the words, by their *offsets*, that begin a line of the text; the first always does."""
    return frozenset({0, *(i for i in range(1, len(offsets)) if "\n" in text[offsets[i - 1][1] : offsets[i][0]])})


def cover(offsets: list[tuple[int, int]], start: int, end: int) -> tuple[int, int] | None:
    """Give the first and last word that overlap a character span."""
    hit = [i for i, (a, b) in enumerate(offsets) if a < end and b > start]
    return (hit[0], hit[-1]) if hit else None


def pack(text: str, limit: int) -> Iterator[tuple[int, int]]:
    """Give character ranges of consecutive paragraphs of some *limit* words; long ones are cut at sentences."""
    start = end = count = 0
    for paragraph in re.finditer(r"[^\n]+", text):
        pieces = [(paragraph.start(), paragraph.end())]
        if len(paragraph.group().split()) > limit:
            cuts = [m.end() for m in re.finditer(r"[.!?][\"”’')]* +", paragraph.group())]
            pieces, at = [], paragraph.start()
            for cut in [*cuts, len(paragraph.group())]:
                if len(text[at : paragraph.start() + cut].split()) > limit or cut == len(paragraph.group()):
                    pieces.append((at, paragraph.start() + cut))
                    at = paragraph.start() + cut
        for a, b in pieces:
            words = len(text[a:b].split())
            if count and count + words > limit:
                yield start, end
                count = 0
            if not count:
                start = a
            end, count = b, count + words
    if count:
        yield start, end


def polnear_chunks(path: Path, rng: random.Random, *, keep_empty: float = 0.5, limit: int = 220) -> Iterator[Chunk]:
    """Read attributions; a chunk holds those that lie wholly within it, and spans are kept as hulls."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            text = record["text"]
            for a, b in pack(text, limit):
                words, offsets = tokenise(text[a:b])
                cues = ["O"] * len(words)
                chunk = Chunk(words, "polnear", breaks=paragraphs(text[a:b], offsets), cues=cues)
                taken: set[int] = set()
                for attribution in record["attributions"]:
                    spans = {k: attribution.get(k) for k in ("source", "cue", "content")}
                    if not spans["cue"] or not spans["content"]:
                        continue
                    hulls = {}
                    inside = True
                    for k, pieces in spans.items():
                        if not pieces or isinstance(pieces, str):
                            hulls[k] = None
                            continue
                        low, high = pieces[0][0] - a, pieces[-1][1] - a
                        inside &= low >= 0 and high <= b - a
                        hulls[k] = cover(offsets, low, high)
                    if not inside or hulls["cue"] is None or hulls["content"] is None:
                        continue
                    first, last = hulls["cue"]
                    if first in taken:
                        continue
                    taken.add(first)
                    for i in range(first, last + 1):
                        cues[i] = "B-cue" if i == first else "I-cue"
                    chunk.pointers.append(Pointer(first, hulls["source"], hulls["content"]))
                if chunk.pointers or rng.random() < keep_empty:
                    yield chunk


_RE3D = {
    "Person": "PER",
    "Organisation": "ORG",
    "Location": "LOC",
    "Nationality": "NORP",
    "Weapon": "WEAPON",
    "MilitaryPlatform": "PLATFORM",
    "Vehicle": "PLATFORM",
    "Temporal": "TIME",
    "Quantity": "QUANTITY",
    "Money": "QUANTITY",
}


def re3d_documents(root: Path) -> list[tuple[str, str, list[tuple[int, int, str]]]]:
    """Read (id, text, spans) of every re3d document, ordered by id."""
    out = []
    for folder in sorted(p for p in root.iterdir() if p.is_dir()):
        spans = defaultdict(list)
        for line in (folder / "entities.json").read_text(encoding="utf-8").splitlines():
            e = json.loads(line)
            if e["type"] in _RE3D:
                spans[e["documentId"]].append((e["begin"], e["end"], _RE3D[e["type"]]))
        for line in (folder / "documents.json").read_text(encoding="utf-8").splitlines():
            d = json.loads(line)
            out.append((d["_id"], d["text"], spans[d["_id"]]))
    return sorted(out)


_COMMON = frozenset({"PER", "ORG", "LOC"})
"""Types under which re3d marks common nouns and titles too ("the police", "Foreign Secretary ...")."""


def re3d_chunks(
    documents: Iterable[tuple[str, str, list[tuple[int, int, str]]]], *, strict: bool = False
) -> Iterator[Chunk]:
    """
    Longest span first where spans overlap; re3d marks every type, so that O means none of them.

    Spans of `_COMMON` types teach nothing of where a name ends or whether it is one, unless *strict*: each of their
    words may be of the span's type or of none.
    """
    for _, text, spans in documents:
        for a, b in pack(text, 120):
            words, offsets = tokenise(text[a:b])
            tags = ["O"] * len(words)
            for begin, end, label in sorted(spans, key=lambda s: s[0] - s[1]):
                if begin < a or end > b:
                    continue
                hull = cover(offsets, begin - a, end - a)
                if hull and all(tags[i] == "O" for i in range(hull[0], hull[1] + 1)):
                    for i in range(hull[0], hull[1] + 1):
                        tags[i] = ("B-" if i == hull[0] else "I-") + label
            loose = [not strict and t[2:] in _COMMON for t in tags]
            entities = [{"O", *_tags(t[2:])} if free else {t} for t, free in zip(tags, loose, strict=True)]
            yield Chunk(words, "re3d", breaks=paragraphs(text[a:b], offsets), entities=entities)


def column_chunks(path: Path, mapping: dict[str, str], source: str, *, sep: str | None, io: bool) -> Iterator[Chunk]:
    """Read token-and-tag columns; *io* says that tags have no B- and runs of one label are one span."""
    opener = gzip.open if path.suffix == ".gz" else open
    free = {"O", *_tags("NORP", "WEAPON", "PLATFORM", "TIME", "QUANTITY")}
    with opener(path, "rt", encoding="utf-8") as lines:
        words: list[str] = []
        tags: list[str] = []
        for line in [*lines, "\n"]:
            if line.strip() and not line.startswith("-DOCSTART-"):
                word, tag = line.rstrip("\n").split(sep)[:2]
                words.append(word)
                tags.append(tag)
            elif words:
                allowed: list[set[str]] = []
                for i, tag in enumerate(tags):
                    label = mapping.get(tag[2:])
                    if label is None:
                        allowed.append(set(free))
                    else:
                        begins = tag[0] == "B" or (io and (i == 0 or tags[i - 1] != tag))
                        allowed.append({("B-" if begins else "I-") + label})
                yield Chunk(words, source, entities=allowed)
                words, tags = [], []


# --- happenings -------------------------------------------------------------------------------------------------------


PASSAGE_WORDS = 220
"""Words of a labelled passage that a chunk holds at most, as at run time."""


_SENTENCE_END = re.compile(r"(?<=[a-z]{3}[.!?])[\"”’']? (?=[A-Z\"“‘])")


def in_paragraphs(passage: markup.Passage, rng: random.Random) -> markup.Passage:
    """Break every other passage that is written in one line into paragraphs as short as those of news."""
    if "\n" in passage.text or rng.random() < 0.5:
        return passage
    text = list(passage.text)
    for end in _SENTENCE_END.finditer(passage.text):
        if rng.random() < 0.6:
            text[end.end() - 1] = "\n"
    return replace(passage, text="".join(text))


def passage_chunks(passage: markup.Passage, name: str, limit: int = PASSAGE_WORDS) -> Iterator[Chunk]:
    """Turn a labelled passage into chunks of one group, cut at sentence ends where it is long."""
    begins = 0
    for start, end in pack(passage.text, limit):
        inside = [m for m in passage.marks if start <= m.start and m.end <= end]
        shifted = [replace(m, start=m.start - start, end=m.end - start) for m in inside]
        chunk = _passage_chunk(markup.Passage(passage.text[start:end], shifted), name)
        chunk.begins = begins
        begins += len(chunk.words)
        yield chunk


def _passage_chunk(passage: markup.Passage, name: str) -> Chunk:
    """An anchor is the last word of a trigger or harm word."""
    words, offsets = tokenise(passage.text)
    chunk = Chunk(words, "own", types=["none"] * len(words), actual=[-100] * len(words), outcomes=["none"] * len(words))
    chunk.breaks = paragraphs(passage.text, offsets)
    chunk.group = name
    names = [m for m in passage.marks if m.entity]
    if names:
        chunk.entities = [{"O", *_tags("TIME", "QUANTITY")} for _ in words]
        for mark in names:
            hull = cover(offsets, mark.start, mark.end)
            for i in range(hull[0], hull[1] + 1) if hull else ():
                chunk.entities[i] = {("B-" if i == hull[0] else "I-") + str(mark.entity)}
    assert chunk.types is not None
    assert chunk.actual is not None
    assert chunk.outcomes is not None
    arguments: dict[int, dict[int, str]] = defaultdict(dict)
    for mark in sorted(passage.marks, key=lambda m: m.start - m.end):
        hull = cover(offsets, mark.start, mark.end)
        if hull and mark.role:
            for happening in mark.happenings:
                for i in range(hull[0], hull[1] + 1):
                    arguments[happening][i] = mark.role
    anchors = []
    for mark in passage.marks:
        hull = cover(offsets, mark.start, mark.end)
        if hull is None or mark.role or mark.entity:
            continue
        for i in range(hull[0], hull[1] + 1):
            if mark.type:
                chunk.types[i] = mark.type
                chunk.actual[i] = int(mark.actual)
            if mark.outcome:
                chunk.outcomes[i] = mark.outcome
        anchors.append((hull[1], mark.happenings))
    chunk.anchors = [(i, h, {j: r for x in h for j, r in arguments[x].items() if j != i}) for i, h in anchors]
    chunk.mentions = [(i, frozenset(f"{name} {x}" for x in h)) for i, h in anchors]
    return chunk


def ecb_chunks(path: Path) -> Iterator[Chunk]:
    """
    Read ECB+'s event mentions, a chunk a document, a group a topic.

    Only the sentences that its authors checked are fully annotated; the others are left out.
    """
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            checked = set(record["coref_sentences"])
            kept = [i for i, s in enumerate(record["sent"]) if s in checked]
            place = {i: k for k, i in enumerate(kept)}
            named: dict[str, str] = {}
            for relation in record["relations"]:
                across = relation["type"] == "CROSS_DOC_COREF"
                name = relation["note"] if across else f"{record['doc_id']} {relation['id']}"
                named |= dict.fromkeys(relation["src"], str(name))
            chunk = Chunk([record["tokens"][i] for i in kept], "ecb", group=f"ecb {record['topic']}")
            for mention in record["mentions"]:
                if mention["type"].startswith(("ACTION", "NEG")) and all(i in place for i in mention["tok"]):
                    name = named.get(mention["m"], f"{record['doc_id']} m{mention['m']}")
                    chunk.mentions.append((place[mention["tok"][-1]], frozenset({name})))
            if chunk.mentions and len(chunk.words) <= PASSAGE_WORDS:
                yield chunk


# --- everything -------------------------------------------------------------------------------------------------------


@dataclass
class Corpus:
    """Training chunks by source, and development material as read."""

    train: dict[str, list[Chunk]]
    ewt_dev: list[Sentence]
    gum_news_dev: list[Sentence]
    re3d_dev: list[Chunk]
    crossner_dev: list[Chunk]
    polnear_dev: Path
    own_dev: list[Chunk]
    labelled_dev: list[Chunk]
    ecb_dev: list[Chunk]

    def vocabulary(self) -> dict[str, list[str]]:
        """List the labels of the open classes, most frequent first; lemma scripts seen twice or less are left out."""
        counts: dict[str, Counter[str]] = {k: Counter() for k in ("upos", "xpos", "deps", "lemma")}
        for source in ("ewt", "gum"):
            for chunk in self.train[source]:
                for name, counter in counts.items():
                    counter.update(getattr(chunk, name) or [])
        return {
            name: [x for x, n in sorted(c.items(), key=lambda kv: (-kv[1], kv[0])) if n > (2 if name == "lemma" else 0)]
            for name, c in counts.items()
        }


GUM_NEWS_DEV = frozenset(
    f"GUM_news_{n}" for n in ("homeopathic", "iodine", "afghan", "clock", "flag", "korea", "stampede")
)
"""News documents of GUM kept out of training, for the table of scores."""


LABELLED_DEV = 8
"""Every eighth report that we labelled is kept for development."""

PASSAGES_DEV = 10
"""Every tenth passage is kept for development."""

LONG = "s"
"""The first file of passages that are as long as reports are."""

WHOLE = "zg"
"""The first file of whole reports as outlets tell them."""


def marked(root: Path, sentences: Path, *, seed: int = 0) -> list[tuple[str, markup.Passage, bool]]:
    """Read the passages that we wrote and the reports that we labelled: name, marks, and whether for development."""
    rng = random.Random(seed)
    files = [(path.stem, p) for path in sorted(sentences.glob("*.txt")) for p in markup.load(path)]
    passages = [(f"{stem} {n}", in_paragraphs(p, rng), n % PASSAGES_DEV == 0) for n, (stem, p) in enumerate(files)]
    reports = labelled.load(root, sentences.parent / "labels.jsonl")
    return passages + [(f"{NEWS}{n}", p, n % LABELLED_DEV == 0) for n, p in enumerate(reports)]


NEWS = "news "
"""What the names of reports begin with; those of passages begin with the letter of their file."""


def kind_of(name: str) -> str:
    """Tell passages by the names that `marked` gives them: own, long, whole or news."""
    return "news" if name.startswith(NEWS) else "whole" if name >= WHOLE else "long" if name >= LONG else "own"


def load(root: Path, sentences: Path, *, seed: int = 0) -> Corpus:
    """Read all sets under *root* and the labelled sentences; the passages and reports for development are kept out."""
    rng = random.Random(seed)
    ewt = read_conllu(root / "ud_english_ewt/en_ewt-ud-train.conllu.gz")
    ewt_dev = read_conllu(root / "ud_english_ewt/en_ewt-ud-dev.conllu.gz")
    for part, name in ((ewt, "train"), (ewt_dev, "dev")):
        matched = add_uner(part, root / f"uner_english_ewt/en_ewt-ud-{name}.iob2.gz")
        if matched < 0.99 * len(part):
            raise ValueError(f"only {matched} of {len(part)} {name} sentences of EWT have entities")
        add_propbank(part, root / f"propbank_ewt/{name}.jsonl.gz")
    gum = read_conllu(root / "ud_english_gum/en_gum-ud-train.open.conllu.gz")
    gum += read_conllu(root / "ud_english_gum/en_gum-ud-dev.open.conllu.gz")
    news = [s for s in gum if s.doc in GUM_NEWS_DEV]
    gum = [s for s in gum if s.doc not in GUM_NEWS_DEV]
    documents = re3d_documents(root / "re3d")
    crossner = {
        "country": "LOC",
        "location": "LOC",
        "organisation": "ORG",
        "politicalparty": "ORG",
        "person": "PER",
        "politician": "PER",
    }
    learnt: dict[str, list[tuple[str, markup.Passage]]] = {"own": [], "long": [], "whole": [], "news": []}
    kept: dict[str, list[tuple[str, markup.Passage]]] = {"own": [], "news": []}
    for name, passage, dev in marked(root, sentences, seed=seed):
        kind = kind_of(name)
        (kept["news" if kind == "news" else "own"] if dev else learnt[kind]).append((name, passage))
    return Corpus(
        train={
            "ewt": list(treebank_chunks(ewt, "ewt", rng)),
            "gum": list(treebank_chunks(gum, "gum", rng)),
            "polnear": list(polnear_chunks(root / "polnear/train.jsonl.gz", rng)),
            "re3d": list(re3d_chunks(d for n, d in enumerate(documents) if n % 3)),
            "crossner": list(
                column_chunks(root / "crossner_politics/train.txt", crossner, "crossner", sep="\t", io=False)
            ),
            "wikigold": list(
                column_chunks(
                    root / "wikigold/train.conll.gz",
                    {"PER": "PER", "ORG": "ORG", "LOC": "LOC"},
                    "wikigold",
                    sep=" ",
                    io=True,
                )
            ),
            **{kind: [c for name, p in some for c in passage_chunks(p, name)] for kind, some in learnt.items()},
            "ecb": list(ecb_chunks(root / "ecb_plus/train.jsonl.gz")),
        },
        ewt_dev=ewt_dev,
        gum_news_dev=news,
        re3d_dev=list(re3d_chunks((d for n, d in enumerate(documents) if n % 3 == 0), strict=True)),
        crossner_dev=list(column_chunks(root / "crossner_politics/dev.txt", crossner, "crossner", sep="\t", io=False)),
        polnear_dev=root / "polnear/dev.jsonl.gz",
        own_dev=[c for name, p in kept["own"] for c in passage_chunks(p, name)],
        labelled_dev=[c for name, p in kept["news"] for c in passage_chunks(p, name)],
        ecb_dev=list(ecb_chunks(root / "ecb_plus/dev.jsonl.gz")),
    )
