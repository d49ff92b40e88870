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
