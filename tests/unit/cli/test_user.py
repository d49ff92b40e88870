from collections.abc import Callable
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from click.testing import CliRunner, Result

from variorum.app import users
from variorum.cli import commands
from variorum.store import open_store

PASSWORD = "correct horse battery"

Typed = Callable[..., Result]


@pytest.fixture(autouse=True)
def _quick_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(users, "_hasher", lambda: PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))


@pytest.fixture
def typed(record: Path) -> Typed:
    """Give what runs ``variorum user`` with a password on standard input."""

    def run(*arguments: str, password: str = PASSWORD) -> Result:
        return CliRunner().invoke(commands, ["user", *arguments], input=f"{password}\n")

    return run


def test_user_is_added_and_listed(typed: Typed, record: Path) -> None:
    """A user that was added can sign in and is listed, the password nowhere."""
    assert typed("add", "ana", "--role", "admin").exit_code == 0
    listed = typed("list", "--format", "text").stdout
    assert "ana" in listed
    assert "admin" in listed
    with open_store(record) as store:
        assert users.sign_in(store, "ana", PASSWORD).session.user.name == "ana"
        assert PASSWORD not in str(store.log())


def test_nobody_to_list(typed: Typed) -> None:
    """Where there are no users, the list says how to add one."""
    assert "variorum user add" in typed("list", "--format", "text").stdout


@pytest.mark.parametrize(
    ("arguments", "password", "code"),
    [
        (("add", "eva"), "short", "E604"),
        (("add", "e v a"), PASSWORD, "E603"),
        (("add", "ana"), PASSWORD, "E602"),
        (("remove", "eva"), "", "E601"),
        (("password", "eva"), PASSWORD, "E601"),
        (("role", "eva", "admin"), "", "E601"),
        (("token", "eva"), "", "E601"),
    ],
)
def test_what_cannot_be(arguments: tuple[str, ...], password: str, code: str, typed: Typed) -> None:
    """What cannot be done to a user is refused with the message that says why."""
    typed("add", "ana", "--role", "admin")
    refused = typed(*arguments, password=password)
    assert getattr(refused.exception, "code", None) == code


def test_password_and_role_change(typed: Typed, record: Path) -> None:
    """With a new password the old one opens nothing; with a new role the user may other things."""
    typed("add", "ana")
    assert typed("password", "ana", password="another good password").exit_code == 0
    assert typed("role", "ana", "editor").exit_code == 0
    with open_store(record) as store:
        assert users.sign_in(store, "ana", "another good password").session.user.role == "editor"
        with pytest.raises(users.SignInWrong):
            users.sign_in(store, "ana", PASSWORD)


def test_token_is_printed(typed: Typed, record: Path) -> None:
    """A token that is printed acts for its user, with the role that was asked for."""
    typed("add", "ana", "--role", "admin")
    secret = typed("token", "ana", "--role", "viewer").stdout.strip()
    with open_store(record) as store:
        found = users.token_of(store, secret)
    assert found is not None
    assert (found[0].role, found[1].name) == ("viewer", "ana")


def test_user_is_removed(typed: Typed, record: Path) -> None:
    """Who was removed cannot sign in any more."""
    typed("add", "ana")
    assert typed("remove", "ana").exit_code == 0
    with open_store(record) as store, pytest.raises(users.SignInWrong):
        users.sign_in(store, "ana", PASSWORD)
