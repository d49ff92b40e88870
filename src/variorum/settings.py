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
