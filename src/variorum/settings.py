"""The limits within which reports are read."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Settings:
    """One object for a whole run; every limit is of one report."""

    max_bytes: int = 20_000_000
    """A file beyond this is a dump, an archive or a mistake, and is not opened further."""

    max_words: int = 50_000
    """Cost is linear up to here; a book beyond it is to be split into its reports."""

    max_characters: int = 1_000_000
    """Bounds what the word limit cannot."""

    max_word: int = 10_000
    """A longer run without a space is no word of a report."""

    long_line: int = 20_000
    """A line of more characters earns a warning, for its paragraphs are lost."""


@dataclass(frozen=True, kw_only=True, slots=True)
class IntakeLimits:
    """How far what comes from outside is taken apart; every limit is of one file or address that was named."""

    max_bytes: int = 20_000_000
    """Of one report as captured, of a line of a table, and of an answer that is one page."""

    max_nested_bytes: int = 100_000_000
    """Of a file within another that holds reports itself, and of a fetched archive; on disk there is no limit."""

    max_unpacked: int = 4_000_000_000
    """Bytes that come out of one file, those of reports that are refused included."""

    max_parts: int = 200_000
    """Reports within one file."""

    max_depth: int = 4
    """Files within files."""

    max_pages: int = 3_000
    """Of a PDF."""

    seconds: float = 60.0
    """For each report that a parser gives; beyond it is stopped."""

    memory: int = 3_000_000_000
    """Bytes of address space that a parser may have, where the system can limit it."""
