from collections.abc import Callable, Iterator

import pytest
from argon2 import PasswordHasher
from litestar.testing import TestClient

from served import shelling, store, telling
from variorum.app import users
from variorum.store import Role, Store
from variorum.web.application import Settings, make_app
from variorum.web.tries import Tries

__all__ = ["shelling", "store"]

BASE = "http://127.0.0.1:8480"
PASSWORD = "correct horse battery"

Connect = Callable[..., TestClient]


@pytest.fixture(autouse=True)
def _quick_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hash passwords quickly: how slow that is, is argon2's own affair."""
    hasher = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    monkeypatch.setattr(users, "_hasher", lambda: hasher)
    monkeypatch.setattr(users, "_nobody", lambda: hasher.hash("nobody's password"))


@pytest.fixture
def connect(store: Store) -> Iterator[Connect]:
    """Give what starts a server of the record, and a client of it; both end with the test."""
    opened: list[TestClient] = []

    def made(*, base: str = BASE, tries: Tries | None = None, **settings: object) -> TestClient:
        app = make_app(store, Settings(**settings), make_adder=telling, tries=tries, quiet=0)  # type: ignore[arg-type]
        client = TestClient(app, base_url=base)
        opened.append(client.__enter__())
        return client

    yield made
    for client in opened:
        client.__exit__()


@pytest.fixture
def client(connect: Connect) -> TestClient:
    """A client of a server on this machine, where nobody signs in."""
    return connect()


@pytest.fixture
def signed_in(store: Store, connect: Connect) -> Callable[[Role], TestClient]:
    """Give what signs a new user of a role in, and sends the token of its pages with what changes something."""

    def made(role: Role) -> TestClient:
        users.add_user(store, f"{role}-1", role, PASSWORD, by="test")
        client = connect(sign_in=True)
        told = client.post("/api/v1/session", json={"user": f"{role}-1", "password": PASSWORD})
        assert told.status_code == 201
        client.headers["X-CSRF-Token"] = told.json()["csrf"]
        return client

    return made
