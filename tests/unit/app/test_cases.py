from collections.abc import Iterable, Iterator

import pytest

from generate import FormReader, War
from variorum.app.cases import Cases
from variorum.model import Account
from variorum.model.record import Member

ACCOUNTS = {report.id: FormReader().read(report) for report in War().reports(3, words=40)}


def test_no_account_makes_room_for_others_that_are_asked_for_with_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """All cases that are asked for at once are given, however few accounts are kept, whichever came first."""
    monkeypatch.setattr("variorum.app.cases.KEPT_ACCOUNTS", 2)
    loaded: list[str] = []

    def load(reports: Iterable[str]) -> Iterator[Account]:
        for report in reports:
            loaded.append(report)
            yield ACCOUNTS[report]

    cases = Cases(load)
    first, second, third = sorted(ACCOUNTS)
    cases.load([first])
    cases.load([second])
    wanted = [Member(report=r, incident=ACCOUNTS[r].incidents[0].id) for r in (first, third)]
    assert list(cases.find(wanted)) == wanted
    assert loaded == [first, second, third]
