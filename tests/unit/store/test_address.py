from pathlib import Path

import pytest

from variorum.errors import StoreAddressBad
from variorum.store.address import parse_address, secrets, shown


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("record.db", "record.db"),
        (Path("a/b.db"), "a/b.db"),
        ("sqlite:///record.db", "record.db"),
        ("sqlite:////tmp/record.db", "/tmp/record.db"),
        ("postgresql://ana:secret@host:5433/record?sslmode=require", "postgresql://ana@host:5433/record"),
        ("postgres://host/record", "postgresql://host/record"),
    ],
)
def test_name_shows_where_and_no_secret(address: str | Path, name: str) -> None:
    """A database is named by its file, or by server and user, without password and parameters."""
    assert shown(parse_address(address)) == name


def test_secrets_are_found_wherever_they_stand() -> None:
    """A password is known as one in the user's part and among the parameters."""
    assert secrets(parse_address("postgresql://ana:s%40crt@host/db?sslpassword=other1")) == ("other1", "s@crt")


@pytest.mark.parametrize("address", ["", ":memory:", "sqlite://", "mysql://a/b", "http://x", "postgresql://[:x/y"])
def test_address_that_is_none(address: str) -> None:
    """What names no file and no known database is refused."""
    with pytest.raises(StoreAddressBad):
        parse_address(address)
