from io import StringIO

from rich.console import Console

from factory import make_account
from variorum.cli.table import accounts_table
from variorum.model import Account, Report


def render(*accounts: Account) -> str:
    output = StringIO()
    Console(file=output, width=240).print(accounts_table(accounts))
    return output.getvalue()


def test_table_has_row_for_each_incident() -> None:
    """Each incident has a row; an alleged one bears a question mark."""
    shown = render(make_account())
    assert "│ shelling │" in shown
    assert "│ clash?   │" in shown


def test_table_names_speakers_of_harms() -> None:
    """Each count stands beside who says or denies it."""
    expected = "at least 4 civilian killed (mayor of Marada); no civilian killed (denied by the army)"
    assert expected in render(make_account())


def test_table_has_row_for_report_without_incident() -> None:
    """A report of no incident is not left out."""
    assert "│ none " in render(Account(report=Report(id="quiet.txt", text="x")))
