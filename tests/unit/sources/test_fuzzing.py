"""A short run of what `tools/fuzz.py` does for as long as one likes."""

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fuzzing import CAPTURES, LIMITS, TEXTS, Tally, examine
from variorum.sources.guard import Guard

SHORT = settings(deadline=None, suppress_health_check=list(HealthCheck), max_examples=12)


@pytest.fixture(scope="module")
def guard() -> Iterator[Guard]:
    with Guard(LIMITS) as made:
        yield made


@pytest.mark.parametrize("name", CAPTURES)
def test_hostile_captures_give_reports_or_refusals(name: str, guard: Guard) -> None:
    """Whatever is taken in, reports come out that can be stored, or refusals with a code, and no parser hangs."""
    tally = Tally()

    @SHORT
    @given(st.data())
    def run(data: st.DataObject) -> None:
        examine(data.draw(CAPTURES[name]), guard, tally)

    run()
    assert tally.examples >= SHORT.max_examples


@pytest.mark.parametrize("name", TEXTS)
def test_hostile_tables_and_dates_are_read_or_refused(name: str) -> None:
    """What is read beside reports keeps to what is promised of it, or is refused with a code."""
    strategy, check = TEXTS[name]
    tally = Tally()

    @SHORT
    @given(strategy)
    def run(content: bytes) -> None:
        check(content, tally)

    run()
    assert tally.examples >= SHORT.max_examples
