"""Which IP addresses are public, and sockets that connect to no other.

A name may resolve to an address of the local network, a redirect may lead there, and an IPv6 address may
carry an IPv4 one inside. So it isn't names that are checked but each address, when it is connected to.
"""

from __future__ import annotations

import ipaddress
import socket

from aiohttp import AddrInfoType

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

_NEVER_PUBLIC = tuple(
    ipaddress.ip_network(network)
    for network in (
        "0.0.0.0/8",
        "100.64.0.0/10",  # shared by a carrier's customers, RFC 6598
        "192.0.0.0/24",  # protocol assignments, RFC 6890
        "192.88.99.0/24",  # relays of 6to4, RFC 7526
        "198.18.0.0/15",  # benchmarks, RFC 2544
        "64:ff9b:1::/48",  # local translation, RFC 8215
        "100::/64",  # discarded, RFC 6666
        "2001::/23",  # protocol assignments, Teredo among them, RFC 2928
        "2001:db8::/32",
        "fc00::/7",
        "fe80::/10",
        "fec0::/10",  # site-local, which Python counts as global, RFC 3879
    )
)

_TRANSLATED = ipaddress.ip_network("64:ff9b::/96")
"""An IPv4 address in the last 32 bits, RFC 6052. Python counts all of these as global."""

_COMPATIBLE = ipaddress.ip_network("::/96")
"""An IPv4 address in the last 32 bits, as RFC 4291 once had it."""


NOT_PUBLIC = "is no public address"
"""Stands in the text of every NotPublicError."""


class NotPublicError(OSError):
    """An address that isn't public was to be connected to."""


def is_public(address: Address) -> bool:
    """Whether `address` is one of the public Internet, and so is any IPv4 address that it carries."""
    if isinstance(address, ipaddress.IPv6Address):
        if address.scope_id is not None:
            return False
        inner = _carried(address)
        if inner is not None:
            return is_public(inner)
    if any(address.version == network.version and address in network for network in _NEVER_PUBLIC):
        return False
    return address.is_global and not (
        address.is_private
        or address.is_loopback
        or address.is_link_local
        or address.is_multicast
        or address.is_reserved
        or address.is_unspecified
    )


def _carried(address: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    """The IPv4 address to which this one leads by way of a mapping or a translation."""
    if address.ipv4_mapped is not None:
        return address.ipv4_mapped
    if address.sixtofour is not None:
        return address.sixtofour
    if address in _TRANSLATED or address in _COMPATIBLE:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return None


def socket_to_public(info: AddrInfoType) -> socket.socket:
    """A socket for a connection to this address, as `socket.getaddrinfo` gives it.

    Raises NotPublicError where it isn't public.
    """
    family, kind, protocol, _, where = info
    host = str(where[0])
    if not is_public(ipaddress.ip_address(host)):
        raise NotPublicError(f"{host} {NOT_PUBLIC}")
    return socket.socket(family, kind, protocol)


def socket_to_any(info: AddrInfoType) -> socket.socket:
    """A socket for a connection to this address, wherever it is."""
    family, kind, protocol, *_ = info
    return socket.socket(family, kind, protocol)
