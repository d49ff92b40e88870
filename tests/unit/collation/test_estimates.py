from datetime import date

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import case, entries, entry, harm, says
from variorum.collation.cases import Case
from variorum.collation.estimates import estimates_of
from variorum.collation.tallies import tallies
from variorum.model import Statement
from variorum.model.record import Estimate

ACTORS = entries(
    entry("norland", "state", "NO"),
    entry("ministry", "government", "NO", "norland"),
    entry("spokesman", "person", "NO", "ministry"),
    entry("army", "military", "NO", "norland"),
    entry("rebels", "armed_group"),
    entry("rebel spokesman", "person", None, "rebels"),
    entry("hospital", "other"),
    entry("charity", "other"),
    entry("television", "media"),
)


def estimate(cases, actors, policy="ucdp", *, origins=None) -> tuple[Estimate, ...]:
    return estimates_of(tallies(cases, actors, origins), actors, policy)


def only(*cases, policy="ucdp", **options) -> Estimate:
    found = estimate(cases, ACTORS, policy, **options)
    assert len(found) == 1, found
    return found[0]


def numbers(e: Estimate):
    return e.low, e.best, e.high


def cells(*cases, policy="ucdp"):
    return {(e.outcome, e.group): e for e in estimate(cases, ACTORS, policy)}


class TestGroups:
    """Counts of one and the same people are one count."""

    def test_parts_and_their_total_are_one_count(self):
        """Five women and three children, eight civilians and eight killed are the same eight people."""
        found = only(
            case(
                "a",
                harm("He said [five women] and", 5, subgroup="women", speaker="charity"),
                harm("[three children] had died.", 3, subgroup="children", speaker="charity"),
            ),
            case("b", harm("[Eight civilians] were killed.", 8)),
            case("c", harm("[Eight] were killed.", 8, group="unknown")),
        )
        assert (found.group, numbers(found), found.contested, len(found.basis)) == ("civilian", (8, 8, 8), False, 4)

    def test_parts_without_a_total_add_up(self):
        """What one voice says of two parts of a group is added."""
        found = only(
            case("a", harm("[Five women] and", 5, subgroup="women"), harm("[three children].", 3, subgroup="children"))
        )
        assert numbers(found) == (8, 8, 8)

    def test_a_part_of_a_part_is_not_added(self):
        """Children among the patients are not counted on top of them."""
        found = only(
            case(
                "a",
                harm("[Twelve nurses] and", 12, subgroup="nurses"),
                harm("[seven patients],", 7, subgroup="patients"),
                harm("among them [three children], died.", 3, subgroup="children"),
            )
        )
        assert numbers(found) == (19, 19, 19)

    def test_counts_that_are_joined_add_up(self):
        """Twelve members of the staff and seven patients are nineteen though neither is called a part."""
        found = only(case("a", harm("[Twelve members] of the staff and", 12), harm("[seven patients] died.", 7)))
        assert numbers(found) == (19, 19, 19)

    def test_a_list_of_counts_adds_up(self):
        """Eight cooks, five drivers and two guests are fifteen; what a comma alone parts is not three versions."""
        found = only(
            case("a", harm("[Eight cooks],", 8), harm("[five drivers] and", 5), harm("[two guests] were killed.", 2))
        )
        assert numbers(found) == (15, 15, 15)

    def test_a_part_told_alone_does_not_lower_the_total(self):
        """A report of one dead child leaves eight civilians eight."""
        found = only(
            case("a", harm("[Eight civilians] died.", 8)), case("b", harm("[A child] died.", 1, subgroup="child"))
        )
        assert (numbers(found), found.contested) == ((8, 8, 8), False)

    def test_parts_that_exceed_a_total_contest_it(self):
        """Eight people by their parts are more than another's six in all."""
        found = only(
            case("a", harm("[Six civilians] died, the ministry said.", 6, speaker="ministry")),
            case("b", harm("[Five women] and", 5, subgroup="women"), harm("[three boys].", 3, subgroup="boys")),
        )
        assert found.contested

    def test_members_of_a_group_are_all_of_it(self):
        """Seven soldiers are the whole count of the military group."""
        found = only(
            case("a", harm("[Seven soldiers] died.", 7, group="military", subgroup="soldiers")),
            case("b", harm("[Seven members] of the army died.", 7, group="military")),
        )
        assert (numbers(found), found.basis[0].superseded_by) == ((7, 7, 7), None)

    def test_a_total_that_covers_two_groups_stays_beside_them(self):
        """Eight killed, three civilians and five fighters, are a total and two groups, with nothing added."""
        found = cells(
            case(
                "a",
                harm("[Eight] were killed:", 8, group="unknown"),
                harm("[three civilians] and", 3),
                harm("[five fighters].", 5, group="militant"),
            )
        )
        assert numbers(found["killed", "unknown"]) == (8, 8, 8)
        assert "killed civilian and killed militant" in found["killed", "unknown"].reason

    def test_a_total_above_the_only_known_group_is_kept(self):
        """Nineteen killed are not nineteen civilians where twelve civilians are told."""
        found = cells(case("a", harm("[Nineteen people] died,", 19, group="unknown"), harm("[12 civilians] died.", 12)))
        assert {cell: e.best for cell, e in found.items()} == {("killed", "civilian"): 12, ("killed", "unknown"): 19}

    def test_soldiers_are_among_the_security_forces(self):
        """Seven security men elsewhere called soldiers are seven soldiers."""
        found = only(
            case("a", harm("[Seven soldiers] died.", 7, group="military")),
            case("b", harm("[Seven guards] died.", 7, group="security_forces")),
        )
        assert (found.group, found.best) == ("military", 7)

    def test_casualties_cover_killed_and_injured(self):
        """Twenty casualties that are five dead and fifteen hurt contradict nothing."""
        found = cells(
            case("a", harm("[Twenty casualties].", 20, outcome="casualty")),
            case("b", harm("[Five dead] and", 5), harm("[15 hurt].", 15, outcome="injured")),
        )
        assert [e.contested for e in found.values()] == [False, False, False]

    def test_casualties_below_the_dead_of_another_are_contested(self):
        """Four casualties cannot hold another's nine dead."""
        found = cells(
            case("a", harm("[Four casualties].", 4, outcome="casualty", speaker="ministry")),
            case("b", harm("[Nine dead].", 9, speaker="charity")),
        )
        assert found["casualty", "civilian"].contested

    def test_other_people_beside_a_named_one_are_counted_with_him(self):
        """Orm and sixteen other rebels are seventeen."""
        found = only(
            case(
                "a",
                harm("[Olaf Orm] and", 1, group="militant", names=("Olaf Orm",)),
                harm("[16 other rebels] died.", 16, group="militant"),
            )
        )
        assert found.best == 17


class TestBounds:
    """Open, rough and vague counts."""

    def test_open_figures_leave_the_high_open(self):
        """Where everyone says at least, there is no high."""
        assert numbers(only(case("a", harm("[At least seven] died.", 7, None)))) == (7, 7, None)

    def test_an_exact_figure_closes_an_open_one(self):
        """At least seven and nine make seven to nine, and nine is taken as the exact figure that fits."""
        found = only(
            case("a", harm("[At least seven] died.", 7, None)), case("b", harm("[Nine] died.", 9), publisher="B")
        )
        assert (numbers(found), found.contested) == ((7, 9, 9), False)

    def test_about_as_many_is_no_contradiction(self):
        """About 200 and 210 agree."""
        found = only(
            case("a", harm("[About 200] died.", 200, approximate=True, speaker="ministry")),
            case("b", harm("[210] died.", 210, speaker="charity")),
        )
        assert not found.contested

    def test_a_ceiling_bounds_the_high_only(self):
        """Up to 40 does not lower a low of twelve."""
        found = only(
            case("a", harm("[Twelve] died.", 12)), case("b", harm("[Up to 40] died.", 0, 40, speaker="charity"))
        )
        assert (found.low, found.high) == (12, 40)

    def test_a_plural_without_a_number_does_not_count_beside_one(self):
        """Civilians were killed, said without a number, does not lower eight to two."""
        found = only(
            case("a", harm("[Eight civilians] died.", 8)),
            case("b", harm("The strike killed [civilians].", 2, None)),
            policy="range",
        )
        assert numbers(found) == (8, 8, 8)

    def test_a_plural_without_a_number_counts_alone(self):
        """Where nobody gives a number, the plural's two or more is what is known."""
        assert numbers(only(case("a", harm("It killed [civilians].", 2, None)))) == (2, 2, None)


class TestContradiction:
    """Who contradicts whom."""

    def test_a_denial_contests_and_lowers_the_low(self):
        """A denial lowers the low to nothing and does not become the best."""
        found = only(
            case("a", harm("The charity said that [eight civilians] died.", 8, speaker="charity")),
            case("b", harm("The army denied that [civilians] died.", 0, speaker="army", stance="denies")),
        )
        assert (numbers(found), found.contested) == ((0, 8, 8), True)

    def test_a_denial_alone_is_nothing_known(self):
        """With nobody who gives a figure the estimate is nought, and there is nothing to contest."""
        found = only(case("a", harm("The army denied that [civilians] died.", 0, speaker="army", stance="denies")))
        assert (numbers(found), found.contested) == ((0, 0, 0), False)

    def test_a_denial_of_all_meets_the_count_of_a_group(self):
        """Nobody was hurt contradicts eight dead civilians."""
        found = only(
            case("a", harm("The charity said that [eight civilians] died.", 8, speaker="charity")),
            case(
                "b",
                harm(
                    "The army denied [any casualties].",
                    0,
                    speaker="army",
                    stance="denies",
                    outcome="casualty",
                    group="unknown",
                ),
            ),
        )
        assert (found.outcome, found.group, found.contested) == ("killed", "civilian", True)

    def test_figures_of_two_speakers_that_exclude_each_other_are_contested(self):
        """A ministry's four and a hospital's nine contradict one another."""
        found = only(
            case("a", harm("The ministry said [four] died.", 4, speaker="ministry")),
            case("b", harm("The hospital said [nine] died.", 9, speaker="hospital")),
        )
        assert (found.low, found.high, found.contested) == (4, 9, True)

    def test_one_office_does_not_contradict_itself(self):
        """Two figures of a ministry and its spokesman differ without being contested."""
        found = only(
            case("a", harm("The ministry said [four] died.", 4, speaker="ministry")),
            case("b", harm("The spokesman said [nine] died.", 9, speaker="spokesman")),
        )
        assert not found.contested

    def test_outlets_on_different_days_do_not_contradict_one_another(self):
        """A later report's own higher count is an update."""
        found = only(
            case("a", harm("[Four] died.", 4), on="2031-05-01"), case("b", harm("[Nine] died.", 9), on="2031-05-02")
        )
        assert (found.best, found.contested) == (9, False)

    def test_outlets_on_one_day_contradict_one_another(self):
        """Two counts of one day in two outlets' own voices cannot both be true."""
        found = only(
            case("a", harm("[Four] died.", 4), on="2031-05-01"), case("b", harm("[Nine] died.", 9), on="2031-05-01")
        )
        assert found.contested

    def test_outlets_of_one_origin_are_one_voice(self):
        """Reports that go back to one agency do not contradict one another."""
        found = only(
            case("a", harm("[Four] died.", 4)), case("b", harm("[Nine] died.", 9)), origins={"a": "wire", "b": "wire"}
        )
        assert not found.contested


class TestSuperseded:
    """Figures that later ones replace."""

    def test_a_later_figure_of_the_same_speaker_replaces_the_former(self):
        """The basis of the first figure names the position of the second, and only the second counts."""
        found = only(
            case("a", harm("The charity said [nine] died.", 9, speaker="charity"), on="2031-05-01"),
            case("b", harm("The charity said [19] died.", 19, speaker="charity"), on="2031-05-02"),
        )
        assert (numbers(found), [b.superseded_by for b in found.basis]) == ((19, 19, 19), [1, None])

    def test_a_figure_of_the_office_replaces_its_spokesmans(self):
        """The ministry's later count takes the place of its spokesman's."""
        found = only(
            case("a", harm("The spokesman said [nine] died.", 9, speaker="spokesman"), on="2031-05-01"),
            case("b", harm("The ministry said [19] died.", 19, speaker="ministry"), on="2031-05-02"),
        )
        assert found.basis[0].superseded_by == 1

    def test_each_figure_points_to_the_next(self):
        """A toll that rises twice is replaced step by step."""
        found = only(
            *(
                case(str(n), harm(f"The charity said [{n}] died.", n, speaker="charity"), on=f"2031-05-{n}")
                for n in (10, 20, 30)
            )
        )
        assert [b.superseded_by for b in found.basis] == [1, 2, None]

    def test_an_outlet_replaces_its_own_figure(self):
        """A publisher's later report counts in place of its earlier one."""
        found = only(
            case("a", harm("[Nine] died.", 9), on="2031-05-01", publisher="The Post"),
            case("b", harm("[Ten] died.", 10), on="2031-05-02", publisher="The Post"),
        )
        assert (numbers(found), found.basis[0].superseded_by) == ((10, 10, 10), 1)

    def test_another_outlet_replaces_nothing(self):
        """A later report of another publisher stands beside the first."""
        found = only(
            case("a", harm("[Nine] died.", 9), on="2031-05-01", publisher="The Post"),
            case("b", harm("[Ten] died.", 10), on="2031-05-02", publisher="The Globe"),
        )
        assert [b.superseded_by for b in found.basis] == [None, None]

    def test_words_of_revision_replace_within_a_report(self):
        """The toll that rose to 46 takes the place of the 40 of the same speaker before it."""
        found = only(
            case(
                "a",
                harm("The charity had counted [40 dead].", 40, speaker="charity"),
                harm("The toll rose to [46 dead], it said.", 46, speaker="charity"),
            )
        )
        assert (found.best, [b.superseded_by for b in found.basis]) == (46, [1, None])

    def test_a_figure_said_to_be_earlier_is_replaced(self):
        """A former count that is told after the new one does not stand."""
        found = only(
            case(
                "a",
                harm("The charity counts [19 dead].", 19, speaker="charity"),
                harm("Earlier it had spoken of [nine dead].", 9, speaker="charity"),
            )
        )
        assert (numbers(found), found.basis[1].superseded_by) == ((19, 19, 19), 0)

    def test_the_day_of_a_statement_orders_figures_of_one_report(self):
        """Two statements of a report, each with its day, are in the order of their days."""
        first = harm("The charity said on Sunday that [22] died.", 22, speaker="charity")
        second = harm("The charity said on Monday that [30] died.", 30, speaker="charity")
        made = case("a", first, second, on="2031-06-01")
        text = made.account.report.text

        def statement(quote, on):
            start = text.index(quote)
            return Statement(
                speaker="charity", stance="asserts", start=start, end=start + len(quote), quote=quote, said_on=on
            )

        account = msgspec.structs.replace(
            made.account, statements=(statement("22", date(2031, 5, 4)), statement("30", date(2031, 5, 5)))
        )
        found = only(Case(account, made.incident, made.actors))
        assert [b.superseded_by for b in found.basis] == [1, None]

    def test_a_vague_restatement_replaces_nothing(self):
        """More than 20, said a year later, leaves 22."""
        found = only(
            case("a", harm("The charity said [22] died.", 22, speaker="charity"), on="2031-05-01"),
            case("b", harm("The charity said [more than 20] died.", 21, None, speaker="charity"), on="2032-05-01"),
        )
        assert found.best == 22

    def test_a_part_replaces_no_total(self):
        """A later word on the children among the dead leaves the number of the dead."""
        found = only(
            case("a", harm("The charity said [nine] died.", 9, speaker="charity"), on="2031-05-01"),
            case("b", harm("[Two boys] died, it said.", 2, speaker="charity", subgroup="boys"), on="2031-05-02"),
        )
        assert found.best == 9


class TestReversed:
    """Deaths that are taken back."""

    dead = case(
        "a",
        harm("Television said that [Olaf Orm] died.", 1, speaker="television", group="militant", names=("Olaf Orm",)),
        on="2031-02-01",
        targets=("rebels",),
    )

    def test_a_later_report_that_denies_it_takes_a_death_back(self):
        """Who is denied to have died, in a later report's own voice, is dead no more."""
        denial = harm("[Orm] was not hurt.", 1, group="militant", names=("Orm",), stance="denies")
        found = only(self.dead, case("b", denial, on="2031-05-01", targets=("rebels",)))
        assert (numbers(found), found.basis[0].reversed, found.contested) == ((0, 0, 0), True, False)

    def test_someone_seen_alive_was_not_killed(self):
        """A sentence that finds him alive is the basis that takes his death back."""
        alive = case("b", says("Olaf Orm appeared alive in a [film].", "hospital", "condemns"), on="2031-05-01")
        found = only(self.dead, alive)
        assert [(b.stance, b.reversed, b.quote) for b in found.basis] == [
            ("asserts", True, "Olaf Orm"),
            ("denies", False, "Olaf Orm appeared alive in a film."),
        ]

    def test_a_named_man_is_counted_in_one_group(self):
        """Someone whom one report calls a rebel and another nothing is one dead rebel."""
        found = only(
            self.dead,
            case(
                "b", harm("[Orm] is dead, the hospital says.", 1, group="unknown", names=("Orm",), speaker="hospital")
            ),
        )
        assert (found.group, numbers(found)) == ("militant", (1, 1, 1))

    def test_a_sentence_in_doubt_takes_nothing_back(self):
        """Whether he is alive is no answer."""
        found = only(
            self.dead, case("b", says("It is unclear whether Orm is alive, they [say].", "hospital"), on="2031-05-01")
        )
        assert (found.best, len(found.basis)) == (1, 1)

    def test_a_namesake_takes_nothing_back(self):
        """Another man of the family name who is alive is somebody else."""
        found = only(self.dead, case("b", says("Gustav Orm is alive, they [say].", "hospital"), on="2031-05-01"))
        assert found.best == 1

    def test_a_denial_of_his_own_side_contests(self):
        """A party's denial that its leader died is one side's word against the other's."""
        denial = harm(
            "The rebels denied that [Orm] was hurt.",
            1,
            group="militant",
            names=("Orm",),
            stance="denies",
            speaker="rebel spokesman",
        )
        found = only(self.dead, case("b", denial, on="2031-02-02", targets=("rebels",)))
        assert (numbers(found), found.contested, found.basis[0].reversed) == ((0, 1, 1), True, False)


class TestPolicies:
    """How each policy chooses."""

    cases = (
        case("a", harm("[Eight civilians] died.", 8), on="2031-05-01", publisher="A", initiators=("army",)),
        case("b", harm("[Eight civilians] died.", 8), on="2031-05-01", publisher="B", initiators=("army",)),
        case("c", harm("[Twelve] died, rebels said.", 12, speaker="rebels"), on="2031-05-01", targets=("rebels",)),
        case("d", harm("[Three] died, the hospital said.", 3, speaker="hospital"), on="2031-05-01"),
    )

    @pytest.mark.parametrize(
        ("policy", "expected"), [("ucdp", (3, 8, 12)), ("range", (3, 8, 12)), ("conservative", (8, 8, 8))]
    )
    def test_each_policy_chooses_as_it_says(self, policy, expected):
        """Two outlets support eight, a party says twelve and a hospital three."""
        assert numbers(only(*self.cases, policy=policy)) == expected

    @pytest.mark.parametrize(
        ("policy", "expected"), [("ucdp", (0, 19, 19)), ("range", (0, 15, 19)), ("conservative", (0, 15, 19))]
    )
    def test_a_toll_that_rose_and_is_denied(self, policy, expected):
        """A charity's nine become 19, an outlet has at least 15, and the army denies it."""
        found = only(
            case("a", harm("The charity said [nine] died.", 9, speaker="charity"), on="2031-05-04"),
            case("b", harm("The charity said [19] died.", 19, speaker="charity"), on="2031-05-05"),
            case("c", harm("[At least 15] died.", 15, None), on="2031-05-05"),
            case("d", harm("The army denied that [civilians] died.", 0, speaker="army", stance="denies")),
            policy=policy,
        )
        assert numbers(found) == expected

    def test_an_estimate_names_its_policy(self):
        """The policy is part of the estimate."""
        assert only(*self.cases, policy="range").policy == "range"

    def test_in_doubt_the_lower_figure_is_taken(self):
        """Two equal voices on one day leave the lower figure."""
        found = only(
            case("a", harm("[Four] died.", 4), on="2031-05-01"), case("b", harm("[Nine] died.", 9), on="2031-05-01")
        )
        assert (found.best, "lower" in found.reason) == (4, True)

    def test_a_party_that_counts_its_enemies_is_believed_last(self):
        """An army's count of dead rebels gives way to a hospital's."""
        found = only(
            case(
                "a",
                harm("The army said [40 rebels] died.", 40, group="militant", speaker="army"),
                initiators=("army",),
                on="2031-05-03",
            ),
            case("b", harm("The hospital said [six] died.", 6, group="militant", speaker="hospital"), on="2031-05-01"),
        )
        assert (numbers(found)) == (6, 6, 40)

    def test_an_alleged_figure_does_not_lower_the_low(self):
        """UCDP's low leaves out what is only alleged where something is reported."""
        found = only(
            case("a", harm("[Nine] died.", 9)),
            case("b", harm("[Two] reportedly died.", 2, speaker="charity"), certainty="alleged"),
        )
        assert found.low == 9


FIGURES = st.builds(
    lambda report, low, spread, speaker, group, stance, part, on: case(
        report,
        harm(
            "It was said that [some] died.",
            low,
            None if spread == 3 else low + spread,
            speaker=speaker,
            group=group,
            stance=stance,
            subgroup=part,
        ),
        on=on,
        initiators=("army",),
    ),
    st.text("abcdefgh", min_size=4, max_size=8),
    st.integers(0, 12),
    st.integers(0, 3),
    st.sampled_from([None, "army", "spokesman", "ministry", "hospital", "rebels"]),
    st.sampled_from(["civilian", "militant", "military", "security_forces", "unknown"]),
    st.sampled_from(["asserts", "asserts", "asserts", "denies"]),
    st.sampled_from([None, None, "women", "boys"]),
    st.sampled_from([None, "2031-05-01", "2031-05-02"]),
)
CLUSTERS = st.lists(FIGURES, max_size=7, unique_by=lambda c: c.account.report.id)
POLICIES = st.sampled_from(["ucdp", "range", "conservative"])


@given(st.data(), CLUSTERS, POLICIES)
def test_the_order_of_cases_does_not_matter(data, cluster, policy):
    """Any order of the same cases gives the same estimates."""
    shuffled = data.draw(st.permutations(cluster))
    assert estimate(shuffled, ACTORS, policy) == estimate(cluster, ACTORS, policy)


@given(CLUSTERS, POLICIES)
def test_low_best_and_high_are_in_order(cluster, policy):
    """No estimate has a best below its low or above its high, and each is of at least one basis."""
    for found in estimate(cluster, ACTORS, policy):
        assert 0 <= found.low <= found.best
        assert found.high is None or found.best <= found.high
        assert found.basis


@given(CLUSTERS, POLICIES)
def test_replacements_stand_in_the_basis(cluster, policy):
    """What replaces a figure is another position of the same basis."""
    for found in estimate(cluster, ACTORS, policy):
        for i, basis in enumerate(found.basis):
            assert basis.superseded_by is None or (0 <= basis.superseded_by < len(found.basis) != i)
            assert basis.superseded_by != i


@given(CLUSTERS)
def test_no_figure_is_lost(cluster):
    """Every harm of the cases is in the basis of some estimate."""
    kept = {(b.report, b.start, b.end) for e in estimate(cluster, ACTORS) for b in e.basis}
    assert {(c.account.report.id, h.start, h.end) for c in cluster for h in c.incident.harms} <= kept


def test_outlets_are_not_compared_two_by_two(monkeypatch):
    """Of a strike that very many outlets tell of, only those are held against each other whose figures part."""
    compared = []

    def one_voice(left, right, _actors):
        compared.append((left, right))
        return left.voice == right.voice

    for module in ("claims", "estimates", "tallies"):
        monkeypatch.setattr(f"variorum.collation.{module}.one_voice", one_voice)
    told = [case(f"r{n:02}", harm(f"[{8 + n % 2}] were killed.", 8 + n % 2)) for n in range(60)]
    found = only(*told)
    assert found.reason.startswith("8 is taken since 30 independent voices agree with it")
    assert found.contested
    assert len(compared) <= 30 * 30
