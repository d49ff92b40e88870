"""Harms that later accounts take back: reported killed, then seen alive."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from variorum.collation.cases import Case
from variorum.collation.figures import Figure, voice_of
from variorum.collation.sides import Sides, akin
from variorum.collation.words import pattern, sentence_around
from variorum.knowledge.names import fold
from variorum.model import Statement
from variorum.model.record import ActorEntry


def reversals(listed: Sequence[Figure], actors: Mapping[str, ActorEntry]) -> frozenset[int]:
    """
    Give the positions of the figures that a denial takes back.

    A denial takes back a harm of the people it names, or a count of the same voice, unless it was said before. Where a
    party to the incident denies another's words, the two disagree and nothing is taken back.
    """
    denials = [f for f in listed if f.stance == "denies"]
    return frozenset(
        i
        for i, figure in enumerate(listed)
        if figure.stance == "asserts" and not figure.zero and any(_takes_back(d, figure, actors) for d in denials)
    )


def _takes_back(denial: Figure, figure: Figure, actors: Mapping[str, ActorEntry]) -> bool:
    if denial.until and figure.since and denial.until < figure.since:
        return False
    same_voice = denial.voice == figure.voice or bool(
        denial.speaker and figure.speaker and akin(denial.speaker, figure.speaker, actors)
    )
    if denial.part != figure.part:
        return False
    if denial.names and figure.names:
        return same_voice or denial.side in ("reporter", "third")
    later = bool(denial.since and figure.until and denial.since > figure.until)
    return same_voice and (later or (denial.report == figure.report and denial.start > figure.start))


def seen_alive(
    cases: Iterable[Case],
    told: Iterable[Figure],
    actors: Mapping[str, ActorEntry],
    origins: Mapping[str, str] | None = None,
) -> Iterator[Figure]:
    """
    Give denials for people reported killed of whom a report says, without reserve, that they are alive.

    The words are those of the sentence; the voice is that of the innermost statement around them.
    """
    cases = sorted(cases, key=lambda case: case.member)
    sides = Sides.of_cases(cases, actors)
    dead = [f for f in told if f.outcome == "killed" and f.stance == "asserts" and (f.part or "").startswith("named ")]
    named = [(name, figure) for figure in sorted(dead, key=lambda f: f.key) for name in figure.names]
    if not named:
        return
    for case in {case.account.report.id: case for case in reversed(cases)}.values():
        text = case.account.report.text
        done = set()
        for cue in pattern("reversals", "alive").finditer(text):
            start, end = sentence_around(text, cue.start(), cue.end())
            sentence = text[start:end]
            if pattern("reversals", "unsure").search(sentence):
                continue
            for name, figure in named:
                if _names(sentence, name) and (name, figure.group, start) not in done:
                    done.add((name, figure.group, start))
                    around = [s for s in case.account.statements if s.start <= cue.start() and cue.end() <= s.end]
                    inner = min(around, key=lambda s: (s.end - s.start, s.start, s.speaker), default=None)
                    denial = _denial(case, figure, inner, start, end)
                    voice = voice_of(case.account, denial.speaker, actors, origins or {})
                    yield replace(denial, side=sides.side(denial.speaker), voice=voice)


def _names(sentence: str, name: str) -> bool:
    words = fold(name).split()
    folded = f" {fold(sentence)} "
    if f" {' '.join(words)} " in folded:
        return True
    # A family name alone will do, unless another first name stands before it.
    last = re.escape(name.split()[-1])
    return any(
        not re.search(r"[A-Z][\w’'-]{1,40}\s$", sentence[: m.start()][-42:])
        for m in re.finditer(rf"\b{last}\b", sentence, re.IGNORECASE)
    )


def _denial(case: Case, figure: Figure, statement: Statement | None, start: int, end: int) -> Figure:
    said = statement.said_on if statement else None
    words = case.account.report.text[start:end]
    quote = words.strip()
    start += len(words) - len(words.lstrip())
    return replace(
        figure,
        report=case.account.report.id,
        incident=case.incident.id,
        stance="denies",
        certainty="reported",
        speaker=case.actors[statement.speaker] if statement else None,
        published=case.published,
        since=said or case.published.start,
        until=said or case.published.end,
        start=start,
        end=start + len(quote),
        quote=quote,
        newer=False,
        older=False,
        within=False,
    )
