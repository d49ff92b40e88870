"""Reports as they were captured, and the account of each."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Connection, Row, Select, delete, insert, literal, select, update

from variorum.errors import Issue, ReportError
from variorum.model import Account, Incident, Report
from variorum.model.record import ReportEntry
from variorum.store.database import BATCH, Database, batches
from variorum.store.search import index_words
from variorum.store.tables import accounts, case_words, reports, undated
from variorum.store.values import Failure
from variorum.store.words import storable

MAX_ID = 400
"""A longer id of a report is cut and told apart by its hash, for an index takes no more."""

_encode = msgspec.json.Encoder().encode
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
        raw = report.text.encode("utf-8", "surrogatepass")
        sha256 = hashlib.sha256(raw).hexdigest()
        text = storable(report.text)
        with self.writing() as connection:
            if connection.scalar(select(reports.c.key).where(reports.c.sha256 == sha256)) is not None:
                return False
            claimed = _claim(connection, storable(report.id), sha256)
            intake = msgspec.structs.replace(report, id=claimed, sha256=sha256, text="")
            row = {
                "id": claimed,
                "sha256": sha256,
                "title": report.title and storable(report.title),
                "text": text,
                "raw": raw if text != report.text else None,
                "intake": _encode(intake),
            }
            key = connection.scalar(insert(reports).values(row).returning(reports.c.key))
            index_words(connection, "report_search", [(key, f"{report.title or ''}\n{text}")])
        return True

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
            key, claimed = _find(connection, account.report)
            kept = msgspec.structs.replace(account, report=msgspec.structs.replace(account.report, id=claimed, text=""))
            published = account.report.published
            row: dict[str, object] = {
                "reader": reader,
                "account": _encode(kept),
                "published_start": published.start,
                "published_end": published.end,
                "published_basis": published.basis,
                "dated_by": _encode(tuple(dated_by)),
                "issues": _encode(tuple(issues)),
            }
            _replace_account(connection, key, row)
            for incident in account.incidents:
                words = storable(_words(incident))
                row = {"report": key, "incident": incident.id, "words": words}
                made = connection.scalar(insert(case_words).values(row).returning(case_words.c.key))
                index_words(connection, "case_search", [(made, words)])

    def save_reasons(self, report: str, dated_by: Sequence[str]) -> None:
        """Keep other reasons for an inferred date that stays what it is."""
        mine = select(reports.c.key).where(reports.c.id == report).scalar_subquery()
        row = {"dated_by": _encode(tuple(dated_by))}
        with self.writing() as connection:
            connection.execute(update(accounts).where(accounts.c.report == mine).values(row))

    def save_undated(self, account: Account) -> None:
        """
        Keep beside a report's account the one that was made without knowing its date, from which a date is inferred.

        Raises:
            LookupError: If the report has not been added.
        """
        with self.writing() as connection:
            key, claimed = _find(connection, account.report)
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
            key, _ = _find(connection, report)
            _replace_account(connection, key, row)

    def accounts(self, ids: Iterable[str] | None = None) -> Iterator[Account]:
        """Give the accounts of all reports, or of those of *ids* that have one, by report id; a few at a time."""
        asked = select(reports, accounts.c.account).join(accounts).where(accounts.c.account.is_not(None))
        return map(_joined, self._by_id(asked, ids))

    def failures(self) -> Iterator[Failure]:
        """Give the reports that could not be read, by id."""
        asked = select(reports.c.id, accounts.c.reader, accounts.c.failure).join(accounts)
        for row in self._by_id(asked.where(accounts.c.failure.is_not(None))):
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

    def uncollated(self) -> tuple[str, ...]:
        """Give the ids of the reports whose account, or whose lack of one, is not in the record yet, sorted."""
        asked = select(reports.c.id).join(accounts).where(~accounts.c.collated)
        with self.reading() as connection:
            return tuple(connection.scalars(asked.order_by(reports.c.id)))

    def mark_collated(self, ids: Iterable[str], *, collated: bool = True) -> None:
        """Note that the accounts of these reports are in the record, or are to be put there again."""
        with self.writing() as connection:
            for some in batches(ids):
                keys = select(reports.c.key).where(reports.c.id.in_(some))
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


def _claim(connection: Connection, wanted: str, sha256: str) -> str:
    """Give the id that the report gets: the one it wants if that is free."""
    candidates = [wanted] if 0 < len(wanted) <= MAX_ID else []
    candidates += [f"{wanted[:MAX_ID]}~{sha256[:length]}" for length in (8, 16, 32, 64)]
    taken = set(connection.scalars(select(reports.c.id).where(reports.c.id.in_(candidates))))
    return next(candidate for candidate in candidates if candidate not in taken)


def _find(connection: Connection, report: Report) -> tuple[int, str]:
    sha256 = hashlib.sha256(report.text.encode("utf-8", "surrogatepass")).hexdigest()
    row = connection.execute(select(reports.c.key, reports.c.id).where(reports.c.sha256 == sha256)).first()
    if row is None:
        raise LookupError(f"the report {report.id!r} has not been added")
    return row.key, row.id


def _replace_account(connection: Connection, key: int, row: Mapping[str, object]) -> None:
    for table in (accounts, case_words):
        connection.execute(delete(table).where(table.c.report == key))
    connection.execute(insert(accounts).values(report=key, collated=False, **row))


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
