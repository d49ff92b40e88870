import re
from pathlib import Path

import click
import pytest

import variorum
from variorum.app.schema import account_schema
from variorum.cli import commands
from variorum.errors import ISSUES, VariorumError

DOCS = Path(__file__).parents[2] / "docs" / "reference"


def coded(kind: type[VariorumError]) -> set[str]:
    own = {kind.code} if "code" in vars(kind) and kind is not VariorumError else set()
    return own.union(*map(coded, kind.__subclasses__()))


def test_messages_documents_every_code() -> None:
    """The page of messages lists each code that the program has, and no other."""
    listed = set(re.findall(r"^\| ([EW]\d{3}) \|", (DOCS / "messages.md").read_text(encoding="utf-8"), re.MULTILINE))
    assert listed == coded(VariorumError) | set(ISSUES)


SHARED = {"--db", "--format"}
"""Options that most commands have; the page says once what they do."""


@pytest.mark.parametrize("name", sorted(commands.commands))
def test_cli_documents_every_option(name: str) -> None:
    """The page of the command has a section for each command that names each of its options."""
    sections = (DOCS / "cli.md").read_text(encoding="utf-8").split("\n## ")
    section = next(section for section in sections if section.startswith(f"`variorum {name}"))
    command = commands.commands[name]
    below = list(command.commands.values()) if isinstance(command, click.Group) else []
    options = {p.opts[-1] for c in (command, *below) for p in c.params if isinstance(p, click.Option)}
    assert sorted(option for option in options - SHARED if option not in section) == []
    assert [c.name for c in below if f"`{c.name}" not in section] == []


def test_changelog_has_entry_for_version() -> None:
    """The version of the package has its section in the changelog."""
    changelog = (DOCS.parents[1] / "CHANGELOG.md").read_text(encoding="utf-8")
    assert f"\n## {variorum.__version__} – " in changelog


@pytest.mark.parametrize("name", sorted(account_schema()["$defs"]))
def test_account_documents_every_field(name: str) -> None:
    """The page of the account has a section for each type that names each of its fields."""
    sections = (DOCS / "account.md").read_text(encoding="utf-8").split("\n## ")
    section = next(section for section in sections if section.startswith(f"{name}\n"))
    assert [field for field in account_schema()["$defs"][name]["properties"] if f"`{field}`" not in section] == []
