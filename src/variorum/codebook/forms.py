"""Inflected forms of English words, so that a lexicon of lemmas holds even where a pipeline's lemmas are wrong."""

from __future__ import annotations

from functools import cache
from typing import Final

_VOWELS: Final = frozenset("aeiou")
_IRREGULAR: Final = {
    forms.split()[0]: frozenset(forms.split())
    for forms in (
        "be is are was were been being",
        "beat beats beaten beating",
        "become becomes became becoming",
        "begin begins began begun beginning",
        "beseech beseeches beseeched besought beseeching",
        "blow blows blew blown blowing",
        "break breaks broke broken breaking",
        "broadcast broadcasts broadcasted broadcasting",
        "burn burns burned burnt burning",
        "cast casts casting",
        "come comes came coming",
        "die dies died dying",
        "do does did done doing",
        "draw draws drew drawn drawing",
        "drive drives drove driven driving",
        "fall falls fell fallen falling",
        "feel feels felt feeling",
        "fight fights fought fighting",
        "find finds found finding",
        "flee flees fled fleeing",
        "forbid forbids forbade forbidden forbidding",
        "forecast forecasts forecasted forecasting",
        "foresee foresees foresaw foreseen foreseeing",
        "get gets got gotten getting",
        "give gives gave given giving",
        "go goes went gone going",
        "hang hangs hanged hung hanging",
        "have has had having",
        "hear hears heard hearing",
        "hijack hijacks hijacked hijacking",
        "hit hits hitting",
        "hold holds held holding",
        "lay lays laid laying",
        "lead leads led leading",
        "learn learns learned learnt learning",
        "leave leaves left leaving",
        "lose loses lost losing",
        "make makes made making",
        "meet meets met meeting",
        "overrun overruns overran overrunning",
        "overthrow overthrows overthrew overthrown overthrowing",
        "panic panics panicked panicking",
        "plead pleads pleaded pled pleading",
        "put puts putting",
        "quip quips quipped quipping",
        "read reads reading",
        "retake retakes retook retaken retaking",
        "rise rises rose risen rising",
        "run runs ran running",
        "say says said saying",
        "see sees saw seen seeing",
        "seek seeks sought seeking",
        "send sends sent sending",
        "set sets setting",
        "shoot shoots shot shooting",
        "show shows showed shown showing",
        "shut shuts shutting",
        "sink sinks sank sunk sinking",
        "slay slays slew slain slaying",
        "speak speaks spoke spoken speaking",
        "spread spreads spreading",
        "steal steals stole stolen stealing",
        "strike strikes struck stricken striking",
        "swear swears swore sworn swearing",
        "take takes took taken taking",
        "tell tells told telling",
        "think thinks thought thinking",
        "throw throws threw thrown throwing",
        "undergo undergoes underwent undergone undergoing",
        "understand understands understood understanding",
        "undertake undertakes undertook undertaken undertaking",
        "wound wounds wounded wounding",
        "write writes wrote written writing",
    )
}


@cache
def forms(lemma: str) -> frozenset[str]:
    """Give the lower-case forms of a verb or noun, itself among them; unknown words count as regular."""
    if lemma in _IRREGULAR:
        return _IRREGULAR[lemma]
    stem = lemma[:-1] if lemma.endswith("e") and not lemma.endswith("ee") else lemma
    found = {lemma, stem + "ing", lemma + "d" if lemma.endswith("e") else lemma + "ed"}
    if lemma.endswith(("s", "x", "z", "ch", "sh", "o")):
        found.add(lemma + "es")
    elif lemma.endswith("y") and lemma[-2:-1] not in _VOWELS:
        found |= {lemma[:-1] + "ies", lemma[:-1] + "ied"}
        found.discard(lemma + "ed")
    else:
        found.add(lemma + "s")
    if (
        len(lemma) > 2
        and lemma[-1] not in _VOWELS | {"w", "x", "y"}
        and lemma[-2] in _VOWELS
        and lemma[-3] not in _VOWELS
    ):
        found |= {lemma + lemma[-1] + "ed", lemma + lemma[-1] + "ing"}
    return frozenset(found)


def all_forms(lemmas: frozenset[str] | tuple[str, ...] | list[str]) -> frozenset[str]:
    """Give the forms of several lemmas together."""
    return frozenset(form for lemma in lemmas for form in forms(lemma))
