"""Watching: what came anew, and what that changed in the record."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec
import pytest

from factory import TEXT
from shellings import OTHER_TEXT, TellingReader
from variorum.app.add import Adder
from variorum.app.difference import Look, NewContradiction, NewIncident, RevisedToll
from variorum.app.gather import Gatherer
from variorum.app.read import ReportReader
from variorum.app.watch import Webhook, poll
from variorum.errors import FetchFailed, WebhookForbidden
from variorum.fetching import Fetcher
from variorum.model import Account, Report
from variorum.model.record import IncidentEntry
from variorum.store import Store, open_store


class RaisingReader(TellingReader):
    """Tells of nine dead in the second report, and of four in the first."""

    def read(self, report: Report) -> Account:
        """Read *report*."""
        account = super().read(report)
        if report.text == TEXT:
            return account
        shelling = account.incidents[0]
        most = msgspec.structs.replace(shelling.harms[0], low=9, high=9)
        told = msgspec.structs.replace(shelling, harms=(most, *shelling.harms[1:]))
        return msgspec.structs.replace(account, incidents=(told,), links=())


def make_raising(_pipeline: str | None, _threads: int) -> ReportReader:
    """Make that reader."""
    return RaisingReader()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "reports").mkdir()
    return tmp_path / "reports"


@pytest.fixture
def adder(tmp_path: Path) -> Adder:
    return Adder(open_store(tmp_path / "record.db"), make_reader=make_raising)


def looked(adder: Adder, folder: Path) -> tuple[int, list[str], tuple[object, ...]]:
    """What one poll brought: reports added, the kinds of changes, and the changes."""
    found = poll(adder, [folder], Gatherer(memory=adder.store), user="me")
    return found.added, [type(change).__name__ for change in found.changes], found.changes


def test_poll_tells_of_new_incidents_then_of_what_changed(adder: Adder, folder: Path) -> None:
    """The first report makes incidents; the second raises the toll of one; a third look brings nothing."""
    (folder / "a.txt").write_text(TEXT, encoding="utf-8")
    added, kinds, changes = looked(adder, folder)
    assert (added, set(kinds)) == (1, {"NewIncident"})
    shelling = next(c for c in changes if isinstance(c, NewIncident) and c.type == "shelling")
    assert (shelling.where, shelling.reports) == (("Marada",), ("a.txt",))
    (folder / "b.txt").write_text(OTHER_TEXT, encoding="utf-8")
    added, kinds, changes = looked(adder, folder)
    assert (added, set(kinds) & {"RevisedToll", "NewIncident"}) == (1, {"RevisedToll"})
    toll = next(c for c in changes if isinstance(c, RevisedToll))
    assert toll.before is not None
    assert (toll.outcome, toll.reports) == ("killed", ("b.txt",))
    assert (toll.before.best, toll.after.best) == (4, 9) or toll.before.best < toll.after.best
    assert looked(adder, folder) == (0, [], ())


def test_poll_leaves_no_account_in_memory(tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Between two looks nothing of the reports is held: what the next one needs is read from the record."""
    asked: list[str] = []
    accounts = Store.accounts

    def noted(store: Store, ids: Iterable[str] | None = None) -> Iterator[Account]:
        wanted = None if ids is None else list(ids)
        asked.extend(wanted or ())
        return accounts(store, wanted)

    monkeypatch.setattr(Store, "accounts", noted)
    adder = Adder(open_store(tmp_path / "other.db"), make_reader=make_raising)
    (folder / "a.txt").write_text(TEXT, encoding="utf-8")
    looked(adder, folder)
    asked.clear()
    (folder / "b.txt").write_text(OTHER_TEXT, encoding="utf-8")
    looked(adder, folder)
    assert "a.txt" in asked


def test_look_costs_what_is_touched(adder: Adder, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is compared is what the look changes; the rest of the record is not gone through for it."""
    (folder / "a.txt").write_text(TEXT, encoding="utf-8")
    looked(adder, folder)
    asked: list[object] = []
    of_store = Store.incident_entries

    def noted(self: Store, ids: Iterable[str] | None = None) -> Iterator[IncidentEntry]:
        asked.append(ids)
        return of_store(self, ids)

    monkeypatch.setattr(Store, "incident_entries", noted)
    monkeypatch.setattr("variorum.app.add.settle", lambda _: None)
    (folder / "b.txt").write_text(OTHER_TEXT, encoding="utf-8")
    assert "RevisedToll" in looked(adder, folder)[1]
    assert asked
    assert None not in asked


def test_poll_says_what_cannot_be_read(adder: Adder, folder: Path) -> None:
    """A bad file is said each time, and the others are taken."""
    (folder / "a.txt").write_text("", encoding="utf-8")
    (folder / "b.txt").write_text(TEXT, encoding="utf-8")
    said: list[object] = []
    found = poll(adder, [folder], Gatherer(), user="me", said=said.append)
    assert (found.added, found.failed) == (1, 1)
    assert "[E104]" in str(said[0])


def test_change_names_the_ids_that_were_told_before(record_store: Store) -> None:
    """Where an incident has another id than it was told of under, or was joined of several, the change says so."""
    entry = next(entry for entry in record_store.incident_entries() if entry.contested)
    told = msgspec.structs.replace(entry, id="i-before", contested=())
    (change, *_) = remembering(told).changes([entry])
    assert isinstance(change, NewContradiction)
    assert (change.incident, change.formerly) == (entry.id, ("i-before",))
    same = msgspec.structs.replace(entry, contested=())
    (change, *_) = remembering(same).changes([entry])
    assert isinstance(change, NewContradiction)
    assert change.formerly == ()


def test_look_tells_of_new_contradictions(record_store: Store) -> None:
    """A field on which accounts did not part before, and part now, is told with who stands where."""
    entries = list(record_store.incident_entries())
    parted = next(entry for entry in entries if entry.contested)
    before = msgspec.structs.replace(parted, contested=())
    look = remembering(before)
    found = [change for change in look.changes([parted]) if isinstance(change, NewContradiction)]
    assert [change.field for change in found] == [contest.field for contest in parted.contested]
    assert found[0].positions == parted.contested[0].positions
    assert remembering(parted).changes([parted]) == ()


def remembering(entry: IncidentEntry) -> Look:
    look = Look()
    look.remember(entry)
    return look


@pytest.fixture
def record_store(tmp_path: Path) -> Store:
    from shellings import make_record

    return make_record(tmp_path / "made.db")


class Hook(Fetcher):
    """Notes what is posted; takes it from the second time on."""

    def post(self, url: str, body: bytes, headers: object) -> None:
        posted.append(json.loads(body))
        if len(posted) == 1:
            raise FetchFailed(path=url, reason="busy")


posted: list[dict[str, list[dict[str, object]]]] = []


def test_webhook_keeps_what_was_not_taken(tmp_path: Path) -> None:
    """What could not be posted goes with the next, in order, of another run too; with nothing to say, none is."""
    posted.clear()
    store = open_store(tmp_path / "variorum.db")
    first, second = (
        RevisedToll(incident=i, outcome="killed", before=None, after=_toll(), reports=()) for i in ("i-1", "i-2")
    )
    assert isinstance(Webhook("https://desk.example/", store, fetcher=Hook()).send([first]), FetchFailed)
    assert Webhook("https://other.example/", store, fetcher=Hook()).send([]) is None
    hook = Webhook("https://desk.example/", store, fetcher=Hook())
    assert hook.send([second]) is None
    assert hook.send([]) is None
    store.close()
    assert [[change["incident"] for change in body["changes"]] for body in posted] == [["i-1"], ["i-1", "i-2"]]
    assert posted[1]["changes"][0]["change"] == "revised_toll"


def test_private_webhook_is_refused_with_its_remedy(tmp_path: Path) -> None:
    """An address of this machine is not posted to unasked, and what is said tells how to allow it."""
    change = RevisedToll(incident="i-1", outcome="killed", before=None, after=_toll(), reports=())
    with open_store(tmp_path / "variorum.db") as store:
        refused = Webhook("http://127.0.0.1:9/", store).send([change])
    assert isinstance(refused, WebhookForbidden)
    assert "--webhook-private" in str(refused)


def _toll():  # type: ignore[no-untyped-def]
    from variorum.model.tolls import Toll

    return Toll(outcome="killed", low=1, best=2, high=None)
