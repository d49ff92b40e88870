from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest

from generate import War
from records import add
from variorum.app.cases import Cases
from variorum.app.linking import Linking
from variorum.store import Store

NewStore = Callable[[], AbstractContextManager[Store]]

REPORTS = tuple(War(7).reports(90, undated=0.2, words=40))


@pytest.fixture(params=["wide", "narrow"])
def windows(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Blocks and groups as large as they come, or large from few cases on."""
    if request.param == "narrow":
        monkeypatch.setattr("variorum.collation.blocking.WINDOW", 2)
        monkeypatch.setattr("variorum.app.collate.WINDOW", 2)
        monkeypatch.setattr("variorum.app.groups.CROWD", 4)
        monkeypatch.setattr("variorum.app.linking.TOGETHER", 20)


@pytest.mark.usefixtures("windows")
def test_linking_all_at_once_gives_what_adding_one_by_one_does(new_store: NewStore) -> None:
    """The incidents of a record that grew report by report are those of its accounts linked at once."""
    with new_store() as store:
        add(store, *([report] for report in REPORTS))
        grown = {(entry.members, entry.confidence) for entry in store.incident_entries()}
        cases = Cases(store.accounts, keep=10)
        reports = sorted(account.report.id for account in store.accounts())
        linking = Linking(cases)
        linking.take_in(reports)
        found = {(one.members, round(one.confidence, 6)) for one in linking.clusters()}
    assert found == grown
    assert any(len(members) > 2 for members, _ in found)
