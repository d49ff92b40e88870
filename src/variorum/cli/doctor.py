"""The command ``variorum doctor``."""

from __future__ import annotations

import click

from variorum.cli.terminal import printable


@click.command()
@click.option("--pipeline", metavar="NAME", help="The spaCy pipeline to look at. [default: variorum_en]")
@click.pass_context
def doctor(context: click.Context, pipeline: str | None) -> None:
    """
    Tell what is installed, which language model is used, what is missing and what to do about it.

    The exit code is 1 where something is missing.
    """
    from variorum.app.doctor import examine

    missing = 0
    for finding in examine(pipeline):
        mark = "ok     " if finding.remedy is None else "missing"
        click.echo(f"{mark} {finding.subject:<22} {printable(finding.found)}")
        if finding.remedy is not None:
            missing += 1
            click.echo(f"{'':8}{'':<22} {printable(finding.remedy)}")
    context.exit(1 if missing else 0)
