import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from variorum.errors import AddressBad, AddressForbidden, HostNotFound
from variorum.fetching.addresses import addresses_of, is_public, parse_target

PRIVATE = [
    "0.0.0.0",
    "10.0.0.1",
    "100.64.0.1",
    "127.0.0.1",
    "127.8.8.8",
    "169.254.169.254",
    "172.16.0.1",
    "192.0.0.1",
    "192.0.2.1",
    "192.168.1.1",
    "198.18.0.1",
    "203.0.113.5",
    "224.0.0.1",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::127.0.0.1",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
    "64:ff9b::127.0.0.1",
    "64:ff9b::a9fe:a9fe",
    "64:ff9b:1::1",
    "2001:db8::1",
    "2002:7f00:1::",
    "2002:c0a8:101::1",
    "fc00::1",
    "fd00:ec2::254",
    "fe80::1",
    "fec0::1",
    "ff02::1",
]


@pytest.mark.parametrize("address", PRIVATE)
def test_is_public_refuses(address: str) -> None:
    """No address of this machine, of a private network, or of none, however it is written, counts as public."""
    assert not is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize("address", ["1.1.1.1", "2606:4700::1111", "::ffff:1.1.1.1", "64:ff9b::808:808"])
def test_is_public_allows(address: str) -> None:
    """Addresses of the open internet are allowed."""
    assert is_public(ipaddress.ip_address(address))


@given(st.ip_addresses(v=4))
def test_is_public_sees_through_ipv6(address: ipaddress.IPv4Address) -> None:
    """An IPv4 address is judged the same when it is wrapped into one of IPv6."""
    for wrapped in (f"::ffff:{address}", f"64:ff9b::{address}"):
        assert is_public(ipaddress.ip_address(wrapped)) == is_public(address)


@pytest.mark.parametrize(
    "url",
    [
        "ftp://x.example/",
        "file:///etc/passwd",
        "javascript:1",
        "//x.example/",
        "x.example",
        "http://",
        "http:///x",
        "http://user:word@x.example/",
        "http://x.example:99999/",
        "http://x.example/a b",
        "http://x.example/\r\nHost: y",
        "http://[::1",
        "http://[fe80::1%25eth0]/",
        "http://.../",
        f"http://x.example/{'a' * 5000}",
    ],
)
def test_parse_target_refuses(url: str) -> None:
    """What is no plain address of a page is refused before anything is asked."""
    with pytest.raises(AddressBad):
        parse_target(url)


@given(st.text())
def test_parse_target_raises_only_ours(text: str) -> None:
    """Any words give a target whose parts are safe to send, or our error."""
    for url in (text, f"http://{text}", f"https://x.example/{text}"):
        try:
            target = parse_target(url)
        except AddressBad:
            continue
        assert target.path.isascii()
        assert target.path.startswith("/")
        assert target.host.isascii()
        assert not set(" \r\n\t") & set(target.path + target.host)


def test_parse_target_encodes() -> None:
    """Names and paths go over the wire as it takes them."""
    target = parse_target("HTTPS://Bücher.example:8443/über uns?q=ä#x".replace(" ", "%20"))
    assert (target.host, target.port) == ("xn--bcher-kva.example", 8443)
    assert target.path == "/%C3%BCber%20uns?q=%C3%A4"
    assert target.authority == "xn--bcher-kva.example:8443"


def resolve_to(*addresses: str):  # type: ignore[no-untyped-def]
    return lambda _host, _port: list(addresses)


@pytest.mark.parametrize("address", PRIVATE)
def test_addresses_refuses_name_of_private_machine(address: str) -> None:
    """A name that leads to a private machine is refused."""
    with pytest.raises(AddressForbidden):
        addresses_of(parse_target("http://x.example/"), is_public, resolve_to(address))


def test_addresses_refuses_name_of_both() -> None:
    """A name that leads to a public and to a private machine is refused, whichever comes first."""
    for both in (("1.1.1.1", "127.0.0.1"), ("127.0.0.1", "1.1.1.1")):
        with pytest.raises(AddressForbidden):
            addresses_of(parse_target("http://x.example/"), is_public, resolve_to(*both))


@pytest.mark.parametrize("host", ["127.0.0.1", "[::1]", "2130706433", "0x7f.1", "127.1", "localhost"])
def test_addresses_refuses_spellings_of_loopback(host: str) -> None:
    """However this machine is spelt, the system's own resolver tells what it means, and that is judged."""
    with pytest.raises((AddressForbidden, HostNotFound)):
        addresses_of(parse_target(f"http://{host}/"), is_public)
