"""What must hold of every account, whatever its report says."""

from collections.abc import Iterator
from typing import Any

from variorum.model import Account


def items(value: Any) -> Iterator[dict[str, Any]]:
    """Give every item of decoded JSON that has offsets."""
    if isinstance(value, dict):
        if isinstance(value.get("start"), int):
            yield value
        value = list(value.values())
    if isinstance(value, list):
        for child in value:
            yield from items(child)


def misquoted(account: dict[str, Any]) -> list[dict[str, Any]]:
    """Give the items of an account, as decoded JSON, whose offsets do not lead to their quote."""
    text = account["report"]["text"]
    return [item for item in items(account) if text[item["start"] : item["end"]] != item["quote"]]


def dangling(account: Account) -> set[str]:
    """Give the ids that an account refers to and does not have."""
    actors = {actor.id for actor in account.actors}
    incidents = {incident.id for incident in account.incidents}
    parties = [party for incident in account.incidents for party in (*incident.initiators, *incident.targets)]
    harms = [harm for incident in account.incidents for harm in incident.harms]
    speakers = [item.speaker for item in (*harms, *account.statements, *account.statistics) if item.speaker]
    parents = [actor.parent for actor in account.actors if actor.parent]
    told = [statement.incident for statement in account.statements if statement.incident]
    linked = [end for link in account.links for end in (link.from_, link.to)]
    return ({*parties, *speakers, *parents} - actors) | ({*told, *linked} - incidents)


def reversed_bounds(account: Account) -> list[tuple[Any, Any]]:
    """Give the counts and dates of an account whose lower bound is above the upper one."""
    harms = [harm for incident in account.incidents for harm in incident.harms]
    counts = [(item.low, item.high) for item in (*harms, *account.statistics)]
    whens = [account.report.published, *(incident.when for incident in account.incidents)]
    periods = [statistic.period for statistic in account.statistics if statistic.period]
    days = [(item.start, item.end) for item in (*whens, *periods)]
    return [(a, b) for a, b in (*counts, *days) if a is not None and b is not None and a > b]
