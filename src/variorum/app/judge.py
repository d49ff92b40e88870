"""Writes people's judgements and brings the record in line with them."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import uuid4

import msgspec

from variorum.app.clock import current_user, now
from variorum.app.collate import Collator
from variorum.app.settle import settle
from variorum.collation.judgements import anchor_of, check_value, standing
from variorum.errors import IncidentMissing, JudgementBad
from variorum.model.record import Anchor, Judgement, JudgementAction, Member, PolicyName
from variorum.store import LogEntry, Store

MOST_ANCHORS = 100
"""Cases that one judgement speaks of at the most."""


def judge(
    store: Store,
    action: JudgementAction,
    incidents: Sequence[str] = (),
    *,
    field: str | None = None,
    value: str | None = None,
    undoes: str | None = None,
    reason: str = "",
    user: str | None = None,
    settled: bool = True,
) -> Judgement:
    """
    Keep a judgement for ever and bring the record in line with it.

    Args:
        incidents: Ids of the record, or single cases of reports (``report.txt:i3``); two or more for "same" and
            "different", one for "set" and "reject". An incident that is judged to be the same as another is so with
            all its cases, one that is judged to be different with its first.
        field: For "set"; what is set, with its *value*.
        undoes: For "undo"; the judgement's id, or None for the user's latest that stands.
        settled: Whether what needs the whole record is made at once, or left to a later `settle`.

    Raises:
        IncidentMissing: If the record has no such incident.
        JudgementBad: If the judgement makes no sense as it is put.
    """
    user = user or current_user()
    if action in {"same", "different"} and len(set(incidents)) < 2:
        raise JudgementBad(reason=f"“{action}” compares two incidents or more")
    if action == "set" and (fault := check_value(field or "", value or "")):
        raise JudgementBad(reason=fault)
    if action == "set" and field in {"initiators", "targets"}:
        _check_actors(store, value or "")
    with store.transaction():
        if action == "undo":
            undoes = _to_undo(store, undoes, user)
        whole = action == "same"
        anchors = tuple(a for incident in dict.fromkeys(incidents) for a in _anchors(store, incident, whole=whole))
        judgement = Judgement(
            id=f"j-{uuid4().hex[:12]}",
            at=now(),
            user=user,
            action=action,
            reason=reason,
            anchors=anchors,
            field=field,
            value=value,
            undoes=undoes,
        )
        store.save_judgement(judgement)
        spoken_of = {j.id: j for j in store.judgements()}.get(undoes or "", judgement)
        while spoken_of.action == "undo" and spoken_of.undoes:
            spoken_of = {j.id: j for j in store.judgements()}[spoken_of.undoes]
        collator = Collator(store, policy=policy_of(store))
        touched = [m for a in spoken_of.anchors if (m := collator.find(a)) is not None]
        collator.collate(only=(), touched=_company(store, touched))
        detail = " ".join(filter(None, (judgement.id, action, *incidents, field, value, undoes, reason)))
        store.write_log(LogEntry(at=judgement.at, user=user, what="judge", detail=detail))
    if settled:
        settle(store)
    return judgement


def policy_of(store: Store) -> PolicyName:
    """Give the policy under which the record's estimates were made."""
    policy: PolicyName = msgspec.convert(store.meta().get("policy", "ucdp"), PolicyName)
    return policy


def _check_actors(store: Store, value: str) -> None:
    wanted = {part.strip() for part in value.split(",") if part.strip()}
    for missing in sorted(wanted - {actor.id for actor in store.actors(ids=wanted)}):
        raise JudgementBad(reason=f"there is no actor {missing!r}; `variorum actors NAME` gives the ids")


def _to_undo(store: Store, wanted: str | None, user: str) -> str:
    every = store.judgements()
    known = {j.id: j for j in every}
    if wanted is not None:
        if wanted not in known:
            raise JudgementBad(reason=f"there is no judgement {wanted}")
        return wanted
    mine = [j for j in standing(every) if j.user == user]
    if not mine:
        raise JudgementBad(reason=f"no judgement of {user} stands that could be undone")
    return mine[-1].id


def _anchors(store: Store, incident: str, *, whole: bool) -> list[Anchor]:
    """Give the anchors of an incident's cases, or that of the first that has one."""
    found: list[Anchor] = []
    for member in _members(store, incident)[:MOST_ANCHORS]:
        anchors = (anchor_of(account, member.incident) for account in store.accounts([member.report]))
        found += [anchor for anchor in anchors if anchor is not None]
        if found and not whole:
            break
    if not found:
        raise JudgementBad(reason=f"no report has words for {incident}")
    return found


def _members(store: Store, incident: str) -> tuple[Member, ...]:
    entry = store.incident(incident)
    if entry is not None:
        return entry.members
    report, _, case = incident.rpartition(":")
    member = Member(report=report, incident=case)
    if member not in store.incidents_of([report]):
        raise IncidentMissing(id=incident)
    return (member,)


def _company(store: Store, members: Sequence[Member]) -> set[Member]:
    """Give *members* with those that are in one incident with them: a judgement may part them."""
    of = store.incidents_of({m.report for m in members})
    entries = store.incident_entries({of[m] for m in members if m in of})
    return {*members, *(m for entry in entries for m in entry.members)}
