"""Shows one incident in full: what is known, where the accounts part, who says what in which words."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from importlib import resources

from rich import box
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from variorum.app.show import Comparison, IncidentView, Neighbour, Telling
from variorum.cli import words
from variorum.cli.incidents import what
from variorum.cli.terminal import printable, quoted, shortened
from variorum.model.record import Basis, Contest, Correction, Estimate, Judgement, Member, Position, Side

SIDES: dict[Side, str] = {
    "initiator": "the initiator's side",
    "target": "the target's side",
    "third": "third parties",
    "reporter": "the reports themselves",
}
MOST_REASONS = 4
MOST_COMPARISONS = 12
MOST_QUOTES = 3
MOST_VOICES = 3
"""Voices of a side on a brief page."""
LABEL_WIDTH = 9
QUOTED = 40


def incident_page(view: IncidentView, *, brief: bool = False) -> Iterator[RenderableType]:
    """Give the parts of the page of *view*, each inert text; a *brief* one ends with those who say most."""
    page = _Page(view)
    yield from page.heading()
    yield from page.contested()
    if brief:
        chosen = _loudest(view.tellings)
        yield from page.tellings(chosen)
        if (more := len(view.tellings) - len(chosen)) > 0:
            yield Text(f"… and {_many(more, 'more voice')}", style="dim")
        return
    yield from page.tellings(view.tellings)
    yield from page.estimates()
    yield from page.origins()
    yield from page.chain()
    yield from page.comparisons()
    yield from page.dating()
    yield from page.judgements()


class _Page:
    def __init__(self, view: IncidentView) -> None:
        self.view, self.entry = view, view.incident
        self.names = words.Names(view.actors)
        self.reports = {report.id: report for report in view.reports}

    def heading(self) -> Iterator[RenderableType]:
        """Give what is known, with what people set beside what the machine has."""
        entry = self.entry
        title = what(entry)
        title.append(f"  {entry.id}", "not bold dim")
        yield title
        set_by = {correction.field: correction for correction in entry.corrections}
        table = _plain()
        self._fact(table, "when", words.when(entry.when), set_by.get("when"))
        for place in entry.where or (None,):
            self._fact(table, "where", words.place(place) if place else "not said")
        self._fact(table, "who", self.names.parties(entry))
        for field in ("type", "certainty", "initiators", "targets"):
            if field in set_by:
                self._fact(table, field, words.term(str(self._said(field))), set_by[field])
        if entry.weapons:
            self._fact(table, "with", ", ".join(map(printable, entry.weapons)))
        for outcome in dict.fromkeys(estimate.outcome for estimate in entry.estimates):
            label = words.OUTCOMES.get(outcome, words.term(outcome))
            self._fact(table, label, words.tolls(entry.estimates, outcome), set_by.get(outcome))
        reports = len({member.report for member in entry.members})
        told = f"{_many(reports, 'report')} of {_many(len(entry.origins), 'independent origin')}"
        if len(entry.members) > 1:
            told += f", joined with a probability of {entry.confidence:.2f} or more"
        self._fact(table, "told by", told)
        yield table

    def _said(self, field: str) -> str:
        value = getattr(self.entry, field)
        return value if isinstance(value, str) else self.names.listed(value)

    def _fact(self, table: Table, label: str, value: str, correction: Correction | None = None) -> None:
        said = Text(value)
        if correction:
            machine = printable(correction.machine) or "nothing"
            said.append(f"  set by a person; the machine has {machine} ({correction.judgement})", "magenta")
        table.add_row(Text(label, style="dim"), said)

    def contested(self) -> Iterator[RenderableType]:
        """Give who stands where on each contested field."""
        if not self.entry.contested:
            return
        yield _rule("where the accounts part")
        for contest in self.entry.contested:
            yield Text(words.field(contest.field), style="bold red")
            yield _indented(self._positions(contest))

    def _positions(self, contest: Contest) -> Table:
        table = _plain()
        for side, label in SIDES.items():
            for position in (p for p in contest.positions if p.side == side):
                table.add_row(*self._position(position, label))
                label = ""
        return table

    def _position(self, position: Position, label: str) -> tuple[Text, Text]:
        said = Text(f"{self._voice(position.speaker, position.report)}: ")
        value = printable(words.term(position.value))
        if position.quote[:QUOTED] in position.value:  # what is denied is said in the words that deny it
            value = value.partition(":")[0]
        said.append(value, "bold")
        said.append(f" {quoted(position.quote, 160)}", "italic green")
        if position.speaker:
            said.append(f" {self._report(position.report)}", "dim")
        return Text(label, style="dim"), said

    def tellings(self, chosen: Sequence[Telling]) -> Iterator[RenderableType]:
        """Give the accounts side by side, a row for each voice in each report."""
        yield _rule("the accounts side by side")
        for side, label in SIDES.items():
            rows = [telling for telling in chosen if telling.side == side]
            if not rows:
                continue
            yield Text(label, style="bold")
            table = Table(box=box.SIMPLE, pad_edge=False, show_header=False, show_lines=True, expand=True)
            for ratio in (4, 4, 5):
                table.add_column(ratio=ratio, overflow="fold")
            for telling in rows:
                table.add_row(self._who(telling), self._what(telling), self._words(telling))
            yield table

    def _who(self, telling: Telling) -> Text:
        report = self.reports[telling.report]
        published = words.days(report.published.start, report.published.end)
        if telling.speaker:
            voice = Text(self.names.name(telling.speaker), style="magenta")
            voice.append(f"\nin {printable(report.publisher or 'a report')}", "default")
        else:
            voice = Text(printable(report.publisher or "publisher unknown"))
        voice.append(f"\n{published}{words.BASIS[report.published.basis]}", "default")
        return voice.append(f"\n{shortened(report.id, 60)}", "dim")

    def _what(self, telling: Telling) -> Text:
        lines = []
        if version := telling.version:
            alleged = " (alleged)" if version.certainty == "alleged" else ""
            lines.append(Text(words.term(version.type) + alleged, style="bold"))
            lines.append(Text(words.when(version.when)))
            lines += [Text(printable(place.name)) for place in version.where]
            lines.append(Text(self.names.parties(version)))
        for harm in telling.harms:
            denied = harm.stance == "denies"
            lines.append(Text(("denies: " if denied else "") + words.harm(harm), style="red" if denied else "yellow"))
        stances = dict.fromkeys(s.stance for s in telling.statements if s.stance != "asserts" or not telling.harms)
        if stances:
            lines.append(Text(", ".join(map(words.term, stances)), style="red" if "denies" in stances else ""))
        return Text("\n").join(lines)

    def _words(self, telling: Telling) -> Text:
        lines = [Text(quoted(span.quote, 280), style="italic green") for span in telling.words[:MOST_QUOTES]]
        if (more := len(telling.words) - MOST_QUOTES) > 0:
            lines.append(Text(f"… and {more} more", style="dim"))
        return Text("\n").join(lines)

    def estimates(self) -> Iterator[RenderableType]:
        """Give each estimate with how it was chosen and the figures that it rests on."""
        if not self.entry.estimates:
            return
        yield _rule("estimates")
        for estimate in self.entry.estimates:
            yield from self._estimate(estimate)

    def _estimate(self, estimate: Estimate) -> Iterator[RenderableType]:
        line = Text(words.field(f"harms {estimate.outcome} {estimate.group}"), style="bold")
        line.append(f"  {words.bounds(estimate.low, estimate.best, estimate.high)}", "bold yellow")
        if estimate.contested:
            line.append("  contested", "not bold red")
        yield line
        by_person = estimate.group == "unknown" and any(c.field == estimate.outcome for c in self.entry.corrections)
        reason = printable(estimate.reason) if by_person else f"{estimate.policy}: {printable(estimate.reason)}"
        yield _indented(Text(reason, style="dim"))
        yield _indented(Group(*(self._basis(basis, estimate.basis) for basis in estimate.basis)))

    def _basis(self, basis: Basis, others: Sequence[Basis]) -> Text:
        verb = "denies " if basis.stance == "denies" else ""
        line = Text(f"{verb}{words.count(basis.low, basis.high, approximate=basis.approximate)}")
        line.append(f" {self._voice(basis.speaker, basis.report)}", "magenta")
        line.append(f" {quoted(basis.quote, 100)}", "italic green")
        line.append(f" {self._report(basis.report)}", "dim")
        if basis.superseded_by is not None and basis.superseded_by < len(others):
            later = others[basis.superseded_by]
            line.append(f" replaced by {words.count(later.low, later.high, approximate=later.approximate)}", "yellow")
        if basis.reversed:
            line.append(" taken back later", "yellow")
        return line

    def origins(self) -> Iterator[RenderableType]:
        """Give the independent origins of what is known, and why reports count as one."""
        if not self.entry.origins:
            return
        yield _rule("independent origins")
        table = _plain(2)
        for number, origin in enumerate(self.entry.origins, 1):
            said = Text(printable(origin.name), style="bold")
            said.append(f": {', '.join(shortened(report, 60) for report in origin.reports)}", "not bold")
            said.append(f". {printable(origin.reason)}", "not bold dim")
            table.add_row(Text(str(number), style="dim"), said)
        yield table

    def chain(self) -> Iterator[RenderableType]:
        """Give what it answers or is part of, and what answered it or is part of it."""
        if not self.view.before and not self.view.after:
            return
        yield _rule("before and after")
        table = _plain()
        for neighbour in self.view.before:
            self._neighbour(table, neighbour, {"response_to": "answers", "part_of": "part of"})
        for neighbour in self.view.after:
            self._neighbour(table, neighbour, {"response_to": "answered by", "part_of": "has as part"})
        yield table

    def _neighbour(self, table: Table, neighbour: Neighbour, labels: dict[str, str]) -> None:
        link, entry = neighbour.link, neighbour.incident
        said = what(entry)
        said.append(f", {words.when(entry.when)}", "not bold")
        if link.lag_days is not None:
            said.append(f" ({words.lag(link.lag_days)})", "not bold")
        said.append(f"  {entry.id}", "not bold cyan")
        for span in link.basis[:MOST_QUOTES]:
            said.append(f"\n{quoted(span.quote, 160)} ", "not bold italic green")
            said.append(self._report(span.report), "not bold dim")
        table.add_row(Text(labels[link.type], style="dim"), said)

    def comparisons(self) -> Iterator[RenderableType]:
        """Give why the cases are one incident: of each, the comparison that ties it most closely."""
        chosen = list(_closest(self.view.comparisons))
        if not chosen:
            return
        yield _rule("why these are one incident")
        table = _plain(4)
        for comparison in chosen[:MOST_COMPARISONS]:
            table.add_row(Text(f"{comparison.probability:.2f}", style="bold"), self._comparison(comparison))
        yield table
        if (more := len(self.view.comparisons) - min(len(chosen), MOST_COMPARISONS)) > 0:
            yield Text(f"… and {_many(more, 'more pair')} (all with --format json)", style="dim")

    def _comparison(self, comparison: Comparison) -> Text:
        line = Text(f"{_case(comparison.left)} and {_case(comparison.right)}: ")
        heavy = comparison.evidence[:MOST_REASONS]
        parts = [f"{'+' if o.weight > 0 else '−'} {observation(o.name)}" for o in heavy if round(o.weight, 2)]
        return line.append(", ".join(parts), "dim")

    def dating(self) -> Iterator[RenderableType]:
        """Give why reports without a date were dated as they were."""
        dated = [report for report in self.view.reports if report.dated_by]
        if not dated:
            return
        yield _rule("how reports were dated")
        for report in dated:
            published = words.days(report.published.start, report.published.end)
            yield Text(f"{shortened(report.id, 60)}: {published}")
            yield _indented(Text("\n".join(map(printable, report.dated_by[:MOST_REASONS])), style="dim"))

    def judgements(self) -> Iterator[RenderableType]:
        """Give what people decided."""
        if not self.view.judgements:
            return
        yield _rule("judgements")
        for judgement in self.view.judgements:
            yield judgement_line(judgement)

    def _voice(self, speaker: str | None, report: str) -> str:
        if speaker is not None:
            return self.names.name(speaker)
        source = self.reports.get(report)
        return printable(source.publisher) if source and source.publisher else shortened(report, 60)

    def _report(self, report: str) -> str:
        return f"[{shortened(report, 60)}]"


def judgement_line(judgement: Judgement) -> Text:
    """Say a judgement in one line: who decided what, when and why."""
    line = Text(judgement.id, style="cyan")
    decided = " ".join(filter(None, (judgement.action, judgement.field, judgement.value, judgement.undoes)))
    line.append(f" {printable(decided)}", "bold default")
    line.append(f" {printable(judgement.user)}, {printable(judgement.at[:10])}", "default")
    return line.append(f" {quoted(judgement.reason)}", "italic default") if judgement.reason else line


def _loudest(tellings: Sequence[Telling]) -> list[Telling]:
    """Give of each side the voices that say most of the harm, each speaker once, in their order."""
    chosen: list[Telling] = []
    for side in SIDES:
        ranked = sorted((t for t in tellings if t.side == side), key=lambda t: -_figures(t))
        once = {telling.speaker or telling.report: telling for telling in reversed(ranked)}
        chosen += sorted(once.values(), key=lambda t: -_figures(t))[:MOST_VOICES]
    return [telling for telling in tellings if telling in chosen]


def _figures(telling: Telling) -> int:
    return len(telling.harms) + sum(statement.stance == "denies" for statement in telling.statements)


@cache
def _observations() -> dict[str, str]:
    text = resources.files("variorum.cli").joinpath("evidence.toml").read_text(encoding="utf-8")
    return {name: str(said) for name, said in tomllib.loads(text)["words"].items()}


def observation(name: str) -> str:
    """Say in words what an observation on two cases means."""
    return _observations().get(name, words.term(name))


def _closest(comparisons: Iterable[Comparison]) -> Iterator[Comparison]:
    """Give the comparisons that tie the cases together, the most probable first; each ties in one more case."""
    group: dict[Member, Member] = {}

    def root(member: Member) -> Member:
        while group.setdefault(member, member) != member:
            member = group[member]
        return member

    for comparison in sorted(comparisons, key=lambda c: (-c.probability, c.left, c.right)):
        left, right = root(comparison.left), root(comparison.right)
        if left != right:
            group[left] = right
            yield comparison


def _case(member: Member) -> str:
    return f"{shortened(member.report, 60)}:{printable(member.incident)}"


def _many(number: int, what: str) -> str:
    return f"{number:,} {what}{'s' * (number != 1)}"


def _plain(label_width: int = LABEL_WIDTH) -> Table:
    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 1, 0, 0))
    table.add_column(min_width=label_width, no_wrap=True, vertical="top")
    table.add_column(overflow="fold")
    return table


def _indented(part: RenderableType) -> Padding:
    return Padding(part, (0, 0, 0, 2))


def _rule(title: str) -> Padding:
    return Padding(Rule(Text(title, style="bold"), align="left", style="dim"), (1, 0, 0, 0))
