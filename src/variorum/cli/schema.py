"""The command ``variorum schema``."""

from __future__ import annotations

import json

import click


@click.command()
@click.argument("name", type=click.Choice(["account", "record"]))
def schema(name: str) -> None:
    """
    Print the JSON Schema of what the commands print.

    `account` is a line of `variorum read --format json`, `record` is the object of `variorum export --format json`.
    """
    from variorum.app.schema import SCHEMAS

    click.echo(json.dumps(SCHEMAS[name](), indent=2, ensure_ascii=False))
