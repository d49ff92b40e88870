"""When a happening was, from hand-written parses."""

from datetime import date

import pytest

from parses import make_context, make_doc
from variorum.model import When
from variorum.reading.context import Context
from variorum.reading.dating import find_when
from variorum.reading.happenings import Happening, Mention
from variorum.reading.layout import Layout
from variorum.reading.neighbours import Neighbours
from variorum_en.annotations import Argument, Trigger

PUBLISHED = date(2010, 3, 19)
BURNED = (
    "On:ADP:case:1 Monday:PROPN:obl:3 rebels:NOUN/NNS:nsubj:1 entered:VERB:root:0 a:DET:det:1 village:NOUN:obj:-2 "
    "and:CCONJ:cc:1 burned:VERB:conj:-4 houses:NOUN/NNS:obj:-1 .:PUNCT:punct:-6"
)
ENTERED = (
    "On:ADP:case:1 Monday:PROPN:obl:3 rebels:NOUN/NNS:nsubj:1 entered:VERB/VBD:root:0 a:DET:det:1 village:NOUN:obj:-2 "
    ".:PUNCT:punct:-3"
)


def happenings(context: Context, *words: str) -> list[Happening]:
    """Make a happening of each word of a text, in its order."""
    doc = context.doc
    numbers = {sentence.start: n for n, sentence in enumerate(doc.sents)}
    found = []
    named = [next(token for token in doc if token.text == word) for word in words]
    heads = frozenset(token.i for token in named)
    for index, head in enumerate(named):
        trigger = Trigger(head.i, head.i + 1, "other", None, 0.9, 0.9, ())
        found.append(Happening([Mention(index, trigger, head, numbers[head.sent.start], False, False, heads=heads)]))
    return found


def when(written: str, *words: str, of: int = -1, published: date = PUBLISHED, title: str | None = None) -> When:
    """Tell when one of the happenings was that words of a text name."""
    context = make_context(make_doc(written), published)
    context.layout = Layout(title=title)
    found = happenings(context, *words)
    return find_when(context, found[of], Neighbours(context.doc, found))


def test_a_later_clause_is_of_the_day_at_the_head() -> None:
    """The shared time is taken where a mention has none of its own."""
    assert when(BURNED, "burned").start == date(2010, 3, 15)


def test_the_first_of_two_times_counts_that_cannot_be_one() -> None:
    """A later mention with another time does not move what the first one tells."""
    written = (
        "Rebels:NOUN/NNS:nsubj:1 struck:VERB:root:0 on:ADP:case:1 Monday:PROPN:obl:-2 and:CCONJ:cc:1 "
        "raided:VERB:conj:-4 it:PRON:obj:-1 in:ADP:case:1 2008:NUM:obl:-3 .:PUNCT:punct:-8"
    )
    context = make_context(make_doc(written), PUBLISHED)
    struck, raided = happenings(context, "struck", "raided")
    whole = Happening([*struck.mentions, *raided.mentions])
    assert find_when(context, whole, Neighbours(context.doc, [whole])).start == date(2010, 3, 15)


@pytest.mark.parametrize(
    ("sentence", "word", "day"),
    [
        ("They:PRON:nsubj:1 burned:VERB/VBD:root:0 houses:NOUN/NNS:obj:-1", "burned", date(2010, 3, 15)),
        (
            "They:PRON:nsubj:1 burned:VERB/VBD:root:0 it:PRON:obj:-1 for:ADP:case:2 two:NUM:nummod:1 days:NOUN:obl:-4",
            "burned",
            date(2010, 3, 15),
        ),
        ("They:PRON:nsubj:2 have:AUX/VBP:aux:1 burned:VERB/VBN:root:0 it:PRON:obj:-1", "burned", None),
        ("They:PRON:nsubj:1 burn:VERB/VBP:root:0 it:PRON:obj:-1", "burn", None),
        (
            "They:PRON:nsubj:1 burned:VERB/VBD:root:0 it:PRON:obj:-1 in:ADP:case:1 2008:NUM:obl:-3",
            "burned",
            date(2008, 1, 1),
        ),
        (
            "It:PRON:nsubj:2 was:AUX/VBD:aux:pass:1 lit:VERB/VBN:root:0 in:ADP:case:2 the:DET:det:1 raid:NOUN:obl:-3",
            "raid",
            date(2010, 3, 15),
        ),
        ("They:PRON:nsubj:1 spoke:VERB/VBD:root:0 of:ADP:case:2 the:DET:det:1 raid:NOUN:obl:-3", "raid", None),
    ],
)
def test_a_sentence_goes_on_from_the_time_told_before_it(sentence: str, word: str, day: date | None) -> None:
    """In the past tense and without a time of its own; the present, the perfect and what is only spoken of do not."""
    assert when(f"{ENTERED} {sentence} .:PUNCT:punct:-1", word).start == day


def test_a_sentence_of_another_paragraph_does_not_go_on() -> None:
    """A paragraph begins anew."""
    context = make_context(make_doc(f"{ENTERED} They:PRON:nsubj:1 burned:VERB/VBD:root:0 it:PRON:obj:-1"), PUBLISHED)
    cut = context.doc[7].idx
    context.report = type(context.report)(
        id="r", text=context.report.text[: cut - 1] + "\n" + context.report.text[cut:]
    )
    found = happenings(context, "burned")
    assert find_when(context, found[0], Neighbours(context.doc, found)).start is None


COUNTED = (
    "Rebels:NOUN/NNS:nsubj:1 struck:VERB/VBD:root:0 on:ADP:case:1 Tuesday:PROPN:obl:-2 two:NUM:nummod:1 "
    "days:NOUN/NNS:obl:3 after:SCONJ:mark:2 troops:NOUN/NNS:nsubj:1 raided:VERB/VBD:advcl:-7 it:PRON:obj:-1"
)


def test_a_day_is_counted_from_another_happening() -> None:
    """What was struck on Tuesday, two days after a raid, was raided on Sunday."""
    assert when(COUNTED, "struck", "raided").start == date(2010, 3, 14)


@pytest.mark.parametrize(
    ("distance", "start", "end"),
    [
        ("two:NUM:nummod:1 weeks", date(2010, 3, 1), date(2010, 3, 7)),
        ("three:NUM:nummod:1 months", date(2009, 12, 1), date(2009, 12, 31)),
        ("two:NUM:nummod:1 years", date(2008, 1, 1), date(2008, 12, 31)),
    ],
)
def test_a_week_a_month_or_a_year_is_counted_too(distance: str, start: date, end: date) -> None:
    """What was struck on Tuesday, three months after a raid, was raided in that month."""
    counted = COUNTED.replace("two:NUM:nummod:1 days", distance)
    told = when(counted, "struck", "raided")
    assert (told.start, told.end) == (start, end)


def test_a_bound_on_months_fixes_none() -> None:
    """Less than two months after is of no month."""
    bound = "less:ADJ:advmod:2 than:ADP:fixed:-1 two:NUM:nummod:1 months"
    assert when(COUNTED.replace("two:NUM:nummod:1 days", bound), "struck", "raided").start is None


def test_since_when_somebody_had_been_held_is_not_when_they_were_freed() -> None:
    """What a relative clause says went on until then began before, though the model ties that time to both."""
    written = (
        "They:PRON:nsubj:1 freed:VERB/VBD:root:0 two:NUM:obj:-1 who:PRON:nsubj:2 had:AUX:aux:1 "
        "waited:VERB/VBN:acl:relcl:-3 since:ADP:case:1 Monday:PROPN:obl:-2"
    )
    context = make_context(make_doc(written), PUBLISHED)
    trigger = Trigger(1, 2, "other", None, 0.9, 0.9, (Argument(7, 8, "time", 0.9),))
    freed = Happening([Mention(0, trigger, context.doc[1], 0, False, False, heads=frozenset({1}))])
    assert find_when(context, freed, Neighbours(context.doc, [freed])).start is None


FLED = (
    "Families:NOUN/NNS:nsubj:1 fled:VERB/VBD:root:0 on:ADP:case:1 Thursday:PROPN:obl:-2 ,:PUNCT:punct:5 a:DET:det:1 "
    "day:NOUN:obl:3 after:SCONJ:mark:2 troops:NOUN/NNS:nsubj:1 raided:VERB/VBD:advcl:-8 it:PRON:obj:-1"
)


def test_a_day_is_counted_back_from_the_time_before_it() -> None:
    """A town that they fled on Thursday, a day after it was raided, was raided on Wednesday."""
    assert when(FLED, "raided").start == date(2010, 3, 17)


DEADLIEST = (
    "It:PRON:nsubj:4 was:AUX/VBD:cop:3 the:DET:det:2 deadliest:ADJ/JJS:amod:1 raid:NOUN:root:0 since:ADP:case:1 "
    "May:PROPN:nmod:-2 2007:NUM:nummod:-1 ,:PUNCT:punct:3 when:ADV:advmod:2 gunmen:NOUN/NNS:nsubj:1 "
    "killed:VERB/VBD:advcl:-5 nine:NUM:obj:-1"
)


def test_what_a_superlative_is_measured_from_is_not_when_it_was() -> None:
    """The deadliest since May was not in May; what "when" tells of May was, and not from then on."""
    assert when(DEADLIEST, "raid", "killed", of=0).start is None
    told = when(DEADLIEST, "raid", "killed", of=1)
    assert (told.start, told.end) == (date(2007, 5, 1), date(2007, 5, 31))


def test_since_without_a_superlative_goes_on_until_now() -> None:
    """At least so many arrests since Monday are from Monday on."""
    written = (
        "At:ADP:case:1 least:ADJ/JJS:nmod:1 nine:NUM:nummod:1 arrests:NOUN/NNS:nsubj:1 followed:VERB/VBD:root:0 "
        "since:ADP:case:1 Monday:PROPN:obl:-2"
    )
    told = when(written, "followed")
    assert (told.start, told.end) == (date(2010, 3, 15), PUBLISHED)


def test_a_day_is_counted_from_a_happening_told_later() -> None:
    """What the time is counted from may stand at the head of the sentence."""
    written = (
        "Three:NUM:nummod:1 days:NOUN/NNS:obl:8 after:ADP:case:2 the:DET:det:1 raid:NOUN:obl:5 of:ADP:case:2 "
        "1:NUM:nummod:1 March:PROPN:nmod:-3 shells:NOUN/NNS:nsubj:1 fell:VERB/VBD:root:0"
    )
    assert when(written, "raid", "fell").start == date(2010, 3, 4)


@pytest.mark.parametrize(("head", "year"), [(-3, None), (-5, date(2008, 1, 1))], ids=["of the rebels", "of the raids"])
def test_a_year_told_aside_is_of_what_it_is_told_of(head: int, year: date | None) -> None:
    """In "raids by rebels who have gathered since 2008" the year is the rebels'."""
    written = (
        "Six:NUM:nsubj:1 died:VERB:root:0 in:ADP:case:1 raids:NOUN/NNS:obl:-2 by:ADP:case:1 rebels:NOUN/NNS:nmod:-2 "
        "which:PRON:nsubj:2 have:AUX:aux:1 gathered:VERB:acl:relcl:{} in:ADP:case:1 2008:NUM:obl:-2"
    )
    assert when(written.format(head), "raids").start == year


def test_a_time_between_subject_and_verb_is_heard() -> None:
    """It may hang on the subject alone."""
    written = (
        "The:DET:det:1 envoy:NOUN:nsubj:5 ,:PUNCT:punct:2 on:ADP:case:1 Monday:PROPN:nmod:-3 ,:PUNCT:punct:-1 "
        "met:VERB/VBD:root:0 rebels:NOUN/NNS:obj:-1"
    )
    assert when(written, "met").start == date(2010, 3, 15)


@pytest.mark.parametrize(("title", "day"), [("Daily security note: 19 March", PUBLISHED), ("The daily war", None)])
def test_what_a_daily_note_tells_without_a_time_is_of_its_day(title: str, day: date | None) -> None:
    """A note of a day tells of that day."""
    assert when("Shells:NOUN/NNS:nsubj:1 fell:VERB/VBD:root:0", "fell", title=title).start == day


def test_a_relative_clause_has_its_own_month() -> None:
    """What a clause tells aside is of its month, and what it hangs on is not."""
    written = (
        "Rebels:NOUN/NNS:nsubj:1 hit:VERB:root:0 the:DET:det:1 front:NOUN:obj:-2 ,:PUNCT:punct:2 which:PRON:nsubj:1 "
        "began:VERB:acl:relcl:-3 an:DET:det:1 offensive:NOUN:obj:-2 in:ADP:case:1 May:PROPN:obl:-4 2008:NUM:nmod:-1 "
        ".:PUNCT:punct:-11"
    )
    assert when(written, "hit", "offensive").start == date(2008, 5, 1)
    assert when(written, "hit", "offensive", of=0).start is None


def test_a_day_counted_back_wins_over_the_day_of_a_time_of_day() -> None:
    """A time of day is of the day told last, and here that is the day after."""
    written = (
        "It:PRON:nsubj:2 was:AUX:cop:1 calm:ADJ:root:0 on:ADP:case:1 Monday:PROPN:obl:-2 ,:PUNCT:punct:4 a:DET:det:1 "
        "day:NOUN:obl:3 after:SCONJ:mark:2 men:NOUN/NNS:nsubj:1 stormed:VERB:advcl:-8 it:PRON:obj:-1 at:ADP:case:1 "
        "dawn:NOUN:obl:-3 .:PUNCT:punct:-12"
    )
    assert when(written, "stormed").start == date(2010, 3, 14)


CAME = (
    "The:DET:det:1 reply:NOUN:nsubj:1 came:VERB/VBD:root:0 on:ADP:case:1 Monday:PROPN:obl:-2 .:PUNCT:punct:-3\n"
    "A:DET:det:1 bomber:NOUN:nsubj:1 struck:VERB/VBD:root:0 a:DET:det:1 bridge:NOUN:obj:-2 .:PUNCT:punct:-3"
)


def test_what_follows_the_day_of_a_main_clause_was_then() -> None:
    """The main clause of the sentence before tells when, also where it names no happening; another clause does not."""
    assert when(CAME, "struck").start == date(2010, 3, 15)
    assert when(CAME.replace("came:VERB/VBD", "comes:VERB/VBZ"), "struck").start is None
    below = CAME.replace("came:VERB/VBD:root:0", "is:AUX/VBZ:root:0").replace(
        "on:ADP:case:1 Monday:PROPN:obl:-2 .:PUNCT:punct:-3",
        "to:PART:mark:1 come:VERB/VB:xcomp:-2 on:ADP:case:1 Monday:PROPN:obl:-2 .:PUNCT:punct:-5",
    )
    assert when(below, "struck").start is None


@pytest.mark.parametrize(("verb", "day"), [("strikes:VERB/VBZ", 15), ("struck:VERB/VBD", 15)])
def test_the_head_of_an_entry_tells_when_in_any_tense(verb: str, day: int) -> None:
    """A log is written in the present: "Arbin, Monday. A drone strikes a bridge"."""
    entry = "Arbin:PROPN:root:0 ,:PUNCT:punct:1 Monday:PROPN:appos:-2 .:PUNCT:punct:-3\n"
    written = entry + CAME.split("\n")[1].replace("struck:VERB/VBD", verb)
    assert when(written, verb.split(":")[0]).start == date(2010, 3, day)
    told = CAME.split("\n")[0] + "\n" + written.split("\n")[1]
    assert (when(told, verb.split(":")[0]).start is None) == verb.endswith("VBZ")


def test_a_clause_goes_on_from_the_day_of_the_one_before() -> None:
    """Who came on Monday and took a man took him then; somebody else need not have."""
    written = (
        "Troops:NOUN/NNS:nsubj:1 came:VERB/VBD:root:0 at:ADP:case:1 dawn:NOUN:obl:-2 on:ADP:case:1 "
        "Monday:PROPN:nmod:-2 and:CCONJ:cc:1 took:VERB/VBD:conj:-6 him:PRON:obj:-1 .:PUNCT:punct:-8"
    )
    assert when(written, "took").start == date(2010, 3, 15)
    other = written.replace(
        "and:CCONJ:cc:1 took:VERB/VBD:conj:-6", "and:CCONJ:cc:2 rebels:NOUN/NNS:nsubj:1 took:VERB/VBD:conj:-7"
    )
    assert when(other.replace("punct:-8", "punct:-9"), "took").start is None


def test_a_day_is_counted_from_that_of_the_subject() -> None:
    """Monday's arrests came two days after a killing, which was not on Monday."""
    written = (
        "Monday:PROPN:nmod:poss:2 's:PART:case:-1 arrests:NOUN/NNS:nsubj:1 came:VERB/VBD:root:0 two:NUM:nummod:1 "
        "days:NOUN/NNS:obl:-2 after:SCONJ:mark:2 gunmen:NOUN/NNS:nsubj:1 killed:VERB/VBD:advcl:-5 him:PRON:obj:-1 "
        ".:PUNCT:punct:-7"
    )
    assert when(written, "killed").start == date(2010, 3, 13)
    assert when(written, "arrests", "killed", of=0).start == date(2010, 3, 15)


def test_of_times_that_are_left_open_the_day_is_told() -> None:
    """Without the day of publication "Monday" still says more than "this week"."""
    written = (
        "This:DET:det:1 week:NOUN:obl:2 rebels:NOUN/NNS:nsubj:1 struck:VERB:root:0 twice:ADV:advmod:-1 on:ADP:case:1 "
        "Monday:PROPN:obl:-3 .:PUNCT:punct:-4"
    )
    context = make_context(make_doc(written))
    [struck] = happenings(context, "struck")
    assert find_when(context, struck, Neighbours(context.doc, [struck])) == When(quote="Monday")
