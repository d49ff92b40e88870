"""Shows one account as a tree: what happened, then who says what, each with the report's own words."""

from __future__ import annotations

from rich.text import Text
from rich.tree import Tree

from variorum.cli import words
from variorum.cli.terminal import printable, quoted
from variorum.cli.words import Names
from variorum.model import Account, Harm, Incident, Statement

LABEL_WIDTH = 8


def account_tree(account: Account) -> Tree:
    """Build the tree of *account*; every label is inert text, whatever the report holds."""
    names = Names(account.actors)
    tree = Tree(_heading(account), guide_style="dim")
    numbers = {incident.id: number for number, incident in enumerate(account.incidents, 1)}
    for incident in account.incidents:
        _add_incident(tree, account, incident, names, numbers)
    if not account.incidents:
        tree.add(Text("no incident", style="dim"))
    _add_statements(tree, account.statements, names, numbers)
    if account.statistics:
        branch = tree.add(Text("statistics", style="bold"))
        for statistic in account.statistics:
            said = Text(words.statistic(statistic))
            _say_by(said, statistic.speaker, "asserts", names)
            branch.add(_with_quote(said, statistic.quote))
    return tree


def _heading(account: Account) -> Text:
    report = account.report
    facts = [report.publisher or "publisher unknown", words.published(report.published), *report.authors, report.id]
    title = printable(report.title or report.id)
    return Text.assemble((title, "bold underline"), "\n", (" · ".join(map(printable, facts)), "dim"))


def _add_incident(tree: Tree, account: Account, incident: Incident, names: Names, numbers: dict[str, int]) -> None:
    heading = Text.assemble((f"{numbers[incident.id]}. {words.term(incident.type)}", "bold cyan"))
    if incident.certainty == "alleged":
        heading.append(" (alleged)", "yellow")
    if incident.mentions:
        heading = _with_quote(heading, incident.mentions[0].quote)
    branch = tree.add(heading)
    branch.add(_fact("when", words.when(incident.when), incident.when.quote))
    for place in incident.where:
        branch.add(_fact("where", words.place(place), place.quote))
    branch.add(_fact("who", names.parties(incident)))
    if incident.weapons:
        branch.add(_fact("with", ", ".join(map(printable, incident.weapons))))
    for harm in incident.harms:
        branch.add(_harm(harm, names))
    for link in account.links:
        if link.from_ == incident.id:
            label = "answers" if link.type == "response_to" else "part of"
            branch.add(_fact(label, f"incident {numbers.get(link.to, link.to)}", link.quote))


def _harm(harm: Harm, names: Names) -> Text:
    line = _fact("harm", words.harm(harm))
    _say_by(line, harm.speaker, harm.stance, names)
    return _with_quote(line, harm.quote)


def _add_statements(tree: Tree, statements: tuple[Statement, ...], names: Names, numbers: dict[str, int]) -> None:
    if not statements:
        return
    branch = tree.add(Text("statements", style="bold"))
    for speaker in dict.fromkeys(statement.speaker for statement in statements):
        speaker_branch = branch.add(Text(names.described(speaker), style="magenta"))
        for statement in statements:
            if statement.speaker == speaker:
                speaker_branch.add(_statement(statement, numbers))


def _statement(statement: Statement, numbers: dict[str, int]) -> Text:
    line = _with_quote(Text(words.term(statement.stance), style=_stance_style(statement.stance)), statement.quote)
    facts = [
        statement.incident and f"incident {numbers.get(statement.incident, printable(statement.incident))}",
        statement.said_on and f"on {statement.said_on.isoformat()}",
        statement.via and f"to {printable(statement.via)}",
    ]
    if said := ", ".join(fact for fact in facts if fact):
        line.append(f" [{said}]", "dim")
    return line


def _fact(label: str, value: str, quote: str | None = None) -> Text:
    line = Text.assemble((f"{label:<{LABEL_WIDTH}}", "dim"), value)
    return _with_quote(line, quote) if quote else line


def _say_by(line: Text, speaker: str | None, stance: str, names: Names) -> None:
    """Add who says it, and whether to assert or to deny it; what the report says itself needs no speaker."""
    if speaker is not None or stance == "denies":
        verb = "denied by" if stance == "denies" else "says"
        line.append(f" – {verb} {names.name(speaker)}", _stance_style(stance))


def _with_quote(line: Text, quote: str) -> Text:
    return Text.assemble(line, " ", (quoted(quote), "italic green"))


def _stance_style(stance: str) -> str:
    return "red" if stance == "denies" else "magenta" if stance == "asserts" else "yellow"
