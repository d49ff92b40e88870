"""Makes people's judgements, and sees to it that two people do not overwrite each other."""

from __future__ import annotations

from collections.abc import Iterable

from variorum.app.judge import judge
from variorum.app.show import full_id, judged
from variorum.app.users import at_least
from variorum.app.views.names import summaries, version_of
from variorum.errors import ChangedMeanwhile, JudgementBad, NotAllowed
from variorum.model.record import IncidentEntry, Judgement
from variorum.store import Store
from variorum.web.answers import tags
from variorum.web.callers import Caller
from variorum.web.shapes import Judged, NewJudgement
from variorum.web.worker import Worker


class Bench:
    """Makes judgements on one store."""

    def __init__(self, store: Store, worker: Worker) -> None:
        self._store, self._worker = store, worker

    def judge(self, data: NewJudgement, caller: Caller, if_match: str | None) -> Judged:
        """
        Make a judgement; *if_match* has the versions of all incidents that it speaks of, or is None.

        Raises:
            ChangedMeanwhile: If an incident has another version than those.
            NotAllowed: If a coder would undo what another user judged.
            JudgementBad: If it makes no sense.
        """
        with self._store.transaction():
            # A report's own incident is meant as it is; of it the judgement speaks, not of what it is joined with.
            ids = [full_id(self._store, incident) for incident in data.incidents]
            named = [given if ":" in given else full for given, full in zip(data.incidents, ids, strict=True)]
            spoken_of = list(self._store.incident_entries(ids))
            if data.action == "undo":
                spoken_of += self._undoing(data.undoes, caller)
            if if_match is not None and if_match.strip() != "*":
                _check(spoken_of, tags(if_match))
            judgement = judge(
                self._store,
                data.action,
                named,
                field=data.field,
                value=data.value,
                undoes=data.undoes,
                reason=data.reason.strip(),
                user=caller.user,
                settled=False,
            )
            made = Judged(judgement=judgement, incidents=summaries(self._store, judged(self._store, judgement)))
        self._worker.settle()
        return made

    def _undoing(self, wanted: str | None, caller: Caller) -> Iterable[IncidentEntry]:
        """Give the incidents that the judgement speaks of which is to be undone."""
        if wanted is None:
            return ()
        found: Judgement | None = next((j for j in self._store.judgements() if j.id == wanted), None)
        if found is None:
            raise JudgementBad(reason=f"there is no judgement {wanted}")
        if found.user != caller.user and not at_least(caller.role, "editor"):
            raise NotAllowed(user=caller.user, role=caller.role, thing="undo what others judged", needed="editor")
        return judged(self._store, found)


def _check(spoken_of: Iterable[IncidentEntry], versions: list[str]) -> None:
    known = {version.partition(".")[0] for version in versions}
    for entry in spoken_of:
        if version_of(entry) not in known:
            raise ChangedMeanwhile(id=entry.id)
