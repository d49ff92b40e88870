"""What one voice holds on a field, with its words."""

from __future__ import annotations

from variorum.collation.cases import Case
from variorum.collation.figures import Figure
from variorum.collation.sides import Sides
from variorum.model.record import Position, StatementEntry


def at(figure: Figure, value: str) -> Position:
    """Give the position of a figure."""
    return Position(
        side=figure.side,
        speaker=figure.speaker,
        value=value,
        report=figure.report,
        start=figure.start,
        end=figure.end,
        quote=figure.quote,
    )


def in_words(low: int, high: int | None, approximate: bool) -> str:
    """Say a count: "8", "at least 8", "up to 8", "8 to 10", "about 8", "none"."""
    if high == 0:
        return "none"
    if high is None:
        return f"at least {low}"
    if low == high:
        return f"about {low}" if approximate else str(low)
    return f"up to {high}" if low == 0 else f"{low} to {high}"


def spoken(statement: StatementEntry, sides: Sides, value: str) -> Position:
    """Give the position of a statement."""
    return Position(
        side=sides.side(statement.speaker),
        speaker=statement.speaker,
        value=value,
        report=statement.report,
        start=statement.start,
        end=statement.end,
        quote=statement.quote,
    )


def mention(case: Case, value: str) -> Position:
    """Give a report's own position, in the first words that name the incident."""
    mentions = case.incident.mentions
    first = min(mentions, key=lambda m: m.start, default=None)
    start, end, quote = (first.start, first.end, first.quote) if first else (0, 0, "")
    return Position(
        side="reporter", speaker=None, value=value, report=case.account.report.id, start=start, end=end, quote=quote
    )


def quoted(case: Case, words: str | None, value: str) -> Position:
    """Find words in the report, where they stand nearest to the incident's first mention."""
    position = mention(case, value)
    text = case.account.report.text
    if words:
        after = text.find(words, position.start)
        before = text.rfind(words, 0, position.start)
        places = [i for i in (after, before) if i >= 0]
        if places:
            start = min(places, key=lambda i: (abs(i - position.start), i))
            return Position(
                side="reporter",
                speaker=None,
                value=value,
                report=position.report,
                start=start,
                end=start + len(words),
                quote=words,
            )
    return position
