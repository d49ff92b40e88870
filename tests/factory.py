"""Small values for tests, and a reader that needs no language model."""

import os
import signal
import time
from contextlib import suppress
from datetime import date
from typing import Any

from variorum.errors import PipelineMissing
from variorum.model import (
    Account,
    Actor,
    Harm,
    Incident,
    Interval,
    Link,
    Place,
    Published,
    Report,
    Span,
    Statement,
    Statistic,
    When,
)

TEXT = (
    "Shells hit the market of Marada on Tuesday, the town's mayor said. At least four people were killed, he said, "
    "and the army fired back within the hour. The army denied that it had hit houses."
)


def span(text: str, quote: str) -> dict[str, Any]:
    """Find *quote* in *text* and give its offsets and words as fields."""
    start = text.index(quote)
    return {"start": start, "end": start + len(quote), "quote": quote}


def make_account(text: str = TEXT, **report: Any) -> Account:
    """Make an account of *text* with something of every kind in it."""
    return Account(
        report=Report(
            id="marada.txt",
            text=text,
            **{
                "title": "Shells hit market",
                "publisher": "The Courier",
                "published": Published(start=date(2031, 5, 9), end=date(2031, 5, 9), basis="metadata"),
                **report,
            },
        ),
        actors=(
            Actor(id="a1", name="mayor of Marada", type="person", parent="a3"),
            Actor(id="a2", name="the army", type="military", country="TD"),
            Actor(id="a3", name="Marada council", type="government", country="TD"),
        ),
        incidents=(
            Incident(
                id="i1",
                type="shelling",
                when=When(start=date(2031, 5, 6), end=date(2031, 5, 6), precision="day", quote="on Tuesday"),
                where=(
                    Place(
                        name="Marada",
                        level="settlement",
                        country="TD",
                        province="Kanem",
                        latitude=14.1,
                        longitude=15.3,
                        radius_km=5,
                        quote="Marada",
                    ),
                ),
                targets=("a3",),
                weapons=("Shells",),
                harms=(
                    Harm(
                        outcome="killed",
                        group="civilian",
                        low=4,
                        speaker="a1",
                        **span(text, "At least four people were killed"),
                    ),
                    Harm(
                        outcome="killed",
                        group="civilian",
                        low=0,
                        high=0,
                        speaker="a2",
                        stance="denies",
                        **span(text, "it had hit houses"),
                    ),
                ),
                mentions=(Span(**span(text, "Shells hit")),),
            ),
            Incident(
                id="i2",
                type="clash",
                certainty="alleged",
                initiators=("a2",),
                targets=("a3",),
                mentions=(Span(**span(text, "fired back")),),
            ),
        ),
        statements=(
            Statement(speaker="a1", stance="asserts", incident="i1", **span(text, "At least four people were killed")),
            Statement(
                speaker="a2",
                stance="denies",
                said_on=date(2031, 5, 7),
                via="the Courier",
                **span(text, "it had hit houses"),
            ),
        ),
        statistics=(
            Statistic(
                measure="attacks",
                group="civilian",
                low=30,
                high=40,
                approximate=True,
                place="Kanem",
                period=Interval(start=date(2030, 1, 1), end=date(2030, 12, 31)),
                speaker="a3",
                **span(text, "within the hour"),
            ),
        ),
        links=(Link(from_="i2", to="i1", type="response_to", **span(text, "back")),),
    )


class StubReader:
    """
    Gives each report an account without incidents, and does what the text orders.

    A text with FAIL raises, with INTERRUPT acts as if Ctrl-C were typed, with DIE ends the process, with SLOW takes a
    while, with HANG never ends, and with STUCK never ends and hears no signal.
    """

    version = "stub 1"

    def read(self, report: Report) -> Account:
        """Read *report*."""
        if "FAIL" in report.text:
            raise RuntimeError("as ordered")
        if "INTERRUPT" in report.text:
            raise KeyboardInterrupt
        if "DIE" in report.text:
            os._exit(9)
        if "SLOW" in report.text:
            time.sleep(0.5)
        if "HANG" in report.text:
            while True:
                with suppress(Exception):
                    sum(range(1000))
        if "STUCK" in report.text:
            signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGALRM])
            time.sleep(600)
        return Account(report=report)


def make_stub(_pipeline: str | None, _threads: int) -> StubReader:
    """Make a stub reader; importable by name, as processes need it."""
    return StubReader()


def make_nothing(pipeline: str | None, _threads: int) -> StubReader:
    """Fail as where no pipeline of that name is installed."""
    raise PipelineMissing(name=pipeline, reason="not installed")
