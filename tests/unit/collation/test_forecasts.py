from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import day, entries, entry, place, when
from variorum.collation.forecasts import forecasts, horizon
from variorum.model.record import IncidentEntry, ReportEntry, StatementEntry

ACTORS = entries(
    entry("Norland", "state", "NO", aliases=("Nordburg",)),
    entry("Norland Army", "military", "NO", "Norland"),
    entry("Hult Front", "armed_group"),
    entry("police", "police"),
    entry("analyst"),
)
TEXT = "The analyst said that the Hult Front may strike Norland in the coming weeks."
QUOTE = "the Hult Front may strike Norland in the coming weeks"


def made(text=TEXT, quote=QUOTE, stance="predicts", on="2031-05-01", incidents=(), **rest):
    start = text.index(quote)
    told = StatementEntry(
        report="a", speaker="analyst", stance=stance, start=start, end=start + len(quote), quote=quote, **rest
    )
    return forecasts([told], {"a": ReportEntry(id="a", sha256="", text=text, published=day(on))}, incidents, ACTORS)


def incident(name, on, did=("Hult Front",), hit=("Norland Army",), where=("Vik", "NO")):
    return IncidentEntry(
        id=name,
        type="armed_attack",
        when=when(on),
        initiators=did,
        targets=hit,
        where=(place(where[0], country=where[1]),),
    )


def test_a_prediction_has_its_speaker_day_horizon_and_actors():
    """What is said, by whom, when, and how far it looks."""
    (found,) = made()
    assert (found.statement.speaker, found.said.start, found.actors) == (
        "analyst",
        date(2031, 5, 1),
        ("Hult Front", "Norland"),
    )
    assert (found.horizon.start, found.horizon.end) == (date(2031, 5, 2), date(2031, 6, 12))


def test_the_day_of_the_statement_comes_before_that_of_the_report():
    """Said on a day of its own, a forecast counts from it."""
    assert made(said_on=date(2031, 4, 1))[0].said.start == date(2031, 4, 1)


@pytest.mark.parametrize(
    ("words", "end"),
    [
        ("within days", date(2031, 5, 8)),
        ("next year", date(2032, 12, 31)),
        ("in 2033", date(2033, 12, 31)),
        ("in the coming months", date(2031, 10, 30)),
    ],
)
def test_words_give_the_horizon(words, end):
    """Each phrase has its reach in days or years."""
    text = f"It may strike {words}."
    assert horizon(text, 0, len(text), day("2031-05-01")).end == end


@pytest.mark.parametrize(("text", "on"), [("It may strike.", "2031-05-01"), ("It may strike soon.", None)])
def test_without_words_or_date_there_is_no_horizon(text, on):
    """No phrase, or nothing to count from, leaves it open."""
    assert horizon(text, 0, len(text), day(on)) is None


def test_later_incidents_that_share_an_actor_bear_on_it():
    """Inside the horizon and with one of the actors, or a body of one."""
    listed = [
        incident("before", "2031-04-01"),
        incident("bears", "2031-05-20"),
        incident("too late", "2031-09-01"),
        incident("others", "2031-05-20", ("analyst",), ("police",)),
    ]
    assert made(incidents=listed)[0].incidents == ("bears",)


def test_a_place_that_is_named_must_fit():
    """A forecast about Sweden is not borne on by what happens in Norway."""
    text = "The Hult Front will strike in Sweden."
    listed = [incident("far", "2031-05-20"), incident("there", "2031-05-21", where=("Lund", "SE"))]
    (found,) = made(text, text[:-1], incidents=listed)
    assert (found.places, found.incidents) == (("Sweden",), ("there",))


def test_threats_count_where_they_look_ahead():
    """A threat of what will come is a forecast, an assertion is none."""
    assert [len(made(stance=stance)) for stance in ("threatens", "assesses", "asserts", "denies")] == [1, 1, 0, 0]


def test_names_without_a_capital_name_nobody():
    """The police of a report are not those of another."""
    text = "He said that police may strike."
    assert made(text, "police may strike")[0].actors == ()


@given(st.text(max_size=60), st.sampled_from(["ıMMINENT", "within\u00a0days", "in 0000", "in 9999", "next year", ""]))
def test_no_text_breaks_it(text, words):
    """Whatever the words are, a horizon is an interval or none."""
    both = text + " " + words
    for on in ("2031-05-01", "9999-12-31"):
        found = horizon(both, 0, len(both), day(on))
        assert found is None or found.start <= found.end


@given(st.permutations(range(3)))
def test_the_order_of_incidents_does_not_matter(order):
    """Any order of incidents gives the same forecasts."""
    listed = [incident(n, f"2031-05-1{i}") for i, n in enumerate("pqr")]
    assert made(incidents=[listed[i] for i in order]) == made(incidents=listed)
