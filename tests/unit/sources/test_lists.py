"""Lists of places and actors: what is taken, what is wrong with a row, and what is refused."""

import json
import zipfile
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from variorum.errors import ListUnusable
from variorum.knowledge import load_gazetteer
from variorum.knowledge.places import PlaceRow
from variorum.model.knowledge import KnownActor
from variorum.sources.lists import Found, format_of, pack_places, read_actors, read_places, write_actors
from variorum.sources.lists import rows as limits

ACTORS = (
    KnownActor(name="Quiet Valley Army", type="armed_group", country="AF", aliases=("QVA", "Army of the Quiet Valley")),
    KnownActor(name="Valley Courier", type="media", country="NO", domains=("valleycourier.example",)),
    KnownActor(
        name="Ministry of Bridges", type="government", country="TD", parent="Chad", aliases=("Bridges, Ministry",)
    ),
    KnownActor(name="Hill Guard", type="military", country="TD", parent="Quiet Valley Army", organ="army"),
    KnownActor(name="Ann Oe", type="person", parent="Hill Guard"),
)


def line(
    number: int, name: str, kind: str, code: str, *, at: tuple[float, float] = (34.8, 71.4), others: str = ""
) -> str:
    """A line of a dump of Pakistan."""
    cells = [str(number), name, name, others, str(at[0]), str(at[1]), kind, code, "PK", "", "03", "B", "", "", "0", "",
             "900", "Asia/Karachi", "2031-01-01"]  # fmt: skip
    return "\t".join(cells) + "\n"


def places_in(tmp_path: Path, content: str | bytes, file: str = "places.csv", **columns: str) -> Found[PlaceRow]:
    path = tmp_path / file
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_places(path, load_gazetteer(), columns=columns)


def actors_in(tmp_path: Path, content: str | bytes, name: str) -> Found[KnownActor]:
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_actors(path)


def reasons(found: Found[PlaceRow] | Found[KnownActor]) -> list[tuple[object, object]]:
    return [(fault.values["row"], fault.values["reason"]) for fault in found.faults]


def test_table_of_places(tmp_path: Path) -> None:
    """A table gives places with what it says of them, and what it does not say is usual of the level."""
    content = "Dorf;Land;lat;lon;auch\nZarmakai;Afghanistan;33.5;70.0;x\nOrvale Camp;af;33.6;70.1;Camp Orvale\n"
    found = places_in(tmp_path, content, name="Dorf", country="Land", latitude="lat", longitude="lon", aliases="auch")
    assert [(row.name, row.level, row.country, row.aliases) for row in found.entries] == [
        ("Zarmakai", "settlement", "AF", ["x"]),
        ("Orvale Camp", "settlement", "AF", ["Camp Orvale"]),
    ]
    assert found.faults == []


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("Zarmakai,XX,1,2,", "'XX' is no country"),
        ("Zarmakai,AF,91,2,", "'91' is no latitude"),
        ("Zarmakai,AF,1,nan,", "'nan' is no longitude"),
        ("Zarmakai,AF,,2,", "it has no coordinates"),
        ("???,AF,1,2,", "it has no name"),
        ("Zarmakai,AF,1,2,galaxy", "'galaxy' is no level; the levels are site, settlement, district, province, region"),
    ],
)
def test_row_that_is_wrong_leaves_the_others(tmp_path: Path, row: str, reason: str) -> None:
    """A row that cannot be used is named with its line and cause; the others are taken."""
    found = places_in(tmp_path, f"name,country,latitude,longitude,level\nBol,TD,13.4,14.7,\n{row}\n")
    assert [entry.name for entry in found.entries] == ["Bol"]
    (number, said), = reasons(found)  # fmt: skip
    assert number == 3
    assert str(said).split(";")[0] == reason.split(";")[0]


@pytest.mark.parametrize("name", ["PK.txt", "PK.zip"])
def test_dump_of_geonames(tmp_path: Path, name: str) -> None:
    """A dump, as it comes, gives what is not known yet of what reports name as places, with its province."""
    dump = (
        line(1, "Khyber Pakhtunkhwa", "A", "ADM1", at=(34.5, 71.5))
        + line(2, "Peshawar", "P", "PPLA", at=(34.008, 71.578))
        + line(3, "Zorobandai", "P", "PPL", others="Zorobandey,Зоробандай,ZB")
        + line(4, "Old Mosque", "S", "MSQE")
        + line(5, "Left Village", "P", "PPLQ")
    )
    content: str | bytes = dump
    if name.endswith(".zip"):
        path = tmp_path / "made.zip"
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("readme.txt", "words")
            archive.writestr("PK.txt", dump)
        content = path.read_bytes()
    found = places_in(tmp_path, content, name)
    assert [(row.name, row.province, row.aliases) for row in found.entries] == [
        ("Zorobandai", "Khyber Pakhtunkhwa", ["zorobandey"])
    ]
    assert (found.known, found.other) == (2, 2)


def test_unit_of_a_dump_reaches_as_far_as_its_settlements(tmp_path: Path) -> None:
    """The radius of a district that is not known follows from where its settlements lie."""
    villages = "".join(line(n, f"Zorovil {n}", "P", "PPL", at=(34.8 + n / 20, 71.4)) for n in range(1, 11))
    found = places_in(tmp_path, line(99, "Zorobandai District", "A", "ADM2") + villages, "PK.txt")
    (district,) = (row for row in found.entries if row.level == "district")
    assert (district.name, 40 < district.radius < 70) == ("Zorobandai", True)


def test_packed_places_do_not_depend_on_their_order(tmp_path: Path) -> None:
    """The same places in another order are the same bytes and the same digest."""
    found = places_in(
        tmp_path, "name,country,latitude,longitude\nBol,TD,13.4,14.7\nZarmakai,AF,33.5,70.0\nAbo,TD,12,14\n"
    )
    assert pack_places(found.entries) == pack_places(found.entries[::-1])


@pytest.mark.parametrize("form", ["csv", "yaml", "ftm"])
def test_actors_come_back_from_every_format(tmp_path: Path, form: str) -> None:
    """What is written in a format is read from it again."""
    path = tmp_path / {"csv": "a.csv", "yaml": "a.yaml", "ftm": "a.ftm.json"}[form]
    path.write_text(write_actors(ACTORS, form), encoding="utf-8")  # type: ignore[arg-type]
    found = read_actors(path)
    assert found.entries == list(ACTORS)
    assert found.faults == []


@settings(max_examples=60, deadline=None)
@given(content=st.text(max_size=200) | st.binary(max_size=200), suffix=st.sampled_from([".csv", ".yaml", ".json"]))
def test_any_file_is_a_list_or_refused(
    tmp_path_factory: pytest.TempPathFactory, content: str | bytes, suffix: str
) -> None:
    """Whatever a file holds, actors and faults come out of it, or a refusal."""
    path = tmp_path_factory.mktemp("lists") / f"x{suffix}"
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass"))
    for read in (lambda: read_actors(path), lambda: read_places(path, load_gazetteer())):
        with suppress(ListUnusable):
            assert read().entries


def test_entities_of_others_are_left_out(tmp_path: Path) -> None:
    """Of FollowTheMoney entities, those that are no parties are counted; topics tell a type where we said none."""
    entities = [
        {"id": "a", "schema": "Organization", "properties": {"name": ["Hill Front", "Front of the Hills"],
         "topics": ["crime.terror"], "country": ["td"], "weakAlias": ["HF"]}},
        {"id": "b", "schema": "Vessel", "properties": {"name": ["Gull"]}},
    ]  # fmt: skip
    found = actors_in(tmp_path, "\n".join(map(json.dumps, entities)), "x.json")
    assert found.entries == [
        KnownActor(name="Hill Front", type="armed_group", country="TD", aliases=("Front of the Hills", "HF"))
    ]
    assert found.other == 1


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("- name: Hill Front\n  type: bandits\n", "'bandits' is no type"),
        ("- name: Hill Front\n  type: armed_group\n  country: no\n", "put it in quotes"),
        ("- name: Hill Front\n  type: armed_group\n  organ: choir\n", "'choir' is no part of a state"),
        ("- name: Hill Front\n  type: armed_group\n  aliases: [x]\n", "'x' is too short"),
        ("- name: Hill Front\n  type: armed_group\n  aliases: ['a;b']\n", "has a semicolon"),
        ("- name: Hill Front\n  type: media\n  domains: ['http://x']\n", "'http://x' is no domain"),
        ("- just words\n", "it has no name"),
    ],
)
def test_actor_that_is_wrong_is_named(tmp_path: Path, content: str, reason: str) -> None:
    """An actor that cannot be used is named with its line and cause."""
    found = actors_in(tmp_path, f"- name: Sound One\n  type: other\n{content}", "x.yaml")
    ((number, said),) = reasons(found)
    assert number == 3
    assert reason in str(said)


@pytest.mark.parametrize(
    ("content", "name", "reason"),
    [
        ("- &a [x]\n- *a\n", "x.yaml", "refers to another part"),
        ("[" * 50 + "]" * 50, "x.yaml", "too deep"),
        ("- name: !!python/object/apply:os.getcwd []\n", "x.yaml", "could not determine a constructor"),
        ("name: one\n", "x.yaml", "it is no list"),
        ("{broken\n", "x.json", "is no JSON"),
        ("[1]\n", "x.json", "is no entity"),
        ("name,kind\na,b\n", "x.csv", "it has no column 'type'"),
        (b"name,type\n\xff\xfe,other\n", "x.csv", "it is no UTF-8"),
        (b"name,type\nA\x00B,other\n", "x.csv", "bytes that no text has"),
        ("", "x.csv", "it has no column 'name'"),
        ("name,type\n", "x.csv", "it has no actors"),
        (b"PK\x03\x04rest", "x.zip", "File is not a zip file"),
    ],
)
def test_file_that_is_no_list_is_refused(tmp_path: Path, content: str | bytes, name: str, reason: str) -> None:
    """What is no list is refused with the cause; tags of YAML make nothing, and its references are not followed."""
    with pytest.raises(ListUnusable, match="E706") as error:
        actors_in(tmp_path, content, name)
    assert reason in str(error.value)


def test_name_that_tells_no_format_is_refused() -> None:
    """A file whose name does not tell its format needs it said."""
    with pytest.raises(ListUnusable):
        format_of(Path("actors.docx"))
    assert format_of(Path("actors.docx"), "yaml") == "yaml"


def test_list_without_end_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither a line nor a file is read further than its limit, also not out of an archive that packs it small."""
    header = "name,country,latitude,longitude\n"
    with pytest.raises(ListUnusable, match="a line has more than"):
        places_in(tmp_path, header + "x" * (limits.MAX_LINE + 1))
    monkeypatch.setattr(limits, "MAX_BYTES", 10_000)
    path = tmp_path / "made.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("x.csv", header + "Bol,TD,13.4,14.7\n" * 5000)
    with pytest.raises(ListUnusable, match="more than 10,000 bytes"):
        places_in(tmp_path, path.read_bytes(), "x.zip")
    with pytest.raises(ListUnusable, match="more than 10,000 bytes"):
        places_in(tmp_path, header + "Bol,TD,13.4,14.7\n" * 5000)


def test_own_list_can_be_given_back(tmp_path: Path) -> None:
    """A name of one letter that Variorum knows is taken, as those that it does not know are not."""
    path = tmp_path / "a.csv"
    path.write_text("name,type\nX,media\nQ,media\n", encoding="utf-8")
    found = read_actors(path)
    assert [actor.name for actor in found.entries] == ["X"]
    assert [fault.values["row"] for fault in found.faults] == [3]
