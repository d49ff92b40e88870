"""Read the labelled sentences: text with triggers, harm words and arguments marked inline (`sentences/FORMAT.md`).

Run as a program, it checks files and counts what they hold: ``python training/markup.py training/sentences/*.txt``.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

TYPES = (
    "air_strike shelling suicide_bombing bombing armed_attack clash killing abduction arrest sexual_violence "
    "destruction territory_change operation protest riot expulsion closure talks agreement other"
).split()
OUTCOMES = "killed injured casualty abducted captured missing displaced detained".split()
ROLES = {"i": "initiator", "t": "target", "p": "place", "d": "time", "v": "victim", "w": "weapon"}

ENTITIES = ("PER", "ORG", "LOC", "NORP", "WEAPON", "PLATFORM")

TIES = {"answers": "response_to", "within": "part_of", "perhaps": None}

_CLOSE = {"[": "]", "{": "}", "<": ">"}
_NAME = re.compile(r"<(?P<entity>[A-Z]+)\|")
_OPEN = re.compile(
    r"\[(?P<id>\d+) (?P<not>~)?(?P<type>[a-z_]+)?(?:\+(?P<outcome>[a-z]+))?\|"
    r"|\{(?P<ids>\d+(?:,\d+)*) (?P<role>[itpdvw])\|"
)
_TIE = re.compile(r"(?P<from>\d+) (?P<kind>answers|within|perhaps) (?P<to>\d+)(?: @ (?P<words>\S.*))?")


@dataclass(frozen=True)
class Mark:
    """One marked stretch: `start` and `end` count characters of the passage's plain text; a name has `entity` alone."""

    start: int
    end: int
    happenings: tuple[int, ...]
    type: str | None = None
    actual: bool = True
    outcome: str | None = None
    role: str | None = None
    entity: str | None = None

    @property
    def code(self) -> str:
        """Give what stands before the bar."""
        if self.entity:
            return self.entity
        ids = ",".join(map(str, self.happenings))
        if self.role:
            return f"{ids} {next(k for k, role in ROLES.items() if role == self.role)}"
        return f"{ids} {'' if self.actual else '~'}{self.type or ''}{'+' + self.outcome if self.outcome else ''}"


@dataclass(frozen=True)
class Tie:
    """
    Happening `from_` answers `to` or is part of it; a `type` of None leaves open whether it does.

    `at` counts the characters of the passage's plain text before the words that say so; it is None where none do.
    """

    from_: int
    to: int
    type: str | None
    at: int | None


@dataclass
class Passage:
    """A text and what is marked in it; `ties` are None where nobody has looked for any."""

    text: str
    marks: list[Mark] = field(default_factory=list)
    ties: list[Tie] | None = None


def parse(line: str) -> Passage:
    """
    Read one marked passage.

    Raises:
        ValueError: If a bracket is unknown, unclosed, or names an unknown type, outcome or role.
    """
    out: list[str] = []
    length = 0
    stack: list[tuple[str, int, re.Match[str]]] = []
    marks: list[Mark] = []
    i = 0
    while i < len(line):
        char = line[i]
        if char in _CLOSE:
            match = (_NAME if char == "<" else _OPEN).match(line, i)
            if match is None:
                raise ValueError(f"not a mark: {line[i : i + 40]!r}")
            stack.append((_CLOSE[char], length, match))
            i = match.end()
            continue
        if char in "]}>":
            if not stack or stack[-1][0] != char:
                raise ValueError(f"unexpected {char!r} after {''.join(out)[-30:]!r}")
            _, start, match = stack.pop()
            marks.append(_mark(match, start, length))
            i += 1
            continue
        out.append(char)
        length += 1
        i += 1
    if stack:
        raise ValueError(f"unclosed mark: {stack[-1][2].group()!r}")
    return Passage("".join(out), sorted(marks, key=lambda m: (m.start, -m.end)))


def mark(start: int, end: int, code: str) -> Mark:
    """
    Make a mark from what stands before the bar.

    Raises:
        ValueError: As for `parse`.
    """
    for opening in ("<", "{", "["):
        match = (_NAME if opening == "<" else _OPEN).match(f"{opening}{code}|")
        if match is not None:
            return _mark(match, start, end)
    raise ValueError(f"not a mark: {code!r}")


def _mark(match: re.Match[str], start: int, end: int) -> Mark:
    if match.re is _NAME:
        if match["entity"] not in ENTITIES:
            raise ValueError(f"unknown entity {match['entity']!r}")
        return Mark(start, end, (), entity=match["entity"])
    if match["role"]:
        return Mark(start, end, tuple(int(x) for x in match["ids"].split(",")), role=ROLES[match["role"]])
    kind, outcome = match["type"], match["outcome"]
    if kind is None and outcome is None:
        raise ValueError(f"a trigger without type or outcome: {match.group()!r}")
    if kind is not None and kind not in TYPES:
        raise ValueError(f"unknown type {kind!r}")
    if outcome is not None and outcome not in OUTCOMES:
        raise ValueError(f"unknown outcome {outcome!r}")
    return Mark(start, end, (int(match["id"]),), type=kind, actual=match["not"] is None, outcome=outcome)


def tie(code: str, passage: Passage) -> Tie:
    """
    Read one tie of a passage.

    Raises:
        ValueError: If it has another form, or the passage has no such happening or no such words.
    """
    match = _TIE.fullmatch(code)
    if match is None:
        raise ValueError(f"not a tie: {code!r}")
    from_, to = int(match["from"]), int(match["to"])
    spans = {x: [m.start for m in passage.marks if x in m.happenings and (m.type or m.outcome)] for x in (from_, to)}
    if from_ == to or not all(spans.values()):
        raise ValueError(f"a tie of unknown happenings: {code!r}")
    type_, words = TIES[match["kind"]], match["words"]
    if words is None:
        if type_ is not None:
            raise ValueError(f"a tie without words: {code!r}")
        return Tie(from_, to, None, None)
    found = re.finditer(r"\s+".join(map(re.escape, words.split())), passage.text, re.IGNORECASE)
    places = [m.start() for m in found]
    if not places:
        raise ValueError(f"not in the text: {code!r}")
    return Tie(from_, to, type_, min(places, key=lambda at: sum(min(abs(at - x) for x in s) for s in spans.values())))


def load(path: Path) -> list[Passage]:
    """
    Read a file of passages.

    Raises:
        ValueError: Names the file, the line and what is wrong with it.
    """
    passages = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.strip() and not line.startswith("#"):
            try:
                if line.startswith(">"):
                    if not passages:
                        raise ValueError("ties before any passage")
                    passages[-1].ties = [
                        tie(code.strip(), passages[-1]) for code in line[1:].split("|") if code.strip()
                    ]
                else:
                    passages.append(parse(line.strip().replace(" ¶ ", "\n\n")))
            except ValueError as error:
                raise ValueError(f"{path}:{number}: {error}") from error
    return passages


def main() -> None:
    for name in sys.argv[1:]:
        try:
            passages = load(Path(name))
        except ValueError as error:
            raise SystemExit(str(error)) from error
        marks = [m for p in passages for m in p.marks]
        types = Counter(("" if m.actual else "~") + m.type for m in marks if m.type)
        print(
            name,
            len(passages),
            "passages",
            dict(types),
            dict(Counter(m.outcome or m.role or m.entity for m in marks if not m.type)),
            dict(Counter(t.type for p in passages for t in p.ties or ())),
        )


if __name__ == "__main__":
    main()
