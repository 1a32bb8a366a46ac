"""Whose address a request has: the one our own proxies vouch for, however they write it."""

import pytest

from skypanel.app.http.headers import client_address

PEER = "192.0.2.7"


@pytest.mark.parametrize(
    ("forwarded", "hops", "address"),
    [
        ("203.0.113.9", 0, PEER),
        ("203.0.113.9", 1, "203.0.113.9"),
        ("198.51.100.1, 203.0.113.9", 1, "203.0.113.9"),
        ("198.51.100.1, 203.0.113.9", 2, "198.51.100.1"),
        ("203.0.113.9", 2, "203.0.113.9"),
        ("2001:DB8:0::9", 1, "2001:db8::9"),
        ("::ffff:203.0.113.9", 1, "203.0.113.9"),
        # As some proxies write them, with the caller's port.
        ("203.0.113.9:4711", 1, "203.0.113.9"),
        ("198.51.100.1, 203.0.113.9:4711", 1, "203.0.113.9"),
        ("[2001:db8::9]:4711", 1, "2001:db8::9"),
        ("[2001:db8::9]", 1, "2001:db8::9"),
        # What is no address is nobody's.
        ("", 1, PEER),
        ("nonsense", 1, PEER),
        ("nonsense:4711", 1, PEER),
        ("[", 1, PEER),
        ("[]:4711", 1, PEER),
        ("203.0.113.9:4711:", 1, PEER),
        ("[203.0.113.9", 1, PEER),
        ("unix:", 1, PEER),
        ("203.0.113.9:port", 1, PEER),
        ("[2001:db8::9]x", 1, PEER),
        ("fe80::1%eth0", 1, PEER),
    ],
)
def test_the_address_is_the_one_our_proxies_vouch_for(forwarded: str, hops: int, address: str) -> None:
    assert client_address(PEER, forwarded.encode(), hops) == address


def test_a_peer_that_is_no_address_is_nobody() -> None:
    assert client_address("a socket", b"", 0) is None
    assert client_address(None, b"", 1) is None
    assert client_address("192.0.2.7:80", b"", 0) is None
