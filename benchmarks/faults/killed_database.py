"""
Kill -9 a PostgreSQL server while reports are added to it, start it again, and go on.

    python benchmarks/faults/killed_database.py [--reports 300]

Needs PostgreSQL's own programs (`initdb`, `pg_ctl`); as root also `runuser` and the user `postgres`.
"""

from __future__ import annotations

import argparse
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from common import adding, clock, lines_until, tell, undisturbed, written

from variorum.errors import StoreError
from variorum.store import open_store


def programs() -> Path | None:
    """Give the folder of PostgreSQL's programs, the newest."""
    if found := shutil.which("initdb"):
        return Path(found).parent
    return max(Path("/usr/lib/postgresql").glob("*/bin"), default=None)


class Server:
    """A server of its own, in a folder."""

    def __init__(self, folder: Path, bin_: Path) -> None:
        self.data, self.bin, self.sockets = folder / "data", bin_, folder
        self.address = f"postgresql://variorum@/postgres?host={folder}"
        if os.getuid() == 0:
            shutil.chown(folder, "postgres")
        self._run(
            "initdb", "--pgdata", str(self.data), "--username", "variorum", "--auth", "trust", "--encoding", "UTF8"
        )
        self.start()

    def start(self) -> None:
        """Start it, and wait until it answers."""
        options = f"-c listen_addresses= -c unix_socket_directories={self.sockets}"
        self._run(
            "pg_ctl",
            "--pgdata",
            str(self.data),
            "--wait",
            "--log",
            f"{self.sockets}/log",
            "--options",
            options,
            "start",
        )

    def kill(self) -> None:
        """End it as a power cut would, with all its processes."""
        first = int((self.data / "postmaster.pid").read_text().split()[0])
        children = Path(f"/proc/{first}/task/{first}/children").read_text().split()
        for process in (first, *map(int, children)):
            try:
                os.kill(process, signal.SIGKILL)
            except ProcessLookupError:
                continue
        while Path(f"/proc/{first}").exists():
            time.sleep(0.01)
        (self.data / "postmaster.pid").unlink(missing_ok=True)

    def stop(self) -> None:
        """End it in order."""
        self._run("pg_ctl", "--pgdata", str(self.data), "--mode", "immediate", "stop")

    def _run(self, name: str, *arguments: str) -> None:
        before = ("runuser", "-u", "postgres", "--") if os.getuid() == 0 else ()
        subprocess.run((*before, str(self.bin / name), *arguments), check=True, stdout=subprocess.DEVNULL)


def main() -> None:
    """Kill the server twice: while reports are kept, and while they are read and linked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, default=300)
    number = parser.parse_args().reports
    if (bin_ := programs()) is None:
        sys.exit("PostgreSQL is not installed: nothing is measured")
    expected, recovery, kept = undisturbed(number), 0.0, set[str]()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        server = Server(folder, bin_)
        try:
            for kind, much in (("kept", number // 3), ("read", number // 3)):
                with adding(server.address, number, stderr=subprocess.DEVNULL) as process:
                    lines = lines_until(process, kind, much)
                    server.kill()
                    assert process.stdout is not None
                    lines += [line.strip() for line in process.stdout]
                kept |= {line.split(" ", 1)[1] for line in lines if line.startswith("kept ")}
                with clock() as took:
                    server.start()
                    while True:
                        try:
                            with open_store(server.address, wait=2) as store:
                                there = {report.id for report in store.reports()}
                                break
                        except StoreError:
                            time.sleep(0.1)
                recovery = max(recovery, took[0])
                if lost := kept - there:
                    tell("kill -9 of the database", lost=len(lost), of=f"{len(kept)} reports", recovery=recovery)
            with adding(server.address, number) as process:
                process.communicate()
            with open_store(server.address) as store:
                same = written(store) == expected
        finally:
            server.stop()
    of = f"{number} reports and the record"
    tell("kill -9 of the database", lost=0 if same else number, of=of, recovery=recovery, kills=2)


if __name__ == "__main__":
    main()
