import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builders import case, harm, place, when
from variorum.collation.blocking import WINDOW, candidates, keys, standing, telling_keys
from variorum.collation.cases import Case

KABUL = place("Kabul", country="AF", province="Kabul")


def full(report: str = "a", **fields: object) -> Case:
    said = {"when": when("2024-03-18"), "where": (KABUL,), "initiators": ("pakistan",), "targets": ("ttp",), **fields}
    return case(report, harm("Raiders killed [seven] guards.", 7), on="2024-03-19", **said)


@pytest.mark.parametrize(
    "aside",
    [
        {"where": ()},
        {"when": when("2024-03-01", "2024-03-31", "month"), "where": ()},
        {"when": when("2024-01-01", "2024-12-31", "year")},
        {"when": when("2024-03-18"), "where": (place("Afghanistan", "country", "AF"),), "initiators": ()},
        {"when": when("2024-03-19"), "initiators": (), "targets": ()},
    ],
    ids=["no-place", "month-alone", "year-alone", "country-alone", "next-day"],
)
def test_an_aside_shares_a_key_with_the_full_account(aside: dict[str, object]) -> None:
    """What an account leaves out does not keep it from being compared."""
    assert keys(full()) & keys(full("b", **aside))


def test_one_party_or_country_is_no_telling_key() -> None:
    """Telling keys bring together by place, by both parties or by a figure, not by what many cases share."""
    bare = {"violence/AF", "violence/pakistan", "violence/ttp"}
    assert bare <= keys(full())
    assert telling_keys(full()) == keys(full()) - bare
    assert {key for key in telling_keys(full()) if "&" in key or "@" in key or "killed" in key}


def test_keys_do_not_tell_the_time() -> None:
    """Blocks are in order of time, so that a case of another year has the same keys and stands elsewhere."""
    later = full(when=when("2029-03-18"))
    assert keys(later) == keys(full())
    assert standing(later) > standing(full())


def test_undated_cases_of_one_toll_and_place_share_a_key() -> None:
    """Two cases meet by their figure where neither has a day."""
    one = case("a", harm("Fire killed [seven] of them.", 7), where=(KABUL,))
    other = case("b", harm("The dead were [seven] men.", 7), where=(KABUL,))
    assert {key for key in keys(one) & keys(other) if "killed7" in key}


def test_families_of_types_are_not_mixed() -> None:
    """A meeting and a strike of one day and place are not compared."""
    assert not keys(full(type="talks")) & keys(full("b", type="air_strike"))


def test_the_number_of_keys_is_bounded() -> None:
    """Many places and parties give no more keys than a few."""

    def wide(count: int) -> Case:
        places = tuple(place(f"Town {n:03}", country="AF") for n in range(count))
        return full(where=places, initiators=tuple(f"g{n:03}" for n in range(count)))

    assert len(keys(wide(80))) == len(keys(wide(40))) < 60


def test_a_small_block_pairs_all_of_its_cases() -> None:
    """Up to a window of cases, every two are compared."""
    cases = [full(f"r{n}") for n in range(WINDOW + 1)]
    assert len(list(candidates(cases))) == WINDOW * (WINDOW + 1) // 2


def test_a_large_block_costs_a_window_for_each_case() -> None:
    """Three hundred reports of one strike are not compared each with each."""
    cases = [full(f"r{n:03}") for n in range(300)]
    assert len(list(candidates(cases))) < 300 * WINDOW


@settings(deadline=None, max_examples=30)
@given(st.permutations(range(14)))
def test_candidates_do_not_depend_on_order(order: list[int]) -> None:
    """The candidate pairs are a function of the set of cases."""
    cases = [full(f"r{n:02}") for n in range(14)]
    assert list(candidates(cases[n] for n in order)) == list(candidates(cases))


@settings(deadline=None, max_examples=30)
@given(st.integers(0, 29))
def test_adding_a_case_changes_only_its_neighbourhood(number: int) -> None:
    """A new case brings pairs of its own, and parts only cases that it comes to stand between."""
    cases = [full(f"r{n:02}") for n in range(30)]
    new = cases.pop(number)
    before, after = set(candidates(cases)), set(candidates([*cases, new]))
    assert all(new.member in pair for pair in after - before)
    assert len(after - before) <= 2 * WINDOW * len(keys(new))
    places = {c.member: standing(c) for c in cases}
    assert all(min(places[a], places[b]) < standing(new) < max(places[a], places[b]) for a, b in before - after)
