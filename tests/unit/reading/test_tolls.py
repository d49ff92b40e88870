import pytest

from parses import make_doc
from variorum.reading.tolls import find_tolls, giver, is_put, is_spared, read_toll

RISEN = (
    "The:DET:det:1 toll:NOUN:nsubj:1 rose:VERB:root:0 to:ADP:case:1 nineteen:NUM:obl:-2 .:PUNCT:punct:-3",
    "killed",
    ["nineteen"],
)
PUT_AT = (
    "Doctors:NOUN/NNS:nsubj:1 put:VERB:root:0 the:DET:det:1 number:NOUN:obj:-2 of:ADP:case:1 wounded:NOUN:nmod:-2 "
    "at:ADP:case:1 31:NUM:obl:-6 .:PUNCT:punct:-7",
    "injured",
    ["31"],
)
LOST = (
    "The:DET:det:1 army:NOUN:nsubj:1 lost:VERB:root:0 nine:NUM:nummod:1 soldiers:NOUN/NNS:obj:-2 .:PUNCT:punct:-3",
    "killed",
    ["nine soldiers"],
)
BODIES = (
    "Teachers:NOUN/NNS:nsubj:1 counted:VERB:root:0 17:NUM:nummod:1 bodies:NOUN/NNS:obj:-2 .:PUNCT:punct:-3",
    "killed",
    ["17 bodies"],
)
BURIED = (
    "Forty:NUM:nummod:1 people:NOUN/NNS:nsubj:pass:2 were:AUX:aux:pass:1 buried:VERB/VBN:root:0 .:PUNCT:punct:-1",
    "killed",
    ["Forty people"],
)
NURSED = (
    "Eight:NUM:nummod:1 people:NOUN/NNS:nsubj:pass:2 were:AUX:aux:pass:1 taken:VERB/VBN:root:0 to:ADP:case:1 "
    "hospital:NOUN:obl:-2 .:PUNCT:punct:-3",
    "injured",
    ["Eight people"],
)
SPARED = (
    "All:DET:det:1 guests:NOUN/NNS:nsubj:2 were:AUX:cop:1 unharmed:ADJ:root:0 .:PUNCT:punct:-1",
    "injured",
    ["All guests"],
)

NOBODY = (
    "No:DET:det:1 one:PRON:nsubj:pass:2 was:AUX:aux:pass:1 hurt:ADJ:root:0 .:PUNCT:punct:-1",
    "injured",
    ["No one"],
)


@pytest.mark.parametrize(
    ("written", "outcome", "counted"),
    [RISEN, PUT_AT, LOST, BODIES, BURIED, NURSED, SPARED, NOBODY],
    ids=["rises", "put at", "lost", "bodies", "buried", "in hospital", "spared", "nobody"],
)
def test_harm_is_counted_without_a_word_of_violence(written: str, outcome: str, counted: list[str]):
    """A toll, losses, bodies and people in hospital tell harm by their number."""
    doc = make_doc(written)
    [toll] = find_tolls(doc)
    assert (toll.outcome, [doc[a.start : a.end].text for a in toll.arguments]) == (outcome, counted)


@pytest.mark.parametrize(
    "written",
    [
        "The:DET:det:1 party:NOUN:nsubj:1 lost:VERB:root:0 nine:NUM:nummod:1 seats:NOUN/NNS:obj:-2 .:PUNCT:punct:-3",
        "The:DET:det:1 toll:NOUN:nsubj:1 rose:VERB:root:0 again:ADV:advmod:-1 .:PUNCT:punct:-2",
        "Some:DET:det:1 guests:NOUN/NNS:nsubj:pass:2 were:AUX:aux:pass:1 hurt:ADJ:root:0 .:PUNCT:punct:-1",
        "Eight:NUM:nummod:1 people:NOUN/NNS:nsubj:pass:2 were:AUX:aux:pass:1 taken:VERB/VBN:root:0 home:ADV:obl:-1 "
        ".:PUNCT:punct:-2",
    ],
    ids=["seats", "no number", "told by its verb", "home"],
)
def test_other_losses_are_no_toll(written: str):
    """What is lost or taken elsewhere, and a toll without its number, harms nobody."""
    assert list(find_tolls(make_doc(written))) == []


def test_who_is_unharmed_was_spared():
    """That nothing happened to people is told by a word of its own."""
    doc = make_doc(SPARED[0])
    assert [is_spared(token) for token in doc] == [False, False, False, True, False]


def test_who_is_among_the_dead_is_counted():
    """A person among the dead died, and boys among the wounded were hurt."""
    dead = make_doc(
        "A:DET:det:1 nurse:NOUN:nsubj:4 was:AUX:cop:3 among:ADP:case:2 the:DET:det:1 dead:ADJ:root:0 .:PUNCT:punct:-1"
    )
    dead[1].head = dead[5]
    hurt = make_doc(
        "Among:ADP:case:2 the:DET:det:1 wounded:ADJ:nmod:3 were:AUX:cop:2 two:NUM:nummod:1 boys:NOUN/NNS:root:0 "
        ".:PUNCT:punct:-1"
    )

    assert [(t.outcome, [w.text for w in t.counted]) for t in (read_toll(dead[5]), read_toll(hurt[2])) if t] == [
        ("killed", ["nurse"]),
        ("injured", ["boys"]),
    ]


def test_a_bare_number_that_somebody_gives_is_of_the_dead_told_before():
    """Beside a toll, "the ministry spoke of 20" is another; without one it counts nothing."""
    spoke = "The:DET:det:1 ministry:NOUN:nsubj:1 spoke:VERB:root:0 of:ADP:case:1 20:NUM:obl:-2 .:PUNCT:punct:-3"
    after = make_doc(
        "Officials:NOUN/NNS:nsubj:1 counted:VERB:root:0 22:NUM:nummod:1 dead:NOUN:obj:-2 .:PUNCT:punct:-3 " + spoke
    )

    toll = read_toll(after[7])

    assert toll is not None
    assert (toll.outcome, [t.text for t in toll.counted]) == ("killed", ["20"])
    assert read_toll(make_doc(spoke)[2]) is None


def test_bodies_that_somebody_speaks_of_are_of_the_dead():
    """Who speaks of 15 bodies gives a toll."""
    doc = make_doc(
        "A:DET:det:1 medic:NOUN:nsubj:1 spoke:VERB:root:0 of:ADP:case:2 15:NUM:nummod:1 bodies:NOUN/NNS:obl:-3 "
        ".:PUNCT:punct:-4"
    )

    toll = read_toll(doc[5])

    assert toll is not None
    assert (toll.outcome, [t.text for t in toll.counted]) == ("killed", ["bodies"])


@pytest.mark.parametrize(
    ("written", "at", "number"),
    [
        (
            "Residents:NOUN:nsubj:1 put:VERB:root:0 the:DET:det:1 figure:NOUN:obj:-2 at:ADP:case:1 41:NUM:obl:-4",
            1,
            "41",
        ),
        ("It:PRON:nsubj:1 corrected:VERB:root:0 this:PRON:obj:-1 to:ADP:case:1 34:NUM:obl:-3", 1, "34"),
        ("Rebels:NOUN:nsubj:1 admitted:VERB:root:0 four:NUM:obj:-1 .:PUNCT:punct:-2", 1, "four"),
    ],
    ids=["put the figure", "corrected this", "admitted"],
)
def test_another_figure_is_put_on_a_toll_told_before(written: str, at: int, number: str) -> None:
    """A number that takes the place of a toll counts what that counted, and nothing where there was none."""
    before = "Troops:NOUN:nsubj:1 killed:VERB:root:0 nine:NUM:obj:-1 .:PUNCT:punct:-2 "

    toll = read_toll(make_doc(before + written)[at + 4])

    assert toll is not None
    assert (toll.outcome, [t.text for t in toll.counted]) == ("killed", [number])
    assert read_toll(make_doc(written)[at]) is None


def test_a_figure_of_something_else_is_no_toll():
    """Who puts the number of displaced at 900 counts none of the dead told before."""
    doc = make_doc(
        "Troops:NOUN:nsubj:1 killed:VERB:root:0 nine:NUM:obj:-1 .:PUNCT:punct:-2 Aid:NOUN:compound:1 "
        "groups:NOUN:nsubj:1 put:VERB:root:0 the:DET:det:1 number:NOUN:obj:-2 of:ADP:case:1 homeless:NOUN:nmod:-2 "
        "at:ADP:case:1 900:NUM:obl:-6"
    )

    assert read_toll(doc[6]) is None


def test_the_dead_that_somebody_speaks_of_are_counted_by_themselves():
    """In "spoke of 22 dead" the word for the harm stands for the people; "a list of 22 dead" is no toll."""
    spoken = make_doc("Medics:NOUN:nsubj:1 spoke:VERB:root:0 of:ADP:case:2 22:NUM:nummod:1 dead:ADJ:obl:-3")
    listed = make_doc("A:DET:det:1 list:NOUN:root:0 of:ADP:case:2 22:NUM:nummod:1 dead:ADJ:nmod:-3")

    toll = read_toll(spoken[4])

    assert toll is not None
    assert [t.text for t in toll.counted] == ["dead"]
    assert read_toll(listed[4]) is None


SHARES = (
    "46:NUM:nsubj:5 of:ADP:case:2 the:DET:det:1 wounded:NOUN:nmod:-3 were:AUX:cop:1 soldiers:NOUN/NNS:root:0 "
    "and:CCONJ:cc:3 14:NUM:nsubj:2 were:AUX:cop:1 civilians:NOUN/NNS:conj:-4"
)


def test_shares_of_the_hurt_are_counted():
    """In "46 of the wounded were soldiers and 14 were civilians" both numbers are of the hurt."""
    toll = read_toll(make_doc(SHARES)[3])

    assert toll is not None
    assert (toll.outcome, [t.text for t in toll.counted]) == ("injured", ["46", "14"])


def test_two_of_them_are_of_the_dead_only_where_some_were_told():
    """In "two of them were students" nobody is harmed unless harm was told before."""
    them = "Two:NUM:nsubj:4 of:ADP:case:1 them:PRON:nmod:-2 were:AUX:cop:1 students:NOUN/NNS:root:0"
    after = make_doc("Police:NOUN:nsubj:1 killed:VERB:root:0 nine:NUM:obj:-1 .:PUNCT:punct:-2 " + them)

    toll = read_toll(after[6])

    assert toll is not None
    assert (toll.outcome, [t.text for t in toll.counted]) == ("killed", ["Two"])
    assert read_toll(make_doc(them)[2]) is None


def test_bounds_lead_up_to_another_figure():
    """In "gives a figure of about 600" the number is of the dead told before."""
    doc = make_doc(
        "Troops:NOUN:nsubj:1 killed:VERB:root:0 nine:NUM:obj:-1 .:PUNCT:punct:-2 It:PRON:nsubj:1 gives:VERB:root:0 "
        "a:DET:det:1 figure:NOUN:obj:-2 of:ADP:case:2 about:ADV:advmod:1 600:NUM:nmod:-3 .:PUNCT:punct:-6"
    )

    toll = read_toll(doc[5])

    assert toll is not None
    assert [t.text for t in toll.counted] == ["600"]


def test_who_raises_a_toll_gives_its_number():
    """The subject of a verb by which a toll is put gives it; that of another verb does not."""
    raised = make_doc("Police:NOUN:nsubj:1 raised:VERB:root:0 it:PRON:obj:-1 to:ADP:case:1 31:NUM:obl:-3")
    walked = make_doc("Police:NOUN:nsubj:1 drove:VERB:root:0 off:ADV:advmod:-1 with:ADP:case:1 31:NUM:obl:-3")

    assert [giver(doc[4]) for doc in (raised, walked)] == [raised[0], None]
    assert [is_put(doc[4]) for doc in (raised, walked)] == [True, False]


@pytest.mark.parametrize(
    ("written", "counted"),
    [
        ("Riots:NOUN/NNS:nsubj:1 claimed:VERB:root:0 12:NUM:nummod:1 lives:NOUN/NNS:obj:-2", ["lives"]),
        ("Troops:NOUN/NNS:nsubj:1 neutralized:VERB:root:0 six:NUM:nummod:1 rebels:NOUN/NNS:obj:-2", ["rebels"]),
        ("Troops:NOUN/NNS:nsubj:1 neutralized:VERB:root:0 six:NUM:nummod:1 mines:NOUN/NNS:obj:-2", None),
        ("Rebels:NOUN/NNS:nsubj:1 claimed:VERB:root:0 12:NUM:nummod:1 hills:NOUN/NNS:obj:-2", None),
    ],
    ids=["lives", "fighters", "mines", "hills"],
)
def test_lives_are_claimed_and_fighters_neutralized(written: str, counted: list[str] | None) -> None:
    """Lives that something claims, and people who are put out of action, are dead; things are not."""
    toll = read_toll(make_doc(written)[1])

    assert (None if toll is None else [t.text for t in toll.counted]) == counted


@pytest.mark.parametrize(
    ("written", "at", "counted"),
    [
        (
            "Five:NUM:nummod:1 girls:NOUN/NNS:nsubj:1 suffered:VERB:root:0 types:NOUN/NNS:obj:-1 of:ADP:case:1 "
            "burns:NOUN/NNS:nmod:-2",
            5,
            ["girls"],
        ),
        (
            "Thirty:NUM:nummod:1 people:NOUN/NNS:nsubj:8 ,:PUNCT:punct:1 11:NUM:appos:-2 of:ADP:case:1 "
            "whom:PRON:nmod:-2 have:VERB:acl:relcl:-5 burns:NOUN/NNS:obj:-1 ,:PUNCT:punct:-2 left:VERB:root:0",
            7,
            ["11"],
        ),
        (
            "Two:NUM:nummod:1 men:NOUN/NNS:nsubj:5 were:AUX:cop:4 in:ADP:case:3 a:DET:det:2 critical:ADJ:amod:1 "
            "condition:NOUN:root:0",
            6,
            ["men"],
        ),
        (
            "Two:NUM:nummod:1 men:NOUN/NNS:nsubj:5 were:AUX:cop:4 in:ADP:case:3 a:DET:det:2 good:ADJ:amod:1 "
            "condition:NOUN:root:0",
            6,
            None,
        ),
        (
            "Two:NUM:nummod:1 men:NOUN/NNS:nsubj:pass:2 were:AUX:aux:pass:1 hospitalized:VERB/VBN:root:0",
            3,
            ["men"],
        ),
    ],
    ids=["types of burns", "of whom", "critical", "good", "hospitalized"],
)
def test_the_hurt_are_told_by_what_they_have(written: str, at: int, counted: list[str] | None) -> None:
    """Wounds, a grave state and a bed in hospital tell who was hurt."""
    toll = read_toll(make_doc(written)[at])

    assert (None if toll is None else (toll.outcome, [t.text for t in toll.counted])) == (
        None if counted is None else ("injured", counted)
    )


@pytest.mark.parametrize(
    ("written", "outcome", "counted"),
    [
        (
            "Rebels:NOUN/NNS:nsubj:1 took:VERB:root:0 seven:NUM:nummod:1 soldiers:NOUN/NNS:obj:-2 "
            "prisoner:NOUN:xcomp:-3",
            "captured",
            ["soldiers"],
        ),
        (
            "Rebels:NOUN/NNS:nsubj:1 took:VERB:root:0 seven:NUM:nummod:1 prisoner:NOUN:obj:-2 .:PUNCT:punct:-3",
            "captured",
            ["seven"],
        ),
        (
            "Men:NOUN/NNS:nsubj:1 took:VERB:root:0 nine:NUM:nummod:1 girls:NOUN/NNS:obj:-2 hostage:NOUN:xcomp:-3",
            "abducted",
            ["girls"],
        ),
        (
            "Men:NOUN/NNS:nsubj:1 marched:VERB:root:0 60:NUM:nummod:1 farmers:NOUN/NNS:obj:-2 into:ADP:case:2 "
            "the:DET:det:1 bush:NOUN/NN:obl:-5",
            "abducted",
            ["farmers"],
        ),
    ],
    ids=["soldiers prisoner", "prisoner", "hostage", "into the bush"],
)
def test_who_is_led_away_is_counted(written: str, outcome: str, counted: list[str]):
    """People taken prisoner or hostage, and people marched into the wilds, are held."""
    toll = read_toll(make_doc(written)[1])

    assert toll is not None
    assert (toll.outcome, [t.text for t in toll.counted]) == (outcome, counted)


def test_who_is_marched_elsewhere_is_not_held():
    """Sixty farmers led to the town hall are nobody's captives."""
    doc = make_doc(
        "She:PRON:nsubj:1 led:VERB:root:0 60:NUM:nummod:1 farmers:NOUN/NNS:obj:-2 to:ADP:case:1 town:NOUN/NN:obl:-4"
    )

    assert read_toll(doc[1]) is None


@pytest.mark.parametrize(
    "when", ["earlier:ADV:advmod:-3", "the:DET:det:1 day:NOUN/NN:obl:-4 before:ADV:advmod:-1"], ids=["earlier", "day"]
)
def test_when_a_number_was_given_may_stand_behind_it(when: str):
    """In "the ministry spoke of 20 the day before" the toll is read as in "spoke of 20"."""
    doc = make_doc(
        "Officials:NOUN/NNS:nsubj:1 counted:VERB:root:0 22:NUM:nummod:1 dead:NOUN:obj:-2 .:PUNCT:punct:-3 "
        f"The:DET:det:1 ministry:NOUN:nsubj:1 spoke:VERB:root:0 of:ADP:case:1 20:NUM:obl:-2 {when}"
    )
    toll = read_toll(doc[7])

    assert toll is not None
    assert [t.text for t in toll.counted] == ["20"]


@pytest.mark.parametrize(
    ("rival", "at", "number", "who"),
    [
        (
            "The:DET:det:1 ministry:NOUN:nmod:poss:2 's:PART:case:-1 count:NOUN/NN:nsubj:2 was:AUX:cop:1 20:NUM:root:0",
            8,
            10,
            "ministry",
        ),
        (
            "The:DET:det:1 clinic:NOUN:nsubj:1 counted:VERB:root:0 20:NUM:obj:-1 in:ADP:case:1 tents:NOUN/NNS:obl:-3",
            7,
            8,
            "clinic",
        ),
    ],
    ids=["count was", "counted"],
)
def test_a_count_that_says_no_more_than_a_number_is_of_what_was_told(rival: str, at: int, number: int, who: str):
    """After "officials found 22 dead", a count of 20 is of the dead, by whose it is; alone it is none."""
    doc = make_doc(
        "Officials:NOUN/NNS:nsubj:1 found:VERB:root:0 22:NUM:nummod:1 dead:NOUN:obj:-2 .:PUNCT:punct:-3 " + rival
    )
    toll = read_toll(doc[at])
    teller = giver(doc[number])

    assert toll is not None
    assert (toll.outcome, [t.text for t in toll.counted]) == ("killed", ["20"])
    assert teller is not None
    assert teller.text == who
    assert read_toll(make_doc(rival)[at - 5]) is None
