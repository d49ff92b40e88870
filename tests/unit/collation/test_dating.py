from datetime import date, timedelta

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builders import case, when
from variorum.collation.cases import Case
from variorum.collation.dating import Dated, date_reports, is_undated
from variorum.model import Account, Published, When

DAYS = "monday tuesday wednesday thursday friday saturday sunday".split()


def words(text: str, day: date) -> tuple[date, date] | None:
    """Resolve the few words that the tests use."""
    if text == "yesterday":
        return day - timedelta(1), day - timedelta(1)
    if text == "last month":
        end = day.replace(day=1) - timedelta(1)
        return end.replace(day=1), end
    if text == "16 march":
        year = day.year if day >= date(day.year, 3, 16) else day.year - 1
        return date(year, 3, 16), date(year, 3, 16)
    if text in DAYS:
        found = day - timedelta((day.weekday() - DAYS.index(text)) % 7)
        return found, found
    return None


def dated(*cases: Case, copies: tuple[tuple[str, str], ...] = ()) -> dict[str, Dated]:
    """Date the reports of cases that are all of one happening."""
    return date_reports([c.account for c in cases], [[c.member for c in cases]], words, copies=copies)


def undated(report: str, quote: str | None) -> Case:
    return case(report, ("Word came of [it].", {"speaker": "s", "stance": "asserts"}), when=When(quote=quote))


def known(report: str = "full", day: str = "2024-03-18") -> Case:
    return case(report, on=day, when=when(day))


def span(found: Dated) -> tuple[str, str]:
    assert found.published.start
    assert found.published.end
    return found.published.start.isoformat(), found.published.end.isoformat()


def test_a_weekday_dates_a_report_within_a_week_of_a_dated_account() -> None:
    """A report that tells of Monday's strike is of the week after the Monday that another gives."""
    found = dated(known(), undated("old", "monday"))["old"]
    assert span(found) == ("2024-03-18", "2024-03-24")
    assert found.published.basis == "inferred"


def test_yesterday_dates_a_report_to_the_day() -> None:
    """A report that says "yesterday" is of the day after."""
    assert span(dated(known(), undated("old", "yesterday"))["old"]) == ("2024-03-19", "2024-03-19")


def test_two_matches_intersect() -> None:
    """Each further happening that is shared narrows the date."""
    first, second = known("x"), known("y", "2024-03-20")
    old = undated("old", "monday")
    twice = case("old", incident_id="i2", when=When(quote="wednesday"))
    account = old.account.__class__(
        report=old.account.report, incidents=(*old.account.incidents, *twice.account.incidents)
    )
    clusters = [[first.member, old.member], [second.member, twice.member]]
    found = date_reports([first.account, second.account, account], clusters, words)
    assert span(found["old"]) == ("2024-03-20", "2024-03-24")


def test_what_contradicts_more_is_dropped() -> None:
    """One account of another day does not outweigh two that agree."""
    found = dated(known("x"), known("y"), known("z", "2024-06-03"), undated("old", "monday"))
    assert span(found["old"]) == ("2024-03-18", "2024-03-24")


def test_one_undated_report_dates_another() -> None:
    """What is inferred for one report counts for the next."""
    found = dated(known(), undated("m", "last month"), undated("w", "yesterday"))
    assert span(found["m"]) == ("2024-04-01", "2024-04-30")
    assert span(found["w"]) == ("2024-03-19", "2024-03-19")


def test_a_near_copy_is_of_about_the_same_days() -> None:
    """A report that carries a dated one's text is dated by it."""
    first, copy = known("x"), undated("copy", None)
    found = date_reports([first.account, copy.account], [[first.member], [copy.member]], words, copies=[("copy", "x")])
    assert span(found["copy"]) == ("2024-03-15", "2024-03-21")


def test_reasons_name_the_words_and_the_other_report() -> None:
    """A person can check an inferred date."""
    assert dated(known(), undated("old", "monday"))["old"].reasons == (
        'It says "monday" of what happened on 2024-03-18, of which full also tells.',
    )


def test_a_report_that_shares_nothing_stays_undated() -> None:
    """No date is made up."""
    alone = undated("old", "monday")
    assert date_reports([alone.account], [[alone.member]], words) == {}


def test_dated_reports_are_left_alone() -> None:
    """A date that is known is never replaced."""
    assert "full" not in dated(known(), undated("old", "monday"))


def test_a_year_read_off_a_text_is_no_date() -> None:
    """Part of a date counts as missing, a day as known."""
    year = Published(start=date(2024, 1, 1), end=date(2024, 12, 31), basis="text")
    assert is_undated(Published())
    assert is_undated(year)
    assert not is_undated(Published(start=date(2024, 3, 1), end=date(2024, 3, 1), basis="text"))


def told(report: str, text: str) -> Case:
    return case(report, (f"{text} it was said [again].", {"speaker": "s", "stance": "asserts"}))


def test_a_year_so_far_is_the_year_of_the_report() -> None:
    """A report that counts what was so far in a year, over its first months, is of the rest of it."""
    found = told("old", "So far in 2023 forty were hit, most in the first ten months of this year,")
    dates = date_reports([found.account], [[found.member]], words)
    assert span(dates["old"]) == ("2023-11-01", "2023-12-31")
    assert dates["old"].reasons == ('It says "So far in 2023".', 'It says "first ten months of this year".')


def test_half_a_year_is_no_date() -> None:
    """An interval of more than a season is not given."""
    found = told("old", "So far in 2023 forty were hit, most in the first quarter of this year,")
    assert date_reports([found.account], [[found.member]], words) == {}


def doubt(weekday: str, probability: float) -> dict[str, Dated]:
    """Date a report of a weekday that may be of what another tells of on 16 March 2024, a Saturday."""
    first, old = known("x", "2024-03-16"), undated("old", weekday)
    clusters = [[first.member], [old.member]]
    doubtful = {(old.member, first.member): probability}
    return date_reports([first.account, old.account], clusters, words, doubtful=doubtful)


def test_days_that_meet_make_two_incidents_one() -> None:
    """A weekday that agrees with a day makes it sure that two incidents, which are probably one, are one."""
    assert span(doubt("saturday", 0.6)["old"]) == ("2024-03-16", "2024-03-22")


@pytest.mark.parametrize(("weekday", "probability"), [("friday", 0.6), ("saturday", 0.3), ("last month", 0.6)])
def test_what_would_meet_anyhow_dates_nothing(weekday: str, probability: float) -> None:
    """Neither another weekday, nor a weak likeness, nor words that fix hardly anything lend a date."""
    assert doubt(weekday, probability) == {}


def test_two_undated_reports_are_dated_by_a_third_of_which_the_year_is_known() -> None:
    """A day without a year, a weekday and a year together are a date."""
    year = Published(start=date(2024, 1, 1), end=date(2024, 12, 31), basis="text")
    plain = undated("c", None)
    third = Account(
        report=msgspec.structs.replace(plain.account.report, published=year), incidents=plain.account.incidents
    )
    a, b = undated("a", "16 march"), undated("b", "saturday")
    clusters = [[a.member, plain.member], [b.member]]
    found = date_reports([a.account, b.account, third], clusters, words, doubtful={(a.member, b.member): 0.55})
    assert span(found["b"]) == ("2024-03-16", "2024-03-22")
    assert span(found["c"]) == ("2024-03-15", "2024-04-15")


@settings(deadline=None, max_examples=30)
@given(st.permutations(range(5)))
def test_dates_do_not_depend_on_order(order: list[int]) -> None:
    """Reports may come in any order."""
    cases = [known("x"), known("z", "2024-06-03"), undated("m", "last month"), undated("w", "monday"), known("y")]
    assert dated(*(cases[n] for n in order)) == dated(*cases)
