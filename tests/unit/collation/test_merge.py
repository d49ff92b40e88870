import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import case, entries, entry, place, when
from variorum.collation.merge import merge

ACTORS = entries(
    entry("state", "state", "NO"),
    entry("army", "military", "NO", "state"),
    entry("front", "armed_group"),
    entry("town"),
)


def test_the_type_of_most_accounts_counts():
    """Two shellings outvote an air strike."""
    assert (
        merge(
            [case(r, type=t) for r, t in zip("abc", ["shelling", "air_strike", "shelling"], strict=True)], ACTORS
        ).type
        == "shelling"
    )


def test_a_vague_type_gives_way():
    """One air strike is more than one attack, which may be any."""
    assert merge([case("a", type="armed_attack"), case("b", type="air_strike")], ACTORS).type == "air_strike"


def test_a_report_votes_once():
    """Two cases of one report do not outvote another report."""
    cases = [case("a", type="clash", incident_id=i) for i in ("i1", "i2")] + [case("b", type="air_strike")]
    assert merge(cases, ACTORS).type == "air_strike"


def test_the_day_within_the_week_is_taken():
    """The finest interval that the others hold is the time."""
    found = merge(
        [case("a", when=when("2031-05-05", "2031-05-11", "week")), case("b", when=when("2031-05-06"))], ACTORS
    )
    assert (str(found.when.start), str(found.when.end), found.when.precision) == ("2031-05-06", "2031-05-06", "day")


def test_intervals_that_overlap_are_cut_down():
    """Two overlapping ranges leave what they have in common."""
    found = merge(
        [
            case("a", when=when("2031-05-01", "2031-05-10", "range")),
            case("b", when=when("2031-05-08", "2031-05-20", "range")),
        ],
        ACTORS,
    )
    assert (str(found.when.start), str(found.when.end)) == ("2031-05-08", "2031-05-10")


def test_a_lone_day_does_not_outvote_many_weeks():
    """A day outside the week that three others give is left out."""
    weeks = [case(r, when=when("2031-05-05", "2031-05-11", "week")) for r in "abc"]
    assert merge([*weeks, case("d", when=when("2031-06-01"))], ACTORS).when.precision == "week"


def test_larger_places_that_hold_a_smaller_one_are_dropped():
    """The town stays, its province and country go."""
    found = merge(
        [
            case("a", where=(place("Vik", country="NO", province="Nord"),)),
            case("b", where=(place("Nord", "province", "NO"), place("Norland", "country", "NO"))),
        ],
        ACTORS,
    )
    assert [p.name for p in found.where] == ["Vik"]


def test_a_place_that_few_give_is_dropped():
    """One report of four does not add a place."""
    cases = [case(r, where=(place("Vik", country="NO"),)) for r in "abcd"]
    assert [p.name for p in merge([*cases, case("e", where=(place("Hult", country="SE"),))], ACTORS).where] == ["Vik"]


def test_of_a_body_and_its_parent_one_is_named():
    """The army and its state are one initiator: the one that more accounts name."""
    cases = [case("a", initiators=("army",)), case("b", initiators=("army",)), case("c", initiators=("state",))]
    assert merge(cases, ACTORS).initiators == ("army",)


def test_a_party_is_on_one_side():
    """Who is initiator in most accounts is no target."""
    cases = [case("a", initiators=("army",)), case("b", initiators=("army",)), case("c", targets=("army", "town"))]
    found = merge(cases, ACTORS)
    assert (found.initiators, found.targets) == (("army",), ("town",))


def test_certainty_is_alleged_only_where_all_allege():
    """One report of a fact makes it reported."""
    alleged = case("a", certainty="alleged")
    assert merge([alleged], ACTORS).certainty == "alleged"
    assert merge([alleged, case("b")], ACTORS).certainty == "reported"


def test_weapons_are_named_once():
    """Spellings that differ in case are one weapon."""
    assert merge([case("a", weapons=("Drones",)), case("b", weapons=("drones", "mortars"))], ACTORS).weapons == (
        "Drones",
        "mortars",
    )


def test_no_case_is_no_incident():
    """An incident without a case is refused."""
    with pytest.raises(ValueError, match="at least one"):
        merge([], ACTORS)


CASES = st.builds(
    lambda report, kind, start, days, where, did: case(
        report,
        type=kind,
        when=when(f"2031-05-{start:02}", f"2031-05-{start + days:02}", "day" if not days else "range"),
        where=where,
        initiators=did,
    ),
    st.text("abcdefgh", min_size=5, max_size=8),
    st.sampled_from(["shelling", "air_strike", "armed_attack", "other"]),
    st.integers(1, 9),
    st.integers(0, 9),
    st.lists(
        st.sampled_from([place("Vik", country="NO", province="Nord"), place("Nord", "province", "NO"), place("Hult")]),
        max_size=2,
    ).map(tuple),
    st.lists(st.sampled_from(["army", "state", "front"]), max_size=2, unique=True).map(tuple),
)


@given(st.data(), st.lists(CASES, min_size=1, max_size=6, unique_by=lambda c: c.account.report.id))
def test_the_order_of_cases_does_not_matter(data, cases):
    """Any order of the same cases gives the same headline."""
    assert merge(data.draw(st.permutations(cases)), ACTORS) == merge(cases, ACTORS)
