"""Idempotency-Key: the same key and request make one thing, and every repeat is answered with that thing.

The key is claimed in the transaction that makes the thing, so there is no state between "made" and "remembered":
parallel repeats wait for the first to commit, then find what it made. An act of several statements recalls first and
remembers last; an act of one statement calls `claim_key` in it, is undone whole where the key is taken, and then
looks for what the key holds. Keys are kept 30 days.
"""

import hashlib
from types import NoneType

import msgspec
from msgspec import Struct

from skypanel.core.db import Reader, Statement, Transaction
from skypanel.core.errors import Conflict, Invalid

LONGEST_KEY = 255


class KeyReused(Conflict):
    code = "idempotency_key_reused"
    message = "This Idempotency-Key was used for a different request. Use a new key."


class Claim(Struct, frozen=True):
    """One caller's key and what it was sent with."""

    user_id: int
    key: str
    request_hash: bytes


class _Held(Struct, frozen=True):
    request_hash: bytes
    resource_id: int | None


CLAIM = Statement(
    bool,
    """
INSERT INTO idempotency_keys (user_id, key, request_hash) VALUES ($1, $2, $3)
ON CONFLICT DO NOTHING RETURNING true
""",
    params=(int, str, bytes),
)
HELD = Statement(
    _Held,
    "SELECT request_hash, resource_id FROM idempotency_keys WHERE user_id = $1 AND key = $2",
    params=(int, str),
)
SETTLE = Statement(
    NoneType,
    "UPDATE idempotency_keys SET resource_id = $3 WHERE user_id = $1 AND key = $2",
    params=(int, str, int),
)
FORGET_PAST = Statement(NoneType, "DELETE FROM idempotency_keys WHERE created_at < now() - interval '30 days'")


def claim_of(user_id: int, key: str | None, action: str, body: object) -> Claim | None:
    """The claim for a request to do `action` with `body`; None without a key. Invalid for a key too long or empty."""
    if key is None:
        return None
    if not key.strip() or len(key) > LONGEST_KEY or not key.isprintable():
        raise Invalid(f"Idempotency-Key must be 1 to {LONGEST_KEY} printable characters.")
    digest = hashlib.sha256(action.encode() + b"\n" + msgspec.json.encode(body)).digest()
    return Claim(user_id=user_id, key=key, request_hash=digest)


async def recall(tx: Transaction, claim: Claim | None) -> int | None:
    """The id of what this claim already made, or None when it is ours to make (then `remember` it in this `tx`)."""
    if claim is None or await tx.find(CLAIM, claim.user_id, claim.key, claim.request_hash):
        return None
    return await find_made(tx, claim)


async def find_made(rd: Reader, claim: Claim | None) -> int | None:
    """The id of what this claim made, or None. KeyReused where the key was sent with something else."""
    if claim is None:
        return None
    held = await rd.find(HELD, claim.user_id, claim.key)
    if held is None:
        return None
    if held.request_hash != claim.request_hash:
        raise KeyReused
    return held.resource_id


async def remember(tx: Transaction, claim: Claim | None, resource_id: int) -> None:
    """Tie the claim to what was made, in the transaction that made it."""
    if claim is not None:
        await tx.run(SETTLE, claim.user_id, claim.key, resource_id)


async def forget_past(tx: Transaction) -> None:
    await tx.run(FORGET_PAST)
