"""Which addresses may be connected to: those of the open internet."""

from __future__ import annotations

import ipaddress
import re
import socket
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from variorum.errors import AddressBad, AddressForbidden, HostNotFound

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address
Allowed = Callable[[IPAddress], bool]
"""Tells whether an address may be connected to."""

Resolve = Callable[[str, int], list[str]]
"""Gives the addresses of a host."""

PORTS = {"http": 80, "https": 443}
LONGEST = 4_000
_HOST = re.compile(r"[a-z0-9._-]+|[0-9a-f:.]+")
NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
NAT64_LOCAL = ipaddress.IPv6Network("64:ff9b:1::/48")
COMPATIBLE = ipaddress.IPv6Network("::/96")


@dataclass(frozen=True, kw_only=True, slots=True)
class Target:
    """An address of a page, taken apart; `path` has the query, and is as it goes over the wire."""

    url: str
    scheme: str
    host: str
    port: int
    path: str

    @property
    def origin(self) -> str:
        """Give scheme, host and port as they stand in an address."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{host}" + ("" if PORTS[self.scheme] == self.port else f":{self.port}")

    @property
    def authority(self) -> str:
        """Give what the header ``Host`` says."""
        return self.origin.partition("://")[2]


def parse_target(url: str, name: str | None = None) -> Target:
    """
    Take *url* apart; messages call it *name*.

    Raises:
        AddressBad: If it is none of http or https, or has a user's name in it.
    """
    name = name or url

    def refuse(reason: str) -> AddressBad:
        return AddressBad(path=name, reason=reason)

    if len(url) > LONGEST:
        raise refuse("it is too long")
    if any(ord(c) <= 32 or ord(c) == 127 for c in url.strip()):
        raise refuse("it has a space or a control character in it")
    try:
        parts = urlsplit(url.strip())
        port, host = parts.port, parts.hostname
    except ValueError as error:
        raise refuse(str(error)) from error
    scheme = parts.scheme.lower()
    if scheme not in PORTS:
        raise refuse(f"its scheme is '{scheme}'" if scheme else "it has no scheme")
    if not host:
        raise refuse("it names no host")
    if "@" in parts.netloc:
        raise refuse("it has a user's name in it")
    try:
        ascii_host = host if ":" in host else host.encode("idna").decode("ascii").lower()
    except UnicodeError as error:
        raise refuse("its host is no name") from error
    if not _HOST.fullmatch(ascii_host) or not ascii_host.strip("."):
        raise refuse("its host is no name")
    path = quote(parts.path or "/", safe="/:@!$&'()*+,;=~%-._")
    query = quote(parts.query, safe="/?:@!$&'()*+,;=~%-._[]")
    return Target(
        url=url.strip(),
        scheme=scheme,
        host=ascii_host,
        port=port or PORTS[scheme],
        path=f"{path}?{query}" if query else path,
    )


def is_public(address: IPAddress) -> bool:
    """Tell whether *address* is one of the open internet; an IPv4 address inside one of IPv6 has to be one too."""
    if address.version == 4:
        return address.is_global and not address.is_multicast
    if inner := _inside(address):
        return is_public(inner)
    return (
        address.is_global
        and not address.is_multicast
        and not address.is_site_local
        and not address.is_reserved
        and address not in NAT64_LOCAL
        and address not in COMPATIBLE
    )


def anywhere(address: IPAddress) -> bool:
    """Allow every address: for what a person names and vouches for."""
    return not address.is_multicast and not address.is_unspecified


def addresses_of(target: Target, allowed: Allowed, resolve: Resolve | None = None) -> list[str]:
    """
    Give the addresses of the target's host, of which every one is allowed.

    Raises:
        HostNotFound: If it has none.
        AddressForbidden: If one of them is not allowed: a name that leads to a public and to a private machine is a
            trick.
    """
    try:
        found = (resolve or _resolve)(target.host, target.port)
    except (OSError, UnicodeError, ValueError) as error:
        raise HostNotFound(path=target.url, host=target.host) from error
    if not found:
        raise HostNotFound(path=target.url, host=target.host)
    for one in found:
        try:
            address = ipaddress.ip_address(one.partition("%")[0])
        except ValueError as error:
            raise AddressForbidden(path=target.url, address=one) from error
        if "%" in one or not allowed(address):
            raise AddressForbidden(path=target.url, address=one)
    return found


def _resolve(host: str, port: int) -> list[str]:
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def _inside(address: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    """Give the IPv4 address that traffic to *address* would end at."""
    if address.ipv4_mapped:
        return address.ipv4_mapped
    if address.sixtofour:
        return address.sixtofour
    if address.teredo:
        return address.teredo[1]
    return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF) if address in NAT64 else None
