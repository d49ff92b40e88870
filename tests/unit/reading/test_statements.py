from types import SimpleNamespace

import pytest

from parses import make_context, make_doc
from variorum.model import Actor, Statement
from variorum.reading.layout import Layout
from variorum.reading.statements import find_statements, to_statements
from variorum_en.annotations import Attribution, register


class Actors:
    """An index that names every speaker by its words; "and" joins two."""

    publisher_id = None

    def __init__(self, doc):
        self.doc = doc

    def speaker(self, start, end):
        """Give the words of a source, parted at "and"."""
        words = self.doc[start:end].text.removeprefix("The ")
        return words.split(" and ")

    def resolve_head(self, token, *, create=True):
        """Know nobody by a single word."""
        return

    def is_one(self, identifier):
        """Take everybody for a single person but the army."""
        return identifier != "army"

    def may_be_one(self, one, other):
        """Take nobody for somebody else."""
        return one == other

    def is_named(self, identifier):
        """Know everybody by name but who is called by a noun with an article."""
        return not identifier.startswith("a ")

    def get(self, identifier):
        """Give an actor of no particular kind."""
        return Actor(id=identifier, name=identifier, type="other")


def read(written: str) -> list[Statement]:
    """Read the statements of a hand-written parse."""
    doc = make_doc(written)
    context = make_context(doc)
    context.layout = Layout()
    context.actors = Actors(doc)
    return list(to_statements(context, find_statements(context), lambda start, end: None))


def brief(written: str) -> list[tuple[str, str, str]]:
    """Give speaker, stance and content of each statement."""
    return [(s.speaker, s.stance, s.quote) for s in read(written)]


CLAUSE = (
    "Officials:NOUN/NNS:nsubj:1 said:VERB/VBD:root:0 that:SCONJ/IN:mark:2 rebels:NOUN/NNS:nsubj:1 "
    "fled:VERB/VBD:ccomp:-3 north:ADV/RB:advmod:-1 .:PUNCT:punct:-5"
)


def test_a_clause_is_content_without_that():
    """What follows "said that" is the content, up to the full stop."""
    assert brief(CLAUSE) == [("Officials", "asserts", "rebels fled north")]


def test_cue_and_source_are_given_in_their_words():
    """A statement keeps the words of its cue and of its source."""
    (statement,) = read(CLAUSE)
    assert (statement.cue, statement.speaker_quote) == ("said", "Officials")


def test_a_sentence_before_its_cue_is_content():
    """In "..., officials said" the content goes before the cue."""
    written = (
        "Rebels:NOUN/NNS:nsubj:1 fled:VERB/VBD:ccomp:5 north:ADV/RB:advmod:-1 ,:PUNCT:punct:3 the:DET:det:1 "
        "officials:NOUN/NNS:nsubj:1 said:VERB/VBD:root:0 .:PUNCT:punct:-1"
    )
    assert [s[2] for s in brief(written)] == ["Rebels fled north"]


def test_a_quotation_that_its_cue_interrupts_is_two_statements():
    """What is quoted on either side of "he said" stands for itself."""
    written = (
        "“:PUNCT:punct:3 We:PRON:nsubj:2 all:ADV:advmod:1 left:VERB/VBD:ccomp:4 ,:PUNCT:punct:-1 ”:PUNCT:punct:-2 "
        "he:PRON:nsubj:1 said:VERB/VBD:root:0 ,:PUNCT:punct:-1 “:PUNCT:punct:3 and:CCONJ/CC:cc:2 nobody:PRON:nsubj:1 "
        "came:VERB/VBD:ccomp:-5 back:ADV:advmod:-1 .:PUNCT:punct:-2 ”:PUNCT:punct:-3"
    )
    assert [s[2] for s in brief(written)] == ["We all left", "and nobody came back"]


def test_an_object_is_content():
    """What somebody condemns is the content."""
    written = (
        "The:DET:det:1 envoy:NOUN:nsubj:1 condemned:VERB/VBD:root:0 the:DET:det:1 raid:NOUN:obj:-2 on:ADP:case:1 "
        "Orsk:PROPN:nmod:-2 .:PUNCT:punct:-5"
    )
    assert brief(written) == [("envoy", "condemns", "the raid on Orsk")]


def test_a_request_is_content_with_whom_it_is_made_to():
    """Who is urged and to what is the content, a demand."""
    written = (
        "The:DET:det:1 envoy:NOUN:nsubj:1 urged:VERB/VBD:root:0 rebels:NOUN/NNS:obj:-1 to:PART/TO:mark:1 "
        "leave:VERB/VB:xcomp:-3 Orsk:PROPN:obj:-1 .:PUNCT:punct:-5"
    )
    assert brief(written) == [("envoy", "demands", "rebels to leave Orsk")]


def test_a_charge_is_content_with_whom_it_is_laid_against():
    """Who is accused and of what is the content."""
    written = (
        "The:DET:det:1 army:NOUN:nsubj:1 accused:VERB/VBD:root:0 rebels:NOUN/NNS:obj:-1 of:SCONJ/IN:mark:1 "
        "shelling:VERB/VBG:advcl:-3 Orsk:PROPN:obj:-1 .:PUNCT:punct:-5"
    )
    assert brief(written) == [("army", "accuses", "rebels of shelling Orsk")]


def test_responsibility_is_claimed_for_a_deed():
    """What responsibility is claimed for is the content."""
    written = (
        "Rebels:NOUN/NNS:nsubj:1 claimed:VERB/VBD:root:0 responsibility:NOUN:obj:-1 for:ADP:case:2 the:DET:det:1 "
        "raid:NOUN:nmod:-3 .:PUNCT:punct:-5"
    )
    assert brief(written) == [("Rebels", "claims_responsibility", "the raid")]


def test_according_to_names_a_speaker():
    """A source behind "according to" speaks the sentence before it."""
    written = (
        "Two:NUM:nummod:1 men:NOUN/NNS:nsubj:1 died:VERB/VBD:root:0 ,:PUNCT:punct:1 according:VERB/VBG:case:3 "
        "to:ADP:fixed:-1 the:DET:det:1 ministry:NOUN:obl:-5 .:PUNCT:punct:-6"
    )
    assert [(s[0], s[2]) for s in brief(written)] == [("the ministry", "Two men died")]


@pytest.mark.parametrize("word", ["not", "never"])
def test_what_is_not_said_is_no_statement(word):
    """A negated cue introduces nothing."""
    written = (
        f"Officials:NOUN/NNS:nsubj:3 did:AUX/VBD:aux:2 {word}:PART/RB:advmod:1 say:VERB/VB:root:0 that:SCONJ/IN:mark:2 "
        "rebels:NOUN/NNS:nsubj:1 fled:VERB/VBD:ccomp:-3 .:PUNCT:punct:-4"
    )
    assert brief(written) == []


def test_several_speakers_say_it_each():
    """Two speakers of one saying give two statements."""
    written = (
        "Mali:PROPN:nsubj:3 and:CCONJ/CC:cc:1 Niger:PROPN:conj:-2 denied:VERB/VBD:root:0 "
        "the:DET:det:1 raid:NOUN:obj:-2 "
        ".:PUNCT:punct:-3"
    )
    assert brief(written) == [("Mali", "denies", "the raid"), ("Niger", "denies", "the raid")]


def test_a_quotation_left_over_is_its_last_speakers():
    """A quoted sentence behind an attribution in the same paragraph has the same speaker."""
    written = (
        CLAUSE
        + " “:PUNCT:punct:3 We:PRON:nsubj:2 all:ADV:advmod:1 saw:VERB/VBD:root:0 the:DET:det:1 smoke:NOUN:obj:-2 "
        ".:PUNCT:punct:-3 ”:PUNCT:punct:-4"
    )
    assert brief(written)[1] == ("Officials", "asserts", "We all saw the smoke")


def test_an_empty_report_says_nothing():
    """A report without words has no statements."""
    context = make_context(make_doc("Nothing:NOUN:root:0"))
    context.layout = Layout()
    context.actors = SimpleNamespace(publisher_id=None)
    assert find_statements(context) == ()


def test_a_verb_at_the_end_puts_its_content_before_it():
    """Where the pipeline finds the content ahead of cue and source, any verb of speech or finding may stand behind."""
    register()
    doc = make_doc(
        "Nine:NUM:nummod:1 farmers:NOUN/NNS:nsubj:1 died:VERB:root:0 ,:PUNCT:punct:3 the:DET:det:1 court:NOUN:nsubj:1 "
        "found:VERB/VBD:parataxis:-4 .:PUNCT:punct:-5"
    )
    doc._.attributions = (Attribution((6, 7), (4, 6), (0, 3), 0.9),)
    context = make_context(doc)
    context.layout = Layout()
    context.actors = Actors(doc)

    assert [(s.quote, s.cue) for s in to_statements(context, find_statements(context), lambda a, b: None)] == [
        ("Nine farmers died", "found")
    ]


def test_a_verb_that_takes_only_a_phrase_is_a_cue():
    """What someone "speaks of" is said."""
    written = (
        "Officials:NOUN/NNS:nsubj:1 spoke:VERB/VBD:root:0 of:ADP:case:2 nine:NUM:nummod:1 deaths:NOUN/NNS:obl:-3 "
        ".:PUNCT:punct:-4"
    )
    assert brief(written) == [("Officials", "asserts", "nine deaths")]


def test_words_that_were_found_are_not_spoken():
    """A quoted name behind "found" is nobody's saying."""
    written = (
        "Troops:NOUN/NNS:nsubj:1 found:VERB/VBD:root:0 “:PUNCT:punct:3 an:DET:det:2 empty:ADJ:amod:1 town:NOUN:obj:-4 "
        "”:PUNCT:punct:-1 .:PUNCT:punct:-6"
    )
    assert brief(written) == []


ANONYMOUS = (
    "Nine:NUM:nummod:1 farmers:NOUN/NNS:nsubj:1 died:VERB/VBD:ccomp:4 ,:PUNCT:punct:3 an:DET:det:1 "
    "official:NOUN:nsubj:1 said:VERB/VBD:root:0 on:ADP:case:1 condition:NOUN:obl:-2 of:ADP:case:1 "
    "anonymity:NOUN:nmod:-2 ,:PUNCT:punct:1 adding:VERB/VBG:advcl:-6 that:SCONJ:mark:3 soldiers:NOUN/NNS:nsubj:2 "
    "had:AUX/VBD:aux:1 come:VERB/VBN:ccomp:-4 .:PUNCT:punct:-11"
)


def test_content_stands_before_a_cue_with_an_adjunct():
    """What is "said on condition of anonymity, adding that" went before."""
    assert [content for _, _, content in brief(ANONYMOUS)] == ["Nine farmers died", "soldiers had come"]
