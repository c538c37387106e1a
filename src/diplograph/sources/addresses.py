"""Which network addresses may be visited."""

from __future__ import annotations

import socket
from collections.abc import Callable
from ipaddress import IPv4Address, IPv6Address, ip_address

from diplograph.errors import SourceError

__all__ = ["Allowed", "is_public", "resolve"]

Allowed = Callable[[IPv4Address | IPv6Address], bool]


# 64:ff9b::/96 carries an IPv4 address in its last 32 bits (RFC 6052)
_NAT64 = int(IPv6Address("64:ff9b::")) >> 32


def is_public(address: IPv4Address | IPv6Address) -> bool:
    """Whether an address is of the public internet: not this machine, its network, or a reserved range.

    >>> is_public(ip_address("127.0.0.1")), is_public(ip_address("::ffff:10.0.0.1"))
    (False, False)

    :source: the IANA special-purpose address registries, as Python's ``ipaddress`` has them
    """
    if isinstance(address, IPv6Address):
        # an IPv4 address in another coat leads to the same machine
        inner = address.ipv4_mapped or address.sixtofour or (address.teredo or (None, None))[1]
        if inner is None and int(address) >> 32 == _NAT64:
            inner = IPv4Address(int(address) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(inner)
    return address.is_global and not address.is_multicast


def resolve(host: str, port: int, allowed: Allowed, where: str) -> str:
    """The address of a host, to connect to that very address: a second look-up could give another.

    :raises SourceError: if the host is unknown, or any of its addresses is not allowed
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise SourceError(
            f"the host {host!r} is not found", where=where, fix="check the address and the network connection"
        ) from error
    addresses = [ip_address(str(entry[4][0]).partition("%")[0]) for entry in found]
    refused = next((address for address in addresses if not allowed(address)), None)
    if refused is not None or not addresses:
        raise SourceError(
            f"{host} is {refused}, an address of this machine or of a private network",
            where=where,
            fix="add --allow-private if you trust the address",
        )
    return str(addresses[0])
