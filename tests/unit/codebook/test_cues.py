import tomllib
from collections import Counter
from importlib.resources import files

from variorum.codebook.cues import cues


def test_no_lemma_has_two_stances_under_one_complement():
    """A verb lends one stance with each complement, so that the order of the file never decides."""
    raw = tomllib.loads((files("variorum.codebook") / "cues.toml").read_text(encoding="utf-8"))
    for kind in cues().verbs:
        counts = Counter(lemma for lemmas in raw[kind].values() for lemma in lemmas.split())
        assert [lemma for lemma, n in counts.items() if n > 1] == []


def test_forms_lead_back_to_their_lemma():
    """Inflected verbs of speech are recognised, regular, doubled and irregular ones."""
    known = cues()
    assert [known.verb(w) for w in ("denies", "admitted", "said", "urging", "claimed")] == [
        "deny",
        "admit",
        "say",
        "urge",
        "claim",
    ]


def test_a_word_that_is_no_cue_has_no_lemma():
    """Verbs that tell of no speech are not in the lexicon."""
    assert cues().verb("bombed") is None


def test_plural_nouns_of_speech_are_known():
    """The plural of a noun of speech leads to its singular."""
    assert cues().noun("accusations") == "accusation"
