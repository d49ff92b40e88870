from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest
from spacy.tokens import Span

from parses import make_context, make_doc
from variorum.reading.happenings import Mention
from variorum.reading.layout import Layout, Zone
from variorum.reading.parties import fighters_harmed, parties
from variorum.reading.sides import by_argument, by_grammar
from variorum.reading.voices import Voices
from variorum_en.annotations import Argument, Trigger

if TYPE_CHECKING:
    from spacy.tokens import Doc

ACTIVE = (
    "Rebels:NOUN:nsubj:1 attacked:VERB:root:0 soldiers:NOUN:obj:-1 and:CCONJ:cc:1 police:NOUN:conj:-2 .:PUNCT:punct:-4"
)
PASSIVE = (
    "Soldiers:NOUN:nsubj:pass:2 were:AUX:aux:pass:1 attacked:VERB/VBN:root:0 by:ADP:case:1 rebels:NOUN:obl:agent:-2 "
    ".:PUNCT:punct:-3"
)
LIGHT = (
    "Rebels:NOUN:nsubj:1 launch:VERB:root:0 an:DET:det:1 attack:NOUN:obj:-2 on:ADP:case:1 soldiers:NOUN:nmod:-2 "
    ".:PUNCT:punct:-5"
)
BETWEEN = (
    "Fighting:NOUN:nsubj:5 between:ADP:case:1 rebels:NOUN:nmod:-2 and:CCONJ:cc:1 soldiers:NOUN:conj:-2 "
    "resumed:VERB:root:0 .:PUNCT:punct:-1"
)
OF = "The:DET:det:1 killing:NOUN:nsubj:3 of:ADP:case:1 soldiers:NOUN:nmod:-2 stopped:VERB:root:0 .:PUNCT:punct:-1"
DOER = "A:DET:det:2 rebel:NOUN:compound:1 raid:NOUN:nsubj:1 failed:VERB:root:0 .:PUNCT:punct:-1"
KIND = "A:DET:det:2 military:ADJ:amod:1 campaign:NOUN:nsubj:1 began:VERB:root:0 .:PUNCT:punct:-1"
BURST = "It:PRON:nsubj:1 explode:VERB:root:0 at:ADP:case:1 noon:NOUN:obl:-2 .:PUNCT:punct:-3"
AVERTED = (
    "Police:NOUN:nsubj:1 prevent:VERB:root:0 rebels:NOUN:obj:-1 from:SCONJ:mark:1 attacking:VERB/VBG:advcl:-3 "
    "villagers:NOUN:obj:-1 .:PUNCT:punct:-5"
)
MODAL = "Generals:NOUN:nsubj:2 would:AUX/MD:aux:1 order:VERB:root:0 the:DET:det:1 attack:NOUN:obj:-2 .:PUNCT:punct:-3"
ACCUSED = (
    "Villagers:NOUN:nsubj:1 accuse:VERB:root:0 rebels:NOUN:obj:-1 of:ADP:case:2 a:DET:det:1 raid:NOUN:obl:-4 "
    ".:PUNCT:punct:-5"
)
ACCUSED_VERB = (
    "Police:NOUN:nsubj:1 accuse:VERB:root:0 rebels:NOUN:obj:-1 of:SCONJ:mark:1 attacking:VERB/VBG:advcl:-3 "
    "villagers:NOUN:obj:-1 .:PUNCT:punct:-5"
)
LAID_ON = (
    "Villagers:NOUN:nsubj:1 blame:VERB:root:0 the:DET:det:1 raid:NOUN:obj:-2 on:ADP:case:1 rebels:NOUN:obl:-4 "
    ".:PUNCT:punct:-5"
)
NOT_ACCUSED = (
    "Villagers:NOUN:nsubj:2 never:ADV:advmod:1 accuse:VERB:root:0 rebels:NOUN:obj:-1 of:ADP:case:2 a:DET:det:1 "
    "raid:NOUN:obl:-4 .:PUNCT:punct:-5"
)
BLAMED = "The:DET:det:1 raid:NOUN:nsubj:4 blamed:VERB/VBN:acl:-1 on:ADP:case:1 rebels:NOUN:obl:-2 shocked:VERB:root:0"
UNDER_FIRE = "A:DET:det:1 patrol:NOUN:nsubj:1 came:VERB:root:0 under:ADP:case:1 fire:NOUN:obl:-2 .:PUNCT:punct:-3"
FIRED_AT = (
    "Rebels:NOUN:nsubj:1 fired:VERB:root:0 rockets:NOUN:obj:-1 at:ADP:case:2 the:DET:det:1 barracks:NOUN:nmod:-3 "
    ".:PUNCT:punct:-5"
)
TAKEN_FROM = (
    "Troops:NOUN:nsubj:1 took:VERB:root:0 the:DET:det:1 town:NOUN:obj:-2 from:ADP:case:1 rebels:NOUN:obl:-4 "
    ".:PUNCT:punct:-5"
)
OF_THEM_BY = (
    "The:DET:det:1 killing:NOUN:nsubj:5 of:ADP:case:1 two:NUM:nmod:-2 by:ADP:case:1 soldiers:NOUN:nmod:-2 "
    "stopped:VERB:root:0 .:PUNCT:punct:-1"
)
DEED = (
    "A:DET:det:2 Freedonian:ADJ:amod:1 raid:NOUN:nsubj:1 hit:VERB:root:0 a:DET:det:1 school:NOUN:obj:-2 "
    ".:PUNCT:punct:-3"
)
RESPONSIBLE = (
    "Rebels:NOUN:nsubj:2 were:AUX:cop:1 responsible:ADJ:root:0 for:ADP:case:2 the:DET:det:1 raid:NOUN:obl:-3 "
    ".:PUNCT:punct:-4"
)
BEHIND = "Rebels:NOUN:nsubj:4 were:AUX:cop:3 behind:ADP:case:2 the:DET:det:1 raid:NOUN:root:0 .:PUNCT:punct:-1"
BEFORE = (
    "Troops:NOUN:nsubj:1 launch:VERB:root:0 strikes:NOUN:obj:-1 after:ADP:case:2 an:DET:det:1 attack:NOUN:obl:-4 "
    "stage:VERB/VBN:acl:-1 by:ADP:case:1 rebels:NOUN:obl:agent:-2 .:PUNCT:punct:-8"
)
TWO = (
    "Rebels:NOUN:nsubj:1 left:VERB:root:0 .:PUNCT:punct:-1 Soldiers:NOUN:nsubj:1 attacked:VERB:root:0 "
    "seven:NUM:nummod:1 villagers:NOUN:obj:-2 .:PUNCT:punct:-3"
)


def mention(doc: Doc, at: int, *arguments: Argument) -> Mention:
    trigger = Trigger(at, at + 1, "armed_attack", None, 0.9, 0.9, arguments)
    return Mention(index=0, trigger=trigger, head=doc[at], sentence=0, definite=False, indefinite=False)


@pytest.mark.parametrize(
    ("written", "at", "kind", "parties"),
    [
        (ACTIVE, 1, "armed_attack", [("initiator", "Rebels"), ("target", "soldiers"), ("target", "police")]),
        (PASSIVE, 2, "armed_attack", [("initiator", "rebels"), ("target", "Soldiers")]),
        (LIGHT, 3, "armed_attack", [("initiator", "Rebels"), ("target", "soldiers")]),
        (BETWEEN, 0, "clash", [("initiator", "rebels"), ("initiator", "soldiers")]),
        (OF, 1, "killing", [("target", "soldiers")]),
        (OF, 1, "protest", []),
        (DOER, 2, "armed_attack", [("initiator", "rebel")]),
        (BURST, 1, "bombing", []),
        (AVERTED, 4, "armed_attack", [("initiator", "rebels"), ("target", "villagers")]),
        (MODAL, 4, "armed_attack", []),
        (ACCUSED, 5, "armed_attack", [("initiator", "rebels")]),
        (ACCUSED_VERB, 4, "armed_attack", [("initiator", "rebels"), ("target", "villagers")]),
        (LAID_ON, 3, "armed_attack", [("initiator", "rebels")]),
        (NOT_ACCUSED, 6, "armed_attack", []),
        (RESPONSIBLE, 5, "armed_attack", [("initiator", "Rebels")]),
        (BEHIND, 4, "armed_attack", [("initiator", "Rebels")]),
        (BEFORE, 5, "armed_attack", [("initiator", "rebels")]),
        (BLAMED, 1, "armed_attack", [("initiator", "rebels")]),
        (UNDER_FIRE, 4, "armed_attack", [("target", "patrol")]),
        (UNDER_FIRE, 2, "armed_attack", [("target", "patrol")]),
        (FIRED_AT, 1, "shelling", [("initiator", "Rebels"), ("target", "barracks")]),
        (TAKEN_FROM, 1, "territory_change", [("initiator", "Troops"), ("target", "town"), ("target", "rebels")]),
        (TAKEN_FROM, 1, "armed_attack", [("initiator", "Troops"), ("target", "town")]),
        (OF_THEM_BY, 1, "killing", [("initiator", "soldiers"), ("target", "two")]),
    ],
    ids=[
        *("active", "passive", "light verb", "between", "of whom", "of what", "doer", "bursts", "averted", "would"),
        *("accused of a deed", "accused of doing", "blamed on", "not accused", "responsible", "behind"),
        *("what came before", "blamed behind it", "under fire", "came under"),
        *("fired at", "taken from", "from elsewhere", "by behind of"),
    ],
)
def test_grammar_gives_parties(written: str, at: int, kind: str, parties: list[tuple[str, str]]) -> None:
    """Subjects and by-phrases act, objects and aims are acted on, for verbs and for nouns of action."""
    found = {(side, token.text) for side, token, _ in by_grammar(mention(make_doc(written), at), kind)}
    assert found == set(parties)


def test_a_word_for_the_kind_weighs_less():
    """A word before a noun, as in "military campaign", may say of what kind it is; a subject says who did it."""
    weights = [
        w for doc, at in ((KIND, 2), (ACTIVE, 1)) for _, _, w in by_grammar(mention(make_doc(doc), at), "operation")
    ]
    assert weights[0] < min(weights[1:])


def test_argument_gives_its_head() -> None:
    """Of the model's argument the head noun stands for it, a number before it included, with its probability."""
    doc = make_doc(TWO)
    found = [by_argument(mention(doc, 4, Argument(a, b, "target", 0.8)), "target") for a, b in ((5, 6), (5, 7), (6, 7))]
    assert [[(token.text, score) for token, score in one] for one in found] == [[("villagers", 0.8)]] * 3


def test_argument_of_another_sentence_is_not_heard() -> None:
    """What the model finds beyond the sentence is too often another happening's."""
    doc = make_doc(TWO)
    assert list(by_argument(mention(doc, 4, Argument(0, 1, "initiator", 0.8)), "initiator")) == []


def test_argument_in_another_role_is_not_heard() -> None:
    """Asked for one role, the others stay out."""
    doc = make_doc(TWO)
    assert list(by_argument(mention(doc, 4, Argument(3, 4, "initiator", 0.8)), "target")) == []


def heard(doc: Doc, at: int, *arguments: Argument, kind: str = "armed_attack", zones=()) -> tuple[list[str], list[str]]:  # type: ignore[no-untyped-def]
    """Give the parties of a mention where every word is an actor of its own."""
    actors = SimpleNamespace(
        resolve_head=lambda token: token.lower_,
        get=lambda name: SimpleNamespace(name=name, type="other", country=None),
        is_named=lambda name: False,
    )
    context = replace(make_context(doc), actors=actors, layout=Layout(zones=zones))
    return parties(context, [mention(doc, at, *arguments)], kind, Voices(()))


def test_who_is_surely_hurt_did_not_do_it():
    """In "4 People Shot" the parse makes shooters of the people, and the model knows better."""
    doc = make_doc("Four:NUM:nummod:1 people:NOUN:nsubj:1 shot:VERB:root:0 .:PUNCT:punct:-1")
    assert heard(doc, 2)[0] == ["people"]
    assert heard(doc, 2, Argument(1, 2, "victim", 0.95))[0] == []


def test_a_dateline_is_no_party():
    """The town before a dash is where the report was written, though the parse may hang it on the verb."""
    doc = make_doc("BEIRUT:PROPN:nsubj:1 attacked:VERB:root:0 soldiers:NOUN:obj:-1 .:PUNCT:punct:-2")
    assert heard(doc, 1)[0] == ["beirut"]
    assert heard(doc, 1, zones=(Zone(0, 7, "dateline"), Zone(7, 40, "body")))[0] == []


@pytest.mark.parametrize(("kind", "found"), [("armed_attack", []), ("talks", ["reuters"])])
def test_no_outlet_attacks(kind: str, found: list[str]) -> None:
    """An outlet that the parse makes an attacker tells of the attack; it may be a party to what is not violent."""
    doc = make_doc("Reuters:PROPN:nsubj:1 attacked:VERB:root:0 soldiers:NOUN:obj:-1 .:PUNCT:punct:-2")
    types = {"reuters": "media", "soldiers": "military"}
    context = replace(
        make_context(doc),
        actors=SimpleNamespace(
            resolve_head=lambda token: token.lower_,
            get=lambda name: SimpleNamespace(name=name, type=types[name], country=None),
            is_named=lambda name: False,
        ),
    )

    initiators, _ = parties(context, [mention(doc, 1)], kind, Voices(()))

    assert initiators == found


NAMED = {"infantry"}
"""Actors that go by a name."""


def heard_of(doc: Doc, at: int, types: dict[str, str], kind: str, *arguments: Argument) -> tuple[list[str], list[str]]:
    """Give the parties of a mention where every word is an actor of the type given."""

    def get(name: str) -> SimpleNamespace:
        return SimpleNamespace(name=name, type=types.get(name, "other"), country=None, parent=None)

    actors = SimpleNamespace(
        resolve_head=lambda token, create=True: token.lower_, get=get, is_named=lambda name: name in NAMED
    )
    return parties(replace(make_context(doc), actors=actors), [mention(doc, at, *arguments)], kind, Voices(()))


def struck(whom: str, verb: str = "attacked") -> Doc:
    """Parse "Rebels attacked WHOM", of two words."""
    return make_doc(f"Rebels:NOUN:nsubj:1 {verb}:VERB:root:0 {whom} .:PUNCT:punct:-3")


def test_where_it_happened_is_no_party():
    """A village that is attacked is where it was done, and does not attack either."""
    attacked = struck("the:DET:det:1 village:NOUN:obj:-2")
    assert heard_of(attacked, 1, {"village": "civilians"}, "armed_attack") == (["rebels"], [])


@pytest.mark.parametrize(("kind", "targets"), [("armed_attack", []), ("abduction", ["people"])])
def test_people_who_are_only_counted_are_no_target(kind: str, targets: list[str]) -> None:
    """Nine people of whom nothing else is told were hurt, not aimed at; but they may be kidnapped."""
    doc = struck("nine:NUM:nummod:1 people:NOUN:obj:-2")
    assert heard_of(doc, 1, {"people": "civilians"}, kind)[1] == targets


@pytest.mark.parametrize(("whom", "targets"), [("civilians", []), ("military", ["nurses"])])
def test_who_is_only_harmed_is_no_target(whom: str, targets: list[str]) -> None:
    """A word of harm tells whom a blast befell, which are not those that it was aimed at unless they bear arms."""
    doc = struck("four:NUM:nummod:1 nurses:NOUN:obj:-2", "kill")
    doc[3].tag_ = "NNS"
    assert heard_of(doc, 1, {"nurses": whom}, "bombing")[1] == targets


@pytest.mark.parametrize(
    ("other", "at", "found"), [("Rebels", (3, 6), ["rebels", "miners"]), ("Guards", (3, 6, 9), ["rebels"])]
)
def test_who_is_said_less_is_dropped_unless_both_are_named_together(
    other: str, at: tuple[int, ...], found: list[str]
) -> None:
    """One name stands for both attackers from then on; one whom another sentence has is doubtful."""
    doc = make_doc(
        f"{other}:NOUN:nsubj:3 and:CCONJ:cc:1 miners:NOUN:conj:-2 attacked:VERB:root:0 .:PUNCT:punct:-1 "
        "Rebels:NOUN:nsubj:1 attacked:VERB:root:0 .:PUNCT:punct:-1 "
        "Rebels:NOUN:nsubj:1 attacked:VERB:root:0 .:PUNCT:punct:-1"
    )
    types = {"rebels": "armed_group", "miners": "military", "guards": "person"}

    def get(name: str) -> SimpleNamespace:
        return SimpleNamespace(name=name, type=types[name], country=None, parent=None)

    actors = SimpleNamespace(
        resolve_head=lambda token, create=True: token.lower_, get=get, is_named=lambda name: name == "miners"
    )
    mentions = [replace(mention(doc, i), index=n) for n, i in enumerate(at)]
    told = parties(replace(make_context(doc), actors=actors), mentions, "armed_attack", Voices(()))

    assert told[0] == found


@pytest.mark.parametrize(("whom", "found"), [("kidnappers", ["kidnappers"]), ("dead", [])])
def test_a_number_stands_for_whom_it_counts(whom: str, found: list[str]) -> None:
    """Two of the kidnappers are kidnappers; of the dead nothing is told."""
    doc = make_doc(
        "Troops:NOUN:nsubj:1 attacked:VERB:root:0 two:NUM:obj:-1 of:ADP:case:2 the:DET:det:1 "
        f"{whom}:NOUN/NNS:nmod:-3 .:PUNCT:punct:-5"
    )
    assert heard_of(doc, 1, {whom: "armed_group"}, "armed_attack") == (["troops"], found)


def test_nobody_aims_at_himself():
    """Who blows himself up is no target."""
    doc = struck("up:ADV:advmod:-1 himself:PRON:obj:-2", "blew")
    assert heard_of(doc, 1, {"rebels": "armed_group", "himself": "police"}, "suicide_bombing") == (["rebels"], [])


def test_a_weapon_is_no_party():
    """Nobody's missile neither attacks nor is aimed at."""
    doc = make_doc("Missiles:NOUN:nsubj:1 hit:VERB:root:0 drones:NOUN:obj:-1 .:PUNCT:punct:-2")
    for token in (doc[0], doc[2]):
        token.ent_type_ = "WEAPON"
    assert heard_of(doc, 1, {"missiles": "military", "drones": "military"}, "air_strike") == ([], [])


def test_words_for_one_force_are_one_party():
    """Troops and soldiers beside an army that is named are that army."""
    doc = make_doc(
        "Fighting:NOUN:nsubj:9 between:ADP:case:1 rebels:NOUN/NNS:nmod:-2 ,:PUNCT:punct:1 infantry:NOUN:conj:-2 "
        ",:PUNCT:punct:1 troops:NOUN/NNS:conj:-4 and:CCONJ:cc:1 soldiers:NOUN/NNS:conj:-6 resumed:VERB:root:0"
    )
    types = dict.fromkeys(("infantry", "troops", "soldiers"), "military")
    assert heard_of(doc, 0, types, "clash") == (["rebels", "infantry"], [])


@pytest.mark.parametrize(("before", "at"), [("", 1), ("anti:ADJ:amod:2 -:PUNCT:punct:1 ", 3)], ids=["whom", "anti"])
def test_a_protest_is_against_whom_it_names(before: str, at: int) -> None:
    """A "Meyer protest" is no protest by Meyer."""
    doc = make_doc(before + "Meyer:PROPN:compound:1 protest:NOUN:nsubj:1 ended:VERB:root:0 .:PUNCT:punct:-1")
    doc.ents = [Span(doc, at - 1, at, label="PER")]
    assert heard_of(doc, at, {}, "protest") == ([], ["meyer"])


def test_whom_violence_befell_may_own_its_noun():
    """The teenager of "the teenager's shooting" was shot."""
    doc = make_doc(
        "The:DET:det:1 teenager:NOUN:nmod:poss:2 's:PART/POS:case:-1 shooting:NOUN:nsubj:1 shocked:VERB:root:0"
    )
    assert heard_of(doc, 3, {"teenager": "civilians"}, "armed_attack") == ([], ["teenager"])


def test_who_dies_does_nothing():
    """The subject of "died" did not do it."""
    doc = make_doc("Guards:NOUN:nsubj:1 died:VERB:root:0 .:PUNCT:punct:-1")
    assert heard_of(doc, 1, {}, "killing")[0] == []


def test_a_noun_speaks_louder_than_a_pronoun():
    """Whom a pronoun means is not heard beside one whom a noun names, unless it is the speaker's own word."""
    doc = make_doc(
        "They:PRON:nsubj:1 attacked:VERB:root:0 .:PUNCT:punct:-1 Rebels:NOUN:nsubj:1 attacked:VERB:root:0 "
        ".:PUNCT:punct:-1"
    )
    types = {"they": "military", "rebels": "armed_group"}
    actors = SimpleNamespace(
        resolve_head=lambda token, create=True: token.lower_,
        get=lambda name: SimpleNamespace(name=name, type=types[name], country=None, parent=None),
        is_named=lambda name: True,
    )
    context = replace(make_context(doc), actors=actors)
    both, alone = [mention(doc, 1), mention(doc, 4)], [mention(doc, 1)]
    assert parties(context, both, "armed_attack", Voices(()))[0] == ["rebels"]
    assert parties(context, alone, "armed_attack", Voices(()))[0] == ["they"]


def test_a_speaker_says_what_he_did_himself():
    """In "the Front said it attacked" the pronoun is as good as the name."""
    doc = make_doc(
        "Front:PROPN:nsubj:1 said:VERB:root:0 it:PRON:nsubj:1 attacked:VERB:ccomp:-2 .:PUNCT:punct:-3 "
        "Rebels:NOUN:nsubj:1 attacked:VERB:root:0 .:PUNCT:punct:-1"
    )
    actors = SimpleNamespace(
        resolve_head=lambda token, create=True: {"it": "front"}.get(token.lower_, token.lower_),
        get=lambda name: SimpleNamespace(name=name.title(), type="armed_group", country=None, parent=None),
        is_named=lambda name: True,
    )
    context = replace(make_context(doc), actors=actors)
    found, _ = parties(context, [mention(doc, 3), mention(doc, 6)], "armed_attack", Voices(()))
    assert found == ["front", "rebels"]


def test_who_falls_in_a_clash_fought_in_it():
    """Where one side of a clash is told, the fighters that died in it are the other; bystanders are not."""
    doc = make_doc(
        "Three:NUM:nummod:1 rebels:NOUN:nsubj:3 and:CCONJ:cc:1 nurses:NOUN:conj:-2 died:VERB:root:0 in:ADP:case:1 "
        "clashes:NOUN:obl:-2 .:PUNCT:punct:-3"
    )
    types = {"rebels": "armed_group", "nurses": "civilians"}
    actors = SimpleNamespace(
        resolve_head=lambda token: token.lower_,
        get=lambda name: SimpleNamespace(name=name, type=types.get(name, "military"), country=None),
    )
    context = replace(make_context(doc), actors=actors)
    told = [mention(doc, 6, Argument(0, 2, "victim", 0.9), Argument(3, 4, "victim", 0.9))]
    assert fighters_harmed(context, told, ["army"]) == ["rebels"]


def test_an_agent_without_by_is_the_subject():
    """What the parse takes for the agent of a passive before the verb, and without "by", did not do it."""
    doc = make_doc(
        "Bard:PROPN:obl:agent:2 was:AUX:aux:pass:1 shot:VERB/VBN:root:0 by:ADP:case:1 rebels:NOUN:obl:agent:-2"
    )
    assert heard(doc, 2)[0] == ["rebels"]


def test_authorities_arrest():
    """Where a force is named that made an arrest, nobody else that the parse gives made it."""
    doc = make_doc(
        "Police:NOUN:nsubj:3 and:CCONJ:cc:1 traffickers:NOUN:conj:-2 arrested:VERB:root:0 two:NUM:nummod:1 "
        "men:NOUN:obj:-2"
    )
    types = {"police": "police", "traffickers": "civilians"}
    assert heard_of(doc, 3, types, "arrest")[0] == ["police"]
    assert heard_of(doc, 3, types, "abduction")[0] == ["police", "traffickers"]


def test_women_and_children_were_only_harmed():
    """Women and children of whom nothing else is told are no target of a raid."""
    doc = struck("women:NOUN:obj:-1 indeed:ADV:advmod:-2")
    assert heard_of(doc, 1, {"women": "civilians"}, "armed_attack")[1] == []


def test_who_did_a_deed_did_what_it_did():
    """In "a Freedonian raid hit a school" the doer is Freedonia and not the raid."""
    doc = make_doc(DEED)
    doc[1].ent_type_ = "NORP"
    assert [t.text for side, t, _ in by_grammar(mention(doc, 3), "armed_attack") if side == "initiator"] == [
        "Freedonian"
    ]


def test_an_airfield_is_no_target_of_an_attack_unless_it_is_destroyed():
    """Ground and works are where violence is done; their destruction befalls them."""
    doc = struck("airfields:NOUN:obj:-1")
    assert heard_of(doc, 1, {"airfields": "other"}, "armed_attack")[1] == []
    assert heard_of(doc, 1, {"airfields": "other"}, "destruction")[1] == ["airfields"]


def test_where_both_sides_are_named_soldiers_are_no_third():
    """In a clash of two named groups, troops without a name and bystanders are no party of their own."""
    doc = make_doc(
        "Infantry:NOUN:nsubj:5 and:CCONJ:cc:1 Freedonia:PROPN:conj:-2 and:CCONJ:cc:1 nurses:NOUN:conj:-4 "
        "fought:VERB:root:0"
    )
    types = {"infantry": "military", "freedonia": "state", "nurses": "civilians"}
    assert heard_of(doc, 5, types, "clash")[0] == ["infantry", "freedonia"]
    assert heard_of(doc, 5, types | {"freedonia": "civilians"}, "clash")[0] == ["infantry", "freedonia", "nurses"]


def test_what_was_fired_is_no_target():
    """Whom rockets were fired at was aimed at; the rockets were not."""
    doc = make_doc("Rebels:NOUN:nsubj:1 fired:VERB:root:0 shells:NOUN:obj:-1 at:ADP:case:1 soldiers:NOUN:obl:-3")
    assert "shells" not in [t.text for side, t, _ in by_grammar(mention(doc, 1), "shelling") if side == "target"]


def test_a_name_before_what_was_attacked_is_not_of_the_attacker():
    """In "the Turkish bus attack" the name is of the bus, in "the Turkish air attack" of who did it."""
    found = []
    for word in ("bus", "air"):
        doc = make_doc(
            f"The:DET:det:3 Turkish:ADJ:amod:2 {word}:NOUN:compound:1 attack:NOUN:nsubj:1 failed:VERB:root:0"
        )
        doc[1].ent_type_ = "NORP"
        found.append([t.text for side, t, _ in by_grammar(mention(doc, 3), "armed_attack") if side == "initiator"])
    assert found == [[], ["Turkish"]]


def test_perpetrators_are_nobody():
    """A word that says of the doer no more than that he did it names no party."""
    doc = make_doc("Perpetrators:NOUN:nsubj:1 attacked:VERB:root:0 soldiers:NOUN:obj:-1")
    assert heard_of(doc, 1, {"perpetrators": "person"}, "armed_attack")[0] == []


def test_it_takes_up_the_place_told_last():
    """What "it" takes up behind the name of a place is the place, whatever body was told of before."""
    doc = make_doc(
        "Rebels:NOUN:nsubj:1 surrounded:VERB:root:0 Tarvel:PROPN:obj:-1 and:CCONJ:cc:1 shelled:VERB:conj:-3 "
        "it:PRON:obj:-1 .:PUNCT:punct:-5"
    )
    actors = SimpleNamespace(
        resolve_head=lambda token, create=True: {"it": "Council", "rebels": "Front"}.get(token.lower_),
        get=lambda name: SimpleNamespace(name=name, type="government", country=None, parent=None, mentions=()),
        is_named=lambda name: True,
    )
    tarvel = SimpleNamespace(start=2, end=3, place=SimpleNamespace(quote="Tarvel"))
    here = replace(make_context(doc), actors=actors, places=(tarvel,))
    assert parties(here, [mention(doc, 4)], "shelling", Voices(()))[1] == []
    assert parties(replace(here, places=()), [mention(doc, 4)], "shelling", Voices(()))[1] == ["Council"]


@pytest.mark.parametrize(("kind", "found"), [("shelling", []), ("killing", ["nurse"])])
def test_one_passer_by_is_no_target_of_shells(kind: str, found: list[str]) -> None:
    """One person without a name whom shells hit was not aimed at; one who was murdered was."""
    doc = struck("a:DET:det:1 nurse:NOUN/NN:obj:-2")
    assert heard_of(doc, 1, {"nurse": "civilians"}, kind)[1] == found


@pytest.mark.parametrize(("kind", "found"), [("arrest", ["teacher"]), ("armed_attack", ["teacher", "counts"])])
def test_nobody_is_arrested_on_a_target(kind: str, found: list[str]) -> None:
    """What people are arrested or meet on is a charge or a road; what others fire on is aimed at."""
    doc = make_doc(
        "Police:NOUN:nsubj:1 took:VERB:root:0 a:DET:det:1 teacher:NOUN:obj:-2 on:ADP:case:1 counts:NOUN:obl:-4"
    )
    assert [t.text for side, t, _ in by_grammar(mention(doc, 1), kind) if side == "target"] == found


@pytest.mark.parametrize(
    ("verb", "link", "who", "found"),
    [
        ("ran", "over", "car", ([], ["car"])),
        ("stepped", "on", "villagers", (["guerrillas"], ["villagers"])),
        ("hit", "", "soldiers", (["guerrillas"], ["soldiers"])),
        ("triggered", "", "villagers", (["guerrillas"], ["villagers"])),
        ("triggered", "", "militants", (["militants"], ["guerrillas"])),
        ("drove", "past", "soldiers", (["soldiers"], [])),
    ],
)
def test_who_comes_upon_a_mine_did_not_lay_it(
    verb: str, link: str, who: str, found: tuple[list[str], list[str]]
) -> None:
    """Who runs over a mine or hits one is its target, whose it is did it; fighters who set one off laid it."""
    mine = f"{link}:ADP:case:2 a:DET:det:1 mine:NOUN:obl:-3" if link else "a:DET:det:1 mine:NOUN:obj:-2"
    doc = make_doc(f"{who}:NOUN:nsubj:1 {verb}:VERB:root:0 {mine} .:PUNCT:punct:-3")
    types = {"car": "other", "soldiers": "military", "villagers": "civilians", "militants": "armed_group"}
    actors = SimpleNamespace(
        resolve_head=lambda token, create=True: "guerrillas" if token.lower_ == "mine" else token.lower_,
        get=lambda name: SimpleNamespace(name=name, type=types.get(name, "armed_group"), country=None, parent=None),
        is_named=lambda name: True,
    )
    context = replace(make_context(doc), actors=actors)
    assert parties(context, [mention(doc, 1)], "bombing", Voices(())) == found
