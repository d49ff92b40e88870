from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from variorum.collation.clustering import Clustering, cluster
from variorum.model.record import Member


def at(name: str, incident: str = "i1") -> Member:
    return Member(report=name, incident=incident)


A, B, C, D = (at(name) for name in "abcd")


def groups(found: Clustering) -> set[frozenset[Member]]:
    return {frozenset(c.members) for c in found.clusters}


def test_probable_pairs_are_one() -> None:
    """A pair above the threshold is merged, one below is not."""
    found = cluster([A, B, C], {(A, B): 0.9, (B, C): 0.2})
    assert groups(found) == {frozenset({A, B}), frozenset({C})}


def test_a_pair_that_speaks_against_keeps_a_chain_from_forming() -> None:
    """Two cases that a third resembles are not joined by it against their own comparison."""
    found = cluster([A, B, C], {(A, B): 0.9, (B, C): 0.7, (A, C): 0.01})
    assert frozenset({A, B, C}) not in groups(found)


def test_what_is_judged_one_is_one() -> None:
    """A judgement counts whatever the machine holds."""
    assert groups(cluster([A, B], {(A, B): 0.01}, must=[(B, A)])) == {frozenset({A, B})}


def test_a_judgement_parts_nothing_that_was_joined() -> None:
    """What one of two cases was joined with stays joined when a person calls the two one."""
    found = cluster([A, B, C], {(A, B): 0.9, (B, C): 0.02}, must=[(A, C)])
    assert groups(found) == {frozenset({A, B, C})}


def test_what_is_judged_different_stays_apart_by_way_of_others_too() -> None:
    """No chain of probable pairs joins what a person keeps apart."""
    found = cluster([A, B, C], {(A, B): 0.9, (B, C): 0.9, (A, C): 0.9}, cannot=[(A, C)])
    assert not any({A, C} <= set(c.members) for c in found.clusters)


def test_contradictory_judgements_are_reported() -> None:
    """Judgements that make two cases one and different at once are named, and the cases are one."""
    found = cluster([A, B, C], {}, must=[(A, B), (B, C)], cannot=[(C, A)])
    assert found.contradictions == ((A, C),)
    assert groups(found) == {frozenset({A, B, C})}


def test_two_incidents_of_one_report_need_evidence_of_their_own() -> None:
    """A report's own incidents are not merged through another report that resembles both."""
    first, second = at("a", "i1"), at("a", "i2")
    pairs = {(first, B): 0.9, (second, B): 0.9}
    assert frozenset({first, second, B}) not in groups(cluster([first, second, B], pairs))
    assert frozenset({first, second, B}) not in groups(cluster([first, second, B], {**pairs, (first, second): 0.45}))
    assert groups(cluster([first, second, B], {**pairs, (first, second): 0.6})) == {frozenset({first, second, B})}


def test_two_incidents_of_one_report_alone_need_more() -> None:
    """What is just likely to be one in a report stays two where no other report brings it together."""
    first, second = at("a", "i1"), at("a", "i2")
    assert len(groups(cluster([first, second], {(first, second): 0.6}))) == 2
    assert len(groups(cluster([first, second], {(first, second): 0.8}))) == 1


def test_confidence_is_that_of_the_weakest_merge() -> None:
    """A single case is sure of itself; a cluster is as sure as its least probable merge."""
    found = cluster([A, B, C], {(A, B): 0.75})
    assert [round(c.confidence, 3) for c in found.clusters] == [0.75, 1.0]


def test_judgements_on_unknown_cases_count_for_nothing() -> None:
    """A judgement on a case that is not there is passed over."""
    assert groups(cluster([A], {}, must=[(A, D)], cannot=[(A, C)])) == {frozenset({A})}


MEMBERS = [Member(report=f"r{n // 2}", incident=f"i{n % 2}") for n in range(8)]
PAIRS = list(combinations(sorted(MEMBERS), 2))


@settings(deadline=None, max_examples=30)
@given(
    st.dictionaries(st.sampled_from(PAIRS), st.sampled_from([0.1, 0.4, 0.6, 0.8, 0.95])),
    st.lists(st.sampled_from(PAIRS), max_size=2),
    st.lists(st.sampled_from(PAIRS), max_size=2),
    st.randoms(use_true_random=False),
)
def test_clusters_do_not_depend_on_order(pairs: dict, must: list, cannot: list, shuffle: object) -> None:
    """Members, pairs and judgements may come in any order, and a pair either way round."""
    want = cluster(MEMBERS, pairs, must=must, cannot=cannot)
    items, members = list(pairs.items()), list(MEMBERS)
    shuffle.shuffle(items)  # type: ignore[attr-defined]
    shuffle.shuffle(members)  # type: ignore[attr-defined]
    turned = [(b, a) for a, b in reversed(must)]
    assert cluster(members, dict(items), must=turned, cannot=reversed(cannot)) == want
    assert sorted(m for c in want.clusters for m in c.members) == sorted(MEMBERS)
