import pytest
from spacy.lang.en import English
from spacy.tokens import Doc, Span

from parses import make_doc
from variorum.knowledge import load_actors, load_gazetteer
from variorum.model import Actor
from variorum.reading.actors import ActorIndex
from variorum.reading.layout import Layout
from variorum_en.annotations import Attribution, register

_VOCAB = English().vocab
_CLOSING = (".", ",", "'s", "’", ")", "]", "”")


def _sentence_heads(words: list[str]) -> list[int]:
    """Hang every word on the first of its sentence."""
    first = 0
    heads = []
    for i in range(len(words)):
        first = i if i and words[i - 1] in {".", "\n"} else first
        heads.append(first)
    return heads


class Written:
    """A text of ``word/TAG`` or ``word/TAG/relation`` tokens with its actors."""

    def __init__(
        self,
        tokens: str,
        *,
        people: tuple[str, ...] = (),
        places: tuple[str, ...] = (),
        said: tuple[tuple[str, str], ...] = (),
        publisher: str | None = None,
    ) -> None:
        rows = [
            token.rsplit("/", 2) if token.count("/") > 1 else [*token.rsplit("/", 1), "dep"] for token in tokens.split()
        ]
        words = [row[0].replace("_", "\n") for row in rows]
        glued = [w.startswith(_CLOSING) for w in words[1:]] + [True]
        self.doc = Doc(
            _VOCAB,
            words=words,
            spaces=[not (g or w in "(“[" or w == "\n") for w, g in zip(words, glued, strict=True)],
            tags=[row[1] for row in rows],
            pos=["PROPN" if row[1].startswith("NNP") else "NOUN" if row[1].startswith("NN") else "X" for row in rows],
            deps=[row[2] for row in rows],
            heads=_sentence_heads(words),
        )
        labels = [("PER", quote) for quote in people] + [("LOC", quote) for quote in places]
        self.doc.ents = [Span(self.doc, *self.tokens(quote), label=label) for label, quote in labels]
        register()
        self.doc._.attributions = tuple(
            Attribution((0, 1), self.tokens(source), self.tokens(content), 1.0) for source, content in said
        )
        self.index = ActorIndex.build(self.doc, Layout(publisher=publisher), load_actors(), load_gazetteer())

    def tokens(self, quote: str, nth: int = 1) -> tuple[int, int]:
        """Find the nth place of some words as a token span."""
        at = -1
        for _ in range(nth):
            at = self.doc.text.index(quote, at + 1)
        found = self.doc.char_span(at, at + len(quote))
        assert found is not None, quote
        return found.start, found.end

    def actor(self, quote: str, nth: int = 1, *, create: bool = True) -> Actor | None:
        """Resolve the nth place of some words."""
        identifier = self.index.resolve(*self.tokens(quote, nth), create=create)
        return None if identifier is None else self.index.get(identifier)

    def name(self, quote: str, nth: int = 1) -> str | None:
        """Name who some words are."""
        actor = self.actor(quote, nth)
        return None if actor is None else actor.name

    def speakers(self, quote: str) -> list[str]:
        """Name the speakers of a source."""
        return [self.index.get(i).name for i in self.index.speaker(*self.tokens(quote))]


SHORT_NAMES = Written(
    "Tamsin/NNP Orrell/NNP ,/, a/DT harbour/NN analyst/NN in/IN Porto/NNP ,/, spoke/VBD ./. "
    "Ms./NNP Orrell/NNP smiled/VBD ./. She/PRP/nsubj left/VBD ./. The/DT analyst/NN waited/VBD ./. "
    "Another/DT analyst/NN agreed/VBD ./.",
    people=("Tamsin Orrell",),
)
ORGANS = Written(
    "Mali/NNP 's/POS Ministry/NNP of/IN Foreign/NNP Affairs/NNPS spoke/VBD ./. The/DT ministry/NN/nsubj waited/VBD ./. "
    "Malian/JJ soldiers/NNS fled/VBD ./. A/DT senior/JJ Malian/JJ official/NN spoke/VBD ./. "
    "The/DT official/NN/nsubj left/VBD ./. Another/DT official/NN came/VBD ./. The/DT Malian/JJ army/NN slept/VBD ./."
)


def test_a_short_name_is_the_person_of_the_full_one():
    """A surname after a title means whoever was named in full."""
    assert SHORT_NAMES.name("Ms. Orrell") == "Tamsin Orrell"


def test_a_role_in_apposition_describes_the_person():
    """What follows a name between commas is no second actor."""
    assert SHORT_NAMES.name("a harbour analyst") == "Tamsin Orrell"


def test_a_pronoun_takes_up_a_person():
    """A pronoun of one person means the person spoken of last."""
    assert SHORT_NAMES.name("She") == "Tamsin Orrell"


def test_a_definite_role_takes_up_the_person_it_described():
    """A role with an article means the person that it described."""
    assert SHORT_NAMES.name("The analyst") == "Tamsin Orrell"


def test_another_is_a_new_actor():
    """Who is called another is nobody that was met before."""
    actor = SHORT_NAMES.actor("Another analyst")

    assert actor is not None
    assert actor.id != "tamsin-orrell"


def test_pronouns_are_not_among_the_mentions():
    """Mentions hold names and noun phrases alone."""
    actor = SHORT_NAMES.actor("Tamsin Orrell")

    assert actor is not None
    assert [m.quote for m in actor.mentions] == ["Tamsin Orrell", "a harbour analyst", "Orrell", "The analyst"]


def test_an_organ_of_a_state_has_its_catalogue_name_and_parent():
    """A ministry with its country is the catalogued organ, below the state."""
    actor = ORGANS.actor("Mali's Ministry of Foreign Affairs")

    assert actor is not None
    assert (actor.name, actor.type, actor.country) == ("Ministry of Foreign Affairs of Mali", "government", "ML")
    assert actor.parent == "mali"


def test_a_definite_organ_takes_up_the_full_one():
    """A bare noun with an article is the organ named before."""
    assert ORGANS.name("The ministry") == "Ministry of Foreign Affairs of Mali"


def test_a_group_of_people_is_an_actor_of_its_own():
    """An adjective and a plural noun keep their words and get type, country and parent."""
    actor = ORGANS.actor("Malian soldiers")

    assert actor is not None
    assert (actor.name, actor.type, actor.country, actor.parent) == ("Malian soldiers", "military", "ML", "mali")


def test_an_unnamed_speaker_keeps_its_identity():
    """An official with an article is the one of the sentence before."""
    assert ORGANS.name("The official") == ORGANS.name("A senior Malian official")


def test_a_second_indefinite_is_a_second_actor():
    """Who is called another shares the noun, not the identity."""
    assert ORGANS.index.resolve(*ORGANS.tokens("Another official")) != ORGANS.index.resolve(
        *ORGANS.tokens("The official")
    )


def test_part_of_a_phrase_means_the_whole():
    """A span that covers the adjective alone still gives the group that it belongs to."""
    assert ORGANS.name("Malian", 2) == "senior Malian official"


def test_an_acronym_in_brackets_is_learned():
    """A short name in brackets stands for the long one ever after."""
    text = Written(
        "The/DT Orchard/NNP Relief/NNP Committee/NNP (/-LRB- ORC/NNP )/-RRB- left/VBD ./. "
        "ORC/NNP trucks/NNS came/VBD ./. "
        "The/DT ORC/NNP stayed/VBD ./."
    )

    assert text.name("The ORC") == "Orchard Relief Committee"


def test_a_spokesman_has_a_name_and_a_parent():
    """The title before a name goes to the person, the party in it becomes the parent."""
    text = Written("Hezbollah/NNP spokesman/NN Karam/NNP Aydin/NNP spoke/VBD ./.", people=("Karam Aydin",))
    actor = text.actor("Hezbollah spokesman Karam Aydin")

    assert actor is not None
    assert (actor.name, actor.type, actor.parent) == ("Karam Aydin", "person", "hezbollah")


def test_a_name_after_its_title_in_apposition_is_one_person():
    """An office and the name after a comma are one actor."""
    text = Written(
        "The/DT committee/NN 's/POS spokesman/NN ,/, Karam/NNP Aydin/NNP ,/, spoke/VBD ./. "
        "Later/RB the/DT spokesman/NN left/VBD ./.",
        people=("Karam Aydin",),
    )

    assert text.name("the spokesman") == "Karam Aydin"


def test_a_respelt_name_is_the_same_person():
    """One letter more or less in a surname makes no second person."""
    text = Written(
        "Karam/NNP Aydin/NNP spoke/VBD ./. Karam/NNP Aydim/NNP left/VBD ./.", people=("Karam Aydin", "Karam Aydim")
    )

    assert text.index.resolve(*text.tokens("Karam Aydin")) == text.index.resolve(*text.tokens("Karam Aydim"))


def test_a_capital_stands_for_its_state_when_it_acts():
    """A capital as subject is its government, after a preposition of place it is no actor."""
    text = Written(
        "Bamako/NNP/nsubj protested/VBD ./. Troops/NNS stood/VBD in/IN Bamako/NNP/obl ./.", places=("Bamako",)
    )

    assert text.name("Bamako") == "Mali"
    assert text.actor("Bamako", 2) is None


def test_the_group_takes_up_the_named_group():
    """A general noun with "the" means the armed group named last."""
    text = Written("Boko/NNP Haram/NNP fled/VBD ./. The/DT group/NN burned/VBD houses/NNS ./.")

    assert text.name("The group") == "Boko Haram"


@pytest.mark.parametrize(("noun", "name"), [("group", "Boko Haram"), ("organization", "United Nations")])
def test_states_form_no_group(noun, name):
    """An organisation may be one of states, but no group, movement or faction is."""
    text = Written(
        "Boko/NNP Haram/NNP fled/VBD ./. The/DT United/NNP Nations/NNPS mourned/VBD ./. "
        f"The/DT {noun}/NN burned/VBD houses/NNS ./."
    )

    assert text.name(f"The {noun}") == name


@pytest.mark.parametrize("name", ["Arakan", "Southern/NNP Liberation"])
def test_the_army_is_no_movement_that_has_it_in_its_name(name):
    """The state's army, and what is its, goes by the bare noun, whatever its enemies call themselves."""
    text = Written(
        f"The/DT {name}/NNP Army/NNP fled/VBD ./. The/DT army/NN waited/VBD ./. Jets/NNS hit/VBD an/DT army/NN base/NN"
        " ./."
    )
    movement = text.actor("Army")

    assert movement is not None
    assert movement.type == "armed_group"
    assert text.name("The army") == "army"
    assert text.name("an army base") == "army"


FLED = "Rebels:NOUN/NNS:nsubj:1 fled:VERB:root:0 .:PUNCT:punct:-1 "
TROOPS = FLED + "Troops:NOUN/NNS:nsubj:1 "


@pytest.mark.parametrize(
    ("written", "at", "name"),
    [
        (TROOPS + "bombed:VERB:root:0 their:PRON/PRP$:nmod:poss:1 camp:NOUN:obj:-2 .:PUNCT:punct:-3", 5, "rebels"),
        (TROOPS + "fired:VERB:root:0 at:ADP:case:1 them:PRON/PRP:obl:-2 .:PUNCT:punct:-3", 6, "rebels"),
        (
            TROOPS + "came:VERB:root:0 and:CCONJ:cc:1 hit:VERB:conj:-2 them:PRON/PRP:obj:-1 .:PUNCT:punct:-4",
            7,
            "rebels",
        ),
        (TROOPS + "left:VERB:root:0 with:ADP:case:1 them:PRON/PRP:obl:-2 .:PUNCT:punct:-3", 6, "troops"),
        (TROOPS + "loved:VERB:root:0 their:PRON/PRP$:nmod:poss:1 camp:NOUN:obj:-2 .:PUNCT:punct:-3", 5, "troops"),
    ],
)
def test_nobody_bombs_his_own_camp(written, at, name):
    """Whose camp is bombed, and who is shot at, is not who does it."""
    doc = make_doc(written)
    index = ActorIndex.build(doc, Layout(), load_actors(), load_gazetteer())
    found = index.resolve(at, at + 1)

    assert found is not None
    assert index.get(found).name == name


def test_maoists_are_fighters():
    """They are named like a people and are none."""
    actor = Written("Police/NNS shot/VBD two/CD Maoists/NNPS ./.").actor("Maoists")

    assert actor is not None
    assert actor.type == "armed_group"


def test_members_of_a_group_are_the_group():
    """Fighters of a named group add no actor."""
    text = Written("Fighters/NNS of/IN Boko/NNP Haram/NNP fled/VBD ./.")

    assert text.name("Fighters") == "Boko Haram"


def test_a_counting_noun_means_what_it_counts():
    """A number of villagers are villagers."""
    text = Written("Dozens/NNS of/IN villagers/NNS fled/VBD ./.")

    assert text.name("Dozens") == "villagers"


def test_a_hideout_is_its_holders():
    """A place that an armed group holds counts as the group where the words name it."""
    text = Written("Rebels/NNS/nsubj fled/VBD ./. Jets/NNS hit/VBD rebel/NN hideouts/NNS ./.")

    assert text.name("rebel hideouts") == "rebels"


def test_houses_are_civilian_targets():
    """Dwellings whose owner nobody names are civilians'."""
    text = Written("Jets/NNS hit/VBD several/JJ houses/NNS ./.")
    actor = text.actor("several houses")

    assert actor is not None
    assert (actor.name, actor.type) == ("houses", "civilians")


def test_a_target_becomes_an_actor_only_when_asked_for():
    """Without leave to create, a thing that no other words made an actor is none."""
    text = Written("Jets/NNS hit/VBD a/DT convoy/NN ./.")

    assert text.actor("a convoy", create=False) is None
    assert text.name("a convoy") == "convoy"


@pytest.mark.parametrize("quote", ["The situation", "Monday", "the attack"])
def test_what_is_no_party_has_no_actor(quote: str):
    """Dates, events and abstractions are nobody."""
    text = Written("The/DT situation/NN changed/VBD on/IN Monday/NNP after/IN the/DT attack/NN ./.")

    assert text.actor(quote) is None


def test_we_in_a_quotation_is_its_speaker():
    """The first person between quotation marks means who is quoted."""
    text = Written(
        "“/`` We/PRP waited/VBD ,/, ”/'' said/VBD Karam/NNP Aydin/NNP ./.",
        people=("Karam Aydin",),
        said=(("Karam Aydin", "We waited"),),
    )

    assert text.name("We") == "Karam Aydin"


def test_we_outside_quotations_is_the_publisher():
    """In a release, the first person is the body that issues it."""
    text = Written("We/PRP regret/VBP this/DT ./.", publisher="Harbour Council")

    assert text.name("We") == "Harbour Council"


def test_a_pronoun_that_speaks_means_the_last_speaker():
    """A pronoun that speaks goes back to who spoke before, past who was only spoken of."""
    text = Written(
        "Officials/NNS/nsubj said/VBD rebels/NNS/nsubj fled/VBD ./. Police/NNS/nsubj arrived/VBD ./. "
        "They/PRP/nsubj said/VBD more/RBR ./.",
        said=(("Officials", "rebels fled"), ("They", "more")),
    )

    assert text.name("They") == "officials"


def test_it_may_look_ahead_to_its_subject():
    """A pronoun in a clause before the main one means the subject that follows."""
    text = Written("After/IN it/PRP/nsubj fell/VBD ,/, Boko/NNP/compound Haram/NNP/nsubj fled/VBD ./.")

    assert text.name("it") == "Boko Haram"


def test_coordinated_speakers_are_several():
    """Each part of a coordination is a speaker."""
    text = Written("Mali/NNP and/CC Niger/NNP spoke/VBD ./.")

    assert text.speakers("Mali and Niger") == ["Mali", "Niger"]


def test_an_apposition_adds_no_speaker():
    """A name with its description is one speaker."""
    assert SHORT_NAMES.speakers("Tamsin Orrell, a harbour analyst in Porto") == ["Tamsin Orrell"]


def test_adjectives_that_share_a_noun_are_two_parties():
    """Two adjectives before one noun are two groups."""
    text = Written("Malian/JJ and/CC French/JJ officials/NNS met/VBD ./.")

    assert text.speakers("Malian and French officials") == ["Malian officials", "French officials"]


def test_the_two_countries_are_the_two_last_named():
    """A plural noun for states takes up both."""
    text = Written("Mali/NNP/nsubj hit/VBD Niger/NNP/obj ./. The/DT two/CD countries/NNS talked/VBD ./.")

    assert text.speakers("The two countries") == ["Mali", "Niger"]


def test_a_statement_speaks_for_its_issuer():
    """A paper with an article is whoever issued it."""
    text = Written(
        "A/DT statement/NN by/IN the/DT Orchard/NNP Relief/NNP Committee/NNP came/VBD ./. "
        "The/DT statement/NN denied/VBD it/PRP ./."
    )

    assert text.name("The statement") == "Orchard Relief Committee"


def test_a_paper_is_by_whoever_issued_the_last_one():
    """An earlier paper does not claim the one that another has issued since."""
    text = Written(
        "In/IN a/DT communique/NN the/DT rebels/NNS/nsubj spoke/VBD ./. "
        "A/DT statement/NN by/IN the/DT Orchard/NNP Relief/NNP Committee/NNP came/VBD ./. "
        "The/DT statement/NN denied/VBD it/PRP ./."
    )

    assert text.name("The statement") == "Orchard Relief Committee"


def test_a_text_in_capitals_is_read_like_any_other():
    """Capitals make no names of ordinary words."""
    text = Written("GUNMEN/NNS AMBUSHED/VBD SOLDIERS/NNS ./. THE/DT GUNMEN/NNS FLED/VBD TO/IN THE/DT HILLS/NNS ./.")

    assert text.name("THE GUNMEN") == "gunmen"


def test_ids_are_slugs_that_do_not_collide():
    """Two actors of one name get different ids."""
    text = Written("A/DT villager/NN spoke/VBD ./. Another/DT villager/NN spoke/VBD ./.")
    ids = [text.index.resolve(*text.tokens(quote)) for quote in ("A villager", "Another villager")]

    assert ids == ["villager", "villager-2"]


def test_parents_never_go_in_a_circle(monkeypatch):
    """Of two that words put above each other, the one named first stands above."""
    first, second = (ORGANS.index.resolve(*ORGANS.tokens(quote)) for quote in ("Mali", "Malian soldiers"))
    assert first is not None
    assert second is not None
    numbers = [ORGANS.index._numbers[name] for name in (first, second)]
    circle = dict(zip(numbers, reversed(numbers), strict=True))
    monkeypatch.setattr(ORGANS.index._linker, "parent", circle.get)

    assert [ORGANS.index.get(name).parent for name in (first, second)] == [None, first]


def test_the_account_holds_parents_in_order_of_mention():
    """Printing an actor prints its parent, the first mentioned first."""
    identifier = ORGANS.index.resolve(*ORGANS.tokens("Malian soldiers"))
    assert identifier is not None

    assert [a.id for a in ORGANS.index.account([identifier])] == ["mali", "malian-soldiers"]


def test_every_mention_quotes_the_text():
    """Offsets of mentions are code points into the text, beyond the basic plane too."""
    text = Written("𝔄/NNP 𝔅/NNP spoke/VBD ./. Malian/JJ soldiers/NNS fled/VBD ./. ‮/NNP Café/NNP said/VBD ./.")
    actors = text.index.account([i for k in range(len(text.doc)) if (i := text.index.resolve(k, k + 1))])

    assert all(text.doc.text[m.start : m.end] == m.quote for a in actors for m in a.mentions)


def test_an_empty_report_has_no_actors():
    """Nothing to read is nothing found."""
    index = ActorIndex.build(Doc(_VOCAB, words=[]), Layout(), load_actors(), load_gazetteer())

    assert index.account([]) == ()


def test_a_title_with_a_field_before_the_name_is_one_person():
    """A minister for something, with no mark before the name, is the person named."""
    text = Written(
        "Minister/NN for/IN the/DT Middle/NNP East/NNP Karam/NNP Aydin/NNP left/VBD ./. Aydin/NNP spoke/VBD ./.",
        people=("Karam Aydin",),
    )

    assert text.name("Aydin", 2) == "Karam Aydin"


def test_time_after_a_noun_is_no_part_of_the_actor():
    """When something happened is left out of who did it."""
    text = Written("Rebels/NNS shot/VBD the/DT mayor/NN late/JJ Friday/NNP night/NN ./.")

    assert text.name("the mayor") == "mayor"


def test_counted_people_are_told_apart():
    """Two counts of people are two groups."""
    text = Written("Seven/CD people/NNS died/VBD ./. Four/CD people/NNS fled/VBD ./.")

    assert text.index.resolve(*text.tokens("Seven people")) != text.index.resolve(*text.tokens("Four people"))


def test_a_label_becomes_a_person() -> None:
    """Whoever a transcript's label names becomes an actor, without the capitals of the label."""
    written = Written("COL./NNP TOLAN/NNP :/: We/PRP left/VBD ./.")
    [speaker] = written.index.labelled(0, 2)

    assert (written.index.get(speaker).name, written.index.get(speaker).type) == ("Tolan", "person")
    assert written.index.labelled(0, 2) == [speaker]


def test_a_first_name_alone_stays_one_person() -> None:
    """A person of a single name is the same one wherever the name is told again."""
    written = Written("Danil/NNP spoke/VBD ./. Danil/NNP left/VBD ./.", people=("Danil",))
    written.doc.ents = [Span(written.doc, i, i + 1, label="PER") for i in (0, 3)]
    index = ActorIndex.build(written.doc, Layout(), load_actors(), load_gazetteer())

    assert index.resolve(0, 1) == index.resolve(3, 4)


def test_the_north_is_the_state_that_is_called_so() -> None:
    """Where the report names one half of a divided land, a compass word that acts means a half."""
    written = Written(
        "North/NNP Korea/NNP fired/VBD ./. The/DT North/NNP/nsubj denied/VBD it/PRP ./. The/DT South/NNP/nsubj "
        "answered/VBD ./."
    )

    assert [written.name("The North"), written.name("The South")] == ["North Korea", "South Korea"]


def test_a_half_without_a_counterpart_leaves_the_rest_of_the_land() -> None:
    """Beside South Sudan "the North" is Sudan."""
    written = Written("South/NNP Sudan/NNP spoke/VBD ./. The/DT North/NNP/nsubj denied/VBD it/PRP ./.")

    assert written.name("The North") == "Sudan"


def test_a_compass_word_that_tells_where_is_nobody() -> None:
    """Behind "in" or before "of" a compass word is a place."""
    written = Written(
        "North/NNP Korea/NNP fired/VBD ./. Troops/NNS in/IN the/DT South/NNP/obl left/VBD ./. The/DT North/NNP/nsubj "
        "of/IN the/DT island/NN burned/VBD ./."
    )

    assert [written.name("the South"), written.name("The North")] == [None, None]


def test_without_a_divided_land_the_north_is_nobody() -> None:
    """A compass word means no state that the report does not name."""
    written = Written("Mali/NNP spoke/VBD ./. The/DT North/NNP/nsubj burned/VBD ./.")

    assert written.name("The North") is None


def test_a_name_after_a_post_and_its_body_is_the_holder() -> None:
    """The name in apposition to "the head of the mission" is whom the post means."""
    written = Written(
        "The/DT head/NN of/IN the/DT mission/NN ,/, Danil/NNP Orlov/NNP ,/, called/VBD it/PRP wrong/JJ ./.",
        people=("Danil Orlov",),
    )

    assert written.name("The head") == written.name("Danil Orlov") == "Danil Orlov"


def test_an_officer_is_the_person_named_with_a_rank() -> None:
    """A noun of rank takes up a colonel."""
    written = Written(
        "Colonel/NNP Danil/NNP Orlov/NNP spoke/VBD ./. The/DT officer/NN/nsubj left/VBD ./.", people=("Danil Orlov",)
    )

    assert written.name("The officer") == "Danil Orlov"


def test_two_ranks_before_a_name_are_no_party() -> None:
    """Of two ranks before a name neither is whom the person belongs to."""
    written = Written("Lt/NNP ./. Col/NNP ./. Danil/NNP Orlov/NNP left/VBD", people=("Danil Orlov",))

    assert written.actor("Danil Orlov").parent is None


def test_figures_from_an_office_are_the_offices() -> None:
    """A source that is no party itself speaks for whom it is from."""
    written = Written("According/VBG to/IN figures/NNS from/IN the/DT Defence/NNP Ministry/NNP ,/, it/PRP rained/VBD")

    assert written.speakers("figures from the Defence Ministry") == ["Defence Ministry"]


def test_teams_from_a_body_are_the_bodys() -> None:
    """A noun that is no party leaves the one that it is from."""
    written = Written("Teams/NNS from/IN Harbour/NNP Relief/NNP said/VBD so/RB ./.")

    assert written.speakers("Teams from Harbour Relief") == ["Harbour Relief"]


def test_a_name_after_a_post_on_something_is_the_holder() -> None:
    """The name in apposition to "spokesman on the north" is whom the post means."""
    written = Written(
        "The/DT Kremlin/NNP 's/POS spokesman/NN on/IN Chechnya/NNP ,/, Danil/NNP Orlov/NNP ,/, denied/VBD it/PRP ./.",
        people=("Danil Orlov",),
        places=("Chechnya",),
    )

    assert written.name("spokesman") == "Danil Orlov"


def test_a_count_of_the_killed_is_no_army() -> None:
    """An abbreviation behind a number is what is counted, not a group of that name."""
    assert Written("Fire/NN near/IN Lasko/NNP left/VBD 14/CD KIA/NNP ./.").name("14 KIA") is None


def test_the_country_us_is_no_pronoun():
    """In capitals, US is the country and not the outlet that says "us"."""
    written = Written("The/DT US/NNP attacked/VBD the/DT camp/NN ./.", places=("US",), publisher="The Morning Post")
    found = written.index.resolve_head(written.doc[1])
    assert found is not None
    assert written.index.get(found).name == "United States"


def test_who_goes_back_to_the_noun_of_its_clause():
    """A relative pronoun means the plural noun that its clause describes, though no list has it for people."""
    doc = make_doc(
        "Detectives:NOUN/NNS:nsubj:1 sought:VERB:root:0 the:DET:det:1 renegades:NOUN/NNS:obj:-2 "
        "who:PRON/WP:nsubj:1 fled:VERB:acl:relcl:-2 .:PUNCT:punct:-5"
    )
    register()
    doc._.attributions = ()
    index = ActorIndex.build(doc, Layout(), load_actors(), load_gazetteer())
    assert index.resolve(4, 5) != index.resolve(0, 1)


def test_a_name_of_several_words_is_a_subject_by_its_first():
    """A pronoun takes up who acted, not whom the act was done to, also where names have several words."""
    text = Written(
        "Ann/NNP/nsubj Roe/NNP/flat met/VBD/root Eve/NNP/obj ./. She/PRP/nsubj left/VBD/root ./.",
        people=("Ann Roe", "Eve"),
    )

    assert text.name("She") == "Ann Roe"


def test_a_ministry_is_that_of_the_country_in_whose_capital_it_sits():
    """Two defence ministries in two capitals are two, each its own country's."""
    written = Written(
        "The/DT defence/NN ministry/NN in/IN Yerevan/NNP spoke/VBD ./. "
        "The/DT defence/NN ministry/NN in/IN Baku/NNP waited/VBD ./.",
        places=("Yerevan", "Baku"),
    )
    armenian = written.actor("The defence ministry")
    azeri = written.index.get(written.index.resolve(*written.tokens("The defence ministry", 2)))

    assert armenian is not None
    assert (armenian.country, azeri.country) == ("AM", "AZ")


def test_a_post_is_whom_the_name_behind_it_names() -> None:
    """In "the deputy leader, Peter Mund" the post is not that of the leader named before."""
    written = Written(
        "The/DT leader/NN ,/, John/NNP Orrel/NNP ,/, left/VBD ./. "
        "Shots/NNS killed/VBD the/DT deputy/JJ leader/NN ,/, Peter/NNP Mund/NNP ./.",
        people=("John Orrel", "Peter Mund"),
    )
    start, end = written.tokens("deputy leader")
    assert written.index.resolve(start, end) == written.index.resolve(*written.tokens("Peter Mund"))


def test_what_is_said_of_a_name_before_it_does_not_divide_it():
    """A ruling party whose name holds an "and" is one party, known by its name."""
    written = Written(
        "The/DT ruling/VBG Justice/NNP and/CC Development/NNP Party/NNP spoke/VBD ./.",
        said=(("The ruling Justice and Development Party", "spoke"),),
    )

    assert written.speakers("The ruling Justice and Development Party") == ["Justice and Development Party"]


@pytest.mark.parametrize(
    ("noun", "tag", "kind"),
    [
        ("agents", "NNS", "police"),
        ("sentries", "NNS", "military"),
        ("assassins", "NNS", "armed_group"),
        ("teens", "NNS", "civilians"),
        ("throng", "NN", "civilians"),
        ("tents", "NNS", "civilians"),
        ("cathedral", "NN", "civilians"),
    ],
)
def test_plain_nouns_for_people_and_their_things_are_actors(noun: str, tag: str, kind: str) -> None:
    """Whoever a plain noun says did it or was attacked is an actor, also where the noun has no ending of persons."""
    written = Written(f"The/DT {noun}/{tag} moved/VBD ./.")
    actor = written.index.resolve(*written.tokens(f"The {noun}"))
    assert actor is not None
    assert written.index.get(actor).type == kind
