"""What a speaker does in saying something: from the cue, and from the words that are said."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise, takewhile
from typing import TYPE_CHECKING, cast

from variorum.codebook.cues import cues
from variorum.model.account import Stance
from variorum.nlp import syntax
from variorum.reading.speech.passages import is_finite, is_relative

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_FIRST = frozenset({"i", "we"})
_OWN = frozenset({"i", "we", "it", "they", "he", "she"})
_SPEAKERS = frozenset({"i", "we", "he", "she"})
"""Who, within what somebody says, is that somebody."""
_WILL = frozenset({"will", "would", "shall", "'ll", "’ll", "wo", "can"})
_FINDINGS = frozenset({"confirm", "verify", "identify", "establish", "hear", "count", "tell", "say"})
"""What somebody "could" do who found something out."""
_REFUSED = frozenset(
    {
        "stop", "let", "accept", "surrender", "yield", "cede", "negotiate", "retreat", "withdraw", "rest", "compromise",
        "forget", "forgive", "abandon", "agree", "give", "back", "bow", "recognise", "recognize", "talk",
    }
)  # fmt: skip
_BODIES = frozenset(
    {
        "government", "army", "military", "ministry", "country", "nation", "party", "movement", "group", "state",
        "authorities", "forces", "junta", "regime", "president", "minister",
    }
)  # fmt: skip
_COPULAS = frozenset({"is", "are", "was", "were", "am", "be", "’m", "'m", "'re", "’re", "'s", "’s"})
_FIGURE = 8
"""Words of a content without a verb among which its figure stands."""
_HEADING = frozenset({"root", "ccomp", "parataxis"})
_POSSESSIVE = frozenset({"its", "our", "their", "my", "his"})
_DEED = 6
"""Words of what is claimed or admitted among which the deed is."""
_OPENING = 4
"""Words of a sentence among which its performative verb or predicate is looked for, from the first finite verb on."""


@dataclass(frozen=True)
class Signs:
    """The words that show a stance."""

    performative: dict[str, Stance]
    threat_verbs: frozenset[str]
    threat_words: frozenset[str]
    threat_phrases: tuple[str, ...]
    own_men: frozenset[str]
    deed_verbs: frozenset[str]
    deed_phrases: tuple[str, ...]
    deeds: frozenset[str]
    denials: tuple[str, ...]
    undone: frozenset[str]
    harmless: frozenset[str]
    judgement: dict[str, Stance]
    future: frozenset[str]
    likely: frozenset[str]
    obligation: frozenset[str]
    imperative: frozenset[str]
    needed: frozenset[str]
    mourning: frozenset[str]


@cache
def signs() -> Signs:
    """Read the lexicon once."""
    raw = tomllib.loads((files("variorum.codebook") / "stances.toml").read_text(encoding="utf-8"))

    def by_word(table: dict[str, str]) -> dict[str, Stance]:
        return {word: cast(Stance, stance) for stance, words in table.items() for word in words.split()}

    def listed(text: str) -> tuple[str, ...]:
        return tuple(" ".join(part.split()) for part in text.split(","))

    modality = {key: frozenset(value.split()) for key, value in raw["modality"].items()}
    return Signs(
        performative=by_word(raw["performative"]),
        threat_verbs=frozenset(raw["threat"]["verbs"].split()),
        threat_words=frozenset(raw["threat"]["words"].split()),
        threat_phrases=listed(raw["threat"]["phrases"]),
        own_men=frozenset(raw["responsibility"]["men"].split()),
        deed_verbs=frozenset(raw["responsibility"]["verbs"].split()),
        deed_phrases=listed(raw["responsibility"]["phrases"]),
        deeds=frozenset(raw["responsibility"]["deeds"].split()),
        denials=listed(raw["responsibility"]["denials"]),
        undone=frozenset(raw["responsibility"]["undone"].split()),
        harmless=frozenset(raw["responsibility"]["harmless"].split()),
        judgement=by_word(raw["judgement"]),
        future=modality["future"],
        likely=modality["likely"],
        obligation=modality["obligation"],
        imperative=modality["imperative"],
        needed=modality["needed"],
        mourning=frozenset(raw["mourning"]["words"].split()),
    )


def stance_of(doc: Doc, content: tuple[int, int], cue: str, given: Stance, complement: str, *, analyst: bool) -> Stance:
    """
    Choose the stance of a saying.

    Args:
        content: The tokens of what is said.
        cue: The lemma of the verb that introduces it.
        given: The stance that the verb lends.
        complement: What the verb takes the content as, a name of `variorum.codebook.cues.Complement`.
        analyst: Whether the speaker judges by trade.
    """
    words = [t for t in doc[content[0] : content[1]] if not t.is_punct and not t.is_space]
    if complement == "label" and given == "denies":
        return given
    if complement == "label":
        return next((signs().judgement[t.lower_] for t in words if t.lower_ in signs().judgement), given)
    if cue == "claim" and complement == "object" and any(t.lower_ in signs().deeds for t in words[:_DEED]):
        return "claims_responsibility"
    if given == "predicts" and complement == "object" and any(t.lower_ in signs().threat_words for t in words[:3]):
        return "threatens"
    if complement not in {"clause", "finding", "quotation"}:
        return given
    if cue == "warn":
        given = "asserts"
        warned = True
    else:
        warned = False
    if given not in {"asserts", "assesses", "predicts"}:
        return given
    shown = _shown(words, warned=warned, analyst=analyst)
    if shown is not None:
        return shown
    return "assesses" if analyst and not _recounts(words) else given


def owns_to_deed(doc: Doc, content: tuple[int, int]) -> bool:
    """Tell whether what is admitted is a deed itself: "the murder of two men", "planting the bomb"."""
    known = signs()
    first = doc[content[0]]
    if first.pos_ == "VERB":
        named: Iterable[Token] = (first, *syntax.patients(first))
    else:
        named = takewhile(lambda t: t.pos_ not in {"ADP", "SCONJ"}, doc[content[0] : content[1]][:_DEED])
    return any(t.lower_ in known.deeds for t in named)


def is_analyst(words: Sequence[str]) -> bool:
    """Tell whether a speaker's description is one of a person or body that judges by trade."""
    lexicon = cues().analysts
    return not lexicon.isdisjoint(map(str.lower, words))


def _shown(words: list[Token], *, warned: bool, analyst: bool) -> Stance | None:
    """Find the stance that the words show by themselves."""
    known = signs()
    # "The blame lies with them" denies nothing.
    text = " ".join("" if t.lower_ == "lies" and t.pos_ == "VERB" else t.lower_ for t in words)
    finites = [k for k, t in enumerate(words) if is_finite(t)]
    # "Those who did it will pay": not what is told of them by the way.
    main = next((k for k in finites if not is_relative(words[k])), next(iter(finites), None))
    if main is None:
        return next((s for t in words[:_OPENING] if (s := known.judgement.get(t.lower_))), None)
    subject = words[main - 1].lower_ if main else ""
    subjects = {t.lower_ for t in words[max(0, main - 3) : main]}
    finite = words[main]
    opening = words[main : main + _OPENING]
    if subjects & _FIRST:
        performed = next((s for t in opening if (s := known.performative.get(cues().verb(t.lower_) or t.lower_))), None)
        done = finite.tag_ in {"MD", "VBD"} or finite.lower_ in {"have", "had", "were", "was"}
        if performed is not None and not done:
            return performed
    if words[0].lower_ in {"our", "my"} and {t.lower_ for t in words[1:main]} & known.mourning:
        return "regrets"
    if not analyst and _threatens(words, main, subject, warned=warned):
        return "threatens"
    if any(_has_phrase(text, phrase) for phrase in known.denials) and not analyst:
        return "denies"
    men = subject in known.own_men and not _POSSESSIVE.isdisjoint(subjects)
    if (subjects & _OWN or men) and _owns_up(words, main, text):
        return "claims_responsibility"
    if words[0].lower_ == "no" and finite.lower_ == "had" and not analyst:
        return "denies"
    if not analyst and _denies_a_deed(words, main):
        return "denies"
    if subjects & _OWN and [t.lower_ for t in words[main + 1 : main + 3]] == ["aware", "of"]:
        return "acknowledges"
    if finite.lower_ in known.obligation and not analyst:
        return "demands"
    if subject == "it" and any(
        a in known.needed and b in {"that", "to", "for"} for a, b in pairwise(t.lower_ for t in words[main : main + 5])
    ):
        return "assesses" if analyst else "demands"
    if [t.lower_ for t in words[:2]] == ["let", "me"]:
        return None
    if words[0].lower_ in known.imperative or (words[0].tag_ == "VB" and main > 0 and words[0].dep_ in _HEADING):
        return "demands"
    judged = _judged(words[main : main + 9], finite)
    if judged is not None and not analyst:
        return judged
    if _foretells(words, main):
        return "predicts"
    return None


def _denies_a_deed(words: list[Token], main: int) -> bool:
    """Tell the denial of a deed or of what is alleged: "it did not target them", "there was no blockade"."""
    known, opening = signs(), [t.lower_ for t in words[: main + 4]]
    if opening[0] == "there" and main == 1 and opening[2:3] == ["no"]:
        noun = next(
            (t for t in words[main + 2 : main + 6] if t.pos_ in {"NOUN", "PROPN"} and t.dep_ != "compound"), None
        )
        return noun is not None and noun.lower_ not in known.harmless
    if opening[0] in {"nobody", "none"} and main <= 2:
        return words[main].lower_ in known.undone
    own = main > 0 and words[main - 1].lower_ in {"it", "we", "they"} and main <= 2
    negated = len(opening) > main + 1 and opening[main + 1] in {"not", "n't", "n’t", "never"}
    return own and negated and any(t.lower_ in known.undone for t in words[main + 2 : main + 4])


def _recounts(words: list[Token]) -> bool:
    """Tell whether words give what happened, or figures, as who counts or investigates does, and judge nothing."""
    main = next((t for t in words if is_finite(t)), None)
    if main is None:
        return any(t.pos_ == "NUM" for t in words[:_FIGURE])
    foretold = any(t.tag_ == "MD" or t.lower_ in signs().likely for t in words)
    return not foretold and (main.tag_ == "VBD" or main.lower_ in {"have", "has"})


def _judged(words: list[Token], copula: Token) -> Stance | None:
    """Give the stance of a judgement that is the predicate of "is", or qualifies it."""
    if copula.lower_ not in _COPULAS:
        return None
    for token in words[1:]:
        stance = signs().judgement.get(token.lower_)
        predicate = token if token.dep_ != "amod" else token.head
        # "one of the worst crimes"
        outer = (
            predicate.head
            if predicate.dep_ == "nmod" and predicate.head.lower_ in {"one", "act", "kind"}
            else predicate
        )
        if stance is not None and any(c in (predicate, outer) for c in (copula.head, copula)):
            return stance
    return None


def _threatens(words: list[Token], main: int, subject: str, *, warned: bool) -> bool:
    known = signs()
    after = words[main:]
    if words[main].lower_ not in _WILL and not (warned and any(t.lower_ in _WILL for t in after[:3])):
        return False
    text = " ".join(t.lower_ for t in after)
    if any(t.lower_ in known.threat_words for t in after) or any(_has_phrase(text, p) for p in known.threat_phrases):
        return True
    if subject in _OWN and words[main].lower_ in {"will", "would"} and _unless(after):
        return True
    verb = next((t for t in after[1:6] if t.tag_ == "VB" and t.lower_ not in {"be", "have"}), None)
    if verb is None:
        return False
    negated = any(t.lower_ in {"not", "n't", "n’t", "never"} for t in after[1:3])
    lemma = verb.lower_
    if lemma in {"tolerate", "allow"}:
        return negated
    # "Warned that the gangs would kill again" foresees what others do.
    return lemma in known.threat_verbs and (subject in _OWN or (warned and subject in known.own_men)) and not negated


def _unless(after: list[Token]) -> bool:
    """Tell whether what will be done is to follow if something is not: "they would return if he was not freed"."""
    at = next((k for k, t in enumerate(after) if t.lower_ in {"if", "unless"}), None)
    if at is None or any(t.lower_ in {"have", "be"} for t in after[1:3]):
        return False
    return after[at].lower_ == "unless" or any(
        t.lower_ in {"not", "n't", "n’t", "fails", "refuses"} for t in after[at:]
    )


def _owns_up(words: list[Token], main: int, text: str) -> bool:
    known = signs()
    if any(_has_phrase(text, phrase) for phrase in known.deed_phrases):
        return True
    verb = next((t for t in words[main : main + 3] if t.pos_ == "VERB"), words[main])
    lemma = cues().verb(verb.lower_) or verb.lower_
    stem = any(
        lemma.startswith(verb[:5]) or (lemma.startswith("carr") and verb == "carry") for verb in known.deed_verbs
    )
    near = words[main : main + 8]
    return (
        stem and any(t.lower_ in known.deeds for t in near) and not any(t.lower_ in {"not", "never"} for t in near[:3])
    )


def _foretells(words: list[Token], main: int) -> bool:
    known = signs()
    after = words[main : main + 6]
    rest = [t.lower_ for t in after[1:4]]
    subject = words[main - 1].lower_ if main else ""
    if words[0].lower_ == "to":
        # "To wait would be wrong" judges.
        return False
    if after[0].lower_ in _WILL and subject in _SPEAKERS and not {"be", "become"} & set(rest):
        # What the speaker will do, or can, is no forecast.
        return False
    if after[0].lower_ == "could" and (subject in _SPEAKERS or not _FINDINGS.isdisjoint(rest[:2])):
        # "They could confirm only nine deaths": what was found out.
        return False
    if (
        after[0].lower_ in _WILL
        and not {"not", "n't", "n’t", "never"}.isdisjoint(rest[:1])
        and rest[1:2]
        and rest[1] in _REFUSED
        and _is_somebody(words[:main])
    ):
        # "The government would not give in": what is refused.
        return False
    if after[0].lower_ in known.future:
        # "may have fled" is about the past, "could not be reached" about what did not happen.
        doubtful = after[0].lower_ not in _WILL
        return not ({"have", "has"} & set(rest) or (doubtful and {"not", "n't", "n’t", "be"} & set(rest[:2])))
    near = [t.lower_ for t in words[main : main + 7]]
    if any(a in known.likely and b in {"to", "that"} for a, b in pairwise(near)) or near[-1] in {"likely", "unlikely"}:
        return True
    if after[0].tag_ not in {"VBZ", "VBP"}:
        return False
    # "We are not going to accept it" says what the speaker will do.
    going = any(a.lower_ == "going" and b.lower_ == "to" for a, b in pairwise(after))
    return going and not (subject in _SPEAKERS and not {"be", "become"} & {t.lower_ for t in after})


def _is_somebody(subject: list[Token]) -> bool:
    """Tell a subject that is a name or a body that can refuse, and not "the war" or "the sanctions"."""
    return bool(subject) and (subject[-1].pos_ == "PROPN" or subject[-1].lower_ in _BODIES)


def _has_phrase(text: str, phrase: str) -> bool:
    """Tell whether a phrase stands in a text of words divided by single blanks, as whole words."""
    return f" {phrase} " in f" {text} "
