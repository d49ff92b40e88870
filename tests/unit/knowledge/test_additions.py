"""What a record was given counts before what ships with the package, and goes without a trace."""

from collections.abc import Iterator

import pytest

from variorum.knowledge import NOTHING, Additions, load_actors, load_gazetteer, use
from variorum.knowledge.packed import packed
from variorum.knowledge.places import PlaceRow
from variorum.model.knowledge import KnownActor


@pytest.fixture(autouse=True)
def _nothing_left() -> Iterator[None]:
    yield
    use(NOTHING)


def layer(*rows: PlaceRow) -> bytes:
    """Pack rows of one country."""
    return packed([row.text() for row in rows], [row.keys() for row in rows], {rows[0].country: (0, len(rows))})


def village(name: str, *aliases: str, at: tuple[float, float] = (33.5, 70.0), population: int = 0) -> PlaceRow:
    return PlaceRow(name, "settlement", "AF", "Khost", *at, 5.0, population, list(aliases))


def test_added_place_is_found_and_gone_again() -> None:
    """A place that was added is found by its names while it is in use."""
    use(Additions("a", (layer(village("Zarmakai", "Zar Makay")),)))
    assert [entry.name for entry in load_gazetteer().find("Zar Makay")] == ["Zarmakai"]
    assert [entry.name for entry in load_gazetteer().find_similar("Zarmakay", "AF")][:1] == ["Zarmakai"]
    use(NOTHING)
    assert load_gazetteer().find("Zarmakai") == ()


def test_added_place_takes_the_place_of_a_known_one_nearby() -> None:
    """A town that both have is one, where the list says, and as well known as it was."""
    (kandahar, *others) = load_gazetteer().find("Kandahar", country="AF")
    towns = [entry for entry in (kandahar, *others) if entry.level == "settlement"]
    assert len(towns) == 1
    moved = (round(towns[0].latitude + 0.02, 3), round(towns[0].longitude, 3))
    use(Additions("b", (layer(village("Kandahar", at=moved)),)))
    found = [entry for entry in load_gazetteer().find("Kandahar", country="AF") if entry.level == "settlement"]
    assert [(entry.latitude, entry.longitude) for entry in found] == [moved]
    assert found[0].population == towns[0].population


def test_place_far_from_its_namesake_is_another() -> None:
    """Of two places of one name that lie apart, both stay."""
    use(Additions("c", (layer(village("Kandahar", at=(36.9, 71.0))),)))
    found = [entry for entry in load_gazetteer().find("Kandahar", country="AF") if entry.level == "settlement"]
    assert len(found) == 2


def test_later_list_counts_before_an_earlier_one() -> None:
    """Where two lists have one place, the later one says where it is."""
    first, second = layer(village("Zarmakai")), layer(village("Zarmakai", at=(33.51, 70.0)))
    use(Additions("d", (first, second)))
    assert [entry.latitude for entry in load_gazetteer().find("Zarmakai")] == [33.51]


def test_added_actor_takes_the_place_of_the_known_one() -> None:
    """An actor of a list is found by its aliases and has the type that the list says; its former aliases go."""
    before = load_actors().find("Reuters")
    assert before is not None
    use(
        Additions(
            "e",
            actors=(
                KnownActor(name="Hill Front", type="armed_group", country="TD", aliases=("Front of the Hills",)),
                KnownActor(name="Reuters", type="media", country="GB", domains=("wire.example",)),
            ),
        )
    )
    found = load_actors().find("Front of the Hills")
    assert found is not None
    assert (found.name, found.type, found.country) == ("Hill Front", "armed_group", "TD")
    outlet = load_actors().outlet("https://www.wire.example/a")
    assert outlet is not None
    assert outlet.name == "Reuters"
    assert load_actors().outlet("reuters.com") is None
    use(NOTHING)
    assert load_actors().find("Front of the Hills") is None
