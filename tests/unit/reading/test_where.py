"""Where a happening was, from hand-written parses."""

from dataclasses import replace

import pytest
from msgspec import structs

from parses import make_context, make_doc
from variorum.knowledge import load_gazetteer
from variorum.model import Place
from variorum.reading.happenings import Happening, Mention
from variorum.reading.neighbours import Neighbours
from variorum.reading.places import PlaceMention
from variorum.reading.where import find_where, own_places, phrase_places, together
from variorum.reading.zones import Layout, Zone
from variorum_en.annotations import Argument, Attribution, Trigger, register

SPOTS = {"Orrel": (1.0, 1.0), "Arbin": (1.1, 1.1), "Tamrel": (8.0, 8.0)}


def place(name: str, token: int = 0, country: str | None = "ML") -> PlaceMention:
    """Make a settlement at a token."""
    latitude, longitude = SPOTS[name]
    where = Place(name=name, level="settlement", country=country, latitude=latitude, longitude=longitude, radius_km=2)
    return PlaceMention(token, token + 1, where)


def report(written: str, *heads: str):
    """Make a context that knows the places of some sentences, and a mention of each head."""
    doc = make_doc(written)
    context = make_context(doc)
    context.places = tuple(place(t.text, t.i) for t in doc if t.text in SPOTS)
    context.actors = None  # type: ignore[assignment]
    sentences = [s.start for s in doc.sents]
    mentions = []
    tokens = [next(t for t in doc if t.text == head) for head in heads]
    for index, token in enumerate(tokens):
        arguments = tuple(Argument(p.start, p.end, "place", 0.9) for p in context.places)
        trigger = Trigger(token.i, token.i + 1, "armed_attack", None, 0.9, 0.9, arguments)
        number = sentences.index(token.sent.start)
        mention = Mention(index, trigger, token, number, False, False, heads=frozenset(t.i for t in tokens))
        mention.located = tuple(own_places(context, mention))
        mentions.append(mention)
    return context, mentions


def where(written: str, *heads: str) -> list[list[str]]:
    """Give the places of happenings that one mention each names."""
    context, mentions = report(written, *heads)
    happenings = [Happening([m]) for m in mentions]
    neighbours = Neighbours(context.doc, happenings)
    return [[p.name for p in find_where(context, h, neighbours)] for h in happenings]


ANSWERED = (
    "Strikes:NOUN/NNS:nsubj:3 on:ADP:case:1 Orrel:PROPN:nmod:-2 answered:VERB:root:0 a:DET:det:1 raid:NOUN:obj:-2 "
    "in:ADP:case:1 Tamrel:PROPN:nmod:-2 .:PUNCT:punct:-5"
)


def test_a_place_below_another_mention_is_that_mention_s() -> None:
    """What hangs on the raid that was answered is not where it was answered."""
    context, mentions = report(ANSWERED, "answered", "raid")
    assert [p.place.name for p in own_places(context, mentions[0])] == ["Orrel"]
    assert [p.place.name for p in own_places(context, mentions[1])] == ["Orrel", "Tamrel"]


ENTERED = (
    "Rebels:NOUN/NNS:nsubj:1 raided:VERB:root:0 Arbin:PROPN:obl:-1 and:CCONJ:cc:1 burned:VERB:conj:-3 "
    "houses:NOUN/NNS:obj:-1 .:PUNCT:punct:-5"
)


def test_what_is_coordinated_was_at_one_place() -> None:
    """Rebels who "raided Arbin and burned houses" burned them there."""
    context, (raid, fire) = report(ENTERED, "raided", "burned")
    fire.located = ()
    happenings = [Happening([raid]), Happening([fire])]
    assert [p.name for p in find_where(context, happenings[1], Neighbours(context.doc, happenings))] == ["Arbin"]


THERE = (
    "Rebels:NOUN/NNS:nsubj:1 left:VERB:root:0 Arbin:PROPN:obl:-1 .:PUNCT:punct:-2 A:DET:det:1 raid:NOUN:nsubj:1 "
    "began:VERB:root:0 {}:ADV:advmod:-1 .:PUNCT:punct:-2"
)


@pytest.mark.parametrize(("word", "found"), [("there", ["Arbin"]), ("late", [])])
def test_there_goes_back_to_the_sentence_before(word: str, found: list[str]) -> None:
    """The place told before is taken where a word stands for it, and only there."""
    assert where(THERE.format(word), "raid") == [found]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("there:ADV:advmod:-1", ["Arbin"]),
        ("in:ADP:case:2 that:DET:det:1 city:NOUN:obl:-3", ["Arbin"]),
        ("in:ADP:case:2 the:DET:det:1 centre:NOUN:obl:-3 of:ADP:case:2 that:DET:det:1 city:NOUN:nmod:-3", ["Arbin"]),
        ("in:ADP:case:2 a:DET:det:1 city:NOUN:obl:-3", []),
    ],
    ids=["there", "that city", "the centre of that city", "a city"],
)
def test_a_word_goes_back_to_a_place_of_its_own_sentence(words: str, found: list[str]) -> None:
    """The last one named before it."""
    written = (
        "Men:NOUN/NNS:nsubj:3 of:ADP:case:1 Arbin:PROPN:nmod:-2 said:VERB:root:0 that:SCONJ:mark:2 "
        f"shells:NOUN/NNS:nsubj:1 fell:VERB:ccomp:-3 {words} .:PUNCT:punct:-1"
    )
    context, (fell,) = report(written, "fell")
    fell.located = ()
    context.places = tuple(replace(p, locative=False) for p in context.places)
    happening = Happening([fell])
    assert [p.name for p in find_where(context, happening, Neighbours(context.doc, [happening]))] == found


FILED = (
    "Arbin:PROPN:root:0 .:PUNCT:punct:-1 Gunmen:NOUN/NNS:nsubj:1 shot:VERB:root:0 him:PRON:obj:-1 {} .:PUNCT:punct:-3"
)


def filed(written: str, zone: str, size: int = 8) -> list[str]:
    """Give where the happening was that "shot" names, of a report whose first word stands in a zone."""
    context, (shot,) = report(written, "shot")
    shot.located = ()
    shot.trigger = Trigger(shot.head.i, shot.head.i + 1, "armed_attack", None, 0.9, 0.9, ())
    known = Place(name="Arbin", level="settlement", country="ML", latitude=1.0, longitude=1.0, radius_km=2)
    context.places = (PlaceMention(0, 1, known, candidates=load_gazetteer().find("Dori")[:1]),)
    context.layout = Layout(zones=(Zone(0, size, zone), Zone(size, len(context.report.text), "body")))  # type: ignore[arg-type]
    happening = Happening([shot])
    return [p.name for p in find_where(context, happening, Neighbours(context.doc, [happening]))]


def test_here_is_where_a_report_was_filed() -> None:
    """A dateline tells where "here" is, however much of the report is between."""
    filler = " ".join(["It:PRON:nsubj:1 rained:VERB:root:0 .:PUNCT:punct:-1"] * 30)
    written = FILED.format("{}").replace(" Gunmen", f" {filler} Gunmen")
    assert filed(written.format("here:ADV:advmod:-2"), "dateline") == ["Arbin"]
    assert filed(written.format("late:ADV:advmod:-2"), "dateline") == []


def test_what_a_report_begins_with_was_where_it_was_filed() -> None:
    """Where the words put it nowhere."""
    assert filed(FILED.format("late:ADV:advmod:-2"), "dateline") == ["Arbin"]


def test_violence_was_in_the_one_town_of_the_title() -> None:
    """Where the words put it nowhere, and the report was filed from nowhere."""
    assert filed(FILED.format("late:ADV:advmod:-2"), "title") == ["Arbin"]
    assert filed(FILED.format("late:ADV:advmod:-2"), "caption") == []


def test_a_place_with_a_day_heads_its_entry() -> None:
    """In "Arbin, 3 March. Gunmen fired" what is put nowhere was there; without the day the name heads nothing."""
    text = "Arbin:PROPN:root:0 {} .:PUNCT:punct:-1 Gunmen:NOUN/NNS:nsubj:1 shot:VERB:root:0 him:PRON:obj:-1"
    assert filed(text.format(",:PUNCT:punct:-1 3:NUM:nummod:1 March:PROPN:nmod:-3"), "body") == ["Arbin"]
    assert filed(text.format(",:PUNCT:punct:-1 he:PRON:nsubj:1 said:VERB:parataxis:-3"), "body") == []


def test_a_place_alone_above_heads_a_part_of_the_page() -> None:
    """A subhead that is a town's name places what stands below it."""
    assert filed(FILED.format("late:ADV:advmod:-2"), "subhead", 5) == ["Arbin"]


def test_a_town_is_left_out_beside_a_site_in_it() -> None:
    """A street of which no more is known than its country is in the one town that is told."""
    written = "Men:NOUN/NNS:nsubj:1 shot:VERB:root:0 in:ADP:case:1 Arbin:PROPN:obl:-2 on:ADP:case:1 Orrel:PROPN:obl:-4"
    assert where(written, "shot") == [["Arbin", "Orrel"]]
    context, (shot,) = report(written, "shot")
    street = Place(name="Orrel", level="site", country="ML")
    context.places = (context.places[0], replace(context.places[1], place=street))
    shot.located = context.places
    happening = Happening([shot])
    assert [p.name for p in find_where(context, happening, Neighbours(context.doc, [happening]))] == ["Orrel"]


@pytest.mark.parametrize(("linked", "expected"), [("on:ADP", ["Orrel"]), ("and:CCONJ", ["Arbin", "Orrel"])])
def test_a_province_is_left_out_beside_a_site_in_it(linked: str, expected: list[str]) -> None:
    """The site lies in the one province that is told, unless it is told as a second place."""
    written = (
        f"Men:NOUN/NNS:nsubj:1 shot:VERB:root:0 in:ADP:case:1 Arbin:PROPN:obl:-2 {linked}:case:1 Orrel:PROPN:obl:-4"
    )
    context, (shot,) = report(written, "shot")
    wide, narrow = context.places
    wide = replace(wide, place=structs.replace(wide.place, level="province"))
    context.places = (wide, replace(narrow, place=Place(name="Orrel", level="site", country="ML")))
    shot.located = context.places
    happening = Happening([shot])
    assert [p.name for p in find_where(context, happening, Neighbours(context.doc, [happening]))] == expected


@pytest.mark.parametrize(("told", "expected"), [("Tamrel", ["Arbin"]), ("Orrel", ["Orrel"])])
def test_a_town_is_narrower_than_its_province_but_no_second_one(told: str, expected: list[str]) -> None:
    """A sentence that names no other happening tells where in a province it was, unless that is told already."""
    written = (
        f"Rebels:NOUN/NNS:nsubj:1 struck:VERB:root:0 in:ADP:case:1 {told}:PROPN:obl:-2 in:ADP:case:1 "
        "Tamrel:PROPN:nmod:-2 .:PUNCT:punct:-5 Men:NOUN/NNS:nsubj:1 told:VERB:root:0 of:ADP:case:2 the:DET:det:1 "
        "raid:NOUN:obl:-3 in:ADP:case:1 Arbin:PROPN:obl:-5 .:PUNCT:punct:-6"
    )
    context, mentions = report(written, "struck", "raid")
    wide = Place(name="Tamrel", level="province", country="ML")
    context.places = tuple(
        replace(p, place=wide if p.place.name == "Tamrel" else structs.replace(p.place, province="Tamrel"))
        for p in context.places
    )
    mentions[0].located, mentions[1].located = context.places[:2], ()
    happening = Happening(mentions)
    assert [p.name for p in find_where(context, happening, Neighbours(context.doc, [happening]))] == expected


def test_places_far_apart_are_of_two_happenings() -> None:
    """A happening is bounded in place: what a later mention says of elsewhere is left out."""
    assert together(place("Orrel"), place("Arbin"))
    assert not together(place("Orrel"), place("Tamrel"))
    assert not together(place("Orrel"), place("Arbin", country="NE"))
    written = (
        "Raiders:NOUN/NNS:nsubj:1 hit:VERB:root:0 Orrel:PROPN:obl:-1 .:PUNCT:punct:-2 They:PRON:nsubj:1 "
        "struck:VERB:root:0 Tamrel:PROPN:obl:-1 .:PUNCT:punct:-2"
    )
    context, mentions = report(written, "hit", "struck")
    happening = Happening(mentions)
    assert [p.name for p in find_where(context, happening, Neighbours(context.doc, [happening]))] == ["Orrel"]


def test_a_place_near_it_gives_way_to_none_that_is_wider() -> None:
    """In a district and near a town, it was at the town; in one town and near another, at the first."""
    written = (
        "Rebels:NOUN/NNS:nsubj:1 struck:VERB:root:0 in:ADP:case:1 Orrel:PROPN:obl:-2 ,:PUNCT:punct:2 near:ADP:case:1 "
        "Arbin:PROPN:obl:-5 .:PUNCT:punct:-6"
    )
    context, mentions = report(written, "struck")
    happening = Happening(mentions)
    for level, expected in (("settlement", ["Orrel"]), ("district", ["Orrel", "Arbin"])):
        wide = [replace(p, place=structs.replace(p.place, level=level)) for p in context.places[:1]]
        context.places = (*wide, *context.places[1:])
        mentions[0].located = tuple(context.places)
        found = find_where(context, happening, Neighbours(context.doc, [happening]))
        assert [p.name for p in found] == expected


@pytest.mark.parametrize(("verb", "expected"), [("signed", ["Arbin"]), ("denounced", [])])
def test_a_deal_was_where_it_was_signed(verb: str, expected: list[str]) -> None:
    """Of the words behind a noun only those by which it was done tell where it was."""
    written = (
        "It:PRON:nsubj:1 broke:VERB:root:0 a:DET:det:1 truce:NOUN:obj:-2 "
        f"{verb}:VERB/VBN:acl:-1 in:ADP:case:1 Arbin:PROPN:obl:-2 .:PUNCT:punct:-6"
    )
    context, _ = report(written, "truce")
    assert [p.place.name for p in phrase_places(context, context.doc[3])] == expected


@pytest.mark.parametrize(("level", "expected"), [("region", ["Arbin"]), ("country", [])])
def test_a_border_that_is_closed_is_where_it_is_closed(level: str, expected: list[str]) -> None:
    """A state that something is done to is a party and no place."""
    context, (closed,) = report("They:PRON:nsubj:1 closed:VERB:root:0 Arbin:PROPN:obj:-1", "closed")
    context.places = tuple(
        replace(p, place=structs.replace(p.place, level=level), locative=False) for p in context.places
    )
    closed.located = ()
    closed.trigger = Trigger(1, 2, "closure", None, 0.9, 0.9, (Argument(2, 3, "target", 0.9),))
    happening = Happening([closed])
    assert [p.name for p in find_where(context, happening, Neighbours(context.doc, [happening]))] == expected


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("In:ADP:case:1 Orrel:PROPN:obl:2 rebels:NOUN/NNS:nsubj:1 came:VERB/VBD:root:0", "burned:VERB/VBD", ["Orrel"]),
        ("In:ADP:case:1 Orrel:PROPN:obl:2 rebels:NOUN/NNS:nsubj:1 came:VERB/VBD:root:0", "burn:VERB/VBP", []),
        ("Orrel:PROPN:nsubj:1 changed:VERB/VBD:root:0 hands:NOUN/NNS:obj:-1", "burned:VERB/VBD", ["Orrel"]),
        ("Rebels:NOUN/NNS:nsubj:3 in:ADP:case:1 Orrel:PROPN:nmod:-2 rejoiced:VERB/VBD:root:0", "burned:VERB/VBD", []),
    ],
)
def test_what_goes_on_is_at_the_place_of_the_sentence_before(before: str, after: str, expected: list[str]) -> None:
    """A place at the head of a sentence holds for the next one, unless that is in the present."""
    written = f"{before} .:PUNCT:punct:-1\nThey:PRON:nsubj:1 {after}:root:0 houses:NOUN/NNS:obj:-1 .:PUNCT:punct:-2"
    assert where(written, after.split(":")[0]) == [expected]


def test_what_goes_on_from_a_happening_is_where_that_was() -> None:
    """The place of what the sentence before tells is taken over, but not for an arrest, which may be anywhere."""
    written = (
        "Rebels:NOUN/NNS:nsubj:1 struck:VERB/VBD:root:0 in:ADP:case:1 Orrel:PROPN:obl:-2 .:PUNCT:punct:-3\n"
        "They:PRON:nsubj:1 burned:VERB/VBD:root:0 houses:NOUN/NNS:obj:-1 .:PUNCT:punct:-2"
    )
    assert where(written, "struck", "burned") == [["Orrel"], ["Orrel"]]
    context, mentions = report(written, "struck", "burned")
    held = replace(mentions[1].trigger, type="arrest")
    mentions[1] = replace(mentions[1], trigger=held)
    happenings = [Happening([m]) for m in mentions]
    assert find_where(context, happenings[1], Neighbours(context.doc, happenings)) == ()


@pytest.mark.parametrize(("tied", "expected"), [(True, ["Orrel"]), (False, [])])
def test_the_model_may_tie_a_place_in_a_speaker_s_words(tied: bool, expected: list[str]) -> None:
    """Of "prisons in Orrel say" the model may know that they are where it happened; else they only tell of it."""
    register()
    context, (shot,) = report(
        "Prisons:NOUN/NNS:nsubj:3 in:ADP:case:1 Orrel:PROPN:nmod:-2 say:VERB:root:0 guards:NOUN/NNS:nsubj:1 "
        "shot:VERB/VBD:ccomp:-2 him:PRON:obj:-1 .:PUNCT:punct:-4",
        "shot",
    )
    context.doc._.attributions = (Attribution((3, 4), (0, 3), (4, 7), 0.9),)
    if not tied:
        shot.trigger = replace(shot.trigger, arguments=())
    happening = Happening([shot])
    assert [p.name for p in find_where(context, happening, Neighbours(context.doc, [happening]))] == expected


@pytest.mark.parametrize("spoken", [True, False])
def test_where_a_raid_is_denounced_is_not_where_it_was(spoken: bool) -> None:
    """An envoy who denounces a raid in a town need not be where it was."""
    register()
    context, [raid] = report(
        "In:ADP:case:1 Orrel:PROPN:obl:2 envoys:NOUN/NNS:nsubj:1 denounced:VERB:root:0 the:DET:det:1 raid:NOUN:obj:-2",
        "raid",
    )
    context.doc._.attributions = (Attribution((3, 4), (2, 3), (4, 6), 0.9),) if spoken else ()
    context.__dict__.pop("cues", None)
    assert [p.place.name for p in own_places(context, raid)] == ([] if spoken else ["Orrel"])
