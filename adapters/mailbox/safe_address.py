"""Resolves a server's name to an address that is no part of a private network."""

from __future__ import annotations

import ipaddress
import socket


class PrivateAddress(Exception):
    """A name leads to an address that strangers must not be led to."""


def resolve(host: str, port: int, *, admits_private: bool = False) -> str:
    """Returns the address to connect to; it is never resolved again.

    Raises PrivateAddress if any of the name's addresses is private, OSError for a name that
    cannot be resolved.
    """
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    addresses = [str(entry[4][0]) for entry in found]
    if not admits_private and not all(map(is_public, addresses)):
        raise PrivateAddress
    return addresses[0]


def is_public(address: str) -> bool:
    """True for an address of the public Internet, whatever it may hold within itself."""
    try:
        ip = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        if ip.ipv4_mapped is not None:
            return is_public(str(ip.ipv4_mapped))
        if ip.sixtofour is not None or ip.teredo is not None or ip in _NAT64:
            return False
    return ip.is_global and not ip.is_multicast


_NAT64 = ipaddress.ip_network("64:ff9b::/96")
