from typing import Any

import pytest

from builders import case, harm, place, when
from generate import FormReader, War
from variorum.collation.actors import actor_ids
from variorum.collation.cases import Case
from variorum.collation.comparison import SPEAKING, compare, likely, load_weights, probability
from variorum.model import When

KHOST = place("Khost", country="AF", province="Khost")


def told(report: str, **fields: Any) -> Any:
    said = {"when": when("2024-03-18"), "where": (KHOST,), "initiators": ("army",), "targets": ("rebels",), **fields}
    return case(report, harm("Jets hit Khost and killed [eight] people near Tani.", 8), on="2024-03-19", **said)


def test_two_full_accounts_of_one_strike_are_probably_one() -> None:
    """Day, place, parties and figure together speak for one happening."""
    assert compare(told("a"), told("b")).probability > 0.8


@pytest.mark.parametrize(
    "other",
    [{"when": when("2024-09-02")}, {"where": (place("Lima", country="PE"),)}, {"type": "talks"}],
    ids=["half a year later", "another country", "another type"],
)
def test_a_conflict_makes_one_happening_less_probable(other: dict[str, Any]) -> None:
    """A conflict of day, place or type lowers the probability."""
    assert compare(told("a"), told("b", **other)).probability < compare(told("a"), told("b")).probability


def test_weekdays_as_said_conflict_where_no_day_is_known() -> None:
    """Monday's strike and Tuesday's are told apart without a date."""
    monday, tuesday = (told(r, when=When(quote=f"on {d}")) for r, d in (("a", "Monday"), ("b", "Tuesday")))
    names = {name for name, _, _ in compare(monday, tuesday).evidence}
    assert "weekday_apart" in names


def test_what_is_not_told_is_not_evidence() -> None:
    """A report without a figure is not held against one that has it."""
    without = case("b", when=when("2024-03-18"), where=(KHOST,))
    assert not any(name.startswith("figures") for name, _, _ in compare(told("a"), without).evidence)


@pytest.mark.parametrize("least", [0.02, 0.5, 0.75])
def test_what_is_likely_is_told_early_and_right(least: float) -> None:
    """Ending a comparison early changes nothing about which pairs are likely, nor their probability."""
    accounts = [FormReader().read(report) for report in War(3).reports(14, undated=0.3, words=60)]
    cases = [Case(account, incident, actor_ids(account)) for account in accounts for incident in account.incidents]
    pairs = [(a, b) for a in cases for b in cases if a.member < b.member]
    want = [compare(a, b).probability for a, b in pairs]
    assert [probability(a, b) for a, b in pairs] == want
    assert [likely(a, b, least) for a, b in pairs] == [found if found >= least else None for found in want]
    assert 0 < sum(found >= least for found in want) < len(pairs)


def test_what_may_speak_for_one_happening_is_known() -> None:
    """No weight can raise the odds after a comparison was thought to be lost."""
    first = ("time_", "type_", "weekday_", "month_", "same_report")
    known = {name for alternatives in SPEAKING for names in alternatives for name in names}
    speaking = {name.removeprefix("within_") for name, weight in load_weights().items() if weight > 0}
    assert {name for name in speaking if not name.startswith(first)} <= known


def test_comparison_is_symmetric() -> None:
    """Neither of two cases comes first."""
    a, b = told("a"), told("b", when=when("2024-03-20"), where=())
    assert compare(a, b) == compare(b, a)


def test_contributions_are_weights_times_values() -> None:
    """Every score can be taken apart into named observations."""
    weights = load_weights()
    for name, value, contribution in compare(told("a"), told("b")).evidence:
        assert contribution == pytest.approx(weights.get(name, 0.0) * value)


def test_two_of_one_report_have_weights_of_their_own() -> None:
    """What a report tells apart is compared by the same observations, which weigh otherwise."""
    one, other = told("a"), told("a", incident_id="i2")
    weights = load_weights()
    found = {name: contribution for name, _, contribution in compare(one, other).evidence}
    assert found["type_same"] == weights["within_type_same"] != weights["type_same"]


def test_a_large_figure_in_common_says_more_than_a_small_one() -> None:
    """Two reports of forty dead are sooner one happening than two of one."""

    def figures(low: int) -> float:
        said = [case(r, harm(f"Gunmen killed [{low}] people.", low)) for r in "ab"]
        return next(value for name, value, _ in compare(*said).evidence if name == "figures_same")

    assert 0 < figures(1) < figures(40) < 1


def test_one_of_several_places_in_common_says_less() -> None:
    """A place that both name weighs less where both name others too."""
    tani, nadir = (place(n, level="district", country="AF", province="Khost") for n in ("Tani", "Nadir Shah Kot"))
    gurbuz = place("Gurbuz", level="district", country="AF", province="Khost")

    def same(*where: Any) -> float:
        found = compare(told("a", where=(tani, nadir)), told("b", where=where)).evidence
        return next(value for name, value, _ in found if name == "place_same")

    assert same(tani, gurbuz) < same(tani)


def test_rare_words_in_common_say_more_than_common_ones() -> None:
    """Reports that share an odd word are liker than those that share one of every report's."""

    def alike(text: str, other: str) -> float:
        said = [case(r, harm(t, 3)) for r, t in (("a", text), ("b", other))]
        return next((value for name, value, _ in compare(*said).evidence if name == "nearby_words"), 0.0)

    rare = alike("Near the aqueduct, gunmen killed [three] men.", "At an aqueduct, someone murdered [three] guards.")
    common = alike("Near the city, gunmen killed [three] men.", "At a city, someone murdered [three] guards.")
    assert rare > common


def test_what_is_apart_never_speaks_for_one_happening() -> None:
    """The signs of the weights agree with the names."""
    assert all(w <= 0 for n, w in load_weights().items() if n.endswith("_apart"))
    assert all(w >= 0 for n, w in load_weights().items() if n.endswith(("_same", "_shared")))
