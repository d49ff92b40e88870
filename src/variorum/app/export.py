"""Gives the record as one value, or a part of it, and writes it out in the forms that others use."""

from __future__ import annotations

import csv
import io
import os
import tempfile
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

import msgspec

from variorum.app.collate import Collator
from variorum.app.settle import settle
from variorum.collation.entries import make_entry
from variorum.exports.codes import Codes
from variorum.exports.encode import encoded, to_lines
from variorum.exports.formats import FORMATS
from variorum.exports.parts import Export, Table
from variorum.knowledge import load_countries
from variorum.model.account import IncidentType
from variorum.model.record import IncidentEntry, PolicyName, Record
from variorum.store import IncidentFilter, Store

PAGE = 500


@dataclass(frozen=True, kw_only=True)
class Written:
    """
    An export as files, by name; `folder` tells whether they stand in a folder of their own.

    `rows` counts the rows of each table, `warnings` the warnings by reason.
    """

    files: Mapping[str, bytes]
    folder: bool
    rows: Mapping[str, int] = field(default_factory=dict)
    warnings: Mapping[str, int] = field(default_factory=dict)


def whole_record(store: Store) -> Record:
    """
    Give the whole record as it is at one moment, every part in a fixed order.

    Raises:
        StoreError: If the database fails.
    """
    settle(store)
    return kept_record(store)


def kept_record(store: Store) -> Record:
    """Give the whole record as it is kept: what needs all of it may be as it was before the latest changes."""
    with store.snapshot():
        return Record(
            reports=tuple(store.report_entries()),
            actors=tuple(sorted(store.actors(), key=lambda a: a.id)),
            incidents=tuple(store.incident_entries()),
            links=store.links(),
            statistics=tuple(store.statistics()),
            statements=tuple(store.statements()),
            forecasts=tuple(store.forecasts()),
        )


def chosen_record(store: Store, chosen: IncidentFilter, policy: PolicyName | None = None) -> Record:
    """
    Give the part of the record that is about the incidents asked for, estimated under *policy* where one is named.

    What the reports of those incidents say is kept: statements on them or on none, statistics, forecasts.
    """
    record = whole_record(store)
    if chosen != IncidentFilter(rejected=None):
        record = _part(record, set(_ids(store, chosen)))
    return record if policy is None else _estimated(store, record, policy)


def export_filter(
    *,
    types: Iterable[IncidentType] = (),
    where: str | None = None,
    since: date | None = None,
    until: date | None = None,
) -> IncidentFilter:
    """
    Make the filter of an export, which leaves nothing out for being rejected.

    Args:
        where: A country by its name or two letters, else a place or province.
    """
    countries = load_countries()
    country = None if where is None else countries.by_code(where.upper()) or countries.by_name(where)
    return IncidentFilter(
        types=tuple(types),
        countries=(country.code,) if country else (),
        place=None if country else where,
        since=since,
        until=until,
        rejected=None,
    )


def write_out(
    record: Record, format_: str, name: str, *, codes: Codes | None = None, statements: bool = False
) -> Written:
    """
    Write *record* in a format, with the side file and the warnings; the same record gives the same bytes.

    Args:
        name: What the main file is called, with its ending; of a format of several files, the format's name.
        statements: Give statements as events too, where the format has such events.

    Raises:
        ExportError: If a table of codes, or a library that the format needs, cannot be used.
    """
    known = FORMATS[format_]
    export = known.make(record, codes or Codes(), statements=statements)
    folder = not known.ending
    stem = name if folder else name.removesuffix(Path(name).suffix)
    names = {table.file: table.file if folder else _file(table, name, stem) for table in export.tables}
    files = {names[table.file]: encoded(table) for table in export.tables}
    files |= _beside(export, names, stem)
    return Written(
        files=files,
        folder=folder,
        rows={names[table.file]: _count(table) for table in export.tables},
        warnings=dict(sorted(Counter(notice.reason for notice in export.notices).items())),
    )


def _file(table: Table, name: str, stem: str) -> str:
    return f"{stem}.{table.file}{Path(name).suffix}" if table.file else name


def _beside(export: Export, names: Mapping[str, str], stem: str) -> dict[str, bytes]:
    traces = (msgspec.structs.replace(t, file=names.get(t.file, t.file)) for t in export.traces)
    notices = (msgspec.structs.replace(n, file=names.get(n.file, n.file)) for n in export.notices)
    return {f"{stem}.provenance.jsonl": to_lines(traces), f"{stem}.warnings.jsonl": to_lines(notices)}


def _count(table: Table) -> int:
    if table.form != "json":
        return len(table.rows)
    listed = table.rows[0].get("features", table.rows[0].get("incidents"))
    return len(listed) if isinstance(listed, list | tuple) else 1


def with_deleted(written: Written, before: Mapping[str, bytes], name: str, at: int) -> Written:
    """
    Add to an ACLED export what its former one had and it has not, as ACLED publishes what it has deleted.

    Args:
        before: The files that are there, by name; of a file that is not one of ours nothing is taken.
        at: Unix seconds.
    """
    stem = name.removesuffix(Path(name).suffix)
    side, deleted = f"{stem}.provenance.jsonl", f"{stem}_deleted.csv"
    there = _rows_of(written.files[side])
    gone = {row["event_id_cnty"]: row["deleted_timestamp"] for row in _deleted(before.get(deleted, b""))}
    gone |= {row: str(at) for row in sorted(_rows_of(before.get(side, b"")) - there - gone.keys())}
    rows = tuple(
        {"event_id_cnty": row, "deleted_timestamp": int(when)}
        for row, when in gone.items()
        if row not in there and when.isdecimal()
    )
    if not rows and deleted not in before:
        return written
    table = Table(file=deleted, columns=("event_id_cnty", "deleted_timestamp"), rows=rows)
    return replace(written, files={**written.files, deleted: encoded(table)}, rows={**written.rows, deleted: len(rows)})


def _rows_of(side: bytes) -> set[str]:
    try:
        return {trace.row for trace in msgspec.json.Decoder(_Row).decode_lines(side)}
    except msgspec.DecodeError:
        return set()


class _Row(msgspec.Struct):
    row: str


def _deleted(content: bytes) -> list[dict[str, str]]:
    rows = csv.DictReader(io.StringIO(content.decode("utf-8", "replace"), newline=""))
    return [row for row in rows if row.get("event_id_cnty") and row.get("deleted_timestamp")]


def save(files: Mapping[Path, bytes]) -> None:
    """
    Write files wholly, and none of them where one cannot be made; they take their places one after the other.

    Raises:
        OSError: If a folder is not there, or the disk is full.
    """
    made: dict[Path, Path] = {}
    try:
        for path, content in files.items():
            made[path] = _beside_path(path, content)
        for path, temporary in made.items():
            temporary.replace(path)
    finally:
        for temporary in made.values():
            temporary.unlink(missing_ok=True)


def _beside_path(path: Path, content: bytes) -> Path:
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}."[:100])
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        umask = os.umask(0)
        os.umask(umask)
        Path(name).chmod(0o666 & ~umask)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return Path(name)


def _ids(store: Store, chosen: IncidentFilter) -> Iterable[str]:
    cursor = None
    while True:
        page = store.incidents(chosen, order="oldest", limit=PAGE, cursor=cursor)
        yield from (entry.id for entry in page.entries)
        if (cursor := page.cursor) is None:
            return


def _part(record: Record, ids: set[str]) -> Record:
    entries = tuple(entry for entry in record.incidents if entry.id in ids)
    reports = {member.report for entry in entries for member in entry.members}
    statements = tuple(
        s for s in record.statements if s.report in reports and (s.incident is None or s.incident in ids)
    )
    statistics = tuple(
        msgspec.structs.replace(s, incidents=tuple(i for i in s.incidents if i in ids))
        for s in record.statistics
        if s.report in reports
    )
    forecasts = tuple(
        msgspec.structs.replace(f, incidents=tuple(i for i in f.incidents if i in ids))
        for f in record.forecasts
        if f.statement.report in reports
    )
    wanted = {a for e in entries for a in (*e.initiators, *e.targets)}
    wanted |= {b.speaker for e in entries for x in e.estimates for b in x.basis if b.speaker}
    wanted |= {p.speaker for e in entries for c in e.contested for p in c.positions if p.speaker}
    wanted |= {s.speaker for s in statements} | {s.speaker for s in statistics if s.speaker}
    wanted |= {a for f in forecasts for a in (f.statement.speaker, *f.actors)}
    actors = {actor.id: actor for actor in record.actors}
    waiting = sorted(wanted)
    while waiting:  # those that they belong to, and so on
        actor = actors.get(waiting.pop())
        if actor and actor.parent and actor.parent not in wanted:
            wanted.add(actor.parent)
            waiting.append(actor.parent)
    return Record(
        reports=tuple(report for report in record.reports if report.id in reports),
        actors=tuple(actor for actor in record.actors if actor.id in wanted),
        incidents=entries,
        links=tuple(link for link in record.links if link.from_ in ids and link.to in ids),
        statistics=statistics,
        statements=statements,
        forecasts=forecasts,
    )


def _estimated(store: Store, record: Record, policy: PolicyName) -> Record:
    """Estimate the incidents of *record* anew, from the same accounts and judgements."""
    if store.meta().get("policy") == policy:
        return record
    from variorum.app.cases import Cases

    decisions = Collator(store).decisions()
    known = Cases(store.accounts)

    def anew(entry: IncidentEntry) -> IncidentEntry:
        cases = known.find(entry.members)
        if len(cases) != len(entry.members):
            return entry
        return make_entry(cases.values(), confidence=entry.confidence, changes=decisions.changes, policy=policy)

    return msgspec.structs.replace(record, incidents=tuple(map(anew, record.incidents)))
