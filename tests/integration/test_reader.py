"""The reader as a whole: what holds of the account of any text, and how it reads a few plain reports."""

import json
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

import variorum
from accounts import dangling, misquoted, reversed_bounds
from variorum.app.read import kept_reader
from variorum.model import Account, Harm, Incident, Published, Report
from variorum.reading.incidents import find_mentions
from variorum.reading.reader import make_context
from variorum.reading.voices import Voices

pytestmark = pytest.mark.model

SCHEMA = Path(__file__).parents[2] / "docs" / "reference" / "account.schema.json"
PUBLISHED = "2031-05-14"  # a Wednesday

WHO = (
    "Gunmen", "Government aircraft", "The Northern Front", "Two suicide bombers", "Police in Dervent", "He", "the army",
    "Colonel Idris Tolan", "“Volunteers”", "Protesters from Lasko",
)  # fmt: skip
DID = (
    "killed", "shelled", "abducted", "did not attack", "threatened to bomb", "clashed with", "may have injured",
    "seized", "denied killing", "are bombing",
)  # fmt: skip
WHOM = (
    "at least 14 civilians", "two aid workers and their driver", "the town of Orsk", "no one",
    "between 3 and 5 policemen", "hundreds of homes", "General Petra Anwari, 51,", "children", "1,200 people", "it",
)  # fmt: skip
WHEN = ("on Monday", "late on 3 March 2031", "last week", "in 2029", "at dawn", "between January and June", "daily", "")
WHERE = ("near Gao", "in Mosul, Iraq", "outside a clinic in Kidal", "across the province", "at the border", "")
SAID = (
    "{}.", "{}, the mayor said.", "The ministry denied that {}.", "“{},” a witness told reporters, “then left.”",
    "According to the observatory, {}.", "In response, {}.", "If {}, there will be talks.", "{}", "WIRE -- {}!",
    "{} (file photo)",
)  # fmt: skip
FORMS = (str, str, str, str.upper, str.lower, lambda text: text.replace(".", "").replace("“", '"').replace("”", '"'))


@st.composite
def reports(draw: st.DrawFn) -> str:
    """Make a text of sentences about violence, in any order and with the faults that outlets have."""
    sentences = [
        draw(st.sampled_from(SAID)).format(" ".join(filter(None, (draw(st.sampled_from(part)) for part in clause))))
        for clause in [(WHO, DID, WHOM, WHERE, WHEN)] * draw(st.integers(1, 6))
    ]
    return draw(st.sampled_from(FORMS))(draw(st.sampled_from((" ", "\n", "\n\n", "  \r\n"))).join(sentences))


@cache
def validator() -> Draft202012Validator:
    return Draft202012Validator(json.loads(SCHEMA.read_text(encoding="utf-8")))


def check(text: str, published: str | None) -> None:
    account = variorum.read(text, published=published)
    encoded = msgspec.json.encode(account)
    decoded = json.loads(encoded)
    assert account.report.text == text
    assert misquoted(decoded) == []
    assert dangling(account) == set()
    assert reversed_bounds(account) == []
    assert msgspec.json.decode(encoded, type=Account) == account
    assert [error.message for error in validator().iter_errors(decoded)] == []
    assert msgspec.json.encode(variorum.read(text, published=published)) == encoded


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(text=st.text(max_size=300), published=st.sampled_from((None, PUBLISHED)))
def test_any_text_gives_sound_account(text: str, published: str | None) -> None:
    """Arbitrary Unicode is read without an error into a valid account, and into the same one each time."""
    check(text, published)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(text=reports(), published=st.sampled_from((None, PUBLISHED, "2030", "2031-02")))
def test_any_report_gives_sound_account(text: str, published: str | None) -> None:
    """Sentences about violence in any order are read into a valid account, and into the same one each time."""
    check(text, published)


@pytest.mark.parametrize("text", ["", " ", "\n", "\u2028"])
def test_blank_text_gives_sound_account(text: str) -> None:
    """A text without words is read like any other."""
    check(text, None)


def only(account: Account) -> Incident:
    (incident,) = account.incidents
    return incident


def tolls(account: Account) -> set[tuple[Any, ...]]:
    """Give each harm as outcome, group, bounds, stance and the name of who says so."""
    names = {actor.id: actor.name for actor in account.actors}

    def toll(harm: Harm) -> tuple[Any, ...]:
        speaker = names[harm.speaker] if harm.speaker else None
        return harm.outcome, harm.group, harm.low, harm.high, harm.stance, speaker

    return {toll(harm) for incident in account.incidents for harm in incident.harms}


def named(account: Account, ids: tuple[str, ...]) -> set[str]:
    return {actor.name.casefold() for actor in account.actors if actor.id in ids}


@pytest.fixture(scope="module")
def market() -> Account:
    return variorum.read(
        "Aircraft strike market in Lasko\n\n"
        "DERVENT, Ostania - Two government aircraft bombed a market in the town of Lasko on Monday morning. The "
        "district governor, Petra Anwari, told reporters that 14 civilians had been killed in the strike. The defence "
        "ministry denied that any civilians had been killed and said its aircraft had hit a weapons depot.\n",
        published=PUBLISHED,
    )


def test_denial_stands_beside_claim(market: Account) -> None:
    """A toll by one speaker and its denial by another are two harms, each with its speaker."""
    assert tolls(market) == {
        ("killed", "civilian", 14, 14, "asserts", "Petra Anwari"),
        ("killed", "civilian", 0, 0, "denies", "defence ministry"),
    }


def test_headline_and_text_tell_of_one_strike(market: Account) -> None:
    """The strike of the headline, of the report and of the governor's words is one incident of its day."""
    incident = market.incidents[0]
    assert incident.type == "air_strike"
    assert incident.when.start == incident.when.end == date(2031, 5, 12)
    assert [mention.quote for mention in incident.mentions][:3] == ["strike", "bombed", "strike"]


def test_teller_is_no_party(market: Account) -> None:
    """The governor tells of the strike; the aircraft made it."""
    assert "petra anwari" not in named(market, market.incidents[0].initiators)


def test_killed_or_injured_is_casualty() -> None:
    """A toll that does not part the dead from the hurt is a toll of casualties."""
    account = variorum.read(
        "Shells fell on the village of Orsk on 3 March 2031. Eleven people were killed or injured, the regional "
        "hospital said."
    )
    assert {toll[:4] for toll in tolls(account)} == {("casualty", "unknown", 11, 11)}


def test_threat_is_no_incident() -> None:
    """What someone threatens to do did not happen; the threat is a statement."""
    account = variorum.read(
        "The commander of the northern brigade, Colonel Idris Tolan, threatened on Sunday to bomb the capital if the "
        "tax was not repealed. “We will strike your airports,” he said."
    )
    assert account.incidents == ()
    assert "threatens" in {statement.stance for statement in account.statements}


def test_series_is_statistic() -> None:
    """A numbered series over months is a count, and no incident."""
    account = variorum.read(
        "The observatory said in its annual report that 412 air strikes had killed 1,260 civilians across the province "
        "between January and June 2030."
    )
    assert account.incidents == ()
    assert {(s.measure, s.low, s.high) for s in account.statistics} == {
        ("air_strikes", 412, 412),
        ("deaths", 1260, 1260),
    }
    assert {s.period and s.period.start for s in account.statistics} == {date(2030, 1, 1)}


@pytest.fixture(scope="module")
def answer() -> Account:
    return variorum.read(
        "Rebels fired rockets at an army base near Mopti on Tuesday, and the army shelled the village of Kori in "
        "response, killing three children.",
        published=PUBLISHED,
    )


def test_answer_is_another_incident(answer: Account) -> None:
    """Two happenings of one sentence, of opposite sides, are two incidents."""
    first, second = answer.incidents
    assert (named(answer, first.initiators), named(answer, second.initiators)) == ({"rebels"}, {"army"})


def test_answer_is_linked_to_what_it_answers(answer: Account) -> None:
    """The words "in response" link a happening to the one before it."""
    first, second = answer.incidents
    assert [(link.from_, link.type, link.to) for link in answer.links] == [(second.id, "response_to", first.id)]


def test_harm_goes_to_the_nearer_happening(answer: Account) -> None:
    """Those whom a participle clause tells of were harmed in the happening right before it."""
    assert [[(harm.low, harm.subgroup) for harm in incident.harms] for incident in answer.incidents] == [
        [],
        [(3, "children")],
    ]


@pytest.fixture(scope="module")
def wire() -> Account:
    return variorum.read(
        "MOSUL, IRAQ, 12 MAR 2031 (WIRE) -- A SUICIDE BOMBER KILLED NINE POLICEMEN AT A CHECKPOINT IN MOSUL ON MONDAY, "
        "POLICE SAID. NO GROUP CLAIMED RESPONSIBILITY."
    )


def test_capitals_are_read_with_their_dateline(wire: Account) -> None:
    """A wire in capitals is dated by its dateline, and its weekday is resolved against that."""
    assert (wire.report.published.start, wire.report.published.basis) == (date(2031, 3, 12), "text")
    incident = only(wire)
    assert incident.when.start == date(2031, 3, 10)
    assert {place.country for place in incident.where} == {"IQ"}
    assert {toll[:4] for toll in tolls(wire)} == {("killed", "police", 9, 9)}


def test_bomber_makes_suicide_bombing(wire: Account) -> None:
    """What a suicide bomber does is a suicide bombing, whichever verb tells of it."""
    assert only(wire).type == "suicide_bombing"


GAO = "Gunmen killed six soldiers near Gao on Monday, the army said."


def test_undated_page_leaves_dates_open() -> None:
    """Without a date of publication a weekday fixes none, and its words are kept."""
    when = only(variorum.read(GAO)).when
    assert (when.start, when.end, when.quote) == (None, None, "Monday")


def test_weekday_is_resolved_against_publication() -> None:
    """With a date of publication a weekday is the last one before it."""
    when = only(variorum.read(GAO, published=PUBLISHED)).when
    assert (when.start, when.end, when.precision) == (date(2031, 5, 12), date(2031, 5, 12), "day")


def test_open_weekday_is_kept_where_only_a_month_is_fixed() -> None:
    """In a report of some day of two months a weekday fixes none, and the month beside it does not stand for it."""
    between = Published(start=date(2031, 5, 1), end=date(2031, 6, 30), basis="inferred")
    report = Report(id="strike", text="The air strike in May on Orsk killed six people on Tuesday.", published=between)
    when = only(kept_reader(None, 1).read(report)).when
    assert (when.start, when.quote) == (None, "Tuesday")


CAR_BOMB = (
    "A car bomb killed at least seven people and wounded 20 in Jalalabad on Friday, the provincial police chief said."
)


def test_at_least_leaves_upper_bound_open() -> None:
    """A lower bound alone has no upper one, and stands apart from the toll beside it."""
    account = variorum.read(CAR_BOMB, published=PUBLISHED)
    assert {(h.outcome, h.low, h.high) for h in only(account).harms} == {("killed", 7, None), ("injured", 20, 20)}


def test_bomb_that_kills_is_bombing() -> None:
    """A bomb that kills is a bombing, told by its weapon."""
    assert only(variorum.read(CAR_BOMB, published=PUBLISHED)).type == "bombing"


def test_claim_of_responsibility_is_statement() -> None:
    """A group that claims an attack says so as its own statement."""
    account = variorum.read(
        "A bomb exploded outside a police station in Quetta on Friday, killing four officers. A group calling itself "
        "the Free Hills Front claimed responsibility for the attack.",
        published=PUBLISHED,
    )
    assert "claims_responsibility" in {statement.stance for statement in account.statements}


CONVOY = (
    "Gunmen attacked a convoy near Ménaka on Friday, killing five soldiers. The attack lasted two hours, a local "
    "official said. The army said the attack had been repelled."
)


def test_later_mentions_are_of_one_incident() -> None:
    """A definite attack is the one told of before, whoever speaks of it."""
    incident = only(variorum.read(CONVOY, published=PUBLISHED))
    assert [mention.quote for mention in incident.mentions] == ["attacked", "attack", "attack"]
    assert incident.type == "armed_attack"


def test_toll_in_participle_clause_is_read() -> None:
    """Those whom "killing five soldiers" tells of are harmed in the attack before it."""
    account = variorum.read(CONVOY, published=PUBLISHED)
    assert {toll[:4] for toll in tolls(account)} == {("killed", "military", 5, 5)}


def test_release_is_no_arrest() -> None:
    """Hostages who are freed are not arrested."""
    account = variorum.read(
        "Armed men abducted two aid workers from a hospital in Kidal on Saturday. They were freed on Tuesday after "
        "talks with elders.",
        published=PUBLISHED,
    )
    assert "arrest" not in {incident.type for incident in account.incidents}


def test_harm_to_nobody_is_told_of_what_came_before() -> None:
    """What says that nobody was hurt opens no incident; it is a count of none of the one before."""
    account = variorum.read(
        "A bomb exploded at the offices of a bank on Monday. No injuries were reported.", published=PUBLISHED
    )
    assert [(h.outcome, h.low, h.high) for h in only(account).harms] == [("injured", 0, 0)]


def test_what_a_group_calls_itself_is_its_name() -> None:
    """Who calls itself something says nothing by that."""
    account = variorum.read("A group calling itself the Free Hills Front attacked the village on Friday.")
    assert account.statements == ()


def test_sentence_that_goes_on_about_it_tells_where() -> None:
    """The place of "it happened in" is that of what was told before."""
    account = variorum.read("Gunmen shot dead two traders on Monday, police said. It happened in Maiduguri at noon.")
    (incident,) = account.incidents
    assert [place.name for place in incident.where] == ["Maiduguri"]


def test_town_that_is_attacked_is_the_place() -> None:
    """What was attacked is where it was attacked, if it is a town."""
    account = variorum.read("Army helicopters bombed Maiduguri on Monday and killed four people, a doctor said.")
    assert [place.name for incident in account.incidents for place in incident.where] == ["Maiduguri"]


def test_aircraft_of_nobody_is_no_party() -> None:
    """What was flown is no party; whose it was is."""
    account = variorum.read("Aircraft bombed the hospital in Kunduz on Monday and killed ten people, a doctor said.")
    assert [incident.initiators for incident in account.incidents] == [()]


def test_count_over_a_year_is_statistic() -> None:
    """What a war cost in a year is no incident's toll."""
    account = variorum.read("The war in Orland killed 2,777 civilians in 2010, the United Nations said on Wednesday.")
    assert [statistic.low for statistic in account.statistics] == [2777]
    assert not account.incidents


TALLY = (
    "Monitors documented the deaths of 61 civilians in April 2031, among them nine women and one teacher. "
    "Government forces killed 22 civilians. Mines killed eight.\n\n"
    "Cattle raids killed more than 300 people last year, they said, 12 percent fewer than in 2029. "
    "A mortar shell killed three farmers in Kidal on Sunday."
)


def test_tally_leaves_only_the_dated_happening() -> None:
    """What a monitor counts over a month or a year is no incident; the shell of one day is."""
    account = variorum.read(TALLY, published=PUBLISHED)

    assert [(h.low, h.group) for i in account.incidents for h in i.harms] == [(3, "civilian")]
    assert {61, 22, 8, 301} <= {statistic.low for statistic in account.statistics}


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("AMMAN, Jordan - Gunmen killed two guards in Irbid on Monday, police said.", ["Irbid"]),
        ("Shells hit the Baba Amr district of Homs on Monday and killed nine people, a doctor said.", ["Baba Amr"]),
        ("Gunmen shot dead a guard in Arawa, 20 km north of Kano, on Monday, police said.", ["Arawa"]),
        ("Rebels attacked a convoy in Sirte, near Misrata, on Monday and killed a driver, a doctor said.", ["Sirte"]),
    ],
    ids=["dateline", "quarter", "nearby", "away"],
)
def test_where_is_neither_the_dateline_nor_what_lies_near(text: str, places: list[str]) -> None:
    """A report is written in one place and tells of another; the quarter is more precise than its city."""
    account = variorum.read(text, published=PUBLISHED)
    assert [place.name for place in only(account).where] == places


def test_causes_of_a_years_deaths_are_no_incidents() -> None:
    """What is blamed in the plural for a year's dead happened many times."""
    account = variorum.read(
        "The war killed 2,777 civilians in 2030, the mission said, 15 percent more than in 2029, when 2,412 died. "
        "In 2028 it counted 2,118. Suicide attacks and roadside bombs caused 1,141 deaths.",
        published=PUBLISHED,
    )
    assert account.incidents == ()
    assert {2777, 2412, 2118, 1141} <= {statistic.low for statistic in account.statistics}


def test_release_about_a_country_is_not_the_countrys() -> None:
    """A spokesperson's statement on attacks in a state is by whoever condemns them in it."""
    account = variorum.read(
        "Statement by the Spokesperson on the latest attacks in Mali\n\n"
        "The European Union condemns the attack of 12 May on the market of Kidal, which killed nine people.\n\n"
        "Our thoughts are with the families of the victims. Those responsible must be held to account."
    )
    names = {actor.id: actor.name for actor in account.actors}

    assert {names[s.speaker] for s in account.statements} == {"European Union"}


def test_transcript_is_read_turn_by_turn() -> None:
    """Figures in a transcript stand with whoever's turn it is; questions are nobody's statements."""
    account = variorum.read(
        "Briefing on the raid\n\n"
        "MS. HALE: Good morning. Eleven soldiers were killed in the raid on Kidal on Tuesday.\n\n"
        "Q: Did the rebels lose anyone?\n\n"
        "MS. HALE: We count forty dead.\n\n"
        "COL. TOLAN: Our aircraft did not fly that day.",
        published=PUBLISHED,
    )
    names = {actor.id: actor.name for actor in account.actors}

    assert [names[s.speaker] for s in account.statements] == ["Hale", "Hale", "Tolan"]
    assert {(h.low, names[h.speaker or ""]) for i in account.incidents for h in i.harms} >= {(11, "Hale")}


def test_speaker_is_found_past_what_lies_between() -> None:
    """Who favours a side is not that side, "and" joins what one speaker does, and "he added" goes on."""
    account = variorum.read(
        "Nine soldiers were killed near Argun, the pro-Moscow administration said. Its spokesman Danil Orlov told the "
        "Courier that a clinic was hit on Saturday, and called on both sides to respect the law. A resident said that "
        'a shell had landed on his neighbour\'s roof. "We are prisoners in our houses," he added.'
    )
    names = {actor.id: actor.name for actor in account.actors}

    assert [(names[s.speaker], s.stance) for s in account.statements] == [
        ("pro-Moscow administration", "asserts"),
        ("Danil Orlov", "asserts"),
        ("Danil Orlov", "demands"),
        ("resident", "asserts"),
        ("resident", "asserts"),
    ]


def test_mentions_know_the_parties_that_grammar_gives() -> None:
    """Who is said to have done it counts for a mention though the model does not hear it."""
    text = "The army's bombing of Kaya and Chad's shelling of Adre drew protests."
    report = Report(id="two", text=text, published=Published(), sha256="0" * 64)
    context = make_context(report, kept_reader(None, 1).pipeline(text))
    mentions, _ = find_mentions(context, Voices(()))
    assert [set(m.initiators) for m in mentions if m.trigger.type == "shelling"] == [{"chad"}]


def test_a_strike_that_somebody_carried_out_is_as_new_as_its_article_says() -> None:
    """To have "carried out a strike" opens a happening, "carried out the strike" need not."""
    reader = kept_reader(None, 1)
    text = "Planes carried out a strike on Kidal. Planes carried out the strike on Kidal."
    report = Report(id="two", text=text, published=Published(), sha256="0" * 64)
    mentions, _ = find_mentions(make_context(report, reader.pipeline(text)), Voices(()))
    assert [m.indefinite for m in mentions] == [True, False]


def test_the_date_of_a_page_heads_no_entry() -> None:
    """Where entries stand beside their dates, the date on a line of its own below the title is none of them."""
    entry = "- October {}, 2015: Rebels bombed a bridge in Gao and killed {} people.\n"
    page = "What is known of it\n\nDecember 14, 2015\n\nShells hit a hospital in Kidal and killed nine people.\n\n"
    told = variorum.read(page + entry.format(3, 21) + entry.format(4, 32)).incidents
    assert [i.when.start for i in told] == [None, date(2015, 10, 3), date(2015, 10, 4)]


def test_dates_on_lines_of_their_own_head_the_entries_below() -> None:
    """A chronology may have each of its dates on a line of its own."""
    entry = "October {}, 2015\n\nRebels bombed a bridge in Gao and killed {} people.\n\n"
    told = variorum.read("Timeline of the siege\n\n" + entry.format(3, 21) + entry.format(4, 32)).incidents
    assert [i.when.start for i in told] == [date(2015, 10, 3), date(2015, 10, 4)]
