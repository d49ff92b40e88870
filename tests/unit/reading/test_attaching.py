from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

from parses import make_doc
from variorum.reading.attaching import attach
from variorum.reading.happenings import Happening, Mention
from variorum.reading.voices import Voices
from variorum_en.annotations import Trigger

STRUCK = "They:PRON:nsubj:1 struck:VERB:root:0 {}:SCONJ:mark:2 gunmen:NOUN:nsubj:1 killed:VERB:advcl:-3 nine:NUM:obj:-1"


def attached(conjunction: str) -> int:
    """Give how many words of harm a raid gets that the model takes a clause on it to be of."""
    doc = make_doc(STRUCK.format(conjunction) + " .:PUNCT:punct:-5")

    def mention(index: int, at: int, kind: str | None, outcome: str | None) -> Mention:
        told = Trigger(at, at + 1, cast(Any, kind), cast(Any, outcome), 0.3, 0.9, (), same=((0, 0.99),) * index)
        return Mention(index=index, trigger=told, head=doc[at], sentence=0, definite=False, indefinite=False)

    raid = Happening(mentions=[mention(0, 1, "air_strike", None)])
    attach(cast(Any, SimpleNamespace(doc=doc)), [raid], [mention(1, 4, None, "killed")], Voices(()))
    return len(raid.harm_words)


def test_harm_before_a_raid_is_none_of_its_own() -> None:
    """What a clause tells to have been before is not what it hangs on, whatever the model hears."""
    assert attached("after") == 0
    assert attached("when") == 1


TOLD = (
    "Gunmen:NOUN:nsubj:1 raided:VERB:root:0 it:PRON:obj:-1 .:PUNCT:punct:-2 "
    "Nine:NUM:nsubj:1 died:VERB:root:0 .:PUNCT:punct:-1 "
    "Shells:NOUN:nsubj:1 hit:VERB:root:0 it:PRON:obj:-1 .:PUNCT:punct:-2"
)


def killed(after: str) -> list[int]:
    """Give how many words of harm a raid told first and shells told last get, which the model finds about as like."""
    doc = make_doc(TOLD)

    def mention(index: int, at: int, sentence: int, kind: str | None, outcome: str | None) -> Mention:
        like = ((0, 0.6), (2, 0.7)) if outcome else ()
        told = Trigger(at, at + 1, cast(Any, kind), cast(Any, outcome), 0.3, 0.9, (), same=like)
        return Mention(index=index, trigger=told, head=doc[at], sentence=sentence, definite=False, indefinite=False)

    raid = Happening(mentions=[mention(0, 1, 0 if after == "raid" else 2, "armed_attack", None)])
    shells = Happening(mentions=[mention(2, 8, 2, "shelling", None)])
    attach(cast(Any, SimpleNamespace(doc=doc)), [raid, shells], [mention(1, 5, 1, None, "killed")], Voices(()))
    return [len(raid.harm_words), len(shells.harm_words)]


def test_harm_is_of_what_was_told_before_it() -> None:
    """What a report has yet to come to killed nobody so far, unless the report leads with the dead."""
    assert killed("raid") == [1, 0]
    assert killed("") == [0, 1]
