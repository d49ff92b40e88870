import threading
import time
from collections.abc import Callable

import pytest

from variorum.app.limit import OutOfTime, within


def anywhere(work: Callable[[], None], main: bool) -> None:
    """Do *work* in the main thread, or in another one, and raise what it raises."""
    if main:
        work()
        return
    raised: list[BaseException] = []

    def run() -> None:
        try:
            work()
        except BaseException as error:  # noqa: BLE001 - handed on below
            raised.append(error)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    thread.join(timeout=60)
    assert not thread.is_alive()
    if raised:
        raise raised[0]


@pytest.mark.parametrize("main", [True, False])
def test_within_interrupts_what_swallows_exceptions(main: bool) -> None:
    """What goes on after an exception is interrupted again until it lets one through."""
    swallowed = 0

    def stubborn() -> None:
        nonlocal swallowed
        with within(0.05):
            while True:
                try:
                    sum(range(1000))
                except BaseException:
                    swallowed += 1
                    if swallowed > 1:
                        raise

    with pytest.raises(OutOfTime):
        anywhere(stubborn, main)
    assert swallowed == 2


@pytest.mark.parametrize("main", [True, False])
def test_within_lets_go_of_what_ends_in_time(main: bool) -> None:
    """Nothing is interrupted after it has ended, though its time goes by."""

    def quick() -> None:
        for _ in range(20):
            with within(0.01):
                pass
        end = time.monotonic() + 0.05
        while time.monotonic() < end:
            sum(range(1000))

    anywhere(quick, main)
