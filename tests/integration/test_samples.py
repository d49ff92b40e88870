import json

import msgspec
import pytest
from click.testing import CliRunner

from accounts import dangling, items, misquoted
from variorum.cli import commands
from variorum.model import Account
from variorum.samples import sample_paths

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def lines() -> list[bytes]:
    result = CliRunner().invoke(commands, ["read", "--samples", "--format", "json"])
    assert (result.exit_code, result.stderr) == (0, "")
    return result.stdout_bytes.splitlines()


def test_every_sample_has_account(lines: list[bytes]) -> None:
    """The samples are read in their order, one line each, and every line is a valid account."""
    accounts = [msgspec.json.decode(line, type=Account) for line in lines]
    assert [account.report.id for account in accounts] == [path.name for path in sample_paths()]


def test_every_item_quotes_its_report(lines: list[bytes]) -> None:
    """Every item's offsets lead to its own words, and there are such items in every account."""
    for account in map(json.loads, lines):
        assert any(items(account))
        assert misquoted(account) == []


def test_every_reference_leads_to_actor_or_incident(lines: list[bytes]) -> None:
    """No value refers to an actor or incident that its account does not have."""
    for line in lines:
        assert dangling(msgspec.json.decode(line, type=Account)) == set()
