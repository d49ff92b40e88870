import pytest
from msgspec.structs import replace

from parses import make_context, make_doc
from variorum.model import Harm
from variorum.reading.settling import settled

CONTEXT = make_context(
    make_doc(
        "A:DET:det:1 man:NOUN:nsubj:1 died:VERB:root:0 .:PUNCT:punct:-1 "
        "Ana:PROPN:nsubj:1 fell:VERB:root:0 .:PUNCT:punct:-1"
    )
)


def harm(quote: str, outcome: str = "killed", low: int = 1, **known) -> Harm:  # type: ignore[no-untyped-def]
    start = CONTEXT.report.text.index(quote)
    fields = {"group": "unknown", "names": (), **known}
    return Harm(outcome=outcome, low=low, high=low, start=start, end=start + len(quote), quote=quote, **fields)  # type: ignore[arg-type]


def told(harms: list[Harm]) -> list[tuple[str, str]]:
    return [(h.outcome, h.quote) for h in harms]


def test_one_who_was_shot_and_is_named_among_the_dead_is_dead():
    """Being shot is told again by a death of the same name."""
    shot = harm("Ana", "casualty", names=("Ana Roy",))
    dead = harm("A man", names=("Ana Roy",))

    assert told(settled(CONTEXT, [shot, dead], {(shot.start, shot.end)})) == [("killed", "A man")]


def test_who_was_shot_counts_as_hurt_where_no_more_is_told():
    """People who were shot, and not told to be dead, were hurt; casualties that are called so stay."""
    shot, called = harm("Ana", "casualty", low=5), harm("A man", "casualty", low=3)

    found = settled(CONTEXT, [shot, called], {(shot.start, shot.end)})

    assert told(found) == [("injured", "Ana"), ("casualty", "A man")]


def test_one_of_whom_nothing_is_known_is_the_one_who_is_told_more_of():
    """A victim without a group, told in another sentence, is the only one who has one."""
    known = harm("A man", group="civilian")

    assert settled(CONTEXT, [harm("Ana"), known]) == [known]


def test_two_in_one_sentence_are_two():
    """Who is told of beside the one who is known is another."""
    known = harm("A man", group="civilian")

    assert len(settled(CONTEXT, [harm("man"), known])) == 2


def test_one_of_another_sex_age_or_kin_is_another():
    """Who was shot besides the one who died is hurt, unless the words may be for the same person."""
    dead = replace(harm("A man"), quote="a 30-year-old man")

    def kept(quote: str, first: Harm = dead) -> list[tuple[str, str]]:
        shot = replace(harm("Ana", "casualty"), quote=quote)
        return told(settled(CONTEXT, [first, shot], {(shot.start, shot.end)}))[1:]

    for quote in ("a girl", "his wife", "the clerk's brother", "a 19-year-old man", "her son"):
        assert kept(quote) == [("injured", quote)]
    assert kept("the man") == kept("a 30-year-old") == kept("him") == []
    # Who is brought in anew is not the one who was told of.
    assert kept("a driver", replace(dead, names=("Ian Roy",))) == [("injured", "a driver")]
    assert kept("the driver", replace(dead, names=("Ian Roy",))) == []


def test_one_among_several_is_not_dropped():
    """Where a report counts more than one, a single unknown victim may be any."""
    harms = [harm("Ana"), harm("A man", group="civilian"), harm("died", low=4)]

    assert settled(CONTEXT, harms) == harms


def test_a_bare_plural_is_told_by_its_number():
    """Villagers who were killed are those of whom the report says how many; on another's account they stay."""
    plural = harm("Ana", group="civilian")
    plural = replace(plural, low=2, high=None)
    counted = harm("A man", group="civilian", low=9)

    assert settled(CONTEXT, [plural, counted]) == [counted]
    assert len(settled(CONTEXT, [replace(plural, speaker="front"), counted])) == 2


def test_one_person_of_whom_nothing_is_known_is_told_once():
    """Where all the words for one victim tell nothing, the one with a name stays; another man is another."""
    named, again = harm("A man", names=("Ana Roy",)), replace(harm("Ana"), speaker="police")

    assert settled(CONTEXT, [again, named]) == [named]
    assert len(settled(CONTEXT, [replace(again, quote="another man"), named])) == 2


GUARDED = make_context(
    make_doc(
        "Bombs:NOUN/NNS:nsubj:1 killed:VERB:root:0 nine:NUM:nummod:1 people:NOUN/NNS:obj:-2 among:ADP:case:1 "
        "them:PRON:obl:-4 five:NUM:nummod:2 shy:ADJ:amod:1 girls:NOUN/NNS:conj:-5 and:CCONJ:cc:2 a:DET:det:1 "
        "policeman:NOUN/NN:conj:-3"
    )
)


def counted(quote: str, group: str, low: int) -> Harm:
    start = GUARDED.report.text.index(quote)
    return Harm(outcome="killed", group=group, low=low, high=low, start=start, end=start + len(quote), quote=quote)  # type: ignore[arg-type]


def test_people_with_a_policeman_among_them_are_no_civilians():
    """Of nine people of whom one was a policeman it cannot be said that they were civilians; five girls were."""
    people, girls, one = (
        counted("nine people", "civilian", 9),
        counted("five shy girls", "civilian", 5),
        counted("a policeman", "police", 1),
    )

    assert [h.group for h in settled(GUARDED, [people, girls, one])] == ["unknown", "civilian", "police"]
    assert [h.group for h in settled(GUARDED, [people, girls])] == ["civilian", "civilian"]


def test_a_number_within_the_words_of_its_count_is_told_once():
    """In "five shy girls" the word "five" is no further count."""
    assert [
        h.quote for h in settled(GUARDED, [counted("five", "unknown", 5), counted("five shy girls", "civilian", 5)])
    ] == ["five shy girls"]


NAMED = (
    "Two:NUM:nummod:1 sons:NOUN/NNS:nsubj:7 of:ADP:case:1 soil:NOUN:nmod:-2 {}:PUNCT:punct:1 Ann:PROPN:appos:-4 "
    "and:CCONJ:cc:1 Ben:PROPN:conj:-2 fell:VERB:root:0"
)


@pytest.mark.parametrize("mark", [",", "–"])
def test_whose_names_stand_behind_their_number_are_counted_once(mark: str):
    """Two of whom both names are told are two, not four; who stands behind "and" is another."""
    context = make_context(make_doc(NAMED.format(mark)))

    def found(quote: str, **known) -> Harm:  # type: ignore[no-untyped-def]
        start = context.report.text.index(quote)
        fields = {"group": "unknown", "outcome": "killed", "low": 2, "high": 2, **known}
        return Harm(start=start, end=start + len(quote), quote=quote, **fields)  # type: ignore[arg-type]

    two, both = found("Two sons", group="civilian"), found("Ann and Ben", group="military", names=("Ann", "Ben"))

    assert [(h.quote, h.group, h.names) for h in settled(context, [two, both])] == [
        ("Two sons", "military", ("Ann", "Ben"))
    ]
    assert len(settled(context, [two, replace(both, low=3, high=3)])) == 2
