import pytest

from variorum.web.gate import HEADERS, is_loopback, known_hosts, plain


@pytest.mark.parametrize(
    ("host", "own"),
    [
        ("127.0.0.1", True),
        ("127.8.8.8", True),
        ("::1", True),
        ("[::1]", True),
        ("LocalHost", True),
        ("0.0.0.0", False),
        ("::", False),
        ("192.0.2.1", False),
        ("localhost.example", False),
        ("example.org", False),
        ("", False),
    ],
)
def test_loopback(host: str, own: bool) -> None:
    """Nothing counts as this machine alone that others could reach."""
    assert is_loopback(host) is own


def test_known_hosts_are_few() -> None:
    """A server on this machine answers to its names and those that were allowed, to no other."""
    assert known_hosts("127.0.0.1", ["Desk.example"]) == {"127.0.0.1", "localhost", "::1", "desk.example"}


def test_policy_lets_nothing_run_that_is_not_ours() -> None:
    """The policy for browsers allows no script or style in a page, and nothing from elsewhere."""
    policy = dict(part.strip().split(" ", 1) for part in HEADERS["Content-Security-Policy"].split(";"))
    assert (policy["default-src"], policy["script-src"], policy["style-src"]) == ("'none'", "'self'", "'self'")
    assert policy["frame-ancestors"] == policy["base-uri"] == "'none'"
    assert not any(word in HEADERS["Content-Security-Policy"] for word in ("unsafe", "http", "*"))


def test_slashes_of_ids_come_back() -> None:
    """An id that was part of a path is what it was."""
    assert plain("a\ue000b") == "a/b"
