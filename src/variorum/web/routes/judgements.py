"""Judgements, the queue of questions, and the log."""

from __future__ import annotations

from typing import Annotated

from litestar import Router, get, post
from litestar.di import NamedDependency
from litestar.params import HeaderParameter, JSONBody, QueryParameter
from litestar.response import Response

from variorum.app.views import journal
from variorum.app.views.review import review_list
from variorum.app.views.shapes import JudgementList, LogList, Question, ReviewList
from variorum.store import Store
from variorum.web.answers import Asking, answer
from variorum.web.callers import Caller, may
from variorum.web.filters import Paging, paging
from variorum.web.formats import judgement_table, log_table
from variorum.web.judging import Bench
from variorum.web.shapes import Judged, NewJudgement


@get("/review", operation_id="listReview", sync_to_thread=True, dependencies={"page": paging(20)})
def list_review(
    request: Asking,
    store: NamedDependency[Store],
    page: NamedDependency[Paging],
    question: Annotated[
        list[Question] | None, QueryParameter(max_items=10, description="Of this kind; several times.")
    ] = None,
    incident: Annotated[str | None, QueryParameter(max_length=500, description="On this incident, by its id.")] = None,
) -> Response[ReviewList]:
    """List the questions that need a person, the least certain and most consequential first."""
    return answer(
        request,
        store,
        lambda: review_list(store, questions=tuple(question or ()), incident=incident, **page),
    )


@get("/judgements", operation_id="listJudgements", sync_to_thread=True)
def list_judgements(
    request: Asking,
    store: NamedDependency[Store],
    page: NamedDependency[Paging],
    user: Annotated[str | None, QueryParameter(max_length=100, description="By this user.")] = None,
) -> Response[JudgementList]:
    """List judgements a page at a time, the latest first, with what became of them. JSON or CSV."""
    return answer(
        request,
        store,
        lambda: journal.judgement_list(store, user=user, **page),
        table=judgement_table,
    )


@post("/judgements", operation_id="judge", sync_to_thread=True, guards=[may("judge")])
def judge(
    data: JSONBody[NewJudgement],
    caller: NamedDependency[Caller],
    bench: NamedDependency[Bench],
    if_match: Annotated[
        str | None,
        HeaderParameter(
            name="If-Match",
            max_length=4000,
            description="The `version` of each incident spoken of, in quotes, with commas.",
        ),
    ] = None,
) -> Judged:
    """
    Make a judgement, and bring the record in line with it.

    With `If-Match`, refused with 412 where one of the incidents has changed since it was looked at.
    """
    return bench.judge(data, caller, if_match)


@get("/log", operation_id="listLog", sync_to_thread=True)
def list_log(
    request: Asking,
    store: NamedDependency[Store],
    page: NamedDependency[Paging],
    user: Annotated[str | None, QueryParameter(max_length=100, description="By this user.")] = None,
    what: Annotated[str | None, QueryParameter(max_length=40, description="Of this kind, such as judge.")] = None,
) -> Response[LogList]:
    """List what was done to the record, the latest first. JSON or CSV."""
    return answer(
        request,
        store,
        lambda: journal.log_list(store, user=user, what=what, **page),
        table=log_table,
    )


routes = Router("/", route_handlers=[list_review, list_judgements, judge, list_log], tags=["Judgements"])
