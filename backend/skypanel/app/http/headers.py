"""What is read from a request's headers, as raw bytes."""

import ipaddress
import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Final

SAFE_METHODS: Final = frozenset({"GET", "HEAD", "OPTIONS"})
_LONGEST_TOKEN: Final = 128
_IPV6_VERSION: Final = 6
_WITH_PORT: Final = re.compile(r"(?:([0-9.]+):[0-9]{1,5}|\[([0-9A-Fa-f:.]+)\](?::[0-9]{1,5})?)")
_LONGEST_ADDRESS: Final = 45
# What a caller may spread over several headers of one name (HTTP/2 does so with cookies).
_JOINTS: Final = {b"x-forwarded-for": b",", b"cookie": b";"}


def read_headers(raw: Sequence[tuple[bytes, bytes]]) -> Mapping[bytes, bytes]:
    """The headers by name. Of several with one name the last counts, unless together they are one list."""
    headers = dict(raw)
    if len(headers) != len(raw):
        for name, joint in _JOINTS.items():
            if name in headers:
                headers[name] = joint.join(value for known, value in raw if known == name)
    return headers


def cookie_value(header: bytes, name: bytes) -> str | None:
    """The value of the cookie `name`, or None when it is absent, longer than a token, or not ASCII.

    Only semicolons part cookies: what follows a blank is still another cookie's name or value, which others may set.
    """
    if name not in header:
        return None
    for pair in header.split(b";"):
        known, _, value = pair.strip(b" \t").partition(b"=")
        if known == name:
            return value.decode() if value and len(value) <= _LONGEST_TOKEN and value.isascii() else None
    return None


def client_address(peer: str | None, forwarded_for: bytes, hops: int) -> str | None:
    """The caller's IP: the peer itself, or, behind `hops` proxies of ours, the right-most address they vouch for.

    None where there is none: what is no address never gets further than here.
    """
    if hops and forwarded_for:
        # Fewer addresses than proxies: the caller is inside, and the first is the one the outermost proxy saw.
        vouched = forwarded_for.rsplit(b",", hops)[-hops:]
        found = _address(_without_port(vouched[0].decode("latin-1").strip()))
        if found is not None:
            return found
    return _address(peer or "")


def _without_port(text: str) -> str:
    """Some proxies write the caller's port as well: `192.0.2.1:4711`, `[2001:db8::1]:4711`."""
    found = _WITH_PORT.fullmatch(text)
    return text if found is None else found[1] or found[2]


def _address(text: str) -> str | None:
    """`text` as the address it says, in its one usual form; None if it is none. A mapped IPv4 address is that address,
    so that nobody has two.
    """
    return _usual_form(text) if len(text) <= _LONGEST_ADDRESS else None


@lru_cache(maxsize=4096)
def _usual_form(text: str) -> str | None:
    try:
        found = ipaddress.ip_address(text)
    except ValueError:
        return None
    if found.version == _IPV6_VERSION:
        if found.scope_id is not None:
            return None
        found = found.ipv4_mapped or found
    return str(found)


def is_cross_site(headers: Mapping[bytes, bytes], allowed: frozenset[bytes]) -> bool:
    """Whether another site's page made a browser send this.

    Browsers of today say so themselves (`Sec-Fetch-Site`); older ones send `Origin`. A request with neither was not
    made by a page, and carries no cookie but its own.
    """
    origin = headers.get(b"origin", b"")
    if origin in allowed:
        return False
    if site := headers.get(b"sec-fetch-site", b""):
        return site not in {b"same-origin", b"none"}
    # "null" is the origin of a page that hides its own.
    return bool(origin) and (origin.partition(b"://")[2] or None) != headers.get(b"host", b"")
