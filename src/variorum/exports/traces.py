"""What every format that shows the record's own figures says of them in the side file."""

from __future__ import annotations

from variorum.exports.context import Context
from variorum.exports.figures import Toll, toll
from variorum.exports.parts import Export
from variorum.model.account import Group, Outcome
from variorum.model.record import IncidentEntry


def trace_estimates(context: Context, export: Export, entry: IncidentEntry) -> None:
    """Say what each estimate of an incident rests on, in columns such as ``killed civilian best``."""
    for estimate in entry.estimates:
        basis = context.grounds(estimate.basis)
        for bound in ("low", "best", "high"):
            column = f"{estimate.outcome} {estimate.group} {bound}"
            export.trace(entry.id, column, getattr(estimate, bound), estimate.policy, basis)


def trace_fields(context: Context, export: Export, entry: IncidentEntry, **columns: str) -> None:
    """Say what type, when, where, initiators and targets rest on, under the names that the format has for them."""
    place = context.place(entry)
    for field, column in columns.items():
        quote = {"when": entry.when.quote, "where": place.quote if place else None}.get(field)
        value: object = getattr(entry, field)
        if field in ("initiators", "targets"):
            value = "; ".join(context.names(getattr(entry, field)))
        elif field == "when":
            value = entry.when.start
        elif field == "where":
            value = place.name if place else None
        if value:
            export.trace(entry.id, column, value, "most reports", context.told(entry, quote, field))


def bounds(
    context: Context, export: Export, entry: IncidentEntry, outcome: Outcome, columns: tuple[str, str, str], *of: Group
) -> dict[str, int | None]:
    """
    Give low, best and high of an outcome, of all people or of the groups *of*, under three names, and say why.

    Nothing where no account has a figure; high is None where one is open above.
    """
    found = toll(entry, outcome)
    if found is None or (of and not any(part.group in of for part in found.parts)):
        return {}
    low, best, high = found.of(*of) if of else (found.low, found.best, found.high)
    values = dict(zip(columns, (low, best, None if _open(found, *of) else high), strict=True))
    for column, value in values.items():
        export.trace(entry.id, column, value, found.policy, context.grounds(found.basis(*of)))
    return values


def _open(found: Toll, *of: Group) -> bool:
    if not of:
        return found.open
    return any(e.high is None for p in found.parts if p.group in of for e in p.estimates)
