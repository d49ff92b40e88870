import pytest
from hypothesis import given
from hypothesis import strategies as st

from variorum.collation.actors import ActorTable, merge_actors, record_id
from variorum.model import Account, Actor, Report, Span


def account(report: str, *actors: Actor) -> Account:
    return Account(report=Report(id=report, text=""), actors=actors)


def actor(name: str, kind: str, country: str | None = None, parent: str | None = None, id: str = "a") -> Actor:  # noqa: A002
    return Actor(id=id, name=name, type=kind, country=country, parent=parent)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (actor("Pentagon", "government"), actor("US Department of Defense", "government", "US")),
        (actor("TTP", "armed_group"), actor("Tehreek-e-Taliban Pakistan", "armed_group", "PK")),
        (actor("foreign ministry", "government", "ML"), actor("Malian foreign ministry", "government")),
        (actor("Omar Sankoh", "person", "ML"), actor("Omar SANKOH", "person")),
        (actor("Ministry of Works", "government", "ML"), actor("Mali's Ministry of Works", "government", "ML")),
        (actor("Ministry of Works of Mali", "government", "ML"), actor("Malian Ministry of Works", "government", "ML")),
        (actor("Brackwater police", "police"), actor("Brackwater Police", "police")),
        (actor("Front of the Lake Peoples", "armed_group"), actor("The Front of the Lake Peoples", "armed_group")),
    ],
)
def test_record_id_joins_names_of_one_actor(one: Actor, other: Actor) -> None:
    """Two names of one actor have one id in two reports."""
    assert record_id("left", one) == record_id("right", other)


@pytest.mark.parametrize(
    "unnamed",
    [
        actor("residents", "civilians"),
        actor("police", "police"),
        actor("Interior Ministry", "government"),
        actor("Pakistani security official", "government", "PK"),
        actor("Afghan officials", "government", "AF"),
        actor("spokesman for the army", "person", "ML", "army"),
        actor("Sankoh", "person"),
        actor("Gunmen", "armed_group"),
        actor("five people", "civilians"),
    ],
)
def test_record_id_keeps_unnamed_apart(unnamed: Actor) -> None:
    """Whoever has no name of their own is another in each report."""
    assert record_id("left", unnamed) != record_id("right", unnamed)


def test_record_id_tells_same_ministry_of_two_states_apart() -> None:
    """One title of two states' offices gives two ids."""
    assert record_id("r", actor("Ministry of Works", "government", "ML")) != record_id(
        "r", actor("Ministry of Works", "government", "NE")
    )


def test_record_id_takes_single_word_that_is_always_capitalised() -> None:
    """A group's one-word name is shared where the report writes it with a capital throughout."""
    mentions = tuple(Span(start=n, end=n + 7, quote="Lakoria") for n in (0, 40))
    named = Actor(id="a", name="Lakoria", type="armed_group", mentions=mentions)
    assert record_id("left", named) == record_id("right", named) == "lakoria"


def test_record_id_keeps_two_unnamed_of_one_report_apart() -> None:
    """Two groups called alike in one report have two ids."""
    assert record_id("r", actor("men", "civilians", id="men")) != record_id("r", actor("men", "civilians", id="men-2"))


def test_record_id_is_bounded_whatever_the_name() -> None:
    """A name of any length and any letters gives a short id, and another name another."""
    long = record_id("r", actor("Union " * 60 + "One", "other"))
    assert len(long) < 120
    assert long != record_id("r", actor("Union " * 60 + "Two", "other"))


def test_merge_actors_takes_what_most_accounts_say() -> None:
    """Name and parent are those that most accounts give; the other names are aliases."""
    table = merge_actors(
        [
            account("a", actor("Ada Moor", "person", "ML", "m"), actor("Malian army", "military", "ML", id="m")),
            account("b", actor("Ada Moor", "person", "ML", "m"), actor("army", "military", "ML", id="m")),
            account("c", actor("Ada MOOR", "person")),
        ]
    )
    moor = next(entry for entry in table.entries if entry.id == "ada-moor")
    assert (moor.name, moor.aliases, moor.parent) == ("Ada Moor", ("Ada MOOR",), "malian-army")
    assert moor.members == (("a", "a"), ("b", "a"), ("c", "a"))


def test_merge_actors_breaks_circles_of_parents() -> None:
    """Where two reports see two bodies each above the other, one of them has no parent."""
    north, south = "Northern League Council", "Southern League Council"
    table = merge_actors(
        [
            account("a", actor(north, "other", parent="s", id="n"), actor(south, "other", id="s")),
            account("b", actor(south, "other", parent="n", id="s"), actor(north, "other", id="n")),
        ]
    )
    assert [entry.parent for entry in table.entries] == [None, "northern-league-council"]


NAMES = st.sampled_from(["police", "Ada Moor", "Malian army", "Lake Union", "Union of the Lake", "residents", "TTP"])
ACTORS = st.builds(
    actor,
    NAMES,
    st.sampled_from(["person", "police", "other", "armed_group"]),
    st.sampled_from([None, "ML", "PK"]),
    st.sampled_from([None, "0", "1"]),
)
ACCOUNTS = st.lists(st.lists(ACTORS, max_size=3), max_size=5).map(
    lambda reports: [
        account(f"r{n}", *(Actor(**{f: getattr(a, f) for f in a.__struct_fields__} | {"id": str(k)}) for k, a in e))
        for n, e in enumerate(map(enumerate, reports))
    ]
)


@given(ACCOUNTS, st.randoms(use_true_random=False))
def test_merge_actors_ignores_order(accounts: list[Account], random: object) -> None:
    """The table is the same in whatever order the accounts come."""
    shuffled = list(accounts)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert merge_actors(accounts) == merge_actors(shuffled)


@given(ACCOUNTS)
def test_merge_actors_never_renames(accounts: list[Account]) -> None:
    """More reports leave the ids of those before them as they were."""
    fewer: ActorTable = merge_actors(accounts[:-1])
    assert fewer.ids.items() <= merge_actors(accounts).ids.items()


@given(st.text(), st.sampled_from(["person", "police", "other", "civilians", "armed_group"]))
def test_record_id_takes_any_name(name: str, kind: str) -> None:
    """No name whatever raises, and none gives an empty id."""
    assert record_id("r", actor(name, kind, "ML"))
