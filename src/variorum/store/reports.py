"""Reports as they were captured, and the account of each."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Connection, Row, Select, delete, insert, literal, select, update

from variorum.errors import Issue, ReportError
from variorum.model import Account, Actor, Incident, Link, Report, Statistic
from variorum.model.account import Value
from variorum.model.record import ReportEntry
from variorum.store.database import BATCH, Database, batches
from variorum.store.rows import AT_ONCE, add_rows, among, take_keys
from variorum.store.running import Running
from variorum.store.search import index_words
from variorum.store.tables import accounts, case_words, reports, undated
from variorum.store.values import Failure
from variorum.store.versions import note_change
from variorum.store.words import storable

MAX_ID = 400
"""A longer id of a report is cut and told apart by its hash, for an index takes no more."""


class _Outline(Value, frozen=True):
    """Of an account, what bears on the whole record."""

    report: Report
    actors: tuple[Actor, ...] = ()
    statistics: tuple[Statistic, ...] = ()
    links: tuple[Link, ...] = ()


_encode = msgspec.json.Encoder().encode
_outline = msgspec.json.Decoder(_Outline)
_report = msgspec.json.Decoder(Report)
_account = msgspec.json.Decoder(Account)
_reasons = msgspec.json.Decoder(tuple[str, ...])
_issues = msgspec.json.Decoder(tuple[Issue, ...])


class Reports(Database):
    """What the store does with reports and accounts."""

    def add_report(self, report: Report) -> bool:
        """
        Keep *report* as it is; False, and nothing changes, where its text is kept already, under whatever id.

        Where another text has the same id, this one's goes on with the beginning of its hash: ``a.txt~1f3c92d0``.
        """
        return self.add_reports([report])[0]

    def add_reports(self, some: Iterable[Report]) -> list[bool]:
        """Keep each of *some* as `add_report` does, all of them or none; tells of each whether it is new."""
        told: list[bool] = []
        with self.writing() as connection:
            for batch in batches(some, AT_ONCE):
                told += _add(connection, batch)
        return told

    def reports(self, ids: Iterable[str] | None = None) -> Iterator[Report]:
        """Give the reports as captured, or those of *ids* that there are, by id; a few are in memory at a time."""
        return map(_captured, self._by_id(select(reports), ids))

    def report(self, id_or_sha256: str) -> Report | None:
        """Give the report with this id, or with this hash of its text."""
        wanted = storable(id_or_sha256)
        asked = select(reports).where((reports.c.id == wanted) | (reports.c.sha256 == wanted))
        with self.reading() as connection:
            row = connection.execute(asked.order_by(reports.c.id != wanted)).first()
        return None if row is None else _captured(row)

    def waiting(self, reader: str, *, retry: bool = False) -> Iterator[Report]:
        """
        Give the reports of which *reader* (its version) has made no account yet, by id.

        Those that it has failed on are left out, unless *retry*.
        """
        done = (accounts.c.report == reports.c.key) & (accounts.c.reader == reader)
        if retry:
            done &= accounts.c.failure.is_(None)
        lacking = ~select(literal(1)).where(done).exists()
        return map(_captured, self._by_id(select(reports).where(lacking)))

    def save_account(
        self, account: Account, *, reader: str, issues: Sequence[Issue] = (), dated_by: Sequence[str] = ()
    ) -> None:
        """
        Keep *account* in place of any other of the same report, which is the one with the same `sha256`.

        The report counts as uncollated until `mark_collated`; what was compared of the old account stays till then.
        *dated_by* says why an inferred date of publication is what it is.

        Raises:
            LookupError: If the report has not been added.
        """
        with self.writing() as connection:
            _save(connection, [(account, issues, dated_by)], reader)

    def save_accounts(self, read: Iterable[tuple[Account, Sequence[Issue]]], *, reader: str) -> None:
        """
        Keep accounts, each with its issues, as `save_account` does, all of them or none; one of each report.

        Raises:
            LookupError: If one of the reports has not been added.
        """
        with self.writing() as connection:
            for batch in batches(read, AT_ONCE):
                _save(connection, [(account, issues, ()) for account, issues in batch], reader)

    def unread(self, hashes: Iterable[str], reader: str) -> set[str]:
        """Give those of the reports with these hashes of their texts that *reader* has not read or failed on."""
        found: set[str] = set()
        done = (accounts.c.report == reports.c.key) & (accounts.c.reader == reader)
        lacking = select(reports.c.sha256).where(~select(literal(1)).where(done).exists())
        with self.reading() as connection:
            for some in batches(hashes):
                found.update(connection.scalars(lacking.where(reports.c.sha256.in_(some))))
        return found

    def save_reasons(self, report: str, dated_by: Sequence[str]) -> None:
        """Keep other reasons for an inferred date that stays what it is."""
        mine = select(reports.c.key).where(reports.c.id == report).scalar_subquery()
        row = {"dated_by": _encode(tuple(dated_by))}
        with self.writing() as connection:
            note_change(connection)
            connection.execute(update(accounts).where(accounts.c.report == mine).values(row))

    def save_undated(self, account: Account) -> None:
        """
        Keep beside a report's account the one that was made without knowing its date, from which a date is inferred.

        Raises:
            LookupError: If the report has not been added.
        """
        with self.writing() as connection:
            ((key, claimed),) = _found(connection, [account.report])
            kept = msgspec.structs.replace(account, report=msgspec.structs.replace(account.report, id=claimed, text=""))
            connection.execute(delete(undated).where(undated.c.report == key))
            connection.execute(insert(undated).values(report=key, account=_encode(kept)))

    def drop_undated(self, ids: Iterable[str]) -> None:
        """Drop what `save_undated` kept of the reports *ids*."""
        with self.writing() as connection:
            for some in batches(ids):
                keys = select(reports.c.key).where(reports.c.id.in_(some))
                connection.execute(delete(undated).where(undated.c.report.in_(keys)))

    def undated(self, ids: Iterable[str] | None = None) -> Iterator[Account]:
        """Give the accounts that were made without knowing a date, of all reports or of those of *ids*, by id."""
        asked = select(reports, undated.c.account).join(undated)
        return map(_joined, self._by_id(asked, ids))

    def reader_of(self, report: str) -> str:
        """Give the version of the reader that made the account of a report; empty where there is none."""
        asked = select(accounts.c.reader).join(reports).where(reports.c.id == report)
        with self.reading() as connection:
            return connection.scalar(asked) or ""

    def report_id(self, sha256: str) -> str | None:
        """Give the id of the report whose text has this hash."""
        with self.reading() as connection:
            return connection.scalar(select(reports.c.id).where(reports.c.sha256 == sha256))

    def save_failure(
        self, report: Report, error: ReportError | str, *, reader: str, issues: Sequence[Issue] = ()
    ) -> None:
        """
        Note that *reader* could not read *report*, which is kept and can be tried again; an old account goes.

        Raises:
            LookupError: If the report has not been added.
        """
        row = {"reader": reader, "failure": storable(str(error)), "dated_by": b"[]", "issues": _encode(tuple(issues))}
        with self.writing() as connection:
            note_change(connection)
            ((key, _),) = _found(connection, [report])
            running = Running()
            _drop_accounts(connection, running, [key])
            running.rows(accounts, add_rows(connection, accounts, [{"report": key, "collated": False, **row}]))
            running.write(connection)

    def accounts(self, ids: Iterable[str] | None = None) -> Iterator[Account]:
        """Give the accounts of all reports, or of those of *ids* that have one, by report id; a few at a time."""
        asked = select(reports, accounts.c.account).join(accounts).where(accounts.c.account.is_not(None))
        return map(_joined, self._by_id(asked, ids))

    def outlines(self) -> Iterator[Account]:
        """Give all accounts by report id, without their texts, incidents and statements: most of what one holds."""
        asked = select(reports.c.id, accounts.c.account).join(accounts).where(accounts.c.account.is_not(None))
        for row in self._by_id(asked):
            told = _outline.decode(row.account)
            yield Account(report=told.report, actors=told.actors, statistics=told.statistics, links=told.links)

    def failures(self) -> Iterator[Failure]:
        """Give the reports that could not be read, by id."""
        failed = select(accounts.c.report).where(accounts.c.failure.is_not(None))
        with self.reading() as connection:
            keys = connection.scalars(failed).all()
            ids = [
                report
                for some in batches(keys, AT_ONCE)
                for report in connection.scalars(select(reports.c.id).where(among(connection, reports.c.key, some)))
            ]
        asked = select(reports.c.id, accounts.c.reader, accounts.c.failure).join(accounts)
        for row in self._by_id(asked.where(accounts.c.failure.is_not(None)), ids):
            yield Failure(report=row.id, reader=row.reader, message=row.failure)

    def issues(self) -> Iterator[tuple[str, Issue]]:
        """Give the warnings that reading gave, each with its report's id, by id."""
        asked = select(reports.c.id, accounts.c.issues).join(accounts).where(accounts.c.issues != b"[]")
        for row in self._by_id(asked):
            for issue in _issues.decode(row.issues):
                yield row.id, issue

    def report_entries(self, ids: Iterable[str] | None = None) -> Iterator[ReportEntry]:
        """Give the reports as the record has them, with what reading and dating found of each, by id."""
        asked = select(reports, accounts.c.account, accounts.c.dated_by).outerjoin(accounts)
        for row in self._by_id(asked, ids):
            report = _captured(row) if row.account is None else _joined(row).report
            yield ReportEntry(
                dated_by=_reasons.decode(row.dated_by or b"[]"),
                **{name: getattr(report, name) for name in report.__struct_fields__},
            )

    def uncollated(self, ids: Iterable[str] | None = None) -> tuple[str, ...]:
        """
        Give the ids of the reports whose account, or whose lack of one, is not in the record yet, sorted.

        With *ids*, of those alone.
        """
        asked = select(reports.c.id).join(accounts).where(~accounts.c.collated).order_by(reports.c.id)
        with self.reading() as connection:
            if ids is None:
                return tuple(connection.scalars(asked))
            parts = (asked.where(among(connection, reports.c.id, some)) for some in batches(sorted(set(ids)), AT_ONCE))
            return tuple(found for part in parts for found in connection.scalars(part))

    def mark_collated(self, ids: Iterable[str], *, collated: bool = True) -> None:
        """Note that the accounts of these reports are in the record, or are to be put there again."""
        with self.writing() as connection:
            note_change(connection)
            for some in batches(ids, AT_ONCE):
                keys = select(reports.c.key).where(among(connection, reports.c.id, some))
                connection.execute(update(accounts).where(accounts.c.report.in_(keys)).values(collated=collated))

    def _by_id(self, asked: Select[Any], ids: Iterable[str] | None = None) -> Iterator[Row[Any]]:
        """Run *asked*, on the reports, in pieces, so that neither memory nor a transaction is held for long."""
        if ids is not None:
            for some in batches(sorted(set(map(storable, ids)))):
                yield from self._piece(asked, reports.c.id.in_(some), len(some))
            return
        last = ""
        while rows := self._piece(asked, reports.c.id > last, BATCH // 5):
            yield from rows
            last = rows[-1].id

    def _piece(self, asked: Select[Any], where: ColumnElement[bool], size: int) -> Sequence[Row[Any]]:
        with self.reading() as connection:
            return connection.execute(asked.where(where).order_by(reports.c.id).limit(size)).all()


def _add(connection: Connection, some: Sequence[Report]) -> list[bool]:
    raw = [report.text.encode("utf-8", "surrogatepass") for report in some]
    hashes = [hashlib.sha256(content).hexdigest() for content in raw]
    known = set(connection.scalars(select(reports.c.sha256).where(among(connection, reports.c.sha256, hashes))))
    told = []
    for sha256 in hashes:
        told.append(sha256 not in known)
        known.add(sha256)
    new = [n for n, fresh in enumerate(told) if fresh]
    if not new:
        return told
    wanted = [_candidates(storable(some[n].id), hashes[n]) for n in new]
    taken = _taken(connection, {names[0] for names in wanted})
    often = Counter(names[0] for names in wanted)
    taken |= _taken(connection, {n for first, *rest in wanted if first in taken or often[first] > 1 for n in rest})
    rows = []
    for key, n, names in zip(take_keys(connection, reports, len(new)), new, wanted, strict=True):
        claimed = next(name for name in names if name not in taken)
        taken.add(claimed)
        text = storable(some[n].text)
        rows.append(
            {
                "key": key,
                "id": claimed,
                "sha256": hashes[n],
                "title": (title := some[n].title) and storable(title),
                "text": text,
                "raw": raw[n] if text != some[n].text else None,
                "intake": _encode(msgspec.structs.replace(some[n], id=claimed, sha256=hashes[n], text="")),
            }
        )
    running = Running()
    running.rows(reports, add_rows(connection, reports, rows))
    running.write(connection)
    index_words(connection, "report_search", ((row["key"], f"{row['title'] or ''}\n{row['text']}") for row in rows))
    return told


def _taken(connection: Connection, ids: Collection[str]) -> set[str]:
    """Give those of *ids* that reports have."""
    asked = select(reports.c.id).where(among(connection, reports.c.id, sorted(ids)))
    return set(connection.scalars(asked)) if ids else set()


def _candidates(wanted: str, sha256: str) -> list[str]:
    """Give the ids that a report may get, the one it wants first."""
    found = [wanted] if 0 < len(wanted) <= MAX_ID else []
    return found + [f"{wanted[:MAX_ID]}~{sha256[:length]}" for length in (8, 16, 32, 64)]


def _found(connection: Connection, some: Sequence[Report]) -> list[tuple[int, str]]:
    """Give the key and the id of each of *some*, which are told by their texts."""
    hashes = [hashlib.sha256(report.text.encode("utf-8", "surrogatepass")).hexdigest() for report in some]
    asked = select(reports.c.sha256, reports.c.key, reports.c.id)
    rows = connection.execute(asked.where(among(connection, reports.c.sha256, hashes)))
    known = {row.sha256: (row.key, row.id) for row in rows}
    for report, sha256 in zip(some, hashes, strict=True):
        if sha256 not in known:
            raise LookupError(f"the report {report.id!r} has not been added")
    return [known[sha256] for sha256 in hashes]


def _save(connection: Connection, read: Sequence[tuple[Account, Sequence[Issue], Sequence[str]]], reader: str) -> None:
    note_change(connection)
    known = _found(connection, [account.report for account, _, _ in read])
    rows, words = [], []
    for (account, issues, dated_by), (key, claimed) in zip(read, known, strict=True):
        report = msgspec.structs.replace(account.report, id=claimed, text="")
        published = account.report.published
        rows.append(
            {
                "report": key,
                "collated": False,
                "reader": reader,
                "failure": None,
                "account": _encode(msgspec.structs.replace(account, report=report)),
                "published_start": published.start,
                "published_end": published.end,
                "published_basis": published.basis,
                "dated_by": _encode(tuple(dated_by)),
                "issues": _encode(tuple(issues)),
            }
        )
        words += [(key, incident.id, storable(_words(incident))) for incident in account.incidents]
    running = Running()
    _drop_accounts(connection, running, [key for key, _ in known])
    running.rows(accounts, add_rows(connection, accounts, rows))
    running.write(connection)
    made = take_keys(connection, case_words, len(words))
    cases = list(zip(made, words, strict=True))
    add_rows(
        connection,
        case_words,
        ({"key": n, "report": key, "incident": incident, "words": w} for n, (key, incident, w) in cases),
    )
    index_words(connection, "case_search", ((n, w) for n, (_, _, w) in cases))


def _drop_accounts(connection: Connection, running: Running, keys: Sequence[int]) -> None:
    connection.execute(delete(case_words).where(among(connection, case_words.c.report, keys)))
    dropped = connection.execute(delete(accounts).where(among(connection, accounts.c.report, keys)))
    running.rows(accounts, -dropped.rowcount)


def _words(incident: Incident) -> str:
    """Give the words that a report has for an incident."""
    parts = [incident.type.replace("_", " "), *(mention.quote for mention in incident.mentions), *incident.weapons]
    for harm in incident.harms:
        parts += [harm.quote, *harm.names]
    for place in incident.where:
        parts += [place.name, place.quote or ""]
    return "\n".join(dict.fromkeys(filter(None, parts)))


def _text(row: Row[Any]) -> str:
    text: str = row.text if row.raw is None else row.raw.decode("utf-8", "surrogatepass")
    return text


def _captured(row: Row[Any]) -> Report:
    return msgspec.structs.replace(_report.decode(row.intake), text=_text(row))


def _joined(row: Row[Any]) -> Account:
    account = _account.decode(row.account)
    return msgspec.structs.replace(account, report=msgspec.structs.replace(account.report, text=_text(row)))
