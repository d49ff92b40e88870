"""The glossary and the guides name what the program has."""

import re
from pathlib import Path
from typing import get_args

import click
import pytest

from variorum.cli import commands
from variorum.model import account

DOCS = Path(__file__).parents[2] / "docs"
TERMS = (
    "ActorType",
    "Certainty",
    "Group",
    "IncidentType",
    "LinkType",
    "Outcome",
    "PlaceLevel",
    "PublishedBasis",
    "Stance",
    "TimePrecision",
)
ELSEWHERE = {"reported", "alleged", "metadata", "text", "inferred"}  # the page of the account explains these


@pytest.mark.parametrize("name", TERMS)
def test_glossary_has_every_term(name: str) -> None:
    """Each term that an account may hold stands in the glossary as code."""
    listed = set(re.findall(r"`(\w+)`", (DOCS / "glossary.md").read_text(encoding="utf-8")))
    assert sorted(set(get_args(getattr(account, name))) - listed - ELSEWHERE) == []


def test_glossary_is_in_order() -> None:
    """The terms of the first table are in alphabetical order."""
    first_table = (DOCS / "glossary.md").read_text(encoding="utf-8").split("\n## ")[0]
    terms = re.findall(r"^\| (\w[^|]*?) \| ", first_table, re.MULTILINE)[1:]
    assert terms == sorted(terms, key=str.casefold)


@pytest.mark.parametrize("path", sorted((DOCS / "how-to").glob("*.md")), ids=lambda path: path.stem)
def test_guides_use_options_that_exist(path: Path) -> None:
    """Every option in a guide is one of the command's."""
    used = set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", path.read_text(encoding="utf-8")))
    groups = [c for c in commands.commands.values() if isinstance(c, click.Group)]
    every = [commands, *commands.commands.values(), *(c for group in groups for c in group.commands.values())]
    known = {
        name for c in every for p in c.params if isinstance(p, click.Option) for name in (*p.opts, *p.secondary_opts)
    }
    assert sorted(used - known) == []


@pytest.mark.parametrize("path", sorted(DOCS.rglob("*.md")), ids=lambda path: path.stem)
def test_links_between_pages_lead_somewhere(path: Path) -> None:
    """A relative link in a page names a file that is there."""
    links = re.findall(r"\]\(([^)#:]+)\)", path.read_text(encoding="utf-8"))
    assert [link for link in links if not (path.parent / link).exists()] == []
