"""Lists rows by a value that some of them lack, a page at a time, so that an index gives them in their order."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, and_, or_


def in_order(
    connection: Connection,
    having: Select[Any],
    lacking: Select[Any],
    *,
    by: ColumnElement[Any],
    falling: bool,
    then: tuple[ColumnElement[Any], ColumnElement[Any]],
    after: tuple[Any, Any] | None,
    limit: int,
    values: Mapping[str, Any] | None = None,
) -> list[Row[Any]]:
    """
    Give *limit* rows: those of *having* by their value *by*, then those of *lacking*, which have none.

    Among equals they come by *then*, a column of *having* and one of *lacking*. *after* is the value and the identity
    of the last row that was given before.
    """
    rows: list[Row[Any]] = []
    if after is None or after[0] is not None:
        asked = having.where(by.is_not(None)).order_by(by.desc() if falling else by, then[0])
        if after is not None:
            # The first of the two is what an index is entered by.
            start = by <= after[0] if falling else by >= after[0]
            beyond = by < after[0] if falling else by > after[0]
            asked = asked.where(start, or_(beyond, and_(by == after[0], then[0] > after[1])))
        rows += connection.execute(asked.limit(limit), values or {}).all()
    if len(rows) < limit:
        asked = lacking.order_by(then[1])
        if after is not None and after[0] is None:
            asked = asked.where(then[1] > after[1])
        rows += connection.execute(asked.limit(limit - len(rows)), values or {}).all()
    return rows
