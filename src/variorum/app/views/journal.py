"""Lists what people decided and what was done."""

from __future__ import annotations

from collections.abc import Iterable

from variorum.app.show import judged
from variorum.app.views.names import summaries
from variorum.app.views.shapes import JudgementList, JudgementRow, LogList
from variorum.collation.judgements import standing
from variorum.errors import CursorBad
from variorum.model.record import Judgement
from variorum.store import Store


def log_list(
    store: Store, *, user: str | None = None, what: str | None = None, limit: int = 50, cursor: str | None = None
) -> LogList:
    """
    Give a page of the log, the latest first.

    Raises:
        CursorBad: If *cursor* was not given out for it.
    """
    page = store.log_page(user=user, what=what, limit=limit, cursor=cursor)
    return LogList(items=page.entries, next=page.cursor, total=page.total)


def judgement_list(
    store: Store, *, user: str | None = None, limit: int = 50, cursor: str | None = None
) -> JudgementList:
    """
    Give a page of the judgements, the latest first, each with whether it stands and the incidents it speaks of.

    Raises:
        CursorBad: If *cursor* is not the id of a judgement in the list.
    """
    with store.snapshot():
        every = store.judgements()
        stands = {judgement.id for judgement in standing(every)}
        undoings = _in_force(every)
        mine = [j for j in reversed(every) if user is None or j.user == user]
        start = 0
        if cursor is not None:
            places = {judgement.id: place for place, judgement in enumerate(mine)}
            if cursor not in places:
                raise CursorBad(cursor=cursor[:80])
            start = places[cursor] + 1
        shown = mine[start : start + limit]
        items = tuple(
            JudgementRow(
                judgement=judgement,
                stands=judgement.id in stands or judgement.id in undoings.values(),
                undone_by=undoings.get(judgement.id),
                incidents=summaries(store, judged(store, judgement)),
            )
            for judgement in shown
        )
    more = start + limit < len(mine)
    return JudgementList(items=items, next=shown[-1].id if more else None, total=len(mine))


def _in_force(judgements: Iterable[Judgement]) -> dict[str, str]:
    """Give by which judgement each one is undone, leaving out undoings that are undone themselves."""
    found: dict[str, str] = {}
    for judgement in sorted(judgements, key=lambda j: (j.at, j.id), reverse=True):
        if judgement.action == "undo" and judgement.id not in found and judgement.undoes:
            found.setdefault(judgement.undoes, judgement.id)
    return found
