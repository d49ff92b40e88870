"""The incidents of all accounts as collation sees them: each with its report and the record's actors."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from variorum.model import Account, Harm, Incident, Published
from variorum.model.record import Member


@dataclass(frozen=True)
class Case:
    """
    One incident of one account.

    `actors` gives the record's id of each of the account's actors, so that cases of different reports can be compared.
    """

    account: Account
    incident: Incident
    actors: Mapping[str, str]

    @cached_property
    def member(self) -> Member:
        """Name the case as the record does."""
        return Member(report=self.account.report.id, incident=self.incident.id)

    @property
    def published(self) -> Published:
        """Give the report's date of publication."""
        return self.account.report.published

    @cached_property
    def initiators(self) -> frozenset[str]:
        """Give the record's ids of who did it."""
        return frozenset(self.actors[a] for a in self.incident.initiators)

    @cached_property
    def targets(self) -> frozenset[str]:
        """Give the record's ids of whom it was aimed at."""
        return frozenset(self.actors[a] for a in self.incident.targets)

    def speaker(self, harm: Harm) -> str | None:
        """Give the record's id of a harm's speaker; None where the reporter says it."""
        return self.actors[harm.speaker] if harm.speaker else None


def cases_of(accounts: Iterable[Account], actors: Mapping[tuple[str, str], str]) -> Iterator[Case]:
    """Give the cases of all accounts; *actors* gives the record's id of (report id, actor id)."""
    for account in accounts:
        mine = {a.id: actors[account.report.id, a.id] for a in account.actors}
        for incident in account.incidents:
            yield Case(account, incident, mine)
