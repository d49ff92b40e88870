"""Places that are not where a happening was, from hand-written parses."""

from __future__ import annotations

import pytest
from spacy.tokens import Span

from parses import make_context, make_doc
from variorum.model import Place
from variorum.reading.context import Context
from variorum.reading.elsewhere import is_away, is_bare_border, is_elsewhere, is_landmark, is_origin, tells_where
from variorum.reading.nesting import without_outer
from variorum.reading.places import PlaceMention
from variorum_en.annotations import Attribution, register

NAMES = {"Orrel", "Arbin", "Tamrel", "Lowland"}


def report(written: str, *people: tuple[int, int], sayings: tuple[Attribution, ...] = ()) -> Context:
    """Make a context that knows the places of a sentence."""
    register()
    doc = make_doc(written)
    doc.ents = [Span(doc, *span, label="PER") for span in people]
    doc._.attributions = sayings
    context = make_context(doc)
    context.places = tuple(
        PlaceMention(t.i, t.i + 1, Place(name=t.text, level="settlement", country="ML")) for t in doc if t.text in NAMES
    )
    return context


def elsewhere(context: Context, *told: int, kind: str = "armed_attack") -> list[str]:
    """Give the places of a report that something else was at than a happening told at some tokens."""
    return [p.place.name for p in context.places if is_elsewhere(context, kind, set(told), p)]


TREATED = (
    "Rebels:NOUN:nsubj:1 raided:VERB:root:0 Arbin:PROPN:obj:-1 and:CCONJ:cc:3 children:NOUN:nsubj:pass:2 "
    "were:AUX:aux:pass:1 {}:VERB/VBN:conj:-5 {}:ADP:case:1 Orrel:PROPN:obl:-2"
)


@pytest.mark.parametrize(
    ("verb", "preposition", "found"),
    [("treated", "in", ["Orrel"]), ("taken", "to", ["Orrel"]), ("shot", "in", [])],
    ids=["treated in", "taken to", "shot in"],
)
def test_the_wounded_are_treated_elsewhere(verb: str, preposition: str, found: list[str]) -> None:
    """A town where the wounded are treated, or that they were taken to, is not where they were hurt."""
    assert elsewhere(report(TREATED.format(verb, preposition)), 1) == found


TAKEN = "Men:NOUN:nsubj:1 went:VERB:root:0 {}:ADP:case:1 Orrel:PROPN:obl:-2"


@pytest.mark.parametrize(("preposition", "found"), [("by", []), ("in", ["Orrel"])])
def test_who_did_something_is_not_where(preposition: str, found: list[str]) -> None:
    """What stands behind "by" did something, whatever it seems to be."""
    context = report(TAKEN.format(preposition))
    assert [p.place.name for p in context.places if tells_where(context, p)] == found


FIRED = (
    "Shells:NOUN:nsubj:2 were:AUX:aux:1 fired:VERB:root:0 from:ADP:case:1 Orrel:PROPN:obl:-2 and:CCONJ:cc:1 "
    "hit:VERB:conj:-4 Arbin:PROPN:obj:-1"
)


@pytest.mark.parametrize(("kind", "found"), [("shelling", ["Orrel"]), ("abduction", [])])
def test_where_it_came_from_is_elsewhere(kind: str, found: list[str]) -> None:
    """Shells hit another place than they are fired from; people are abducted from where they were."""
    assert elsewhere(report(FIRED), 6, kind=kind) == found


@pytest.mark.parametrize(
    ("verb", "told", "kind", "found"),
    [
        ("launched", 1, "shelling", []),
        ("launched", 1, "armed_attack", ["Orrel"]),
        ("fled", 8, "shelling", ["Orrel"]),
    ],
)
def test_shells_fall_where_they_are_fired_toward(verb: str, told: int, kind: str, found: list[str]) -> None:
    """What is fired toward a town comes down there; nothing happens where somebody flees to."""
    written = (
        f"They:PRON:nsubj:1 {verb}:VERB:root:0 them:PRON:obj:-1 toward:ADP:case:1 Orrel:PROPN:obl:-3 as:SCONJ:mark:3 "
        "shells:NOUN:nsubj:2 still:ADV:advmod:1 fell:VERB:advcl:-7"
    )
    assert elsewhere(report(written), told, kind=kind) == found


def test_who_tells_of_it_is_elsewhere():
    """Officials "in Orrel" say what happened in Arbin, and where they say it follows their verb."""
    sayings = (Attribution((3, 4), (0, 3), (6, 9), 0.9),)
    context = report(
        "Officials:NOUN:nsubj:3 in:ADP:case:1 Orrel:PROPN:nmod:-2 said:VERB:root:0 in:ADP:case:1 Tamrel:PROPN:obl:-2 "
        "rebels:NOUN:nsubj:1 raided:VERB:ccomp:-4 Arbin:PROPN:obj:-1",
        sayings=sayings,
    )
    assert elsewhere(context, 7) == ["Orrel", "Tamrel"]
    orrel = context.places[0]
    assert not is_elsewhere(context, "armed_attack", {7}, orrel, tied=True), "the model knows better"


@pytest.mark.parametrize(("preposition", "found"), [("of", ["Arbin"]), ("in", [])])
def test_a_person_s_name_is_no_place(preposition: str, found: list[str]) -> None:
    """Where Jane Arbin is named, Arbin is she, unless somebody is in it."""
    context = report(
        "Jane:PROPN:nsubj:2 Arbin:PROPN:flat:-1 slept:VERB:root:0 ;:PUNCT:punct:-1 shots:NOUN:nsubj:3 "
        f"{preposition}:ADP:case:1 Arbin:PROPN:nmod:-2 rang:VERB:parataxis:-5",
        (0, 2),
    )
    context.places = context.places[1:]
    assert elsewhere(context, 4) == found


@pytest.mark.parametrize(
    ("written", "away", "landmark"),
    [
        ("raid:NOUN:root:0 80km:NOUN:nmod:-1 south:ADV:advmod:-1 of:ADP:case:1 Orrel:PROPN:nmod:-2", True, True),
        ("woods:NOUN:root:0 west:ADV:advmod:-1 of:ADP:case:1 Orrel:PROPN:nmod:-2", False, True),
        ("road:NOUN:root:0 between:ADP:case:1 Orrel:PROPN:nmod:-2", False, True),
        ("raid:NOUN:root:0 in:ADP:case:1 Orrel:PROPN:nmod:-2", False, False),
    ],
    ids=["distance", "bearing", "between", "in"],
)
def test_a_landmark_is_not_where_it_was(written: str, away: bool, landmark: bool) -> None:
    """A distance or a bearing from a place, and what lies between two, is not that place."""
    context = report(written)
    spot = context.places[0]
    assert (is_away(context, spot), is_landmark(context, spot)) == (away, landmark)


@pytest.mark.parametrize(
    ("between", "kept"),
    [
        (", in", ["Orrel"]),
        (", in the", ["Orrel"]),
        ("in the", ["Orrel"]),
        (", also in", ["Orrel"]),
        ("in the township of", ["Orrel"]),
        ("and", ["Orrel", "Arbin"]),
        (", then to", ["Orrel", "Arbin"]),
    ],
)
def test_the_words_put_one_place_into_another(between: str, kept: list[str]) -> None:
    """In "Orrel, in Arbin" only the first is where it was; a list has two places."""
    written = ["Orrel:PROPN:root:0", *(f"{word}:X:dep:0" for word in between.split()), "Arbin:PROPN:dep:0"]
    context = report(" ".join(w.replace(":dep:0", f":dep:{-i}") for i, w in enumerate(written)))
    assert [p.place.name for p in without_outer(context, context.places)] == kept


def test_a_list_lies_in_what_follows_it():
    """In "Orrel and Arbin, in Lowland's Tamrel" the last two hold the first two."""
    words = "Orrel and Arbin , in Lowland 's Tamrel".split()
    written = " ".join(f"{w}:X:{'root' if i == 0 else 'dep'}:{-i}" for i, w in enumerate(words))
    context = report(written)
    assert [p.place.name for p in without_outer(context, context.places)] == ["Orrel", "Arbin"]


@pytest.mark.parametrize(
    ("written", "bare"), [("border:NOUN:root:0", True), ("on:ADP:case:1 border:NOUN:root:0", False)]
)
def test_a_border_is_where_something_is_only_at_it(written: str, bare: bool) -> None:
    """A border that is only spoken of is nowhere anything happened."""
    context = report(written)
    at = next(t.i for t in context.doc if t.text == "border")
    border = PlaceMention(at, at + 1, Place(name="Freedonia–Sylvania border", level="region", country=None))
    assert is_bare_border(context, border) is bare


RESIDES = (
    "A:DET:det:1 man:NOUN:nsubj:pass:5 who:PRON:nsubj:1 {}:VERB/VBZ:acl:relcl:-2 {}:ADP:case:1 "
    "Orrel:PROPN:obl:-2 was:AUX:aux:pass:1 shot:VERB/VBN:root:0"
)


@pytest.mark.parametrize(
    ("verb", "preposition", "found"), [("resides", "in", ["Orrel"]), ("lives", "near", ["Orrel"]), ("fought", "in", [])]
)
def test_where_somebody_lives_is_elsewhere(verb: str, preposition: str, found: list[str]) -> None:
    """A man who lives in a town may be shot in another."""
    assert elsewhere(report(RESIDES.format(verb, preposition)), 7) == found


def test_what_a_country_has_is_elsewhere() -> None:
    """The embassies of two countries are in neither."""
    written = (
        "Crowds:NOUN:nsubj:1 attacked:VERB:root:0 the:DET:det:1 embassies:NOUN:obj:-2 of:ADP:case:1 "
        "Orrel:PROPN:nmod:-2 and:CCONJ:cc:1 Arbin:PROPN:conj:-2"
    )
    context = report(written)
    assert elsewhere(context, 1) == []
    states = [Place(name=p.place.name, level="country", country="ML") for p in context.places]
    context.places = tuple(PlaceMention(p.start, p.end, s) for p, s in zip(context.places, states, strict=True))
    assert elsewhere(context, 1) == ["Orrel", "Arbin"]


@pytest.mark.parametrize(
    ("written", "origin"),
    [
        ("A:DET:det:1 woman:NOUN:nsubj:3 from:ADP:case:1 Orrel:PROPN:nmod:-2 died:VERB:root:0", True),
        ("Shells:NOUN:nsubj:3 from:ADP:case:1 Orrel:PROPN:nmod:-2 fell:VERB:root:0", False),
        (
            "Moor:PROPN:nsubj:6 ,:PUNCT:punct:1 23:NUM:appos:-2 ,:PUNCT:punct:-1 of:ADP:case:1 Orrel:PROPN:nmod:-5 "
            "died:VERB:root:0",
            True,
        ),
        ("The:DET:det:1 centre:NOUN:nsubj:3 of:ADP:case:1 Orrel:PROPN:nmod:-2 burned:VERB:root:0", False),
    ],
)
def test_where_somebody_is_from_is_an_origin(written: str, origin: bool) -> None:
    """A person has an origin, a thing has none."""
    context = report(written)
    assert is_origin(context, "killing", context.places[0]) is origin


def test_who_is_taken_from_a_place_was_there() -> None:
    """Where an abducted woman is from is where she was taken; where one is from who was killed is not."""
    context = report(
        "Rebels:NOUN:nsubj:1 took:VERB:root:0 a:DET:det:1 woman:NOUN:obj:-2 from:ADP:case:1 Orrel:PROPN:nmod:-2"
    )
    assert is_origin(context, "killing", context.places[0])
    assert not is_origin(context, "abduction", context.places[0])
