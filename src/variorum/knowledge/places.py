"""Places on their way into a packed gazetteer: how a row is written, and which names of a place are kept."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field

from variorum.knowledge.names import ARABIC, fold, skeleton, split_type, without_article

# Where English usage has no diacritics, since the name is a transliteration.
TRANSLITERATED = frozenset(
    "AE AF AM AZ BD BG BH BT BY CN DJ DZ EG ER ET GE GR IL IN IQ IR JO JP KG KH KM KP KR KW KZ LA LB LK LY MA MK MM MN "
    "MR MV NP OM PK PS QA RU SA SD SY TD TH TJ TM TN TW UA UZ YE XK EH".split()
)
LATIN = re.compile(r"[^\W\d_][\w '’ʼ‘`.\-()]*")

_BEFORE = re.compile(
    r"(?i)^(?:muḩāfaz̧at|muhafazat|wilāyat|viloyati|qaḑā’|qada|qaza|raionul|provincia de|province de|"
    r"departamento de|departement de|municipio de|opština|powiat|distrito de|kreis|okres|judetul) "
)
_AFTER = re.compile(
    r"(?i)[ -](?:oblasty?[’']?|oblysy|oblisi|kray|krai|rayon|rayonu|raion|gorodskaya administratsiya|shi|xian|qu|"
    r"fu|aimag|aymag|novads|atholhu|voblasts[’']?|voivodeship|agency)$"
)
_BRACKETS = re.compile(r"\s*\([^()]*\)")


@dataclass
class PlaceRow:
    """One place on its way into the file."""

    name: str
    level: str
    country: str
    province: str
    latitude: float
    longitude: float
    radius: float
    population: int
    aliases: list[str] = field(default_factory=list)
    abbreviations: list[str] = field(default_factory=list)

    def text(self) -> str:
        """Return the row as the file keeps it."""
        own = fold(self.name)
        others = [alias for alias in dict.fromkeys(fold(alias) for alias in self.aliases) if alias and alias != own]
        others += ["." + fold(short) for short in self.abbreviations]
        return "\t".join(
            [
                self.name,
                self.level,
                self.country,
                self.province,
                f"{self.latitude:.3f}",
                f"{self.longitude:.3f}",
                f"{self.radius:.0f}",
                str(self.population),
                ";".join(others),
            ]
        )

    def keys(self) -> set[str]:
        """Return every key that the row is found by."""
        folded = {fold(name) for name in [self.name, *self.aliases]} - {""}
        keys = set(folded)
        if self.country in ARABIC:
            keys |= {without_article(key) for key in folded}
        if self.country in TRANSLITERATED:
            keys |= {"~" + skeleton(key) for key in folded if len(skeleton(key)) > 2}
        keys |= {"." + fold(short) for short in self.abbreviations}
        return keys


def plain(name: str) -> str:
    """Take the diacritics and apostrophes of a transliteration off, keeping its capitals and hyphens."""
    stripped = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    stripped = stripped.translate(str.maketrans("ıəǝ", "iaa"))
    return re.sub(r"[‘’ʼʿʾʻ`´]", "", stripped)


def english(name: str, country: str) -> str:
    """Return a name as English prose would write it."""
    return plain(name) if country in TRANSLITERATED else name


def core(name: str) -> str:
    """Part a unit's name from its type word, in whatever language the extract has it."""
    name = _BRACKETS.sub("", name).strip()
    name = _AFTER.sub("", _BEFORE.sub("", name))
    parted, level = split_type(name)
    return parted if level not in (None, "site", "region", "settlement") else name


def useful_aliases(names: Iterable[str], own: str) -> list[str]:
    """Keep the names that an English report may use: Latin letters, no codes, no machine transliterations."""
    kept: dict[str, str] = {}
    for name in names:
        words = name.split()
        lower_start = name[:1].islower() and not re.match(r"(?:al|el|ar|as|ash|ad|at|az|an)[ -][A-Z]", name)
        code = name.isupper() and len(name) <= 4
        if lower_start or code or not 3 <= len(name) <= 40 or len(words) > 5 or not LATIN.fullmatch(plain(name)):
            continue
        folded = fold(name)
        if folded.isascii() and folded != fold(own):
            kept.setdefault(folded, folded)
    return list(kept)
