"""The command ``variorum serve``."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import click

from variorum.cli.record import db_option
from variorum.cli.terminal import printable
from variorum.errors import ServeRefused

PORT = 8480

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command()
@click.option(
    "--host", metavar="ADDRESS", default="127.0.0.1", help="Where to listen. [default: 127.0.0.1, this machine alone]"
)
@click.option(
    "--port", metavar="N", type=click.IntRange(0, 65535), default=PORT, help=f"0 takes a free one. [default: {PORT}]"
)
@click.option("--open", "open_", is_flag=True, help="Open the pages in the browser.")
@click.option("--sign-in", is_flag=True, help="Demand sign-in on this machine too.")
@click.option(
    "--allow-host", "hosts", metavar="NAME", multiple=True, help="A name by which browsers reach this server."
)
@click.option("--certificate", metavar="FILE", type=FILE, help="Encrypt with this certificate (PEM).")
@click.option("--key", metavar="FILE", type=FILE, help="The certificate's key.")
@click.option("--behind-proxy", is_flag=True, help="A proxy before this server encrypts, and says who asks.")
@click.option("--insecure", is_flag=True, help="Let passwords cross the network unencrypted.")
@db_option
def serve(
    host: str,
    port: int,
    open_: bool,
    sign_in: bool,
    hosts: tuple[str, ...],
    certificate: Path | None,
    key: Path | None,
    behind_proxy: bool,
    insecure: bool,
    db: str,
) -> None:
    """
    Serve the record as pages in a browser, and as an API.

    On this machine alone nobody signs in. Any other address needs users (`variorum user add`) and an encrypted way:
    --certificate, --behind-proxy, or --insecure in a network that you trust.
    """
    check_installed()
    from variorum.store import open_store
    from variorum.web.application import Settings
    from variorum.web.gate import is_loopback
    from variorum.web.server import serve as run

    open_to_others = not is_loopback(host) or behind_proxy
    if open_to_others and not (certificate or behind_proxy or insecure):
        raise ServeRefused(
            reason=f"passwords would cross the network to {host} unencrypted",
            advice="Give --certificate and --key, or --behind-proxy, or --insecure in a network that you trust",
        )
    settings = Settings(
        host=host,
        hosts=hosts,
        sign_in=sign_in or open_to_others,
        secure=certificate is not None or behind_proxy,
        proxied=behind_proxy,
    )
    with open_store(db, create=False) as store:
        if settings.sign_in and not store.users():
            raise ServeRefused(
                reason="there is no user who could sign in", advice="variorum user add NAME --role admin"
            )

        def began(address: str) -> None:
            click.echo(f"{printable(store.name)} is at {address} (Ctrl+C ends it)")
            if open_:
                click.launch(address)

        run(store, settings, port=port, certificate=certificate, key=key, began=began)


def check_installed() -> None:
    """
    See that what serving needs is installed.

    Raises:
        ServeRefused: If it is not.
    """
    for name in ("litestar", "uvicorn", "argon2"):
        if find_spec(name) is None:
            raise ServeRefused(reason=f"{name} is not installed", advice="Install it: pip install 'variorum[serve]'")
