"""Find what is said to answer something, or to be part of it, where a connective says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from variorum.nlp import syntax
from variorum.reading.complements import governed, is_saying
from variorum.reading.connectives import Match, lexicon
from variorum.reading.referents import POINTING, MentionRef
from variorum.reading.told import PRONOUNS, Told

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_CALLED = 6
"""Words in which it is said what somebody calls an act: "in what the army called "."""
_TAKEN = 10
"""Words in which it is said what an act looks like: "in what appears to have been an act of "."""
RELATIVE = frozenset({"which", "that"})


class Reactions:
    """
    Answers which mention a connective says to be the answer.

    Where it is only asked whether there are *two*, what comes after another need not be the one that answers it.
    """

    def __init__(self, doc: Doc, told: Told, *, two: bool) -> None:
        self._doc = doc
        self._told = told
        self._two = two
        self._lexicon = lexicon()

    def covering(self, match: Match, other: MentionRef | None) -> MentionRef | None:
        """Find the mention that the words of the connective are part of."""
        return next((m for m in self._told.over(match.start, match.end) if m != other), None)

    def governor(self, match: Match, verb: Token | None, trigger: MentionRef | None) -> MentionRef | None:
        """Find the mention of what the connective hangs on."""
        start = self._told.sentence_start(match.start)
        if match.connective.subject:
            subject = self.subject(match, verb)
            if subject is not None:
                return subject
        before = self.nearest_before(match)
        if before is not None and self._hangs_on(match, before):
            return before
        if before is not None:
            return None
        if not self._told.within(start, match.start) and not self._has_verb(start, match.start):
            return self._behind(match, trigger)
        if match.connective.temporal:
            return self._gone_on(match)
        opening = next((t for t in self._doc[start : match.start] if not t.is_punct and not t.is_space), None)
        stood_for = self._told.stood_for(opening, start) if opening is not None else None
        return stood_for or self._pronoun(match, start)

    def _gone_on(self, match: Match) -> MentionRef | None:
        """Find what those do who only come after something: "Troops came to Kaya after a raid and burned a farm"."""
        head = governed(match, self._doc)
        if head is None or head.head.pos_ != "VERB" or self._told.at(head.head) is not None:
            return None
        joined = [t for t in syntax.conjuncts(head.head) if t.i > head.i]
        joined = [t for t in joined if not any(c.dep_ in syntax.SUBJECT for c in t.children)]
        return next((m for t in joined if (m := self._told.at(t)) is not None), None)

    def _has_verb(self, start: int, end: int) -> bool:
        """Tell whether a clause stands here, other than one of what something is called: "In what police believe"."""
        opening = [t.lower_ for t in self._doc[start : start + 2]]
        named = end - start <= _TAKEN and opening[:1] in (["in"], ["as"]) and opening[1:] == ["what"]
        return not named and any(t.pos_ in {"VERB", "AUX"} for t in self._doc[start:end])

    def _behind(self, match: Match, trigger: MentionRef | None) -> MentionRef | None:
        """Find what the main clause behind a phrase tells: "In revenge for an ambush, soldiers burned a village"."""
        end = self._told.sentence_end(match.end)
        # "In retaliation for an ambush, in which six died, the army ...": what died there answers nothing.
        head = governed(match, self._doc)
        last = match.end if trigger is None else trigger.end
        beyond = max(last, head.right_edge.i + 1) if head is not None else last
        following = self._told.within(beyond, end) or self._told.within(last, end)
        found = next((m for m in following if self._may_answer(m, last, trigger)), None)
        apart = (
            found is not None and match.connective.temporal and head is not None and self._is_aside(found, head.head)
        )
        return None if apart else found

    def _is_aside(self, mention: MentionRef, main: Token) -> bool:
        """Tell what only a clause beside the main one tells: "After the blast people fled as jets bombed the port"."""
        root = syntax.root(self._doc, mention.start, mention.end)
        for token in (root, *syntax.ancestors(root)):
            if token.i == main.i:
                return False
            if token.dep_ == "advcl" and any(c.dep_ in syntax.SUBJECT for c in token.children):
                return True
        return False

    def _may_answer(self, mention: MentionRef, last: int, trigger: MentionRef | None) -> bool:
        """Tell what a clause may tell to have answered: not "that raid", and nothing behind a semicolon."""
        if trigger is not None and mention.incident == trigger.incident:
            return False
        if any(t.text == ";" for t in self._doc[last : mention.start]):
            return False
        head = syntax.root(self._doc, mention.start, mention.end)
        return not any(c.dep_ == "det" and c.lower_ in POINTING for c in head.children)

    def _hangs_on(self, match: Match, mention: MentionRef) -> bool:
        """
        Tell whether what only comes after something else, or is over it, is the mention before it.

        "No one died in the attacks, but they fled after a shell landed": what came after is that they fled.
        """
        head = None if match.connective.explicit else governed(match, self._doc)
        if head is None:
            return True
        over, root = head.head, syntax.root(self._doc, mention.start, mention.end)
        if match.connective.close and over.pos_ == "NOUN":
            return not mention.end <= over.i < match.start
        if any(
            t.dep_ == "conj" and t.pos_ == "VERB" and any(c.dep_ in syntax.SUBJECT for c in t.children)
            for t in self._doc[mention.end : match.start]
        ):
            return False
        if over.pos_ not in {"VERB", "AUX"}:
            over = syntax.clause_of(over)
        if over.i >= match.end and over.dep_ == "conj" and any(c.dep_ in syntax.SUBJECT for c in over.children):
            # "They raided the house, and after a gunfight two men were arrested": the arrests came after it.
            return False
        if self._is_under(over, mention) or (self._two and any(t.i == root.i for t in syntax.ancestors(over))):
            # "They fired on men who ran after a blast": the shots were no answer to the blast, and yet another thing.
            return True
        for token in (root, *syntax.ancestors(root)):
            if token.i == over.i:
                return True
            if token.i != root.i and token.pos_ == "VERB" and any(c.dep_ in syntax.SUBJECT for c in token.children):
                return False
        return False

    def _is_under(self, token: Token, mention: MentionRef) -> bool:
        """Tell whether a word hangs on a mention, and not in a clause on another noun: "fired on men who ran"."""
        for above in (token, *syntax.ancestors(token)):
            if mention.start <= above.i < mention.end:
                return True
            if above.dep_.startswith("acl") and not mention.start <= above.head.i < mention.end:
                return False
        return False

    def _pronoun(self, match: Match, start: int) -> MentionRef | None:
        """Find what "it" or "this" stands for of which a clause within a sentence says that it answers something."""
        clause = syntax.clause_of(self._doc[match.start])
        for token in (self._doc[match.start], *syntax.ancestors(self._doc[match.start])):
            # "Police believe this to be in revenge for", "described it as a reprisal for": of objects, too.
            of_it = (c for c in token.children if c.dep_ in syntax.OBJECT and c.lower_ in PRONOUNS - RELATIVE)
            subjects = (c for c in token.children if c.dep_ in syntax.SUBJECT)
            for subject in (c for c in (*of_it, *subjects) if c.i < match.start):
                if subject.lower_ not in PRONOUNS - RELATIVE:
                    return None
                told = self._told.within(start, subject.i)
                return told[-1] if told else self._told.last_before(start)
            if token == clause and clause.dep_ not in {"xcomp", "ccomp"}:
                return None
            if token.pos_ == "VERB" and token != clause:
                return None
        return None

    def subject(self, match: Match, verb: Token | None) -> MentionRef | None:
        """Find the mention that the subject of a connective's verb names, or stands for."""
        if verb is None:
            return None
        for subject in syntax.patients(verb) if syntax.is_passive(verb) else syntax.subjects(verb):
            left, right = subject.left_edge.i, min(subject.right_edge.i + 1, match.start)
            inside = [m for m in self._told.over(left, right) if m.start < match.start]
            if inside:
                return min(inside, key=lambda m: (not m.start <= subject.i < m.end, abs(m.start - subject.i)))
            if subject.lower_ in RELATIVE and verb.dep_ == "acl:relcl":
                # "Riots in Harrow which were sparked by a shooting": what the clause is on.
                return self._told.at(verb.head)
            if subject.i < match.start:
                first = self._doc[left] if self._doc[left].dep_ == "det" else subject
                stood_for = self._told.stood_for(first, self._told.sentence_start(match.start))
                if stood_for is not None:
                    return stood_for
        return None

    def nearest_before(self, match: Match) -> MentionRef | None:
        """Find the last mention of the sentence before a connective, unless words of speech part them."""
        told = self._told.within(self._told.sentence_start(match.start), match.start)
        if not told:
            return None
        nearest = told[-1]
        between = self._doc[nearest.end : match.start]
        # "The assault, which they say is a response to ...": what is said there is said of the assault.
        # "In what it called retaliation": so does what somebody calls it.
        of_it = any(t.lower_ in RELATIVE for t in between[:2]) or any(t.lower_ == "what" for t in between[-_CALLED:])
        said = [t for t in between if t.pos_ == "VERB" and is_saying(t) and not of_it]
        if any(t.text == ";" for t in between) or not all(self._is_said_of(t, nearest) for t in said):
            return None
        return nearest

    def _is_said_of(self, verb: Token, mention: MentionRef) -> bool:
        """Tell what a clause on words behind a mention says of it: "fired rockets at Arbin, which he said answered"."""
        if verb.dep_ != "acl:relcl" or verb.head.i < mention.start:
            return False
        subjects = [c for c in verb.children if c.dep_ in syntax.SUBJECT]
        return bool(subjects) and not any(c.lower_ in RELATIVE | {"who"} for c in subjects)

    def alone(self, match: Match, verb: Token | None) -> MentionRef | None:
        """Find the mention that a connective without a complement is said of."""
        found = self.covering(match, None)
        if found is None and self._is_answer_told_next(match):
            return self._first_behind(match)
        if found is None and verb is not None and is_saying(verb):
            return self._called(match, verb)
        return found or self._predicated(match) or self._adjacent(match, verb)

    def at_it(self, match: Match, verb: Token | None) -> MentionRef | None:
        """Find what they do who are said to be answering something: "Jets struck. He said it was retaliating for"."""
        if verb is None or verb.tag_ != "VBG" or not any(c.dep_ == "aux" for c in verb.children):
            return None
        start = self._told.sentence_start(match.start)
        for subject in (c for c in verb.children if c.dep_ in syntax.SUBJECT and c.tag_ == "PRP"):
            told = self._told.within(start, subject.i)
            return told[-1] if told else self._told.last_before(start)
        return None

    def _called(self, match: Match, verb: Token) -> MentionRef | None:
        """Find what is called an answer: "in what it termed a reprisal", "described the raid as a response"."""
        start = self._told.sentence_start(match.start)
        what = next(
            (t.i for t in self._doc[max(start, match.start - _CALLED) : match.start] if t.lower_ == "what"), None
        )
        if what is not None:
            told = self._told.within(start, what)
            return told[-1] if told else None
        if syntax.is_passive(verb):
            return self.subject(match, verb)
        if any(c.lower_ in RELATIVE for c in verb.children):
            return self._told.under(verb.head, match.start) if verb.dep_ == "acl:relcl" else None
        objects = (c for c in verb.children if c.dep_ in syntax.OBJECT and c.i < match.end)
        return next((m for o in objects if (m := self._told.under(o, match.end)) is not None), None)

    def _is_answer_told_next(self, match: Match) -> bool:
        """Tell the noun of an answer of which a verb says that it came: what it was is told next."""
        noun = self._doc[match.start]
        return match.end - match.start > 1 and noun.pos_ == "NOUN" and noun.dep_ in syntax.SUBJECT

    def _first_behind(self, match: Match) -> MentionRef | None:
        """Find what the sentence goes on with, or the next one tells first: "The answer came. Jets bombed a camp"."""
        end = self._told.sentence_end(match.end)
        told = self._told.within(match.end, end)
        if not told and end < len(self._doc):
            told = self._told.within(end, self._told.sentence_end(end + 1))
        return told[0] if told else None

    def _predicated(self, match: Match) -> MentionRef | None:
        """Find what is said to be an answer: "It was payback", "the raid was in retaliation"."""
        last = self._doc[match.end - 1]
        if not any(c.dep_ == "cop" for c in last.children):
            return None
        start = self._told.sentence_start(match.start)
        for subject in (c for c in last.children if c.dep_ in syntax.SUBJECT and c.i < match.start):
            left = subject.left_edge.i
            if inside := self._told.within(left, match.start):
                return inside[0]
            if subject.lower_ in PRONOUNS and (earlier := self._told.within(start, left)):
                return earlier[-1]
            return self._told.stood_for(self._doc[left], start)
        return None

    def _adjacent(self, match: Match, verb: Token | None) -> MentionRef | None:
        """Find the mention next to a connective that stands without a complement."""
        if self._doc[match.start].lower_ in RELATIVE:
            nearest = self.nearest_before(match)
            return nearest if nearest is not None and nearest.end == match.start else None
        end = min(self._told.sentence_end(match.end), match.end + 9)
        following = [
            m
            for m in self._told.within(match.end, end)
            if not any(t.text in ";:" for t in self._doc[match.end : m.start])
        ]
        if following and following[0].start == match.end:
            return following[0]
        if verb is None:
            # "In what appears to have been revenge", "in what many took for an act of revenge".
            words = self._doc[max(self._told.sentence_start(match.start), match.start - _TAKEN) : match.start]
            what = next((t.i for t in reversed(words) if t.lower_ == "what"), None)
            if what is not None and what and self._doc[what - 1].lower_ in {"in", "as"}:
                told = self._told.within(self._told.sentence_start(match.start), what)
                return told[-1] if told else None
        if verb is None and self._doc[match.start].pos_ != "NOUN":
            if self._doc[match.start].pos_ == "ADP":
                over = self._over(match)
                if over is not None or self._is_of_something_else(match):
                    return over
            before = self._doc[match.start - 1] if match.start > self._told.sentence_start(match.start) else None
            if before is None or before.is_punct or before.is_space or before.dep_ == "cc":
                return following[0] if following else self._governing(match)
            nearest = self.nearest_before(match)
            return nearest if nearest is not None and match.start - nearest.end < 9 else None
        for mention in following:
            root = syntax.root(self._doc, mention.start, mention.end)
            if verb is not None and root.tag_ == "VBG" and root.dep_ == "advcl" and root.head.i == verb.i:
                # "The army retaliated, shelling two villages".
                return mention
            between = self._doc[match.end - 1 : mention.start]
            if any(t.lower_ in {"with", "by"} for t in between):
                return mention
        return None

    def _over(self, match: Match) -> MentionRef | None:
        """Find the mention that an adverbial phrase hangs on, or the last of its clause before it."""
        last = self._doc[match.end - 1]
        clause = None
        for token in syntax.ancestors(last):
            if (found := self._told.at(token)) is not None:
                return found
            if token.pos_ in {"VERB", "AUX"} and not token.dep_.startswith("acl"):
                clause = token
                break
        if clause is None:
            return None
        told = self._told.within(self._told.sentence_start(match.start), match.start)
        mine = [m for m in told if syntax.clause_of(syntax.root(self._doc, m.start, m.end)).i == clause.i]
        return mine[-1] if mine else None

    def _is_of_something_else(self, match: Match) -> bool:
        """Tell a phrase of a clause beside that tells no happening: "deplored the raid, left the talks in return"."""
        clause = syntax.clause_of(self._doc[match.end - 1].head)
        return (
            clause.dep_ in {"conj", "parataxis"}
            and clause.i < match.start
            and clause.lower_ not in self._lexicon.bearers
        )

    def _governing(self, match: Match) -> MentionRef | None:
        """Find what the words hang on, however far behind: "In response, the committee (RC) of the town marched"."""
        head = self._doc[match.end - 1].head
        behind = self._told.within(match.end, self._told.sentence_end(match.end))
        over = (m for m in behind if m.start <= head.i < m.end)
        return next(over, None) or next((m for m in behind if self._doc[m.start].head.i == head.i), None)
