"""What needs the whole record is worked out beside those who write, and is of the record as it is in the end."""

from pathlib import Path

import pytest

from shellings import make_record
from variorum.app import collate
from variorum.store import LogEntry, open_store


@pytest.mark.parametrize("writes", range(collate.TRIES + 1))
def test_others_can_write_meanwhile(writes: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever writes while it is worked out need not wait, and has it worked out again."""
    path, merge, worked_out = tmp_path / "variorum.db", collate.merge_actors, []
    with make_record(path) as store, open_store(path) as other:
        made = store.actors()
        store.set_meta(settled="no")
        store.replace_actors(None, ())

        def merge_while_others_write(accounts: object) -> object:
            worked_out.append(None)
            if len(worked_out) <= writes:
                other.write_log(LogEntry(at="2031-05-09T00:00:00Z", user="ana", what="look"))
            return merge(accounts)  # type: ignore[arg-type]

        monkeypatch.setattr(collate, "merge_actors", merge_while_others_write)
        collate.settle(store)
        assert len(worked_out) == writes + 1
        assert store.meta()["settled"] == "yes"
        assert store.actors() == made
