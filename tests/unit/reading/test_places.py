"""Places are found in a document and resolved together."""

import math
from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.lang.en import English
from spacy.tokens import Doc, Span

from variorum.knowledge import load_gazetteer
from variorum.knowledge.countries import load_countries
from variorum.reading.places import PlaceMention, find_places, lie_apart, most_precise
from variorum.reading.places.find import as_name
from variorum.reading.places.mention import Spot, distance, nearest
from variorum.reading.places.resolve import Resolver

NLP = English()
GAZETTEER = load_gazetteer()


def make_doc(text: str, places: Sequence[str] = (), others: Sequence[tuple[str, str]] = ()) -> Doc:
    """Make a doc with its places and other entities (label, words) marked at their first occurrence."""
    doc = NLP.make_doc(text)
    spans = []
    for label, words in [*(("LOC", words) for words in places), *others]:
        start = text.index(words)
        span = doc.char_span(start, start + len(words), label=label)
        assert span is not None, words
        spans.append(span)
    doc.ents = spans
    return doc


def read(text: str, *places: str, others: Sequence[tuple[str, str]] = ()) -> tuple[PlaceMention, ...]:
    """Find the places of a text whose entities are given."""
    return find_places(make_doc(text, places, others), GAZETTEER)


def only(text: str, *places: str) -> PlaceMention:
    """Find the one place of a text."""
    (mention,) = read(text, *places)
    return mention


def brief(mentions: Sequence[PlaceMention]) -> list[tuple[str, str, str | None]]:
    """Give name, level and country of each mention."""
    return [(m.place.name, m.place.level, m.place.country) for m in mentions]


def test_a_mention_quotes_its_words() -> None:
    """The tokens of a mention are the words of its quote."""
    text = "Shots were heard near Dori in Burkina Faso."
    doc = make_doc(text, ["Dori", "Burkina Faso"])
    mentions = find_places(doc, GAZETTEER)
    assert (
        [doc[m.start : m.end].text for m in mentions] == [m.place.quote for m in mentions] == ["Dori", "Burkina Faso"]
    )


def test_an_arabic_article_belongs_to_the_name() -> None:
    """What an entity begins with in small letters is an article where a hyphen joins it."""
    (mention,) = read("Shells fell in al-Zorrelat on Monday.", "al-Zorrelat")
    assert (mention.place.name, mention.place.quote) == ("al-Zorrelat", "al-Zorrelat")


def test_a_capital_is_meant_before_a_town_that_is_also_called_so() -> None:
    """Anantnag is called Islamabad too, but in a report on Kashmir that names it the capital is meant."""
    text = "Srinagar and Anantnag in India were quiet. India blamed Pakistan; Islamabad denied it."
    found = read(text, "Srinagar", "Anantnag", "India", "Pakistan", "Islamabad")
    assert found[-1].place.country == "PK"


def test_a_border_may_end_a_text() -> None:
    """A report that is cut off behind "in" names no country there."""
    assert [m.place.name for m in read("They crossed the Russian border in", "Russian")] != []


def test_an_office_tells_the_country() -> None:
    """Sheriffs are of the United States; ministers are anywhere."""
    assert only("A man was shot in Manchester, the sheriff said.", "Manchester").place.country == "US"
    assert only("A man was shot in Manchester, the minister said.", "Manchester").place.country == "GB"


def test_a_place_comes_with_province_and_coordinates() -> None:
    """A known town has its province, its country and where it lies."""
    place = read("A mine went off in Dori, Burkina Faso.", "Dori", "Burkina Faso")[0].place
    assert (place.name, place.province, place.country) == ("Dori", "Sahel", "BF")
    assert place.latitude == pytest.approx(14.03, abs=0.1)
    assert place.longitude == pytest.approx(-0.03, abs=0.1)


@pytest.mark.parametrize(
    ("text", "quote", "expected"),
    [
        ("Fighting spread across Chiapas state.", "Chiapas", ("Chiapas", "province", "MX")),
        ("A raid in the town of Kaya killed two.", "Kaya", ("Kaya", "settlement", "BF")),
        ("Rain fell on Turkana county in Kenya.", "Turkana", ("Turkana", "province", "KE")),
        ("They met in Kano city.", "Kano", ("Kano", "settlement", "NG")),
    ],
)
def test_a_type_word_fixes_the_level(text: str, quote: str, expected: tuple[str, str, str]) -> None:
    """The word before or after a name says what it is."""
    assert brief(read(text, quote, *(["Kenya"] if "Kenya" in text else [])))[0] == expected


def test_a_plural_type_word_fixes_the_level_of_every_name() -> None:
    """One word may say what several names are, before or after them."""
    after = read("Floods hit Kano and Katsina states in Nigeria.", "Kano", "Katsina", "Nigeria")
    before = read("Floods hit the states of Kano and Katsina in Nigeria.", "Kano", "Katsina", "Nigeria")
    assert brief(after)[:2] == brief(before)[:2] == [("Kano", "province", "NG"), ("Katsina", "province", "NG")]


@pytest.mark.parametrize(
    ("text", "places", "country"),
    [
        ("Police in Cordoba, Argentina, opened fire.", ["Cordoba", "Argentina"], "AR"),
        ("Police in Cordoba, Spain, opened fire.", ["Cordoba", "Spain"], "ES"),
        ("Argentine officials spoke of Cordoba. Argentina is calm.", ["Cordoba", "Argentina"], "AR"),
        ("The Spanish city of Cordoba is calm.", ["Cordoba"], "ES"),
        ("Spain’s Cordoba is calm.", ["Spain", "Cordoba"], "ES"),
    ],
)
def test_the_words_around_tell_namesakes_apart(text: str, places: list[str], country: str) -> None:
    """A container, an adjective, a possessive or the rest of the report decides between towns of one name."""
    found = {m.place.country for m in read(text, *places) if m.place.name.startswith("C")}
    assert found == {country}


def test_an_abbreviation_after_a_comma_is_the_container() -> None:
    """A town before the short form of a province lies in it."""
    mention = read("He was held in Athens, Ga., on Friday.", "Athens")[0]
    assert (mention.place.province, mention.place.country) == ("Georgia", "US")


def test_one_name_means_one_place_in_a_report() -> None:
    """A name that is placed once is placed so throughout."""
    mentions = read("He was held in Tripoli, Lebanon. People in Tripoli cheered.", "Tripoli", "Lebanon")
    assert {m.place.country for m in mentions if m.place.name == "Tripoli"} == {"LB"}


def test_within_is_what_the_words_put_it_in() -> None:
    """A mention knows the mention that holds it."""
    dori = read("A mine went off in Dori, Burkina Faso.", "Dori", "Burkina Faso")[0]
    assert dori.within is not None
    assert dori.within.place.name == "Burkina Faso"


def test_an_unknown_name_is_kept_without_coordinates() -> None:
    """A village that no gazetteer has keeps its name, its level and what holds it."""
    place = read("Gunmen burned the village of Zorbatum in Sokoto state, Nigeria.", "Zorbatum", "Sokoto", "Nigeria")[
        0
    ].place
    assert (place.name, place.level, place.country, place.latitude) == ("Zorbatum", "settlement", "NG", None)
    assert place.province == "Sokoto"


def test_a_type_word_vouches_for_a_name_that_no_entity_marks() -> None:
    """An unmarked name with a type word is a place of the report's country."""
    mentions = read("Kenyan police went to Zorbatum village.")
    assert brief(mentions) == [("Zorbatum", "settlement", "KE")]


def test_the_gazetteer_finds_what_the_entities_missed() -> None:
    """An unmarked name after a preposition of place is found, another entity's is not."""
    text = "Gunmen struck in Maiduguri. Chad Brown fled."
    assert brief(read(text, others=[("PER", "Chad Brown")])) == [("Maiduguri", "settlement", "NG")]


def test_peoples_and_adjectives_are_no_places() -> None:
    """What is said of a people names no place, marked or not."""
    assert read("Malian troops and the Kurds met Danish envoys.", "Malian", "Kurds") == ()


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Gunmen stormed the Lahore police academy in Pakistan.", "Lahore police academy"),
        ("A shell hit the Sweida national hospital in Syria.", "Sweida national hospital"),
        ("A bomb went off at the Potiskum cattle market in Nigeria.", "Potiskum cattle market"),
        ("Gunmen stormed Kabul’s military hospital in Afghanistan.", "Kabul"),
        ("A bomb went off in Peshawar's Police Lines in Pakistan.", "Peshawar"),
    ],
)
def test_whose_site_it_is_belongs_to_its_name(text: str, name: str) -> None:
    """A hospital of the army is no army, and the town that it is called by is where it stands."""
    assert read(text, name.split()[0])[0].place.name == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Men held a vigil in Cox's Bazar in Bangladesh.", "Cox's Bazar"),
        ("Rebels stormed Wad al-Orrelain in Sudan.", "Wad al-Orrelain"),
        ("Gunmen came to Petite-Rivière de l'Arbin in Haiti.", "Petite-Rivière de l'Arbin"),
        ("Gunmen came to Petite-Rivière d’Arbin in Haiti.", "Petite-Rivière d’Arbin"),
    ],
)
def test_small_words_and_possessives_part_no_name(text: str, name: str) -> None:
    """What an entity names as a whole is not the place that it begins with."""
    assert read(text, name)[0].place.quote == name


@pytest.mark.parametrize("text", ["Nairobi police fired.", "Kenya’s army fired.", "The Nairobi city government fell."])
def test_a_party_is_no_place(text: str) -> None:
    """The place in a party's name is given only on demand."""
    doc = make_doc(text)
    assert find_places(doc, GAZETTEER) == ()
    assert len(find_places(doc, GAZETTEER, parties=True)) == 1


def test_a_direction_makes_a_region_of_a_country_alone() -> None:
    """A part of a country is a region, a part of a town is the town."""
    mentions = read("Shells fell on northern Kenya and on eastern Nairobi.", "Kenya", "Nairobi")
    assert brief(mentions) == [("Northern Kenya", "region", "KE"), ("Nairobi", "settlement", "KE")]
    north = mentions[0].place.latitude
    assert north is not None
    assert north > 2.0


def test_a_distance_moves_the_coordinates() -> None:
    """So many kilometres to one side of a town is not the town."""
    there = only("It happened in Gao.", "Gao").place
    off = only("It happened 50 km north of Gao.", "Gao").place
    assert off.latitude is not None
    assert there.latitude is not None
    assert off.latitude - there.latitude == pytest.approx(0.45, abs=0.02)
    assert (off.radius_km or 0) > (there.radius_km or 0)


@pytest.mark.parametrize(
    ("text", "km"),
    [
        ("It sank 60 nautical miles west of Hodeida in Yemen.", 111.1),
        ("It sank 60 nm west of Hodeida in Yemen.", 111.1),
        ("It sank 50 km west of the Yemeni port of Hodeida.", 50.0),
        ("It sank 50 km west of the coastal city of Hodeida in Yemen.", 50.0),
    ],
)
def test_a_distance_may_be_nautical_or_from_what_the_town_is_called(text: str, km: float) -> None:
    """Words that tell what a town is stand between it and the distance."""
    place = next(m.place for m in read(text, "Hodeida") if m.place.province)
    assert place.latitude is not None
    assert place.longitude is not None
    assert distance((place.latitude, place.longitude), (14.8, 42.95)) == pytest.approx(km, abs=2)


def test_near_widens_the_radius() -> None:
    """What is near a town may be some way off."""
    assert only("It happened near Dori.", "Dori").place.radius_km == 15.0


def test_a_site_is_named_as_said_and_placed_by_its_town() -> None:
    """The type word of a site is part of its name."""
    place = only("A bomb went off at Kisumu market.", "Kisumu").place
    assert (place.name, place.level, place.country) == ("Kisumu market", "site", "KE")
    assert place.latitude == pytest.approx(-0.1, abs=0.1)


def test_any_such_site_of_a_town_is_the_town() -> None:
    """What "a Kandahar clinic" names is no clinic but Kandahar."""
    assert only("Shells hit a Kandahar clinic on Monday.", "Kandahar").place.level == "settlement"


def test_a_mission_lies_where_it_is_not_in_the_country_that_it_is_of() -> None:
    """An embassy's country is its host's."""
    mention = read("Stones hit the Danish embassy in Nairobi.", "Nairobi")[0]
    assert (mention.place.name, mention.place.level, mention.place.country) == ("Danish embassy", "site", "KE")


@pytest.mark.parametrize(
    "text",
    [
        "Troops massed on the Kenya-Somalia border.",
        "Kenyan troops and Somali troops fired. Kenyans and Somalis fled across the border.",
        "Kenya closed its border with Somalia.",
        "They crossed the border between Kenya and Somalia.",
    ],
)
def test_a_border_is_named_by_both_sides(text: str) -> None:
    """Said or not, the two countries of a border name it, in alphabetical order."""
    assert "Kenya–Somalia border" in [m.place.name for m in read(text)]


def test_the_capital_is_that_of_the_country_spoken_of() -> None:
    """A capital without its name is placed."""
    assert brief(read("Malian officers marched. Malian tanks entered the capital.")) == [("Bamako", "settlement", "ML")]


def test_a_list_of_provinces_is_no_nesting() -> None:
    """Of several names in a row, most of which are provinces, all are."""
    mentions = read("Troops left Ohio, Nevada, Utah and Oregon.", "Ohio", "Nevada", "Utah", "Oregon")
    assert {m.place.level for m in mentions} == {"province"}
    assert [m.within for m in mentions] == [None] * 4


@pytest.mark.parametrize("change", [str.upper, str.lower])
def test_text_in_one_case_is_read(change: object) -> None:
    """Telegrams in capitals and text without any name places as others do, and get names in mixed case."""
    assert callable(change)
    text, places = change("Rebels hit San Vicente in El Salvador."), [change("San Vicente"), change("El Salvador")]
    mentions = read(text, *places)
    assert [(m.place.name, m.place.country) for m in mentions] == [("San Vicente", "SV"), ("El Salvador", "SV")]


def test_a_misspelt_name_is_found_in_the_country_spoken_of() -> None:
    """A slip of the pen is forgiven where only one country can be meant."""
    mentions = read("Honduran police came. Hondurans in Tegucigulpa fled.", "Tegucigulpa")
    assert brief(mentions) == [("Tegucigalpa", "settlement", "HN")]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Malian police came. Malians near Segou and in Senou fled.", "Senou"),
        ("Russian police came. Russians in Hroza fled.", "Hroza"),
        ("Malian police in Ségou came. Malians in Mobti fled.", "Mobti"),
    ],
)
def test_a_name_with_another_consonant_is_another_name(text: str, name: str) -> None:
    """Only vowels and doubled letters are misprinted in short names, and an H is heard."""
    assert [m.place.latitude for m in read(text, name) if m.place.quote == name] == [None]


def test_what_a_sentence_opens_with_tells_namesakes_apart() -> None:
    """A town of many is the one of the area that the sentence opens with; one that no list has lies there too."""
    found = read("In Oregon, a man was shot in Salem on Monday.", "Oregon", "Salem")
    assert (found[1].place.country, found[1].place.province) == ("US", "Oregon")
    found = read("In Borno state, rebels burnt the village of Qorvenzil.", "Borno", "Qorvenzil")
    assert (found[1].place.country, found[1].place.province) == ("NG", "Borno")


def test_what_holds_a_district_is_a_province() -> None:
    """A town of that name does not hold what lies far from it in its province."""
    found = read("Shots were fired in Kandahar's Maiwand district in Afghanistan.", "Kandahar", "Maiwand")
    assert [m.place.level for m in found][:2] == ["province", "district"]
    assert most_precise(found)[0].place.name == "Maywand"


@pytest.mark.parametrize(
    ("text", "quotes"),
    [
        ("A drone fell near Sanaa, the capital, on Monday, Americans said in America.", []),
        ("A drone fell in Sanaa, the Yemeni capital, Americans said.", []),
        ("After they shelled Sanaa, the capital fell silent in Yemen.", ["capital"]),
    ],
)
def test_what_a_place_is_called_behind_it_is_no_other_place(text: str, quotes: list[str]) -> None:
    """A capital in apposition is the one named before it."""
    assert [m.place.quote for m in read(text, "Sanaa") if m.place.quote == "capital"] == quotes


def test_a_namesake_in_an_unrelated_country_is_not_taken() -> None:
    """A report on one country does not speak of a village at the other end of the world."""
    text = "Kenyan police searched Kenyan homes. Kenyans in Bethel Acres fled."
    place = only(text, "Bethel Acres").place
    assert (place.country, place.latitude) == ("KE", None)


def test_a_namesake_of_no_known_surroundings_is_not_taken() -> None:
    """An unknown place that the words put a village in does not vouch for the village's country."""
    text = "Kenyan police searched Kenyan homes. Kenyans fled Bethel Acres, Qorvenzil."
    place = next(m.place for m in read(text, "Bethel Acres", "Qorvenzil") if m.place.name == "Bethel Acres")
    assert (place.country, place.latitude) == ("KE", None)


def test_a_namesake_of_what_the_words_put_it_in_is_not_taken() -> None:
    """A village in a province of one country is no town of another's."""
    text = "Kenyans told Kenyan police that they fled Bethel Acres in Nakuru county."
    place = read(text, "Bethel Acres", "Nakuru")[0].place
    assert (place.name, place.latitude) == ("Bethel Acres", None)


def test_a_hamlet_of_another_country_than_the_report_s_is_not_taken() -> None:
    """One small place alone does not bring a report into a country that it only mentions."""
    text = "Kenyan police searched Kenyan homes, Americans said. Kenyans in Bethel Acres fled."
    assert only(text, "Bethel Acres").place.latitude is None


@pytest.mark.parametrize(
    ("text", "places"),
    [
        (
            "Kenyan police searched Kenyan homes. Kenyans fled Bethel Acres and Crab Orchard.",
            ["Bethel Acres", "Crab Orchard"],
        ),
        ("Kenyan police searched Kenyan homes. Kenyans fled the village of Tabasco.", ["Tabasco"]),
        ("Kenyan police searched Kenyan homes. Kenyans fled the San Miguelito quarter.", ["San Miguelito"]),
    ],
    ids=["two of one country", "a province called a village", "a city called a quarter"],
)
def test_namesakes_do_not_vouch_for_one_another_or_against_the_words(text: str, places: list[str]) -> None:
    """Two towns of a country that nothing else speaks of are namesakes both, and so is what is miscalled."""
    assert {m.place.country for m in read(text, *places)} == {"KE"}


def test_whose_troops_they_are_says_nothing_of_where_an_unknown_name_lies() -> None:
    """A country beside it counts where the words say that something was in it, not where they say whose it is."""
    text = "Somalia is at war. Somalia fell. Men took Tamrel, where Burundi lost men.\nIn Kenya, at Orrel, they met."
    unknown = [m for m in read(text, "Orrel", "Tamrel") if m.place.name in {"Orrel", "Tamrel"}]
    assert brief(unknown) == [("Tamrel", "settlement", "SO"), ("Orrel", "settlement", "KE")]


def test_a_sentence_before_says_nothing_of_where_an_unknown_name_lies() -> None:
    """A country beside it counts in its own sentence alone: who was questioned in Chad may tell of Sudan."""
    text = "Sudan is at war. Sudanese fled. They were questioned in eastern Chad. Men were shot in Orrel."
    doc = make_doc(text, ["Orrel"])
    for token in doc[:-1]:
        if token.text == ".":
            doc[token.i + 1].is_sent_start = True
    assert brief([m for m in find_places(doc, GAZETTEER) if m.place.name == "Orrel"]) == [("Orrel", "settlement", "SD")]


def test_an_unknown_name_is_in_one_country_throughout() -> None:
    """A name that no list has is of the country that the report speaks of, where one of its mentions may be."""
    text = "Kenyans fled Nakuru and Qorvenzil.\nIn Kampala, Qorvenzil was mourned.\nKenyan police came."
    doc = make_doc(text, ["Nakuru", "Kampala"])
    doc.ents = [
        *doc.ents,
        *(doc.char_span(i, i + 9, label="LOC") for i in range(len(text)) if text[i : i + 9] == "Qorvenzil"),
    ]
    mentions = find_places(doc, GAZETTEER)
    assert {m.place.country for m in mentions if m.place.name == "Qorvenzil"} == {"KE"}


def test_who_comes_from_a_country_places_no_name_beside_it() -> None:
    """Peacekeepers come from elsewhere."""
    text = "Malians mourned. A mine on the Qorvenzil axis hurt nine peacekeepers from Egypt, Malian officers said."
    assert read(text, "Qorvenzil", "Egypt")[0].place.country == "ML"


def test_a_country_that_is_hardly_spoken_of_holds_no_unknown_name() -> None:
    """Where the wounded were flown tells nothing of where a restaurant stands that is named a sentence later."""
    text = (
        "Somali police and Somalis in Somalia mourned. Somali soldiers came to Mogadishu. The wounded were flown to "
        "Doha and Al Wakrah. They had eaten at the Qorvenzil restaurant."
    )
    mentions = read(text, "Somalia", "Mogadishu", "Doha", "Al Wakrah", "Qorvenzil restaurant")
    assert mentions[-1].place.country == "SO"


def test_a_known_airport_is_no_hamlet() -> None:
    """Nobody is counted who lives at a site."""
    text = "Yemeni officials in Yemen spoke for Yemenis. Ben Gurion Airport was closed, Israelis said."
    assert next(m.place.country for m in read(text, "Ben Gurion Airport") if m.place.level == "site") == "IL"


def test_a_long_row_of_places_is_read() -> None:
    """However many names are put one into the next, none is too many."""
    assert len(read("Segou, Mali, " * 1500)) == 3000


def test_initials_stay_in_capitals() -> None:
    """What is an abbreviation in capitals is one in any text."""
    assert as_name("THE U.S. CONSULATE") == "The U.S. Consulate"


def test_villages_of_a_report_that_names_its_country_once_are_nowhere_else() -> None:
    """The towns of a report tell what it is on as its country's name does."""
    text = "Men fled Goma, Beni and Bunia in the DRC. Two Chinese were taken in Keme, Masala and Mahihi."
    mentions = read(text, "Goma", "Beni", "Bunia", "Keme", "Masala", "Mahihi")
    assert [(m.place.latitude, m.place.country) for m in mentions[-3:]] == [(None, "CD")] * 3


def test_the_old_city_is_a_part_of_any_city() -> None:
    """A report that speaks of no such country means no Old City there."""
    mentions = read("They fought in the Old City, Indian police said. A Pakistani denied it.", "Old City")
    assert mentions[0].place.latitude is None


@pytest.mark.parametrize(
    ("text", "places", "name"),
    [
        ("THREE DIED ON THE LITORAL HIGHWAY IN EL SALVADOR.", ["LITORAL HIGHWAY"], "Litoral Highway"),
        (
            "Gunmen came to Gwer West Local Government Area in Nigeria.",
            ["Gwer West Local Government Area"],
            "Gwer West",
        ),
    ],
)
def test_the_words_of_a_kind_are_told_from_the_name(text: str, places: list[str], name: str) -> None:
    """Also where all is in capitals, and where a kind is named in several words."""
    assert read(text, *places)[0].place.name == name


@pytest.mark.parametrize("text", ["IT FELL AT KM 18.", "It fell at Km 18."])
def test_a_milestone_is_no_village(text: str) -> None:
    """A unit and a number name no place."""
    assert read(text, text[11:16]) == ()


@pytest.mark.parametrize("text", ["A Kenyan inn, the Orrel Hotel, burned as U.S. citizens slept. Kenyans fled."])
def test_whose_people_they_are_places_no_name_beside_them(text: str) -> None:
    """A hotel is not in the country whose citizens sleep in it."""
    mentions = read(text, "Orrel Hotel", "U.S.")
    assert [m.place.country for m in mentions if "Orrel" in m.place.name] == ["KE"]


def test_small_words_join_a_name() -> None:
    """The name "San Rafael del Qorven" is one place, though San Rafael is known and it is not."""
    found = [m.place.name for m in read("Shots fell in San Rafael del Qorven.", "San Rafael del Qorven")]
    assert found == ["San Rafael del Qorven"]


def test_a_number_is_no_village() -> None:
    """A number that begins a sentence is not the village of that name."""
    assert [m.place.name for m in read("Four men were shot in Kano. Six fled.", "Kano")] == ["Kano"]


@pytest.mark.parametrize(
    ("text", "speaks"), [("A Car bomb hit it.", False), ("A CAR BOMB HIT IT.", False), ("Soldiers of CAR fled.", True)]
)
def test_a_car_is_no_country(text: str, speaks: bool) -> None:
    """A country's short form that is a word counts in capitals alone, and not where all is in capitals."""
    assert Resolver(make_doc(text), GAZETTEER, load_countries()).speaks_of("CF") is speaks


def test_a_street_lies_elsewhere_than_its_namesake() -> None:
    """A street is not where the town is that it is named after."""
    (mention,) = read("Shots were heard on Kano Street.")
    assert (mention.place.name, mention.place.latitude) == ("Kano Street", None)


@pytest.mark.parametrize(("text", "locative"), [("It began in Kenya.", True), ("Kenya said no.", False)])
def test_locative_tells_where_from_who(text: str, locative: bool) -> None:
    """A country that speaks is no place of anything."""
    assert only(text, "Kenya").locative is locative


def test_most_precise_drops_what_holds_another() -> None:
    """Of a town, its province and its country the town is left."""
    mentions = read("It happened in Dori, in Burkina Faso, and in Kano.", "Dori", "Burkina Faso", "Kano")
    assert [m.place.name for m in most_precise(mentions)] == ["Dori", "Kano"]


def test_most_precise_drops_the_city_of_a_quarter() -> None:
    """A quarter is smaller than its city, though districts mostly are larger than towns."""
    text = "Police of New York closed the Crown Heights neighborhood of Brooklyn."
    mentions = read(text, "New York", "Crown Heights", "Brooklyn")
    assert [m.place.name for m in most_precise(mentions)] == ["Crown Heights"]


def test_of_a_town_and_its_quarter_one_holds_the_other() -> None:
    """A quarter near the middle of its town does not hold that in turn, so that neither would be left."""
    mentions = read("In Derry, rioting broke out in the Bogside in Northern Ireland.", "Derry", "Bogside")
    assert [m.place.name for m in most_precise(mentions)] == ["Bogside"]


def test_most_precise_keeps_a_quarter_of_a_district() -> None:
    """What the report puts into another does not hold it, however near they lie."""
    text = "The death of a Brooklyn man. He was killed in the Crown Heights neighborhood of Brooklyn."
    mentions = read(text, "Brooklyn", "Crown Heights")
    assert [m.place.name for m in most_precise(mentions)] == ["Crown Heights"]


def test_most_precise_keeps_one_mention_of_a_place() -> None:
    """The first mention stands for the others."""
    mentions = read("It began in Dori. Dori is calm. All of Dori slept.", "Dori")
    assert [m.start for m in most_precise(mentions)] == [mentions[0].start]


def test_a_border_region_inside_a_country_is_in_it() -> None:
    """A border is between two countries; its region within one of them is of that one."""
    held = {
        m.place.name: m.place.country
        for m in read("Kenya struck the border regions inside Somalia.", "Kenya", "Somalia")
    }
    assert held["Kenya–Somalia border"] == "SO"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("He was shot on the West Side on Friday.", "West Side"),
        ("It was in the 4900 block of West Hubbard, in Chicago.", "West Hubbard"),
    ],
)
def test_sides_and_blocks_are_of_no_namesake(text: str, name: str) -> None:
    """A side of a city and a street are not the towns that are called so elsewhere."""
    assert [m.candidates for m in read(text, name) if m.place.quote and name in m.place.quote] in ([], [()])


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("A man was shot on East 223rd Street in Orrel.", "East 223rd Street"),
        ("A man was shot near 98th Ave. in Orrel.", "98th Ave"),
        ("Officers came to 45th and Orrel avenues.", "45th and Orrel avenues"),
        ("It blew up at the corner of Cordoba and Peru Streets.", "Cordoba and Peru Streets"),
        ("It was at a home on County Road 336.", "County Road 336"),
        ("He was held on Highway 75 at dawn.", "Highway 75"),
        ("They met near the 101 Freeway.", "101 Freeway"),
    ],
)
def test_streets_named_by_numbers_or_by_two_are_sites(text: str, name: str) -> None:
    """They are in no list, and no namesake's."""
    assert [(m.place.name, m.place.level, m.place.latitude) for m in read(text)] == [(name, "site", None)]


@pytest.mark.parametrize(
    "text",
    [
        "The 45th brigade fled.",
        "Cordoba and Peru agreed.",
        "He took the road 300 times.",
        "It fired 100 rounds a minute.",
    ],
)
def test_numbers_and_pairs_alone_name_no_street(text: str) -> None:
    """Only the word for a street makes one."""
    assert all(m.place.level != "site" for m in read(text))


@pytest.mark.parametrize(
    ("text", "name", "level"),
    [
        ("They were shot on the Orrel–Arbin road.", "Orrel–Arbin road", "region"),
        ("Gunmen took them along the Abuja - Birnin Gwari highway.", "Abuja - Birnin Gwari highway", "region"),
        ("It blew up on the Bijapur–Sukma border.", "Bijapur–Sukma border", "region"),
        ("They met on the Mali-Niger border.", "Mali–Niger border", "region"),
    ],
)
def test_a_way_named_by_its_two_ends_is_one_place(text: str, name: str, level: str) -> None:
    """It is neither of the two; the border of two countries is found as such."""
    assert [(m.place.name, m.place.level) for m in read(text)] == [(name, level)]


def test_a_newspaper_is_no_place() -> None:
    """What a noun before a name says it is, it is."""
    assert read("A bomb hit the newspaper El Espectador.", "El Espectador") == ()


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Drones fell in the Belgorod region and the Krasnodar Territory of Russia.", ["Belgorod", "Krasnodar"]),
        ("Drones fell over the Kharkiv, Sumy and Odesa regions.", ["Kharkiv", "Sumy", "Odesa"]),
        ("Shells hit the Kyiv region and the Moscow region.", ["Kyiv Oblast", "Moscow Oblast"]),
    ],
)
def test_a_region_that_a_province_is_named_for_is_that_province(text: str, names: list[str]) -> None:
    """A town has the name too, and a city may be a province itself, but the land around is meant."""
    found = [m.place for m in read(text) if m.place.level != "country"]
    assert [place.name for place in found] == names
    assert {(place.level, place.province) for place in found} == {("province", None)}


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Ukraine struck a plant in Dzerzhinsk, in Russia's Nizhny Novgorod Oblast.", "RU"),
        ("Shells hit Dzerzhinsk, in Ukraine's Donetsk Oblast.", "UA"),
    ],
)
def test_a_town_is_in_the_country_that_its_province_is_said_to_be_of(text: str, country: str) -> None:
    """Namesakes lie in other countries: which is meant, the words say."""
    (town,) = [m.place for m in read(text, "Dzerzhinsk") if m.place.quote == "Dzerzhinsk"]
    assert town.country == country


def test_what_comes_before_the_last_of_a_list_is_in_the_same_province() -> None:
    """Many villages share a name; those that are listed lie together."""
    text = "Bombs hit Novomykolaivka and Bilohiria, Zaporizhzhia region, and Kozatske in the Kherson region."
    found = read(text, "Novomykolaivka", "Bilohiria", "Kozatske")
    assert {m.place.quote: m.place.province for m in found}["Novomykolaivka"] == "Zaporizhzhia"


def test_a_misspelling_is_of_nothing_far_from_the_report_s_places() -> None:
    """A name like one at the other end of the country is another place, which no list has."""
    text = "Shells fell in the Valuysky municipal district of Russia's Belgorod Region and in Shebekino."
    (district,) = [m.place for m in read(text, "Shebekino") if m.place.quote.startswith("Valuysky")]
    assert (district.name, district.level, district.latitude) == ("Valuysky", "district", None)


def test_a_name_that_is_put_in_a_country_is_sought_in_no_other() -> None:
    """However often the other is spoken of, a like name there is not meant."""
    text = (
        "Hroza was hit by Russia. Russia denied it; Russians said that the Russian army had not. The missile hit the "
        "village of Hroza, in the Kupyansk district of Kharkiv region in Ukraine."
    )
    assert {m.place.country for m in read(text, "Hroza") if m.place.quote == "Hroza"} == {"UA"}


def test_a_great_city_is_meant_before_its_river() -> None:
    """A river has an article."""
    found = read("Missiles hit Dnipro in Ukraine. Soldiers crossed the Dnipro at night.")
    assert [m.place.level for m in found if m.place.quote.endswith("Dnipro")] == ["settlement", "region"]


def test_who_does_something_in_a_province_does_not_lie_there() -> None:
    """With a verb between them, no name is in the other."""
    doc = make_doc("Fighting grows as Moscow presses its advance in the Donetsk region.", ["Moscow", "Donetsk"])
    for token in doc:
        token.pos_ = "VERB" if token.text == "presses" else "NOUN"
    assert find_places(doc, GAZETTEER)[0].place.country == "RU"


def test_whose_province_it_is_tells_where() -> None:
    """A preposition governs a name across the country that owns it."""
    assert [m.locative for m in read("It fell in Russia's Belgorod region.") if m.place.level == "province"] == [True]


def test_a_region_of_one_country_is_in_it() -> None:
    """The country that a region is of is no second place, and no border is inside it."""
    found = read("In Croatia, the army took Western Slavonia.", "Croatia", "Western Slavonia")
    assert [m.place.name for m in most_precise(found)] == ["Slavonia"]


@pytest.mark.parametrize(
    ("text", "places", "inner", "outer"),
    [
        ("Shells hit the Beirut suburb of Haret Hreik in Lebanon.", ["Beirut", "Haret Hreik"], "Haret Hreik", "Beirut"),
        ("Shells hit the Donetsk region town of Pokrovsk in Ukraine.", ["Donetsk", "Pokrovsk"], "Pokrovsk", "Donetsk"),
        ("Shells hit the Karm quarter of Homs in Syria.", ["Karm", "Homs"], "Karm", "Homs"),
    ],
)
def test_a_suburb_is_in_the_larger_of_two_names(text: str, places: list[str], inner: str, outer: str) -> None:
    """Whether the suburb is named before the word for it or behind, only size tells."""
    found = {m.place.name: m for m in read(text, *places)}
    assert (within := found[inner].within) is not None
    assert within.place.name == outer


@pytest.mark.parametrize(
    ("adjective", "province"),
    [
        ("Donetska", "Donetsk"),
        ("Khersonska", "Kherson"),
        ("Sumska", "Sumy"),
        ("Zaporizka", "Zaporizhzhia"),
        ("Kyivska", "Kyiv Oblast"),
        ("Bryanskaya", "Bryansk"),
    ],
)
def test_a_province_is_known_by_its_adjective(adjective: str, province: str) -> None:
    """Oblasts are called by adjectives in reports that keep the local names."""
    (found,) = [m.place for m in read(f"Shells fell on a town in {adjective} Oblast on Monday.")]
    assert (found.name, found.level, found.latitude is None) == (province, "province", False)


WORDS = st.sampled_from(
    "Paris in of the , Kabul ’s border - Texas TX county north km 3 capital US Afghan embassy ( St. al- A é 🙂".split(
        " "
    )
)


@settings(max_examples=60, deadline=None)
@given(st.lists(WORDS, min_size=1, max_size=20), st.data())
def test_no_text_raises_and_mentions_never_overlap(words: list[str], data: st.DataObject) -> None:
    """Whatever the words and the entities, mentions stand in order and quote the text."""
    doc = NLP.make_doc(" ".join(words))
    label = data.draw(st.sampled_from(["LOC", "ORG", "PER"]))
    end = data.draw(st.integers(1, len(doc)))
    doc.ents = [Span(doc, 0, end, label=label)]
    mentions = find_places(doc, GAZETTEER)
    assert all(left.end <= right.start for left, right in pairwise(mentions))
    assert all(m.place.quote == doc[m.start : m.end].text and m.place.name for m in mentions)
    most_precise(mentions)


def test_the_nearest_point_is_the_one_of_least_distance() -> None:
    """The nearest of several points, across the date line too, is as far as their least distance."""
    here, others = (14.0, 179.5), [(15.0, 179.0), (14.1, -179.9), (-14.0, 0.5)]
    found = nearest(Spot.at(*here), [Spot.at(*other) for other in others])
    assert found == pytest.approx(min(distance(here, other) for other in others))


def test_nothing_is_near_where_there_are_no_others() -> None:
    """Without other points the nearest is infinitely far."""
    assert nearest(Spot.at(0.0, 0.0), []) == math.inf


def test_a_place_told_twice_lies_nowhere_else() -> None:
    """Two mentions of one town are of one place; another town is apart from it, its own province is not."""
    first, again, other, province = read("Balkh, and Balkh, and Kabul, and Balkh province.", "Balkh", "Kabul")[:4]
    assert not lie_apart([first], [again])
    assert lie_apart([first], [other])
    assert not lie_apart([first], [province])


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("A bomb went off at an Ariana Grande concert.", "Ariana Grande"),
        ("A strike hit the Oruba Boys gang.", "Oruba Boys"),
        ("A car hit a Christmas market.", "Christmas"),
    ],
)
def test_performers_gangs_and_feasts_are_no_places(text: str, name: str) -> None:
    """What a recogniser takes for a place before these words is who or when, not where."""
    assert read(text, name) == ()


def test_a_concert_may_be_of_a_town() -> None:
    """A name that a list of places has is where the concert is."""
    assert [p.place.name for p in read("A bomb went off at the Manchester concert.", "Manchester")] == ["Manchester"]
