from collections.abc import Collection, Iterable, Iterator, Mapping

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generate import FormReader, War
from variorum.app.cases import Cases
from variorum.app.groups import regroup
from variorum.app.linking import Linking, grouped, neighbours
from variorum.collation.blocking import candidates
from variorum.collation.comparison import load_weights
from variorum.model import Account

CROWD = 3
HALF = 32
ACCOUNTS = {r.id: FormReader().read(r) for r in War(3).reports(60, undated=0.2, words=40)}
graphs = st.dictionaries(
    st.tuples(st.integers(0, 7), st.integers(0, 7)).filter(lambda ends: ends[0] < ends[1]),
    st.sampled_from([0.5, 0.65, 0.85, 0.99]),
    max_size=14,
)


def load(reports: Iterable[str]) -> Iterator[Account]:
    return (ACCOUNTS[report] for report in reports)


@settings(deadline=None)
@given(graph=graphs)
def test_groups_of_everyone_are_those_found_from_each(graph: Mapping[tuple[int, int], float]) -> None:
    """Grouping everyone at once gives the groups that are found from each."""
    named = {(str(a), str(b)): strength for (a, b), strength in graph.items()}

    def near(some: Collection[str]) -> Mapping[str, Mapping[str, float]]:
        return {
            one: {ends[ends[0] == one]: strength for ends, strength in named.items() if one in ends} for one in some
        }

    pairs = np.array([a << HALF | b for a, b in graph], dtype=np.int64)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("variorum.app.groups.CROWD", CROWD)
        found = grouped(8, pairs, np.array(list(graph.values())))
    together = {frozenset(map(str, np.flatnonzero(found == name).tolist())) for name in set(found.tolist())}
    assert together == {frozenset(group) for group in regroup("01234567", near, crowd=CROWD)}


@pytest.mark.parametrize("window", [1, 2, 5])
def test_neighbours_are_the_candidates(window: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is compared is what blocking says, but for pairs whose days are too far apart."""
    monkeypatch.setattr("variorum.collation.blocking.WINDOW", window)
    cases = Cases(load)
    linking = Linking(cases)
    linking.take_in(ACCOUNTS)
    linking.arrange()
    found = {linking.pair(pair) for pair in neighbours(linking.blocks, linking.ranks).tolist()}
    assert found == set(candidates(case for report in ACCOUNTS for case in cases.of(report).values()))


def test_days_far_apart_are_of_two_happenings() -> None:
    """No pair of cases whose days are known to be far apart is probable, so that none needs to be compared."""
    weights = load_weights()
    assert weights["constant"] + weights["time_apart"] < 0
