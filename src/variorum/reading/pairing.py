"""Find the two happenings that a connective ties to one another, among the mentions of one report."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from typing import TYPE_CHECKING

from variorum.codebook.forms import all_forms
from variorum.nlp import syntax
from variorum.nlp.columns import columns
from variorum.reading.connectives import Connective, Match, lexicon
from variorum.reading.people import is_person_noun
from variorum.reading.referents import MentionRef
from variorum.reading.sides import EQUALS

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_WINDOW = 14
_FAR = 600
"""Words before its name alone among which a happening is sought."""
_MEMORY = 130
"""Words that a retaliation may lie behind what it answers."""
_UNDER = 5
"""Words of a clause over a connective among which is the verb that denies it."""
_NOT = frozenset({"not", "n't", "n’t", "never"})
_CALLED = 6
"""Words in which it is said what somebody calls an act: "in what the army called "."""
_TAKEN = 10
"""Words in which it is said what an act looks like: "in what appears to have been an act of "."""
_LONG = frozenset({"days", "week", "weeks", "month", "months", "year", "years", "decade", "decades"})
"""Times after which what happens is seldom said to answer what came before by no more than its date."""
_STEALTHY = frozenset({"suicide_bombing", "bombing", "abduction"})
_LURKING = all_forms(("ambush", "assassination", "kidnapping", "abduction"))
"""Deeds of those who fight from hiding, by their types and by their names."""
_PRONOUNS = frozenset({"it", "this", "that", "which", "these", "they"})
_THEM = frozenset({"him", "her", "them"})
_DEMONSTRATIVES = frozenset({"this", "that", "these", "those"})
_RELATIVE = frozenset({"which", "that"})
_SEPARATORS = frozenset({",", ";", ":", "“", "”", '"', "--", "—", "–", "(", ")"})


class Pairing:
    """
    Finds the two happenings of a connective among the mentions of one report.

    Where it is only asked whether there are *two*, what comes after another need not be the one that answers it.
    """

    def __init__(self, doc: Doc, mentions: Iterable[MentionRef], *, two: bool = False) -> None:
        self._doc = doc
        self._two = two
        self._mentions = sorted(mentions, key=lambda m: (m.start, m.end, m.incident))
        self._lexicon = lexicon()
        self._shapes = {
            "after": self._read_after,
            "before": self._read_before,
            "with": self._read_with,
            "alone": self._read_alone,
        }

    def read(self, match: Match) -> tuple[MentionRef, MentionRef, tuple[int, int]] | None:
        """Give the reaction, what it answers (or the part and the whole) and the tokens that say so."""
        verb = next((t for t in self._doc[match.start : match.end] if t.pos_ == "VERB"), None)
        if verb is not None and not self._is_actual(verb):
            return None
        if match.connective.temporal and verb is not None and self._is_followed(match, verb):
            return None
        if self._is_denied(match):
            return None
        pair = self._shapes[match.connective.shape](match, verb)
        if pair is None:
            return None
        reaction, trigger = pair
        if not self._fits(match.connective, reaction, trigger):
            return None
        return reaction, trigger, _hull(match, reaction, trigger)

    def answered(self, match: Match) -> MentionRef | None:
        """Give what follows a connective as what is answered, or is only to be."""
        return self._complement(match) if match.connective.shape == "after" else None

    def _is_followed(self, match: Match, verb: Token) -> bool:
        """Tell what only says what came next: "a blast followed by gunfire"."""
        if not verb.lower_.startswith("follow"):
            return False
        by = any(t.lower_ == "by" for t in self._doc[match.end : match.end + 1])
        return by or syntax.is_passive(verb) or any(t.lower_ == "what" for t in syntax.subjects(verb))

    def _is_denied(self, match: Match) -> bool:
        """Tell what is said not to be so: "was not in retaliation for", "denied that it was in response to"."""
        if any(t.lower_ in _NOT for t in self._doc[max(0, match.start - 2) : match.end]):
            return True
        above = islice(syntax.ancestors(self._doc[match.start]), _UNDER)
        return any(t.lower_ in self._lexicon.denial and t.i < match.start for t in above)

    def _fits(self, connective: Connective, reaction: MentionRef, trigger: MentionRef) -> bool:
        if reaction.incident == trigger.incident:
            return False
        for mention, types in ((reaction, connective.reactions), (trigger, connective.triggers)):
            if types is not None and mention.type is not None and mention.type not in types:
                return False
        if connective.type == "part_of" or (connective.explicit and connective.shape != "alone"):
            return True
        if connective.temporal and trigger.against & reaction.against:
            # Who is struck twice in a row was not answered: "fired on Arland a day after its ally attacked Arland".
            return False
        if connective.temporal and self._is_by_stealth(reaction) and self._is_by_stealth(trigger):
            # "The ambush follows the abduction of three teachers": one series, unless it is said to be an answer.
            return False
        if trigger.sides and trigger.sides <= reaction.sides and trigger.type not in EQUALS:
            return False
        doers = set(trigger.initiators)
        return not doers or trigger.type in EQUALS or not doers <= set(reaction.initiators)

    def _is_by_stealth(self, mention: MentionRef) -> bool:
        """Tell a deed of the kind that those do who fight from hiding."""
        words = (t.lower_ for t in self._doc[mention.start : mention.end])
        return mention.type in _STEALTHY or any(w in _LURKING for w in words)

    def _read_after(self, match: Match, verb: Token | None) -> tuple[MentionRef, MentionRef] | None:
        if match.connective.close and any(t.pos_ == "NUM" for t in self._doc[match.end : match.end + 1]):
            # "Over 450,000 have fled" only counts.
            return None
        trigger = self._complement(match)
        if trigger is None and match.connective.explicit and self._is_of_people(match):
            # "They burned a village to avenge their comrades": what an earlier sentence tells last.
            reaction = self._nearest_before(match)
            told = self._sentence_start(match.start)
            trigger = self._told_before(told, reaction, match.connective) if reaction is not None else None
        if trigger is None or (match.connective.temporal and self._is_dating(match)):
            return None
        reaction = self._covering(match, trigger) or self._governor(match, verb, trigger)
        return (reaction, trigger) if reaction else None

    def _is_of_people(self, match: Match) -> bool:
        """Tell whether people are avenged who were told of before: "to avenge them", "in revenge for their leader"."""
        head = self._governed(match)
        if head is None or match.connective.type != "response_to":
            return False
        if head.tag_ == "PRP":
            return head.lower_ in _THEM
        return is_person_noun(head) and any(c.tag_ == "PRP$" for c in head.children)

    def _is_dating(self, match: Match) -> bool:
        """
        Tell words that do no more than date a happening by another, or put it in a row.

        "Three weeks after the raid", "it also followed a raid", "it follows weeks of fighting".
        """
        return any(t.lower_ in _LONG or t.lower_ == "also" for t in self._doc[max(0, match.start - 1) : match.end + 1])

    def _read_before(self, match: Match, verb: Token | None) -> tuple[MentionRef, MentionRef] | None:
        if verb is not None and syntax.is_passive(verb):
            return None
        reaction = self._complement(match)
        if reaction is None:
            return None
        trigger = self._subject(match, verb)
        own = verb is not None and any(c.dep_ in syntax.SUBJECT and c.lower_ not in _PRONOUNS for c in verb.children)
        if trigger is None and not own:
            trigger = self._nearest_before(match)
        return (reaction, trigger) if trigger else None

    def _read_with(self, match: Match, verb: Token | None) -> tuple[MentionRef, MentionRef] | None:
        trigger = self._complement(match)
        if trigger is None:
            return None
        end = self._sentence_end(match.end)
        for mention in self._within(trigger.end, end):
            between = self._doc[trigger.end : mention.start]
            opening = verb is not None and verb.tag_ == "VBG"
            if opening or any(t.lower_ in {"with", "by"} for t in between):
                return mention, trigger
        reaction = self._covering(match, trigger)
        return (reaction, trigger) if reaction else None

    def _read_alone(self, match: Match, verb: Token | None) -> tuple[MentionRef, MentionRef] | None:
        reaction = self._covering(match, None) or self._adjacent(match, verb)
        if reaction is None:
            return None
        if verb is not None and self._doc[match.start].lower_ in _RELATIVE and syntax.patients(verb):
            trigger = self._complement(match)
        else:
            trigger = self._told_before(min(match.start, reaction.start), reaction, match.connective)
            # "Shelling that followed" came after what was told before it.
            onward = self._doc[match.start].lower_ not in _RELATIVE
            if onward and (trigger is None or not self._is_against(trigger, reaction)):
                trigger = self._told_after(match, reaction) or trigger
        return (reaction, trigger) if trigger else None

    def _covering(self, match: Match, other: MentionRef | None) -> MentionRef | None:
        """Find the mention that the words of the connective are part of."""
        for mention in self._mentions:
            if mention.start < match.end and match.start < mention.end and mention != other:
                return mention
        return None

    def _complement(self, match: Match) -> MentionRef | None:
        """Find the mention that follows the connective as what it governs."""
        limit = min(self._sentence_end(match.end), match.end + (4 if match.connective.close else _WINDOW))
        if any(t.lower_ == "which" for t in self._doc[match.end : match.end + 1]):
            return None
        head = self._governed(match)
        inside = range(head.left_edge.i, head.right_edge.i + 1) if head is not None else range(0)
        for mention in self._mentions:
            if mention.end <= match.end or mention.start < match.start or mention.start >= limit:
                continue
            between = self._doc[match.end : max(match.end, mention.start)]
            # "In response to what they called air strikes" says that these were answered.
            free = any(t.lower_ == "what" for t in between[:1])
            if any(t.lower_ in self._lexicon.speech for t in between) and not free:
                return None
            if any(t.text in _SEPARATORS for t in between) and mention.start not in inside:
                return None
            if match.connective.temporal and head is not None:
                # "Following an argument", "after condemning the raid": what comes next is not what it governs.
                outside = head.pos_ == "NOUN" and mention.start not in inside and not mention.start <= head.i
                if outside or self._is_told_of(head, mention):
                    return None
            if match.connective.type == "part_of" and head is not None and not self._is_within(mention, head):
                return None
            return mention
        named = match.connective.explicit and match.connective.type == "response_to"
        return self._by_name(match, head) if named else None

    def _is_within(self, mention: MentionRef, head: Token) -> bool:
        """Tell whether a noun is, or holds, a mention, and no clause on it does: "the alliance that led the raid"."""
        for token in (root := syntax.root(self._doc, mention.start, mention.end), *syntax.ancestors(root)):
            if token.i == head.i:
                return True
            if token.dep_.startswith("acl"):
                return False
        return False

    def _by_name(self, match: Match, head: Token | None) -> MentionRef | None:
        """Find the happening that a place or a person stands for: "in revenge for Harrow"."""
        if head is None or head.i >= match.end + 4 or head.ent_type_ not in {"LOC", "PER"}:
            return None
        there = [m for m in self._mentions if head.lower_ in m.places and m.end <= match.start]
        if there:
            return there[0]
        for token in reversed(self._doc[max(0, match.start - _FAR) : match.start]):
            if token.lower_ == head.lower_ and token.sent != head.sent:
                told = self._within(token.sent.start, token.sent.end)
                if told:
                    return min(told, key=lambda m: abs(m.start - token.i))
        return None

    def _governed(self, match: Match) -> Token | None:
        last = self._doc[match.end - 1]
        if last.dep_ == "fixed":
            last = last.head
        if last.dep_ in {"case", "mark"} and last.head.i >= match.end:
            return last.head
        for child in last.children:
            if child.i >= match.end and child.dep_ in syntax.OBJECT | syntax.OBLIQUE | {"pobj", "pcomp"}:
                return child
        return None

    def _is_told_of(self, verb: Token, mention: MentionRef) -> bool:
        """Tell whether a clause is about something else that is done with a happening: "after condemning the raid"."""
        if verb.pos_ != "VERB" or mention.start <= verb.i < mention.end or verb.lower_ in self._lexicon.bearers:
            return False
        objects = [c for c in verb.children if c.dep_ in syntax.OBJECT | syntax.OBLIQUE]
        return any(c.left_edge.i <= mention.start <= c.right_edge.i for c in objects)

    def _governor(self, match: Match, verb: Token | None, trigger: MentionRef) -> MentionRef | None:
        """Find the mention of what the connective hangs on."""
        start = self._sentence_start(match.start)
        if match.connective.subject:
            subject = self._subject(match, verb)
            if subject is not None:
                return subject
        before = self._nearest_before(match)
        if before is not None and self._hangs_on(match, before):
            return before
        if before is not None:
            return None
        if not self._within(start, match.start) and not self._has_verb(start, match.start):
            # "In retaliation for an ambush, in which six died, the army ...": what died there answers nothing.
            head = self._governed(match)
            beyond = max(trigger.end, head.right_edge.i + 1) if head is not None else trigger.end
            following = self._within(beyond, self._sentence_end(match.end))
            following = following or self._within(trigger.end, self._sentence_end(match.end))
            return next((m for m in following if self._may_answer(m, trigger)), None)
        if match.connective.temporal:
            return None
        opening = next((t for t in self._doc[start : match.start] if not t.is_punct and not t.is_space), None)
        stood_for = self._stood_for(opening, start) if opening is not None else None
        return stood_for or self._pronoun(match, start)

    def _may_answer(self, mention: MentionRef, trigger: MentionRef) -> bool:
        """Tell what a clause may tell to have answered: not "that raid", and nothing behind a semicolon."""
        if mention.incident == trigger.incident or any(t.text == ";" for t in self._doc[trigger.end : mention.start]):
            return False
        head = syntax.root(self._doc, mention.start, mention.end)
        return not any(c.dep_ == "det" and c.lower_ in _DEMONSTRATIVES for c in head.children)

    def _hangs_on(self, match: Match, mention: MentionRef) -> bool:
        """
        Tell whether what only comes after something else, or is over it, is the mention before it.

        "No one died in the attacks, but they fled after a shell landed": what came after is that they fled.
        """
        head = None if match.connective.explicit else self._governed(match)
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
            for subject in (c for c in token.children if c.dep_ in syntax.SUBJECT and c.i < match.start):
                if subject.lower_ not in _PRONOUNS - _RELATIVE:
                    return None
                told = self._within(start, subject.i)
                return told[-1] if told else self._told_last(start)
            if token == clause:
                return None
        return None

    def _told_last(self, sentence_start: int) -> MentionRef | None:
        """Give what the sentence before tells first."""
        told = self._within(self._sentence_start(sentence_start - 1), sentence_start) if sentence_start else []
        return told[0] if told else None

    def _subject(self, match: Match, verb: Token | None) -> MentionRef | None:
        if verb is None:
            return None
        for subject in syntax.patients(verb) if syntax.is_passive(verb) else syntax.subjects(verb):
            left, right = subject.left_edge.i, min(subject.right_edge.i + 1, match.start)
            inside = [m for m in self._mentions if m.start < right and left < m.end and m.start < match.start]
            if inside:
                return min(inside, key=lambda m: (not m.start <= subject.i < m.end, abs(m.start - subject.i)))
            if subject.i < match.start:
                first = self._doc[left] if self._doc[left].dep_ == "det" else subject
                stood_for = self._stood_for(first, self._sentence_start(match.start))
                if stood_for is not None:
                    return stood_for
        return None

    def _stood_for(self, opening: Token, sentence_start: int) -> MentionRef | None:
        """Find what "it", "this" or "the move" at the head of a sentence stands for in the sentence before."""
        if opening.lower_ not in _PRONOUNS:
            noun = opening.head if opening.dep_ == "det" else None
            if noun is None or noun.lower_ not in self._lexicon.stand_ins:
                return None
        return self._told_last(sentence_start)

    def _nearest_before(self, match: Match) -> MentionRef | None:
        told = self._within(self._sentence_start(match.start), match.start)
        if not told:
            return None
        nearest = told[-1]
        between = self._doc[nearest.end : match.start]
        # "The assault, which they say is a response to ...": what is said there is said of the assault.
        # "In what it called retaliation": so does what somebody calls it.
        of_it = any(t.lower_ in _RELATIVE for t in between[:2]) or any(t.lower_ == "what" for t in between[-_CALLED:])
        if any((t.lower_ in self._lexicon.speech and not of_it) or t.text == ";" for t in between):
            return None
        return nearest

    def _adjacent(self, match: Match, verb: Token | None) -> MentionRef | None:
        """Find the mention next to a connective that stands without a complement."""
        if self._doc[match.start].lower_ in _RELATIVE:
            nearest = self._nearest_before(match)
            return nearest if nearest is not None and nearest.end == match.start else None
        end = min(self._sentence_end(match.end), match.end + 9)
        following = [
            m for m in self._within(match.end, end) if not any(t.text in ";:" for t in self._doc[match.end : m.start])
        ]
        if following and following[0].start == match.end:
            return following[0]
        if verb is None:
            # "In what appears to have been revenge", "in what many took for an act of revenge".
            words = self._doc[max(self._sentence_start(match.start), match.start - _TAKEN) : match.start]
            what = next((t.i for t in reversed(words) if t.lower_ == "what"), None)
            if what is not None and what and self._doc[what - 1].lower_ in {"in", "as"}:
                told = self._within(self._sentence_start(match.start), what)
                return told[-1] if told else None
        if verb is None and self._doc[match.start].pos_ != "NOUN":
            before = self._doc[match.start - 1] if match.start > self._sentence_start(match.start) else None
            if before is None or before.is_punct or before.is_space or before.dep_ == "cc":
                return following[0] if following else self._governing(match)
            nearest = self._nearest_before(match)
            return nearest if nearest is not None and match.start - nearest.end < 9 else None
        for mention in following:
            between = self._doc[match.end - 1 : mention.start]
            if any(t.lower_ in {"with", "by"} for t in between):
                return mention
        return None

    def _governing(self, match: Match) -> MentionRef | None:
        """Find what the words hang on, however far behind: "In response, the committee (RC) of the town marched"."""
        head = self._doc[match.end - 1].head
        behind = self._within(match.end, self._sentence_end(match.end))
        over = (m for m in behind if m.start <= head.i < m.end)
        return next(over, None) or next((m for m in behind if self._doc[m.start].head.i == head.i), None)

    def _told_after(self, match: Match, reaction: MentionRef) -> MentionRef | None:
        """
        Find what the next sentence tells to have been before, or to have been done to those who answer.

        "It was a reprisal. On Monday rebels had raided", "He called it a reprisal. Villagers ambushed the raiders".
        """
        start = self._sentence_end(match.start)
        if start >= len(self._doc):
            return None
        for mention in self._within(start, self._sentence_end(start + 1)):
            verb = syntax.clause_of(syntax.root(self._doc, mention.start, mention.end))
            if verb.tag_ == "VBN" and any(c.lower_ == "had" for c in verb.children):
                return mention
            if set(mention.targets) & set(reaction.initiators) and self._fits(match.connective, reaction, mention):
                return mention
        return None

    def _told_before(self, position: int, reaction: MentionRef, connective: Connective) -> MentionRef | None:
        """Find what a retaliation answers: what was last done by those whom it strikes, or to those who strike."""
        told = self._within(max(0, position - _MEMORY), position)
        fitting = [m for m in reversed(told) if self._fits(connective, reaction, m)]
        return next((m for m in fitting if self._is_against(m, reaction)), fitting[0] if fitting else None)

    def _is_against(self, trigger: MentionRef, reaction: MentionRef) -> bool:
        return bool(trigger.sides & reaction.against or set(trigger.targets) & set(reaction.initiators))

    def _is_actual(self, verb: Token) -> bool:
        """Tell a happening from a threat, a plan or a denial, by the words over a verb."""
        if syntax.modal(verb) is not None or syntax.negation(verb) is not None:
            return False
        if verb.dep_ in {"xcomp", "acl", "ccomp", "advcl"} and verb.tag_ == "VB":
            return verb.head.lower_ not in self._lexicon.intent
        return True

    def _within(self, start: int, end: int) -> list[MentionRef]:
        return [m for m in self._mentions if start <= m.start and m.end <= end]

    def _has_verb(self, start: int, end: int) -> bool:
        return any(t.pos_ in {"VERB", "AUX"} for t in self._doc[start:end])

    def _sentence_start(self, position: int) -> int:
        return columns(self._doc).sentences[min(position, len(self._doc) - 1)][0]

    def _sentence_end(self, position: int) -> int:
        return columns(self._doc).sentences[min(position, len(self._doc)) - 1][1]


def _hull(match: Match, reaction: MentionRef, trigger: MentionRef) -> tuple[int, int]:
    """Reach from the connective over what it governs, and over the other happening where that is near."""
    start, end = match.start, match.end
    for mention in (trigger, reaction):
        if mention.start < end + _WINDOW and mention.end > start - _WINDOW // 2 and mention.end <= end + 2 * _WINDOW:
            start, end = min(start, mention.start), max(end, mention.end)
    return start, end
