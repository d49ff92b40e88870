"""How the record stands, and the search through all of it."""

from __future__ import annotations

from typing import Annotated, Literal

from litestar import Router, get
from litestar.di import NamedDependency
from litestar.params import QueryParameter
from litestar.response import Response

from variorum.app.views import search as views
from variorum.app.views.overview import overview
from variorum.app.views.shapes import Overview, PassageList, SearchPage
from variorum.store import Store
from variorum.web.answers import Asking, answer
from variorum.web.filters import Paging, paging
from variorum.web.worker import Worker

Query = Annotated[str, QueryParameter(max_length=400, description='Words and "quoted phrases"; `insur*`.')]


@get("/status", operation_id="getStatus", sync_to_thread=True)
def get_status(request: Asking, store: NamedDependency[Store], worker: NamedDependency[Worker]) -> Response[Overview]:
    """Tell how the record stands."""
    return answer(request, store, lambda: overview(store, reading=worker.waiting), also=worker.state)


@get("/search", operation_id="search", sync_to_thread=True)
def search(request: Asking, store: NamedDependency[Store], q: Query) -> Response[SearchPage]:
    """Find reports, statements, incidents and actors that hold all words of `q`, the first ten of each."""
    return answer(request, store, lambda: views.search_page(store, q))


@get("/search/passages", operation_id="searchPassages", sync_to_thread=True, dependencies={"page": paging(20)})
def search_passages(
    request: Asking,
    store: NamedDependency[Store],
    page: NamedDependency[Paging],
    q: Query,
    kind: Annotated[Literal["report", "statement"], QueryParameter(description="What is sought through.")] = "report",
) -> Response[PassageList]:
    """Find reports or statements that hold all words of `q`, the best first, with the words around."""
    return answer(request, store, lambda: views.passages(store, q, kind=kind, **page))


routes = Router("/", route_handlers=[get_status, search, search_passages], tags=["The record"])
