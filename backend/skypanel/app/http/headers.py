"""What is read from a request's headers, in one pass over the raw bytes."""

import ipaddress
import re
from collections.abc import Iterable
from typing import Final

from msgspec import Struct

SAFE_METHODS: Final = frozenset({"GET", "HEAD", "OPTIONS"})
_LONGEST_TOKEN: Final = 128
# A peer's address comes from the kernel: only its form is looked at, because every request passes here.
_IPV4: Final = re.compile(r"[0-9.]{7,15}")
_IPV6_VERSION: Final = 6


class Seen(Struct):
    """The headers the gate cares for; absent ones are empty."""

    host: bytes = b""
    cookie: bytes = b""
    origin: bytes = b""
    fetch_site: bytes = b""
    content_type: bytes = b""
    content_length: bytes = b""
    forwarded_for: bytes = b""
    user_agent: bytes = b""


_NAMES: Final = {
    b"host": "host",
    b"cookie": "cookie",
    b"origin": "origin",
    b"sec-fetch-site": "fetch_site",
    b"content-type": "content_type",
    b"content-length": "content_length",
    b"x-forwarded-for": "forwarded_for",
    b"user-agent": "user_agent",
}

# What a caller may spread over several headers of one name (HTTP/2 does so with cookies).
_JOINTS: Final = {"forwarded_for": b",", "cookie": b";"}


def read_headers(raw: Iterable[tuple[bytes, bytes]]) -> Seen:
    seen = Seen()
    for name, value in raw:
        attribute = _NAMES.get(name)
        if attribute is None:
            continue
        joint = _JOINTS.get(attribute)
        if joint is not None and (before := getattr(seen, attribute)):
            value = before + joint + value  # noqa: PLW2901 - several headers are one list
        setattr(seen, attribute, value)
    return seen


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
        found = _address(vouched[0].decode("latin-1").strip())
        if found is not None:
            return found
    return peer if peer and _IPV4.fullmatch(peer) else _address(peer or "")


def _address(text: str) -> str | None:
    """`text` as the address it says, in its one usual form; None if it is none. A mapped IPv4 address is that address,
    so that nobody has two.
    """
    try:
        found = ipaddress.ip_address(text)
    except ValueError:
        return None
    if found.version == _IPV6_VERSION:
        if found.scope_id is not None:
            return None
        found = found.ipv4_mapped or found
    return str(found)


def is_cross_site(seen: Seen, allowed: frozenset[bytes]) -> bool:
    """Whether another site's page made a browser send this.

    Browsers of today say so themselves (`Sec-Fetch-Site`); older ones send `Origin`. A request with neither was not
    made by a page, and carries no cookie but its own.
    """
    if seen.fetch_site:
        return seen.fetch_site not in {b"same-origin", b"none"} and seen.origin not in allowed
    if not seen.origin:
        return False
    if seen.origin in allowed:
        return False
    return seen.origin.partition(b"://")[2] != seen.host
