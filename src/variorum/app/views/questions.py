"""Puts a question to a person: in plain words, with the words of reports that bear on it and the answers to choose."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from variorum.app.views.names import summaries
from variorum.app.views.shapes import Draft, Question, Summary, Voice
from variorum.collation.actors import actor_ids
from variorum.collation.cases import Case
from variorum.collation.words import sentence_around
from variorum.model import Account
from variorum.model.record import Contest, IncidentEntry, Member, Position, SourceSpan
from variorum.store import Store

MOST_VOICES = 12
"""Voices that a question shows."""

MOST_ANSWERS = 6

PEOPLE = {
    "civilian": "civilians",
    "military": "soldiers",
    "police": "police officers",
    "security_forces": "members of the security forces",
    "militant": "militants",
    "official": "officials",
}

FIGURE = re.compile(r"(?:about |(at least )|(up to ))?(\d{1,9})(?: to (\d{1,9}))?")


@dataclass(frozen=True)
class Asked:
    """A question in words."""

    asked: str
    incidents: tuple[Summary, ...]
    voices: tuple[Voice, ...] = ()
    confirm: Draft | None = None
    drafts: tuple[Draft, ...] = ()


@dataclass
class Expander:
    """Puts the questions of one page, and keeps what several of them need."""

    store: Store
    _accounts: dict[str, Account | None] = field(default_factory=dict)

    def expand(
        self,
        question: Question,
        incidents: tuple[str, ...],
        *,
        field: str | None = None,
        cases: tuple[Member, Member] | None = None,
    ) -> Asked:
        """Put a question on *incidents*; on a *field* of one, or on two *cases*."""
        entries = {entry.id: entry for entry in self.store.incident_entries(incidents)}
        ordered = [entries[incident] for incident in incidents]
        lines = summaries(self.store, ordered)
        if question == "same":
            assert cases is not None
            return self._same(ordered, lines, cases)
        if question == "together":
            return self._together(ordered[0], lines)
        contest = next(c for c in ordered[0].contested if c.field == field)
        self._load(position.report for position in contest.positions[:MOST_VOICES])
        voices = tuple(self._voice_of(position) for position in contest.positions[:MOST_VOICES])
        if question == "real":
            return self._real(ordered[0], lines, voices)
        return self._which(ordered[0], lines, contest, voices)

    def _same(self, entries: list[IncidentEntry], lines: tuple[Summary, ...], cases: tuple[Member, Member]) -> Asked:
        return Asked(
            asked="Do these tell of one incident?",
            incidents=lines,
            voices=tuple(self._voices(cases)),
            confirm=Draft(label="No, they are two", action="different", incidents=tuple(map(_case, cases))),
            drafts=(Draft(label="Yes, they are one", action="same", incidents=tuple(entry.id for entry in entries)),),
        )

    def _together(self, entry: IncidentEntry, lines: tuple[Summary, ...]) -> Asked:
        loosest, partner = self._loosest(entry)
        others = [member for member in entry.members if member not in {loosest, partner}]
        members = (loosest, partner, *others)
        split = tuple(map(_case, (loosest, partner)))
        return Asked(
            asked="Do these reports tell of one incident?",
            incidents=lines,
            voices=tuple(self._voices(members[:MOST_VOICES])),
            confirm=Draft(label="Yes, they are one", action="same", incidents=tuple(map(_case, members[:100]))),
            drafts=(Draft(label="No, the first is another", action="different", incidents=split),),
        )

    def _loosest(self, entry: IncidentEntry) -> tuple[Member, Member]:
        """Give the case that is joined to the others with the least probability, and the one it is most like."""
        best: dict[Member, tuple[float, Member]] = {}
        members = set(entry.members)
        for pair in self.store.pairs(members):
            if pair.left in members and pair.right in members:
                for one, other in ((pair.left, pair.right), (pair.right, pair.left)):
                    best[one] = max(best.get(one, (-1.0, other)), (pair.probability, other))
        if not best:
            return entry.members[0], entry.members[1]
        loosest = min(best, key=lambda member: (best[member][0], member))
        return loosest, best[loosest][1]

    def _real(self, entry: IncidentEntry, lines: tuple[Summary, ...], voices: tuple[Voice, ...]) -> Asked:
        keep = Draft(label="It happened", action="set", incidents=(entry.id,), field="certainty", value="reported")
        if entry.certainty != "reported":
            keep = Draft(label="Alleged", action="set", incidents=(entry.id,), field="certainty", value="alleged")
        drafts = [Draft(label="It did not happen", action="reject", incidents=(entry.id,))]
        if entry.certainty == "reported":
            alleged = Draft(
                label="It is alleged", action="set", incidents=(entry.id,), field="certainty", value="alleged"
            )
            drafts.insert(0, alleged)
        return Asked(asked="Did this happen?", incidents=lines, voices=voices, confirm=keep, drafts=tuple(drafts))

    def _which(
        self, entry: IncidentEntry, lines: tuple[Summary, ...], contest: Contest, voices: tuple[Voice, ...]
    ) -> Asked:
        name, answers = contest.field, list(self._answers(entry, contest))
        if name.startswith("harms "):
            _, name, group = name.split(" ")
            befell = "killed or injured" if name == "casualty" else name
            asked = f"How many {PEOPLE.get(group, 'people')} were {befell}?"
        else:
            asked = {
                "initiators": "Who did it?",
                "targets": "Whom or what did it hit?",
                "type": "What was it?",
                "when": "When was it?",
                "where": "Where was it?",
            }.get(name, f"Which {name} holds?")
        drafts = tuple(
            Draft(label=label, action="set", incidents=(entry.id,), field=name, value=value)
            for value, label in dict(answers).items()
        )[:MOST_ANSWERS]
        return Asked(asked=asked, incidents=lines, voices=voices, drafts=drafts)

    def _answers(self, entry: IncidentEntry, contest: Contest) -> Iterator[tuple[str, str]]:
        """Give the values that can be set, each with words for it."""
        if contest.field.startswith("harms "):
            _, outcome, group = contest.field.split(" ")
            # What a person sets is the number of all; a figure for one group among several is none.
            if {e.group for e in entry.estimates if e.outcome == outcome} <= {group, "unknown"}:
                for position in contest.positions:
                    if value := _figure(position.value):
                        yield value, position.value
            return
        cases = [case for member in entry.members if (case := self._known(member))]
        for case in cases:
            incident = case.incident
            if contest.field == "type":
                yield incident.type, incident.type.replace("_", " ")
            elif contest.field == "when" and incident.when.start and incident.when.end:
                days = dict.fromkeys((incident.when.start.isoformat(), incident.when.end.isoformat()))
                yield "/".join(days), " to ".join(days)
            elif contest.field in {"initiators", "targets"}:
                local = {actor.id: actor.name for actor in case.account.actors}
                parties = getattr(incident, contest.field)
                if parties:
                    yield ",".join(case.actors[a] for a in parties), ", ".join(local[a] for a in parties)

    # Words

    def _voices(self, members: Iterable[Member]) -> Iterator[Voice]:
        """Give the words that name each case, in their sentence."""
        members = list(members)
        self._load(member.report for member in members)
        for member in members:
            if (case := self._known(member)) is not None:
                incident = case.incident
                spans = [(m.start, m.end) for m in incident.mentions] or [(h.start, h.end) for h in incident.harms]
                if spans:
                    yield self._voice(case.account, *min(spans), case=member)

    def _voice_of(self, position: Position) -> Voice:
        account = self._account(position.report)
        if account is None:
            source = SourceSpan(report=position.report, start=position.start, end=position.end, quote=position.quote)
            return Voice(speaker=position.speaker, side=position.side, value=position.value, source=source)
        made = self._voice(account, position.start, position.end, case=None)
        return Voice(
            speaker=position.speaker,
            side=position.side,
            publisher=made.publisher,
            published=made.published,
            value=position.value,
            source=made.source,
            before=made.before,
            after=made.after,
        )

    def _voice(self, account: Account, start: int, end: int, *, case: Member | None) -> Voice:
        report = account.report
        left, right = sentence_around(report.text, start, end)
        return Voice(
            case=case,
            publisher=report.publisher,
            published=report.published,
            source=SourceSpan(report=report.id, start=start, end=end, quote=report.text[start:end]),
            before=report.text[left:start].lstrip(),
            after=report.text[end:right].rstrip(),
        )

    def _known(self, member: Member) -> Case | None:
        account = self._account(member.report)
        if account is None:
            return None
        ids = actor_ids(account)
        return next((Case(account, i, ids) for i in account.incidents if i.id == member.incident), None)

    def _account(self, report: str) -> Account | None:
        self._load([report])
        return self._accounts[report]

    def _load(self, reports: Iterable[str]) -> None:
        """Have the accounts of *reports*, asked for at once."""
        if missing := {report for report in reports if report not in self._accounts}:
            self._accounts |= dict.fromkeys(missing)
            self._accounts |= {account.report.id: account for account in self.store.accounts(missing)}


def _case(member: Member) -> str:
    return f"{member.report}:{member.incident}"


def _figure(words: str) -> str | None:
    """Give a count in words ("at least 9", "8 to 10") as it is set ("9-", "8-10")."""
    if words == "none":
        return "0"
    found = FIGURE.fullmatch(words)
    if found is None:
        return None
    least, most, number, upper = found.groups()
    if upper:
        return f"{number}-{upper}"
    return f"{number}-" if least else f"0-{number}" if most else number
