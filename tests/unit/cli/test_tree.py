from io import StringIO

from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from factory import TEXT, make_account
from variorum.cli.tree import account_tree
from variorum.model import Account, Report


def render(account: Account) -> str:
    console = Console(file=StringIO(), width=200)
    console.print(account_tree(account))
    output = console.file
    assert isinstance(output, StringIO)
    return output.getvalue()


def test_tree_heads_with_title_publisher_and_date() -> None:
    """The first lines say which report it is."""
    title, facts, *_ = render(make_account()).splitlines()
    assert (title.strip(), facts.strip()) == ("Shells hit market", "The Courier · 2031-05-09 · marada.txt")


def test_tree_shows_incident_with_its_words() -> None:
    """An incident shows type, time, place, parties, weapons and the words for each."""
    shown = render(make_account())
    for expected in (
        "1. shelling “Shells hit”",
        "when    2031-05-06 “on Tuesday”",
        "where   Marada (settlement in Kanem, TD) 14.10, 15.30 ± 5 km “Marada”",
        "who     unknown → Marada council",
        "with    Shells",
        "2. clash (alleged) “fired back”",
    ):
        assert expected in shown


def test_tree_shows_who_asserts_and_who_denies_a_harm() -> None:
    """A harm names its speaker, and a denial is no assertion."""
    shown = render(make_account())
    assert "at least 4 civilian killed – says mayor of Marada “At least four people were killed”" in shown
    assert "no civilian killed – denied by the army “it had hit houses”" in shown


def test_tree_shows_link_to_other_incident() -> None:
    """A reprisal says which incident it answers."""
    assert "answers incident 1 “back”" in render(make_account())


def test_tree_groups_statements_by_speaker() -> None:
    """Each speaker is described once, with its statements below it."""
    shown = render(make_account())
    assert "mayor of Marada (person, of Marada council)" in shown
    assert "denies “it had hit houses” [on 2031-05-07, to the Courier]" in shown
    assert "asserts “At least four people were killed” [incident 1]" in shown


def test_tree_shows_statistics() -> None:
    """A statistic says what it counts, of whom, where, when and who says it."""
    expected = "about 30 to 40 attacks (civilian) in Kanem from 2030-01-01 to 2030-12-31 – says Marada council"
    assert expected in render(make_account())


def test_tree_says_that_nothing_happened() -> None:
    """A report without incidents says so instead of showing nothing."""
    assert "no incident" in render(Account(report=Report(id="x", text="x")))


@given(hostile=st.text(min_size=1, max_size=30))
def test_tree_shows_any_text_inert(hostile: str) -> None:
    """No title or publisher can break the tree, style it or steer the terminal."""
    shown = render(make_account(TEXT, title=hostile + "[red]x[/red]\x1b[2J", publisher=hostile))
    assert "\x1b" not in shown
    assert "[red]x[/red]\\x1b[2J" in "".join(shown.split("\n"))
