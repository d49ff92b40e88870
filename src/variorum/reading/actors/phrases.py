"""
Base noun phrases and what each is made of: determiner, owner, title, name, role.

Works from tags and capitals rather than from the parse, so that a partial span or a poor parse still gives a phrase.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from spacy.tokens import Doc, Token

from variorum.reading.actors.known import Known
from variorum.reading.actors.lexicon import Lexicon, Role

Kind = Literal["name", "person", "role", "adjective", "other"]
Determiner = Literal["definite", "indefinite", "again", "own", "bare"]

_QUANTITY = frozenset(
    "many few several some any all both each every most more least other others another hundreds dozens scores thousands "
    "two three four five six seven eight nine ten eleven twelve numerous various certain multiple respective same such".split()
)
_BEFORE = frozenset("DT PDT PRP$ WP$ JJ JJR JJS CD POS HYPH AFX ADD NFP".split())
_LONGEST = 24


@dataclass(frozen=True, slots=True)
class Phrase:
    """
    One base noun phrase; all spans are half-open token spans of the `Doc`.

    `start` to `end` holds all of it, `core` what is left without determiner, number and possessor. `name` is the
    proper name of a kind "name" or "person". `owner` is the party that a possessor, a demonym or a leading name
    gives ("Taliban" in "the Taliban spokesman"), `of` the span that completes the designation ("of Foreign Affairs").
    """

    start: int
    end: int
    core: tuple[int, int]
    kind: Kind
    role: Role | None = None
    name: tuple[int, int] | None = None
    determiner: Determiner = "bare"
    plural: bool = False
    owner: Phrase | None = None
    owner_pronoun: int | None = None
    modifiers: tuple[str, ...] = ()
    title: tuple[int, int] | None = None

    @property
    def head(self) -> int:
        """The token that the phrase is built on."""
        return self.end - 1


class PhraseReader:
    """Finds and reads the noun phrases of one `Doc`."""

    def __init__(self, doc: Doc, lexicon: Lexicon, known: Known) -> None:
        self.doc = doc
        self.lexicon = lexicon
        self.known = known
        self._people: dict[int, tuple[int, int]] = {}
        self._times: set[int] = set()
        for ent in doc.ents:
            if ent.label_ in {"PER", "PERSON"}:
                self._people.update(dict.fromkeys(range(ent.start, ent.end), (ent.start, ent.end)))
            elif ent.label_ in {"TIME", "DATE"}:
                self._times.update(range(ent.start, ent.end))

    def chunks(self, start: int, end: int) -> list[tuple[int, int]]:
        """Find the base noun phrases of a stretch of tokens as spans that end in a noun."""
        found: list[tuple[int, int]] = []
        first: int | None = None
        last_noun = -1
        for i in range(start, end + 1):
            token = self.doc[i] if i < end else None
            inside = token is not None and (self._is_noun(token) or self._is_before(token))
            if inside and first is not None and token is not None and i - first < _LONGEST:
                new = token.tag_ in {"DT", "PRP$", "PDT"} and last_noun >= first and self.doc[i - 1].tag_ != "POS"
                inside = not new
                if new:
                    self._close(found, first, last_noun)
                    first, last_noun, inside = i, -1, True
            elif inside and first is not None:
                self._close(found, first, last_noun)
                first, last_noun = i, -1
            if not inside:
                if first is not None:
                    self._close(found, first, last_noun)
                first, last_noun = None, -1
                continue
            if first is None:
                first = i
            if token is not None and self._is_noun(token):
                last_noun = i
        return found

    def read(self, start: int, end: int) -> Phrase | None:
        """Read one chunk; None where nothing but determiners and numbers is left."""
        doc = self.doc
        while start < end - 1 and (
            start in self._times or doc[start].is_punct or doc[start].tag_ in {"IN", "CC", "POS"}
        ):
            start += 1
        split = next((i for i in range(end - 2, start, -1) if doc[i].tag_ == "POS"), None)
        owner = None
        main = start
        if split is not None:
            owner = self.read(start, split)
            main = split + 1
        determiner, pronoun, core = self._determiner(main, end)
        if core >= end:
            return None
        read = self._read_core(core, end, owner)
        if read is None:
            return None
        kind, role, name, title, inner_owner, modifiers = read
        if owner is not None or pronoun is not None:
            determiner = "own"
        plural = role.plural if role else doc[end - 1].tag_ in {"NNS", "NNPS"}
        return Phrase(
            start=start,
            end=end,
            core=(core, end),
            kind=kind,
            role=role,
            name=name,
            determiner=determiner,
            plural=plural,
            owner=inner_owner or owner,
            owner_pronoun=pronoun,
            modifiers=modifiers,
            title=title,
        )

    def text(self, start: int, end: int) -> str:
        """Give the text of a token span on one line."""
        return " ".join(self.doc[start:end].text.split())

    def words(self, start: int, end: int) -> list[str]:
        """Give the lower-cased words of a token span without hyphens and quotation marks."""
        return [t.lower_ for t in self.doc[start:end] if not (t.is_punct or t.is_space)]

    # What a chunk is made of

    def _close(self, found: list[tuple[int, int]], first: int, last_noun: int) -> None:
        doc = self.doc
        if last_noun < first:
            return
        while first < last_noun and (doc[first].tag_ == "HYPH" or doc[first].is_punct or doc[first].tag_ == "POS"):
            first += 1
        found.append((first, last_noun + 1))

    def _is_noun(self, token: Token) -> bool:
        if token.is_space or token.is_punct:
            return False
        return token.tag_.startswith("NN") or token.tag_ == "FW" or token.pos_ in {"NOUN", "PROPN"}

    def _is_before(self, token: Token) -> bool:
        if token.is_space:
            return False
        if token.tag_ in _BEFORE or token.text in {"-", "–", "&"} or token.tag_ == "HYPH":
            return not token.text[:1].isspace()
        return token.tag_ in {"VBN", "VBG"} and token.dep_ in {"amod", "compound", "nmod"} and token.head.i > token.i

    def _determiner(self, start: int, end: int) -> tuple[Determiner, int | None, int]:
        """Read what stands before the core: its kind, a possessive pronoun, and where the core begins."""
        determiner: Determiner = "bare"
        pronoun = None
        i = start
        while i < end:
            token = self.doc[i]
            word = token.lower_
            if token.tag_ in {"PRP$", "WP$"}:
                pronoun = i
            elif word in {"another", "other", "others"}:
                determiner = "again"
            elif word in {"the", "this", "that", "these", "those", "such", "same"} and determiner == "bare":
                determiner = "definite"
            elif word in {"a", "an", "some", "any"} and determiner == "bare":
                determiner = "indefinite"
            elif token.tag_ in {"CD", "DT", "PDT", "HYPH"} or word in _QUANTITY or token.is_punct:
                if i == end - 1:
                    break
            else:
                break
            i += 1
        return determiner, pronoun, i

    def _read_core(
        self, start: int, end: int, owner: Phrase | None
    ) -> (
        tuple[Kind, Role | None, tuple[int, int] | None, tuple[int, int] | None, Phrase | None, tuple[str, ...]] | None
    ):
        words = self.words(start, end)
        if not words:
            return None
        text = self.text(start, end)
        role = self._role(words)
        if self.known.country(text) or self._is_catalogued(text):
            return "name", role, (start, end), None, None, ()
        person = self._person(start, end)
        if person is not None:
            title_end, name_start, is_person = person
            role = self._role(self.words(start, title_end)) if title_end > start else None
            inner = self._owner(start, title_end - len((role.lemma if role else "").split("-"))) if role else None
            if role is None and title_end > start:
                inner = self._owner(start, title_end)
            title = (start, title_end) if title_end > start else None
            return ("person" if is_person else "name"), role, (name_start, end), title, inner, ()
        if role is not None:
            size = len(role.lemma.split("-"))
            head = self._back(end, start, size)
            inner = None if head <= start else self._owner(start, head)
            left = inner.end if inner else start
            modifiers = tuple(w for w in self.words(left, head) if w not in _QUANTITY)
            return "role", role, None, None, inner, modifiers
        if self.known.demonym(text) and self.doc[end - 1].tag_ in {"JJ", "NNP"} and owner is None:
            return "adjective", None, (start, end), None, None, ()
        last = self.doc[end - 1]
        if last.tag_.startswith("NNP") or (last.text[:1].isupper() and last.pos_ == "PROPN"):
            k = end - 1
            while k > start and self._in_name(k - 1, start):
                k -= 1
            return "name", None, (k, end), None, None, ()
        inner = self._owner(start, end - 1) if end - 1 > start else None
        return "other", None, None, None, inner, tuple(self.words(inner.end if inner else start, end - 1))

    def _is_catalogued(self, text: str) -> bool:
        """Whether a name is that of an actor of its own rather than of some state's organ."""
        known = self.known.actor(text)
        return known is not None and known.organ is None and self.known.capital(text) is None

    def _in_name(self, i: int, start: int) -> bool:
        token = self.doc[i]
        if token.is_punct:
            return i > start and self.doc[i - 1].text[:1].isupper()
        return token.text[:1].isupper() and (token.tag_ in {"NNP", "NNPS", "JJ", "CD", "NN", "NNS"})

    def _back(self, end: int, start: int, size: int) -> int:
        """Step back over *size* words from *end*."""
        i = end
        while size and i > start:
            i -= 1
            if not self.doc[i].is_punct:
                size -= 1
        return i

    def _role(self, words: list[str]) -> Role | None:
        return self.lexicon.role(words)

    def _person(self, start: int, end: int) -> tuple[int, int, bool] | None:
        """Part a name from the title before it: where the title ends, where the name begins, whether it is a person's."""
        doc = self.doc
        for j in range(end - 2, start - 1, -1):
            word = doc[j].lower_
            if doc[j].is_punct:
                continue
            if word in self.lexicon.honorifics and (doc[j].text[:1].isupper() or word.endswith(".")):
                return (j if self._title_words(start, j) else start), j + 1, True
            role = self.lexicon.role([word])
            if role is None or not doc[j].tag_.startswith("NN"):
                if not self._is_name_part(j):
                    break
                continue
            if role.plural or not all(self._is_name_part(i) for i in range(j + 1, end)):
                break
            rest = self.text(j + 1, end)
            if self.lexicon.role(self.words(j + 1, end)) or self.known.country(rest):
                break
            if role.kind == "people":
                return j + 1, j + 1, not self._is_catalogued(rest)
            if role.kind in {"bodies", "sites"} and not doc[j].text[:1].isupper():
                return j + 1, j + 1, False
            break
        ent = self._people.get(end - 1)
        if ent is None:
            return None
        name = max(start, ent[0])
        for i in range(name, end - 1):
            word = doc[i].lower_
            if word in self.lexicon.honorifics or self.lexicon.role([word]):
                name = i + 1
        rest = self.text(name, end)
        if not doc[end - 1].text[:1].isupper() or self._is_catalogued(rest):
            return None
        if self.known.country(rest) or self.known.demonym(rest) or self.known.capital(rest):
            return None
        if self.lexicon.role(self.words(name, end)):
            return None
        return name, name, True

    def _title_words(self, start: int, end: int) -> bool:
        return end > start

    def _is_name_part(self, i: int) -> bool:
        token = self.doc[i]
        if token.is_punct:
            return token.text in {"-", "–", "'", "’", "."}
        if not token.text[:1].isupper() and token.lower_ not in {
            "al",
            "bin",
            "ibn",
            "de",
            "da",
            "van",
            "von",
            "ul",
            "el",
            "e",
            "i",
        }:
            return False
        return token.tag_ in {"NNP", "NNPS", "FW"} or token.pos_ == "PROPN"

    def _owner(self, start: int, end: int) -> Phrase | None:
        """Read the party that begins a core: a name, a demonym or a body ("the army spokesman"), the longest first."""
        doc = self.doc
        for stop in range(end, start, -1):
            last = doc[stop - 1]
            if last.is_punct:
                continue
            text = self.text(start, stop)
            words = self.words(start, stop)
            if self.known.demonym(text):
                return Phrase(start, stop, (start, stop), "adjective", name=(start, stop))
            if self.known.country(text) or self.known.capital(text) or self._is_catalogued(text):
                return Phrase(start, stop, (start, stop), "name", self._role(words), (start, stop))
            role = self._role(words)
            if (
                role is not None
                and (role.kind == "bodies" or role.type in {"armed_group", "military"})
                and last.tag_ != "JJ"
            ):
                size = self._back(stop, start, len(role.lemma.split("-")))
                inner = self._owner(start, size) if size > start else None
                left = inner.end if inner else start
                return Phrase(
                    start,
                    stop,
                    (start, stop),
                    "role",
                    role,
                    owner=inner,
                    plural=role.plural,
                    modifiers=tuple(w for w in self.words(left, size) if w not in _QUANTITY),
                )
            known = self.known.actor(text)
            if known is not None and last.text[:1].isupper() and (role is None or role.kind == "bodies"):
                return Phrase(start, stop, (start, stop), "name", role, (start, stop))
            proper = last.tag_.startswith("NNP") and last.text[:1].isupper() and not doc[start].text.isdigit()
            if proper and all(self._in_name(i, start) for i in range(start, stop)) and not self._is_generic(words):
                return Phrase(start, stop, (start, stop), "name", None, (start, stop))
        return None

    def _is_generic(self, words: list[str]) -> bool:
        """Whether words in capitals are ordinary ones, as in a title or in a text all in capitals."""
        return all(w in self.lexicon.qualifiers or self.lexicon.role([w]) or self.lexicon.is_no_party(w) for w in words)
