"""Answers what is refused: one form for all of it, RFC 9457."""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping
from typing import Any

import msgspec
from litestar import Request, Response
from litestar.exceptions import HTTPException, MethodNotAllowedException, NotFoundException, ValidationException

from variorum import errors
from variorum.errors import ReportError, StoreError, VariorumError
from variorum.web.shapes import Problem

CONTENT_TYPE = "application/problem+json"

STATUS: Mapping[type[VariorumError], int] = {
    # The nearest kind above counts.
    VariorumError: 400,
    errors.IncidentMissing: 404,
    errors.ReportUnknown: 404,
    errors.ActorMissing: 404,
    errors.DatasetMissing: 404,
    errors.IncidentAmbiguous: 409,
    errors.NotSignedIn: 401,
    errors.NotAllowed: 403,
    errors.SignInWrong: 401,
    errors.TooManyTries: 429,
    errors.ForeignPage: 403,
    errors.HostUnknown: 421,
    errors.NothingThere: 404,
    errors.ChangedMeanwhile: 412,
    errors.FormatUnknown: 406,
    errors.TooMuch: 413,
    errors.ServerFailed: 500,
    errors.UserMissing: 404,
    errors.UserTaken: 409,
    errors.LastAdmin: 409,
    errors.TokenMissing: 404,
    errors.PipelineMissing: 500,
    errors.PipelineLacks: 500,
    errors.DataUnusable: 500,
    StoreError: 500,
    errors.StoreBusy: 503,
    errors.StoreUnreachable: 503,
    errors.StoreFull: 507,
    errors.CursorBad: 400,
}

_LACKING = re.compile(r"Missing required \w+ parameter '([^']+)'")

_log = logging.getLogger("variorum.web")


def problem_of(error: VariorumError, *, status: int | None = None) -> Problem:
    """Say in the form of answers what an error says; of a database or a file, its name without the folder."""
    values = dict(error.values)
    fields = values.get("fields", {})
    if isinstance(error, StoreError) and "store" in values:
        values["store"] = str(values["store"]).replace("\\", "/").rpartition("/")[2]
    if isinstance(error, ReportError) and "path" in values:
        values["path"] = str(values["path"]).replace("\\", "/").rpartition("/")[2]
    return Problem(
        type=f"urn:variorum:{error.code}",
        title=(type(error).__doc__ or "").strip().rstrip("."),
        status=status or status_of(error),
        code=error.code,
        cause=error.what.format(**values),
        remedy=error.remedy.format(**values),
        fields=fields if isinstance(fields, dict) else {},
    )


def status_of(error: VariorumError) -> int:
    """Give the status of HTTP that goes with an error."""
    return next(STATUS[kind] for kind in type(error).__mro__ if kind in STATUS)


def headers_of(error: VariorumError) -> dict[str, str]:
    """Give the headers that go with an error."""
    found = {"Cache-Control": "no-store"}
    if isinstance(error, errors.NotSignedIn):
        found["WWW-Authenticate"] = 'Bearer realm="variorum"'
    if isinstance(error, errors.TooManyTries):
        found["Retry-After"] = str(error.values["seconds"])
    if isinstance(error, errors.StoreBusy):
        found["Retry-After"] = "5"
    return found


def on_error(_: Request[Any, Any, Any], error: VariorumError) -> Response[bytes]:
    """Answer an error that was raised on purpose."""
    return _answer(problem_of(error), headers_of(error))


def on_refusal(request: Request[Any, Any, Any], error: HTTPException) -> Response[bytes]:
    """Answer what the framework refuses, in our words."""
    path = request.url.path[:200]
    if isinstance(error, NotFoundException):
        return on_error(request, errors.NothingThere(path=path))
    if isinstance(error, MethodNotAllowedException):
        nothing = errors.NothingThere(path=f"{request.method} {path}")
        return _answer(problem_of(nothing, status=405), {**headers_of(nothing), **(error.headers or {})})
    if error.status_code == 413:
        return on_error(request, errors.TooMuch(limit=request.route_handler.resolve_request_max_body_size() or 0))
    if error.status_code >= 500:
        return on_crash(request, error)
    fields = dict(_fields(request, error)) if isinstance(error, ValidationException) else {}
    reason = "; ".join(f"{name}: {said}" for name, said in fields.items()) or _plain(error.detail)
    bad = errors.RequestBad(reason=reason[:500], fields=fields)
    return _answer(problem_of(bad), headers_of(bad))


def on_depth(request: Request[Any, Any, Any], error: RecursionError) -> Response[bytes]:
    """Answer a body in which more lies within more than anybody means."""
    if request.method in {"POST", "PATCH"}:
        return on_error(request, errors.RequestBad(reason="it is nested too deeply"))
    return on_crash(request, error)


def on_crash(request: Request[Any, Any, Any], error: Exception) -> Response[bytes]:
    """Answer what nobody foresaw: what went wrong is for the terminal, not for who asked."""
    _log.error("%s %s", request.method, request.url.path, exc_info=error)
    failed = errors.ServerFailed()
    return _answer(problem_of(failed), headers_of(failed))


def body_of(problem: Problem) -> bytes:
    """Give the bytes of a problem."""
    return msgspec.json.encode(problem)


def _answer(problem: Problem, headers: Mapping[str, str]) -> Response[bytes]:
    return Response(body_of(problem), status_code=problem.status, media_type=CONTENT_TYPE, headers=dict(headers))


def _fields(request: Request[Any, Any, Any], error: ValidationException) -> list[tuple[str, str]]:
    if lacking := _LACKING.match(error.detail):
        return [(lacking[1][:80], "it is needed")]
    extra: Any = error.extra if isinstance(error.extra, list) else []
    declared = request.route_handler.parsed_fn_signature.parameters
    found = []
    for some in extra:
        name = str(some.get("key") or "body")
        # The framework speaks of a parameter by the handler's name for it, which may be another than the request's.
        said_as = getattr(declared[name].kwarg_definition, "name", None) if name in declared else None
        found.append(((said_as or name)[:80], _plain(str(some.get("message", "")))))
    return found[:20]


def _plain(words: str) -> str:
    return " ".join(words.split())[:300]
