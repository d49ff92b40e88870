import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from variorum.errors import PipelineLacks
from variorum.nlp.lexical import add_missing, annotate

PARSES = {
    "Rebels attacked the town on Monday , the army said .": (
        "NOUN:nsubj:1 VERB:ccomp:9 DET:det:3 NOUN:dobj:1 ADP:prep:1 PROPN:pobj:4 PUNCT:punct:9 DET:det:8 NOUN:nsubj:9 "
        "VERB:ROOT:9 PUNCT:punct:9"
    ),
    "Two guards were killed in Oruba .": (
        "NUM:nummod:1 NOUN:nsubjpass:3 AUX:auxpass:3 VERB:ROOT:3 ADP:prep:3 PROPN:pobj:4 PUNCT:punct:3"
    ),
    "The army may attack Oruba .": "DET:det:1 NOUN:nsubj:3 AUX:aux:3 VERB:ROOT:3 PROPN:dobj:3 PUNCT:punct:3",
    "Jets carried out an air strike on the camp .": (
        "NOUN:nsubj:1 VERB:ROOT:1 ADP:prt:1 DET:det:5 NOUN:compound:5 NOUN:dobj:1 ADP:prep:5 DET:det:8 NOUN:pobj:6 "
        "PUNCT:punct:1"
    ),
    "They captured Oruba .": "PRON:nsubj:1 VERB:ROOT:1 PROPN:dobj:1 PUNCT:punct:1",
    "They captured attention .": "PRON:nsubj:1 VERB:ROOT:1 NOUN:dobj:1 PUNCT:punct:1",
    "They fired rockets .": "PRON:nsubj:1 VERB:ROOT:1 NOUN:dobj:1 PUNCT:punct:1",
    "They fired workers .": "PRON:nsubj:1 VERB:ROOT:1 NOUN:dobj:1 PUNCT:punct:1",
    "They marched villagers into the bush .": (
        "PRON:nsubj:1 VERB:ROOT:1 NOUN:dobj:1 ADP:prep:1 DET:det:5 NOUN:pobj:3 PUNCT:punct:1"
    ),
    "They drove cattle into the bush .": (
        "PRON:nsubj:1 VERB:ROOT:1 NOUN:dobj:1 ADP:prep:1 DET:det:5 NOUN:pobj:3 PUNCT:punct:1"
    ),
    "They carried off villagers .": "PRON:nsubj:1 VERB:ROOT:1 ADP:prt:1 NOUN:dobj:1 PUNCT:punct:1",
    "They carried off cattle .": "PRON:nsubj:1 VERB:ROOT:1 ADP:prt:1 NOUN:dobj:1 PUNCT:punct:1",
    "They met in March .": "PRON:nsubj:1 VERB:ROOT:1 ADP:prep:1 PROPN:pobj:2 PUNCT:punct:1",
}
ENTITIES = {"Monday": "DATE", "March": "DATE", "Oruba": "GPE", "Rebels": "WORK_OF_ART", "Two": "CARDINAL"}


def parse(doc: Doc) -> Doc:
    """Set the older relations that the tables above give for a text, and nothing on any other."""
    key = " ".join(token.text for token in doc)
    rows = [row.split(":") for row in PARSES.get(key, "").split()]
    if rows:
        parsed = Doc(
            doc.vocab,
            words=[token.text for token in doc],
            pos=[pos for pos, _, _ in rows],
            deps=[dep for _, dep, _ in rows],
            heads=[int(head) for _, _, head in rows],
            tags=["MD" if token.text == "may" else "NN" for token in doc],
        )
        doc.from_array(["POS", "TAG", "HEAD", "DEP"], parsed.to_array(["POS", "TAG", "HEAD", "DEP"]))
    return doc


def name(doc: Doc) -> Doc:
    """Set OntoNotes entities of one word."""
    doc.set_ents(
        [
            doc.char_span(token.idx, token.idx + len(token.text), label=ENTITIES[token.text])
            for token in doc
            if token.text in ENTITIES
        ],
        default="outside",
    )
    return doc


def make_pipeline(*components: str) -> Language:
    """Make a pipeline of the hand-made components named."""
    Language.component("parse_by_table", func=parse)
    Language.component("name_by_table", func=name)
    nlp = spacy.blank("en")
    for component in components:
        nlp.add_pipe(component)
    return nlp


@pytest.fixture
def nlp() -> Language:
    """Give a pipeline with a parse and entities, completed."""
    return add_missing(make_pipeline("parse_by_table", "name_by_table"))


def test_a_pipeline_without_a_parse_is_refused():
    """What lacks the parse is said, and what would do."""
    with pytest.raises(PipelineLacks, match="no dependency parse"):
        add_missing(make_pipeline("name_by_table"))


def test_a_pipeline_without_entities_is_refused():
    """A parser alone will not do."""
    with pytest.raises(PipelineLacks, match="no entities"):
        add_missing(make_pipeline("parse_by_table"))


def test_adding_twice_adds_once(nlp: Language):
    """A pipeline that was completed stays as it is."""
    names = list(nlp.pipe_names)

    assert add_missing(nlp).pipe_names == names


def test_a_pipeline_with_triggers_of_its_own_keeps_them():
    """What a pipeline learned is not overwritten."""
    Language.component("own_triggers", func=annotate)
    pipeline = make_pipeline("parse_by_table", "name_by_table", "own_triggers")

    assert add_missing(pipeline).pipe_names == ["parse_by_table", "name_by_table", "own_triggers"]


def test_entity_labels_become_the_readers(nlp: Language):
    """Labels of other schemes are translated, and entities of none of ours dropped."""
    doc = nlp("Rebels attacked the town on Monday, the army said.")

    assert [(entity.text, entity.label_) for entity in doc.ents] == [("Monday", "TIME")]


def test_older_relations_become_universal(nlp: Language):
    """The object of a preposition hangs on what the preposition hung on."""
    doc = nlp("Two guards were killed in Oruba.")

    assert [(t.dep_, t.head.text) for t in doc] == [
        ("nummod", "guards"),
        ("nsubj:pass", "killed"),
        ("aux:pass", "killed"),
        ("root", "killed"),
        ("case", "Oruba"),
        ("obl", "killed"),
        ("punct", "killed"),
    ]


def test_a_saying_has_cue_source_and_content(nlp: Language):
    """A verb of speech attributes the clause that is its complement to its subject."""
    doc = nlp("Rebels attacked the town on Monday, the army said.")
    [said] = doc._.attributions

    assert doc[slice(*said.cue)].text == "said"
    assert doc[slice(*said.source)].text == "the army"
    assert doc[slice(*said.content)].text == "Rebels attacked the town on Monday"


def test_a_verb_of_violence_is_a_trigger_with_its_roles(nlp: Language):
    """Subject, object and phrases of time fill the roles of a happening."""
    doc = nlp("Rebels attacked the town on Monday, the army said.")
    [attack] = doc._.triggers

    assert (attack.type, attack.outcome, attack.actual > 0.5) == ("armed_attack", None, True)
    assert {a.role: doc[a.start : a.end].text for a in attack.arguments} == {
        "initiator": "Rebels",
        "target": "the town",
        "time": "Monday",
    }


def test_a_word_of_harm_has_an_outcome_and_victims(nlp: Language):
    """The subject of a passive verb of harm is whom it befell."""
    doc = nlp("Two guards were killed in Oruba.")
    [killed] = doc._.triggers

    assert killed.outcome == "killed"
    assert [(a.role, doc[a.start : a.end].text) for a in killed.arguments] == [
        ("victim", "Two guards"),
        ("place", "Oruba"),
    ]


def test_deaths_that_nothing_explains_are_a_killing(nlp: Language):
    """Where no other word names a happening near by, the word of harm does."""
    assert [t.type for t in nlp("Two guards were killed in Oruba.")._.triggers] == ["killing"]


def test_what_may_happen_is_not_actual(nlp: Language):
    """A modal verb makes a happening no happening."""
    [attack] = nlp("The army may attack Oruba.")._.triggers

    assert attack.actual < 0.5


def test_the_subject_of_a_verb_that_carries_a_noun_did_it(nlp: Language):
    """Who "carried out an air strike" struck, and what it was on was struck."""
    doc = nlp("Jets carried out an air strike on the camp.")
    [strike] = doc._.triggers

    assert (doc[strike.start : strike.end].text, strike.type) == ("air strike", "air_strike")
    assert {a.role: doc[a.start : a.end].text for a in strike.arguments} == {"target": "the camp", "initiator": "Jets"}


def test_taking_a_thing_is_no_change_of_territory(nlp: Language):
    """A verb of capture needs a place as its object."""
    assert [t.type for t in nlp("They captured Oruba.")._.triggers] == ["territory_change"]
    assert nlp("They captured attention.")._.triggers == ()


def test_the_projectile_tells_the_type(nlp: Language):
    """What is fired tells shelling from other uses of the verb."""
    assert [t.type for t in nlp("They fired rockets.")._.triggers] == ["shelling"]
    assert nlp("They fired workers.")._.triggers == ()


def test_a_month_is_no_march(nlp: Language):
    """Words of a time name no happening."""
    assert [t.type for t in nlp("They met in March.")._.triggers] == ["talks"]


def test_to_lead_people_off_is_to_abduct_them(nlp: Language):
    """Who is marched into the bush or carried off is abducted; cattle are not."""
    for text in ("They marched villagers into the bush.", "They carried off villagers."):
        assert [t.type for t in nlp(text)._.triggers] == ["abduction"]
    for text in ("They drove cattle into the bush.", "They carried off cattle."):
        assert nlp(text)._.triggers == ()
