import os
import signal
import subprocess
import sys
from pathlib import Path
from urllib.request import urlopen

import pytest

from shellings import Run
from variorum.errors import ServeRefused, StoreMissing


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--host", "0.0.0.0"), "unencrypted"),
        (("--host", "0.0.0.0", "--insecure"), "no user who could sign in"),
        (("--behind-proxy",), "no user who could sign in"),
        (("--sign-in",), "no user who could sign in"),
        (("--host", "999.1.1.1", "--insecure"), "no user who could sign in"),
    ],
)
def test_unsafe_server_does_not_begin(arguments: tuple[str, ...], words: str, run: Run, record: Path) -> None:
    """No server begins that others reach unencrypted, or to which nobody could sign in."""
    refused = run("serve", *arguments, "--port", "0")
    assert isinstance(refused.exception, ServeRefused)
    assert words in str(refused.exception)


def test_no_record_no_server(run: Run) -> None:
    """Without a record nothing is served, and none is made."""
    assert isinstance(run("serve", "--port", "0").exception, StoreMissing)
    assert not Path("variorum.db").exists()


@pytest.mark.skipif(os.name != "posix", reason="there is no such signal")
def test_server_says_where_it_is_and_ends(record: Path) -> None:
    """The server says its address when it answers, and an interrupt ends it without an error."""
    command = [sys.executable, "-m", "variorum", "--db", str(record), "serve", "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        address = server.stdout.readline().split(" is at ")[1].split()[0]
        with urlopen(f"{address}api/v1/status", timeout=60) as answer:
            assert answer.status == 200
        server.send_signal(signal.SIGINT)
        _, told = server.communicate(timeout=120)
    assert (server.returncode, told) == (0, "")


def test_taken_port_is_named(record: Path, run: Run) -> None:
    """Where another program listens, the message says so and how to go on."""
    import socket

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        refused = run("serve", "--port", str(taken.getsockname()[1]))
    assert isinstance(refused.exception, ServeRefused)
    assert "--port" in str(refused.exception)
