from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import place, when
from variorum.collation.statistics import reconcile, total_of
from variorum.model import Account, Interval, Report, Statistic
from variorum.model.record import Estimate, IncidentEntry

YEAR = Interval(start=date(2031, 1, 1), end=date(2031, 12, 31))


def statistic(low, at=0, high=..., measure="deaths", group=None, **rest):
    fields = {"period": YEAR, "place": "Norway", **rest}
    return Statistic(
        measure=measure,
        group=group,
        low=low,
        high=low if high is ... else high,
        start=at,
        end=at + 5,
        quote="12345",
        **fields,
    )


def estimated(low, high, group="civilian", outcome="killed"):
    return Estimate(outcome=outcome, group=group, low=low, best=low, high=high, policy="ucdp")


def incident(name, day, low=3, high=5, country="NO", **rest):
    return IncidentEntry(
        id=name,
        type="air_strike",
        when=when(*day) if isinstance(day, tuple) else when(day),
        where=(place("Vik", country=country, province="Nord"),),
        estimates=(estimated(low, high),),
        **rest,
    )


def entries_of(*statistics, incidents=()):
    account = Account(report=Report(id="a", text="1" * 900), statistics=statistics)
    return reconcile([account], {("a", "m"): "ministry", ("a", "n"): "navy"}, incidents)


class TestRecorded:
    """What the record holds beside a published count."""

    def test_harms_in_the_place_and_period_are_summed(self):
        """Lows and highs of the incidents of the country and year add up."""
        (found,) = entries_of(statistic(50), incidents=[incident("p", "2031-03-01"), incident("q", "2031-04-01")])
        assert (found.recorded, found.incidents) == ((6, 10), ("p", "q"))

    def test_an_incident_that_may_lie_outside_counts_for_the_high_only(self):
        """One whose interval leaves the period may or may not belong."""
        across = incident("p", ("2030-12-01", "2031-02-01", "range"))
        (found,) = entries_of(statistic(50), incidents=[across])
        assert found.recorded == (0, 5)

    @pytest.mark.parametrize(
        "other",
        [
            incident("p", "2030-03-01"),
            incident("p", "2032-03-01"),
            incident("p", "2031-03-01", country="SE"),
            incident("p", "2031-03-01", rejected=True),
        ],
        ids=["before", "after", "elsewhere", "rejected"],
    )
    def test_other_incidents_are_not_counted(self, other):
        """Another time or country, or an incident that is none, adds nothing."""
        (found,) = entries_of(statistic(50), incidents=[other])
        assert (found.recorded, found.incidents) == ((0, 0), ())

    def test_a_province_holds_its_places(self):
        """A count of a province is compared with the incidents in its towns."""
        (found,) = entries_of(statistic(50, place="Nord province"), incidents=[incident("p", "2031-03-01")])
        assert found.incidents == ("p",)

    def test_a_number_of_strikes_is_compared_with_incidents(self):
        """A count of happenings counts incidents of the type."""
        listed = [incident("p", "2031-03-01"), incident("q", "2031-04-01")]
        (found,) = entries_of(statistic(5, measure="air_strikes"), incidents=listed)
        assert found.recorded == (2, 2)

    @pytest.mark.parametrize("change", [{"measure": "tanks"}, {"place": None}, {"period": None}])
    def test_what_incidents_cannot_answer_has_nothing_recorded(self, change):
        """A count of things, or of no place or time, is not compared."""
        (found,) = entries_of(statistic(5, **change), incidents=[incident("p", "2031-03-01")])
        assert found.recorded is None

    def test_a_total_below_the_record_is_flagged(self):
        """A published two is less than the three that the record surely holds."""
        (found,) = entries_of(statistic(2), incidents=[incident("p", "2031-03-01")])
        assert found.flags == ("the record holds at least 3, more than this",)

    def test_a_total_above_the_record_is_not_flagged(self):
        """The record need not hold everything."""
        assert entries_of(statistic(50), incidents=[incident("p", "2031-03-01")])[0].flags == ()


class TestSums:
    """Parts and their stated whole."""

    def test_parts_that_miss_their_whole_are_flagged(self):
        """At least 640 dead are not 400 police and 233 civilians."""
        found = entries_of(
            statistic(640, high=None, speaker="m"),
            statistic(400, 60, high=None, group="police"),
            statistic(233, 90, group="civilian"),
        )
        assert [e.flags for e in found] == [("the parts told, 400 and 233, add up to 633 and not to 640",), (), ()]

    def test_parts_that_make_up_their_whole_are_not(self):
        """Parts that add up are not flagged."""
        found = entries_of(statistic(633), statistic(400, 60, group="police"), statistic(233, 90, group="civilian"))
        assert found[0].flags == ()

    def test_parts_that_exceed_their_whole_are_flagged(self):
        """No whole is less than its parts."""
        found = entries_of(statistic(500), statistic(400, 60, group="police"), statistic(233, 90, group="civilian"))
        assert len(found[0].flags) == 1

    @pytest.mark.parametrize(
        "second",
        [
            statistic(100, 90, group="civilian"),
            statistic(233, 90, group="civilian", speaker="n"),
            statistic(233, 90, group="civilian", place="Vik"),
            statistic(233, 90, group="civilian", measure="injuries"),
            statistic(233, 800, group="civilian"),
        ],
        ids=["some of many", "another speaker", "another place", "another measure", "far away"],
    )
    def test_counts_that_need_not_add_up_are_not_flagged(self, second):
        """Groups that leave much of the whole open, or are of something else, are no parts of it."""
        found = entries_of(statistic(640, speaker="m"), statistic(400, 60, group="police"), second)
        assert found[0].flags == ()


def test_a_total_over_groups_counts_nobody_twice():
    """Soldiers are among the security forces, and a total of all stands for all."""
    parts = [estimated(3, 3), estimated(4, 4, "military"), estimated(6, 6, "security_forces")]
    assert total_of(parts, "killed") == (9, 9)
    assert total_of([*parts, estimated(11, None, "unknown")], "killed") == (11, None)
    assert total_of(parts, "injured") is None


@given(st.permutations(range(4)))
def test_the_order_does_not_matter(order):
    """Any order of incidents and statistics gives the same entries."""
    listed = [incident(n, f"2031-0{i + 1}-01", low=i) for i, n in enumerate("pqrs")]
    told = [statistic(10 * i + 1, 60 * i) for i in range(4)]
    again = entries_of(*(told[i] for i in order), incidents=[listed[i] for i in order])
    assert again == entries_of(*told, incidents=listed)
