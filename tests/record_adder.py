"""
Run by tests as a process of its own: adds made-up reports as the command does, and says how far it is.

Reports are kept first, then read and collated in small batches; what was done by an earlier run is not done again. With
"again" for an order, the record is made again instead.
"""

import sys
from collections.abc import Iterable

import variorum.app.add
from generate import War, make_form_reader
from variorum.app.add import Adder, rebuild
from variorum.errors import StoreError
from variorum.model import Report
from variorum.store import open_store

REPORTS = tuple(War(1).reports(16, undated=0.4, words=40, renown=3))


def main(address: str, order: Iterable[Report] = REPORTS) -> None:
    variorum.app.add.BATCH = 3
    with open_store(address, wait=60) as store:
        print("ready", flush=True)
        for report in order:
            store.add_report(report)
        adder = Adder(store, make_reader=make_form_reader)
        for outcome in adder.read(adder.waiting()):
            print("read", outcome.name, flush=True)
        adder.finish(user="")
        print("done", flush=True)


def again(address: str) -> None:
    with open_store(address, wait=60) as store:
        print("ready", flush=True)
        rebuild(Adder(store, make_reader=make_form_reader), told=lambda share: print("made", share, flush=True))
        print("done", flush=True)


if __name__ == "__main__":
    try:
        if sys.argv[2] == "again":
            again(sys.argv[1])
        else:
            main(sys.argv[1], REPORTS[:: int(sys.argv[2])])
    except StoreError as error:
        sys.exit(str(error))
