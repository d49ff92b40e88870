"""
Base noun phrases and what each is made of: determiner, owner, title, name, role.

Works from tags and capitals rather than from the parse, so that a partial span or a poor parse still gives a phrase.
"""

from __future__ import annotations

from collections.abc import Container
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from variorum.nlp.columns import columns
from variorum.reading.actors.lexicon import is_fate
from variorum.reading.actors.phrase import Determiner, Kind, Phrase
from variorum.reading.partywords import ARMS
from variorum.reading.speech.spans import is_health_body

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from variorum.reading.actors.known import Known
    from variorum.reading.actors.lexicon import Lexicon, Role

_BEFORE = frozenset("DT PDT PRP$ WP$ JJ JJR JJS CD POS AFX ADD NFP".split())
_PARTICLES = frozenset("al bin ibn de da van von ul el e i la del du".split())
_QUOTES = frozenset('"“”')
HYPHENS = frozenset({"-", "‐", "–"})
_DETERMINERS = frozenset({"DT", "PRP$", "PDT", "WP$"})
_JOINING = HYPHENS | {"&"}
_LEANINGS = frozenset({"pro", "anti", "left", "right", "far"})
_SIDES = _LEANINGS | {"ex", "non"}
_FIELDS = frozenset({"intelligence", "homeland"})
"""What a body may be for, beside the portfolios of ministers."""
_LONGEST = 24
_LONGEST_ACRONYM = 6


class _Core(NamedTuple):
    kind: Kind
    role: Role | None = None
    name: tuple[int, int] | None = None
    title: tuple[int, int] | None = None
    owner: Phrase | None = None
    modifiers: tuple[str, ...] = ()


class PhraseReader:
    """Finds and reads the noun phrases of one `Doc`."""

    def __init__(self, doc: Doc, lexicon: Lexicon, known: Known, *, is_upper: bool = False) -> None:
        self._doc = doc
        self._columns = words = columns(doc)
        self._texts: dict[tuple[int, int], str] = {}
        self._words = [
            "" if punct or space else word
            for word, punct, space in zip(words.lowers, words.is_punct, words.is_space, strict=True)
        ]
        self._nouns = [
            bool(word)
            and word not in {"of", "for"}
            and (tag.startswith("NN") or tag == "FW" or part in {"NOUN", "PROPN"})
            for word, tag, part in zip(self._words, words.tags, words.parts, strict=True)
        ]
        for i, word in enumerate(words.lowers):
            if word in {"hostage", "captive"} or words.texts[i] == "WHO":
                self._nouns[i] = is_health_body(doc[i]) if word == "who" else self._nouns[i] and not is_fate(doc[i])
        self._lexicon = lexicon
        self._known = known
        self._is_upper = is_upper
        self._people: dict[int, int] = {}
        self._times: set[int] = set()
        for ent in words.entities:
            if ent.label in {"PER", "PERSON"}:
                self._people.update(dict.fromkeys(range(ent.start, ent.end), ent.start))
            elif ent.label in {"TIME", "DATE"}:
                self._times.update(range(ent.start, ent.end))
        bodies = [(ent.start, ent.end) for ent in words.entities if ent.label == "ORG"]
        self._joints = frozenset(i for start, end in bodies for i in self._joints_of(start, end))

    def _joints_of(self, start: int, end: int) -> list[int]:
        """Find each "and" within one name of a body: "the Ministry of Health and Social Welfare"."""
        lowers, role = self._columns.lowers, self._lexicon.role
        joints = [i for i in range(start + 1, end - 1) if lowers[i] in {"and", "&"}]
        if not joints:
            return []
        office = start > 1 and lowers[start - 1] in {"of", "for"} and role([lowers[start - 2]]) is not None
        office = office or "for" in lowers[start : joints[0]]
        if not (office or role([lowers[start]]) or role([lowers[end - 1]])):
            return []

        def is_body(word: str) -> bool:
            return role([word]) is not None and word not in self._lexicon.portfolios | _FIELDS

        # Two bodies have a noun for each, or each a name: "the Interior Ministry and the Army".
        joints = [i for i in joints if not self._known.actor(self.text(i + 1, end))]
        return [i for i in joints if not (is_body(lowers[i - 1]) or is_body(lowers[i + 1]) or lowers[i + 1] == "the")]

    def chunks(self, passable: Container[int] = ()) -> list[tuple[int, int]]:
        """
        Find the base noun phrases as spans that end in a noun, in order.

        Sentence boundaries are not heeded, since the words decide; *passable* are line breaks within a paragraph.
        """
        doc, tags = self._doc, self._columns.tags
        found: list[tuple[int, int]] = []
        first, last = -1, -1
        for i in range(len(doc)):
            if first >= 0 and (i in passable or i in self._joints or self._joins(i)):
                continue
            noun = self._nouns[i]
            inside = noun or self._is_before(i)
            beside = last == i - 1 and tags[last] in {"NN", "NNS"} and not doc[last].text.istitle()
            starts_anew = inside and last >= 0 and tags[i] in ({*_DETERMINERS, "CD"} if beside else _DETERMINERS)
            if first >= 0 and (not inside or starts_anew or i - first >= _LONGEST):
                if last >= 0:
                    found.append((first, self._before_time(first, last + 1)))
                elif doc[i].lower_ in {"and", "or", ","} and self._known.demonym(self.text(first, i)):
                    found.append((first, i))
                first, last = -1, -1
            if inside and first < 0:
                first = i
            if noun or (inside and self._is_nominal(i)):
                last = i
        if last >= 0:
            found.append((first, self._before_time(first, last + 1)))
        return found

    def read(self, start: int, end: int) -> Phrase | None:
        """Read one chunk; None where nothing but determiners and numbers is left."""
        doc = self._doc
        while start < end - 1 and (self._is_outside(start) or self._is_at_least(start)):
            start += 1
        split = next((i for i in range(end - 2, start, -1) if doc[i].tag_ == "POS"), None)
        if split is not None and self._is_inside_name(start, split, end):
            split = None
        owner = None if split is None else self.read(start, split)
        determiner, pronoun, begin = self._determiner(start if split is None else split + 1, end)
        read = self._core(begin, end) if begin < end else None
        if read is None:
            return None
        if owner is not None or pronoun is not None:
            determiner = "own"
        plural = read.role.plural if read.role is not None else doc[end - 1].tag_ in {"NNS", "NNPS"}
        return Phrase(
            start=start,
            end=end,
            core=(begin, end),
            kind=read.kind,
            role=read.role,
            name=read.name,
            determiner=determiner,
            plural=plural,
            owner=read.owner or owner,
            owner_pronoun=pronoun,
            modifiers=read.modifiers,
            title=read.title,
        )

    def _is_inside_name(self, start: int, split: int, end: int) -> bool:
        """Whether a possessive mark is part of a name: "the Coastal Workers' Party"."""
        doc = self._doc
        _, _, begin = self._determiner(start, end)
        if self.is_of_its_own(self.text(begin, end)):
            return True
        if not all(doc[i].text[:1].isupper() for i in (split - 1, split + 1, end - 1)):
            return False
        role = self._lexicon.role([doc[split - 1].lower_])
        return not doc[split - 1].text.isupper() and role is not None and role.kind == "people"

    def text(self, start: int, end: int) -> str:
        """Give the text of a token span on one line."""
        found = self._texts.get((start, end))
        if found is None:
            found = self._texts[start, end] = " ".join(self._columns.text(start, end).split())
        return found

    def words(self, start: int, end: int) -> list[str]:
        """Give the lower-cased words of a token span without punctuation."""
        return [word for word in self._words[start:end] if word]

    def after_remarks(self, start: int, end: int) -> int:
        """Step over adjectives that say nothing about who somebody is ("crowded", "senior")."""
        while start < end and self._is_remark(start) and self._doc[start].lower_ not in _SIDES:
            start += 1
        return start

    def is_generic(self, words: list[str]) -> bool:
        """Whether words are ordinary ones, as the capitals of a title or of a whole text do not tell."""
        lexicon = self._lexicon
        known = lexicon.qualifiers | lexicon.portfolios
        return all(w in known or lexicon.role([w]) or lexicon.is_no_party(w) for w in words)

    def is_of_its_own(self, text: str) -> bool:
        """Whether a name is that of a catalogued actor, no state and no organ of one."""
        entry = self._known.actor(text)
        return entry is not None and entry.organ is None and self._known.capital(text) is None

    # What belongs to a chunk

    def _is_before(self, i: int) -> bool:
        words = self._columns
        tag, text = words.tags[i], words.texts[i]
        if (tag not in _BEFORE and tag not in {"VBN", "VBG"} and text not in _JOINING) or words.is_space[i]:
            return False
        if text in _JOINING:
            return text == "&" or (i > 0 and not self._doc[i - 1].whitespace_ and not self._doc[i].whitespace_)
        if tag in _BEFORE:
            return not words.is_punct[i] or tag == "POS"
        hyphened = i > 1 and words.texts[i - 1] in {"-", "‐"} and not self._doc[i - 1].whitespace_
        if tag == "VBG" and not hyphened and (not i or words.tags[i - 1] not in _BEFORE):
            return False
        token = self._doc[i]
        return hyphened or (token.dep_ in {"amod", "compound", "nmod"} and token.head.i > i)

    def _joins(self, i: int) -> bool:
        """Whether a full stop after an honorific or an initial, or a quotation mark around a word, is inside a name."""
        doc, text = self._doc, self._columns.texts[i]
        if (text != "." and text not in _QUOTES) or not 0 < i < len(doc) - 1:
            return False
        if text == ".":
            before = doc[i - 1]
            short = before.lower_ in self._lexicon.honorifics or (len(before.text) == 1 and before.text.isupper())
            return short and doc[i + 1].text[:1].isupper() and self._nouns[i + 1]
        # Either mark of a nickname in the middle of a name, or the mark that closes a name before a noun.
        nickname = doc[i - 1].tag_ == "NNP" and doc[i + 1].tag_ == "NNP"
        near = any(doc[k].text in _QUOTES for k in (*range(max(i - 4, 0), i), *range(i + 1, min(i + 5, len(doc)))))
        closing = doc[i - 2].text in _QUOTES and self._nouns[i - 1] and self._nouns[i + 1]
        return i > 1 and ((nickname and near) or closing)

    def _is_nominal(self, i: int) -> bool:
        """Whether "the wounded" is all there is: an adjective that the lexicon has as a noun, after "the"."""
        doc = self._doc
        if doc[i].tag_ not in {"JJ", "VBN", "VBD"} or not i or doc[i - 1].lower_ not in {"the", "those"}:
            return False
        ends = i + 1 >= len(doc) or not (self._nouns[i + 1] or self._is_before(i + 1))
        return ends and self._lexicon.role([doc[i].lower_]) is not None

    def _is_outside(self, i: int) -> bool:
        words = self._columns
        return i in self._times or words.is_punct[i] or words.is_space[i] or words.tags[i] in {"IN", "CC", "POS"}

    def _before_time(self, start: int, end: int) -> int:
        """Give where a chunk ends without the time that follows its noun; its own end where it is all time."""
        words = self._columns
        stop = end
        while stop > start and stop - 1 not in self._people:
            if words.lowers[stop - 1] not in self._lexicon.times and not words.is_punct[stop - 1]:
                break
            stop -= 1
        return stop if stop > start and self._nouns[stop - 1] else end

    def _is_at_least(self, i: int) -> bool:
        """Whether a word is the "least" of "at least" or the "dead" of "shot dead", of which the chunk has a part."""
        pair = self._columns.lowers[max(i - 1, 0) : i + 1]
        return pair in (["at", "least"], ["at", "most"], ["shot", "dead"], ["to", "death"])

    # What a chunk is made of

    def _determiner(self, start: int, end: int) -> tuple[Determiner, int | None, int]:
        """Read what stands before the core: its kind, a possessive pronoun, and where the core begins."""
        lexicon, words = self._lexicon, self._columns
        determiner: Determiner = "bare"
        pronoun = None
        i = start
        while i < end:
            word = words.lowers[i]
            if i + 2 < end and lexicon.is_when(words.lowers[i : i + 2]):
                determiner, i = "bare", i + 2
                continue
            if words.tags[i] in {"PRP$", "WP$"}:
                pronoun = i
            elif word in lexicon.again:
                determiner = "again"
            elif word in lexicon.definite and determiner == "bare":
                determiner = "definite"
            elif word in lexicon.indefinite and determiner == "bare":
                determiner = "indefinite"
            elif not self._counts(i) and (word not in lexicon.hedges or i == end - 1):
                break
            if i == end - 1 and not words.is_punct[i]:
                break
            i += 1
        return determiner, pronoun, i

    def _counts(self, i: int) -> bool:
        words = self._columns
        counts = words.tags[i] in {"CD", "DT", "PDT"} or words.lowers[i] in self._lexicon.quantity
        return counts or words.is_punct[i] or words.is_space[i]

    def _core(self, start: int, end: int) -> _Core | None:
        doc, lexicon = self._doc, self._lexicon
        if not self.words(start, end):
            return None
        text = self.text(start, end)
        if self._known.country(text) or self.is_of_its_own(text):
            return _Core("name", lexicon.role(self.words(start, end)), (start, end))
        start = self.after_led(start, end)
        if end - start == 1 and doc[start].lower_.rpartition("-")[2] in lexicon.led and "-" in doc[start].text:
            return None
        text, role = self.text(start, end), lexicon.role(self.words(start, end))
        person = self._person(start, end)
        if person is not None:
            return self._titled(start, person[0], end, person[1])
        if role is not None:
            head = self._back(end, start, len(role.lemma.split("-")))
            owner = self._owner(start, head) if head > start else None
            modifiers = [w for w in self.words(owner.end if owner else start, head) if w not in lexicon.quantity]
            return _Core("role", role, owner=owner, modifiers=tuple(w for w in modifiers if w not in lexicon.hedges))
        last = doc[end - 1]
        if self._known.demonym(text) and last.tag_ in {"JJ", "NNP"}:
            return _Core("adjective", name=(start, end))
        if last.tag_.startswith("NNP") or (last.pos_ == "PROPN" and last.text[:1].isupper()):
            first = end - 1
            while first > start and self._is_name_word(first - 1, start):
                first -= 1
            # "News Mali": a page's label before a name is no part of it.
            while (
                first < end - 1
                and lexicon.is_no_party(doc[first].lower_)
                and self._known.country(self.text(first + 1, end))
            ):
                first += 1
            return _Core("name", name=(first, end))
        owner = self._owner(start, end - 1) if end - 1 > start else None
        return _Core("other", owner=owner, modifiers=tuple(self.words(owner.end if owner else start, end - 1)))

    def _titled(self, start: int, title_end: int, end: int, is_person: bool) -> _Core:
        """Make a name with the title before it, and the party in front of the title."""
        doc, name, honorifics = self._doc, title_end, self._lexicon.honorifics
        while title_end > start and (
            doc[title_end - 1].is_punct or doc[title_end - 1].is_space or doc[title_end - 1].lower_ in honorifics
        ):
            title_end -= 1
        words = self.words(start, title_end)
        role = self._lexicon.role(words) if words else None
        body = self._back(title_end, start, len(role.lemma.split("-"))) if role is not None else title_end
        if role is not None and role.kind == "bodies":
            body = title_end
        owner = self._owner(start, body) if is_person or body < title_end else None
        return _Core(
            "person" if is_person else "name", role, (name, end), (start, name) if name > start else None, owner
        )

    def after_led(self, start: int, end: int) -> int:
        """Step over "capital-based" and the like, and "pro-government" before a name."""
        words = self._columns
        for i in range(start + 2, min(start + 6, end - 1)):
            leans = words.lowers[i - 2] in _LEANINGS and words.texts[i + 1][:1].isupper()
            if words.texts[i - 1] in HYPHENS and (leans or words.lowers[i] in self._lexicon.led):
                return i + 1
        first = words.lowers[start].rpartition("-")
        return start + (1 if first[0] and first[2] in self._lexicon.led and start + 1 < end else 0)

    def _is_name_word(self, i: int, start: int) -> bool:
        words = self._columns
        if i in self._joints:
            return True
        if words.is_punct[i] or words.is_space[i]:
            return i > start and (words.texts[i - 1][:1].isupper() or words.lowers[i - 1] in _PARTICLES)
        if i > start and words.lowers[i] in _PARTICLES and not HYPHENS.isdisjoint(words.texts[i - 1 : i + 2]):
            return True  # "Lashkar-e-Orsk", "Ansar al-Orsk"
        return words.texts[i][:1].isupper() and words.tags[i] in {"NNP", "NNPS", "JJ", "CD", "NN", "NNS"}

    def _back(self, end: int, start: int, size: int) -> int:
        """Step back over *size* words from *end*."""
        i = end
        while size and i > start:
            i -= 1
            if not (self._columns.is_punct[i] or self._columns.is_space[i]):
                size -= 1
        return i

    def _person(self, start: int, end: int) -> tuple[int, bool] | None:
        """Part a name from the title before it: where the name begins, and whether it is a person's."""
        doc, lexicon = self._doc, self._lexicon
        for j in range(end - 2, start - 1, -1):
            word = doc[j].lower_
            if word in lexicon.honorifics and doc[j].text[:1].isupper():
                if self._people.get(end - 1, j) < j and not lexicon.is_title(doc[self._people[end - 1]].lower_):
                    continue  # The title is within a name: "Ali Sheikh Ahmed".
                name = j + 1
                while name < end - 1 and doc[name].is_punct:
                    name += 1
                return (name, True) if all(self._is_name_part(i) for i in range(name, end)) else None
            role = lexicon.role([word]) if doc[j].tag_.startswith("NN") else None
            if role is None:
                if not self._is_name_part(j):
                    break
                continue
            rest = self.text(j + 1, end)
            if role.plural or not all(self._is_name_part(i) for i in range(j + 1, end)):
                break
            if lexicon.role(self.words(j + 1, end)) or self._known.country(rest):
                break
            if role.kind == "people":
                return j + 1, not self.is_of_its_own(rest)
            if not doc[j].text[:1].isupper():
                return j + 1, False
            break
        return self._recognised(start, end)

    def _recognised(self, start: int, end: int) -> tuple[int, bool] | None:
        """Find the person that the entity recogniser saw at the end of a core, grown to the whole name."""
        doc, lexicon = self._doc, self._lexicon
        ent = self._people.get(end - 1)
        if ent is None or not doc[end - 1].text[:1].isupper():
            return None
        name = max(start, ent)
        for i in range(name, end - 1):
            if (doc[i].lower_ in lexicon.honorifics and i == name) or lexicon.role([doc[i].lower_]):
                name = i + 1
        while name > start and self._is_name_part(name - 1) and not doc[name - 1].is_punct:
            before = self.text(name - 1, name)
            role = lexicon.role([doc[name - 1].lower_])
            if role is not None and role.kind != "people" and doc[name - 1].text[:1].isupper() and end - ent == 1:
                return None
            if role is not None or self._known.demonym(before) or self._known.country(before):
                break
            word = doc[name - 1].lower_
            if word in lexicon.qualifiers or word in lexicon.portfolios or self.is_of_its_own(before):
                break
            name -= 1
        rest = self.text(name, end)
        if rest.lower() + "." in lexicon.times and end < len(doc) and (doc[end].text == "." or doc[end].like_num):
            return None
        if self.is_of_its_own(rest) or self._known.country(rest) or self._known.demonym(rest):
            return None
        if self._known.capital(rest) or lexicon.role(self.words(name, end)):
            return None
        if rest.isupper() and len(rest) <= _LONGEST_ACRONYM and not self._is_upper:
            return None
        return name, True

    def _is_name_part(self, i: int) -> bool:
        words = self._columns
        if words.is_punct[i] or words.is_space[i]:
            return words.texts[i] in {"-", "‐", "–", "'", "’", ".", '"', "“", "”"} or words.is_space[i]
        named = words.texts[i][:1].isupper() or words.lowers[i] in _PARTICLES
        return named and (words.tags[i] in {"NNP", "NNPS", "FW"} or words.parts[i] == "PROPN")

    def _owner(self, start: int, end: int) -> Phrase | None:
        """Read the party that a core begins with: a name, a demonym or a body ("the army spokesman")."""
        doc = self._doc
        start = self.after_led(start, end)
        for first in range(start, end):
            if first > start + 1 and doc[first - 1].text in HYPHENS and doc[first - 2].lower_ in _SIDES:
                # The pro-government militia is not the government's.
                continue
            found = self._owner_from(first, end)
            if found is not None or not self._is_remark(first):
                return found
        return None

    def _is_remark(self, i: int) -> bool:
        """Whether a word before an owner does not belong to it: "senior", "crowded", "two", "Sunday"."""
        words, lexicon = self._columns, self._lexicon
        word, text = words.lowers[i], words.texts[i]
        if word in lexicon.qualifiers or word in lexicon.quantity or word in lexicon.times or words.is_punct[i]:
            return True
        if text[:1].isupper() and not text.isupper():
            return False
        return words.tags[i] in {"JJ", "VBN", "VBG", "CD"} and word not in lexicon.telling

    def _owner_from(self, start: int, end: int) -> Phrase | None:
        doc, lexicon = self._doc, self._lexicon
        if self._is_remark(start):
            return None
        for stop in range(end, start, -1):
            last = doc[stop - 1]
            if last.is_punct or last.is_space:
                continue
            text, words, span = self.text(start, stop), self.words(start, stop), (start, stop)
            if self._known.demonym(text):
                return Phrase(start, stop, span, "adjective", name=span)
            role = lexicon.role(words)
            named = last.text[:1].isupper() and (role is None or role.kind == "bodies")
            if self._known.country(text) or self._known.capital(text) or (named and self._known.actor(text)):
                return Phrase(start, stop, span, "name", role, span)
            if role is not None and last.tag_ != "JJ" and last.lower_ not in lexicon.qualifiers and self._owns(role):
                if role.kind == "people":
                    # In front of another noun, one stands for all of them: "rebel positions".
                    role = replace(role, plural=True)
                head = self._back(stop, start, len(role.lemma.split("-")))
                inner = self._owner(start, head) if head > start else None
                modifiers = tuple(self.words(inner.end if inner else start, head))
                if not any(w in lexicon.quantity for w in modifiers):
                    return Phrase(start, stop, span, "role", role, owner=inner, plural=role.plural, modifiers=modifiers)
            proper = last.tag_.startswith("NNP") and last.text[:1].isupper() and last.ent_type_ not in ARMS
            titled = any(w in lexicon.qualifiers or w in lexicon.portfolios or lexicon.role([w]) for w in words)
            if proper and role is None and not titled and all(self._is_name_word(i, start) for i in range(start, stop)):
                return Phrase(start, stop, span, "name", None, span)
        return None

    @staticmethod
    def _owns(role: Role) -> bool:
        armed = role.kind == "people" and role.type in {"armed_group", "military"}
        return (role.type != "state" or role.lemma == "regime") and (role.kind == "bodies" or armed)
