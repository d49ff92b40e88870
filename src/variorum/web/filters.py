"""The query parameters that several routes share."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, TypedDict

from litestar.connection import ASGIConnection
from litestar.di import Provide
from litestar.handlers import BaseRouteHandler
from litestar.params import ParameterKwarg, QueryParameter
from litestar.utils.signature import ParsedSignature

from variorum.errors import ParameterBad, RequestBad
from variorum.model.account import IncidentType, Outcome
from variorum.store import Box, IncidentFilter, Part

Limit = Annotated[int, QueryParameter(ge=1, le=200, description="How many at the most.")]
Cursor = Annotated[
    str | None, QueryParameter(max_length=2000, description="The `next` of the page before, under the same filters.")
]
Words = Annotated[str | None, QueryParameter(max_length=400)]


class Paging(TypedDict):
    """Which page of a list is asked for."""

    limit: int
    cursor: str | None


def paging(usual: int) -> Provide:
    """Give what takes the page that is asked for from the parameters, of as many as *usual* where they say nothing."""

    def chosen_page(limit: Limit = usual, cursor: Cursor = None) -> Paging:
        return Paging(limit=limit, cursor=cursor)

    return Provide(chosen_page, sync_to_thread=False)


def chosen_incidents(
    after: Annotated[date | None, QueryParameter(description="The first day that an incident may touch.")] = None,
    before: Annotated[date | None, QueryParameter(description="The last day that an incident may touch.")] = None,
    place: Annotated[Words, QueryParameter(description="Whole words of a place's name or province.")] = None,
    country: Annotated[
        list[str] | None, QueryParameter(max_items=50, description="ISO 3166-1 alpha-2; may come several times.")
    ] = None,
    province: Annotated[Words, QueryParameter(description="The name of a province, whole.")] = None,
    actor: Annotated[Words, QueryParameter(description="An actor's id, or whole words of one of its names.")] = None,
    role: Annotated[Part | None, QueryParameter(description="What `actor` is in it.")] = None,
    types: Annotated[
        list[IncidentType] | None, QueryParameter(name="type", max_items=50, description="May come several times.")
    ] = None,
    outcome: Annotated[
        list[Outcome] | None, QueryParameter(max_items=20, description="With a toll of one of these; several times.")
    ] = None,
    contested: Annotated[bool | None, QueryParameter(description="On which accounts part, or do not.")] = None,
    rejected: Annotated[
        bool, QueryParameter(description="Those that people rejected, in place of the others.")
    ] = False,
    origins_min: Annotated[
        int | None, QueryParameter(ge=1, le=100_000, description="With so many independent origins or more.")
    ] = None,
    text: Annotated[Words, QueryParameter(description="Of which a report says these words.")] = None,
    report: Annotated[Words, QueryParameter(description="Of which this report tells, by its id.")] = None,
    bbox: Annotated[
        str | None,
        QueryParameter(
            max_length=100, description="West, south, east, north in degrees, with commas; it may cross 180°."
        ),
    ] = None,
) -> IncidentFilter:
    """Give the incidents that the parameters choose."""
    return IncidentFilter(
        since=after,
        until=before,
        place=place,
        countries=tuple(country or ()),
        province=province,
        actor=actor,
        part=role,
        types=tuple(types or ()),
        outcomes=tuple(outcome or ()),
        contested=contested,
        rejected=rejected,
        origins=origins_min,
        text=text,
        report=report,
        box=None if bbox is None else _box(bbox),
    )


def _box(words: str) -> Box:
    try:
        west, south, east, north = (float(part) for part in words.split(","))
    except ValueError:
        raise ParameterBad(name="bbox", value=words[:80], wanted="west,south,east,north in degrees") from None
    if not (-90 <= south <= north <= 90 and -180 <= west <= 180 and -180 <= east <= 180):
        raise ParameterBad(name="bbox", value=words[:80], wanted="south ≤ north within ±90, west and east within ±180")
    return Box(west=west, south=south, east=east, north=north)


def check_parameters(connection: ASGIConnection[Any, Any, Any, Any], handler: BaseRouteHandler) -> None:
    """
    Refuse parameters that the route does not have: one that is misspelt would choose everything.

    Raises:
        RequestBad: If there is one.
    """
    given = set(connection.query_params.keys())
    if not given:
        return
    known = {"format"} | _names(handler.parsed_fn_signature)
    for provider in handler.resolve_dependencies().values():
        known |= _names(provider.parsed_fn_signature)
    if unknown := sorted(given - known):
        said = {name[:80]: "there is no such parameter" for name in unknown[:20]}
        raise RequestBad(reason=f"there is no parameter {next(iter(said))!r}", fields=said)


def _names(signature: ParsedSignature) -> set[str]:
    found = set()
    for name, parameter in signature.parameters.items():
        kwarg = parameter.kwarg_definition
        alias = kwarg.name if isinstance(kwarg, ParameterKwarg) else None
        found.add(alias or name)
    return found
