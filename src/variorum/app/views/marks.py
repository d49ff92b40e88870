"""Says which words of a report everything was read from, and what that is in the record."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from variorum.app.views.names import names
from variorum.app.views.reports import report_row
from variorum.app.views.shapes import Item, Mark, MarkKind, MarkList
from variorum.collation.positions import in_words
from variorum.model import Account, Harm, Incident, Statement
from variorum.model.record import Member, StatementEntry
from variorum.store import Store

NEAR = 400
"""Characters around an incident's words in which those of its time and place are sought."""


@dataclass(frozen=True)
class _Known:
    """A report's account, and what its incidents and actors are in the record."""

    account: Account
    incidents: dict[Member, str]
    actors: dict[tuple[str, str], str]

    @property
    def text(self) -> str:
        return self.account.report.text

    def incident(self, local: str | None) -> str | None:
        return None if local is None else self.incidents.get(Member(report=self.account.report.id, incident=local))

    def actor(self, local: str | None) -> str | None:
        return None if local is None else self.actors.get((self.account.report.id, local))


def mark_list(store: Store, wanted: str) -> MarkList:
    """
    Give all that was read from a report with its words; *wanted* is its id or the hash of its text.

    Nothing is marked in one that has not been read.

    Raises:
        ReportUnknown: If there is none.
    """
    with store.snapshot():
        report = report_row(store, wanted).report.id
        account = next(iter(store.accounts([report])), None)
        if account is None:
            return MarkList(report=report)
        known = _Known(account, store.incidents_of([report]), store.actors_of([report]))
        found = [*_actors(known), *_incidents(known), *_statements(known), *_statistics(known), *_links(known)]
        items = tuple(item for item, _ in found)
        marks = {mark for _, some in found for mark in some if 0 <= mark.start < mark.end <= len(known.text)}
        return MarkList(
            report=report,
            marks=tuple(sorted(marks, key=lambda m: (m.start, -m.end, m.kind, m.item))),
            items=items,
            actors=names(store, (item.actor for item in items)),
        )


Found = Iterator[tuple[Item, list[Mark]]]


def _actors(known: _Known) -> Found:
    for actor in known.account.actors:
        key = f"actor:{actor.id}"
        yield (
            Item(key=key, kind="actor", label=actor.name, actor=known.actor(actor.id)),
            [Mark(kind="actor", start=m.start, end=m.end, item=key) for m in actor.mentions],
        )


def _incidents(known: _Known) -> Found:
    for incident in known.account.incidents:
        key = f"incident:{incident.id}"
        item = Item(
            key=key,
            kind="incident",
            label=incident.type.replace("_", " "),
            incident=known.incident(incident.id),
            type=incident.type,
            when=incident.when,
            where=incident.where,
        )
        yield (
            item,
            [
                *(Mark(kind="incident", start=m.start, end=m.end, item=key) for m in incident.mentions),
                *_near(known.text, "time", incident.when.quote, incident, key),
                *(mark for place in incident.where for mark in _near(known.text, "place", place.quote, incident, key)),
            ],
        )
        for number, harm in enumerate(incident.harms):
            yield _harm(known, incident, number, harm)


def _harm(known: _Known, incident: Incident, number: int, harm: Harm) -> tuple[Item, list[Mark]]:
    key = f"harm:{incident.id}:{number}"
    who = "" if harm.group == "unknown" else f" ({harm.group.replace('_', ' ')})"
    said = "denied: " if harm.stance == "denies" else ""
    item = Item(
        key=key,
        kind="harm",
        label=f"{said}{in_words(harm.low, harm.high, harm.approximate)} {harm.outcome}{who}",
        incident=known.incident(incident.id),
        actor=known.actor(harm.speaker),
        harm=harm,
    )
    return item, [Mark(kind="harm", start=harm.start, end=harm.end, item=key)]


def _statements(known: _Known) -> Found:
    for number, statement in enumerate(known.account.statements):
        key = f"statement:{number}"
        speaker = known.actor(statement.speaker)
        entry = StatementEntry(
            report=known.account.report.id,
            speaker=speaker or statement.speaker,
            stance=statement.stance,
            start=statement.start,
            end=statement.end,
            quote=statement.quote,
            cue=statement.cue,
            speaker_quote=statement.speaker_quote,
            incident=known.incident(statement.incident),
            said_on=statement.said_on,
            via=statement.via,
        )
        item = Item(
            key=key,
            kind="statement",
            label=statement.stance.replace("_", " "),
            incident=entry.incident,
            actor=speaker,
            statement=entry,
        )
        yield (
            item,
            [
                Mark(kind="statement", start=statement.start, end=statement.end, item=key),
                *_beside(known.text, "cue", statement.cue, statement, key),
                *_beside(known.text, "speaker", statement.speaker_quote, statement, key),
            ],
        )


def _statistics(known: _Known) -> Found:
    for number, statistic in enumerate(known.account.statistics):
        key = f"statistic:{number}"
        label = f"{in_words(statistic.low, statistic.high, statistic.approximate)} {statistic.measure}"
        item = Item(key=key, kind="statistic", label=label, actor=known.actor(statistic.speaker), statistic=statistic)
        yield item, [Mark(kind="statistic", start=statistic.start, end=statistic.end, item=key)]


def _links(known: _Known) -> Found:
    for number, link in enumerate(known.account.links):
        key = f"link:{number}"
        item = Item(key=key, kind="link", label=link.type.replace("_", " "), incident=known.incident(link.from_))
        yield item, [Mark(kind="link", start=link.start, end=link.end, item=key)]


def _near(text: str, kind: MarkKind, words: str | None, incident: Incident, key: str) -> Iterator[Mark]:
    """Find the words of an incident's time or place where they stand nearest to those that name it."""
    spans = [(m.start, m.end) for m in incident.mentions] + [(h.start, h.end) for h in incident.harms]
    if words and spans:
        found = [place for start, end in spans if (place := _nearest(text, words, start, end))]
        if found:
            _, at = min(found)
            yield Mark(kind=kind, start=at, end=at + len(words), item=key)


def _beside(text: str, kind: MarkKind, words: str | None, statement: Statement, key: str) -> Iterator[Mark]:
    """Find the words of a statement's cue or speaker where they stand nearest to what is said, and not within it."""
    if words and (place := _nearest(text, words, statement.start, statement.end, outside=True)):
        yield Mark(kind=kind, start=place[1], end=place[1] + len(words), item=key)


def _nearest(text: str, words: str, start: int, end: int, *, outside: bool = False) -> tuple[int, int] | None:
    """Give how far from a span *words* stand nearest, and where; None where they do not stand near it."""
    before = text.rfind(words, max(0, start - NEAR), start if outside else end)
    after = text.find(words, end if outside else start, end + NEAR)
    places = [(max(start - at - len(words), at - end, 0), at) for at in (before, after) if at >= 0]
    return min(places, default=None)
