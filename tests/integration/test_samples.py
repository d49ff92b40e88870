import json
from collections.abc import Iterator
from typing import Any

import msgspec
import pytest
from click.testing import CliRunner

from variorum.cli import commands
from variorum.model import Account
from variorum.samples import sample_paths

pytestmark = pytest.mark.model


def items(value: Any) -> Iterator[dict[str, Any]]:
    """Give every item of decoded JSON that has offsets."""
    if isinstance(value, dict):
        if isinstance(value.get("start"), int):
            yield value
        value = list(value.values())
    if isinstance(value, list):
        for child in value:
            yield from items(child)


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
        found = list(items(account))
        assert found
        assert [item for item in found if account["report"]["text"][item["start"] : item["end"]] != item["quote"]] == []


def test_every_reference_leads_to_actor_or_incident(lines: list[bytes]) -> None:
    """No value refers to an actor or incident that its account does not have."""
    for line in lines:
        account = msgspec.json.decode(line, type=Account)
        actors = {actor.id for actor in account.actors}
        incidents = {incident.id for incident in account.incidents}
        parties = [party for incident in account.incidents for party in (*incident.initiators, *incident.targets)]
        harms = [harm for incident in account.incidents for harm in incident.harms]
        speakers = [item.speaker for item in (*harms, *account.statements, *account.statistics) if item.speaker]
        parents = [actor.parent for actor in account.actors if actor.parent]
        told = [statement.incident for statement in account.statements if statement.incident]
        linked = [end for link in account.links for end in (link.from_, link.to)]
        assert {*parties, *speakers, *parents} <= actors
        assert {*told, *linked} <= incidents
