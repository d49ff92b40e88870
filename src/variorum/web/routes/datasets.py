"""Published data sets beside the record."""

from __future__ import annotations

from typing import Annotated

from litestar import Router, get
from litestar.di import NamedDependency
from litestar.params import PathParameter, QueryParameter
from litestar.response import Response

from variorum.app.views import datasets as views
from variorum.app.views.shapes import DatasetList, DatasetPage
from variorum.model.dataset import Standing
from variorum.store import Store
from variorum.web.answers import Asking, answer
from variorum.web.filters import Paging
from variorum.web.formats import comparison_table
from variorum.web.gate import plain

Name = Annotated[str, PathParameter(max_length=500)]


@get("/datasets", operation_id="listDatasets", sync_to_thread=True)
def list_datasets(request: Asking, store: NamedDependency[Store]) -> Response[DatasetList]:
    """List the published data sets that the record keeps; `variorum import` brings one in."""
    return answer(request, store, lambda: views.dataset_list(store))


@get("/datasets/{dataset:str}", operation_id="getDataset", sync_to_thread=True)
def get_dataset(
    request: Asking,
    store: NamedDependency[Store],
    page: NamedDependency[Paging],
    dataset: Name,
    standing: Annotated[
        Standing | None,
        QueryParameter(description="In both, in the data set alone (lacking), in the record alone (beyond), shared."),
    ] = None,
    differing: Annotated[bool | None, QueryParameter(description="On which the two part, or do not.")] = None,
) -> Response[DatasetPage]:
    """Lay a data set beside the record: what both have, what either lacks, where their figures differ. JSON or CSV."""
    return answer(
        request,
        store,
        lambda: views.dataset_page(store, plain(dataset), standing=standing, differing=differing, **page),
        table=comparison_table,
    )


routes = Router("/", route_handlers=[list_datasets, get_dataset], tags=["Data sets beside the record"])
