"""Find the two happenings that a connective ties to one another, among the mentions of one report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice, product
from typing import TYPE_CHECKING

from variorum.codebook.forms import all_forms
from variorum.nlp import syntax
from variorum.reading.complements import Complements, governed
from variorum.reading.connectives import Connective, Match, lexicon
from variorum.reading.people import is_person_noun
from variorum.reading.reactions import RELATIVE, Reactions
from variorum.reading.referents import MentionRef
from variorum.reading.sides import EQUALS
from variorum.reading.told import PRONOUNS, Told

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_WINDOW = 14
_MEMORY = 130
"""Words that a retaliation may lie behind what it answers."""
_UNDER = 5
"""Words of a clause over a connective among which is the verb that denies it."""
_NOT = frozenset({"not", "n't", "n’t", "never"})
_LONG = frozenset({"days", "week", "weeks", "month", "months", "year", "years", "decade", "decades"})
"""Times after which what happens is seldom said to answer what came before by no more than its date."""
_STEALTHY = frozenset({"suicide_bombing", "bombing", "abduction"})
_LURKING = all_forms(("ambush", "assassination", "kidnapping", "abduction"))
"""Deeds of those who fight from hiding, by their types and by their names."""
_JOINED = 4
"""Happenings in a row that may answer something together, or be answered together."""
_BY_OTHERS = frozenset({"protest", "riot", "closure", "expulsion"})
"""What is done over an operation, and not in its course."""
_THEM = frozenset({"him", "her", "them"})
_IT = frozenset({"it", "this", "that"})


class Pairing:
    """
    Finds the two happenings of a connective among the mentions of one report.

    Where it is only asked whether there are *two*, what comes after another need not be the one that answers it.
    """

    def __init__(self, doc: Doc, mentions: Iterable[MentionRef], *, two: bool = False) -> None:
        self._doc = doc
        self._told = Told(doc, mentions)
        self._complements = Complements(doc, self._told)
        self._reactions = Reactions(doc, self._told, two=two)
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
        if self._is_denied(match) or self._is_threat(match):
            return None
        pair = self._shapes[match.connective.shape](match, verb)
        if pair is None:
            return None
        reaction, trigger = pair
        if not self.fits(match.connective, self._unlent(reaction, trigger), trigger):
            return None
        return reaction, trigger, _hull(match, reaction, trigger)

    def read_all(self, match: Match) -> Iterator[tuple[MentionRef, MentionRef, tuple[int, int]]]:
        """
        Yield what `read` gives, and the same for what the text coordinates with either happening.

        "The raid and the air strike came after an attack", "in revenge for the bombing of Arland and the raid on Kaya".
        """
        found = self.read(match)
        if found is None:
            return
        yield found
        if not (match.connective.explicit or match.connective.subject):
            return
        reactions, triggers = ([m, *self._beside(m)] for m in found[:2])
        for reaction, trigger in islice(product(reactions, triggers), 1, None):
            if self.fits(match.connective, reaction, trigger):
                yield reaction, trigger, found[2]

    def _beside(self, mention: MentionRef) -> list[MentionRef]:
        """Give the mentions whose nouns are coordinated with one's: "the bombing of Arland and the raid on Kaya"."""
        root = syntax.root(self._doc, mention.start, mention.end)
        if root.pos_ != "NOUN":
            # "They overran a post and killed two men": what else they did is mostly how they did it.
            return []
        joined = syntax.conjuncts(syntax.first_conjunct(root))[:_JOINED]
        beside = (self._told.at(t) for t in joined if t.i != root.i and t.pos_ == "NOUN")
        return [m for m in beside if m is not None and m.incident != mention.incident]

    def answer(self, match: Match) -> MentionRef | None:
        """Give what is said to answer something, where it does not follow what."""
        verb = next((t for t in self._doc[match.start : match.end] if t.pos_ == "VERB"), None)
        if (
            match.connective.shape != "alone"
            or (verb is not None and not self._is_actual(verb))
            or self._is_denied(match)
        ):
            return None
        return self._reactions.alone(match, verb)

    def answered(self, match: Match) -> MentionRef | None:
        """Give what follows a connective as what is answered, or is only to be."""
        return self._complements.of(match) if match.connective.shape == "after" else None

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

    def _is_threat(self, match: Match) -> bool:
        """Tell what would only be done in answer: "it would hit back in response to any raid"."""
        if self._doc[match.start].pos_ != "ADP" or not match.connective.explicit:
            return False
        noun = next((t for t in reversed(self._doc[match.start : match.end]) if t.pos_ == "NOUN"), None)
        above = syntax.ancestors(noun) if noun is not None else ()
        verb = next((t for t in above if t.pos_ == "VERB" and t.i < match.start), None)
        return verb is not None and not self._is_actual(verb)

    def fits(self, connective: Connective, reaction: MentionRef, trigger: MentionRef) -> bool:
        """Tell whether what is known of two happenings lets the words tie them."""
        if reaction.incident == trigger.incident:
            return False
        for mention, types in ((reaction, connective.reactions), (trigger, connective.triggers)):
            if types is not None and mention.type is not None and mention.type not in types:
                return False
        if connective.type == "part_of" or (connective.explicit and connective.shape != "alone"):
            return True
        fought = {*trigger.initiators, *trigger.targets} if trigger.type in EQUALS else set()
        if connective.temporal and (trigger.against & reaction.against or not fought.isdisjoint(reaction.targets)):
            # Who is struck twice in a row was not answered: "fired on Arland a day after its ally attacked Arland".
            # Nor is what came of a fight: "nine were killed after a gun battle with them".
            return False
        came_of = connective.temporal and trigger.type == "operation" and reaction.type not in _BY_OTHERS
        if came_of and not self._is_against(trigger, reaction):
            # "Following a search of the camp, nine men were shot": what comes after an operation mostly came of it.
            return False
        if connective.temporal and self._is_by_stealth(reaction) and self._is_by_stealth(trigger):
            # "The ambush follows the abduction of three teachers": one series, unless it is said to be an answer.
            return False
        if trigger.sides and trigger.sides <= reaction.sides and trigger.type not in EQUALS:
            return False
        doers = set(trigger.initiators)
        return not doers or trigger.type in EQUALS or not doers <= set(reaction.initiators)

    def _unlent(self, reaction: MentionRef, trigger: MentionRef) -> MentionRef:
        """
        Give what answers without the parties that were only read from what is answered.

        "The strikes follow the bombing in Ankara, for which a party took responsibility" tells no party of the strikes.
        """
        own = {*reaction.initiators, *reaction.targets}
        if not own <= {*trigger.initiators, *trigger.targets} or not self._told.is_named_once(reaction):
            return reaction
        none: frozenset[str] = frozenset()
        return replace(reaction, initiators=(), targets=(), sides=none, against=none)

    def _is_by_stealth(self, mention: MentionRef) -> bool:
        """Tell a deed of the kind that those do who fight from hiding."""
        words = (t.lower_ for t in self._doc[mention.start : mention.end])
        return mention.type in _STEALTHY or any(w in _LURKING for w in words)

    def _read_after(self, match: Match, verb: Token | None) -> tuple[MentionRef, MentionRef] | None:
        if match.connective.close and any(t.pos_ == "NUM" for t in self._doc[match.end : match.end + 1]):
            # "Over 450,000 have fled" only counts.
            return None
        trigger = self._complements.of(match)
        if trigger is None and match.connective.explicit and self._is_of_people(match):
            # "They burned a village to avenge their comrades": what an earlier sentence tells last.
            reaction = self._reactions.nearest_before(match)
            told = self._told.sentence_start(match.start)
            trigger = self._told_before(told, reaction, match.connective) if reaction is not None else None
        if trigger is None and match.connective.explicit and self._is_of_it(match):
            reaction = self._reactions.governor(match, verb, None)
            trigger = (
                self._told_before(min(match.start, reaction.start), reaction, match.connective) if reaction else None
            )
        if trigger is None:
            return None
        reaction = self._reactions.covering(match, trigger) or self._reactions.governor(match, verb, trigger)
        if (
            reaction
            and match.connective.temporal
            and self._is_dating(match)
            and not self._is_answered(match, reaction, trigger)
        ):
            return None
        return (reaction, trigger) if reaction else None

    def _is_answered(self, match: Match, reaction: MentionRef, trigger: MentionRef) -> bool:
        """Tell an act that is itself said to come days after one of the other side: "the raid comes two days after"."""
        days = any(t.lower_ == "days" for t in self._doc[match.start : match.end])
        return days and match.connective.subject and self._is_against(trigger, reaction)

    def _is_of_people(self, match: Match) -> bool:
        """Tell whether people are avenged who were told of before: "to avenge them", "in revenge for their leader"."""
        head = governed(match, self._doc)
        if head is None or match.connective.type != "response_to":
            return False
        if head.tag_ == "PRP":
            return head.lower_ in _THEM
        return is_person_noun(head) and any(c.tag_ == "PRP$" for c in head.children)

    def _is_of_it(self, match: Match) -> bool:
        """Tell whether what is answered was told of before: "in response to this", "to avenge it"."""
        head = governed(match, self._doc)
        return head is not None and match.connective.type == "response_to" and head.lower_ in _IT

    def _is_dating(self, match: Match) -> bool:
        """
        Tell words that do no more than date a happening by another, or put it in a row.

        "Three weeks after the raid", "it also followed a raid", "it follows weeks of fighting".
        """
        return any(t.lower_ in _LONG or t.lower_ == "also" for t in self._doc[max(0, match.start - 1) : match.end + 1])

    def _read_before(self, match: Match, verb: Token | None) -> tuple[MentionRef, MentionRef] | None:
        if verb is not None and syntax.is_passive(verb):
            return None
        reaction = self._complements.of(match)
        if reaction is None:
            return None
        trigger = self._reactions.subject(match, verb)
        own = verb is not None and any(c.dep_ in syntax.SUBJECT and c.lower_ not in PRONOUNS for c in verb.children)
        if trigger is None and not own:
            trigger = self._reactions.nearest_before(match)
        return (reaction, trigger) if trigger else None

    def _read_with(self, match: Match, verb: Token | None) -> tuple[MentionRef, MentionRef] | None:
        trigger = self._complements.of(match)
        if trigger is None:
            return None
        end = self._told.sentence_end(match.end)
        behind = max(trigger.end, match.end)
        for mention in self._told.within(behind, end):
            between = self._doc[behind : mention.start]
            opening = verb is not None and verb.tag_ == "VBG"
            if opening or any(t.lower_ in {"with", "by"} for t in between):
                return mention, trigger
        reaction = self._reactions.covering(match, trigger) or self._reactions.at_it(match, verb)
        return (reaction, trigger) if reaction else None

    def _read_alone(self, match: Match, verb: Token | None) -> tuple[MentionRef, MentionRef] | None:
        reaction = self._reactions.alone(match, verb)
        if reaction is None:
            return None
        if (which := self._answered_by_clause(verb)) is not None:
            trigger: MentionRef | None = self._told.under(which, match.start)
        elif verb is not None and self._doc[match.start].lower_ in RELATIVE and syntax.patients(verb):
            trigger = self._complements.of(match)
        else:
            trigger = self._told_before(min(match.start, reaction.start), reaction, match.connective)
            # "Shelling that followed" came after what was told before it.
            onward = self._doc[match.start].lower_ not in RELATIVE
            if onward and (trigger is None or not self._is_against(trigger, reaction)):
                trigger = self._told_after(match, reaction) or trigger
        return (reaction, trigger) if trigger else None

    def _answered_by_clause(self, verb: Token | None) -> Token | None:
        """Give the noun on which a clause says that it was answered: "a murder to which they responded by"."""
        if verb is None or verb.dep_ != "acl:relcl":
            return None
        return verb.head if any(c.lower_ == "which" and c.dep_ in syntax.OBLIQUE for c in verb.children) else None

    def _told_after(self, match: Match, reaction: MentionRef) -> MentionRef | None:
        """
        Find what the next sentence tells to have been before, or to have been done to those who answer.

        "It was a reprisal. On Monday rebels had raided", "He called it a reprisal. Villagers ambushed the raiders".
        """
        start = self._told.sentence_end(match.end)
        if start >= len(self._doc):
            return None
        for mention in self._told.within(start, self._told.sentence_end(start + 1)):
            verb = syntax.clause_of(syntax.root(self._doc, mention.start, mention.end))
            if verb.tag_ == "VBN" and any(c.lower_ == "had" for c in verb.children):
                return mention
            if set(mention.targets) & set(reaction.initiators) and self.fits(match.connective, reaction, mention):
                return mention
        return None

    def _told_before(self, position: int, reaction: MentionRef, connective: Connective) -> MentionRef | None:
        """Find what a retaliation answers: what was last done by those whom it strikes, or to those who strike."""
        told = self._told.within(max(0, position - _MEMORY), position)
        # "Bombed in a revenge attack": what an answer hangs on is the answer too.
        over = self._over(reaction)
        told = [m for m in told if over.isdisjoint(range(m.start, m.end))]
        fitting = [m for m in reversed(told) if self.fits(connective, reaction, m)]
        # What was done to others is answered only where it was told just before.
        one = self._told.sentence_start(max(0, self._told.sentence_start(position) - 1))
        two = self._told.sentence_start(max(0, one - 1))
        last = next((m for m in fitting[:1] if m.start >= (one if self._is_of_others(m, reaction) else two)), None)
        return next((m for m in fitting if self._is_against(m, reaction)), last)

    def _over(self, mention: MentionRef) -> set[int]:
        """Give the words of its own clause that a mention hangs on, and what its doers are said to do before it."""
        token = syntax.root(self._doc, mention.start, mention.end)
        over = set()
        while token.head.i != token.i and token.dep_ != "conj" and token.dep_ not in syntax.CLAUSE:
            token = token.head
            over.add(token.i)
        while token.dep_ == "conj" and token.pos_ == "VERB" and not syntax.is_clause_beside(token):
            # "Flew a dozen raids and hit nine camps in response": the same side's, and no more answered by the one.
            token = token.head
            over.update((token.i, *(t.i for t in syntax.patients(token))))
        return over

    def _is_against(self, trigger: MentionRef, reaction: MentionRef) -> bool:
        return bool(trigger.sides & reaction.against or set(trigger.targets) & set(reaction.initiators))

    def _is_of_others(self, trigger: MentionRef, reaction: MentionRef) -> bool:
        """Tell an act of a known side, where what was done later was done to people who are not of it."""
        return bool(trigger.sides and reaction.targets) and set(trigger.initiators).isdisjoint(reaction.targets)

    def _is_actual(self, verb: Token) -> bool:
        """Tell a happening from a threat, a plan or a denial, by the words over a verb."""
        if syntax.modal(verb) is not None or syntax.negation(verb) is not None:
            return False
        if verb.dep_ in {"xcomp", "acl", "ccomp", "advcl"} and verb.tag_ == "VB":
            return verb.head.lower_ not in self._lexicon.intent
        return True


def _hull(match: Match, reaction: MentionRef, trigger: MentionRef) -> tuple[int, int]:
    """Reach from the connective over what it governs, and over the other happening where that is near."""
    start, end = match.start, match.end
    for mention in (trigger, reaction):
        if mention.start < end + _WINDOW and mention.end > start - _WINDOW // 2 and mention.end <= end + 2 * _WINDOW:
            start, end = min(start, mention.start), max(end, mention.end)
    return start, end
