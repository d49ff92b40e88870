"""Search for words: FTS5 in SQLite, text search vectors in PostgreSQL, one syntax and one notion of a word."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any, Literal

import msgspec
from sqlalchemy import Connection, text

from variorum.model.record import StatementEntry
from variorum.store.database import Database, batches
from variorum.store.values import Hit
from variorum.store.words import Phrase, folded, phrases, storable

SearchTable = Literal["report_search", "statement_search", "case_search"]

OPEN, CLOSE = "\ufdd0", "\ufdd1"
"""Put around what was found, to take the snippet apart; noncharacters, which text hardly has."""

MARKED = re.compile(f"{OPEN}([^{OPEN}{CLOSE}]*){CLOSE}")

MOST = 5000
"""Of a word that more hold, those that came last are put in order: to weigh a million would take seconds."""

MAX_INDEXED = 300_000
"""Bytes of a text that PostgreSQL indexes: what it makes of them has up to three times as many, and may have 2**20."""

SQL = {
    ("sqlite", "report"): """
        SELECT r.id, r.title, NULL AS entry, -bm25(report_search, 4.0, 1.0) AS score,
            snippet(report_search, -1, :open, :close, '…', 24) AS snippet
        FROM report_search JOIN reports r ON r.key = report_search.rowid
        WHERE report_search MATCH :query AND report_search.rowid >= (SELECT min(rowid) FROM (
            SELECT rowid FROM report_search WHERE report_search MATCH :query ORDER BY rowid DESC LIMIT :most))
        ORDER BY score DESC, r.id LIMIT :limit OFFSET :skip""",
    ("sqlite", "statement"): """
        SELECT r.id, r.title, s.entry, -bm25(statement_search) AS score,
            snippet(statement_search, -1, :open, :close, '…', 24) AS snippet
        FROM statement_search JOIN statements s ON s.key = statement_search.rowid JOIN reports r ON r.key = s.report
        WHERE statement_search MATCH :query AND statement_search.rowid >= (SELECT min(rowid) FROM (
            SELECT rowid FROM statement_search WHERE statement_search MATCH :query ORDER BY rowid DESC LIMIT :most))
        ORDER BY score DESC, r.id, s.position, s.entry LIMIT :limit OFFSET :skip""",
    ("postgresql", "report"): """
        SELECT id, title, NULL AS entry, score, ts_headline('variorum', text, {query}, :options) AS snippet FROM (
            SELECT r.id, r.title, r.text, ts_rank(words, {query}, 1) AS score
            FROM (SELECT key, words FROM report_search WHERE words @@ {query} ORDER BY key DESC LIMIT :most) AS last
            JOIN reports r USING (key) ORDER BY score DESC, r.id LIMIT :limit OFFSET :skip
        ) AS found ORDER BY score DESC, id""",
    ("postgresql", "statement"): """
        SELECT id, title, entry, score, ts_headline('variorum', quote, {query}, :options) AS snippet FROM (
            SELECT r.id, r.title, s.entry, s.quote, s.position, ts_rank(words, {query}, 1) AS score
            FROM (SELECT key, words FROM statement_search WHERE words @@ {query} ORDER BY key DESC LIMIT :most) AS last
            JOIN statements s USING (key) JOIN reports r ON r.key = s.report
            ORDER BY score DESC, r.id, s.position, s.entry LIMIT :limit OFFSET :skip
        ) AS found ORDER BY score DESC, id, position, entry""",
}

_statement = msgspec.json.Decoder(StatementEntry)


class Search(Database):
    """What the store does to find words."""

    def search(
        self, query: str, *, kind: Literal["report", "statement"] = "report", limit: int = 20, skip: int = 0
    ) -> tuple[Hit, ...]:
        """
        Find the reports, or statements, that hold all words and "quoted phrases" of *query*, the best first.

        Forms of a word count as the word ("attacks", "attacked"), ``insur*`` as all that begin so; case and accents
        count for nothing, and there is no other syntax. A query without a word finds nothing. Where more than `MOST`
        hold it, these are the ones that were added last.
        """
        if not (wanted := phrases(query)):
            return ()
        dialect = "sqlite" if self.is_sqlite else "postgresql"
        options = f'StartSel="{OPEN}", StopSel="{CLOSE}", MaxWords=28, MinWords=14'
        values: dict[str, Any] = {"limit": limit, "skip": skip, "most": MOST}
        values |= {"open": OPEN, "close": CLOSE} if self.is_sqlite else {"options": options}
        condition, asked = match(wanted, dialect)
        with self.reading() as connection:
            rows = connection.execute(text(SQL[dialect, kind].format(query=condition)), values | asked).all()
        return tuple(
            Hit(
                report=row.id,
                title=row.title,
                snippet=_parts(row.snippet),
                rank=round(float(row.score), 6),
                statement=row.entry and _statement.decode(row.entry),
            )
            for row in rows
        )


def match(wanted: Sequence[Phrase], dialect: str) -> tuple[str, dict[str, Any]]:
    """Give *wanted* as SQL and the values in it; all of it comes as values, whatever the words are."""
    if dialect == "sqlite":
        terms = (f'"{" ".join(phrase.words)}"' + "*" * phrase.open for phrase in wanted)
        return ":query", {"query": " AND ".join(terms)}
    parts = [
        f"to_tsquery('variorum', :term{i})" if phrase.open else f"phraseto_tsquery('variorum', :term{i})"
        for i, phrase in enumerate(wanted)
    ]
    # Words of our own notion hold letters and digits alone, so none is an operator to PostgreSQL.
    values = {f"term{i}": _open(phrase) if phrase.open else " ".join(phrase.words) for i, phrase in enumerate(wanted)}
    return f"({' && '.join(parts)})", values


def _open(phrase: Phrase) -> str:
    return " <-> ".join(phrase.words) + ":*"


def index_words(connection: Connection, table: SearchTable, rows: Iterable[tuple[Any, str]]) -> None:
    """Make the texts of *rows*, each with its key, findable; in SQLite triggers have done so."""
    if connection.dialect.name != "postgresql":
        return
    made = text(
        f"INSERT INTO {table} (key, words) SELECT key, to_tsvector('variorum', words) "  # noqa: S608 - one of three
        "FROM unnest(CAST(:keys AS integer[]), CAST(:words AS text[])) AS given (key, words)"
    )
    for some in batches(rows):
        keys, words = zip(*some, strict=True)
        connection.execute(made, {"keys": list(keys), "words": [_indexed(w) for w in words]})


def _indexed(words: str) -> str:
    return folded(words).encode()[:MAX_INDEXED].decode(errors="ignore")


def _parts(snippet: str) -> tuple[tuple[str, bool], ...]:
    """Take a marked snippet apart; its breaks between lines become spaces."""
    pieces = MARKED.split(" ".join(storable(snippet).split()))
    parts = ((piece.replace(OPEN, "").replace(CLOSE, ""), i % 2 == 1) for i, piece in enumerate(pieces))
    return tuple(part for part in parts if part[0])
