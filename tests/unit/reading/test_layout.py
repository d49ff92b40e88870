"""The furniture of a page: what each line is for."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from variorum.reading.layout import Layout, find_layout, looks_like_outlet

BODY = "Two soldiers were wounded when a mine went off beside their lorry on the road to the coast, the army said."
MORE = "A spokesman for the district said that the road had been closed and that engineers were searching it for mines."


def zones(text: str) -> list[tuple[str, str]]:
    """List the kind and the words of every zone."""
    return [(zone.kind, text[zone.start : zone.end]) for zone in find_layout(text).zones]


def page(*lines: str) -> str:
    """Join lines as plain-text pages have them."""
    return "\n".join(lines)


def kind_of(words: str, text: str) -> str:
    """Return the kind of the zone in which *words* begin."""
    at = text.index(words)
    return next(zone.kind for zone in find_layout(text).zones if zone.start <= at < zone.end)


# Titles


def test_a_first_line_without_a_full_stop_is_the_title() -> None:
    """A short first line that ends no sentence heads the page."""
    text = page("Mine wounds two soldiers near the coast", BODY, MORE)
    assert find_layout(text).title == "Mine wounds two soldiers near the coast"
    assert [kind for kind, _ in zones(text)] == ["title", "body", "body"]


def test_a_standfirst_stays_body() -> None:
    """The sentence under the title is part of what the report says."""
    text = page("Mine wounds two soldiers", "The army blames rebels for the blast.", BODY, MORE)
    assert kind_of("The army blames", text) == "body"


def test_a_first_line_that_is_a_sentence_is_no_title() -> None:
    """A page may begin with its body."""
    assert find_layout(page(BODY, MORE)).title is None


def test_a_line_that_heads_nothing_is_body() -> None:
    """A single line is what the report says, whatever its shape."""
    assert zones("Gunmen kill five in market town") == [("body", "Gunmen kill five in market town")]


@pytest.mark.parametrize("tail", [" - Harbour News", " | The Lowland Post", " — AFP"])
def test_the_outlet_at_the_end_of_a_title_is_cut_off(tail: str) -> None:
    """What follows the last dash or bar of a title is the source if it is an outlet's or an agency's name."""
    text = page("Mine wounds two soldiers near the coast" + tail, BODY, MORE)
    assert find_layout(text).title == "Mine wounds two soldiers near the coast"
    assert kind_of(tail.strip(), text) == "publisher"


def test_a_dash_within_a_title_is_kept() -> None:
    """A dash before ordinary words divides nothing."""
    title = "Mine wounds two soldiers - army blames rebels"
    assert find_layout(page(title, BODY, MORE)).title == title


def test_a_title_in_capitals_is_found_above_a_body_in_capitals() -> None:
    """Text without small letters still has a headline."""
    text = page("MINE WOUNDS TWO SOLDIERS", "", BODY.upper(), MORE.upper())
    assert find_layout(text).title == "MINE WOUNDS TWO SOLDIERS"


def test_a_title_is_found_where_no_line_ends_with_a_full_stop() -> None:
    """Where punctuation is missing, length decides."""
    text = page("Mine wounds two soldiers", BODY.rstrip("."), MORE.rstrip("."))
    assert find_layout(text).title == "Mine wounds two soldiers"


def test_a_headline_that_shares_its_line_with_the_dateline_is_cut_from_it() -> None:
    """Pages flattened to one line keep the headline before the dateline."""
    text = f"Mine wounds two soldiers. HARBOUR TOWN, Lowland — {BODY}"
    layout = find_layout(text)
    assert (layout.title, layout.dateline_place) == ("Mine wounds two soldiers", "HARBOUR TOWN, Lowland")


def test_a_label_before_a_colon_in_a_title_is_no_dateline() -> None:
    """A headline may begin with a country and a colon."""
    text = page("Lowland: mine wounds two soldiers", "", BODY, MORE)
    assert find_layout(text).title == "Lowland: mine wounds two soldiers"


# Datelines


@pytest.mark.parametrize(
    ("dateline", "place", "agency"),
    [
        ("NORTHPORT (LOWLAND), 3 MAR 90 (HILL RADIO NETWORK) -- [TEXT] ", "NORTHPORT, LOWLAND", "HILL RADIO NETWORK"),
        ("NORTHPORT, NO DATE -- [COMMENTARY] [TEXT] [CONTINUED] ", "NORTHPORT", None),
        ("HARBOUR TOWN, Lowland (AP) — ", "HARBOUR TOWN, Lowland", "AP"),
        ("Harbour Town, Lowland – ", "Harbour Town, Lowland", None),
        ("HARBOUR TOWN, 13 FEB 90 (DPA) -- [TEXT] ", "HARBOUR TOWN", "DPA"),
        ("HARBOUR TOWN/NORTHPORT, March 3 (Reuters) - ", "HARBOUR TOWN/NORTHPORT", "Reuters"),
        ("Northport (AFP) - ", "Northport", "AFP"),
        ("NORTHPORT: ", "NORTHPORT", None),
        ("Northport: ", "Northport", None),
        ("(NORTHPORT) — ", "NORTHPORT", None),
        ("NORTHPORT, 4 MAR 91 -- [REPORT] [ARMY PRESS ROOM] [TEXT] ", "NORTHPORT", "ARMY PRESS ROOM"),
        ("(AFP) - ", None, "AFP"),
    ],
)
def test_a_dateline_gives_place_and_agency(dateline: str, place: str | None, agency: str | None) -> None:
    """The head of the first paragraph is read in the manners of different agencies."""
    layout = find_layout(page(dateline + BODY, MORE))
    assert (layout.dateline_place, layout.agency) == (place, agency)


def test_the_date_in_a_dateline_is_a_zone_of_its_own() -> None:
    """The date between place and agency can be read as a date."""
    text = page(f"NORTHPORT, 13 FEB 90 (DPA) -- [TEXT] {BODY.upper()}", MORE.upper())
    assert zones(text)[:4] == [
        ("dateline", "NORTHPORT,"),
        ("date", "13 FEB 90"),
        ("dateline", "(DPA) -- [TEXT]"),
        ("body", BODY.upper()),
    ]


def test_a_dateline_on_a_page_of_small_letters_is_found() -> None:
    """Text without capitals still has a dateline before its first colon."""
    assert find_layout(page(f"northport: {BODY.lower()}", MORE.lower())).dateline_place == "northport"


@pytest.mark.parametrize(
    "sentence",
    [
        "Northport – the capital of the province – was quiet on Friday, and its shops stayed open, residents said.",
        "UPDATE: Two more soldiers have died of their wounds since this page was first published, the army said.",
        "Mr Moor (R-Ohio) - a member of the committee - said that he had not been told of the raid beforehand.",
    ],
)
def test_a_dash_or_colon_early_in_a_sentence_makes_no_dateline(sentence: str) -> None:
    """Words before a dash are a dateline only where they can be a place and a paragraph follows."""
    assert find_layout(page(sentence, MORE)).dateline_place is None


def test_an_uncertain_dateline_is_believed_in_the_first_paragraph_only() -> None:
    """Further down, a name and a dash begin an ordinary sentence."""
    assert (
        find_layout(page(BODY, MORE, "Northport – The town was quiet on Friday, residents said.")).dateline_place
        is None
    )


# Bylines


@pytest.mark.parametrize(
    ("line", "authors", "agencies"),
    [
        ("By Ada Moor", ("Ada Moor",), ()),
        ("By Ada Moor and Ben Al-Hadi, Reuters", ("Ada Moor", "Ben Al-Hadi"), ("Reuters",)),
        ("BY ADA MOOR", ("ADA MOOR",), ()),
        ("by Ada Moor in Northport", ("Ada Moor",), ()),
        ("By ADA MOOR Associated Press Writer", ("ADA MOOR",), ("Associated Press",)),
        ("Ada Moor in Northport", ("Ada Moor",), ()),
        ("Ada Moor, diplomatic correspondent", ("Ada Moor",), ()),
        ("Ada Moor | AFP", ("Ada Moor",), ("AFP",)),
        ("Ada Moor in Northport | AFP", ("Ada Moor",), ("AFP",)),
        ("| AFP", (), ("AFP",)),
        ("By The Associated Press", (), ("The Associated Press",)),
        ("Our Correspondent", (), ()),
        ("From our correspondent in Northport", (), ()),
    ],
)
def test_a_byline_names_authors_and_agencies(line: str, authors: tuple[str, ...], agencies: tuple[str, ...]) -> None:
    """Names, posts, places and agencies are told apart in the line under the title."""
    text = page("Mine wounds two soldiers near the coast", line, BODY, MORE)
    layout = find_layout(text)
    assert (layout.authors, layout.agencies) == (authors, agencies)
    assert kind_of(line, text) == "byline"


def test_a_byline_with_date_and_outlet_is_cut_into_three() -> None:
    """One line may hold who, when and where it was printed."""
    text = page("by Ada Moor 3 March 2010 Harbour Magazine", BODY, MORE)
    assert zones(text)[:3] == [
        ("byline", "by Ada Moor"),
        ("date", "3 March 2010"),
        ("publisher", "Harbour Magazine"),
    ]
    assert find_layout(text).publisher == "Harbour Magazine"


def test_the_month_of_a_date_is_no_name_in_a_byline() -> None:
    """A date may begin with its month right behind the names."""
    assert zones(page("Mine wounds two", "By Ada Moor March 3, 2010", BODY, MORE))[1:3] == [
        ("byline", "By Ada Moor"),
        ("date", "March 3, 2010"),
    ]


def test_a_sentence_that_begins_with_by_is_no_byline() -> None:
    """A time or an action after "By" opens a sentence."""
    assert find_layout(page(BODY, "By Monday Evening the road had been cleared.", MORE)).authors == ()


def test_a_name_of_whom_the_report_speaks_is_no_byline() -> None:
    """A name alone under the title is a minister's, where the body goes on to speak of the minister."""
    text = page(
        "Minister visits the coast", "Ada Moor", "The minister, Ada Moor, met the families of the wounded.", BODY
    )
    assert find_layout(text).authors == ()


def test_a_note_about_the_author_names_the_author() -> None:
    """The line at the foot that says who wrote a piece is a byline."""
    text = page(BODY, MORE, "About the author", "Ada Moor is a correspondent for The Lowland Post, based in Northport.")
    layout = find_layout(text)
    assert (layout.authors, layout.publisher) == (("Ada Moor",), "The Lowland Post")


def test_a_credit_at_the_end_of_the_last_paragraph_is_cut_off() -> None:
    """Agencies in brackets after the last sentence are credits."""
    text = page(BODY, f"{MORE} (Reuters, AFP)")
    assert find_layout(text).agencies == ("Reuters", "AFP")
    assert zones(text)[-1] == ("byline", "(Reuters, AFP)")


# Dates and publishers


@pytest.mark.parametrize(
    "line",
    [
        "Published 3:14 p.m. March 18, 2024",
        "Updated: 4 hours ago",
        "Friday, August 21, 2015",
        "Last updated on 3rd of March 2010 at 14:05 GMT",
        "2010-03-03T14:05:00Z",
        "03/03/2010",
        "This story is from March 3, 2010",
        "Published 2 March 2010 | Updated 3 March 2010",
    ],
)
def test_a_line_that_is_a_date_is_a_date(line: str) -> None:
    """Dates of publication are found in many forms."""
    assert kind_of(line, page("Mine wounds two soldiers near the coast", line, BODY, MORE)) == "date"


@pytest.mark.parametrize("line", ["The March of 2010", "May", "Monday", "12 soldiers"])
def test_words_that_only_resemble_a_date_are_none(line: str) -> None:
    """A month needs a number, and no other word beside it."""
    assert kind_of(line, page("Mine wounds two soldiers near the coast", line, BODY, MORE)) != "date"


def test_a_date_between_paragraphs_is_a_subhead() -> None:
    """In a chronology a date heads what happened then; it is not the page's own."""
    assert kind_of("3 March 2010", page(BODY, MORE, "3 March 2010", BODY, MORE)) == "subhead"


@pytest.mark.parametrize(
    ("line", "publisher"),
    [
        ("The Lowland Post", "The Lowland Post"),
        ("© 2014 Example Media", "Example Media"),
        ("Copyright 2016 by KXYZ - All rights reserved.", "KXYZ"),
        ("Copyright 2016 WXYZ (Example Corporation). All rights reserved.", "WXYZ"),
        ("Published in The Lowland Post, March 3rd, 2010", "The Lowland Post"),
    ],
)
def test_the_last_line_names_the_publisher(line: str, publisher: str) -> None:
    """An outlet alone, a copyright notice or a note of first publication ends many pages."""
    text = page(BODY, MORE, line)
    assert find_layout(text).publisher == publisher
    assert kind_of(line, text) == "publisher"


def test_the_first_line_names_the_publisher_where_a_title_follows() -> None:
    """A masthead stands above the headline."""
    layout = find_layout(page("The Lowland Post", "Mine wounds two soldiers near the coast", BODY, MORE))
    assert (layout.publisher, layout.title) == ("The Lowland Post", "Mine wounds two soldiers near the coast")


def test_an_office_that_publishes_its_own_release_is_the_publisher() -> None:
    """A ministry's name heads its releases."""
    layout = find_layout(page("Ministry of Defence of Lowland", "Statement on the mine near the coast", BODY, MORE))
    assert layout.publisher == "Ministry of Defence of Lowland"


def test_the_copyright_of_an_agency_makes_it_no_publisher() -> None:
    """An agency's notice says whose text it is, not who printed it."""
    layout = find_layout(page(BODY, MORE, "Copyright 2016 The Associated Press. All rights reserved."))
    assert (layout.publisher, layout.agencies) == (None, ("The Associated Press",))


def test_a_caller_may_know_outlets_that_have_no_such_shape() -> None:
    """A catalogue of outlets replaces the guess by shape."""
    text = page(BODY, MORE, "Sunrise")
    assert find_layout(text).publisher is None
    assert find_layout(text, is_outlet=lambda name: name == "Sunrise").publisher == "Sunrise"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("The Lowland Post", True),
        ("Radio Lowland", True),
        ("lowlandpost.com", True),
        ("Post", False),
        ("the lowland post", False),
        ("More Local News", False),
        ("Two Soldiers Wounded", False),
    ],
)
def test_the_shape_of_an_outlet(name: str, expected: bool) -> None:
    """Capitals and a word such as Post or Radio make an outlet's name."""
    assert looks_like_outlet(name) is expected


# Captions, subheads, boilerplate


@pytest.mark.parametrize(
    "line",
    [
        "Photo: soldiers near the road",
        "A man looks at the crater left by the mine. [Ada Moor/AFP]",
        "The road to the coast, seen in 2009 (Getty Images)",
        "FILE - Soldiers stand beside a lorry in Northport, Lowland, on March 3, 2009.",
        "Image caption: the crater",
        "Soldiers search the road for mines. (Lowland Army)",
    ],
)
def test_a_caption_is_told_by_its_label_or_credit(line: str) -> None:
    """Captions above the body repeat it and are kept apart."""
    assert kind_of(line, page("Mine wounds two soldiers near the coast", line, BODY, MORE)) == "caption"


@pytest.mark.parametrize(
    "line", ["Increasing attacks", "What happened on the road?", "‘We Heard One Blast’ On The Coast Road"]
)
def test_a_short_line_between_paragraphs_is_a_subhead(line: str) -> None:
    """Subheads end no sentence and stand before a paragraph."""
    assert kind_of(line, page(BODY, MORE, line, BODY)) == "subhead"


@pytest.mark.parametrize(
    "line", ["The minister said:", "- Two soldiers wounded", "Ada Moor, 34", "• One lorry lost", "It was quiet."]
)
def test_a_short_line_that_belongs_to_the_body_is_no_subhead(line: str) -> None:
    """Lead-ins, list items, names with ages and short sentences are what the report says."""
    assert kind_of(line, page(BODY, MORE, line, BODY)) == "body"


@pytest.mark.parametrize(
    "line",
    [
        "Want to read more?",
        "Subscribe for full access.",
        "Sign up for our newsletter",
        "Read also: Truce on the coast holds",
        "Related: Truce on the coast holds",
        "Share this",
        "All rights reserved",
        "This site uses cookies to improve your experience.",
        "Click here for reuse options!",
        "@lowlandpost",
        "https://lowlandpost.example/mine",
        "12 Comments",
        "Advertisement",
        "###",
        "FOR IMMEDIATE RELEASE",
    ],
)
def test_invitations_notices_and_links_are_boilerplate(line: str) -> None:
    """What the page says about itself and its readers is not the report."""
    assert kind_of(line, page(BODY, MORE, line, BODY)) == "boilerplate"


@pytest.mark.parametrize(
    "line",
    [
        "Signs of a struggle were found in the house.",
        "Related attacks have killed forty people this year.",
        "The report was published by the ministry.",
        "Click, the band's singer, was among the wounded.",
        "Shares fell after the blast.",
        "By continuing the raids, the army risks more deaths.",
        "Recommended measures include a curfew in the four districts where the raids took place this week.",
    ],
)
def test_sentences_that_begin_like_boilerplate_are_body(line: str) -> None:
    """A sentence of the report is never dropped for its first word."""
    assert kind_of(line, page(BODY, MORE, line, BODY)) == "body"


def test_links_under_a_heading_are_boilerplate_up_to_the_next_paragraph() -> None:
    """Headlines of other reports say nothing in this one."""
    text = page(BODY, MORE, "Related stories", "Ten killed in a raid on Northport", "Truce on the coast holds", MORE)
    assert [kind for kind, _ in zones(text)] == ["body", "body", "boilerplate", "boilerplate", "boilerplate", "body"]


@pytest.mark.parametrize("heading", ["Read more:", "Also read", "More on this story"])
def test_links_that_ask_are_links(heading: str) -> None:
    """A headline may be a question, and a list of links be headed by an invitation to read."""
    text = page(BODY, MORE, heading, "Why is there fighting in Northport?", "Truce on the coast holds", MORE)
    assert [kind for kind, _ in zones(text)] == ["body", "body", "boilerplate", "boilerplate", "boilerplate", "body"]


def test_furniture_inside_a_paragraph_is_cut_out() -> None:
    """Flattened pages leave notices in the middle of a line."""
    text = page(f"{BODY} Advertisement Continue reading the main story {MORE}")
    assert [kind for kind, _ in zones(text)] == ["body", "boilerplate", "body"]


# The whole text


def test_wrapped_lines_make_one_paragraph() -> None:
    """Lines broken at a fixed width are joined, and the broken ends are no subheads or titles."""
    wrapped = page(
        "   Two soldiers were wounded when a mine went off beside their",
        "lorry on the road to the coast, the army said, and a third was",
        "taken to the hospital in the town with burns.",
        "",
        "   A spokesman for the district said that the road had been shut",
        "and that engineers were searching it for mines that rebels might",
        "have laid there in the night.",
    )
    assert [kind for kind, _ in zones(wrapped)] == ["body", "body"]


def test_an_empty_text_has_no_zones() -> None:
    """Nothing is found in nothing."""
    assert find_layout(" \n\t\n") == Layout()


FURNITURE = (
    BODY,
    "",
    "(Reuters, AFP)",
    "12 Comments",
    "About the author",
    "By Ada Moor | AFP | 3 March 2010",
    "HARBOUR TOWN, Lowland (AP) — The army said",
    "Increasing attacks",
    "Mine Wounds Two Soldiers Posted: March 3, 2010",
    "Mine wounds two - The Lowland Post",
    "NORTHPORT, Lowland",
    "Photo NORTHPORT (AFP) -- A mine went off",
    "Photo: a road",
    "Published in The Lowland Post, March 3rd, 2010",
    "Related stories",
    "The Lowland Post",
    "© 2014 Example Media",
)
LINES = st.one_of(st.text(max_size=120), st.sampled_from(FURNITURE))


@settings(max_examples=300)
@given(st.lists(LINES, max_size=12), st.sampled_from(["\n", "\n\n", "\r\n", "\u2028", " "]))
def test_zones_are_disjoint_ordered_and_cover_every_word(lines: list[str], separator: str) -> None:
    """Whatever the text, each character that is not blank lies in one zone and no zone begins or ends blank."""
    text = separator.join(lines)
    at = 0
    for zone in find_layout(text).zones:
        assert not text[at : zone.start].strip()
        assert text[zone.start : zone.end] == text[zone.start : zone.end].strip() != ""
        at = zone.end
    assert not text[at:].strip()


@settings(max_examples=100)
@given(st.text())
def test_the_same_text_has_the_same_layout(text: str) -> None:
    """Reading a text twice gives equal values."""
    assert find_layout(text) == find_layout(text)


# Datelines, bylines and credits in other manners


@pytest.mark.parametrize(
    ("dateline", "place", "date"),
    [
        ("(Harbour Town, March 3, 2031) – ", "Harbour Town", "March 3, 2031"),
        ("HARBOUR TOWN, March 3. /TASS/. ", "HARBOUR TOWN", "March 3"),
        ("Harbour Town, (Lowland News) ", "Harbour Town", None),
        ("HARBOUR TOWN (Lowland News / 3 March) – ", "HARBOUR TOWN", "3 March"),
    ],
)
def test_datelines_in_other_manners(dateline: str, place: str, date: str | None) -> None:
    """Brackets around place and date, slashes around an agency, and an outlet alone make a dateline too."""
    text = page("Mine wounds two soldiers", "", dateline + BODY, MORE)
    assert find_layout(text).dateline_place == place
    assert [words for kind, words in zones(text) if kind == "date"] == ([date] if date else [])
    assert kind_of(BODY, text) == "body"


def test_a_bracket_that_names_no_outlet_makes_no_dateline() -> None:
    """An abbreviation in brackets at the head of a sentence is no source."""
    text = page("Mine wounds two soldiers", "", "Harbour Relief Council (HRC) " + BODY, MORE)
    assert find_layout(text).dateline_place is None


def test_a_place_with_a_date_alone_is_a_dateline() -> None:
    """The line of a release that gives place and date holds the page's date."""
    text = page(
        "U.S. Harbour Command",
        "Public Affairs Office",
        "TAMPA, Fla. – March 3, 2031",
        "",
        "Two Ships Sunk Off Coast",
        BODY,
    )
    layout = find_layout(text)
    assert (layout.publisher, layout.title, layout.dateline_place) == (
        "U.S. Harbour Command",
        "Two Ships Sunk Off Coast",
        "TAMPA, Fla.",
    )
    assert ("date", "March 3, 2031") in zones(text)


def test_a_line_of_labelled_credits_gives_its_date() -> None:
    """Source and editor beside a date are credits."""
    text = page("Mine wounds two soldiers", "Source: Xinhua| 2031-03-03 22:14:05|Editor: ada", "", BODY, MORE)
    assert [words.rstrip("|") for kind, words in zones(text) if kind == "date"] == ["2031-03-03 22:14:05"]
    assert find_layout(text).agencies == ("Xinhua",)


def test_an_author_may_stand_below_the_standfirst() -> None:
    """A name above the date is the author's, whatever stands between it and the title."""
    text = page(
        "Mine wounds two soldiers",
        "",
        "The army blames rebels who hold the coast",
        "",
        "Ada Moor in Kidal",
        "3 March 2031",
        "",
        BODY,
        MORE,
    )
    assert find_layout(text).authors == ("Ada Moor",)


def test_an_outlet_may_follow_the_author_behind_a_dash() -> None:
    """A name of one word behind the author's is the outlet's."""
    layout = find_layout(page("Mine wounds two soldiers", "By Ada Moor - LowlandNow", BODY, MORE))
    assert (layout.authors, layout.publisher) == (("Ada Moor",), "LowlandNow")


def test_our_correspondent_is_no_author() -> None:
    """A line that stands for a name names nobody."""
    assert find_layout(page("Mine wounds two soldiers", "Our Special Correspondent", BODY, MORE)).authors == ()


def test_a_weekday_is_no_outlet() -> None:
    """In "Published on Sat, ..." the day is part of the date."""
    text = page("Radio Lowland", "Mine wounds two soldiers", "Published on Sat, 04/02/2031 - 16:20", BODY, MORE)
    assert find_layout(text).publisher == "Radio Lowland"


def test_as_of_a_day_is_the_date() -> None:
    """A bulletin's "As of" gives the day that it was made."""
    assert kind_of("As of 3 March", page("Flash Update No. 7", "As of 3 March 2031", "", BODY, MORE)) == "date"


def test_a_monitoring_services_header_names_outlet_and_date() -> None:
    """Place, name in capitals, language and date make the header of a translated copy."""
    text = page("Mine wounds two soldiers", "Lasko EL SOL in Spanish 14 Mar 89 p 5", "", BODY, MORE)
    assert find_layout(text).publisher == "EL SOL"
    assert [words for kind, words in zones(text) if kind == "date"] == ["14 Mar 89 p 5"]


def test_capitals_above_a_mark_of_release_are_its_publisher() -> None:
    """Who issues a release stands above "Press release"."""
    text = page("HARBOUR RELIEF", "PRESS RELEASE", "3 March 2031", "", "Relief ship turned back", "", BODY, MORE)
    assert (find_layout(text).publisher, find_layout(text).title) == ("HARBOUR RELIEF", "Relief ship turned back")


def test_a_line_of_place_agency_and_date_is_read_in_cells() -> None:
    """A place may stand before agency and date."""
    text = page("Mine wounds two soldiers", "Lasko, Mali | AFP | Saturday 7/20/2031", "", BODY, MORE)
    assert [words for kind, words in zones(text) if kind == "date"] == ["Saturday 7/20/2031"]
    assert find_layout(text).agencies == ("AFP",)


def test_a_place_and_a_date_alone_are_no_title() -> None:
    """The line of a letter that gives place and day is not its title."""
    text = page("PRESS RELEASE", "Harbour Town, 19 February 2031", "", BODY, MORE)
    assert find_layout(text).title is None
    assert ("date", "19 February 2031") in zones(text)


def test_the_slug_of_a_wire_is_no_part_of_its_title() -> None:
    """What a wire says of its own copy stands apart from the headline."""
    text = page("(Adds quotes, army comment)", "UPDATE 2-Mine wounds two soldiers", "", BODY, MORE)
    assert find_layout(text).title == "Mine wounds two soldiers"
    assert kind_of("(Adds", text) == kind_of("UPDATE", text) == "boilerplate"


def test_our_correspondent_of_any_kind_is_no_author() -> None:
    """A correspondent's field is no name either."""
    assert find_layout(page("Mine wounds two soldiers", "By Our Military Correspondent", BODY, MORE)).authors == ()


def test_two_places_and_a_date_alone_are_a_dateline() -> None:
    """A report may be filed from two places, whose names may begin with any capital."""
    text = page("Army: Mine wounds two soldiers", "Öster/Harbour Town, 19 February 2031", "", BODY, MORE)
    assert ("date", "19 February 2031") in zones(text)
    assert find_layout(text).title == "Army: Mine wounds two soldiers"
