"""PLOVER: a JSON record a line for each incident, and on request for each statement that is an event to it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from variorum.exports.codes import Codes
from variorum.exports.context import Context, Party, coordinates
from variorum.exports.dyads import sides
from variorum.exports.figures import toll
from variorum.exports.parts import Export, Table
from variorum.exports.traces import trace_fields
from variorum.knowledge.names import fold
from variorum.model.account import Outcome
from variorum.model.record import IncidentEntry, Record, StatementEntry

_TOGETHER = frozenset({"clash", "talks", "agreement"})
_SIZES: dict[str, tuple[Outcome, ...]] = {
    "dead": ("killed",),
    "injured": ("injured",),
    "arrested": ("detained", "captured"),
}
_MOST_WORDS = 20


def make(record: Record, codes: Codes, *, statements: bool = False) -> Export:
    """
    Give a record for each incident that has a category and a date.

    Args:
        statements: Give also the statements that accuse, condemn, threaten or demand, as verbal events.
    """
    context, export = Context(record, codes), Export()
    chains = _chains(record)
    rows = [row for entry in context.incidents if (row := _event(context, entry, export, chains)) is not None]
    if statements:
        rows += [row for s in record.statements if (row := _verbal(context, s, export)) is not None]
    export.tables.append(Table(file="", form="jsonl", rows=tuple(rows)))
    return export


def _event(
    context: Context, entry: IncidentEntry, export: Export, chains: Mapping[str, str]
) -> Mapping[str, object] | None:
    did, hit = sides(context, entry)
    category, mode = _category(context, entry, did)
    days = context.days(entry.when)
    if not category:
        export.warn(entry.id, "event", "PLOVER has no category for this type", entry.type)
        return None
    if days is None:
        export.warn(entry.id, "date", "the date is not known")
        return None
    if entry.type in _TOGETHER:
        did, hit = [*did, *hit], []
    row: dict[str, object] = {"id": entry.id, "has_event": True, "date": days[0]}
    if days[1] != days[0]:
        row["enddate"] = days[1]
    row |= {"actor": [_entity(context, p) for p in did], "recipient": [_entity(context, p) for p in hit]}
    row |= _scored(context, category, mode)
    if not did:
        export.warn(entry.id, "actor", "who did it is not known")
    if (place := _location(context, entry, export)) is not None:
        row["event_loc"] = place
    row["event_text"] = _words(entry)
    row["size"] = _size(context, entry, export)
    if entry.id in chains:
        row["link"] = chains[entry.id]
    row |= _citation(context, entry, export)
    claims = [{"outcome": e.outcome, "group": e.group, **_claim(context, b)} for e in entry.estimates for b in e.basis]
    row["x_claims"] = claims
    export.trace(entry.id, "event", category, f"crosswalk of {entry.type}", context.told(entry, field="type"))
    trace_fields(context, export, entry, when="date", where="event_loc", initiators="actor", targets="recipient")
    return row


def _category(context: Context, entry: IncidentEntry, did: list[Party]) -> tuple[str, str]:
    codes = context.codes.types[entry.type]
    words = [word for weapon in entry.weapons for word in fold(weapon).split()]
    modes = (context.codes.weapons.get((entry.type, word), ("", ""))[1] for word in words)
    mode = next(filter(None, modes), codes.plover_mode)
    killed = toll(entry, "killed")
    dead = killed is not None and killed.best > 0
    if entry.type == "territory_change" and dead:
        return "ASSAULT", ""
    if entry.type == "operation":
        if dead:
            return "ASSAULT", ""
        if any(p.actor.type == "police" for p in did):
            mode = "police"
    return codes.plover_event, mode


def _scored(context: Context, category: str, mode: str) -> dict[str, object]:
    known = context.codes.plover[category]
    return {
        "event": [category],
        "mode": [mode] if mode else [],
        "quad_code": known.quad,
        "event_scale": known.modes.get(mode, known.score),
    }


def _entity(context: Context, party: Party) -> dict[str, object]:
    """Give who it is, with the country of an entity that has one, and the sector where one is plain."""
    country = context.codes.countries.get(party.actor.country or party.country or "")
    found: dict[str, object] = {"entity_text": party.actor.name}
    code = "IGO" if party.kind == "mission" else "KOS" if country and country.code == "XK" else country and country.iso3
    if code:
        found["code"] = code
    sector = context.codes.sectors.get(party.actor.type) or context.codes.sectors.get(party.body.type)
    if sector and party.kind != "mission":
        found["sector"] = sector
    return found


def _location(context: Context, entry: IncidentEntry, export: Export) -> dict[str, object] | None:
    place = context.place(entry)
    if place is None:
        return None
    if len(entry.where) > 1:
        others = "; ".join(p.name for p in entry.where if p is not place)
        export.warn(entry.id, "event_loc", "an event has one place; the others are left out", others)
    country, at = context.country(place), coordinates(place)
    found: dict[str, object | None] = {
        "extracted_place": place.quote,
        "resolved_place": place.name,
        "lat": round(at[0], 6) if at else None,
        "lon": round(at[1], 6) if at else None,
        "city": place.name if place.level == "settlement" else None,
        "district": place.name if place.level == "district" else None,
        "province": place.name if place.level == "province" else place.province,
        "country": country.acled_name or None if country else None,
        "country_code": country.iso3 or None if country else None,
        "resolution": context.precision(place).plover,
    }
    return {key: value for key, value in found.items() if value is not None}


def _words(entry: IncidentEntry) -> list[str]:
    said = [b.quote for e in entry.estimates for b in e.basis]
    said += [quote for quote in (entry.when.quote, *(p.quote for p in entry.where)) if quote]
    return list(dict.fromkeys(said))[:_MOST_WORDS]


def _size(context: Context, entry: IncidentEntry, export: Export) -> dict[str, int]:
    """Give one number each: the best; a range is left to the claims and the side file."""
    found: dict[str, int] = {}
    for key, outcomes in _SIZES.items():
        tolls = [t for outcome in outcomes if (t := toll(entry, outcome)) is not None]
        if tolls:
            chosen = max(tolls, key=lambda t: t.best)
            found[key] = chosen.best
            export.trace(entry.id, f"size.{key}", chosen.best, chosen.policy, context.grounds(chosen.basis()))
            if not chosen.low == chosen.best == chosen.high or chosen.open:
                shown = f"{chosen.low}-{'' if chosen.open else chosen.high}"
                export.warn(entry.id, f"size.{key}", "a size is one number, and has no range", shown)
    for outcome in ("casualty", "abducted", "missing", "displaced"):
        if any(e.outcome == outcome for e in entry.estimates):
            export.warn(entry.id, "size", f"a size has no number for {outcome}; see x_claims")
    return found


def _claim(context: Context, basis: object) -> dict[str, object]:
    names = "report stance certainty low high approximate names start end quote superseded_by reversed"
    found = {name: getattr(basis, name) for name in names.split()}
    return {**found, "speaker": context.name(getattr(basis, "speaker"))}  # noqa: B009 - one reading for all fields


def _citation(context: Context, entry: IncidentEntry, export: Export) -> dict[str, object]:
    """Cite the first report; a record has room for one, so that the ids of all stand in a key of our own."""
    ids = list(dict.fromkeys(m.report for m in entry.members))
    found = sorted(
        (context.reports[r] for r in ids if r in context.reports), key=lambda r: (str(r.published.start), r.id)
    )
    if not found:
        return {"x_reports": ids}
    first = found[0]
    cited = {"citation": first.id, "title": first.title, "publication": first.publisher, "language": first.language}
    if len(found) > 1:
        others = "; ".join(r.id for r in found[1:])
        export.warn(entry.id, "cite_info", "a record cites one report; the others are in x_reports", others)
    return {"cite_info": {key: value for key, value in cited.items() if value}, "x_reports": ids}


def _verbal(context: Context, said: StatementEntry, export: Export) -> Mapping[str, object] | None:
    category, mode = context.codes.stances.get(said.stance, ("", ""))
    if not category:
        return None
    identifier = f"{said.report}:{said.start}-{said.end}:{said.speaker}"
    if said.said_on is None:
        export.warn(identifier, "date", "when it was said is not known", said.quote)
        return None
    speaker = context.party(said.speaker, said.said_on)
    row: dict[str, object] = {
        "id": identifier,
        "has_event": True,
        "date": said.said_on,
        "actor": [_entity(context, speaker)],
        **_scored(context, category, mode),
        "event_text": [said.quote],
        "text_info": {"start": said.start, "end": said.end},
        "cite_info": {"citation": said.report},
    }
    if said.incident:
        row["x_incident"] = said.incident
    grounds = (context.said(said),)
    export.trace(identifier, "event", category, f"crosswalk of {said.stance}", grounds)
    return row


def _chains(record: Record) -> dict[str, str]:
    """Give incidents that answer one another one id: that of the first of them in order."""
    near: defaultdict[str, set[str]] = defaultdict(set)
    for link in record.links:
        near[link.from_].add(link.to)
        near[link.to].add(link.from_)
    found: dict[str, str] = {}
    for start in sorted(near):
        if start in found:
            continue
        waiting = [start]
        while waiting:
            incident = waiting.pop()
            if incident not in found:
                found[incident] = start
                waiting += sorted(near[incident])
    return found
