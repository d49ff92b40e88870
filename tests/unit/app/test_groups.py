from collections.abc import Collection, Mapping

from hypothesis import given, settings
from hypothesis import strategies as st

from variorum.app.groups import Near, regroup

Graph = dict[frozenset[str], float]

CROWD = 3
graphs = st.dictionaries(
    st.sets(st.sampled_from("abcdefgh"), min_size=2, max_size=2).map(frozenset),
    st.sampled_from([0.5, 0.65, 0.85, 0.99]),
    max_size=14,
)


def near(graph: Graph) -> Near[str]:
    def around(some: Collection[str]) -> Mapping[str, Mapping[str, float]]:
        return {
            one: {other: strength for ends, strength in graph.items() if one in ends for other in ends - {one}}
            for one in some
        }

    return around


def groups(graph: Graph, changed: str = "abcdefgh") -> set[frozenset[str]]:
    return {frozenset(group) for group in regroup(changed, near(graph), crowd=CROWD)}


def edges(*said: str) -> Graph:
    """Give connections, each said as two letters and a strength."""
    return {frozenset(words[:2]): float(words[2:]) for words in said}


def test_what_is_connected_is_one_group() -> None:
    """Whoever can be reached over connections of any strength is in the group, while they are few."""
    assert groups(edges("ab.5", "bc.9"), "c") == {frozenset("abc")}


def test_crowd_is_parted_where_connections_are_weak() -> None:
    """Where too many are connected only the stronger connections count."""
    assert groups(edges("ab.9", "bc.5", "cd.9"), "abcd") == {frozenset("ab"), frozenset("cd")}


def test_strong_connections_are_never_parted() -> None:
    """What is connected beyond doubt is one group, however many there are."""
    assert groups(edges("ab1", "bc1", "cd1", "de1"), "e") == {frozenset("abcde")}


def test_others_of_a_former_group_are_grouped_anew() -> None:
    """When a newcomer makes a crowd of a group, those of it that he has nothing to do with are grouped anew as well."""
    before, after = edges("ab.5", "bc.9"), edges("ab.5", "bc.9", "cd.9")
    assert groups(before) >= {frozenset("abc")}
    assert groups(after, "cd") == {frozenset("a"), frozenset("bcd")}


@settings(deadline=None)
@given(graph=graphs)
def test_groups_do_not_meet_and_leave_no_one_out(graph: Graph) -> None:
    """Each is in one group, whomever one starts from."""
    found = groups(graph)
    assert sorted(one for group in found for one in group) == list("abcdefgh")
    assert all(groups(graph, one) <= found for one in "abcdefgh")


@settings(deadline=None)
@given(before=graphs, after=graphs)
def test_what_changes_is_found_from_the_ends_of_what_came_and_went(before: Graph, after: Graph) -> None:
    """Groups that are other than before are all found from both ends of each connection that changed."""
    changed = {one for ends in before.keys() | after.keys() if before.get(ends) != after.get(ends) for one in ends}
    assert groups(after) - groups(before) <= groups(after, "".join(sorted(changed)))
