"""What is kept because it takes long to make."""

import threading

import pytest

from variorum.store.shelf import Shelf


def test_made_once() -> None:
    """What was made is given again."""
    shelf, made = Shelf(2), []

    def make() -> int:
        made.append(1)
        return 7

    assert [shelf.get("a", make), shelf.get("a", make)] == [7, 7]
    assert made == [1]


def test_oldest_goes() -> None:
    """Where there are too many, what was asked for longest ago is made again."""
    shelf = Shelf(2)
    for key in ("a", "b", "a", "c"):
        shelf.get(key, lambda: "old")
    assert [shelf.get(key, lambda: "new") for key in ("a", "c", "b")] == ["old", "old", "new"]


def test_room_is_kept_to() -> None:
    """What takes too much room is given, and not kept; what is left has room."""
    shelf = Shelf(9, room=10, size_of=lambda value: len(str(value)))
    shelf.get("a", lambda: "x" * 6)
    shelf.get("b", lambda: "y" * 6)
    assert shelf.get("a", lambda: "new") == "new"
    assert shelf.get("huge", lambda: "z" * 11) == "z" * 11
    assert shelf.get("huge", lambda: "less") == "less"


def test_several_wait_for_one() -> None:
    """Of threads that ask for the same at once, one makes it, and the others get that."""
    shelf, made, go = Shelf(2), [], threading.Event()

    def make() -> int:
        go.wait(10)
        made.append(1)
        return 7

    found: list[int] = []
    threads = [threading.Thread(target=lambda: found.append(shelf.get("a", make))) for _ in range(8)]
    for thread in threads:
        thread.start()
    go.set()
    for thread in threads:
        thread.join(10)
    assert (found, made) == ([7] * 8, [1])


def test_failure_is_not_kept() -> None:
    """What could not be made is tried again by the next who asks."""
    shelf = Shelf(2)

    def fail() -> int:
        raise LookupError

    with pytest.raises(LookupError):
        shelf.get("a", fail)
    assert shelf.get("a", lambda: 7) == 7
