from __future__ import annotations

from typing import TYPE_CHECKING, Any

from parses import make_doc
from variorum.reading.triggers import ALONE, HEARD, SUPPORTED, find_triggers
from variorum_en.annotations import Trigger, register

if TYPE_CHECKING:
    from spacy.tokens import Doc

RAID = "Rebels:NOUN:nsubj:1 raided:VERB:root:0 the:DET:det:1 depot:NOUN:obj:-2 .:PUNCT:punct:-3"
RAIN = "Rain:NOUN:nsubj:1 fell:VERB:root:0 .:PUNCT:punct:-1"
CLASH_AND_RAID = (
    "A:DET:det:1 clash:NOUN:nsubj:1 followed:VERB:root:0 rain:NOUN:obj:-1 and:CCONJ:cc:2 a:DET:det:1 "
    "raid:NOUN:conj:-3 .:PUNCT:punct:-5"
)


def trigger(start: int, **known: Any) -> Trigger:
    return Trigger(
        **{
            "start": start,
            "end": start + 1,
            "type": None,
            "outcome": None,
            "score": 0.9,
            "actual": 0.9,
            "arguments": (),
            **known,
        }
    )


def heard(written: str, *triggers: Trigger) -> Doc:
    """Make a doc whose model found *triggers*."""
    register()
    doc = make_doc(written)
    doc._.triggers = triggers
    return doc


def test_codebook_is_heard_without_model() -> None:
    """A word of the codebook is a trigger, though the model heard nothing."""
    assert [(t.start, t.type) for t in find_triggers(heard(RAID))] == [(1, "armed_attack")]


def test_sure_model_is_believed_alone() -> None:
    """A word that the codebook does not know counts from a high score on, and not below it."""
    sure, unsure = (trigger(1, type="other", score=score) for score in (ALONE, ALONE - 0.01))
    assert [t.start for t in find_triggers(heard(RAIN, sure))] == [1]
    assert find_triggers(heard(RAIN, unsure)) == ()


def test_a_word_of_open_meaning_is_heard_where_the_model_hears_one() -> None:
    """A word that often means something else counts in a listed sense, and by itself or in another sense not."""
    gathered = "Crowds:NOUN:nsubj:1 gathered:VERB:root:0 outside:ADV:advmod:-1 .:PUNCT:punct:-2"

    def found(*triggers: Trigger) -> list[str | None]:
        return [t.type for t in find_triggers(heard(gathered, *triggers))]

    assert found(trigger(1, type="protest", score=HEARD)) == ["protest"]
    assert found(trigger(1, type="bombing", score=HEARD)) == []
    assert found() == []


def test_what_is_entered_is_a_place() -> None:
    """A word of open meaning that is done to something other than a place is no movement of troops."""
    phase = "Units:NOUN:nsubj:1 entered:VERB:root:0 a:DET:det:1 {}:NOUN:obj:-2 .:PUNCT:punct:-3"

    def found(what: str) -> int:
        return len(find_triggers(heard(phase.format(what), trigger(1, type="operation", score=HEARD))))

    assert (found("phase"), found("town")) == (0, 1)


def test_two_witnesses_make_one_trigger() -> None:
    """What model and codebook both hear is one trigger, with the model's arguments and probability."""
    [found] = find_triggers(heard(RAID, trigger(1, type="armed_attack", score=SUPPORTED, actual=0.2)))
    assert (found.start, found.type, found.actual) == (1, "armed_attack", 0.2)
    assert found.score > SUPPORTED


def test_faint_model_leaves_word_to_codebook() -> None:
    """Below the bar for support the model's doubt about a word does not count."""
    faint = trigger(1, type="armed_attack", score=SUPPORTED - 0.01, actual=0.1)
    [found] = find_triggers(heard(RAID, faint))
    assert found.actual > 0.5


def test_sure_model_betters_general_type() -> None:
    """A general type of the codebook gives way to a better one that the model is sure of."""
    sure, unsure = (trigger(1, type="abduction", score=score) for score in (ALONE, ALONE - 0.01))
    assert [t.type for t in find_triggers(heard(RAID, sure))] == ["abduction"]
    assert [t.type for t in find_triggers(heard(RAID, unsure))] == ["armed_attack"]


def test_harm_of_model_is_actual() -> None:
    """The model learns of harm words no probability of having been, so that theirs is not used."""
    [found] = find_triggers(heard(RAIN, trigger(1, outcome="killed", score=ALONE, actual=0.1)))
    assert (found.outcome, found.actual) == ("killed", 1.0)


def test_same_counts_positions_in_result() -> None:
    """Comparisons with earlier triggers follow those that are kept and drop those that are not."""
    found = find_triggers(
        heard(
            CLASH_AND_RAID,
            trigger(1, type="clash"),
            trigger(3, type="other", score=0.2, same=((0, 0.3),)),
            trigger(6, type="armed_attack", same=((0, 0.7), (1, 0.6))),
        )
    )
    assert [(t.start, t.same) for t in found] == [(1, ()), (6, ((0, 0.7),))]


SEVERAL_RAIDS = "Rebels:NOUN:nsubj:1 led:VERB:root:0 raids:NOUN/NNS:obj:-1 ,:PUNCT:punct:2 including:ADP:case:1 "


def types_of_ones(written: str, at: int) -> list[str | None]:
    """Give the types that "one" at the end of a written parse is read with, beside what stands at *at*."""
    doc = heard(written, trigger(at, type="armed_attack"))
    return [t.type for t in find_triggers(doc) if doc[t.start].lower_ == "one"]


def test_one_of_many_stands_for_a_happening():
    """A raid of several that has an aim of its own is told by "one"."""
    aimed = SEVERAL_RAIDS + "one:NUM:nmod:-3 on:ADP:case:2 a:DET:det:1 bank:NOUN:nmod:-3"
    assert types_of_ones(aimed, 2) == ["armed_attack"]
    assert types_of_ones(aimed.replace("one:", "two:"), 2) == []


def test_one_of_people_or_of_one_raid_is_no_happening():
    """Who is one of many, or was hurt in one raid, is somebody."""
    assert types_of_ones(SEVERAL_RAIDS + "one:NUM:nmod:-3 of:ADP:case:1 them:PRON:nmod:-2", 2) == []
    aimed = SEVERAL_RAIDS + "one:NUM:nmod:-3 on:ADP:case:2 a:DET:det:1 bike:NOUN:nmod:-3"
    assert types_of_ones(aimed.replace("raids:NOUN/NNS", "raid:NOUN"), 2) == []


def test_one_that_is_followed_is_another_happening():
    """A raid that follows one on a bank is a second one."""
    written = "The:DET:det:1 raid:NOUN:nsubj:1 follow:VERB:root:0 one:NUM:obj:-1 on:ADP:case:1 banks:NOUN/NNS:nmod:-2"
    assert types_of_ones(written, 1) == ["armed_attack"]


def test_a_particle_is_no_part_of_a_trigger() -> None:
    """A model that begins at the particle of the verb means the noun behind it."""
    written = (
        "They:PRON:nsubj:1 carried:VERB:root:0 out:ADP:compound:prt:-1 a:DET:det:1 raid:NOUN:obj:-3 .:PUNCT:punct:-4"
    )
    (found,) = find_triggers(heard(written, trigger(2, end=5, type="operation")))
    assert (found.start, found.end) == (4, 5)
