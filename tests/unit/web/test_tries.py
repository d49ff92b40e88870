import pytest

from variorum.errors import TooManyTries
from variorum.web.tries import MOST_KEPT, PER_ADDRESS, PER_BOTH, PER_USER, WINDOW, Tries


@pytest.fixture
def now() -> list[float]:
    return [0.0]


@pytest.fixture
def tries(now: list[float]) -> Tries:
    return Tries(lambda: now[0])


def test_wrong_tries_end(tries: Tries, now: list[float]) -> None:
    """One address may guess a few times at one user, and again when the time is over."""
    for _ in range(PER_BOTH):
        tries.check("ana", "192.0.2.1")
    with pytest.raises(TooManyTries) as caught:
        tries.check("ANA", "192.0.2.1")
    assert caught.value.values["seconds"] == int(WINDOW)
    now[0] = WINDOW
    tries.check("ana", "192.0.2.1")


def test_other_addresses_are_not_locked_out(tries: Tries) -> None:
    """Who guesses at a user does not keep the user out who comes from elsewhere."""
    for _ in range(PER_BOTH):
        tries.check("ana", "192.0.2.1")
    tries.check("ana", "192.0.2.2")


def test_one_address_cannot_go_through_the_users(tries: Tries) -> None:
    """An address may not guess at one user after another."""
    for n in range(PER_ADDRESS):
        tries.check(f"user{n}", "192.0.2.1")
    with pytest.raises(TooManyTries):
        tries.check("another", "192.0.2.1")


def test_many_addresses_cannot_guess_at_one_user(tries: Tries) -> None:
    """Neither may many addresses together guess at one user for ever."""
    for n in range(PER_USER):
        tries.check("ana", f"2001:db8::{n:x}")
    with pytest.raises(TooManyTries):
        tries.check("ana", "2001:db8::ffff")


def test_right_one_forgives(tries: Tries) -> None:
    """Who gets it right has all tries again."""
    for _ in range(3):
        for _ in range(PER_BOTH - 1):
            tries.check("ana", "192.0.2.1")
        tries.check("ana", "192.0.2.1")
        tries.right("ana", "192.0.2.1")


def test_own_account_does_not_buy_tries_at_others(tries: Tries) -> None:
    """Who can sign in as one user is not let to guess at all others between."""
    with pytest.raises(TooManyTries):  # noqa: PT012 - at which of them it ends does not matter
        for n in range(10 * PER_ADDRESS):
            tries.check(f"user{n}", "192.0.2.1")
            tries.check("mallory", "192.0.2.1")
            tries.right("mallory", "192.0.2.1")


def test_memory_is_bounded(tries: Tries) -> None:
    """However many names are tried, no more than some are remembered."""
    for n in range(MOST_KEPT):
        tries.check(f"user{n}", f"address{n}")
    assert len(tries._wrong) <= MOST_KEPT
