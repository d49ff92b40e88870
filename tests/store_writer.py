"""
Run by tests as a process of its own: adds reports one after the other, and says so for each that is safe.

Each is added in one step, then its account and its incident in another, as the command does it.
"""

import sys

import msgspec

from factory import make_account
from variorum.errors import StoreError
from variorum.model import Report
from variorum.model.record import IncidentEntry, Member
from variorum.store import open_store


def text_of(n: int) -> str:
    return f"Report number {n}. " + "Words follow one another. " * 200


def main(address: str, first: int, last: int, prefix: str) -> None:
    with open_store(address, wait=60) as store:
        for n in range(first, last):
            report = Report(id=f"{prefix}{n:05}", text=text_of(n))
            added = store.add_report(report)
            print("added", n, flush=True)
            if not added:
                continue
            account = msgspec.structs.replace(make_account(), report=report)
            (id_,) = (found.id for found in store.reports([report.id]))
            members = tuple(Member(report=id_, incident=incident.id) for incident in account.incidents)
            with store.transaction():
                store.save_account(account, reader="1")
                store.replace_incidents([], [IncidentEntry(id=f"i{n}", type="clash", members=members)])
                store.mark_collated([id_])
            print("linked", n, flush=True)


if __name__ == "__main__":
    try:
        main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), sys.argv[4])
    except StoreError as error:
        sys.exit(str(error))
