"""Users, sessions and tokens."""

import pytest

from variorum.errors import LastAdmin, TokenMissing, UserMissing, UserTaken
from variorum.store import Role, Session, Store, Token, User


def user(name: str = "ana", role: Role = "admin") -> User:
    return User(name=name, role=role, created="2031-01-01")


def session(digest: str, of: User, seen: str = "2031-01-02") -> Session:
    return Session(digest=digest, user=of, csrf=f"csrf {digest}", created="2031-01-01", seen=seen)


def token(id_: str, of: str = "ana") -> Token:
    return Token(id=id_, name="for\x00 scripts", user=of, role="viewer", created=f"2031-01-0{len(id_)}")


@pytest.fixture
def store(store: Store) -> Store:
    """A store with an admin and a viewer."""
    store.add_user(user(), password="hash of ana")
    store.add_user(user("bob", "viewer"), password="hash of bob")
    return store


def test_users_come_back(store: Store) -> None:
    """Users are given by name, and one with the hash of its password."""
    assert store.users() == (user(), user("bob", "viewer"))
    assert store.user("bob") == (user("bob", "viewer"), "hash of bob")
    assert store.user("Bob") is store.user("\x00") is None


def test_name_is_taken_once(store: Store) -> None:
    """A second user of a name is refused, and the first stays."""
    with pytest.raises(UserTaken):
        store.add_user(user("bob", "admin"), password="other")
    assert store.user("bob") == (user("bob", "viewer"), "hash of bob")


def test_change_ends_sessions(store: Store) -> None:
    """A new role or password ends the user's sessions, and no other's."""
    store.save_session(session("a", user()), ended_before="")
    store.save_session(session("b", user("bob")), ended_before="")
    assert store.change_user("bob", role="coder").role == "coder"
    assert (store.session("b"), store.session("a") is None) == (None, False)
    store.change_user("bob", password="new hash")
    found = store.user("bob")
    assert found is not None
    assert (found[0].role, found[1]) == ("coder", "new hash")


def test_session_knows_its_user(store: Store) -> None:
    """A session gives the user with its role as it is now, and when it was used."""
    store.save_session(session("a", user("bob")), ended_before="")
    found = store.session("a")
    assert found is not None
    assert (found.user.name, found.user.role, found.csrf, found.seen) == ("bob", "viewer", "csrf a", "2031-01-02")
    assert found.user.seen == "2031-01-02"
    store.touch(session="a", at="2031-01-05")
    again = store.session("a")
    assert again is not None
    assert again.seen == "2031-01-05"


def test_old_sessions_go(store: Store) -> None:
    """With a new session those that nobody uses any more go."""
    store.save_session(session("a", user(), seen="2030-01-01"), ended_before="")
    store.save_session(session("b", user()), ended_before="2030-06-01")
    assert store.session("a") is None
    assert store.session("b") is not None


def test_sessions_end(store: Store) -> None:
    """One session ends, or all of a user's."""
    for digest, name in (("a", "ana"), ("b", "ana"), ("c", "bob")):
        store.save_session(session(digest, user(name)), ended_before="")
    store.end_sessions(digest="a")
    assert [store.session(digest) is not None for digest in "abc"] == [False, True, True]
    store.end_sessions(user="ana")
    assert [store.session(digest) is not None for digest in "abc"] == [False, False, True]


def test_removed_user_leaves_nothing(store: Store) -> None:
    """With a user its sessions and tokens go."""
    store.save_session(session("b", user("bob")), ended_before="")
    store.add_token(token("t", "bob"), digest="d")
    store.remove_user("bob")
    assert (store.session("b"), store.token("d"), store.tokens()) == (None, None, ())


def test_last_admin_stays(store: Store) -> None:
    """The only admin cannot go or become less while there are others; the only user can go."""
    with pytest.raises(LastAdmin):
        store.remove_user("ana")
    with pytest.raises(LastAdmin):
        store.change_user("ana", role="viewer")
    store.change_user("ana", role="admin")
    store.remove_user("bob")
    store.remove_user("ana")
    assert store.users() == ()


def test_unknown_user(store: Store) -> None:
    """Nothing can be done to, or for, a user that there is not."""
    for attempt in (
        lambda: store.remove_user("eva"),
        lambda: store.change_user("eva", role="viewer"),
        lambda: store.add_token(token("t", "eva"), digest="d"),
        lambda: store.save_session(session("a", user("eva")), ended_before=""),
    ):
        with pytest.raises(UserMissing):
            attempt()


def test_tokens(store: Store) -> None:
    """A token is found by the hash of its secret, with its user; lists have all, or one user's."""
    store.add_token(token("t1"), digest="d1")
    store.add_token(token("t22", "bob"), digest="d2")
    found = store.token("d2")
    assert found is not None
    assert (found[0].id, found[0].name, found[1].role) == ("t22", "for\N{REPLACEMENT CHARACTER} scripts", "viewer")
    assert [some.id for some in store.tokens()] == ["t1", "t22"]
    assert [some.id for some in store.tokens("bob")] == ["t22"]
    store.touch(token="t1", at="2031-02-01")
    assert store.tokens("ana")[0].seen == "2031-02-01"
    with pytest.raises(TokenMissing):
        store.remove_token("t1", user="bob")
    store.remove_token("t1")
    assert store.token("d1") is None
