"""What needs the whole record is worked out beside those who write, and is of the record as it is in the end."""

from pathlib import Path

import pytest

from generate import FormReader, War
from shellings import make_record
from variorum.app import settle
from variorum.collation.actors import merge_actors
from variorum.collation.chains import chains
from variorum.collation.forecasts import forecasts
from variorum.collation.statistics import reconcile
from variorum.store import LogEntry, open_store


@pytest.mark.parametrize("writes", range(settle.TRIES + 1))
def test_others_can_write_meanwhile(writes: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever writes while it is worked out need not wait, and has it worked out again."""
    path, merge, worked_out = tmp_path / "variorum.db", settle.merge_actors, []
    with make_record(path) as store, open_store(path) as other:
        made = store.actors()
        store.set_meta(settled="no")
        store.replace_actors(None, ())

        def merge_while_others_write(accounts: object) -> object:
            worked_out.append(None)
            if len(worked_out) <= writes:
                other.write_log(LogEntry(at="2031-05-09T00:00:00Z", user="ana", what="look"))
            return merge(accounts)  # type: ignore[arg-type]

        monkeypatch.setattr(settle, "merge_actors", merge_while_others_write)
        settle.settle(store)
        assert len(worked_out) == writes + 1
        assert store.meta()["settled"] == "yes"
        assert store.actors() == made


def test_outlines_are_enough(tmp_path: Path) -> None:
    """What is worked out from outlines of accounts and incidents is what the whole of them give."""
    some = War(3).reports(60, undated=0.1)
    with make_record(tmp_path / "variorum.db", map(FormReader().read, some)) as store:
        accounts, entries = list(store.accounts()), list(store.incident_entries())
        table = merge_actors(accounts)
        incidents = store.incidents_of(account.report.id for account in accounts)
        told = {report.id: report for report in store.report_entries()}
        assert store.actors() == tuple(sorted(table.entries, key=lambda entry: (entry.name, entry.id)))
        assert store.links() == chains(accounts, incidents, {entry.id: entry.when for entry in entries})
        assert sorted(store.statistics(), key=repr) == sorted(reconcile(accounts, table.ids, entries), key=repr)
        by_id = {entry.id: entry for entry in table.entries}
        found = forecasts(store.statements(), told, entries, by_id)
        assert found
        assert sorted(store.forecasts(), key=repr) == sorted(found, key=repr)
