"""The command ``variorum schema``."""

from __future__ import annotations

import json

import click


@click.command()
@click.argument("name", type=click.Choice(["account", "record", "api"]))
def schema(name: str) -> None:
    """
    Print the JSON Schema of what the commands print, or the description of the API.

    `account` is a line of `variorum read --format json`, `record` is the object of `variorum export --format json`.
    `api` is the OpenAPI description of what `variorum serve` answers.
    """
    if name == "api":
        from variorum.cli.serve import check_installed

        check_installed()
        from variorum.web.openapi import api_description as made
    else:
        from variorum.app.schema import SCHEMAS

        made = SCHEMAS[name]
    click.echo(json.dumps(made(), indent=2, ensure_ascii=False))
