"""
Run as a process of its own: serves a record with a reader of made-up reports; prints the port.

    python benchmarks/faults/serving.py ADDRESS
"""

from __future__ import annotations

import socket
import sys
from contextlib import suppress

import uvicorn
from common import Adder, Store, make_form_reader, open_store

from variorum.web.application import make_app
from variorum.web.server import IDLE


def make_adder(store: Store) -> Adder:
    """Make what reads what is handed in."""
    return Adder(store, make_reader=make_form_reader)


class Server(uvicorn.Server):
    """Says where it is as soon as it answers."""

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, and print the port."""
        await super().startup(sockets)
        if self.started:
            print("port", self.servers[0].sockets[0].getsockname()[1], flush=True)


if __name__ == "__main__":
    with open_store(sys.argv[1], wait=60) as opened:
        app = make_app(opened, make_adder=make_adder, quiet=1.0)
        config = uvicorn.Config(app, port=0, log_level="error", access_log=False, timeout_keep_alive=IDLE)
        with suppress(KeyboardInterrupt):
            Server(config).run()
