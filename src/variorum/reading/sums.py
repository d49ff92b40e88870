"""Tell counts over a period or over many happenings from the count of one happening, and say which period."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from variorum.codebook.forms import all_forms
from variorum.nlp import syntax
from variorum.nlp.columns import columns
from variorum.reading.befallen import BEFALLS
from variorum.reading.counts import governors
from variorum.reading.measures import lexicon
from variorum.reading.periods import NEAR, has_span, is_long, is_of_cue, is_since, is_span, is_year, times_of
from variorum.reading.times import (
    Between,
    Calendar,
    Elapsed,
    Moved,
    Slice,
    Stretch,
    Weekday,
    Years,
    is_day,
)

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

    from variorum.reading.context import Context
    from variorum.reading.counts import Count
    from variorum.reading.times import TimeExpression

_MANY: Final = 100
_SOME: Final = 10
_MULTITUDE: Final = 10_000
_THOUSANDS: Final = 2_000
_AHEAD: Final = 10
"""Words before "which" among which a war may stand that it means."""
_DIVISIONS: Final = frozenset("departments districts provinces states regions counties towns villages cities".split())
_WIDE: Final = frozenset({"country", "region", "province"})


def _lowers(sentence: Span) -> list[str]:
    return columns(sentence.doc).lowers[sentence.start : sentence.end]


def is_summed(context: Context, count: Count) -> bool:
    """Tell whether the words put a count over a period or over many happenings, whatever else it may be read as."""
    if _is_over_period(context, count) or _is_rate(count):
        return True
    if count.kind in ("events", "objects"):
        return False
    if count.harm is None and count.kind != "tolls":
        return False
    sentence = count.sentence
    if count.quantity.low >= _MANY and documents(sentence):
        return has_span(context, count) or not is_on_day(context, sentence)
    if _is_compared(count) or _is_of_calendar(context, count) or _is_of_series(context, count) or _is_standing(count):
        return True
    return _is_come_to(context, count)


def is_sum(noun: Token) -> bool:
    """Tell a count over many happenings by what did it, by a word for sums, or by the area that it is taken over."""
    words = lexicon().words
    verb = syntax.clause_of(noun)
    if any(token.lower_ in words["series"] for token in syntax.agents(verb)):
        return True
    sentence = noun.sent
    return _says_sum(sentence) or _is_over_area(sentence)


def _says_sum(sentence: Span) -> bool:
    """Find a word for sums; "a total of nine" may as well be the toll of what was told before."""
    lowers, sums = _lowers(sentence), lexicon().words["sums"]
    return any(word in sums and not (word == "total" and after == "of") for word, after in pairwise([*lowers, ""]))


def goes_on(sentence: Span, before: int, *, parted: bool = False) -> bool:
    """Tell whether a sentence breaks down the count of the one before: "Among them were ...", a *parted* count."""
    if sentence.start == 0 or sentence.doc[sentence.start - 1].sent.start != before:
        return False
    if parted:
        return True
    first = next((t for t in sentence if not t.is_punct and not t.is_space), None)
    return first is not None and first.lower_ in lexicon().words["parts"]


def documents(sentence: Span) -> bool:
    """Tell whether somebody counts over many happenings in a sentence ("the mission documented the deaths of ...")."""
    counting = lexicon().documenting
    return not counting.isdisjoint(_lowers(sentence)) and any(
        token.lower_ in counting and token.pos_ == "VERB" and not _is_of_source(token) for token in sentence
    )


def _is_of_source(verb: Token) -> bool:
    """Tell what is said of a source by the way: "according to lists verified by the mission"."""
    noun = verb.head
    return verb.dep_.startswith("acl") and noun.lower_ in lexicon().words["sources"]


def is_part_of_tally(context: Context, sentence: Span) -> bool:
    """Tell whether a sentence may go on with a tally: it has no day, no precise place and no one happening."""
    if is_on_day(context, sentence):
        return False
    if any(p.place.level not in _WIDE for p in context.places_in(sentence.start, sentence.end)):
        return False
    return not is_of_one(sentence)


def is_on_day(context: Context, sentence: Span, clause: Token | None = None) -> bool:
    """
    Tell whether a sentence names a day, or a night from one day to the next; a day by which is none on which.

    When something was said is no day of the *clause* that tells it.
    """
    times = (t for t in times_of(context, sentence) if clause is None or not is_of_cue(context, t, clause))
    meanings = [t.meaning for t in times if t.relation == "in"]
    days = [m.first.meaning if isinstance(m, Between) and not is_long(m) else m for m in meanings]
    return any(is_day(day) or isinstance(day, Weekday) for day in days)


def is_of_one(sentence: Span) -> bool:
    """Tell whether a sentence names one happening ("a bombing", "the raid")."""
    tags = columns(sentence.doc).tags
    return any(_is_one_happening(sentence.doc[i]) for i in range(sentence.start, sentence.end) if tags[i] == "NN")


def _is_over_period(context: Context, count: Count) -> bool:
    """Tell whether a period hangs on the verb of a count, or on the happenings that are counted with it."""
    clause = _verb_above(syntax.clause_of(count.noun))
    if count.told is not None and _is_number_over_period(context, count, count.told):
        return True
    if _is_since_event(clause, count.sentence, ahead=count.quantity.low >= _SOME):
        return True
    for time in times_of(context, count.sentence):
        if isinstance(time.meaning, Between) and not is_long(time.meaning):
            continue
        since = is_since(context, time)
        if not since and not isinstance(time.meaning, Stretch | Slice | Elapsed | Years | Between):
            continue
        first, last = context.tokens(time.start, time.end)
        if since and _is_superlative(context.doc[max(count.sentence.start, first - NEAR) : first]):
            continue
        root = syntax.root(context.doc, first, last)
        if since and root.head.i != clause.i:
            above = (t for t in syntax.ancestors(root) if t.dep_ in {"advcl", "obl"} and t.head.i == clause.i)
            # "Since fighting began on 9 May", and no "detained, bringing to 34 those held, some since May".
            root = next((t for t in above if any(c.lower_ == "since" for c in t.children)), root)
        governor = root.head
        while governor.ent_type_ == "LOC" and governor.head.i != governor.i:
            # "In North Kivu between January and April".
            governor = governor.head
        if governor.i == clause.i or governor.lower_ in lexicon().plurals or governor.i == count.noun.i:
            return True
        if _is_shared(context, time, governor, clause):
            return True
        if governor.dep_ in {"acl", "acl:relcl"} and governor.head.i == count.noun.i:
            # "Counted 63 farmers killed between January and April".
            return True
    # "800 were arrested in the same period".
    return any(word in _WITHIN and noun.lower_ == "period" for word, noun in syntax.phrases(clause))


def _is_number_over_period(context: Context, count: Count, told: Token) -> bool:
    """Tell the figure of a number over a period: "the number of people killed this year has gone up to 87"."""
    governors = {told.i, *(c.i for c in told.children if c.dep_ in {"acl", "acl:relcl"})}
    return any(
        is_span(context, time) and syntax.root(context.doc, *context.tokens(time.start, time.end)).head.i in governors
        for time in times_of(context, count.sentence)
    )


def _is_shared(context: Context, time: TimeExpression, verb: Token, clause: Token) -> bool:
    """Tell a period of two verbs joined ("struck 800 targets since March and killed 300 fighters"): both were then."""
    if clause.i == verb.i or syntax.first_conjunct(clause).i != syntax.first_conjunct(verb).i:
        return False
    later = max(clause, verb, key=lambda t: t.i)
    if any(c.dep_ in syntax.SUBJECT and not c.like_num for c in later.children):
        return False
    others = (context.tokens(t.start, t.end) for t in times_of(context, clause.sent) if t is not time)
    return all(syntax.clause_of(syntax.root(context.doc, first, last)).i != clause.i for first, last in others)


def _verb_above(clause: Token) -> Token:
    """Give the verb that a count is the outcome of ("clashes since May have left 45 dead and 90 wounded")."""
    first = syntax.first_conjunct(clause)
    return first.head if first.dep_ == "xcomp" and first.head.lower_ in _LEFT else clause


_LEFT: Final = all_forms(("leave",))
"""Verbs of what happenings leave behind."""

_WITHIN: Final = frozenset({"in", "over", "during", "for", "within"})
"""Prepositions of a period that was told before."""


def _is_since_event(clause: Token, sentence: Span, *, ahead: bool) -> bool:
    """Tell a period that begins with a happening of no date: "have been killed since the coup", *ahead* of it too."""
    for token in sentence if "since" in _lowers(sentence) else ():
        if token.lower_ != "since" or token.dep_ not in {"case", "mark"} or (token.i < clause.i and not ahead):
            continue
        if token.head.head.i == clause.i and not _is_superlative(
            sentence.doc[max(sentence.start, token.i - NEAR) : token.i]
        ):
            return any(c.dep_ in syntax.AUXILIARY and c.lower_ in {"have", "has", "had"} for c in clause.children)
    return False


def _is_dated(token: Token) -> bool:
    """Tell a year, or a word for a period ("up from 11 in 2019", "from 11 the month before")."""
    return token.lower_ in lexicon().words["rated"] or (token.like_num and len(token.text) == 4 and token.is_digit)


def _is_superlative(words: Span) -> bool:
    """Tell words that set one happening above others ("the deadliest raid since the coup")."""
    return any(token.tag_ in {"JJS", "RBS"} or token.lower_ == "first" for token in words)


def _is_rate(count: Count) -> bool:
    """Tell "an average of three a day"."""
    words, doc = lexicon().words, count.noun.doc
    first = doc.char_span(count.quantity.start, count.quantity.end, alignment_mode="expand")
    if first is None:
        return False
    if any(t.lower_ in {"average", "averaged", "averaging"} for t in doc[max(0, first.start - 3) : first.end]):
        return True
    after = [t.lower_ for t in doc[count.noun.i + 1 : count.noun.i + 4]]
    if len(after) < 2 or after[0] not in {"a", "an", "per", "each", "every"} or after[1] not in words["rated"]:
        return False
    # "Killed 29 a day earlier" is no rate.
    return after[2:] not in (["earlier"], ["later"], ["before"], ["after"], ["ago"], ["apart"])


def _is_compared(count: Count) -> bool:
    """Tell a count that is set beside that of another time: "26 percent fewer than in 2003", "up from 11"."""
    sentence, words = count.sentence, lexicon().words
    for token in () if words["differing"].isdisjoint(_lowers(sentence)) else sentence:
        if token.lower_ not in words["differing"]:
            continue
        near = sentence.doc[max(sentence.start, token.i - 3) : min(token.i + 6, sentence.end)]
        said = [t.lower_ for t in near]
        if any(w in {"percent", "%"} for w in said) or {"per", "cent"} <= set(said):
            return True
        following = [t.lower_ for t in sentence.doc[token.i + 1 : min(token.i + 8, sentence.end)]]
        compared = token.lower_ in {"compared", "twice", "half", "double", "fewer", "more", "less"}
        if token.lower_ in {"up", "down"} and following[:1] == ["from"]:
            # A toll that is up from the one announced before is one toll still.
            return any(_is_dated(t) for t in sentence.doc[token.i + 2 : min(token.i + 10, sentence.end)])
        if following[:1] == ["than"] and token.i + 2 < sentence.end and token.nbor(2).like_num:
            continue
        if token.lower_ == "against" and token.i + 2 < sentence.end and token.nbor().like_num:
            return sentence.doc[token.i + 2].lower_ in {"in", "during", "last", "the"}
        compared = compared and ("than" in following or "as" in following or token.lower_ == "compared")
        if compared and any(w in {"in", "during", "year", "month", "period", "same"} for w in following):
            return True
    return False


def _is_of_calendar(context: Context, count: Count) -> bool:
    """Tell a count over a calendar month or year from a happening that the report dates no better."""
    sentence = count.sentence
    if is_of_one(sentence):
        return False
    clause = syntax.clause_of(count.noun)
    for time in times_of(context, sentence):
        month = isinstance(time.meaning, Calendar) and time.meaning.day is None and time.meaning.weekday is None
        moved = (
            isinstance(time.meaning, Moved)
            and time.meaning.unit in ("month", "year")
            and time.meaning.origin == "anchor"
        )
        if not month and not moved:
            continue
        first, last = context.tokens(time.start, time.end)
        if last < len(context.doc) and context.doc[last].lower_ == "alone":
            return True
        if documents(sentence):
            return True
        root = syntax.root(context.doc, first, last)
        if root.head.i != clause.i and root.i != clause.i and clause.i not in {t.i for t in syntax.ancestors(root)}:
            continue
        around = [p for p in context.places_in(sentence.start, sentence.end) if not _is_of_doer(clause, p.start)]
        precise = any(p.place.level in {"site", "settlement"} for p in around)
        if count.quantity.low >= _MANY and not precise:
            return True
        nobody = count.quantity.low >= _SOME and (clause.lower_ in BEFALLS or not syntax.agents(clause))
        year = is_year(time.meaning)
        levels = {p.place.level for p in context.places_in(sentence.start, sentence.end)}
        if nobody and levels <= (_WIDE if year else {"country"}):
            return True
    return False


def _is_of_doer(clause: Token, place: int) -> bool:
    """Tell a place that only says whose men did it ("police in Rio killed 700 people last year")."""
    return any(place in range(*syntax.full(doer)) for doer in syntax.agents(clause)) if clause.pos_ == "VERB" else False


def _is_of_series(context: Context, count: Count) -> bool:
    """Tell the harm that a series of happenings did, or that was done all over a country."""
    words = lexicon().words
    verb = syntax.clause_of(count.noun)
    on_day = is_on_day(context, count.sentence, verb)
    within = [t for word, t in syntax.phrases(verb) if word in {"in", "by", "during"}]
    for which in [t for t in within if t.lower_ == "which"]:
        # "The war of the 1990s, in which 30,000 died".
        within += [t for t in which.doc[max(which.sent.start, which.i - _AHEAD) : which.i] if t.lower_ in words["wars"]]
    agents = syntax.agents(verb)
    agents += [t for a in agents if a.lower_ in _LONG for word, t in syntax.phrases(a) if word == "of"]
    for token in (*agents, *within):
        definite = any(c.lower_ in {"the", "this", "that"} for c in token.children if c.dep_ == "det")
        # A series of blasts, the fighting and two ambushes of one day are told as what happened.
        if token.lower_ in words["waves"] and not definite and not on_day:
            return True
        if token.lower_ in words["wars"] and count.quantity.low >= _MANY and not on_day:
            return True
        if _is_several(token) and count.quantity.start < token.idx and not on_day:
            return True
        if not definite and _is_in_several_places(token, verb):
            return True
    return not on_day and count.quantity.low >= _SOME and _is_over_area(verb.sent)


_LONG: Final = frozenset({"years", "decades", "months", "weeks"})
"""What of a war takes lives as the war does ("13 years of civil war claimed half a million lives")."""


def _is_in_several_places(events: Token, verb: Token) -> bool:
    """Tell happenings in the plural and in more places than one ("in clashes in Lasko and Orsk")."""
    kind, _ = lexicon().plurals.get(events.lower_, (None, ""))
    if kind != "events" or events.tag_ != "NNS":
        return False
    for head in (events, verb):
        for word, place in syntax.phrases(head):
            parts = [t for t in syntax.conjuncts(syntax.first_conjunct(place)) if t.pos_ == "PROPN"]
            named = any(c.pos_ == "PROPN" for c in place.children)
            if word == "in" and place is not events and (len(parts) > 1 or (named and place.lower_ in _DIVISIONS)):
                return True
    return False


def _is_several(events: Token) -> bool:
    """Tell a number of happenings ("in three separate attacks")."""
    kind, _ = lexicon().plurals.get(events.lower_, (None, ""))
    return kind == "events" and events.tag_ == "NNS" and any(c.dep_ == "nummod" for c in events.children)


def _is_over_area(sentence: Span) -> bool:
    words = lexicon().words
    for token in () if words["over"].isdisjoint(_lowers(sentence)) else sentence:
        if token.lower_ in words["over"]:
            following = sentence.doc[token.i + 1 : min(token.i + 4, sentence.end)]
            if any(t.lower_ in words["areas"] for t in following):
                return True
    return False


def _is_standing(count: Count) -> bool:
    """Tell a multitude that has fled, or been arrested, by now from those whom one happening befell."""
    least = {"displaced": _MULTITUDE, "arrests": _MANY}.get(count.harm or "")
    if least is None or count.quantity.low < least or is_of_one(count.sentence):
        return False
    verb = syntax.clause_of(count.noun)
    # "Nearly 700,000 displaced people live around Goma".
    stands = verb.tag_ in {"VBP", "VBZ"} and count.harm == "displaced"
    return stands or any(c.lower_ in {"have", "has", "are", "remain"} for c in verb.children)


def _is_come_to(context: Context, count: Count) -> bool:
    """Tell what the dead or hurt have come to by now, of whatever happenings: "at least 3,000 people have died"."""
    harmed = "deaths" if count.kind == "tolls" else count.harm
    if harmed not in {"deaths", "injuries", "casualties"} or count.quantity.low < _MANY:
        return False
    sentence = count.sentence
    if (is_of_one(sentence) and count.quantity.low < _THOUSANDS) or is_on_day(context, sentence):
        return False
    verb = syntax.clause_of(count.noun)
    if any(c.lower_ == "to" and c.dep_ == "mark" for c in verb.children):
        # "Claimed to have killed 300".
        return False
    if count.kind == "tolls" and count.noun.dep_ in syntax.OBJECT and verb.lower_ not in lexicon().documenting:
        # "The hospital has confirmed 123 deaths".
        return False
    return any(c.dep_ in syntax.AUXILIARY and c.lower_ in {"have", "has"} for c in verb.children)


def _is_one_happening(token: Token) -> bool:
    """Tell a noun of one happening ("a bombing", "the raid", "a mine") in the singular."""
    if token.tag_ != "NN":
        return False
    kind, _ = lexicon().nouns.get(token.lower_, (None, ""))
    if token.lower_ in lexicon().losses and any(word == "of" for word, _ in syntax.phrases(token)):
        return False
    if kind == "events":
        return not any(c.lower_ in {"each", "every", "per", "any", "no"} for c in token.children)
    return kind == "objects" and token in {t for g in governors(token)[-1:] for t in syntax.agents(g)}
