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
        "bring brings brought bringing",
        "broadcast broadcasts broadcasted broadcasting",
        "build builds built building",
        "burn burns burned burnt burning",
        "buy buys bought buying",
        "cast casts casting",
        "choose chooses chose chosen choosing",
        "come comes came coming",
        "deal deals dealt dealing",
        "die dies died dying",
        "dig digs dug digging",
        "do does did done doing",
        "draw draws drew drawn drawing",
        "drive drives drove driven driving",
        "eat eats ate eaten eating",
        "fall falls fell fallen falling",
        "feed feeds fed feeding",
        "feel feels felt feeling",
        "fight fights fought fighting",
        "find finds found finding",
        "flee flees fled fleeing",
        "fly flies flew flown flying",
        "forbid forbids forbade forbidden forbidding",
        "forecast forecasts forecasted forecasting",
        "foresee foresees foresaw foreseen foreseeing",
        "get gets got gotten getting",
        "give gives gave given giving",
        "go goes went gone going",
        "grow grows grew grown growing",
        "hang hangs hanged hung hanging",
        "have has had having",
        "hear hears heard hearing",
        "hide hides hid hidden hiding",
        "hijack hijacks hijacked hijacking",
        "hit hits hitting",
        "hold holds held holding",
        "keep keeps kept keeping",
        "know knows knew known knowing",
        "lay lays laid laying",
        "lead leads led leading",
        "learn learns learned learnt learning",
        "leave leaves left leaving",
        "lie lies lay lain lying",
        "lose loses lost losing",
        "make makes made making",
        "mean means meant meaning",
        "meet meets met meeting",
        "overrun overruns overran overrunning",
        "overthrow overthrows overthrew overthrown overthrowing",
        "panic panics panicked panicking",
        "pay pays paid paying",
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
        "sit sits sat sitting",
        "slay slays slew slain slaying",
        "speak speaks spoke spoken speaking",
        "spend spends spent spending",
        "spread spreads spreading",
        "stand stands stood standing",
        "steal steals stole stolen stealing",
        "strike strikes struck stricken striking",
        "swear swears swore sworn swearing",
        "sweep sweeps swept sweeping",
        "take takes took taken taking",
        "teach teaches taught teaching",
        "tear tears tore torn tearing",
        "tell tells told telling",
        "think thinks thought thinking",
        "throw throws threw thrown throwing",
        "undergo undergoes underwent undergone undergoing",
        "understand understands understood understanding",
        "undertake undertakes undertook undertaken undertaking",
        "wake wakes woke woken waking",
        "win wins won winning",
        "withdraw withdraws withdrew withdrawn withdrawing",
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
