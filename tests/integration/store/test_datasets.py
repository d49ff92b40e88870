from datetime import timedelta

from exportable import DAY, event
from variorum.model.dataset import Dataset
from variorum.store import Store


def dataset(name: str = "ged", events: int = 0) -> Dataset:
    """Make a data set's description."""
    return Dataset(name=name, kind="ucdp", source="x.csv", sha256="0" * 64, at="2031-05-09T10:00:00Z", events=events)


def test_events_come_back_in_order(store: Store) -> None:
    """Events are given as their file has them, also many, and also those whose ids are alike."""
    events = [event(f"e{n % 7}", row=n) for n in range(4500)]
    store.save_dataset(dataset(events=len(events)), events)
    assert list(store.dataset_events("ged")) == events
    assert store.datasets() == (dataset(events=4500),)


def test_events_of_some_days(store: Store) -> None:
    """Only events that touch the days asked for are given."""
    later = DAY + timedelta(days=9)
    store.save_dataset(dataset(), [event("a"), event("b", start=later, end=later)])
    assert [e.id for e in store.dataset_events("ged", since=later)] == ["b"]
    assert [e.id for e in store.dataset_events("ged", until=DAY)] == ["a"]


def test_data_set_takes_the_place_of_one_of_its_name(store: Store) -> None:
    """Saved again, a data set has its new events alone; others stay."""
    store.save_dataset(dataset(), [event("a"), event("b")])
    store.save_dataset(dataset("other"), [event("c")])
    store.save_dataset(dataset(), [event("d")])
    assert [e.id for e in store.dataset_events("ged")] == ["d"]
    assert [e.id for e in store.dataset_events("other")] == ["c"]


def test_data_set_is_dropped_with_its_events(store: Store) -> None:
    """A data set that is dropped leaves nothing, and can be saved again."""
    store.save_dataset(dataset(), [event("a")])
    assert store.drop_dataset("ged")
    assert not store.drop_dataset("ged")
    assert (store.datasets(), list(store.dataset_events("ged"))) == ((), [])


def test_record_can_be_cleared_without_them(store: Store) -> None:
    """What is not made from accounts stays when the record is made again."""
    store.save_dataset(dataset(), [event("a")])
    store.clear_record()
    assert [e.id for e in store.dataset_events("ged")] == ["a"]
