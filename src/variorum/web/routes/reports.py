"""Reports: lists, texts, what was read from them; adding new ones."""

from __future__ import annotations

from typing import Annotated

from litestar import Router, get, post
from litestar.datastructures import UploadFile
from litestar.di import NamedDependency
from litestar.params import JSONBody, MultipartBody, PathParameter, QueryParameter
from litestar.response import Response

from variorum.app.views import reports as views
from variorum.app.views.marks import mark_list
from variorum.app.views.shapes import MarkList, ReportList, ReportPage
from variorum.store import ReportOrder, ReportState, Store
from variorum.web.answers import Asking, answer
from variorum.web.callers import Caller, may
from variorum.web.filters import Paging, Words
from variorum.web.formats import report_table
from variorum.web.gate import plain
from variorum.web.intake import Intake
from variorum.web.shapes import AddedList, NewReport

Id = Annotated[str, PathParameter(max_length=500)]


@get("/", operation_id="listReports", sync_to_thread=True)
def list_reports(
    request: Asking,
    store: NamedDependency[Store],
    page: NamedDependency[Paging],
    name: Annotated[Words, QueryParameter(description="Words of the id, title or publisher.")] = None,
    being: Annotated[ReportState | None, QueryParameter(name="state", description="Whether it has been read.")] = None,
    sort: Annotated[ReportOrder, QueryParameter(description="By id or by date of publication.")] = "id",
) -> Response[ReportList]:
    """List reports a page at a time. JSON or CSV."""
    return answer(
        request,
        store,
        lambda: views.report_list(store, name=name, state=being, sort=sort, **page),
        table=report_table,
    )


@get("/{report:str}", operation_id="getReport", sync_to_thread=True)
def get_report(request: Asking, store: NamedDependency[Store], report: Id) -> Response[ReportPage]:
    """Give a report with its text, by its id or the hash of its text."""
    return answer(request, store, lambda: views.report_page(store, plain(report)))


@get("/{report:str}/marks", operation_id="getMarks", sync_to_thread=True)
def get_marks(request: Asking, store: NamedDependency[Store], report: Id) -> Response[MarkList]:
    """Give everything that was read from a report, with the words that it was read from."""
    return answer(request, store, lambda: mark_list(store, plain(report)))


@post("/", operation_id="addReport", sync_to_thread=True, guards=[may("add")], status_code=202)
def add_report(
    data: JSONBody[NewReport], caller: NamedDependency[Caller], intake: NamedDependency[Intake]
) -> AddedList:
    """Add a report; it is read in the background, and `state` of `/reports/{id}` tells when that is done."""
    return intake.take_text(data, caller)


@post("/files", operation_id="addFiles", guards=[may("add")], status_code=202)
async def add_files(
    data: MultipartBody[list[UploadFile]],
    caller: NamedDependency[Caller],
    intake: NamedDependency[Intake],
    publisher: Annotated[Words, QueryParameter(description="Who published them all.")] = None,
    published: Annotated[
        str | None, QueryParameter(max_length=40, description="When: a day, month, year, or a range with a slash.")
    ] = None,
) -> AddedList:
    """Add up to 50 files at a time, of each format that `variorum add` takes; one may hold many reports."""
    return await intake.take_files(data, caller, publisher=publisher, published=published)


routes = Router(
    "/reports", route_handlers=[list_reports, get_report, get_marks, add_report, add_files], tags=["Reports"]
)
