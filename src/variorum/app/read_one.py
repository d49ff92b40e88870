"""Reads one text that is already in memory."""

from __future__ import annotations

from datetime import date

from variorum.app.read import cores, kept_reader
from variorum.errors import DateInvalid
from variorum.model import Account, Published
from variorum.settings import Settings
from variorum.sources import check_length, make_report, parse_published


def read(
    text: str,
    *,
    published: date | str | Published | None = None,
    publisher: str | None = None,
    title: str | None = None,
    authors: tuple[str, ...] = (),
    id: str = "text",  # noqa: A002 - the contract's word
    pipeline: str | None = None,
) -> Account:
    """
    Read *text* into its account; offsets count the code points of ``account.report.text``.

    The first call loads the pipeline, which later calls with the same name use again. Any text is read, English or
    not; half of a surrogate pair is kept as U+FFFD.

    Args:
        published: Relative dates are resolved against it. A string is written as ``2024-03-18``, ``2024-03``, ``2024``
            or a range such as ``2024-03-18/2024-03-21``. Without it, the date is sought in the text.
        title: The headline, where *text* does not hold it.
        pipeline: A spaCy pipeline with tagger, parser, lemmatizer and entities; variorum-en by default.

    Raises:
        ReportTooLong: If *text* has more words than one report may have.
        DateInvalid: If *published* is no date.
        PipelineMissing: If the pipeline does not load.
    """
    check_length(text, id, Settings())
    report = make_report(
        text,
        id=id,
        published=_published(published),
        publisher=publisher,
        title=title,
        authors=authors,
    )
    return kept_reader(pipeline, cores()).read(report)


def _published(value: date | str | Published | None) -> Published | None:
    match value:
        case None | Published():
            return value
        case str():
            return parse_published(value)
        case date():
            return parse_published(value.isoformat()[:10])
        case _:
            raise DateInvalid(value=value)
