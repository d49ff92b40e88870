"""What is read of short reports, sentence by sentence: who, to whom, how many, and where."""

from __future__ import annotations

import pytest

import variorum
from variorum.model import Account, Incident

PUBLISHED = "2031-05-14"  # a Wednesday


def only(account: Account) -> Incident:
    """Give the one incident of an account."""
    (incident,) = account.incidents
    return incident


def called(account: Account) -> dict[str, str]:
    """Give the names of the actors by their ids."""
    return {actor.id: actor.name for actor in account.actors}


def test_who_is_fatally_shot_is_killed() -> None:
    """Who is shot may live; who is fatally shot does not."""
    account = variorum.read("A man was fatally shot in Tulsa on Monday, police said.", published=PUBLISHED)
    assert [(h.outcome, h.low) for h in only(account).harms] == [("killed", 1)]


@pytest.mark.parametrize(
    ("text", "harms"),
    [
        ("A boy was hit by shrapnel in the shelling of Donetsk on Monday and later died.", [("killed", 1)]),
        (
            "A gunman opened fire in Lima on Monday. Raul Soto was struck in the head and was pronounced dead.",
            [("killed", 1)],
        ),
        (
            "A bomb wounded nine soldiers in Turbat on Monday. Four of the wounded succumbed to their injuries later.",
            [("injured", 9), ("killed", 4)],
        ),
        (
            "Gunmen injured nine passengers near Tanda on Monday. Another succumbed to his injuries later.",
            [("injured", 9), ("killed", 1)],
        ),
    ],
)
def test_who_dies_of_wounds_is_dead(text: str, harms: list[tuple[str, int]]) -> None:
    """Whoever was hurt first and died later is dead, and not hurt as well."""
    account = variorum.read(text, published=PUBLISHED)
    assert [(h.outcome, h.low) for h in only(account).harms] == harms


def test_he_who_died_is_the_one_told_of_before() -> None:
    """A pronoun counts one, of the group of whom it stands for, though no name is told."""
    account = variorum.read(
        "Robbers shot the guard in Arrah on Monday. He was rushed to a hospital, where doctors declared him dead.",
        published=PUBLISHED,
    )
    assert [(h.outcome, h.group) for h in only(account).harms if h.low] == [("killed", "security_forces")]


@pytest.mark.parametrize(
    ("text", "harm"),
    [
        ("Two robbers were beaten to death by a mob in Arrah on Monday.", ("killed", "militant", 2)),
        ("Two brothers were tortured to death at a post in Homs on Monday.", ("killed", "civilian", 2)),
        ("JNIM said it had lost no fighters in the clash near Djibo on Monday.", ("killed", "militant", 0)),
        ("The army said it had suffered no losses in the fighting in Kobane on Monday.", ("casualty", "military", 0)),
        ("The police denied that anyone had been abducted in Kajuru on Monday.", ("abducted", "unknown", 0)),
        ("The attack on Palma in March drove 40,000 people from their homes.", ("displaced", "unknown", 40_000)),
        ("The shelling of Kupiansk on Monday forced 200 residents to leave.", ("displaced", "civilian", 200)),
        ("A mob attacked a church in Raikia. One woman remains unaccounted for.", ("missing", "civilian", 1)),
        ("Villagers put the number of the missing at 227 after the raid on Kuriga.", ("missing", "unknown", 227)),
    ],
)
def test_harm_that_is_told_in_other_words(text: str, harm: tuple[str, str, int]) -> None:
    """Who is beaten to death is dead; a side that loses nobody, and a denial of any, count none; the missing count."""
    account = variorum.read(text, published=PUBLISHED)
    assert [(h.outcome, h.group, h.low) for h in only(account).harms] == [harm]


@pytest.mark.parametrize(
    ("text", "harms"),
    [
        (
            "The army suffered three dead and 14 wounded in the fighting in Mejicanos on Monday, a spokesman said.",
            [("killed", "military", 3), ("injured", "military", 14)],
        ),
        (
            "Two U.S. service members died in an operation in Kunduz on Monday. Four others were wounded.",
            [("killed", "military", 2), ("injured", "military", 4)],
        ),
        (
            "Rebels attacked a post in Baragoi on Monday. Six officers died and nine are missing.",
            [("killed", "police", 6), ("missing", "police", 9)],
        ),
        (
            "The ship was hit by a missile off Aden on Monday. Three sailors are missing and one is dead.",
            [("missing", "military", 3), ("killed", "unknown", 1)],
        ),
    ],
)
def test_others_are_of_those_who_were_told_of_before(text: str, harms: list[tuple[str, str, int]]) -> None:
    """The dead whom a force suffered are its own, others are as those before them, and each word has its own people."""
    account = variorum.read(text, published=PUBLISHED)
    assert [(h.outcome, h.group, h.low) for h in only(account).harms] == harms


@pytest.mark.parametrize(
    ("text", "low"),
    [
        ("The killings bring to 61 the number of people who have died this year as a result of the Troubles.", 61),
        ("With these killings, the number of persons killed by rebels in the State this year has gone up to 587.", 587),
        ("A raid in Kivu on Monday brought the number of civilians killed this month to 87.", 87),
        ("Israel's assault on Gaza has killed more than 41,000 Palestinians, the ministry says.", 41_001),
    ],
)
def test_the_figure_of_a_number_over_a_period_is_a_statistic(text: str, low: int) -> None:
    """What a number of dead over a year, or a war, has come to is no harm of what was told last."""
    account = variorum.read(text, published=PUBLISHED)
    assert [s.low for s in account.statistics] == [low]
    assert [h for incident in account.incidents for h in incident.harms] == []


@pytest.mark.parametrize(
    ("text", "harms"),
    [
        (
            "Israeli strikes killed at least 35 Palestinians across the Gaza Strip on Tuesday, officials said.",
            [("killed", 35)],
        ),
        ("The raid on Goma on Monday left 12 dead and forced 4,000 people from their homes.", [("killed", 12)]),
        (
            "The army killed scores of bandits in a raid on Gwari on Sunday; three soldiers lost their lives.",
            [("killed", 40), ("killed", 3)],
        ),
        (
            "The governor announced an ex gratia of Rs 10 lakh for the next of kin of the dead and Rs 50,000 "
            "for the injured in the attack on a bus in Reasi that killed nine.",
            [("killed", 9)],
        ),
    ],
)
def test_the_dead_are_those_of_whom_it_is_told(text: str, harms: list[tuple[str, int]]) -> None:
    """The toll of one day across an area is harm; neither money nor the object of another verb is dead."""
    account = variorum.read(text, published=PUBLISHED)
    assert [(h.outcome, h.low) for h in only(account).harms if h.outcome == "killed"] == harms
    assert account.statistics == ()


@pytest.mark.parametrize(
    ("text", "harms"),
    [
        (
            "M23 rebels executed 131 civilians in Kishishe. A probe identified at least 17 children among the victims.",
            [("killed", 131), ("killed", 17)],
        ),
        (
            "Soldiers executed 60 civilians in Merawi. The commission interviewed 52 victims.",
            [("killed", 60)],
        ),
        (
            "A mine exploded in Tank; Naik Sabir (age: 33 years) embraced martyrdom and four men received injuries.",
            [("killed", 1), ("injured", 4)],
        ),
        ("Many of the dead in the raid on Jos on Monday, which killed 40, had not been identified.", [("killed", 40)]),
    ],
)
def test_victims_are_dead_where_any_are(text: str, harms: list[tuple[str, int]]) -> None:
    """Victims who are identified are dead, those who are interviewed are not; who embraced martyrdom is not hurt."""
    account = variorum.read(text, published=PUBLISHED)
    assert [(h.outcome, h.low) for h in only(account).harms] == harms


def test_a_force_that_lost_men_lost_them_in_the_fighting_told_of_before() -> None:
    """A toll, and a denial of one, is of the clashes that were told of before, and not of the raid that comes later."""
    account = variorum.read(
        "Clashes in Haret entered their third day. Amal said that it had lost four fighters and denied that any of its "
        "officers were killed.\n\nIn the south, Israeli warplanes raided Luwayza at dawn. Four died in the raid."
    )
    told = {incident.type: [h.low for h in incident.harms] for incident in account.incidents}
    assert told["clash"] == [4, 0]
    assert told["air_strike"] == [4]


@pytest.mark.parametrize(
    ("text", "harms"),
    [
        (
            "Gunmen abducted 287 pupils in Kuriga on Thursday. Police said 28 of the abducted children had escaped.",
            [("abducted", 287)],
        ),
        (
            "A mine wounded three policemen in Tank on Monday. One of the injured policemen died.",
            [("injured", 3), ("killed", 1)],
        ),
    ],
)
def test_a_share_of_those_told_of_before_is_no_harm_anew(text: str, harms: list[tuple[str, int]]) -> None:
    """Of the abducted and the injured it was told before that they are."""
    account = variorum.read(text, published=PUBLISHED)
    assert [(h.outcome, h.low) for h in only(account).harms] == harms


def test_what_happened_when_a_period_began_is_no_part_of_its_sum() -> None:
    """Who was shot on the day since which many have died is harm of that day."""
    account = variorum.read("Fourteen people have died in Jos since Monday, when gunmen shot dead six traders.")
    assert [h.low for h in only(account).harms] == [6]
    assert [s.low for s in account.statistics] == [14]


def test_it_is_left_open_whether_anybody_was_hurt() -> None:
    """What is only asked is no harm."""
    account = variorum.read("It was not clear whether anyone was hurt in the blast in Jos on Monday.")
    assert only(account).harms == ()


def test_shots_that_are_fired_hit_nobody() -> None:
    """A number of shots counts no people."""
    account = variorum.read("Gunmen attacked a shop in Tulsa on Monday, with at least one shot fired, police said.")
    assert [h for incident in account.incidents for h in incident.harms] == []


def test_what_somebody_is_charged_with_is_no_harm_of_the_arrest() -> None:
    """The one who was killed was not killed in the arrest of the killer."""
    account = variorum.read(
        "Police in Lima arrested Jorge Paz on Monday and charged him with killing a guard.", published=PUBLISHED
    )
    arrests = [incident for incident in account.incidents if incident.type == "arrest"]
    assert [h.outcome for incident in arrests for h in incident.harms if h.outcome == "killed"] == []


def test_an_attorney_general_is_no_soldier() -> None:
    """Some generals hold an office."""
    account = variorum.read("Gunmen killed the attorney general in Quito on Monday.", published=PUBLISHED)
    assert [h.group for h in only(account).harms] == ["official"]


def test_nothing_is_told_of_who_was_arrested() -> None:
    """People who are arrested may be anybody, fighters too."""
    account = variorum.read("Police arrested 31 people in Beirut on Monday, a spokesman said.", published=PUBLISHED)
    assert [(h.outcome, h.group, h.low) for h in only(account).harms] == [("detained", "unknown", 31)]


def test_an_attack_among_air_strikes_is_an_attack() -> None:
    """What an air strike answers is no air strike itself, unless the report says so."""
    account = variorum.read(
        "The air strikes on Monday followed an attack on Saturday that killed at least seven soldiers in Ghazni.",
        published=PUBLISHED,
    )
    assert sorted(incident.type for incident in account.incidents) == ["air_strike", "armed_attack"]


def test_a_name_that_begins_a_clause_is_not_the_suspect() -> None:
    """The officer who speaks after "the suspect" is not the suspect."""
    account = variorum.read("A handgun was taken from the suspect, Patnode said. Sgt. Joe Patnode is with the police.")
    (actor,) = (actor for actor in account.actors if "Patnode" in actor.name)
    assert all("suspect" not in m.quote for m in actor.mentions)


def test_accidents_and_figures_of_speech_are_no_incidents() -> None:
    """Who dies in an accident, or of a heart attack, and whoever is attacked in words, is no matter of the record."""
    account = variorum.read(
        "Two people were killed when their taxi overturned. The driver had a heart attack after a verbal attack."
    )
    assert account.incidents == ()


def test_cadres_are_of_their_party() -> None:
    """Members by whatever name do what their organisation does."""
    account = variorum.read("Cadres of the Taliban blew up a bridge near Kunduz on Monday.", published=PUBLISHED)
    assert only(account).initiators == ("afghan-taliban",)


def test_a_bare_number_may_have_been_captured() -> None:
    """Who was counted before is meant by the number alone."""
    account = variorum.read(
        "Rebels killed 25 soldiers, wounded 30 and captured 24 in Gao on Monday.", published=PUBLISHED
    )
    harms = {(h.outcome, h.low) for incident in account.incidents for h in incident.harms}
    assert {("killed", 25), ("injured", 30)} <= harms
    assert ("injured", 24) not in harms


def test_fighters_after_a_bracketed_abbreviation_are_of_the_named() -> None:
    """The short form in brackets parts a name from its people no more than nothing would."""
    account = variorum.read("Al Shabaab (AS) fighters attacked a base near Jowhar on Monday.", published=PUBLISHED)
    assert only(account).initiators == ("al-shabaab",)


def test_an_age_is_no_part_of_a_name() -> None:
    """Who is 19 is called a man, not a "year-old man"."""
    account = variorum.read("A 19-year-old man was shot dead in Tulsa on Monday.", published=PUBLISHED)
    assert [actor.name for actor in account.actors] == ["man"]


def test_harm_in_another_country_is_another_happening() -> None:
    """What was done in one country is no harm of a strike in another."""
    account = variorum.read(
        "A drone strike killed ten militants in South Waziristan, Pakistan, today, officials said. The pace of strikes "
        "has quickened since December, when a suicide bomber killed seven people at a base in Khost, Afghanistan.",
        published=PUBLISHED,
    )
    assert {(i.type, h.low) for i in account.incidents for h in i.harms} == {("air_strike", 10), ("suicide_bombing", 7)}


def test_what_is_begun_is_not_said() -> None:
    """A quoted name for what somebody began is no saying of theirs; what they go on with after a comma is."""
    account = variorum.read(
        'The source said that the army began "a strong operation with air cover" in the hills today.'
    )
    assert [s.quote for s in account.statements] == [
        'the army began "a strong operation with air cover" in the hills today'
    ]


def test_patients_are_admitted_and_not_said() -> None:
    """Who admits a boy to a ward admits nothing."""
    account = variorum.read(
        "The family have admitted the boy to a ward of the hospital. The army admitted the killing."
    )
    assert [s.quote for s in account.statements] == ["the killing"]


def test_guerrillas_of_an_army_are_no_soldiers() -> None:
    """The army in the name of an armed group makes no soldiers of its fighters."""
    account = variorum.read("Police killed two New People's Army guerrillas in Manila on Monday.", published=PUBLISHED)
    assert [(h.group, h.low) for h in only(account).harms] == [("militant", 2)]


def test_a_total_counts_those_behind_it() -> None:
    """Behind "a total of", a number is the toll of what was told before, whether or not the number has a noun."""
    for words in ("A total of 12 people were killed.", "A total of 12 were killed.", "They killed a total of 12."):
        account = variorum.read(f"Rebels attacked Arbin on Monday. {words}", published=PUBLISHED)
        assert [(h.outcome, h.low, h.high) for h in only(account).harms] == [("killed", 12, 12)], words


def test_a_group_of_them_is_a_group_of_them() -> None:
    """Who is told of by nothing but himself is of no known group, and reading him ends."""
    account = variorum.read("Rebels attacked Arbin on Monday. A group of them were killed.", published=PUBLISHED)
    assert len(account.incidents) == 1


def test_brothers_of_each_other_belong_to_neither() -> None:
    """Whose brother somebody is makes him no part of him, and reading the two ends."""
    account = variorum.read(
        "Omar Hale was shot in Arbin on Monday. Omar Hale's brother Rami Doss ran away. "
        "Rami Doss's brother Omar Hale died later, police said."
    )
    assert {actor.parent for actor in account.actors} == {None}


def tolls_of(text: str) -> list[tuple[str, int, int | None]]:
    """Give what harm a report tells, in order."""
    account = variorum.read(text, published=PUBLISHED)
    return sorted((h.outcome, h.low, h.high) for incident in account.incidents for h in incident.harms)


def test_named_people_who_are_joined_are_killed_together() -> None:
    """Two names make one count, be the first of them heard alone."""
    account = variorum.read("Omar Hale and Rami Doss were killed in an air strike in Arbin on Monday.")
    assert [h.names for h in only(account).harms] == [("Omar Hale", "Rami Doss")]


def test_a_toll_stands_and_grows() -> None:
    """Verbs by which a toll comes to a number are known in all their forms, and so are those that bring bodies."""
    for words in ("The death toll stood at 12.", "Twelve bodies were brought to the hospital."):
        assert tolls_of(f"A bomb exploded at a market in Arbin on Monday. {words}") == [("killed", 12, 12)], words
    text = "A bomb exploded at a market in Arbin on Monday. The death toll has risen to at least 12."
    assert tolls_of(text) == [("killed", 12, None)]


def test_some_of_the_dead_are_told_apart_in_a_later_sentence() -> None:
    """They, the victims, and those among them are the people who were killed just before."""
    for words in (
        "They included three children.",
        "The victims included three children.",
        "Among them were three boys.",
    ):
        told = tolls_of(f"Twelve people were killed in a bombing in Arbin on Monday. {words}")
        assert told == [("killed", 3, 3), ("killed", 12, 12)], words
    text = "Police arrested 12 people in Arbin on Monday. They included three children."
    assert [t for t in tolls_of(text) if t[0] == "killed"] == []


def test_each_speaker_answers_for_his_own_figure() -> None:
    """A rival figure is not that of the first speaker as well."""
    account = variorum.read(
        "A bomb exploded at a market in Arbin on Monday. Police said 12 people were killed, but the rebels said 40."
    )
    assert sorted((h.low, h.speaker) for h in only(account).harms) == [(12, "police"), (40, "rebels")]


def test_what_did_not_cause_casualties_harmed_nobody() -> None:
    """No loss of life is no dead; no word on casualties leaves open whether there are any."""
    start = "A bomb exploded at a market in Arbin on Monday."
    assert tolls_of(f"{start} The blast did not cause any casualties.") == [("casualty", 0, 0)]
    assert tolls_of(f"{start} There was no loss of life.") == [("killed", 0, 0)]
    assert tolls_of(f"{start} There was no word on casualties.") == []


def test_whom_two_verbs_share_is_harmed_by_both() -> None:
    """Who is shot and killed is killed, wherever the parse puts him."""
    assert tolls_of("Gunmen shot and killed the deputy governor in Arbin on Monday.") == [("killed", 1, 1)]


def test_who_lost_their_lives_and_who_was_hurt() -> None:
    """Lives are lost by those before the verb; wounds that somebody died of hurt nobody else."""
    start = "A bomb exploded at a market in Arbin on Monday."
    told = tolls_of(f"{start} At least 12 civilians lost their lives and 30 were injured.")
    assert told == [("injured", 30, 30), ("killed", 12, None)]
    assert tolls_of(f"{start} A woman succumbed to her injuries in hospital.") == [("killed", 1, 1)]
    assert tolls_of(f"{start} Twelve others sustained serious injuries.") == [("injured", 12, 12)]


def test_a_headline_gives_each_harm_its_own_number() -> None:
    """A number right before a word of harm is its own; a toll is nobody who was harmed."""
    body = "ARBIN, May 12 (Reuters) - A bomb exploded in a market in Arbin on Monday."
    assert tolls_of(f"Arbin bombing: 12 killed, 30 injured\n\n{body}") == [("injured", 30, 30), ("killed", 12, 12)]


def named(account: Account, ids: tuple[str, ...]) -> list[str]:
    """Give the names of some actors of an account."""
    names = called(account)
    return [names[i] for i in ids]


def test_who_is_blamed_in_the_next_sentence_did_it() -> None:
    """A claim, blame and guilt that name no happening are for the one told before; what nobody claims is nobody's."""
    attack = "Ten soldiers were killed in an attack in Kunduz on Tuesday."
    for words in (
        "M23 rebels claimed responsibility.",
        "Officials blamed M23 rebels.",
        "Officials said M23 rebels were responsible.",
    ):
        account = variorum.read(f"{attack} {words}", published=PUBLISHED)
        assert named(account, only(account).initiators) == ["March 23 Movement"], words
    for words in ("No group has claimed responsibility.", "M23 rebels have not claimed responsibility."):
        account = variorum.read(f"{attack} {words}", published=PUBLISHED)
        assert only(account).initiators == (), words


def test_a_bare_claim_is_one_of_responsibility() -> None:
    """Who claims responsibility and does not say for what claims it all the same."""
    account = variorum.read("A bomb killed ten soldiers in Kunduz on Tuesday. M23 rebels claimed responsibility.")
    assert [(s.stance, s.quote) for s in account.statements] == [("claims_responsibility", "responsibility")]


def test_who_kills_in_a_raid_raids() -> None:
    """Where somebody says that they killed in a raid, the raid is theirs."""
    account = variorum.read("The army said it killed four militants in a raid in Kunduz on Tuesday.")
    assert named(account, only(account).initiators) == ["army"]


def test_forces_that_share_a_noun_are_two_parties() -> None:
    """Adjectives joined before one noun name a party each."""
    account = variorum.read("Turkish and Syrian forces clashed near Manbij on Tuesday.")
    parties = only(account).initiators + only(account).targets
    assert named(account, parties) == ["Turkish Armed Forces", "Syrian Armed Forces"]


def test_a_party_to_a_clash_may_be_heard_on_both_sides() -> None:
    """Whom a clash was with is a party to it, whatever else the sentence tells."""
    account = variorum.read("Protesters clashed with police in Nairobi on Tuesday, leaving four people dead.")
    clash = only(account)
    assert sorted(named(account, clash.initiators + clash.targets)) == ["police", "protesters"]


def test_a_village_in_apposition_lies_in_what_holds_it() -> None:
    """What a village is said to be in is not where something happened besides, if no gazetteer knows it."""
    account = variorum.read(
        "Gunmen stormed Karsala, a farming village in Borno state, on Tuesday, killing four people."
    )
    assert [place.name for place in only(account).where] == ["Karsala"]


@pytest.mark.parametrize(
    ("report", "places"),
    [
        ("In Belfast, a Catholic man was shot and wounded in the Ardoyne on Monday.", ["Ardoyne"]),
        ("In Antioquia, guerrillas blew up a pylon in the hamlet of La Granjita on Thursday.", ["La Granjita"]),
        ("In Kandahar, Taliban fighters attacked Arghistan district on Monday, killing five.", ["Arghistan"]),
        ("In Kabul and Kunduz, bombs killed nine people on Monday.", ["Kabul", "Kunduz"]),
        (
            "Gunmen killed 11 people in the village of Koplan on Sunday. They opened fire on guests in Bokkos local "
            "government area, police said.",
            ["Koplan"],
        ),
    ],
)
def test_what_holds_a_place_that_no_list_has_is_not_told_beside_it(report: str, places: list[str]) -> None:
    """A village is in what its sentence opens with, and in the one district that is told of besides."""
    assert [place.name for place in only(variorum.read(report, published=PUBLISHED)).where] == places


def test_a_family_of_five_is_five_people() -> None:
    """The number behind a noun for people together counts them, and the noun counts nobody besides."""
    account = variorum.read("A shell hit a house in Arbin on Monday. A family of five was killed.")
    assert [(h.outcome, h.low, h.high) for h in only(account).harms] == [("killed", 5, 5)]
    account = variorum.read("A group of eight militants was killed in Arbin on Monday.", published=PUBLISHED)
    assert [(h.group, h.low, h.high) for h in only(account).harms] == [("militant", 8, 8)]


def test_whom_an_attack_displaced_it_harmed() -> None:
    """What another happening is said to have done is its harm, and no happening of its own."""
    account = variorum.read("An attack in Arbin on Monday displaced 3,000 people.", published=PUBLISHED)
    assert [(h.outcome, h.low) for h in only(account).harms] == [("displaced", 3000)]


def test_harm_before_an_attack_is_none_of_the_attack() -> None:
    """What only says since when, or how long after what, tells of something else."""
    for text, harmed in (
        (
            "Gunmen attacked a hotel in Mogadishu on Sunday, killing 12 people. It was the deadliest attack in Somalia "
            "since October 2022, when two car bombs killed at least 121 people at a junction.",
            121,
        ),
        ("The army shelled the town of Sake on Friday before rebels killed nine soldiers at a checkpoint in Goma.", 9),
        ("Jets bombed a broadcaster in Tehran on Monday, hours after missiles killed eight people in Haifa.", 8),
    ):
        account = variorum.read(text, published=PUBLISHED)
        hosts = [i for i in account.incidents if any(h.low == harmed for h in i.harms)]
        assert [len(hosts), *(m.quote for i in hosts for m in i.mentions if m.quote == "killed")] == [1, "killed"]


def test_harm_after_its_cause_is_of_it() -> None:
    """Who died after an attack died of it."""
    account = variorum.read("Two soldiers were killed in Mopti on Monday after gunmen ambushed their convoy.")
    assert [m.quote for m in only(account).mentions] == ["ambushed"]


def test_a_weapon_names_what_only_harm_tells() -> None:
    """A bomb that killed is what happened, as much as the killing."""
    account = variorum.read("Five people were killed by a car bomb outside a restaurant in Tulsa.", published=PUBLISHED)
    assert [m.quote for m in only(account).mentions] == ["killed", "a car bomb"]


def test_people_are_not_told_to_be_civilians() -> None:
    """Who says "people" leaves open who they were; villagers are civilians."""
    account = variorum.read(
        "An air strike on the market in Aleppo on Monday killed 30 people and wounded four villagers.",
        published=PUBLISHED,
    )
    assert [(h.group, h.low) for h in only(account).harms] == [("unknown", 30), ("civilian", 4)]


def test_what_some_of_them_were_not_all_were() -> None:
    """Of sixty people, among them five policemen, and of thirty, four of them soldiers, the others were not."""
    account = variorum.read(
        "Some 60 people, among them five policemen, were killed when gunmen attacked Beni on Sunday.",
        published=PUBLISHED,
    )
    assert [(h.group, h.low) for h in only(account).harms] == [("unknown", 60), ("police", 5)]
    account = variorum.read(
        "The shelling of Aleppo on Monday killed 30 people, four of them soldiers.", published=PUBLISHED
    )
    assert [(h.group, h.low) for h in only(account).harms] == [("unknown", 30), ("military", 4)]


def test_a_crowd_that_nobody_counted_is_no_statistic() -> None:
    """Hundreds who marched are a scene; a number of them is a count."""
    account = variorum.read("Hundreds of people marched in Goma on Monday to protest against the killings.")
    assert account.statistics == ()
    account = variorum.read("About 4,000 people marched in Goma on Monday to protest against the killings.")
    assert [s.low for s in account.statistics] == [4000]


def test_who_kills_is_not_counted_among_the_dead() -> None:
    """The harm that a verb does is its object's, not its subject's."""
    account = variorum.read("Two policemen have killed seven protesters since Monday.", published=PUBLISHED)
    assert [(s.measure, s.low) for s in account.statistics] == [("deaths", 7)]


def test_many_dead_of_one_attack_are_its_harm() -> None:
    """Who claims to have killed many, whose lists were verified, and what a hospital has confirmed tell no sum."""
    for told in (
        "The militia claimed to have killed 140 soldiers.",
        "According to lists verified by aid workers, at least 140 soldiers were killed.",
        "The hospital director has confirmed 140 deaths.",
    ):
        account = variorum.read(f"Gunmen raided a camp in Ghazni on Monday. {told}", published=PUBLISHED)
        assert account.statistics == (), told
        assert [h.low for h in only(account).harms] == [140], told


def test_suicide_bombers_are_no_aircraft() -> None:
    """The bombers that fly are another word."""
    account = variorum.read("Troops shot down six bombers and destroyed four suicide bombers.")
    assert [(s.measure, s.low) for s in account.statistics] == [("aircraft", 6)]


def test_some_of_the_dead_are_not_hurt_and_lend_nobody_their_group() -> None:
    """A policeman among the dead is none of the hurt behind him, nor does he tell who they were."""
    account = variorum.read(
        "Seven people died in the raid on Monday, including a policeman, and four others were hurt.",
        published=PUBLISHED,
    )
    assert [(h.outcome, h.group, h.low) for h in only(account).harms] == [
        ("killed", "unknown", 7),
        ("killed", "police", 1),
        ("injured", "unknown", 4),
    ]
    account = variorum.read(
        "Ten civilians were killed in Idlib on Thursday, three of them children, and 57 were injured.",
        published=PUBLISHED,
    )
    assert [(h.outcome, h.low) for h in only(account).harms] == [("killed", 10), ("killed", 3), ("injured", 57)]


def sides(text: str, kind: str) -> tuple[list[str], list[str]]:
    """Give the names of who did what a report tells first of a type, and of whom it was done to."""
    account = variorum.read(text, published=PUBLISHED)
    incident = next(i for i in account.incidents if i.type == kind)
    return named(account, incident.initiators), named(account, incident.targets)


def test_a_general_hospital_is_no_generals() -> None:
    """A rank before another noun is an adjective, and an aircraft told of before holds no hospital."""
    assert sides("Soldiers fled the town. Shells later hit the general hospital and killed a nurse.", "shelling")[
        1
    ] == ["hospital"]
    assert sides("A drone hit the military hospital in Orsk, wounding five.", "air_strike")[1] == ["military hospital"]


def test_stations_may_be_aimed_at() -> None:
    """Where people wait, eat and drink is aimed at as their houses and markets are."""
    report = "Missiles slammed into a railway station in Pokrovsk on Monday, killing 12 people."
    assert sides(report, "shelling")[1] == ["railway station"]


def test_any_group_is_not_the_one_named_group() -> None:
    """A noun for any group, without an article, means nobody who has it in the name."""
    account = variorum.read(
        "No group has claimed the attack on the market, the International Crisis Group said. "
        "No group has said it carried out the bombing."
    )
    doers = [who for incident in account.incidents for who in named(account, incident.initiators)]
    assert account.incidents
    assert "International Crisis Group" not in doers


def test_those_taken_from_a_name_in_apposition() -> None:
    """Whoever a noun outside the lexicon is for, the name behind it says who he is."""
    report = "A respected omda, Hassan Idris, 70, was killed in his house in Nyala."
    assert sides(report, "killing")[1] == ["Hassan Idris"]


def test_whom_a_place_is_taken_from_loses_it() -> None:
    """Whom a town is taken from is the other side; "by" names who arrested somebody, also where it seems a place."""
    report = "The army recaptured the town of Bor from rebels on Sunday."
    assert sides(report, "territory_change") == (["army"], ["rebels"])
    assert sides("Two suspects were arrested in Ado by Amotekun on Friday.", "arrest")[0] == ["Amotekun"]


def test_who_is_fired_on_is_aimed_at() -> None:
    """People of whom no more is told are only harmed, unless a preposition says that they were aimed at."""
    report = "Police said gunmen had fired on men who were fishing on the lake."
    assert sides(report, "armed_attack") == (["gunmen"], ["men"])


def test_riders_are_aimed_at_in_what_carries_them() -> None:
    """A bus that carries soldiers stands for them, a command post for whose it is, before what it is called."""
    assert sides("Gunmen ambushed a bus carrying soldiers near Bama on Friday.", "armed_attack")[1] == ["soldiers"]


def test_the_harm_that_a_counted_series_did_is_summed() -> None:
    """What 24 strikes of a month did is no happening; what a day's strikes did is one."""
    for told, figures in (
        ("The mission recorded 24 drone strikes in April, which killed 56 civilians and wounded 80.", [24, 56, 80]),
        ("The group carried out 60 attacks in March that left 90 people dead.", [60, 90]),
        ("Police conducted 35 raids last month and detained 230 people.", [35, 230]),
    ):
        account = variorum.read(told, published=PUBLISHED)
        assert [s.low for s in account.statistics] == figures, told
        assert account.incidents == (), told
    account = variorum.read("Jets launched 12 strikes on Tuesday that killed eight people.", published=PUBLISHED)
    assert [h.low for h in only(account).harms] == [8]


def test_what_is_only_tried_harms_nobody() -> None:
    """A judge whom gunmen tried to kill lives, and the attempt is told of all the same."""
    account = variorum.read("Gunmen attempted to kill a judge in Aden on Sunday.", published=PUBLISHED)
    assert only(account).harms == ()
    account = variorum.read("A man tried to hit a trooper and a woman with a car on Sunday.", published=PUBLISHED)
    assert [h for i in account.incidents for h in i.harms] == []
    account = variorum.read("The gunmen tried to storm a base on Monday, killing two soldiers.", published=PUBLISHED)
    assert [h.low for h in only(account).harms] == [2]


@pytest.mark.parametrize(
    ("told", "harmed"),
    [
        ("Troops entered a village near Aden on Monday to arrest two commanders, and clashed with gunmen.", []),
        (
            "Rebels crossed the river at Aden on Tuesday and went on to kill nine villagers.",
            [("killed", "civilian", 9)],
        ),
    ],
    ids=["aim", "next"],
)
def test_what_somebody_only_came_to_do_harmed_nobody(told: str, harmed: list[tuple[str, str, int]]) -> None:
    """Who came to arrest somebody has not yet; who went on to kill somebody has."""
    assert counted(told) == harmed


def test_fighting_without_time_or_place_is_a_state() -> None:
    """Fighting that goes on somewhere, at some time, is no happening; what broke out on a day in a town is one."""
    account = variorum.read(
        "Soldiers shelled the town of Nyala on Monday, killing two. Fighting has gone on despite a truce, and 3,000 "
        "foreign troops were fighting alongside the rebels.",
        published=PUBLISHED,
    )
    assert only(account).type == "shelling"
    account = variorum.read(
        "Heavy fighting broke out in Khartoum on Saturday between the army and the rebels.", published=PUBLISHED
    )
    assert only(account).type == "clash"


def test_deaths_of_a_sum_are_no_happening() -> None:
    """That so many have died says how people are, not what was done to them."""
    account = variorum.read(
        "Jets bombed the port of Hodeida on Tuesday, wounding four dockers, the ministry said. The port handles most "
        "of the grain that the north eats. Its cranes were bought with a loan ten years ago. Traders said that prices "
        "had doubled since winter. On the other side, 25 civilians and 22 soldiers have died, the army says.",
        published=PUBLISHED,
    )
    assert [i.type for i in account.incidents if i.type == "killing"] == []


def test_who_goes_to_see_a_place_holds_no_talks() -> None:
    """To visit a country is to meet its government; a president who visits the site of an attack meets nobody."""
    for told, kinds in (
        ("President Mohamud visited the site early on Sunday.", []),
        ("The coordinator, who visited the village on Friday, called it a crime.", []),
        ("Foreign Minister Ali visited Beijing on Monday and met President Xi.", ["talks"]),
    ):
        account = variorum.read(told, published=PUBLISHED)
        assert sorted({i.type for i in account.incidents}) == kinds, told


def test_one_of_several_attacks_is_an_incident() -> None:
    """What one of several was aimed at, and where, is told of that one."""
    account = variorum.read(
        "The army blamed the group for several attacks, including one on a bank in Gao in 2029.", published=PUBLISHED
    )
    incident = only(account)
    assert [m.quote for m in incident.mentions] == ["one"]
    assert [w.name for w in incident.where] == ["Gao"]


@pytest.mark.parametrize(
    ("counted", "expected"),
    [
        ("The town's hospital is treating 32 wounded people, its director said.", []),
        ("He leads a clinic that has taken in 70 wounded men.", []),
        ("Gunmen killed a police officer in Idlib.", ["killing"]),
        ("Ten civilians were killed in Idlib on Saturday.", ["killing"]),
        ("A police officer was killed in Idlib.", ["killing"]),
    ],
)
def test_people_who_are_only_counted_name_no_happening(counted: str, expected: list[str]) -> None:
    """That so many wounded are cared for says nothing of what was done; a killing has a doer, a day or one victim."""
    account = variorum.read(f"The presidents of Sudan and Chad met in Abeche on Monday. {counted}", published=PUBLISHED)
    assert [i.type for i in account.incidents if i.type != "talks"] == expected


@pytest.mark.parametrize(
    ("whole", "short"),
    [
        ("Andres Lopez Obrador", "Lopez Obrador"),
        ("Mohammed bin Salman", "Bin Salman"),
        ("Ursula von der Leyen", "Von der Leyen"),
    ],
)
def test_who_has_two_surnames_is_one_person(whole: str, short: str) -> None:
    """Who is called by both surnames, or by one of more words, is no second person, whichever name comes first."""
    for first, second in ((whole, short), (short, whole)):
        account = variorum.read(f"{first} condemned the raid on Monday. {second} said two soldiers were killed.")
        assert [actor.name for actor in account.actors if actor.type == "person"] == [whole]


def counted(report: str) -> list[tuple[str, str, int]]:
    """Give the harms that a report tells, of whatever incident."""
    account = variorum.read(report, published=PUBLISHED)
    return [(h.outcome, h.group, h.low) for incident in account.incidents for h in incident.harms]


def test_a_title_in_the_plural_is_for_all_whom_it_names() -> None:
    """Two soldiers who are named are two, and both are soldiers."""
    for title, group in (("Soldiers", "military"), ("Constables", "police"), ("Journalists", "civilian")):
        told = f"{title} Marco Ruiz and Juan Paredes died in a rocket attack on a base in Quito on Monday."
        assert counted(told) == [("killed", group, 2)]


def test_bodies_beside_the_wounded_are_of_the_dead() -> None:
    """Whose words say that they are dead are not hurt, whatever they stand beside."""
    told = "Clashes near Lorke on Monday left three soldiers wounded; the hospital received nine wounded people and"
    assert ("killed", "unknown", 4) in counted(f"{told} four bodies.")


def test_the_chief_of_a_group_is_one_of_it() -> None:
    """Who leads fighters holds no office."""
    assert counted("Hezbollah chief Naim Harb was killed in an air strike on Beirut on Friday.") == [
        ("killed", "militant", 1)
    ]


def test_the_toll_includes_some_of_the_dead() -> None:
    """Whom a toll includes are dead."""
    told = "A bomb exploded in a market in Quito on Tuesday. The toll includes two railway policemen."
    assert counted(told) == [("killed", "police", 2)]


@pytest.mark.parametrize(
    "lie",
    ["remain in hospital", "were still on admission", "are receiving care"],
)
def test_who_lies_in_hospital_is_hurt(lie: str) -> None:
    """Whom doctors look after was hurt."""
    assert ("injured", "unknown", 12) in counted(
        f"A bomb exploded in Quito on Tuesday, killing nine. Twelve people {lie}."
    )


def told_by(report: str) -> list[tuple[int, str | None]]:
    """Give the numbers of the harms that a report tells, with the names of who tells them."""
    account = variorum.read(report, published=PUBLISHED)
    names: dict[str | None, str] = {actor.id: actor.name for actor in account.actors}
    return [(h.low, names.get(h.speaker)) for incident in account.incidents for h in incident.harms]


def test_who_claims_a_raid_does_not_count_its_dead() -> None:
    """What is told by the way of a deed that is claimed is the reporter's; what is claimed itself is not."""
    raid = "a bombing that killed 12 people in Quito on Monday."
    assert told_by(f"The militants claimed responsibility for {raid}") == [(12, None)]
    assert told_by(f"The families demanded an inquiry into {raid}") == [(12, None)]
    assert told_by("The rebels claimed responsibility for killing nine soldiers in Quito on Monday.") == [(9, "rebels")]


@pytest.mark.parametrize("saying", ["according to the mayor", "the mayor said"])
def test_who_is_named_behind_which_tells_the_relative_clause(saying: str) -> None:
    """In "a raid in which, the mayor said, ten died" the mayor tells of the dead."""
    report = f"Clashes broke out in Quito on Monday in which, {saying}, more than 70 people were killed."
    assert told_by(report) == [(71, "mayor")]
    assert [s.quote for s in variorum.read(report).statements] == ["more than 70 people were killed"]


@pytest.mark.parametrize("why", ["because he was not allowed to speak", "that he not be named, as talks went on"])
def test_why_a_source_is_not_named_is_not_what_it_said(why: str) -> None:
    """What stands before "on condition of anonymity" is what was said."""
    report = f"A soldier was killed in a raid in Quito on Monday, an official said on condition of anonymity {why}."
    assert [s.quote for s in variorum.read(report).statements] == ["A soldier was killed in a raid in Quito on Monday"]


@pytest.mark.parametrize(
    ("report", "sums"),
    [
        ("The centre counted 63 farmers killed by mines in North Kivu between January and April.", [63]),
        ("Nearly 700,000 displaced persons live around Goma, the agency said.", [700_000]),
        ("Last year 40 soldiers and 12 civilians died in attacks in the province.", [40, 12]),
        ("In 2030 police killed 230 rebels in Kivu. At least 800 rebels were arrested in the same period.", [230, 800]),
        ("Since October militias have attacked the troops 166 times: 67 times in Iraq, 98 in Syria.", [166, 67, 98]),
        ("The monitor recorded 412 hostile acts in May, 30 of them in Quito.", [412, 30]),
        ("The air strikes on Monday employed more than 125 precision munitions.", [126]),
        ("The army has carried out 412 offensive patrols since the beginning of the year.", [412]),
    ],
)
def test_counts_over_a_period_are_statistics(report: str, sums: list[int]) -> None:
    """What is counted over a period or many happenings is none of one incident's."""
    account = variorum.read(report, published=PUBLISHED)
    assert [statistic.low for statistic in account.statistics] == sums
    assert [harm.low for incident in account.incidents for harm in incident.harms] == []


@pytest.mark.parametrize(
    "toll",
    [
        "The provisional toll given by the Health Ministry stands at 14 dead and 35 wounded.",
        "The initial toll, of 14 dead and 35 wounded, came from the Health Ministry.",
        "The Health Ministry spoke last week of 14 killed and 35 wounded.",
    ],
)
def test_who_gives_a_toll_tells_it(toll: str) -> None:
    """Who gave a toll, or is where it came from, is answerable for all its numbers."""
    told = told_by(f"Shelling hit Quito on Monday. {toll}")
    assert [(low, (who or "").split()[-1:]) for low, who in told] == [(14, ["Ministry"]), (35, ["Ministry"])]


@pytest.mark.parametrize("count", ["the ministry's provisional toll", "an updated count on Tuesday from the ministry"])
def test_whose_count_it_is_says_so(count: str) -> None:
    """According to somebody's count is according to them."""
    assert told_by(f"Shelling struck Quito on Monday, killing 20 people, according to {count}.") == [(20, "ministry")]


def test_the_men_of_the_army_are_soldiers() -> None:
    """Whose men they are tells what they are."""
    told = "Gunmen attacked a convoy near Quito on Monday. The army said three of its men were wounded."
    assert counted(told) == [("injured", "military", 3)]


def test_harm_that_is_told_twice_is_no_statistic() -> None:
    """Saying a toll again makes no sum of it."""
    told = "Clashes in Jaffa on Tuesday killed 112 people. The clashes in Jaffa killed 112 people in a bad week."
    account = variorum.read(told, published=PUBLISHED)
    assert [harm.low for incident in account.incidents for harm in incident.harms] == [112]
    assert account.statistics == ()


def test_a_gang_with_a_name_is_not_the_gang_told_of_before() -> None:
    """Words that only say what somebody is do not stand for one that has a name."""
    account = variorum.read(
        "Last month a gang in the port killed nine people. The Gran Torvo gang attacked Jacmel on Monday, killing six.",
        published=PUBLISHED,
    )
    names = called(account)
    assert [[names[who] for who in incident.initiators] for incident in account.incidents] == [
        ["gang"],
        ["Gran Torvo gang"],
    ]


@pytest.mark.parametrize("taken", ["a base near Kivu", "two villages and an airfield", "a rebel stronghold"])
def test_who_takes_a_place_takes_nobody(taken: str) -> None:
    """Places are captured too, and nobody with them."""
    account = variorum.read(f"Soldiers captured {taken} on Monday, the army said.", published=PUBLISHED)
    assert [h.quote for incident in account.incidents for h in incident.harms] == []


@pytest.mark.parametrize(
    "statement", ["In a statement on Telegram, the group", "In a statement posted on social media, it"]
)
def test_a_medium_is_not_who_speaks_through_it(statement: str) -> None:
    """Neither the medium of a statement nor the agency that is credited says what is in it."""
    account = variorum.read(
        "TULSA, May 13 (Newswire) - The Southern Front shelled the town of Arbin on Monday.\n\n"
        f"{statement} said that the town had been used by soldiers.",
        published=PUBLISHED,
    )
    assert [called(account)[s.speaker] for s in account.statements if s.speaker] == ["Southern Front"]


def speakers(account: Account) -> list[str]:
    """Give the names of those who speak, in text order."""
    return [called(account)[s.speaker] for s in sorted(account.statements, key=lambda s: s.start) if s.speaker]


def test_what_a_state_owns_is_none_of_another_s() -> None:
    """A name that is one country's service alone is another's where that one owns it."""
    account = variorum.read(
        "Ukraine's Security Service said on Monday that a bridge had been hit.", published=PUBLISHED
    )
    assert speakers(account) == ["Security Service of Ukraine"]


def test_who_tells_what_his_forces_did_also_claims() -> None:
    """After what a speaker's own people did, the next verb of speech is the speaker's."""
    account = variorum.read(
        "The defence ministry said on Monday that its forces had shelled depots in Kharkiv and claimed that all "
        "targets were hit.",
        published=PUBLISHED,
    )
    assert len(account.statements) > 1
    assert set(speakers(account)) == {"defence ministry"}


def test_a_governor_of_elsewhere_is_another() -> None:
    """Who governs Bryansk is not the governor told of before."""
    account = variorum.read(
        "In Kharkiv, a bomb killed a guard, Governor Oleh Tarvel said on Monday. The governor of Bryansk said that a "
        "farm worker was injured by debris.",
        published=PUBLISHED,
    )
    assert speakers(account) == ["Oleh Tarvel", "governor of Bryansk"]


@pytest.mark.parametrize("saying", ["Governor Oleh Tarvel wrote on Telegram", "police chief Ali Hadi told reporters"])
def test_who_tells_of_a_death_is_not_the_dead(saying: str) -> None:
    """A name before a verb of speech is no apposition to whom the speaker tells of."""
    account = variorum.read(f"Gunmen shot dead a nurse on Monday, {saying}.", published=PUBLISHED)
    assert not {called(account)[t] for t in only(account).targets} & {"Oleh Tarvel", "Ali Hadi"}


def test_how_old_a_girl_is_counts_nobody() -> None:
    """A five-year-old girl is one girl."""
    account = variorum.read(
        "Twenty people were injured in the strike on Monday, among them a five-year-old girl.", published=PUBLISHED
    )
    assert {h.low for incident in account.incidents for h in incident.harms} == {20, 1}


def test_a_drone_is_not_they() -> None:
    """What is hit is not the drone that hits it."""
    account = variorum.read("Two men died on Monday when a drone dropped a bomb on their car.", published=PUBLISHED)
    assert "drone" not in {called(account)[t] for t in only(account).targets}


def test_who_claims_an_attack_is_its_initiator_beside_the_bombers() -> None:
    """However often the bombers are told of, the group that claims the attack did it."""
    account = variorum.read(
        "Two suicide bombers blew themselves up in a market in Tulsa on Monday, killing nine people. The first bomber "
        "detonated his vest at noon and the second bomber detonated his when people came to help.\n\n"
        "Islamic State claimed responsibility.",
        published=PUBLISHED,
    )
    assert "Islamic State" in {called(account)[a] for incident in account.incidents for a in incident.initiators}


def test_who_is_dismissed_is_not_contradicted() -> None:
    """People are dismissed too, and nothing is said by it."""
    account = variorum.read("After the raid on Monday the president dismissed two generals.", published=PUBLISHED)
    assert account.statements == ()


def test_who_is_behind_the_killings_is_their_initiator() -> None:
    """A claim is for what it names, be that harm alone, and not for what was told last."""
    account = variorum.read(
        "Gunmen killed nine passengers of a bus near Tulsa on Friday. In Mesa, police arrested two suspects on "
        "Saturday.\n\nThe Southern Front said in a statement it was behind the killings.",
        published=PUBLISHED,
    )
    killed = next(i for i in account.incidents if any(h.outcome == "killed" for h in i.harms))
    assert "Southern Front" in {called(account)[a] for a in killed.initiators}


def test_whose_targets_are_is_not_where_they_are() -> None:
    """What is said to be backed by a country does not place what happens in another."""
    account = variorum.read(
        "Israel carried out 30 air strikes on Iran-linked targets in Syria last year, the army said.",
        published=PUBLISHED,
    )
    assert [s.place for s in account.statistics] == ["Syria"]


@pytest.mark.parametrize(
    "deed",
    ["kidnapping the surviving crew members", "abducting two nurses", "holding captive the three engineers"],
)
def test_what_a_group_is_accused_of_does_not_say_who_it_is(deed: str) -> None:
    """Whom somebody is accused of harming is not who is accused."""
    account = variorum.read(
        f"The Houthis attacked a ship on Monday. Britain accused the group of {deed} in Aden on Tuesday.",
        published=PUBLISHED,
    )
    names = called(account)
    accused = [{names[who] for who in i.initiators} for i in account.incidents if i.type in {"abduction", "arrest"}]
    assert accused == [{"Houthis"}]


@pytest.mark.parametrize(
    ("report", "whom"),
    [
        ("Israeli forces shot dead a Palestinian near Hebron on Sunday.", "Palestinian"),
        ("Militants killed an American in Baghdad on Sunday.", "American"),
        ("A Yemeni was shot dead by soldiers in Aden on Monday.", "Yemeni"),
        ("Police in Beirut arrested one Iraqi on Monday.", "Iraqi"),
    ],
)
def test_one_of_a_people_is_not_its_state(report: str, whom: str) -> None:
    """Who is called by his people is one of them."""
    account = variorum.read(report, published=PUBLISHED)
    kinds = {actor.id: (actor.name, actor.type) for actor in account.actors}
    assert [kinds[who] for who in only(account).targets] == [(whom, "civilians")]


@pytest.mark.parametrize(
    ("report", "groups"),
    [
        ("Four soldiers, among them an officer, were killed in an ambush near Kirkuk on Monday.", ["military"] * 2),
        ("Three officers and five conscripts were killed in an attack near Marib on Monday.", ["military"] * 2),
        ("Two policemen and an officer were wounded in a shooting in Aden on Monday.", ["police"] * 2),
        ("Gunmen killed two officers in Mosul on Monday.\n\nThe army sent a regiment.", ["military"]),
        ("Gunmen killed two officers in Mosul on Monday.\n\nPolice and the army are looking for them.", ["police"]),
    ],
)
def test_officers_are_soldiers_where_the_words_around_tell_of_an_army(report: str, groups: list[str]) -> None:
    """Both an army and the police have officers."""
    account = variorum.read(report, published=PUBLISHED)
    assert [h.group for h in only(account).harms] == groups


def test_who_is_of_a_group_with_state_in_its_name_is_no_official() -> None:
    """A state in a name is no state."""
    account = variorum.read("Security forces arrested three Islamic State suspects in Anbar on Monday.")
    assert [h.group for h in only(account).harms] == ["militant"]


@pytest.mark.parametrize(
    ("ministry", "group"),
    [("Ministry of Defence", "military"), ("defense ministry", "military"), ("Interior Ministry", "security_forces")],
)
def test_the_men_of_a_ministry_of_defence_are_soldiers(ministry: str, group: str) -> None:
    """Some ministries have forces."""
    account = variorum.read(f"Gunmen killed three members of the {ministry} in Homs on Monday.", published=PUBLISHED)
    assert [h.group for h in only(account).harms] == [group]


@pytest.mark.parametrize(
    ("people", "who"),
    [
        ("the French cultural attaché", {("French cultural attaché", "government")}),
        ("a school principal and a tailor", {("school principal", "civilians"), ("tailor", "civilians")}),
        ("a chef", {("chef", "civilians")}),
    ],
)
def test_whoever_is_counted_as_people_may_be_aimed_at(people: str, who: set[tuple[str, str]]) -> None:
    """A noun that tells of which group somebody is makes a party of him."""
    account = variorum.read(f"Gunmen abducted {people} in Beirut on Monday.", published=PUBLISHED)
    kinds = {actor.id: (actor.name, actor.type) for actor in account.actors}
    assert {kinds[whom] for whom in only(account).targets} == who


@pytest.mark.parametrize("whom", ["Palestinians", "Israelis", "nurses"])
def test_a_group_of_people_is_those_whom_it_counts(whom: str) -> None:
    """A group of people is no armed group, be they told by their country."""
    account = variorum.read(f"Gunmen ambushed a group of {whom} near Idlib on Monday, wounding six.")
    assert [called(account)[who] for who in only(account).targets] == [whom]
    assert [h.group for h in only(account).harms] == ["civilian"]


@pytest.mark.parametrize(
    ("thing", "who"),
    [
        ("a group of Vietnamese trawlers", "Vietnamese trawlers"),
        ("a column of rebel vehicles", "rebels"),
        ("two areas of concentration of Russian manpower", "Russian manpower"),
        ("a crowd of shoppers", "shoppers"),
        ("the roof of a clinic", "clinic"),
        ("a crowd of 300", "crowd"),
    ],
)
def test_what_is_gathered_or_divided_is_aimed_at(thing: str, who: str) -> None:
    """A column, a crowd or a roof is of somebody or something."""
    account = variorum.read(f"Soldiers fired at {thing} near Idlib on Monday.", published=PUBLISHED)
    assert [called(account)[a] for a in only(account).targets] == [who]


@pytest.mark.parametrize(
    ("thing", "who"),
    [
        ("a branch of the Bank of Tokyo", "Bank of Tokyo"),
        ("the home of a Catholic family", "Catholic family"),
        ("the house of a farmer", "farmer"),
        ("the farm of a retired colonel", "retired colonel"),
        ("the studios of Radio Shabelle", "Shabelle Media Network"),
        ("a television studio", "television studio"),
    ],
)
def test_whose_a_branch_or_a_home_is_is_aimed_at(thing: str, who: str) -> None:
    """Whoever sits or lives in it is aimed at with it."""
    account = variorum.read(f"Rockets hit {thing} in Idlib on Monday.", published=PUBLISHED)
    assert [called(account)[a] for a in only(account).targets] == [who]


@pytest.mark.parametrize(
    ("report", "who"),
    [
        ("Bandits attacked the village of Tarvel on Monday and killed 14 farmers.", "farmers"),
        ("Separatists executed two men in public in Buea on Monday.", "two men"),
        ("Gunmen shot dead ten people at a junction in Buea on Monday.", "ten people"),
        ("Militants attacked Idlib on Monday and killed a dozen road workers.", "road workers"),
        ("The attack on Monday left six labourers dead.", "labourers"),
        ("Troops stormed a camp near Idlib on Monday and killed two bandits.", "bandits"),
        ("Police raided a house in Karachi on Monday and killed three suspected terrorists.", "terrorists"),
        ("Security forces conducted an operation in Tank on Monday in which six militants were killed.", "militants"),
    ],
)
def test_whom_attackers_met_and_killed_is_aimed_at(report: str, who: str) -> None:
    """People of whom it is told who they are, and fighters rather than the place where they were."""
    account = variorum.read(report, published=PUBLISHED)
    assert [called(account)[a] for a in only(account).targets] == [who]


@pytest.mark.parametrize(
    ("report", "who"),
    [
        ("As a result of the attack 49 Armenian servicemen were killed on Monday.", "Armenian servicemen"),
        ("In the ambush on Monday four rebel fighters were killed.", "rebel fighters"),
        ("During the raid three Syrian soldiers were captured by the rebels on Monday.", "Syrian soldiers"),
    ],
)
def test_a_number_begins_what_it_counts(report: str, who: str) -> None:
    """The noun before a number is no part of those whom it counts, though no comma parts them."""
    account = variorum.read(report, published=PUBLISHED)
    assert who in {called(account)[a] for i in account.incidents for a in i.targets}


@pytest.mark.parametrize(
    ("report", "kind", "who"),
    [
        ("A US airstrike in support of the troops killed six fighters on Monday.", "air_strike", ["fighters"]),
        ("Jets carried out raids on Monday in defence of the garrison at Zalingei.", "air_strike", []),
        ("Farmers blocked the Masnaa highway on Monday and pelted trucks to protest against prices.", "protest", []),
        (
            "A mob set fire to the house of legislator Ian Roy, who was assaulted on his way home on Monday.",
            "armed_attack",
            ["Ian Roy"],
        ),
        (
            "India's defence ministry said Pakistani troops fired on its posts along the Line of Control on Monday.",
            "armed_attack",
            ["Indian Armed Forces"],
        ),
        ("They set off a bomb laid by the army near Idlib on Monday.", "bombing", []),
        ("Police arrested a truck in Quito on Monday.", "arrest", []),
        ("The battleship shelled Syrian and Druze positions in the hills on Monday.", "shelling", ["Syria"]),
    ],
)
def test_whom_a_deed_was_not_aimed_at(report: str, kind: str, who: list[str]) -> None:
    """Whom it was to help, what was blocked in protest, whose house or ministry it was, who laid a bomb, a truck."""
    assert sides(report, kind)[1] == who


@pytest.mark.parametrize(
    ("deed", "who"),
    [
        ("stormed a church and shot at the worshippers", ["worshippers"]),
        ("raided a market and fired at traders", ["traders"]),
        ("attacked a school and a mosque", ["school", "mosque"]),
    ],
)
def test_people_are_aimed_at_rather_than_the_place_where_they_are(deed: str, who: list[str]) -> None:
    """A place is a target where nobody else is said to be one."""
    account = variorum.read(f"Gunmen {deed} in Komanda on Monday, a priest said.", published=PUBLISHED)
    assert [called(account)[a] for a in only(account).targets] == who


@pytest.mark.parametrize(
    ("report", "who"),
    [
        (
            "Troops carried out an operation in Kulgam on Monday after reports of the presence of militants.",
            "militants",
        ),
        ("Police began a manhunt for the attackers in Leeds on Monday.", "attackers"),
        ("The army launched an operation on Monday to flush out rebels near Bria.", "rebels"),
    ],
)
def test_whom_an_operation_is_to_find_it_is_aimed_at(report: str, who: str) -> None:
    """A search is for somebody, and soldiers go where somebody is said to be."""
    account = variorum.read(report, published=PUBLISHED)
    assert [called(account)[a] for a in only(account).targets] == [who]


@pytest.mark.parametrize("whom", ["139 guards", "dozens of schoolgirls", "its crew"])
def test_who_is_taken_hostage_is_called_by_his_noun(whom: str) -> None:
    """What people are made is no part of what they are called."""
    account = variorum.read(f"Gunmen held {whom} hostage in Quito on Monday, police said.", published=PUBLISHED)
    assert not any("hostage" in name for name in called(account).values())
    assert [called(account)[a] for i in account.incidents for a in i.targets] == [whom.split()[-1]]


@pytest.mark.parametrize(
    ("deed", "who"),
    [
        ("killed the mayor and her bodyguard", ["mayor"]),
        ("shot dead a farmer, his wife and their son", ["farmer"]),
        ("abducted a farmer and his son", ["farmer", "son"]),
    ],
)
def test_who_was_with_those_aimed_at_shared_what_they_suffered(deed: str, who: list[str]) -> None:
    """A wife or a guard who died with somebody was not aimed at; whoever was taken was."""
    account = variorum.read(f"Gunmen {deed} in Tixtla on Monday.", published=PUBLISHED)
    assert [called(account)[a] for a in only(account).targets] == who


def test_who_arrests_somebody_arrests_no_house() -> None:
    """A place that is searched is where the arrest was made."""
    account = variorum.read(
        "Police entered the building in Quito on Monday and arrested 13 gunmen, an officer said.", published=PUBLISHED
    )
    arrest = next(incident for incident in account.incidents if incident.type == "arrest")
    assert [called(account)[a] for a in arrest.targets] == ["gunmen"]


@pytest.mark.parametrize("whom", ["a Palestinian family", "its crew"])
def test_people_together_are_several(whom: str) -> None:
    """A crew or a family is more than one, and how many is not told."""
    account = variorum.read(f"A missile killed {whom} near Rafah on Monday.", published=PUBLISHED)
    assert [(h.outcome, h.low, h.high) for h in only(account).harms] == [("killed", 2, None)]


def test_who_was_told_apart_among_the_hurt_is_not_told_among_the_dead() -> None:
    """What some of the hurt were is not told of those of them who died."""
    account = variorum.read(
        "At the hospital, 42 wounded, 17 of them children, had been brought in on Monday after an air strike on "
        "Rafah, and four of them had since died.",
        published=PUBLISHED,
    )
    assert [(h.outcome, h.low) for h in only(account).harms] == [("injured", 42), ("injured", 17), ("killed", 4)]


def test_a_number_of_massacres_is_none_of_the_dead() -> None:
    """Of a massacre many die."""
    account = variorum.read("Gunmen carried out two massacres in Homs on Friday, killing 40 people.")
    assert [(h.outcome, h.low) for h in only(account).harms] == [("killed", 40)]


@pytest.mark.parametrize(
    "only_one",
    [
        "There were no casualties other than the driver when a drone hit a pickup",
        "Nobody was hurt except a guard when gunmen attacked a mosque",
        "Nobody but a watchman was killed when a missile struck a depot",
    ],
)
def test_the_only_one_who_was_harmed_was_harmed(only_one: str) -> None:
    """Who is excepted from nobody is somebody."""
    account = variorum.read(f"{only_one} near Aden on Monday.", published=PUBLISHED)
    assert [(h.low, h.high) for h in only(account).harms] == [(1, 1)]


@pytest.mark.parametrize(
    "dead",
    ["The ministry identified the dead as Ali Hassan, 34, and Zeinab Saleh, 30.", "The dead included Ali Hassan, 34."],
)
def test_the_dead_are_no_party(dead: str) -> None:
    """What befell people does not say who they are."""
    account = variorum.read(f"A strike on a house in Tyre killed three people on Monday. {dead}", published=PUBLISHED)
    assert "dead" not in {called(account)[who] for incident in account.incidents for who in incident.targets}


def test_who_somebody_is_counts_nobody_anew() -> None:
    """What stands behind a name, between commas, is said of whom it names."""
    account = variorum.read(
        "Among the dead in the strike on Tyre on Monday were Ali Hassan, 34, a commander, and two children.",
        published=PUBLISHED,
    )
    assert [(h.low, h.names) for h in only(account).harms] == [(1, ("Ali Hassan",)), (2, ())]


@pytest.mark.parametrize("last", ["settlers set fire to a mosque in Jericho", "rioters torched a court in Taiz"])
def test_nobody_was_hurt_by_what_was_told_last(last: str) -> None:
    """What burns a house may hurt nobody; what was told before it is not meant."""
    account = variorum.read(
        f"A man was shot and killed in Jenin on Sunday.\n\nOn Monday, {last}. No injuries were reported.",
        published=PUBLISHED,
    )
    assert [[h.outcome for h in i.harms] for i in account.incidents] == [["killed"], ["injured"]]


def test_dead_who_are_called_martyrs_are_counted() -> None:
    """Ministries count martyrs."""
    account = variorum.read(
        "Hospitals received 79 martyrs and 228 injuries during the past 24 hours. Since 18 March: 12,590 martyrs and "
        "53,884 injuries.",
        published=PUBLISHED,
    )
    assert [(s.measure, s.low) for s in account.statistics] == [
        ("deaths", 79),
        ("injuries", 228),
        ("deaths", 12590),
        ("injuries", 53884),
    ]


@pytest.mark.parametrize(
    "counts",
    [
        "Jets have struck 800 targets since March and have killed 300 fighters",
        "The attacks displaced 800 people and killed 300 in the first half of 2030",
        "In all 800 people were killed and 300 maimed in Homs between January and March",
    ],
)
def test_counts_that_are_joined_are_over_one_period(counts: str) -> None:
    """What two verbs joined tell was in the time that either of them names."""
    account = variorum.read(f"{counts}, the mission said.", published=PUBLISHED)
    assert [(s.low, s.period is not None) for s in account.statistics] == [(800, True), (300, True)]
    assert [h for i in account.incidents for h in i.harms] == []


def test_whom_documented_happenings_harmed_is_part_of_the_count() -> None:
    """Who documents happenings over a time goes on with the harm that they did."""
    account = variorum.read(
        "Between 28 January and 3 February the mission documented 34 incidents involving settlers. Fourteen villagers "
        "were injured in them.",
        published=PUBLISHED,
    )
    assert [(s.low, s.period is not None) for s in account.statistics] == [(34, True), (14, True)]


@pytest.mark.parametrize(
    "whom",
    [
        "a commander who had led the assault on Arbin on 7 October",
        "a man accused of the 2016 bombing in Karrada",
        "a militant who took part in the 2023 attack in Sderot",
        "Ali Hassan, the mastermind of the attack in May,",
    ],
)
def test_what_is_told_of_somebody_by_the_way_is_another_happening(whom: str) -> None:
    """Who is killed did something else at another time and place."""
    account = variorum.read(f"An air strike in Idlib on Tuesday killed {whom} the army said.", published=PUBLISHED)
    strike = next(i for i in account.incidents if any(h.outcome == "killed" for h in i.harms))
    assert (str(strike.when.start), [p.name for p in strike.where]) == ("2031-05-13", ["Idlib"])
    assert len(account.incidents) == 2


@pytest.mark.parametrize(
    ("report", "who"),
    [
        ("Rockets fired from Lebanon struck Kiryat Shmona on Tuesday.", set()),
        ("A drone launched from Iraq hit a house in Eilat on Tuesday, wounding two people.", set()),
        ("A missile fired from Yemen by the Houthis hit a house in Eilat on Tuesday.", {"Houthis"}),
    ],
)
def test_where_something_is_fired_from_did_not_fire_it(report: str, who: set[str]) -> None:
    """From the land of a state others fire too."""
    account = variorum.read(report, published=PUBLISHED)
    assert {called(account)[a] for i in account.incidents for a in (*i.initiators, *i.targets)} - {"house"} == who


@pytest.mark.parametrize("doers", ["Turkish-backed factions", "Islamic State militants"])
def test_who_says_that_others_did_it_did_not_do_it(doers: str) -> None:
    """Who tells what others did did none of it."""
    account = variorum.read(
        f"The SDF said {doers} shelled Kobani on Sunday, killing a woman and wounding her two sons.",
        published=PUBLISHED,
    )
    assert "Syrian Democratic Forces" not in {called(account)[a] for a in only(account).initiators}


@pytest.mark.parametrize("origin", ["the villages of Qatanna and Qubeiba", "the town of Derna", "Hebron"])
def test_where_people_came_from_is_not_where_it_happened(origin: str) -> None:
    """Attackers come from somewhere."""
    account = variorum.read(
        f"Both attackers, who came from {origin}, were shot dead in Tel Aviv on Monday, police said.",
        published=PUBLISHED,
    )
    assert [p.name for p in only(account).where] == ["Tel Aviv"]


@pytest.mark.parametrize("arms", ["An Israeli tank", "An Israeli gunboat", "Israeli artillery"])
def test_arms_without_a_name_are_their_state_s(arms: str) -> None:
    """A tank is whose it is."""
    account = variorum.read(f"{arms} fired on fishermen near Gaza on Tuesday.", published=PUBLISHED)
    assert [called(account)[a] for a in only(account).initiators] == ["Israel"]


@pytest.mark.parametrize(
    "listed",
    [
        "The dead are as follows:\n\n- 12 fighters\n- five civilians\n- two soldiers",
        "The fatalities are distributed as follows:\n12 local gunmen;\nfive villagers;\nand two soldiers.",
    ],
)
def test_the_dead_are_counted_line_by_line(listed: str) -> None:
    """A list below the word for the harm counts those whom it befell."""
    account = variorum.read(f"An air strike hit Idlib on Monday. {listed}", published=PUBLISHED)
    assert [(h.outcome, h.group, h.low) for h in only(account).harms] == [
        ("killed", "militant", 12),
        ("killed", "civilian", 5),
        ("killed", "military", 2),
    ]


@pytest.mark.parametrize(
    "toll",
    [
        "a rise in the death toll of clashes in Suwayda on Monday to 89",
        "an increase in the number of dead in Monday's strike on Suwayda to 89",
    ],
)
def test_a_toll_rises_by_a_noun_too(toll: str) -> None:
    """A rise in a toll ends at a number."""
    account = variorum.read(f"The ministry has reported {toll}.", published=PUBLISHED)
    assert [(h.outcome, h.low) for h in only(account).harms] == [("killed", 89)]
    assert account.statistics == ()


@pytest.mark.parametrize(
    "report",
    [
        "The strike on Sidon on Monday killed five people, the ministry said, with 12 others wounded.",
        "A blast killed five people in Nabatieh on Monday, police said, and 12 were hurt.",
        "Gunmen killed five soldiers in Sinai on Monday, the army said on Tuesday, wounding 12 others.",
    ],
)
def test_what_goes_on_behind_who_says_it_is_said_too(report: str) -> None:
    """Who speaks may be named in the middle of what is said."""
    account = variorum.read(report, published=PUBLISHED)
    killed, hurt = only(account).harms
    assert killed.speaker is not None
    assert (hurt.low, hurt.speaker) == (12, killed.speaker)


def test_what_somebody_else_says_behind_is_his() -> None:
    """Where another speaks, the first is silent."""
    account = variorum.read(
        "An air strike killed 12 people in Idlib on Monday, rescuers said, but the army said 20 rebels were killed.",
        published=PUBLISHED,
    )
    assert len({h.speaker for h in only(account).harms}) == 2


@pytest.mark.parametrize(
    "count", ["A previous count stood at 38", "By evening the figure had risen to 38", "The army's tally reached 38"]
)
def test_a_figure_that_stands_at_a_number_is_of_the_dead_told_before(count: str) -> None:
    """A count needs no word for what it counts."""
    account = variorum.read(f"The strike on Sidon on Monday killed 24 people. {count}.", published=PUBLISHED)
    assert [(h.outcome, h.low) for h in only(account).harms] == [("killed", 24), ("killed", 38)]


def test_the_number_of_others_is_none_of_the_dead() -> None:
    """A number that says whom it counts counts them."""
    account = variorum.read(
        "The strike on Sidon on Monday killed 24 people. The number of displaced rose to 40,000.", published=PUBLISHED
    )
    assert [(h.outcome, h.low) for h in only(account).harms] == [("killed", 24), ("displaced", 40000)]


@pytest.mark.parametrize(
    "report",
    [
        'Hezbollah called the strike on Tyre on Monday "a massacre".',
        "Islamic Jihad hailed the shooting in Jerusalem on Monday as a heroic operation.",
    ],
)
def test_who_judges_a_deed_did_not_do_it(report: str) -> None:
    """To praise a deed, to condemn it or to call it names is not to do it."""
    assert only(variorum.read(report, published=PUBLISHED)).initiators == ()


def test_an_interior_ministry_is_no_other_ministry() -> None:
    """What a ministry is for is part of what it is called."""
    account = variorum.read("The interior ministry said nine people were killed in Homs on Monday.")
    assert [called(account)[s.speaker] for s in account.statements] == ["interior ministry"]


@pytest.mark.parametrize(
    "since",
    ["Since the foundation began operating on 27 April", "Since the coup", "Since fighting erupted in March"],
)
def test_what_has_happened_since_is_a_sum_wherever_it_is_told(since: str) -> None:
    """A period may stand ahead of what is counted over it."""
    account = variorum.read(f"{since}, more than 500 people have been killed, the ministry said.", published=PUBLISHED)
    assert [(s.measure, s.low) for s in account.statistics] == [("deaths", 501)]
    assert [h for i in account.incidents for h in i.harms] == []


def test_since_when_others_are_held_is_no_period_of_those_just_taken() -> None:
    """A period hangs on what it is told with."""
    account = variorum.read(
        "The UN said 11 of its staff were detained in Sanaa on Sunday, bringing to 34 the number held by the rebels, "
        "some since 2021.",
        published=PUBLISHED,
    )
    (arrest,) = account.incidents
    assert [(h.outcome, h.low) for h in arrest.harms] == [("detained", 11)]
    assert arrest.initiators == ()


def test_years_of_war_take_lives_as_a_war_does() -> None:
    """The dead of a war are a sum."""
    account = variorum.read(
        "Gunmen killed five in Homs on Sunday. Some 13 years of civil war claimed over half a million lives.",
        published=PUBLISHED,
    )
    assert [h.low for h in only(account).harms] == [5]


def test_that_no_casualties_are_reported_leaves_no_doubt_of_the_attack() -> None:
    """What is reported in the next clause is not the attack."""
    account = variorum.read(
        "On 10 May, Israel bombed the Haziz power plant; no casualties were reported.", published=PUBLISHED
    )
    assert only(account).certainty == "reported"


def test_a_man_has_no_name_for_being_one() -> None:
    """Only who is named has a name."""
    account = variorum.read(
        '"The injured man was taken to hospital, where he later died," the governor said after the strike on Tyre on '
        "Monday.",
        published=PUBLISHED,
    )
    assert [(h.low, h.names) for h in only(account).harms] == [(1, ())]


@pytest.mark.parametrize(
    ("report", "harms"),
    [
        ("A mayor was killed along with several ministers in an air strike on Sanaa on Monday.", [(1, 1), (3, None)]),
        ("A colonel was killed together with his wife when a drone hit his house in Tyre on Monday.", [(1, 1), (1, 1)]),
        ("Gunmen abducted a judge along with his son in Sweida on Monday.", [(1, 1), (1, 1)]),
    ],
)
def test_who_shares_what_befalls_another_is_harmed_too(report: str, harms: list[tuple[int, int | None]]) -> None:
    """Along with somebody others are killed, and kill nobody."""
    incident = only(account := variorum.read(report, published=PUBLISHED))
    assert sorted((h.low, h.high or 99) for h in incident.harms) == [(low, high or 99) for low, high in harms]
    assert {called(account)[a] for a in incident.initiators} <= {"gunmen"}


@pytest.mark.parametrize(
    ("harmed", "numbers"),
    [
        ("a mine exploded, injuring a shepherd and his brother", [1, 1]),
        ("gunmen killed two shepherds and two farmers", [2, 2]),
        ("gunmen killed a soldier and a driver", [1, 1]),
        ("gunmen killed a baker and a farmer", [1, 1]),
    ],
)
def test_two_kinds_of_as_many_people_are_not_one(harmed: str, numbers: list[int]) -> None:
    """The same number of other people is another count."""
    account = variorum.read(f"On Monday {harmed} near Hama.", published=PUBLISHED)
    assert [h.low for h in only(account).harms] == numbers


def test_a_headline_leaves_out_the_auxiliary_of_a_passive() -> None:
    """Who is ambushed in a headline was ambushed, and ambushed nobody."""
    body = "\n\nORSK (AP) - The attack took place on Monday, the ministry said."
    for title, name in (
        ("Army convoy ambushed near Orsk, nine dead", "army"),
        ("Government troops ambushed near Orsk", "government troops"),
        ("Soldiers attacked in Orsk", "soldiers"),
    ):
        account = variorum.read(title + body, published=PUBLISHED)
        (incident,) = account.incidents
        assert incident.initiators == ()
        assert [called(account)[a].lower() for a in incident.targets] == [name]


def test_a_name_may_have_prepositions_in_it() -> None:
    """What the model has for one name is one, with the country and the cause in it."""
    account = variorum.read(
        "The Union Transition Mission in Somalia (UTMIS) said its base was attacked on Monday. UTMIS wants help.\n\n"
        "The Front for the Liberation of Azawad (FLA) accused the army of executing 22 men.",
        published=PUBLISHED,
    )
    speakers = [called(account)[statement.speaker] for statement in account.statements]
    assert len(set(speakers[:-1])) == 1
    assert speakers[-1].endswith("Front for the Liberation of Azawad")


def test_an_organisation_without_borders_is_no_doctors() -> None:
    """A preposition within a name ends nothing."""
    account = variorum.read("Reporters Without Borders said nine journalists were killed in Gaza on Monday.")
    assert [called(account)[s.speaker] for s in account.statements] == ["Reporters Without Borders"]


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("A medics' group", "other"),
        ("The teachers union", "other"),
        ("A local aid group", "other"),
        ("A human rights group", "research"),
        ("A farmers' militia", "armed_group"),
    ],
)
def test_a_group_is_of_those_who_made_it(words: str, kind: str) -> None:
    """Not every group is armed, and no union of drivers is one of states."""
    account = variorum.read(f"{words} said nine people were killed in Orsk on Monday.", published=PUBLISHED)
    (statement,) = account.statements
    assert [actor.type for actor in account.actors if actor.id == statement.speaker] == [kind]


def test_the_group_is_the_rights_group_told_of_before() -> None:
    """What speaks is the group that spoke; what attacks is the one that attacked."""
    account = variorum.read(
        "A rights group said soldiers killed nine villagers in Tulsa on Monday. The group said it had all the names.",
        published=PUBLISHED,
    )
    assert len({statement.speaker for statement in account.statements}) == 1
    account = variorum.read(
        "A rights group said Boko Haram attacked a base in Tulsa on Monday. The group killed nine soldiers.",
        published=PUBLISHED,
    )
    assert "Boko Haram" in {called(account)[a] for i in account.incidents for a in i.initiators}
    assert "rights group" not in {called(account)[a] for i in account.incidents for a in i.initiators}


@pytest.mark.parametrize(
    "report",
    [
        "The mayor said the rebels had been defeated and condemned the killing of two nurses.",
        "The mayor said nine children were among the dead and demanded an inquiry.",
        "The mayor denied that his people were involved in the attack, accusing soldiers of killing herders.",
        "The mayor said the reports were false and accused the rebels of spreading lies.",
        "The mayor said the dead were civilians, adding that the village was empty.",
    ],
)
def test_whom_it_befell_says_nothing(report: str) -> None:
    """Behind what befell others, a cue without a subject is the speaker's again."""
    account = variorum.read(report, published=PUBLISHED)
    assert [called(account)[s.speaker] for s in account.statements] == ["mayor", "mayor"]


def test_who_was_arrested_may_confess() -> None:
    """Those who were arrested speak for themselves where they admit it."""
    account = variorum.read("Police said two men were arrested and admitted the killing.", published=PUBLISHED)
    assert [called(account)[s.speaker] for s in account.statements] == ["police", "two men"]


@pytest.mark.parametrize(
    ("report", "harms"),
    [
        ("Troops neutralised nine rebels near Tulsa on Monday.", [("killed", "militant", 9)]),
        ("Troops ambushed rebels near Tulsa and neutralised two of them.", [("killed", "militant", 2)]),
        ("Three soldiers paid the supreme price in a clash near Tulsa on Monday.", [("killed", "military", 3)]),
        ("Two soldiers made the ultimate sacrifice in a clash near Tulsa.", [("killed", "military", 2)]),
        ("Troops killed nine rebels and freed 12 kidnapped pupils near Tulsa.", [("killed", "militant", 9)]),
    ],
)
def test_what_armies_say_for_killing_and_dying(report: str, harms: list[tuple[str, str, int]]) -> None:
    """Who is neutralised is killed, who pays the supreme price dies, and who was kidnapped is none of the dead."""
    account = variorum.read(report, published=PUBLISHED)
    told = [(h.outcome, h.group, h.low) for i in account.incidents for h in i.harms]
    assert [harm for harm in told if harm[0] == "killed"] == harms


@pytest.mark.parametrize(
    "report",
    [
        "A convoy was ambushed near Bouar while on its way to Bangui on Monday.",
        "Rebels ambushed a truck heading for Bangui near Bouar on Monday and killed the driver.",
        "A bus carrying traders from Berberati to Bangui was attacked near Bouar on Monday.",
        "The mayor was abducted near Bouar on his way to Bangui on Monday.",
    ],
)
def test_it_was_not_where_somebody_was_bound_for(report: str) -> None:
    """The ends of a way give way to where on it something happened."""
    account = variorum.read(report, published=PUBLISHED)
    assert [place.name for place in only(account).where] == ["Bouar"]


@pytest.mark.parametrize(
    "medium", ["on its Telegram channel", "on its website", "on social media", "on X", "via Telegram"]
)
def test_the_medium_of_a_claim_is_not_attacked(medium: str) -> None:
    """Where a claim is posted is neither a target nor part of what is claimed."""
    account = variorum.read(f"The Southern Front claimed the attack in Tulsa {medium}.", published=PUBLISHED)
    (statement,) = account.statements
    assert statement.quote == "the attack in Tulsa"
    assert only(account).targets == ()


def test_to_whom_it_is_confirmed_is_not_what_is() -> None:
    """The hearer is no part of a content, but what a thing was lost to is."""
    account = variorum.read("The mayor confirmed the attack to our correspondent.", published=PUBLISHED)
    assert [s.quote for s in account.statements] == ["the attack"]
    account = variorum.read("The mayor confirmed the damage to the mosque.", published=PUBLISHED)
    assert [s.quote for s in account.statements] == ["the damage to the mosque"]


@pytest.mark.parametrize(
    ("report", "kind"),
    [
        ("A UN helicopter came under fire near Nasir on Friday and one crew member was killed.", "armed_attack"),
        ("Villagers near Goma came under fire from a helicopter on Friday, killing nine.", "air_strike"),
        ("Oxfam said its base in the town of Walikale was hit by bullets on Thursday.", "armed_attack"),
    ],
)
def test_the_means_are_those_of_who_fires(report: str, kind: str) -> None:
    """What comes under fire fires not, and bullets are no shells."""
    assert only(variorum.read(report, published=PUBLISHED)).type == kind


def test_officers_beside_soldiers_are_theirs() -> None:
    """A general's officers are of the army, a constable's of the police."""
    for report, group in (
        ("A general and two officers were killed near Goma on Friday.", "military"),
        ("A policeman and two officers were killed near Goma on Friday.", "police"),
    ):
        account = variorum.read(report, published=PUBLISHED)
        assert [h.group for h in only(account).harms] == [group, group]


def test_a_place_is_taken_from_who_left_it() -> None:
    """Who withdrew when others came took no place."""
    for report, who in (
        ("Rebels captured the town of Kongolo on Monday after the army withdrew.", "army"),
        ("M23 fighters entered Walikale on Wednesday after the army fled.", "army"),
        ("The army retook the town of Kongolo on Monday as the rebels retreated.", "rebels"),
    ):
        account = variorum.read(report, published=PUBLISHED)
        assert [called(account)[a] for a in only(account).targets] == [who]
        assert who not in {called(account)[a] for a in only(account).initiators}


def test_no_group_did_it() -> None:
    """What no group says it did was done by nobody that is told."""
    account = variorum.read("No group has said it was behind the raid in Tahoua that killed nine soldiers.")
    assert only(account).initiators == ()


@pytest.mark.parametrize(
    "saying", ["according to WHO", "according to WHO figures", "WHO said on Monday", "the WHO said on Monday"]
)
def test_initials_are_no_pronoun(saying: str) -> None:
    """The health organization has the initials of a pronoun."""
    account = variorum.read(f"More than 800 people died in 2024, {saying}.", published=PUBLISHED)
    assert [called(account)[s.speaker] for s in account.statements] == ["World Health Organization"]


def test_who_admits_patients_says_nothing() -> None:
    """People are admitted to a clinic, a killing by who did it."""
    account = variorum.read("The clinic admitted nine wounded children in Goma on Monday after the shelling.")
    assert account.statements == ()
    account = variorum.read("The army admitted the killing of nine civilians in Goma on Monday.")
    assert [s.stance for s in account.statements] == ["acknowledges"]


def test_who_is_believed_to_be_somebody_says_nothing() -> None:
    """A participle behind a noun is no saying of what the noun is for."""
    account = variorum.read(
        "Two gendarmes were shot dead on Monday at a checkpoint in Bamenda by gunmen on motorbikes believed to be "
        "separatist fighters, security sources have said."
    )
    assert [called(account)[s.speaker] for s in account.statements] == ["security sources"]


def test_each_of_a_list_counts() -> None:
    """A doctor and a nurse are two, though each is one civilian; who is told of again is not."""
    account = variorum.read("The strike killed a doctor, a nurse and a driver in Saada on Monday.", published=PUBLISHED)
    assert [h.quote for h in only(account).harms] == ["a doctor", "a nurse", "a driver"]
    account = variorum.read(
        "The strike killed a doctor in Saada on Monday. The doctor was killed in his car.", published=PUBLISHED
    )
    assert [h.low for h in only(account).harms] == [1]


def test_what_the_city_has_is_in_it() -> None:
    """The city's hospital is in the city told of before, be it named as what was besieged."""
    account = variorum.read(
        "The rebels have besieged Tulsa for a year. On Monday, shelling of the city's hospital killed 12 people.",
        published=PUBLISHED,
    )
    shelling = next(i for i in account.incidents if i.type == "shelling")
    assert [place.name for place in shelling.where] == ["Tulsa"]


def test_a_mine_that_is_dug_is_no_weapon() -> None:
    """Miners work at one mine, and soldiers tread on another."""
    account = variorum.read(
        "Armed men killed a dozen people at an artisanal mine near Tulsa on Tuesday.", published=PUBLISHED
    )
    assert only(account).weapons == ()
    assert [m.quote for m in only(account).mentions] == ["killed"]
    account = variorum.read("A mine killed three people near Tulsa on Monday.", published=PUBLISHED)
    assert only(account).type == "bombing"


def test_the_government_is_of_a_country() -> None:
    """Neither a state of a federation nor an Islamic State has the government that blames somebody."""
    account = variorum.read(
        "Nigeria fights bandits. Gunmen killed nine in Kaduna State on Monday. The government condemned the attack.",
        published=PUBLISHED,
    )
    assert [called(account)[s.speaker] for s in account.statements] == ["Nigeria"]
    account = variorum.read(
        "Gunmen killed nine people in Kaduna State on Monday. The government condemned the attack.", published=PUBLISHED
    )
    assert [called(account)[s.speaker] for s in account.statements] == ["government"]


def test_the_army_is_no_foreign_one() -> None:
    """A body that is told to be another state's is not taken up by its bare noun."""
    account = variorum.read(
        "The mayor blamed a foreign army for the attack in Orsk on Monday. The army said it killed nine rebels there.",
        published=PUBLISHED,
    )
    assert called(account)[account.statements[-1].speaker] == "army"


def test_who_is_accused_is_not_who_was_killed() -> None:
    """The number that somebody is accused of killing is not of his kind."""
    account = variorum.read("Mercenaries accused of killing 12 in Orsk on Monday, a union says.", published=PUBLISHED)
    assert {h.group for i in account.incidents for h in i.harms} <= {"unknown"}


def test_what_came_days_after_is_another() -> None:
    """A killing days after a raid is not its harm, but who dies of wounds days after it is."""
    account = variorum.read(
        "Gunmen killed nine people in Kaya on Monday, a day after rebels attacked a base in Djibo and killed 12.",
        published=PUBLISHED,
    )
    told = [([called(account)[a] for a in i.initiators], [h.low for h in i.harms]) for i in account.incidents]
    assert told == [(["gunmen"], [9]), (["rebels"], [12])]
    account = variorum.read("Three people died of their wounds a week after the raid on Kaya.", published=PUBLISHED)
    assert [h.low for h in only(account).harms] == [3]


def test_it_at_the_head_of_a_report_is_who_the_main_clause_names() -> None:
    """A pronoun before the one whom it means looks ahead in a report's first sentence, whoever the headline names."""
    for before, doer in (("Rwandan shelling sends Congo a warning", "Rwanda"), ("Tension over Congo grows", "Burundi")):
        account = variorum.read(
            f"{before}\n\nWeeks after it shelled a village, {doer} attacked rebels in Congo, officials said.",
            published=PUBLISHED,
        )
        (shelling,) = (i for i in account.incidents if any("shelled" in m.quote for m in i.mentions))
        assert [called(account)[a] for a in shelling.initiators] == [doer]


def test_it_below_the_lead_goes_on_from_what_was_told() -> None:
    """A pronoun before the main clause is for whoever was told of before, except in a report's first sentence."""
    account = variorum.read(
        "Rwanda sent troops to the border on Monday. After it shelled a village, Burundi attacked a convoy in Congo.",
        published=PUBLISHED,
    )
    (shelling,) = (i for i in account.incidents if any("shelled" in m.quote for m in i.mentions))
    assert [called(account)[a] for a in shelling.initiators] == ["Rwanda"]


@pytest.mark.parametrize(
    ("told", "target"),
    [
        ("The army said that 12 rebels had been killed in the bombing.", "clinic"),
        ("The bombing killed 12 rebels.", "rebels"),
    ],
)
def test_a_building_stays_the_target_whoever_is_said_to_have_died_there(told: str, target: str) -> None:
    """Fighters who died in a building were aimed at where the report tells so, not where only somebody says so."""
    account = variorum.read(f"Aircraft bombed a clinic in Goma on Sunday. {told}", published=PUBLISHED)
    assert [called(account)[t] for t in only(account).targets] == [target]


def test_the_dead_of_a_list_behind_a_colon_are_each_counted() -> None:
    """What follows "16 dead:" tells who they were, though the parse takes it for who counted."""
    account = variorum.read(
        "A bomb exploded at a market in Gao on Monday. A monitoring group later counted 16 dead: eight Iranians, five "
        "Syrians and three guards.",
        published=PUBLISHED,
    )
    assert sorted(h.low or 0 for i in account.incidents for h in i.harms) == [3, 5, 8, 16]


def test_a_relative_clause_places_what_it_tells() -> None:
    """The town which somebody captured or besieged is where that was, whoever goes there later."""
    for report, kind, place in (
        ("The army retook Wad Madani in January, which rebels had captured in 2023.", "territory_change", "Wad Madani"),
        ("Residents returned to Kobani, which militants attacked in September 2014.", "armed_attack", "Kobani"),
    ):
        account = variorum.read(report, published=PUBLISHED)
        told = [i for i in account.incidents if i.type == kind][-1]
        assert [p.name for p in told.where] == [place]


def test_who_sees_it_does_not_do_it() -> None:
    """A witness saw attackers set fire to something, and set fire to nothing."""
    account = variorum.read("Journalists filmed police beating protesters in Harare on Monday.", published=PUBLISHED)
    assert "journalists" not in {called(account)[a] for i in account.incidents for a in i.initiators}


@pytest.mark.parametrize(
    "report",
    [
        "Survivors of a raid that killed nine people in Kaya demanded justice on Monday.",
        "Villagers buried on Monday nine people who were killed in a raid on Kaya.",
        "The attack on the market in Kaya was condemned on Tuesday by the UN.",
    ],
)
def test_the_day_of_mourning_is_not_that_of_the_deed(report: str) -> None:
    """The dead are buried and avenged with words later than they died."""
    assert only(variorum.read(report, published=PUBLISHED)).when.start is None


def test_a_prefect_is_an_official() -> None:
    """Who governs a part of a country speaks for it."""
    account = variorum.read("The prefect of Kaya said nine people were killed on Monday.", published=PUBLISHED)
    (statement,) = account.statements
    assert [actor.type for actor in account.actors if actor.id == statement.speaker] == ["government"]


def test_the_military_is_no_jet() -> None:
    """An aircraft regrets nothing."""
    account = variorum.read(
        "A fighter jet bombed a camp in Kaya on Monday, killing nine. The military said it regretted the strike."
    )
    assert [called(account)[s.speaker] for s in account.statements] == ["military"]


def test_who_is_left_behind_is_not_driven_out() -> None:
    """Those who flee leave others behind, who are not displaced."""
    account = variorum.read(
        "Troops met terrorists at Kwashabawa on Monday. After a firefight, the terrorists fled, abandoning 25 "
        "kidnapped victims, including 11 women.",
        published=PUBLISHED,
    )
    assert [h for i in account.incidents for h in i.harms if h.outcome == "displaced"] == []


@pytest.mark.parametrize(
    ("report", "who", "whom"),
    [
        ("Soldiers killed nine insurgents who attacked their base in Damboa on Monday.", "insurgents", ["soldiers"]),
        ("Five militants were killed by troops when they attacked a bank in Mir Ali on Friday.", "militants", ["bank"]),
        ("Three soldiers were killed by rebels when they attacked a post at Zemio on Monday.", "rebels", ["post"]),
        ("Troops killed nine militants when they raided a hideout in Zurmi on Monday.", "troops", ["militants"]),
    ],
)
def test_who_fell_attacking_attacked(report: str, who: str, whom: list[str]) -> None:
    """Those who are killed while they attack did it, and not who killed them."""
    account = variorum.read(report, published=PUBLISHED)
    assert [called(account)[a] for a in only(account).initiators] == [who]
    assert [called(account)[a] for a in only(account).targets] == whom


@pytest.mark.parametrize(
    "report",
    [
        "Rebels killed 11 people in Djaiba, some 60 kilometres north of the provincial capital Bunia, on Monday.",
        "Gunmen killed nine in Djaiba on Monday, 30 km (19 miles) from the eastern town of Bunia.",
    ],
)
def test_what_a_distance_is_measured_from_is_elsewhere(report: str) -> None:
    """A place is away also from a town that is told with what it is."""
    assert [p.name for p in only(variorum.read(report, published=PUBLISHED)).where] == ["Djaiba"]


@pytest.mark.parametrize(
    ("report", "places"),
    [
        ("Gunmen fought in the mountains overlooking Beirut around the town of Aley on Monday.", ["Aley"]),
        ("A convoy was ambushed at Karsala, on the border of Gedaref state, on Monday.", ["Karsala"]),
        ("Bombs hit a camp in Lac Vertu on the edge of the eastern city of Goma on Friday, killing 12.", ["Lac Vertu"]),
        ("Gunmen stormed the quarter of Egbekawa on the edge of Mamfe on Monday.", ["Egbekawa"]),
        ("They opened fire at the Ehrlich station on Jerusalem Boulevard on Monday.", ["Ehrlich station"]),
        ("Clashes erupted on the Bangladesh border in Maungdaw in northern Rakhine on Monday.", ["Maungdaw"]),
        ("Armed men shot dead 12 men in Mukhtariya, on the Latakia-Aleppo road, on Monday.", ["Mukhtariya"]),
        ("The army took the town of Las Anod from Puntland in October 2007.", ["Las Anod"]),
        ("M23 fighters clashed with Wazalendou at Kanyabayonga in Congo on Monday.", ["Kanyobagonga"]),
        (
            "A missile killed three seafarers aboard the True Confidence in the Gulf of Aden on Monday.",
            ["Gulf of Aden"],
        ),
        (
            "More than 200 pupils were seized from St. Mary's Catholic School at Papiri in Nigeria on Friday.",
            ["St. Mary's Catholic School"],
        ),
        ("Armed gangs attacked people in Kenscoff overlooking Haiti's capital on Monday, killing 14.", ["Kenscoff"]),
        ("The Houthis seized the Galaxy Leader in the Red Sea and took it to the port of Hodeida.", ["Red Sea"]),
        ("Armed men surrounded the mosque of Fambitou, a quarter of Kokorou, on Friday.", ["Fambitou"]),
        ("Armed men fired on a bulk carrier about 120 nautical miles northeast of Eyl, Somalia, on Monday.", ["Eyl"]),
        ("Two ballistic missiles fired from Huthi-controlled areas of Yemen landed in the sea on Monday.", []),
        ("Taliban fighters captured the Khwaja Omari district headquarters in Ghazni on Thursday.", ["Khwaja Omari"]),
        ("A bomb exploded in San Pedro Sula, northern Honduras, on Monday.", ["San Pedro Sula"]),
    ],
)
def test_what_lies_at_a_border_a_street_or_a_town_is_told_before_it(report: str, places: list[str]) -> None:
    """What is named only to say where another place lies, whose it was or who holds it, is not where it happened."""
    assert [p.name for p in only(variorum.read(report, published=PUBLISHED)).where] == places


@pytest.mark.parametrize(
    ("report", "kind", "when"),
    [
        (
            "IS lost the last of the territory it held in Syria in 2019 when U.S.-backed fighters captured Baghouz.",
            "captured",
            "2019-01-01",
        ),
        (
            "The truce between the army and the ELN, signed in June 2023 in Cuba, lapsed on 3 May.",
            "truce",
            "2023-06-01",
        ),
        ("A sanitisation operation in Bannu continued until the morning of 5 May.", "operation", "None"),
        ("Clashes in Sweida killed at least 30 people as of Monday, the monitor said.", "Clashes", "None"),
        ("The siege of the hotel lasted until Monday, when troops stormed it.", "stormed", "2031-05-12"),
        (
            "On Sunday gunmen boarded a ship. Hours after it was left, Israel carried out air strikes on Salif.",
            "air strikes",
            "2031-05-11",
        ),
    ],
)
def test_up_to_when_it_went_on_and_when_it_lapsed_is_not_when_it_was(report: str, kind: str, when: str) -> None:
    """What an agreement, a toll or a siege was measured up to is not its day; a few hours later is the same day."""
    incidents = variorum.read(report, published=PUBLISHED).incidents
    assert [str(i.when.start) for i in incidents if any(kind in m.quote for m in i.mentions)] == [when]


def test_an_entry_is_headed_by_place_and_day() -> None:
    """The day that stands behind the place at the head of an entry is that of the entry."""
    account = variorum.read(
        "Weekly list of incidents\n\nMasisi, 3 March 2025: Clashes between rebels and soldiers at Nyamitaba.\n\n"
        "Rutshuru, 4 March 2025: Two fishermen shot dead by marines.",
    )
    assert [str(i.when.start) for i in account.incidents] == ["2025-03-03", "2025-03-04"]


def test_some_of_those_whom_a_later_verb_tells_are_not_of_those_before() -> None:
    """Whom "including" or "among them" tells apart is of the people that it stands behind."""
    account = variorum.read(
        "Three people were killed and at least 20 others, including 13 soldiers, were injured in a blast in Tulsa.\n\n"
        "Two farmers died and 14 people, among them four children, were wounded by shelling in Lima."
    )
    dead = {h.low for incident in account.incidents for h in incident.harms if h.outcome == "killed"}
    assert dead == {3, 2}
    hurt = {h.low for incident in account.incidents for h in incident.harms if h.outcome == "injured"}
    assert {20, 13, 14, 4} <= hurt


@pytest.mark.parametrize(
    "text",
    [
        "Police blamed the attack on separatist militants.",
        "The army blamed the ambush in Tulsa on separatist militants.",
    ],
)
def test_whom_a_deed_is_laid_to_did_it(text: str) -> None:
    """What an attack is blamed on was not attacked."""
    incident = only(variorum.read(text))
    assert (incident.initiators, incident.targets) == (("separatist-militants",), ())


@pytest.mark.parametrize(
    ("text", "types"),
    [
        ("Workers demanded the expulsion of the American ambassador on Tuesday.", []),
        ("Diplomats pressed for a truce as shells fell on Tyre.", ["shelling"]),
        ("The army launched an offensive on Monday to retake the town of Sirte.", ["operation"]),
        ("Rebels attacked the town in a bid to capture the airport.", ["armed_attack"]),
        ("Government forces went on to seize the district of Marib.", ["territory_change"]),
        ("Three thousand inmates escaped from the prison after a fire.", []),
        ("SSP Operations Ali Khan said the blast was a suicide attack.", ["suicide_bombing"]),
        ("Villagers in Arbin have lived under occupation since Monday.", []),
        ("He was responsible for all operations in Iraq, the command said.", []),
        ("A bomb killed nine people in Mosul on Monday. It was the fifth bombing in the city this month.", ["bombing"]),
        ("The general has come under fire for his handling of the war.", []),
        ("The convoy came under fire near Bagan on Monday.", ["armed_attack"]),
        ("His convictions include assault and battery, arson and robbery.", []),
        ("Security forces seized a large quantity of arms in Kunar on Monday.", []),
        ("Rebels attacked the town of Bor at dawn on Monday and captured it after six hours.", ["armed_attack"]),
    ],
)
def test_what_is_wanted_aimed_at_or_only_called_so_is_no_happening(text: str, types: list[str]) -> None:
    """A demand, an aim, a fire that burns, an officer's field, a place in a row and blame are no happenings."""
    assert [incident.type for incident in variorum.read(text, published=PUBLISHED).incidents] == types


@pytest.mark.parametrize(
    ("means", "kind"),
    [
        ("two Geran-2 UAVs", "air_strike"),
        ("rockets and mortars", "shelling"),
        ("rifles and rockets", "armed_attack"),
        ("grenades", "armed_attack"),
    ],
)
def test_what_somebody_attacked_with_tells_the_type_where_it_is_of_one_kind(means: str, kind: str) -> None:
    """Drones and mortars hit from afar; who brings rifles or grenades comes himself."""
    assert only(variorum.read(f"The rebels attacked the base with {means} on Monday.")).type == kind


def test_a_bomber_is_no_plane_of_himself() -> None:
    """What one did by killing alone has the means that the model hears in it."""
    account = variorum.read("A bomber killed nine people at a mosque in Tulsa on Friday.", published=PUBLISHED)
    assert only(account).type == "suicide_bombing"


def said(text: str) -> set[tuple[str, str, str]]:
    """Give who says what with which stance."""
    account = variorum.read(text)
    names = called(account)
    return {(names[s.speaker], s.stance, s.quote) for s in account.statements}


@pytest.mark.parametrize(
    ("text", "stance", "quote"),
    [
        ('The ambassador called the raid "barbaric".', "condemns", 'the raid "barbaric"'),
        (
            'The mayor described the gunmen as "thugs and murderers".',
            "condemns",
            'the gunmen as "thugs and murderers"',
        ),
        ('The ministry called the claim "absurd".', "denies", 'the claim "absurd"'),
        ("The mayor condemned the raid as his town buried its dead.", "condemns", "the raid"),
        ("The embassy expressed its horror.", "condemns", "its horror"),
        ("The governor expressed shock and called for calm.", "regrets", "shock"),
        ("The president condoled the deaths of the farmers.", "regrets", "the deaths of the farmers"),
        ("The Southern Front admitted the murder of a driver.", "claims_responsibility", "the murder of a driver"),
        ("The Southern Front admitted planting the bomb.", "claims_responsibility", "planting the bomb"),
        ("The Southern Front admitted losses in the attack.", "acknowledges", "losses in the attack"),
        ("The blame for the raid lies with the army, the mayor said.", "asserts", None),
        ("The minister warned that the gangs would kill a child.", "predicts", "the gangs would kill a child"),
        ("The mayor said those who burned the town would be brought to justice.", "threatens", None),
        (
            "Paz told the court that he thought the man was reaching for a gun, the report says.",
            "asserts",
            "he thought the man was reaching for a gun",
        ),
    ],
)
def test_what_something_is_called_goes_with_it_and_shows_a_stance(text: str, stance: str, quote: str | None) -> None:
    """A name given to a thing, a feeling expressed and a deed admitted are said whole, and none that others do."""
    told = [(shown, words) for _, shown, words in said(text)]
    assert (stance, quote) in told or (quote is None and [shown for shown, _ in told] == [stance])


@pytest.mark.parametrize(
    "report",
    [
        'In a letter, the Southern Front said it had warned them. "They were told to leave," the letter added.',
        "The Southern Front shelled the town. A statement sent to a newspaper said that they were told to leave.",
        "In a message on Sunday, the Southern Front denied it. The message said they were told to leave.",
    ],
)
def test_a_paper_says_what_who_put_it_out_says(report: str) -> None:
    """Who issues a paper may be told behind it, or in the sentence before."""
    assert {speaker for speaker, _, quote in said(report) if "told to leave" in quote} == {"Southern Front"}


def test_a_paper_is_not_of_gunmen_told_of_before() -> None:
    """Nobody knows who gunmen are, and another signs."""
    report = "Gunmen killed a judge in Cali. A communique signed by the Southern Front said he was a thief."
    assert "gunmen" not in {speaker for speaker, _, _ in said(report)}


@pytest.mark.parametrize(
    ("text", "speaker", "quote"),
    [
        (
            "The Coordinating Committee on Tribal Unity rejected the charge.",
            "Coordinating Committee on Tribal Unity",
            "the charge",
        ),
        (
            "Mr Allen said the government had failed the people of the Cape and again called for an inquiry.",
            "Allen",
            "an inquiry",
        ),
        (
            "The general rejected the charge: the village, he said, had been empty for weeks.",
            "general",
            "the village, he said, had been empty for weeks",
        ),
        (
            "The ministry said it had hit the camp.\n\nThe Syrian Democratic Forces said that 12 civilians had been "
            "killed. The strikes hit bakeries, it said.",
            "Syrian Democratic Forces",
            "The strikes hit bakeries",
        ),
        (
            "The army said it had hit the camp.\n\nThe Kurdistan Workers' Party said that 12 civilians had been killed "
            "in the strikes on Duhok. The strikes hit a school, it said.",
            "Kurdistan Workers' Party",
            "The strikes hit a school",
        ),
    ],
)
def test_who_speaks_has_its_whole_name_and_goes_on(text: str, speaker: str, quote: str) -> None:
    """A name holds "on", what a government had done before is not its call, and "it" may have a name in the plural."""
    assert (speaker, quote) in {(name, words) for name, _, words in said(text)}


def test_what_the_speaker_asked_for_then_is_told_and_not_asked() -> None:
    """A verb in the past does not do what it says."""
    text = '"We asked for more patrols and nothing happened," the chairman said.'
    assert [stance for _, stance, _ in said(text)] == ["asserts"]


@pytest.mark.parametrize(
    "who",
    [
        "a man of 38",
        "a source in the ministry",
        "sources at the hospital in Quito",
        "a man who fled",
    ],
)
def test_who_speaks_without_a_name_is_told_by_more_than_a_noun(who: str) -> None:
    """A man of 38 is another than any man, and is still called one."""
    account = variorum.read(f'"They came at dawn," said {who}. The army denied it.')
    (actor,) = (actor for actor in account.actors if actor.id == account.statements[0].speaker)
    assert [mention.quote for mention in actor.mentions] == [who]
    assert actor.name in {"man", "source", "sources", "soldiers"}


@pytest.mark.parametrize(
    ("who", "name"),
    [
        ("Former president Sharif Sheikh Ahmed", "Sharif Sheikh Ahmed"),
        ("Abdirahman Sheikh Issa", "Abdirahman Sheikh Issa"),
        ("Sheikh Hassan Dahir Aweys", "Hassan Dahir Aweys"),
    ],
)
def test_a_title_within_a_name_is_part_of_it(who: str, name: str) -> None:
    """A sheikh may be the father of whom a name is for."""
    assert {speaker for speaker, _, _ in said(f"{who} rejected the offer.")} == {name}


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("Nine people died, according to the head of security in Cali, Colonel Ana Paz.", {"Ana Paz"}),
        ("According to police, Ana Paz was shot dead.", {"police"}),
        ("Rebels burned the town, according to the army and local officials.", {"army", "local officials"}),
        ("Nine people died, police and hospital officials said.", {"police and hospital officials"}),
        (
            'The mayor Juan Rey said it was over. The bishop, Ana Paz, alleged torture. "They were beaten," she said.',
            None,
        ),
    ],
)
def test_whom_something_is_according_to(text: str, speakers: set[str] | None) -> None:
    """A post goes with the name behind it, local officials are not the army's, and who alleges a thing speaks."""
    told = said(text)
    assert {speaker for speaker, _, _ in told} == (speakers or {"Juan Rey", "Ana Paz"})
    assert speakers or ("Ana Paz", "accuses", "torture") in told


@pytest.mark.parametrize(
    ("text", "speaker", "quote"),
    [
        ("The governor's post on Telegram said two people were hurt.", "governor", "two people were hurt"),
        ("A post on X by the embassy said staff were safe.", "embassy", "staff were safe"),
        ("The police said a man had been shot but gave no name.", "police", "a man had been shot"),
        ("The general said a raid was going on but would not discuss it.", "general", "a raid was going on"),
        ("The police said a man had been shot but declined to identify him.", "police", "a man had been shot"),
    ],
)
def test_a_post_is_whose_it_is_and_what_is_kept_back_is_not_said(text: str, speaker: str, quote: str) -> None:
    """A post on a network is no office, and who gives no names says nothing in that."""
    assert {(name, words) for name, _, words in said(text)} == {(speaker, quote)}


def test_who_signs_for_a_body_does_not_speak_for_himself() -> None:
    """A statement is a body's, whoever signed it."""
    text = "The Harbour Council, in a statement signed by its chairman, Ann Doe, condemned the raid."
    assert said(text) == {("Harbour Council", "condemns", "the raid")}


@pytest.mark.parametrize(
    ("text", "speaker", "quote"),
    [
        (
            "The governor said rebels had attacked the town, adding that soldiers had driven them out.",
            "governor",
            "soldiers had driven them out",
        ),
        (
            "The army has denied that its men had killed the pastor, saying he died in crossfire.",
            "army",
            "he died in crossfire",
        ),
        (
            "The governor said rebels had attacked the town, saying the dead included four children.",
            "governor",
            "the dead included four children",
        ),
    ],
)
def test_a_participle_carries_on_who_spoke_and_not_who_is_told_of(text: str, speaker: str, quote: str) -> None:
    """Whom the content is about, right before the participle, says nothing."""
    assert {one[0] for one in said(text) if one[2] == quote} == {speaker}


def test_what_is_called_something_with_a_participle_is_said() -> None:
    """What "describing" gives a thing is said of it, and "it" is no part of what it is called."""
    found = said("The army said rebels had raided the camp, describing the attack as cowardly.")
    assert ("army", "condemns", "the attack as cowardly") in found
    found = said("The army denounced the raid, calling it the biggest attack since 2019.")
    assert ("army", "asserts", "the biggest attack since 2019") in found


def test_words_behind_a_colon_are_not_what_is_condemned() -> None:
    """The quotation says more, and is a saying of its own."""
    found = said('The minister denounced the raid: "This is a crime," he wrote on Facebook.')
    assert {("minister", "condemns", "the raid"), ("minister", "condemns", "This is a crime")} <= found


def test_but_according_to_another_turns_to_what_that_one_says() -> None:
    """What somebody else says behind "but" is not told by who spoke first."""
    found = said("The army said four soldiers died, but according to the governor 12 were killed.")
    assert found == {("army", "asserts", "four soldiers died"), ("governor", "asserts", "12 were killed")}


def test_a_convention_says_nothing() -> None:
    """What is done according to a law or a convention is done by it."""
    text = 'The mayor was held on Monday. "We will treat him according to the Geneva Conventions," the army said.'
    assert {one[0] for one in said(text)} == {"army"}


def test_whatever_rejects_a_report_is_somebody() -> None:
    """Only who speaks rejects or dismisses something, be it called a team."""
    found = said("The junta's information team rejected the reports as fabricated.")
    assert [one[1:] for one in found] == [("denies", "the reports as fabricated")]


@pytest.mark.parametrize(
    "post",
    ["Home Adviser Lt Gen (retd)", "Superintendent of Police (Rural)", "Brig (Retd)"],
)
def test_a_bracket_in_a_post_does_not_part_it_from_the_name(post: str) -> None:
    """Who speaks is the person named behind it."""
    assert {one[0] for one in said(f"{post} Anil Rao said the men were armed.")} == {"Anil Rao"}


def linked(text: str) -> list[tuple[str, str]]:
    """Give the words that name each happening of a link, what answers first."""
    account = variorum.read(text)
    named = {incident.id: incident.mentions[0].quote for incident in account.incidents}
    return [(named[link.from_], named[link.to]) for link in account.links]


def test_what_somebody_calls_it_is_answered() -> None:
    """What an act is said to answer may be told as what somebody calls it."""
    text = "Fighters of the Front attacked troops on Monday in response to what they called air strikes on Lima."
    assert linked(text) == [("attacked", "air strikes")]


@pytest.mark.parametrize(
    ("text", "links"),
    [
        # A name is no word of speech.
        (
            "The movement had shelled Islamic State positions in answer to the twin bombings in Kerman.",
            [("shelled", "twin bombings")],
        ),
        # The words begin at the last "in".
        ("The Guards raided a camp in Hasaka in reply to the car bombing in Lima.", [("raided", "car bombing")]),
        ("The governor cast the raid as a reply to the ambush at Arbin.", [("raid", "ambush")]),
        (
            "In what residents believe to be a reprisal for the ambush at Arbin, soldiers burned 20 houses in Lima.",
            [("burned", "ambush")],
        ),
        # What hangs on a clause is said of no other.
        (
            "Rebels raided Arbin on Sunday. The minister deplored the raid, closed no office and recalled his envoy in "
            "response.",
            [],
        ),
        (
            "Rebels fired rockets at Arbin on Sunday. On Tuesday the army began an offensive, named Iron Fist of the "
            "Hills by it, in response.",
            [("began an offensive", "fired")],
        ),
        (
            "Gunmen raided a camp near Lima on Sunday. It was payback. On Friday soldiers had shelled their village.",
            [("raided", "shelled")],
        ),
        (
            "Rebels shelled Arbin on Friday. The army's answer came on Sunday. Jets bombed a camp near Lima.",
            [("bombed", "shelled")],
        ),
        (
            "Rebels shelled Arbin on Friday. Retaliation was swift: helicopters strafed two villages.",
            [("strafed", "shelled")],
        ),
        (
            "The wave began with a murder in Lima, to which the clan responded by killing the mother of a rival.",
            [("killing", "murder")],
        ),
        (
            "Iran fired missiles at Panjgur on Tuesday. Pakistan replied within 48 hours with air strikes on Saravan.",
            [("air strikes", "fired")],
        ),
        (
            "Rebels ambushed a convoy on Monday. The minister replied that troops would act. Jets bombed Lima later.",
            [],
        ),
        (
            "Troops hit back within an hour, shelling two villages. The rebels had fired on a post at dawn.",
            [("shelling", "fired")],
        ),
        (
            "The raid came in response to a roadside bomb that wounded three officers.",
            [("raid", "a roadside bomb")],
        ),
        (
            "Soldiers raided a mosque on Friday. Youths burned tyres and a bus in anger.",
            [("burned", "raided")],
        ),
        ("Police shot a student dead on Monday. Residents blocked a road in protest.", [("blocked", "shot")]),
        # What they call for is yet to be, and what they call revenge is for what was.
        (
            "Rebels fired a missile at Lima on Thursday in what they called revenge for the bombing of Hodeidah.",
            [("fired", "bombing")],
        ),
        # A name stands for what happened there.
        (
            "Fifty people were massacred at Kishishe on Tuesday. The army retaliated for Kishishe on Friday with air "
            "strikes on Tongo.",
            [("air strikes", "massacred")],
        ),
        ("Silent rallies were held in Lima on Friday in repudiation of the bombing.", [("rallies", "bombing")]),
        # What was told long before, of others, is not what was answered.
        (
            "Jets bombed Arbin on Friday. Traders in Lima closed their shops. The governor visited a school. Prisoners "
            "in Lima rioted in return.",
            [],
        ),
        (
            "The shelling of Kaya and the air strikes on Oruba were in retaliation for an ambush on Monday.",
            [("air strikes", "ambush"), ("shelling", "ambush")],
        ),
        # Neither of two raids and strikes is what they answer.
        ("Troops carried out raids and air strikes in response to the ambush.", [("raids", "ambush")]),
    ],
)
def test_an_answer_is_what_its_words_hang_on(text: str, links: list[tuple[str, str]]) -> None:
    """Which two happenings an answer ties follows from the clause that it stands in, and from what was told last."""
    assert linked(text) == links


@pytest.mark.parametrize(
    ("text", "links"),
    [
        (
            "A drone hit Dara on Tuesday. Then the army destroyed a tank in Arbin, in what it called its answer.",
            [("destroyed", "hit")],
        ),
        (
            "Rebels ambushed a convoy on Monday. The general described the air raid on Kaya on Tuesday as a response.",
            [("air raid", "ambushed")],
        ),
        (
            "Gunmen killed an officer on Monday. Police believe this to be in revenge for the shooting of a driver.",
            [("killed", "shooting")],
        ),
        # What is called a response to something answers that.
        (
            "Rebels shelled Lima on Monday. The air raid on Kaya, which it termed a response to the ambush at Arbin, "
            "killed nine.",
            [("air raid", "ambush")],
        ),
        (
            "Israel bombed a depot in Beirut on Friday, saying it was responding to rocket fire from Tyre.",
            [("bombed", "rocket fire")],
        ),
        (
            "Gunners shelled the camp on Friday. The movement said it was answering the ambush at Arbin.",
            [("shelled", "ambush")],
        ),
        (
            "The gang had been driven from the crossroads in a raid on Friday. Residents believe that the massacre on "
            "Sunday was a punishment for this.",
            [("massacre", "raid")],
        ),
        (
            "On Friday soldiers burned two villages. The rebels said that the ambush of Sunday was revenge for it.",
            [("ambush of Sunday", "burned")],
        ),
        (
            "In a reprisal raid, troops burned 20 houses in Lima. Rebels had ambushed their patrol on Friday.",
            [("reprisal raid", "ambushed")],
        ),
    ],
)
def test_what_is_called_an_answer_is_one(text: str, links: list[tuple[str, str]]) -> None:
    """An act may be called or described as an answer, or those who did it said to be answering."""
    assert linked(text) == links


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("Hours after the ambush at Arbin, helicopters strafed two villages.", [("strafed", "ambush")]),
        # What another clause tells did not come after it.
        ("Hours after the ambush at Arbin, residents fled while helicopters strafed two villages.", []),
        ("Nine militants were killed in the raid on Lima, after an exchange of fire with the militants.", []),
        (
            "The army attacked rebels at Arbin on Wednesday. The raid on the rebels came three days after the rebels "
            "shelled the army's barracks.",
            [("attacked", "shelled")],
        ),
        ("The army returned to Kaya after the bombing and shelled the hills.", [("shelled", "bombing")]),
        (
            "Within the framework of the operation the port was blockaded from Monday. The army began the operation on "
            "Sunday.",
            [("blockaded", "operation")],
        ),
    ],
)
def test_what_comes_after_an_act_may_answer_it(text: str, links: list[tuple[str, str]]) -> None:
    """It does where it hangs on the words that say so, and did not come of a fight or an operation."""
    assert linked(text) == links


def test_who_calls_an_act_an_answer_did_not_do_it() -> None:
    """What the ministry called an answer was the army's."""
    account = variorum.read(
        "A drone hit Dara on Tuesday. Later the army destroyed a tank in Arbin, in what the ministry called an answer."
    )
    assert [called(account)[i] for i in account.incidents[1].initiators] == ["army"]


@pytest.mark.parametrize(
    ("text", "links"),
    [
        (
            "Jets bombed a camp near the border on Friday, which the army said was in response to the ambush at Arbin.",
            [("bombed", "ambush")],
        ),
        (
            "Jets bombed a camp of the Front, which said that it would hit back in response to the ambush at Arbin.",
            [],
        ),
        ("Kenya bombed camps in retaliation for the deaths of 147 students at Garissa.", [("bombed", "deaths")]),
        ("The rebels shelled the town in reprisal for the death of two fighters.", [("shelled", "death")]),
        ("The army bombed the hills in response to the loss of nine soldiers in Kaya.", [("bombed", "loss")]),
        (
            "Police opened fire at a wake in Lima on Monday. Lawyers boycotted the courts. A party called a strike. In "
            "apparent retaliation, gunmen attacked a convoy.",
            [],
        ),
        (
            "Police opened fire at a wake in Lima on Monday. A party called for calm. In apparent retaliation, gunmen "
            "attacked a convoy.",
            [("attacked", "opened fire")],
        ),
    ],
)
def test_harm_that_is_said_to_be_answered_is_a_happening(text: str, links: list[tuple[str, str]]) -> None:
    """The deaths that something answers are its trigger, and none of its own harm."""
    assert linked(text) == links


def test_people_told_of_before_are_avenged() -> None:
    """To avenge them is to answer what was done to them."""
    text = "Gunmen killed nine farmers in Lima on Monday. Two days later, herders burned a village to avenge them."
    assert linked(text) == [("burned", "killed")]


def test_what_comes_of_a_gunfight_is_no_answer_to_it() -> None:
    """The raid before "and after a gun battle two men were arrested" answers nothing."""
    assert linked("Police stormed the house and after a gun battle two men were arrested.") == []


def test_deeds_from_hiding_that_follow_each_other_are_a_series() -> None:
    """Who ambushes and abducts is of one side, unless one is said to answer the other."""
    assert linked("The ambush follows the abduction of three teachers in Lima last week.") == []
    assert linked("The raid followed an ambush that killed nine soldiers on Sunday.") == [("raid", "ambush")]


def test_shelling_that_followed_came_after_what_was_told_before() -> None:
    """Not after what the next sentence tells."""
    text = (
        "At least 31 civilians were killed in the missile strikes and in cross-border shelling that followed, and 57 "
        "were wounded. The spokesman said Kenya had shot down five jets in retaliation."
    )
    assert ("border shelling", "missile strikes") in linked(text)


def test_what_is_done_in_protest_is_one_happening() -> None:
    """The blockade answers, and no protest besides."""
    text = "The council had enforced the blockade in protest against the killing of a girl in Lima on Tuesday."
    assert linked(text) == [("enforced the blockade", "killing")]


def test_who_responds_does_what_he_responds_with_and_not_what_he_answers() -> None:
    """Nobody answers a deed of his own."""
    account = variorum.read("The army responded to the rocket fire with air strikes on Lima.")
    assert [(i.type, i.initiators) for i in account.incidents] == [("shelling", ()), ("air_strike", ("army",))]


def test_a_participle_tells_the_outcome_of_the_answer() -> None:
    """Whom those who retaliate kill did not die in what they retaliate for."""
    account = variorum.read("Rebels stormed a camp in retaliation for the air raid, killing nine soldiers.")
    assert [(i.type, i.initiators, len(i.harms)) for i in account.incidents] == [
        ("armed_attack", ("rebels",), 1),
        ("air_strike", (), 0),
    ]


def test_the_dead_of_two_ambushes_on_one_day_are_no_sum() -> None:
    """What happened twice on a day is told as what happened, and not as a count over many."""
    account = variorum.read("Five soldiers were killed in two ambushes near Lima on Friday, the army said.")
    assert [(h.outcome, h.low) for h in only(account).harms] == [("killed", 5)]
    assert account.statistics == ()


def test_what_nature_did_is_no_harm_of_a_strike() -> None:
    """An earthquake told of by the way killed whom it is said to have killed."""
    account = variorum.read(
        "The strike on Lima came despite a truce after the earthquake, which killed nearly 3,800 people."
    )
    assert [h for incident in account.incidents for h in incident.harms] == []


@pytest.mark.parametrize(
    ("who", "group"),
    [
        ("a health officer", "civilian"),
        ("three electoral officers", "official"),
        ("two prison officers", "security_forces"),
        ("two riflemen", "military"),
        ("14 khwarij", "militant"),
        ("a police officer", "police"),
    ],
)
def test_not_every_officer_is_of_the_police(who: str, group: str) -> None:
    """What stands before an officer tells whose he is, and ranks tell soldiers."""
    assert {h.group for h in only(variorum.read(f"Gunmen killed {who} in Tulsa on Monday.")).harms} == {group}


def test_a_title_of_a_member_of_parliament_is_no_part_of_the_name() -> None:
    """The one who "said" is who was named with the title, however the parse parts them."""
    found = said('District MP M.A. Sumanthiran has called for a strike. "We cannot accept this," he said.')
    assert {one[0] for one in found} == {"M.A. Sumanthiran"}


def test_an_acronym_is_whose_the_report_says_it_is() -> None:
    """What a report says that letters are short for counts before another's in another land."""
    account = variorum.read(
        "The army accused the United People's Democratic Front (UPDF) of inciting the unrest in Bangladesh. UPDF "
        "activists fired at the army in Khagrachhari."
    )
    assert {called(account)[a] for i in account.incidents for a in i.initiators} == {"United People's Democratic Front"}


def test_his_office_is_no_human_rights_office() -> None:
    """A person's office is not the body that has the word in its name."""
    found = said(
        "The UN Human Rights Office counted 409 attacks. President Juan Paz condemned the strike, his office said."
    )
    assert {one[0] for one in found if one[2].startswith("President")} == {"office"}


def test_the_regime_is_the_junta_and_no_jet_is_the_military() -> None:
    """The last state told of is not the regime, and no aircraft is meant by the military."""
    account = variorum.read(
        "The junta's jets bombed a base. Its spokesman said that talks were under way with Thailand. Residents said "
        "the regime responded with airstrikes on Mandalay."
    )
    assert [i.initiators for i in account.incidents] == [("junta",), ("junta",)]
    found = said(
        "A fighter jet dropped a bomb on a school, a teacher said. The military denied it had bombed a school."
    )
    assert {one[0] for one in found} == {"teacher", "military"}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The 20th Infantry Battalion said it had killed nine rebels.", "20th Infantry Battalion"),
        ("The Karen Human Rights Group said soldiers shot dead seven villagers.", "Karen Human Rights Group"),
        (
            "Militants have killed 50 people, according to the Islamabad-based Pakistan Institute for Peace Studies.",
            "Pakistan Institute for Peace Studies",
        ),
    ],
)
def test_names_of_bodies_are_whole(text: str, name: str) -> None:
    """Neither its number, nor the noun at its end, nor where it is based parts a name."""
    assert {one[0] for one in said(text)} == {name}


def test_bodies_that_campaign_demand_and_condemn() -> None:
    """What Amnesty or a rights group says should be done it demands, and does not only judge."""
    found = said("Amnesty International said the government should investigate the killings.")
    assert found == {("Amnesty International", "demands", "the government should investigate the killings")}


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Nine passengers were taken off a coach travelling from Lima to Quito near Loja on Monday.", ["Loja"]),
        ("A convoy on its way from Lima to Quito was ambushed near Loja on Monday.", ["Loja"]),
        ("Rebels stopped a minibus bound for Quito near Loja and abducted six people.", ["Loja"]),
    ],
)
def test_the_ends_of_a_way_are_not_where_it_was_attacked(text: str, places: list[str]) -> None:
    """Where a bus came from and where it was bound for say nothing of where it was stopped."""
    assert [place.name for place in only(variorum.read(text)).where] == places


def test_who_escaped_is_not_among_the_bodies() -> None:
    """Whom another verb tells of is alive."""
    account = variorum.read("He said 11 bodies had been found and eight people had escaped the attack in Lima.")
    assert [h.low for h in only(account).harms] == [11]


def test_a_response_hangs_on_its_verb_however_far_behind() -> None:
    """Between "in response" and what was done may stand a long name."""
    text = (
        "Police detained Ana Paz and her brother in Lima on Monday. In response, the Lowland Solidarity Committee "
        "(LSC) staged a sit-in outside the university."
    )
    assert linked(text) == [("staged a sit-in", "detained")]


def test_who_vows_to_avenge_an_attack_did_not_do_it() -> None:
    """What is only meant to be answered was somebody else's."""
    account = variorum.read("The Front vowed to avenge the killing of its commander in a drone strike on Monday.")
    assert only(account).initiators == ()


def test_a_second_verb_of_another_form_is_who_spoke() -> None:
    """What "had failed" does not demand."""
    found = said("The mayor said the minister had failed and demanded his resignation.")
    assert found == {("mayor", "asserts", "the minister had failed"), ("mayor", "demands", "his resignation")}


def test_what_is_answered_was_before_the_day_of_the_answer() -> None:
    """The model may take the two for one; the words do not."""
    account = variorum.read(
        "An airstrike hit a school in Lima on Monday, killing 20 students. The Front said it attacked the airfield "
        "with drones on Tuesday in revenge for the bombing, wounding three soldiers.",
        published=PUBLISHED,
    )
    (link,) = account.links
    named = {incident.id: incident for incident in account.incidents}
    assert named[link.from_].mentions[0].quote == "attacked"
    assert named[link.to].when.start != named[link.from_].when.start


def test_what_a_link_takes_up_is_no_incident_of_its_own() -> None:
    """What is avenged is the airstrike told before."""
    account = variorum.read(
        "An airstrike hit a school in Lima on Monday, killing 20 students. The Front said it attacked the airfield in "
        "Loja with drones on Tuesday in revenge for the bombing, wounding three soldiers.",
        published=PUBLISHED,
    )
    assert [incident.mentions[0].quote for incident in account.incidents] == ["airstrike hit", "attacked"]


@pytest.mark.parametrize(
    ("deed", "who"),
    [
        ("Israel's October 26 strike on a plant in Parchin", "Israel"),
        ("The rebels' Sunday ambush near Goma", "rebels"),
        ("Turkey's May 7 air raid on Zakho", "Turkey"),
    ],
)
def test_a_day_before_a_deed_hides_nobody_whose_it_is(deed: str, who: str) -> None:
    """The time that stands between the two owns nothing."""
    account = variorum.read(f"{deed} killed six soldiers.", published=PUBLISHED)
    assert [called(account)[a] for a in only(account).initiators] == [who]


@pytest.mark.parametrize(
    ("who", "force"),
    [
        ("The Russian defence ministry", "Russian Armed Forces"),
        ("The Israeli army", "Israel Defense Forces"),
    ],
)
def test_its_forces_are_those_of_the_state_or_the_army(who: str, force: str) -> None:
    """A ministry claims what the forces of its state did; an army's soldiers are the army."""
    account = variorum.read(f"{who} said its forces raided a camp near Arbin on Monday.", published=PUBLISHED)
    assert [called(account)[a] for a in only(account).initiators] == [force]


def test_drones_of_a_body_are_the_body() -> None:
    """A name before drones is whose they are, and they are no party beside it."""
    account = variorum.read("Hezbollah drones hit a base on Monday.", published=PUBLISHED)
    assert [called(account)[a] for a in only(account).initiators] == ["Hezbollah"]


@pytest.mark.parametrize(
    "service", ["Ukraine's Security Service (SBU) drones struck", "The Security Service of Ukraine struck"]
)
def test_a_service_is_its_states_also_by_its_letters(service: str) -> None:
    """A name that is one country's service alone is not that of the country named behind it or with letters."""
    account = variorum.read(f"{service} the Feodosia oil terminal on Monday.", published=PUBLISHED)
    assert [called(account)[a] for a in only(account).initiators] == ["Security Service of Ukraine"]


@pytest.mark.parametrize("block", ["nine-storey apartment block", "two-room school", "five-story residential building"])
def test_a_number_with_a_hyphen_belongs_to_what_is_hit(block: str) -> None:
    """How many storeys a block has is part of what to call it."""
    account = variorum.read(f"A missile hit a {block} in Arbin on Monday.", published=PUBLISHED)
    assert [called(account)[t] for t in only(account).targets] == [block]


@pytest.mark.parametrize(
    ("bomb", "kind"), [("guided aerial bomb", "air_strike"), ("mortar bomb", "shelling"), ("roadside bomb", "bombing")]
)
def test_what_kind_of_bomb_it_was_tells_what_happened(bomb: str, kind: str) -> None:
    """Some bombs are dropped, some fired and some laid."""
    account = variorum.read(f"A {bomb} hit a house in Arbin on Monday.", published=PUBLISHED)
    assert only(account).type == kind


@pytest.mark.parametrize(
    "text",
    [
        "A series of car bombs exploded in Arbin on Monday, killing 40 people and wounding 120.",
        "At least 40 people were killed and 120 injured in a wave of attacks on Arbin on Monday.",
        "Forty soldiers and about 120 rebels died in heavy fighting at Arbin on Monday.",
    ],
)
def test_a_series_of_one_day_harmed_its_dead(text: str) -> None:
    """What follows blow upon blow on one day is one happening, and its harm no statistic."""
    account = variorum.read(text, published=PUBLISHED)
    assert [h.low for h in only(account).harms] == [40, 120]
    assert account.statistics == ()


def test_a_particle_before_a_deed_is_none_of_it() -> None:
    """Who carried "out a strike" is heard by the strike itself."""
    account = variorum.read(
        "The Russian defence ministry said its forces had carried out a strike on depots in Kharkiv and claimed all "
        "targets were hit.",
        published=PUBLISHED,
    )
    assert [called(account)[a] for a in account.incidents[0].initiators] == ["Russian Armed Forces"]


@pytest.mark.parametrize(
    "text",
    [
        "Six people were killed in Arbin, officials said, by landmines.",
        "Three people were wounded by drones in Nikopol.",
    ],
)
def test_harm_that_a_weapon_did_somewhere_is_a_happening(text: str) -> None:
    """What weapon did it, and where, is told of one happening, though no word names it."""
    assert only(variorum.read(text, published=PUBLISHED)).harms


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Turkey blamed the blast in Arbin on Monday on the PKK.", "Kurdistan Workers' Party"),
        ("The government blamed Sunday's attack on a mosque on Al-Shabaab.", "Al-Shabaab"),
        ("India attributed Monday's attack on tourists to Lashkar-e-Taiba.", "Lashkar-e-Taiba"),
        ("Syria blamed Monday's air strike on Israel.", "Israel"),
    ],
)
def test_at_whose_door_a_deed_is_laid_did_it(text: str, who: str) -> None:
    """Whom an attack is blamed on is not whom it was on, whatever the parse hangs it on."""
    incident = only(variorum.read(text, published=PUBLISHED))
    names = called(variorum.read(text, published=PUBLISHED))
    assert ([names[a] for a in incident.initiators], who in {names[t] for t in incident.targets}) == ([who], False)


@pytest.mark.parametrize(
    ("text", "towns"),
    [
        ("A shell fired from positions on Mount Ozren exploded in Tuzla on Monday, killing nine people.", ["Tuzla"]),
        ("The army shelled Nikopol from a base at the Zaporizhzhia nuclear plant on Monday.", ["Nikopol"]),
        ("Missiles fired from bombers over the Caspian Sea struck Dnipro on Monday.", ["Dnipro"]),
    ],
)
def test_where_something_was_fired_from_it_did_not_fall(text: str, towns: list[str]) -> None:
    """Also what the place of the guns lies on or over is where it began, and not where it was."""
    incident = only(variorum.read(text, published=PUBLISHED))
    assert ([place.name for place in incident.where], incident.type) == (towns, "shelling")


def test_a_rocket_that_exploded_had_been_fired() -> None:
    """What bursts where it hits was not laid there."""
    account = variorum.read("Two rockets exploded in a market in Tuzla on Monday.", published=PUBLISHED)
    assert only(account).type == "shelling"


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("Six people were hurt in Kharkiv, three in Sumy and one in Chuhuiv on Monday.", [6, 3, 1]),
        ("Gunmen killed nine people in Jos and four in Bokkos on Monday.", [9, 4]),
        ("Two soldiers were killed in Bannu and three policemen in Tank on Monday.", [2, 3]),
        ("Police arrested 20 people in Lagos, 15 in Kano and three in Abuja on Monday.", [20, 15, 3]),
        ("Gunmen killed nine people in Jos and 12 houses in Bokkos were burnt on Monday.", [9]),
    ],
)
def test_who_is_counted_at_further_places_is_harmed_too(text: str, counts: list[int]) -> None:
    """A list by place leaves out the verb, and mostly the people."""
    account = variorum.read(text, published=PUBLISHED)
    assert [h.low for incident in account.incidents for h in incident.harms] == counts


@pytest.mark.parametrize(
    ("text", "towns"),
    [
        ("Moscow claims its troops took Toretsk last week.", {"Toretsk"}),
        (
            "Russian forces have captured the villages of Shevchenko and Novoiehorivka in the Donetsk region.",
            {"Shevchenko", "Novoiehorivka"},
        ),
    ],
)
def test_what_was_taken_is_where_it_happened(text: str, towns: set[str]) -> None:
    """The object of taking a place is the place, also behind the noun that says what it is."""
    assert {place.name for place in only(variorum.read(text, published=PUBLISHED)).where} == towns


@pytest.mark.parametrize(
    ("text", "word", "towns"),
    [
        ("Monday's attack came a day after gunmen killed ten people in Jos.", "attack", []),
        ("The violence came two weeks after 45 people were killed in Racak.", "violence", []),
        ("Three men were jailed in Moscow on Friday for the Beslan siege.", "Beslan siege", ["Beslan"]),
        ("A man was charged in London on Tuesday with the Manchester attack.", "Manchester attack", ["Manchester"]),
    ],
)
def test_a_deed_is_where_its_own_words_say(text: str, word: str, towns: list[str]) -> None:
    """Neither what came before it tells where it was, nor where somebody is tried for it; its name may."""
    account = variorum.read(text, published=PUBLISHED)
    (incident,) = [i for i in account.incidents if any(m.quote.endswith(word) for m in i.mentions)]
    assert [place.name for place in incident.where] == towns


@pytest.mark.parametrize(
    ("place", "name"),
    [
        ("the Sarajevo suburb of Ilidza", "Ilidza"),
        ("the Donetsk region town of Pokrovsk", "Pokrovsk"),
        ("the Beirut suburb of Haret Hreik", "Haret Hreik"),
    ],
)
def test_what_stands_before_its_part_is_no_second_place(place: str, name: str) -> None:
    """The city of a suburb, and the province of a town, hold it."""
    incident = only(variorum.read(f"A shell hit {place} on Monday.", published=PUBLISHED))
    assert [w.quote for w in incident.where] == [name]


def test_positions_of_a_people_are_those_of_its_forces() -> None:
    """Whom fire is opened at is told by whose the positions are."""
    account = variorum.read(
        "Azerbaijani forces opened fire at Armenian positions near Goris on Monday.", published=PUBLISHED
    )
    assert [called(account)[t] for t in only(account).targets] == ["Armenian Armed Forces"]


@pytest.mark.parametrize(
    ("what", "kind"),
    [("205 prisoners of war each", "agreement"), ("the bodies of 20 soldiers", "agreement"), ("fire", "clash")],
)
def test_only_fire_is_exchanged_in_a_clash(what: str, kind: str) -> None:
    """Prisoners and the dead are exchanged by agreement."""
    account = variorum.read(f"Armenia and Azerbaijan exchanged {what} near Goris on Monday.", published=PUBLISHED)
    assert only(account).type == kind


def test_where_something_was_fired_from_is_no_target() -> None:
    """Whose the positions are that a shell came from was not shelled."""
    account = variorum.read(
        "A single shell, fired from Serb positions on Mount Ozren, exploded outside a cafe in Tuzla on Monday.",
        published=PUBLISHED,
    )
    assert [called(account)[t] for t in only(account).targets] == ["cafe"]


@pytest.mark.parametrize(
    "text",
    [
        "A bomb exploded at a protest in Quetta on Monday, injuring 39 people.",
        "A car was driven into a union demonstration in Tulsa on Monday, injuring 39 people.",
    ],
)
def test_what_strikes_a_gathering_did_its_harm(text: str) -> None:
    """The people at a rally that a bomb or a car hit were not hurt by the rally, which was where the attack was."""
    account = variorum.read(text, published=PUBLISHED)
    harming = [incident for incident in account.incidents if incident.harms]
    assert [incident.type != "protest" for incident in harming] == [True]
    assert len(harming[0].where) == 1


def test_harm_of_what_came_before_is_none_of_what_came_after() -> None:
    """What a participle tells in a clause that only says what was before happened then."""
    account = variorum.read(
        "The bombing of Monday took place two weeks after a man drove a car into pedestrians in Tulsa, killing four.",
        published=PUBLISHED,
    )
    assert [i.type for i in account.incidents if i.harms] == ["armed_attack"]


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("A guard was killed in a riot in Puerto Vallarta, and an agent was killed in Guadalajara.", 2),
        ("A car bomb killed six people in Baghdad, while three policemen were killed in Mosul.", 2),
        ("Gunmen attacked a checkpoint in Tikrit, killing two, and a roadside bomb in Kirkuk killed a policeman.", 2),
        ("One person was killed and three wounded in Nikopol, police said.", 1),
    ],
)
def test_harm_at_another_place_in_a_clause_of_its_own_is_of_another_happening(text: str, places: int) -> None:
    """What clauses side by side put at two places happened twice; each has its own place alone."""
    account = variorum.read(text, published=PUBLISHED)
    assert [len(i.where) for i in account.incidents] == [1] * places
    assert all(i.harms for i in account.incidents)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("The clash near Tulsa on Monday left 30 dead and wounded, police said.", [("casualty", 30)]),
        ("The army said it suffered 140 dead and wounded in the battle of Tulsa.", [("casualty", 140)]),
        ("Six soldiers were killed and wounded in the raid on Tulsa.", [("casualty", 6)]),
        ("The raid on Tulsa left 12 dead and 30 wounded.", [("killed", 12), ("injured", 30)]),
        ("Four men were killed and injured nine guards in the raid on Tulsa.", [("killed", 4), ("injured", 9)]),
    ],
)
def test_dead_and_wounded_in_one_number_are_not_told_apart(text: str, told: list[tuple[str, int]]) -> None:
    """A number for both is of those killed or hurt; two numbers are of each."""
    account = variorum.read(text, published=PUBLISHED)
    assert [(h.outcome, h.low) for i in account.incidents for h in i.harms] == told


@pytest.mark.parametrize(
    "text",
    [
        "The bodies of five men were found in a ditch near Uruapan on Monday, prosecutors said.",
        "Gunmen stormed a bank in Lima on Friday. Separately, soldiers found the remains of five men in Arequipa.",
        "Gunmen stormed a bank in Lima on Friday. Five bodies were found on a beach in Arequipa on Monday.",
    ],
)
def test_bodies_found_somewhere_tell_a_killing(text: str) -> None:
    """Nobody saw it happen, and it was not what happened elsewhere."""
    account = variorum.read(text, published=PUBLISHED)
    found = [i for i in account.incidents if i.harms]
    assert [(i.type, [h.low for h in i.harms]) for i in found] == [("killing", [5])]
    assert [w.name for w in found[0].where] in (["Uruapan"], ["Arequipa"])


def test_the_body_of_one_is_of_one() -> None:
    """Whose body it is counts, one too; those under a house that was bombed are the bomb's."""
    account = variorum.read("Police found the body of a policeman in Tulsa on Monday.", published=PUBLISHED)
    assert [(h.group, h.low) for h in only(account).harms] == [("police", 1)]
    account = variorum.read(
        "A jet bombed a house in Tulsa on Monday. On Tuesday rescuers found nine bodies under the rubble in Mesa.",
        published=PUBLISHED,
    )
    assert only(account).type == "air_strike"


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("Since 27 January, armed attacks in Mesa have left at least 150 people dead.", "2031-01-27", "2031-05-14"),
        ("Since the start of the year, clashes in Mesa have left 45 people dead.", "2031-01-01", "2031-05-14"),
        ("The army killed 38 rebels in the first three months of the year, it said.", "2031-01-01", "2031-03-31"),
        ("Militant attacks have left 45 people dead over the past year.", "2030-05-14", "2031-05-14"),
        ("More than 250 people have died since rebels took up arms in May 2030.", "2030-05-01", "2031-05-14"),
        ("Police in Lima killed 703 people last year, almost two a day.", "2030-01-01", "2030-12-31"),
    ],
)
def test_sums_of_harm_have_their_period(text: str, start: str, end: str) -> None:
    """What happenings have left behind since a time, or over a time, is a statistic of that time."""
    account = variorum.read(text, published=PUBLISHED)
    assert [h for incident in account.incidents for h in incident.harms] == []
    told = [(str(s.period.start), str(s.period.end)) for s in account.statistics if s.period]
    assert told == [(start, end)]


@pytest.mark.parametrize(
    ("text", "group"),
    [
        ("The gang leader was killed in a police raid in Mesa on Monday.", "militant"),
        ("The group's leader was killed in an air strike in Idlib on Monday.", "militant"),
        ("The kingpin was killed in a raid in Tulsa on Monday.", "unknown"),
        ("The drug lord was shot dead in Tulsa on Monday.", "unknown"),
    ],
)
def test_one_who_is_told_of_as_known_is_harmed(text: str, group: str) -> None:
    """A leader is one of those whom he leads; one whom no list knows counts where grammar and model agree."""
    account = variorum.read(text, published=PUBLISHED)
    assert [(h.outcome, h.group, h.low) for h in only(account).harms] == [("killed", group, 1)]


def test_what_is_no_person_is_not_killed() -> None:
    """Things may be killed in a figure of speech."""
    account = variorum.read("The attack killed the deal that envoys had brokered.", published=PUBLISHED)
    assert [h for incident in account.incidents for h in incident.harms] == []


def test_a_place_that_heads_an_entry_of_a_list_is_where_it_was() -> None:
    """What an entry tells happened at the place before its colon, however little it tells."""
    account = variorum.read(
        "Note of the governor\n\nOver the past day:\n"
        "- Corinto: car bomb in front of the town hall. Two dead.\n"
        "- Caloto: motorcycle bomb near the police station, a woman injured.\n"
        "- Ituri: attack on the village of Mukondo, 14 civilians killed.\n",
        published=PUBLISHED,
    )
    told = [([w.name for w in i.where], [h.low for h in i.harms]) for i in account.incidents]
    assert told == [(["Corinto"], [2]), (["Caloto"], [1]), (["Mukondo"], [14])]


def test_a_place_that_heads_a_line_without_a_bullet_places_nothing() -> None:
    """The headline of a report may begin so, and tell more than it."""
    account = variorum.read(
        "Corinto: the mayor speaks of an attack\n\nGunmen killed two men in Caloto.", published=PUBLISHED
    )
    assert ["Caloto"] in [[w.name for w in i.where] for i in account.incidents if i.harms]


def test_what_was_done_on_an_anniversary_is_not_what_it_is_of() -> None:
    """Neither the year of the massacre nor the massacre itself is the attack's."""
    account = variorum.read(
        "A gunman opened fire on the consulate in Munich on the anniversary of the 1972 Olympics massacre.",
        published=PUBLISHED,
    )
    assert [(len(i.mentions), str(i.when.start)) for i in account.incidents] == [(1, "None"), (1, "1972-01-01")]


def test_an_observatory_is_the_one_told_of() -> None:
    """One word of a body's name is no name of its own, wherever it is best known."""
    account = variorum.read(
        'The Venezuelan Observatory of Violence counted 90 killings. "It is grave," the Observatory said.',
        published=PUBLISHED,
    )
    assert {called(account)[s.speaker] for s in account.statements} == {"Venezuelan Observatory of Violence"}


@pytest.mark.parametrize(
    "text",
    [
        "The men were convicted in June 2030 of bombing a bus in Lima.",
        "He was sentenced on Monday to life in prison for the murder of two soldiers in Antrim.",
        "The militia was accused last week of shelling a market in Sanaa.",
        "The general was indicted in March for the killing of six priests in San Salvador.",
    ],
)
def test_the_day_of_a_verdict_is_not_that_of_the_deed(text: str) -> None:
    """When somebody is called to account tells nothing of when it was done."""
    account = variorum.read(text, published=PUBLISHED)
    assert only(account).when.start is None


def test_a_day_behind_the_deed_is_its_own() -> None:
    """Who is accused of killing men on Monday killed them on Monday."""
    account = variorum.read("Gunmen were accused of killing nine farmers on Monday in Maru.", published=PUBLISHED)
    assert str(only(account).when.start) == "2031-05-12"


def test_who_only_said_what_befell_others_is_not_whom_it_befell() -> None:
    """Those who are freed are those who were taken, though officials who said so are told of last."""
    account = variorum.read(
        "Nine miners were kidnapped near Lima on Sunday, officials said. They were freed on Monday.",
        published=PUBLISHED,
    )
    freed = next(i for i in account.incidents if any("freed" in m.quote for m in i.mentions))
    assert [called(account)[a].casefold() for a in freed.targets] == ["miners"]


@pytest.mark.parametrize(
    ("report", "who"),
    [
        ("An armed group calling itself the Red Harvest Army kidnapped a planter near Lima.", "Red Harvest Army"),
        ("A vigilante force known as the Harbour Boys lynched two men in Lima.", "Harbour Boys"),
        ("A death squad called the Colina Group killed nine students in Lima.", "Colina Group"),
        ("The militia, known locally as the White Crows, killed 30 villagers near Lima.", "White Crows"),
        ("Militants calling themselves the Delta Avengers blew up a pipeline near Lima.", "Delta Avengers"),
    ],
)
def test_what_a_group_calls_itself_is_its_name(report: str, who: str) -> None:
    """Nouns and the name that they go by are one, also where the name is built on a noun itself."""
    account = variorum.read(report, published=PUBLISHED)
    assert [called(account)[a] for a in only(account).initiators] == [who]


@pytest.mark.parametrize(
    ("report", "who"),
    [
        ("A column of the Northern Hill Front attacked Lima on Monday.", "Northern Hill Front"),
        ("Elements of the Northern Hill Front abducted 30 children near Lima.", "Northern Hill Front"),
        ("A Hezbollah cell planted the bomb in Burgas on Monday, prosecutors said.", "Hezbollah"),
        ("An M23 patrol shot a trader in Rutshuru on Monday.", "March 23 Movement"),
        ("A patrol of the Israeli army shot a shepherd near Hebron on Monday.", "Israel Defense Forces"),
        ("Gunmen from the outlawed Lashkar-e-Islam group shot two policemen in Bara.", "Lashkar-e-Islam"),
        ("Fighters of the Fath al-Sahel operations room shelled a village near Idlib.", "Fath al-Sahel"),
        ("Liwa al-Sahel gunmen kidnapped a doctor near Idlib on Monday.", "Liwa al-Sahel"),
        ("Sipah-e-Sahel killed a cleric in Karachi on Monday.", "Sipah-e-Sahel"),
    ],
)
def test_what_part_of_a_force_acted_is_the_force(report: str, who: str) -> None:
    """A column or a cell of a group is the group, whose name may have small words between hyphens."""
    account = variorum.read(report, published=PUBLISHED)
    assert [called(account)[a] for a in only(account).initiators] == [who]


@pytest.mark.parametrize(
    ("report", "who"),
    [
        ("A spokesman said troops responded to a call and engaged the robbers in Lima, killing two of them.", "troops"),
        ("Police answered the alarm and shot two robbers in Lima on Monday.", "police"),
        ("The militia threatened traders in Lima and burned their stalls on Monday.", "militia"),
        ("Pro-Iranian Hezbollah militiamen shelled Sderot on Monday.", "Hezbollah"),
        ("Left-wing ELN guerrillas blew up an oil pipeline in Arauca on Monday.", "National Liberation Army"),
        ("The Marxist-led Sahel People's Front attacked a garrison near Lima.", "Sahel People's Front"),
    ],
)
def test_who_does_a_thing_is_told_by_the_subject(report: str, who: str) -> None:
    """Who answered a call did what follows, to others than himself; what a group leans to is no part of its name."""
    account = variorum.read(report, published=PUBLISHED)
    doers = {called(account)[a] for i in account.incidents for a in i.initiators}
    assert who in doers
    assert who not in {called(account)[a] for i in account.incidents for a in i.targets}


def test_members_of_two_groups_are_of_both() -> None:
    """Each group whose men acted did it."""
    account = variorum.read(
        "Members of Hamas and Islamic Jihad killed a settler near Hebron on Monday.", published=PUBLISHED
    )
    doers = [called(account)[a] for a in only(account).initiators]
    assert doers == ["Hamas", "Palestinian Islamic Jihad"]


def test_what_befell_two_men_at_the_end_of_a_headline_was_done_to_them() -> None:
    """A headline leaves the auxiliary of its passive out, in each of its parts."""
    account = variorum.read(
        "3 soldiers killed as Naxals trigger IED in Narayanpur; two Maoists gunned down\n\n"
        "Raipur: Three soldiers were killed in Narayanpur on Monday, police said.\n",
        published=PUBLISHED,
    )
    assert "Maoists" not in {
        called(account)[a] for i in account.incidents for a in i.initiators if i.type in {"killing", "armed_attack"}
    }


@pytest.mark.parametrize(
    ("report", "who"),
    [
        ("The Russians shelled Kherson on Tuesday.", "Russia"),
        ("Russians shelled Nikopol with artillery on Tuesday, killing a nurse.", "Russia"),
        ("Four Afghans stabbed a tourist in Vienna on Tuesday.", "Afghans"),
        ("The enemy attacked Sumy with 14 drones on Tuesday, the governor said.", "enemy"),
        ("Enemy artillery shelled Sumy on Tuesday, killing a nurse.", "enemy"),
        ("Our army lost a post near Sumy on Monday. The enemy shot down two of our helicopters on Tuesday.", "enemy"),
    ],
)
def test_a_people_may_be_its_state_and_the_enemy_is_somebody(report: str, who: str) -> None:
    """Nobody is counted where a people is its state; the enemy is no army told of before."""
    account = variorum.read(report, published=PUBLISHED)
    assert [called(account)[a] for a in account.incidents[-1].initiators] == [who]


@pytest.mark.parametrize(
    ("report", "who"),
    [
        ("Israeli F-16 jets bombed a building in Gaza City on Monday.", "Israeli Air Force"),
        ("A Russian Lancet drone struck a bus in Kherson on Monday.", "Russian Air Force"),
        ("A French Rafale jet struck a convoy near Timbuktu on Monday.", "French Air Force"),
        ("Russian KAB bombs hit a house in Kharkiv on Monday, killing two.", "Russia"),
        ("Ukraine's air defence shot down 11 missiles over Kyiv on Monday.", "Ukrainian Armed Forces"),
    ],
)
def test_what_model_an_aircraft_is_says_nothing_of_whose_it_is(report: str, who: str) -> None:
    """The state before the name of a make is whose the aircraft or the bomb is."""
    account = variorum.read(report, published=PUBLISHED)
    assert [called(account)[a] for a in only(account).initiators] == [who]


@pytest.mark.parametrize(
    ("report", "who"),
    [
        ("A 14-year-old shot a taxi driver dead in Lima on Monday.", "14-year-old"),
        ("A CRPF party shot dead two militants near Jammu on Monday.", "Central Reserve Police Force"),
        ("A police party shot dead two Naxals in Gadchiroli on Monday.", "police"),
        ("The Red Crow gang and other gangs met. The same gang killed a cleric in Lima on Monday.", "Red Crow gang"),
        (
            "Boko Haram attacked Baga in May. Other groups raided Chibok. The group killed two men in Bama on Monday.",
            "Boko Haram",
        ),
        ("In December, militants led by Hafiz Orsk Bahadur rammed a truck into a checkpoint, killing 12.", "militants"),
    ],
)
def test_who_is_told_by_an_age_a_party_or_a_group(report: str, who: str) -> None:
    """A group is none of several groups told of before, and who leads those who acted may have been elsewhere."""
    account = variorum.read(report, published=PUBLISHED)
    assert [called(account)[a] for a in account.incidents[-1].initiators] == [who]


@pytest.mark.parametrize(
    ("report", "who", "kind"),
    [
        (
            "The outlawed Ulster Volunteer Force shot two men in Lima on Monday.",
            "Ulster Volunteer Force",
            "armed_group",
        ),
        ("Gunmen of the Harrow Volunteer Force shot two traders in Lima.", "Harrow Volunteer Force", "armed_group"),
        ("Soldiers of the Harrow Volunteer Force shot two traders in Lima.", "Harrow Volunteer Force", "military"),
        (
            "The Harrow Volunteer Force met. The outlawed Harrow Volunteer Force shot two traders in Lima.",
            "Harrow Volunteer Force",
            "military",
        ),
    ],
)
def test_what_is_said_of_a_force_is_no_part_of_its_name(report: str, who: str, kind: str) -> None:
    """A force may be outlawed, and one that has gunmen serves no state."""
    account = variorum.read(report, published=PUBLISHED)
    doers = {actor.id: (actor.name, actor.type) for actor in account.actors}
    assert [doers[a] for a in account.incidents[-1].initiators] == [(who, kind)]


@pytest.mark.parametrize(
    ("report", "who"),
    [
        ("The 112 Battalion shelled a village near Lima on Monday.", ["112 Battalion"]),
        (
            "Soldiers of Light Infantry Battalion 708 raided Lima, killing two.",
            ["Light Infantry Battalion 708"],
        ),
        ("The 112 Battalion met. On Monday the 301 Battalion shelled a village near Lima.", ["301 Battalion"]),
        ("On the same day resistance groups attacked a police station in Lima.", ["resistance groups"]),
        ("The next day rebels captured Orsk.", ["rebels"]),
        (
            "A joint team of the BSF and the CRPF shot two smugglers.",
            ["Border Security Force", "Central Reserve Police Force"],
        ),
        ("A group of soldiers and policemen beat a trader to death in Lima.", ["soldiers", "policemen"]),
        ("Hezbollah said its snipers had shot an Israeli soldier on Monday.", ["Hezbollah"]),
        ("Regime jets bombed a clinic in Idlib on Monday.", ["regime"]),
    ],
)
def test_units_go_by_numbers_and_times_are_of_nobody(report: str, who: list[str]) -> None:
    """A number tells one unit from another, a time before those who acted does not, and a team is those in it."""
    account = variorum.read(report, published=PUBLISHED)
    assert [called(account)[a] for a in account.incidents[-1].initiators] == who


@pytest.mark.parametrize(
    "report",
    [
        "In Lima, an Army patrol came under fire from a passing lorry; nobody was hit.",
        "Ukraine's Security Service said it had blown up a railway line near Lima used by Russian troops.",
    ],
)
def test_who_came_under_fire_or_uses_what_was_hit_did_not_do_it(report: str) -> None:
    """Only who the parse says acted cannot be whom it befell, and who uses a thing need not have blown it up."""
    account = variorum.read(report, published=PUBLISHED)
    doers = {called(account)[a] for a in only(account).initiators}
    assert doers <= {"Security Service of Ukraine"}


def test_two_groups_with_names_of_their_own_are_two() -> None:
    """A noun that takes up one group before is not that group where it gets another name."""
    account = variorum.read(
        "A militia known as the White Crows burned a village on Monday. "
        "A militia known as the Red Hand shelled Lima on Tuesday.",
        published=PUBLISHED,
    )
    assert [[called(account)[a] for a in i.initiators] for i in account.incidents] == [["White Crows"], ["Red Hand"]]


@pytest.mark.parametrize(
    ("report", "who"),
    [
        ("Residents said soldiers came to Orsk at dawn. They burned forty houses.", "soldiers"),
        ("Officials said bandits rode into the village on motorbikes. They abducted 20 women.", "bandits"),
        ("Local officials said that gunmen stopped a bus near Lima before they shot the driver.", "gunmen"),
        ("Police said two men burst into the shop. One of them stabbed the guard.", "two men"),
        ("Police said they shot two robbers in Lima. They wounded a third robber.", "police"),
    ],
)
def test_who_tells_of_violence_is_not_meant_by_they(report: str, who: str) -> None:
    """Whom residents tell of did it; those who bear arms may have done it themselves."""
    account = variorum.read(report, published=PUBLISHED)
    assert {called(account)[a] for i in account.incidents for a in i.initiators} == {who}


@pytest.mark.parametrize(
    ("told", "harms"),
    [
        ("Three officers embraced Shahadat in the attack.", [("killed", 3)]),
        ("A captain and three soldiers laid down their lives in the blast.", [("killed", 1), ("killed", 3)]),
        ("No life was lost, police said.", [("killed", 0)]),
        ("Seven people died, with 16 hurt, among them a boy of 11.", [("injured", 1), ("injured", 16), ("killed", 7)]),
        ("It left a driver in critical condition.", [("injured", 1)]),
    ],
)
def test_harm_is_told_in_turns_of_phrase(told: str, harms: list[tuple[str, int]]) -> None:
    """Who lays down his life is dead, and who is left in a grave state is hurt."""
    incident = only(variorum.read(f"A bomb struck a post in Arbin on Monday. {told}", published=PUBLISHED))
    assert sorted((h.outcome, h.low) for h in incident.harms) == harms


def test_how_many_a_day_earlier_is_no_rate() -> None:
    """Who killed 29 a day earlier did not kill 29 a day."""
    account = variorum.read(
        "Rebels shelled Arbin on Sunday in retaliation for strikes on Dara that killed 29 a day earlier.",
        published=PUBLISHED,
    )
    assert [(link.type, len(account.incidents)) for link in account.links] == [("response_to", 2)]
    assert [h.low for incident in account.incidents for h in incident.harms] == [29]


def test_a_birthday_party_is_nobody() -> None:
    """Some parties are held, and have no members."""
    account = variorum.read(
        "A drone strike killed eight children at a birthday party in Arbin on Monday; a rights group put the number of "
        "dead at 13.",
        published=PUBLISHED,
    )
    assert not any("party" in name for name in called(account).values())
    assert sorted(h.low for h in only(account).harms) == [8, 13]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            "Last year 2,412 civilians were killed, according to the annual report of the UN Assistance Mission in "
            "Afghanistan (UNAMA). In 2008 the mission counted 2,118.",
            "UN Assistance Mission in Afghanistan",
        ),
        (
            "A MEMBER OF THE REVOLUTIONARY ARMED FORCES OF COLOMBIA (FARC) WAS KILLED ON MONDAY. AIRCRAFT BOMBED A "
            "CAMP OF THE FARC NEAR THE BORDER.",
            "Revolutionary Armed Forces of Colombia",
        ),
        ("A spokesman for the NATO-led mission said that a hospital was hit on Monday.", "NATO-led mission"),
    ],
)
def test_a_body_keeps_its_whole_name(text: str, name: str) -> None:
    """What a body is for, and who leads it, are of its name."""
    assert name in called(variorum.read(text, published=PUBLISHED)).values()


@pytest.mark.parametrize(
    "before",
    ["the attack on the consulate", "the bombing of the embassy", "the raid on the base", "the strike on the port"],
)
def test_what_was_struck_does_not_strike_back(before: str) -> None:
    """Who acts is not what a deed told of before was done to."""
    account = variorum.read(
        f"Iran answered on Monday. In response to {before} it launched 30 drones at Haifa.", published=PUBLISHED
    )
    launched = next(i for i in account.incidents if any(m.quote == "launched" for m in i.mentions))
    assert [called(account)[a] for a in launched.initiators] == ["Iran"]
