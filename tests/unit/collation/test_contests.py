from hypothesis import given
from hypothesis import strategies as st

from builders import case, entries, entry, harm, place, when
from variorum.collation.contests import contests
from variorum.collation.positions import in_words
from variorum.model.record import StatementEntry

ACTORS = entries(
    entry("Norland", "state", "NO"),
    entry("Norland army", "military", "NO", "Norland"),
    entry("Southland", "state", "SE"),
    entry("Hult Front", "armed_group", "SE"),
    entry("hospital", "other"),
    entry("charity", "other"),
)
ATTACK = {"initiators": ("Norland army",), "targets": ("Hult Front",)}


def fields(*cases, statements=()):
    return {c.field: c.positions for c in contests(cases, ACTORS, statements)}


def statement(speaker, stance, quote, report="a", start=900):
    return StatementEntry(
        report=report, speaker=speaker, stance=stance, start=start, end=start + len(quote), quote=quote
    )


def test_a_toll_is_contested_with_every_position_once():
    """Two reports with one speaker's figure, and another speaker's, are two positions in plain words."""
    found = fields(
        case("a", harm("The charity says [eight] died.", 8, speaker="charity"), **ATTACK),
        case("b", harm("The charity says [eight] died.", 8, speaker="charity")),
        case("c", harm("The army denies that [civilians] died.", 0, speaker="Norland army", stance="denies")),
    )
    positions = [(p.side, p.speaker, p.value, p.report) for p in found["harms killed civilian"]]
    assert positions == [("third", "charity", "8", "a"), ("initiator", "Norland army", "none", "c")]


def test_accounts_that_agree_contest_nothing():
    """The same figure, day and place in two reports leave no contest."""
    common = {"when": when("2031-05-01"), "where": (place("Hult", country="SE"),)}
    assert fields(*(case(r, harm("[Eight] died.", 8), **common) for r in "ab")) == {}


def test_figures_are_said_in_words():
    """Bounds are spoken as a reader would speak them."""
    said = [
        in_words(*f)
        for f in ((8, 8, False), (8, None, False), (0, 9, False), (8, 9, False), (8, 8, True), (0, 0, False))
    ]
    assert said == ["8", "at least 8", "up to 9", "8 to 9", "about 8", "none"]


def test_who_was_hit_is_contested_between_the_sides():
    """An army that speaks of militants and a front that speaks of civilians part on the targets."""
    found = fields(
        case("a", harm("[Nine militants] died, the army says.", 9, group="militant", speaker="Norland army"), **ATTACK),
        case("b", harm("[Nine villagers] died, the front says.", 9, speaker="Hult Front")),
    )
    assert [p.value for p in found["targets"]] == ["civilians", "militants"]


def test_a_report_of_both_contests_no_target():
    """Someone who counts civilians and militants apart takes no side on who was hit."""
    both = case("a", harm("[Nine militants] and", 9, group="militant"), harm("[two villagers] died.", 2), **ATTACK)
    assert "targets" not in fields(both)


def test_an_accusation_against_the_army_that_denies_is_contested():
    """Who is blamed and who denies it are positions on the initiators."""
    found = fields(
        case("a", targets=("Hult Front",), initiators=("Norland army",)),
        statements=(
            statement("hospital", "accuses", "Norland army of the shelling"),
            statement("Norland army", "denies", "it had fired", start=990),
        ),
    )
    assert [(p.speaker, p.value) for p in found["initiators"]] == [
        ("hospital", "Norland army did it"),
        ("Norland army", "Norland army did not do it"),
        (None, "Norland army did it"),
    ]


def test_an_adjective_names_the_state_that_is_blamed():
    """Swedish forces are those of the country's army or state among the actors."""
    found = fields(
        case("a", initiators=("Norland army", "Southland")),
        statements=(
            statement("Norland army", "accuses", "Swedish forces of a strike"),
            statement("Southland", "accuses", "Norland army of the same", start=990),
        ),
    )
    assert {p.value for p in found["initiators"]} == {"Southland did it", "Norland army did it"}


def test_two_who_blame_each_other_are_contested():
    """Each side's accusation of the other is a position."""
    found = fields(
        case("a", initiators=("Norland army", "Southland")),
        statements=(
            statement("Norland army", "accuses", "Southland of a strike"),
            statement("Southland", "accuses", "Norland of the same", start=990),
        ),
    )
    assert {p.value for p in found["initiators"]} == {"Southland did it", "Norland did it", "Norland army did it"}


def test_a_claim_that_nobody_disputes_is_no_contest():
    """Claiming responsibility for what others say it did contests nothing."""
    claim = statement("Hult Front", "claims_responsibility", "the raid")
    assert fields(case("a", initiators=("Hult Front",)), statements=(claim,)) == {}


def test_a_town_and_its_province_are_one_place():
    """A report with the province does not contradict one with the town in it."""
    found = fields(
        case("a", where=(place("Hult", country="SE", province="Skane"),)),
        case("b", where=(place("Skane province", "province", "SE"),)),
        case("c", where=(place("Southland", "country", "SE"),)),
    )
    assert found == {}


def test_two_provinces_are_two_places():
    """Reports that name different provinces part on the place."""
    found = fields(
        case("a", where=(place("Skane", "province", "SE"),)), case("b", where=(place("Halland", "province", "SE"),))
    )
    assert [p.value for p in found["where"]] == ["Skane", "Halland"]


def test_a_vaguer_date_contradicts_none_that_it_holds():
    """A day, the next day and their month are one time; the end of the month is another."""
    near = [case("a", when=when("2031-05-01")), case("b", when=when("2031-05-02"))]
    month = case("c", when=when("2031-05-01", "2031-05-31", "month"))
    assert "when" not in fields(*near, month)
    assert len(fields(*near, month, case("d", when=when("2031-05-20")))["when"]) == 3


def test_only_types_that_exclude_each_other_are_contested():
    """An attack may be an air strike; an air strike is no suicide bombing."""
    assert fields(case("a", type="air_strike"), case("b", type="armed_attack")) == {}
    assert len(fields(case("a", type="air_strike"), case("b", type="suicide_bombing"))["type"]) == 2


def test_a_denial_by_others_contests_that_it_happened():
    """A denial tied to the incident by someone who is not blamed for it is set against the report."""
    found = fields(
        case("a", harm("[Nine] died.", 9), **ATTACK),
        statements=(statement("Hult Front", "denies", "the raid took place"),),
    )
    assert [p.speaker for p in found["happened"]] == [None, "Hult Front"]


def test_quotes_are_the_words_of_the_report():
    """The offsets of a position lead to its quote."""
    cases = [
        case("a", harm("In Hult [nine] died.", 9), where=(place("Hult", country="SE", province="Skane"),)),
        case("b", harm("In Vik [five] died.", 5, speaker="hospital"), where=(place("Vik", country="NO"),)),
    ]
    texts = {c.account.report.id: c.account.report.text for c in cases}
    positions = [p for found in contests(cases, ACTORS) for p in found.positions]
    assert positions
    assert all(texts[p.report][p.start : p.end] == p.quote for p in positions)


@given(st.permutations(range(4)))
def test_the_order_of_cases_and_statements_does_not_matter(order):
    """Any order of the same accounts gives the same contests."""
    cases = [
        case("a", harm("[Eight] died.", 8, speaker="charity"), **ATTACK, when=when("2031-05-01")),
        case("b", harm("[Five] died.", 5, speaker="hospital"), when=when("2031-05-09"), type="suicide_bombing"),
        case("c", harm("[Nine militants] died.", 9, group="militant", speaker="Norland army")),
        case("d", harm("[Two] died.", 2), where=(place("Vik", country="NO"),)),
    ]
    told = [statement("hospital", "accuses", f"Norland army {i}", start=900 + i) for i in range(4)]
    again = contests([cases[i] for i in order], ACTORS, [told[i] for i in order])
    assert again == contests(cases, ACTORS, told)
