"""Lists that a record was given: what is read with them, and that the record stays a function of its parts."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from generate import FormReader, War
from records import written
from variorum.app.add import Adder, rebuild
from variorum.app.knowledge import (
    MARK,
    give_actors,
    give_places,
    knowing,
    known_actors,
    met_actors,
    remove_list,
    use_knowledge,
)
from variorum.app.read import make_reader, read_reports
from variorum.errors import ListMissing
from variorum.knowledge import NOTHING, in_use, load_actors, load_gazetteer, use
from variorum.sources import make_report
from variorum.store import Store

NewStore = Callable[[], AbstractContextManager[Store]]

PLACES = "name,country,latitude,longitude\nZarmakai,AF,33.5,70.0\n"
ACTORS = "name,type,country,aliases\nHill Front,armed_group,TD,Front of the Hills\n"
REPORTS = tuple(War(1).reports(6, undated=0.4, words=40, renown=3))


@pytest.fixture(autouse=True)
def _nothing_left() -> Iterator[None]:
    yield
    use(NOTHING)


@pytest.fixture
def lists(tmp_path: Path) -> tuple[Path, Path]:
    """Give a list of places and one of actors."""
    places, actors = tmp_path / "villages.csv", tmp_path / "fronts.csv"
    places.write_text(PLACES, encoding="utf-8")
    actors.write_text(ACTORS, encoding="utf-8")
    return places, actors


def make_form_reader(_pipeline: str | None, _threads: int) -> FormReader:
    return FormReader()


def grown(store: Store) -> Adder:
    """Add the reports, read and collated."""
    adder = Adder(store, make_reader=make_form_reader)
    for report in REPORTS:
        store.add_report(report)
    assert all(adder.read(adder.waiting()))
    adder.finish(user="ann")
    return adder


def test_reports_are_read_again_with_a_list(new_store: NewStore, lists: tuple[Path, Path]) -> None:
    """A list that comes has all reports read again, and so has its removal; accounts say what they were read with."""
    with new_store() as store:
        adder = grown(store)
        assert adder.waiting() == ()
        made = give_places(store, lists[0], user="ann").entry
        assert len(waiting := adder.waiting()) == len(REPORTS)
        assert all(adder.read(waiting))
        (state,) = [state for state in store.knowledge_states() if state.lists]
        assert store.reader_of(REPORTS[0].id) == f"{FormReader().version}{MARK}{state.digest}"
        assert state.lists == (made,)
        assert adder.waiting() == ()
        remove_list(store, "places", "villages", user="ann")
        assert len(adder.waiting()) == len(REPORTS)
        assert adder.version == FormReader().version


def test_same_list_again_changes_nothing(new_store: NewStore, lists: tuple[Path, Path]) -> None:
    """A file with the same content is no new version; one with other content is."""
    with new_store() as store:
        assert give_actors(store, lists[1]).entry.version == 1
        assert give_actors(store, lists[1]).unchanged
        lists[1].write_text(ACTORS + "Lake Front,armed_group,TD,\n", encoding="utf-8")
        assert give_actors(store, lists[1]).entry.version == 2
        assert [(known.version, known.entries) for known in store.knowledge()] == [(1, 1), (2, 2)]


def test_record_of_the_same_parts_is_the_same(new_store: NewStore, lists: tuple[Path, Path]) -> None:
    """Whether the lists come before the reports or after, by whomever, the record is the same, byte for byte."""
    with new_store() as before, new_store() as after:
        give_places(before, lists[0], user="ann")
        give_actors(before, lists[1], user="ann")
        grown(before)
        adder = grown(after)
        give_places(after, lists[0], user="ben")
        give_actors(after, lists[1], user="ben")
        assert all(adder.read(adder.waiting()))
        adder.finish(user="ben")
        whole = written(before)
        assert written(after) == whole
        assert before.reader_of(REPORTS[0].id) == after.reader_of(REPORTS[0].id)
        rebuild(Adder(after, make_reader=make_form_reader))
        assert written(after) == whole


def test_process_knows_what_the_last_record_was_given(new_store: NewStore, lists: tuple[Path, Path]) -> None:
    """With two records at hand, each is read with its own lists."""
    with new_store() as mine, new_store() as other:
        give_places(mine, lists[0])
        give_actors(mine, lists[1])
        use_knowledge(mine)
        assert load_gazetteer().find("Zarmakai")
        assert load_actors().find("Front of the Hills")
        use_knowledge(other)
        assert not load_gazetteer().find("Zarmakai")
        assert not load_actors().find("Front of the Hills")
        assert in_use() == NOTHING


def test_list_that_is_not_there_cannot_be_removed(new_store: NewStore, lists: tuple[Path, Path]) -> None:
    """Removing a list that is not there, or of the other kind, says which there are."""
    with new_store() as store:
        give_actors(store, lists[1])
        with pytest.raises(ListMissing, match="It was given: fronts"):
            remove_list(store, "actors", "villages")
        with pytest.raises(ListMissing, match="It was given: none"):
            remove_list(store, "places", "fronts")


def test_actors_that_are_known_met_and_given(new_store: NewStore, lists: tuple[Path, Path]) -> None:
    """Actors are written out as all that are known, those given, or those that the record's reports name."""
    with new_store() as store:
        grown(store)
        give_actors(store, lists[1])
        assert [actor.name for actor in known_actors(store, added=True)] == ["Hill Front"]
        known = {actor.name for actor in known_actors(store)}
        assert {"Hill Front", "Reuters"} <= known
        assert {actor.name for actor in met_actors(store)} == {entry.name for entry in store.actors()} != set()


@pytest.mark.model
@pytest.mark.parametrize("apart", [False, True])
def test_report_is_read_with_the_lists(new_store: NewStore, lists: tuple[Path, Path], apart: bool) -> None:
    """A village and a group that only the lists know are in the account, also where a process of its own reads."""
    report = make_report(
        "TARN, May 9 - Fighters of the Front of the Hills shot dead two policemen in Zarmakai on Friday, police said.",
        id="hills.txt",
    )
    with new_store() as store:
        give_places(store, lists[0])
        give_actors(store, lists[1])
        maker = knowing(store, make_reader)
        if apart:
            use(NOTHING)
        (outcome,) = read_reports([report], make_reader=maker, apart=apart)
        account = getattr(outcome, "account", None)
        assert account is not None, outcome
        (incident,) = account.incidents
        assert [(place.name, place.country, place.latitude) for place in incident.where] == [("Zarmakai", "AF", 33.5)]
        actors = {actor.id: actor for actor in account.actors}
        assert [(actors[i].name, actors[i].type) for i in incident.initiators] == [("Hill Front", "armed_group")]
