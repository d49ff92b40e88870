"""
Makes up the accounts of an archive that linking has to link, and says which happening each tells of.

The world is that of `archive.py`: towns, parties and surges of very unequal weight, and more towns and parties the more
there is to tell of, as an archive grows by the places that it covers too, while its years stay the same, so that days
become fuller. A tenth or so of all that happens is in one town, and an offensive has hundreds of like attacks there.
Beside that, a twentieth of all accounts tell of one strike on one day, however many there are.

An account leaves out the day, the place, a party or the figure, or has another figure. Its words are common English
ones as often as in the news; its names are those of the town, the parties and whoever is quoted, and some of the
happening's own. Another generator had 45 words for the names of all happenings, and 3,000 towns, 60 parties and 1,500
days for any number of them: with 100,000 accounts, hundreds of happenings could not be told apart by anything that they
said.
"""

from __future__ import annotations

import random
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files

from archive import DAYS, FIRST, LONG, SURGES, TYPES, place_of, rank

from generate import towns
from variorum.model import Account, Actor, Harm, Incident, Place, Published, Report, Span, When
from variorum.model.account import IncidentType

SHARE = 0.05
"""The share of all accounts that tell of the one strike."""

MOST = 80
"""The most accounts of any other happening."""

WORDS = 45
"""Words of a report beside its first sentence."""

_ENDINGS = ("", "ev", "ani", "sson", "oglu", "ides", "wicz", "zadeh")


@dataclass(frozen=True)
class Happening:
    """What happened; accounts may say otherwise."""

    day: date
    kind: IncidentType
    place: Place
    parties: tuple[int, int]
    killed: int
    victim: str | None
    names: tuple[str, ...]
    words: tuple[str, ...]


class World:
    """Where *accounts* accounts come from."""

    def __init__(self, accounts: int, seed: int = 0) -> None:
        self.accounts, self.seed = accounts, seed
        happenings = accounts // 4
        self.towns = max(400, happenings // 50)
        self.parties = max(200, happenings // 200)

    def told(self) -> Iterator[tuple[Account, int]]:
        """Give each account with the number of the happening that it tells of; 0 is the one strike."""
        made = round(self.accounts * SHARE)
        for turn in range(made):
            yield self._account(0, turn), 0
        number = 0
        while made < self.accounts:
            number += 1
            chance = random.Random(f"{self.seed} renown {number}")
            for turn in range(min(self.accounts - made, MOST, int(chance.paretovariate(1.1)))):
                yield self._account(number, turn), number
                made += 1

    def happening(self, number: int) -> Happening:
        """Give what happened as number *number*."""
        chance = random.Random(f"{self.seed} happening {number}")
        if chance.random() < 0.5:
            day = rank(chance, SURGES) * (DAYS // SURGES) + chance.randrange(LONG)
        else:
            day = chance.randrange(DAYS)
        common = _words()
        return Happening(
            day=FIRST + timedelta(days=day),
            kind=TYPES[rank(chance, len(TYPES))],
            place=place_of(rank(chance, self.towns)),
            parties=(rank(chance, self.parties), rank(chance, self.parties)),
            killed=int(chance.paretovariate(1.1)) % 300,
            victim=_name(chance) if chance.random() < 0.15 else None,
            names=tuple(_name(chance) for _ in range(4)),
            words=tuple(common[rank(chance, len(common))] for _ in range(20)),
        )

    def _account(self, number: int, turn: int) -> Account:
        it = self.happening(number)
        chance = random.Random(f"{self.seed} account {number} {turn}")
        report = f"{number:07}-{turn:05}"
        names = [name for name in it.names if chance.random() < 0.5]
        names += [_name(chance) for _ in range(2)]
        parties = [_party(n) for n in it.parties]
        killed = it.killed if chance.random() < 0.75 else max(0, it.killed + chance.randrange(-3, 4))
        noun = it.kind.replace("_", " ")
        common = _words()
        words = [common[rank(chance, len(common))] for _ in range(WORDS - len(it.words) // 2)]
        words += [word for word in it.words if chance.random() < 0.5]
        words += [*names, *parties, it.place.name, f"{killed} dead"]
        chance.shuffle(words)
        before = chance.randrange(10)
        opening = "".join(f"{word} " for word in words[:before])
        text = f"{opening}{noun} {' '.join(words[before:])}.\n"
        mention = Span(start=len(opening), end=len(opening) + len(noun), quote=noun)
        harm = Harm(
            outcome="killed", group="unknown", low=killed, high=killed, start=0, end=4, quote=text[:4],
            names=(it.victim,) if it.victim and chance.random() < 0.5 else (),
        )  # fmt: skip
        said = [chance.random() < share for share in (0.8, 0.85, 0.8, 0.8, 0.85)]
        incident = Incident(
            id="i1",
            type=it.kind,
            when=When(start=it.day, end=it.day, precision="day") if said[0] else When(),
            where=(it.place,) if said[1] else (),
            initiators=("a1",) if said[2] else (),
            targets=("a2",) if said[3] and it.parties[0] != it.parties[1] else (),
            harms=(harm,) if said[4] and killed else (),
            mentions=(mention,),
        )
        published = it.day + timedelta(days=min(6, int(chance.expovariate(0.7))))
        return Account(
            report=Report(
                id=report, text=text, published=Published(start=published, end=published, basis="metadata")
            ),
            actors=tuple(Actor(id=f"a{n + 1}", name=name, type="armed_group") for n, name in enumerate(parties)),
            incidents=(incident,),
        )  # fmt: skip


def _party(number: int) -> str:
    return f"{towns()[number % len(towns())]} {('Front', 'Army', 'Ministry')[number % 3]} {number}"


def _name(chance: random.Random) -> str:
    """Give one of some 40,000 surnames, none more common than another."""
    return chance.choice(towns())[:-2] + chance.choice(towns())[:4].lower() + chance.choice(_ENDINGS)


@cache
def _words() -> list[str]:
    """Give the words of English news, the commonest first."""
    text = files("variorum.collation").joinpath("data/rarities.toml").read_text(encoding="utf-8")
    return [word for words in tomllib.loads(text)["rarities"].values() for word in words.split()]
