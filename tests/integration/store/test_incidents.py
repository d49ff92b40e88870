from datetime import date
from typing import Any

import msgspec
import pytest

from factory import make_account
from variorum.errors import CursorBad
from variorum.model import Place, When
from variorum.model.record import ActorEntry, Contest, Estimate, IncidentEntry, Member, Origin
from variorum.store import IncidentFilter, Store
from variorum.store.incidents import ORDERS


def dated(start: int | None, end: int | None = None) -> When:
    if start is None:
        return When()
    return When(start=date(2031, 5, start), end=date(2031, 5, end or start), precision="range")


def killed(best: int, group: str = "unknown") -> Estimate:
    return Estimate(outcome="killed", group=group, low=best, best=best, high=None, policy="ucdp")


def origin(name: str) -> Origin:
    return Origin(kind="report", name=name, reports=(name,), reason="It is alone.")


ENTRIES = [
    IncidentEntry(
        id="a",
        type="shelling",
        when=dated(3),
        where=(Place(name="Old Market of Teltów", level="site", country="PL", province="Lower Ostrava"),),
        initiators=("army",),
        members=(Member(report="marada.txt", incident="i1"),),
        estimates=(killed(4, "civilian"), killed(5, "militant"), killed(8)),
        origins=(origin("x"), origin("y")),
    ),
    IncidentEntry(id="b", type="clash", when=dated(5, 9), initiators=("army",), targets=("league",)),
    IncidentEntry(id="c", type="clash", when=dated(3), contested=(Contest(field="when", positions=()),)),
    IncidentEntry(id="d", type="protest", estimates=(killed(2**40),), origins=(origin("x"),)),
    IncidentEntry(id="e", type="killing", when=dated(1), rejected=True),
    IncidentEntry(
        id="f",
        type="bombing",
        when=dated(4),
        members=(Member(report="marada.txt", incident="i2"),),
        estimates=(killed(1),),
    ),
]


@pytest.fixture
def store(store: Store) -> Store:
    """A store with six incidents, of one report."""
    account = make_account()
    store.add_report(account.report)
    store.save_account(account, reader="1")
    store.replace_actors(
        [],
        [
            ActorEntry(id="army", name="Army of Ostrava", type="military"),
            ActorEntry(id="league", name="League", type="armed_group", aliases=("Ostravan Sons",)),
        ],
    )
    store.replace_incidents([], ENTRIES)
    return store


def found(store: Store, order: Any = "oldest", **chosen: Any) -> str:
    return "".join(entry.id for entry in store.incidents(IncidentFilter(**chosen), order=order).entries)


@pytest.mark.parametrize(
    ("chosen", "wanted"),
    [
        ({}, "acfbd"),
        ({"since": date(2031, 5, 4)}, "fb"),
        ({"since": date(2031, 5, 7), "until": date(2031, 5, 8)}, "b"),
        ({"until": date(2031, 5, 3)}, "ac"),
        ({"place": "ostrava"}, "a"),
        ({"place": "teltow"}, "a"),
        ({"place": "market of"}, "a"),
        ({"place": "lower"}, "a"),
        ({"place": "low"}, ""),
        ({"place": "%"}, ""),
        ({"countries": ("pl",)}, "a"),
        ({"actor": "league"}, "b"),
        ({"actor": "ostrava"}, "ab"),
        ({"actor": "sons"}, "b"),
        ({"actor": "nobody"}, ""),
        ({"types": ("clash", "protest")}, "cbd"),
        ({"contested": True}, "c"),
        ({"contested": False}, "afbd"),
        ({"rejected": True}, "e"),
        ({"rejected": None}, "eacfbd"),
        ({"text": "shells"}, "a"),
        ({"text": '"fired back"'}, "f"),
        ({"text": "shells fired"}, ""),
        ({"text": "...'\"("}, ""),
        ({"actor": "army", "types": ("clash",)}, "b"),
    ],
    ids=str,
)
def test_incidents_are_chosen(store: Store, chosen: dict[str, Any], wanted: str) -> None:
    """Incidents are chosen by every condition that is given."""
    assert found(store, **chosen) == wanted


@pytest.mark.parametrize(
    ("order", "wanted"),
    [("newest", "bfacd"), ("oldest", "acfbd"), ("killed", "dafbc"), ("injured", "abcdf"), ("origins", "adbcf")],
)
def test_orders(store: Store, order: str, wanted: str) -> None:
    """Incidents are given in the order asked for; those without its value come last, equal ones by id."""
    assert found(store, order) == wanted


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("limit", [1, 2, 5])
def test_pages_make_the_whole(store: Store, order: Any, limit: int) -> None:
    """Page by page, every incident is given once, in the order of the whole list."""
    ids, cursor = "", None
    while True:
        page = store.incidents(order=order, limit=limit, cursor=cursor)
        assert page.total == 5
        ids += "".join(entry.id for entry in page.entries)
        if (cursor := page.cursor) is None:
            break
    assert ids == found(store, order)


@pytest.mark.parametrize("cursor", ["", "x", "é", "bnVsbA==", "WzEsMiwzXQ=="])
def test_bad_cursor_is_refused(store: Store, cursor: str) -> None:
    """What was not given out as a cursor is refused with a message."""
    with pytest.raises(CursorBad):
        store.incidents(cursor=cursor)


@pytest.mark.parametrize("order", ["oldest", "killed"])
def test_cursor_of_another_order_is_refused(store: Store, order: Any) -> None:
    """A cursor goes with the order for which it was given out."""
    cursor = store.incidents(order="newest", limit=1).cursor
    with pytest.raises(CursorBad):
        store.incidents(order=order, cursor=cursor)


def test_one_incident(store: Store) -> None:
    """An incident is found by its id, and nothing is found by another."""
    assert (store.incident("d"), store.incident("z")) == (ENTRIES[3], None)


def test_ids_that_begin_so(store: Store) -> None:
    """An id can be completed from its beginning, and a character of a pattern stands for itself."""
    store.replace_incidents([], [IncidentEntry(id=id_, type="other") for id_ in ("x-1", "x-2", "y%1")])
    assert (store.incident_ids("x-"), store.incident_ids("%")) == (("x-1", "x-2"), ())


def test_entries_by_id(store: Store) -> None:
    """All incidents are given by id, rejected ones too, or those asked for."""
    assert list(store.incident_entries()) == ENTRIES
    assert [entry.id for entry in store.incident_entries(["f", "z", "a"])] == ["a", "f"]


def test_text_of_account_read_anew(store: Store) -> None:
    """An incident is not found any more by words that the newer account of its report does not have."""
    account = make_account()
    store.save_account(msgspec.structs.replace(account, incidents=account.incidents[1:]), reader="2")
    assert (found(store, text="shells"), found(store, text="fired")) == ("", "f")
