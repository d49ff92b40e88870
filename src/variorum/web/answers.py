"""Answers a question about the record: in the form that is asked for, and not at all where nothing has changed."""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

import msgspec
from litestar import Request
from litestar.response import Response

from variorum import __version__
from variorum.errors import FormatUnknown
from variorum.store import Store
from variorum.web.tables import Features, Table, csv_bytes, geojson_bytes

T = TypeVar("T")

Asking = Request[Any, Any, Any]
"""A request, whoever sends it."""

PACKED = 4000
"""Bytes from which on an answer is packed."""

OWN = {"packs_itself": True}
"""What tells the server that a route packs its answers, once for all who ask."""

JSON, CSV, GEOJSON = "application/json", "text/csv", "application/geo+json"
FORMATS = {"json": JSON, "csv": CSV, "geojson": GEOJSON}

_encode = msgspec.json.Encoder().encode


@dataclass(frozen=True, slots=True)
class Said:
    """An answer: its bytes, whether these are packed, its tag, and where the list that it is of goes on."""

    body: bytes
    packed: bool
    mark: str
    following: str | None

    def __len__(self) -> int:
        return len(self.body)


def answer(
    request: Asking,
    store: Store,
    make: Callable[[], T],
    *,
    table: Callable[[T], Table] | None = None,
    features: Callable[[T], Features] | None = None,
    version: Callable[[T], str] | None = None,
    also: str = "",
) -> Response[T]:
    """
    Answer with what *make* gives, as JSON or, where they are given, as the rows of *table* or as *features*.

    The tag of the answer follows from the record's version, so that one who has it needs none: *make* is not called
    then. *also* is what the answer depends on besides the record. Where *version* is given, what it gives for the
    answer comes first in the tag, up to a dot: `If-Match` is compared with that.

    Raises:
        FormatUnknown: If another form is asked for.
    """
    forms = [JSON, *([CSV] if table else []), *([GEOJSON] if features else [])]
    form = _form(request, forms)
    told = f"{store.version()} {also} {form} {__version__}"
    tag = hashlib.sha256(told.encode()).hexdigest()[:16]
    given = tags(request.headers.get("if-none-match", ""))
    headers = {"Cache-Control": "private, no-cache", "Vary": "Accept, Accept-Encoding, Authorization, Cookie"}
    if match := next((some for some in given if some.rpartition(".")[2] == tag), None):
        return Response(None, status_code=304, headers={**headers, "ETag": f'"{match}"'})  # type: ignore[arg-type]

    def say() -> Said:
        with store.snapshot():
            value = make()
        body = _body(value, form, table, features)
        packed = packs and len(body) >= PACKED
        return Said(
            gzip.compress(body, 2, mtime=0) if packed else body,
            packed=packed,
            mark=f"{version(value)}.{tag}" if version else tag,
            following=getattr(value, "next", None),
        )

    packs = _takes_gzip(request.headers.get("accept-encoding", ""))
    # What is asked for decides all that is said, but for the state of the record, which the tag tells.
    said = store.kept_answer((request.url.path, request.url.query, packs, tag), say)
    headers["ETag"] = f'"{said.mark}"'
    if said.packed:
        headers["Content-Encoding"] = "gzip"
    if form == CSV:
        headers["Content-Disposition"] = f'attachment; filename="{_name(request)}.csv"'
    if said.following is not None:
        headers["X-Next-Cursor"] = said.following
    return Response(said.body, headers=headers, media_type=form)  # type: ignore[arg-type]


def _body(value: T, form: str, table: Callable[[T], Table] | None, features: Callable[[T], Features] | None) -> bytes:
    if form == CSV and table:
        return csv_bytes(table(value))
    if form == GEOJSON and features:
        return geojson_bytes(features(value))
    return _encode(value)


def _takes_gzip(header: str) -> bool:
    """Tell whether `Accept-Encoding` takes gzip."""
    return any(name in {"gzip", "*"} and quality > 0 for name, quality in map(_range, header[:1000].split(",")))


def tags(header: str) -> list[str]:
    """Give the tags in a header such as `If-Match`, without quotes and the mark of weak ones."""
    return [part.strip().removeprefix("W/").strip('"') for part in header.split(",") if part.strip()]


def _form(request: Asking, forms: Sequence[str]) -> str:
    """Give the form that is asked for: by `format`, else the first that `Accept` takes, by its order of preference."""
    shown = ", ".join(name for name, form in FORMATS.items() if form in forms)
    if (wanted := request.query_params.get("format")) is not None:
        if FORMATS.get(wanted) not in forms:
            raise FormatUnknown(wanted=wanted[:40], formats=shown)
        return FORMATS[wanted]
    accepted = request.headers.get("accept", "*/*")[:1000]
    ranges = sorted((_range(part) for part in accepted.split(",") if part.strip()), key=lambda r: -r[1])
    for name, quality in ranges:
        if quality > 0:
            for form in forms:
                if name in {form, "*/*", f"{form.partition('/')[0]}/*"}:
                    return form
    raise FormatUnknown(wanted=accepted[:80], formats=shown)


def _range(part: str) -> tuple[str, float]:
    name, *rest = (piece.strip().lower() for piece in part.split(";"))
    for piece in rest:
        if piece.startswith("q="):
            try:
                return name, float(piece[2:])
            except ValueError:
                return name, 0.0
    return name, 1.0


def _name(request: Asking) -> str:
    last = request.url.path.rstrip("/").rpartition("/")[2]
    return last if last.isascii() and last.isalpha() else "variorum"
