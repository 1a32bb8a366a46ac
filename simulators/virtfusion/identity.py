"""Identifiers and secrets derived from what they belong to, so that every start of the seed tells the same story."""

from __future__ import annotations

import base64
import hashlib
import uuid


def digest(*parts: object) -> bytes:
    """Return 32 bytes that depend on every part and on nothing else."""
    return hashlib.sha256("/".join(["northlight", *map(str, parts)]).encode()).digest()


def uuid_of(*parts: object) -> str:
    """Return a UUID of version 4's form."""
    return str(uuid.UUID(bytes=digest("uuid", *parts)[:16], version=4))


def opaque(length: int, *parts: object) -> str:
    """Return `length` letters and digits that look random."""
    text = ""
    while len(text) < length:
        text += base64.b64encode(digest("opaque", len(text), *parts), b"xy").decode().rstrip("=")
    return text[:length]


def encrypted(*parts: object) -> str:
    """Return something that looks like the panel's encrypted columns: a secret that must never travel further."""
    return "eyJpdiI6" + opaque(120, "encrypted", *parts)


def mac_of(interface_id: int) -> str:
    """Return a locally administered MAC address."""
    return ":".join(f"{octet:02X}" for octet in (0x02, 0x00, 0x5E, *interface_id.to_bytes(3)))


def tag_of(interface_id: int) -> int:
    """Return the ten-digit tag of an interface."""
    return 5_550_000_000 + interface_id * 37 % 1_000_000
