"""Which addresses are public, whatever carries them."""

from __future__ import annotations

import ipaddress
import socket

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sources.web.public_addresses import NotPublicError, is_public, socket_to_public

LOCAL = [
    "127.0.0.1", "127.8.9.10", "0.0.0.0", "10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.1.1",
    "169.254.169.254", "100.64.0.1",
    "192.0.0.1", "198.18.0.1", "224.0.0.1", "240.0.0.1", "255.255.255.255", "192.0.2.1",
    "::1", "::", "fe80::1", "fe80::1%lo", "fc00::1", "fd12:3456::1", "fec0::1", "ff02::1", "2001:db8::1",
    "2001::1", "100::1", "64:ff9b:1::1",
]  # fmt: skip

PUBLIC = ["8.8.8.8", "185.15.59.224", "2a02:ec80:300:ed1a::1", "2606:4700::1111"]


def carriers(inner: ipaddress.IPv4Address) -> list[str]:
    """IPv6 addresses that lead to `inner`: mapped, compatible, translated, by 6to4."""
    high, low = int(inner) >> 16, int(inner) & 0xFFFF
    return [f"::ffff:{inner}", f"::{inner}", f"64:ff9b::{high:x}:{low:x}", f"2002:{high:x}:{low:x}::1"]


@pytest.mark.parametrize("text", LOCAL)
def test_what_is_local_is_not_public(text: str) -> None:
    assert not is_public(ipaddress.ip_address(text))


@pytest.mark.parametrize("text", PUBLIC)
def test_what_is_public_is(text: str) -> None:
    assert is_public(ipaddress.ip_address(text))


@given(st.ip_addresses(v=4))
def test_an_address_inside_another_counts(inner: ipaddress.IPv4Address) -> None:
    for text in carriers(inner):
        carrying = ipaddress.ip_address(text)
        if int(carrying) > 1:  # ::0 and ::1 are addresses of their own
            assert is_public(carrying) <= is_public(inner), text


def test_there_is_no_socket_to_what_is_local() -> None:
    with pytest.raises(NotPublicError):
        socket_to_public((socket.AF_INET, socket.SOCK_STREAM, 6, "", ("169.254.169.254", 80)))
