"""Browsers an account was signed in from before: their sign-ins are counted by themselves.

Guesses at an account from everywhere must end somewhere, and would then keep its owner out as well. Whoever signs in
leaves a mark in the browser that is worth nothing but this: to be counted apart from everybody else's guesses.
"""

import hmac
import secrets
from typing import Final

_NONCE_BYTES: Final = 16


class KnownBrowsers:
    def __init__(self, *, key: str) -> None:
        self._key = key.encode()

    def mark(self, user_id: int) -> str:
        """A fresh mark for a browser this person signed in from. It names nobody."""
        nonce = secrets.token_hex(_NONCE_BYTES)
        return f"{nonce}.{self._mac(nonce, user_id)}"

    def recognise(self, mark: str | None, user_id: int) -> str | None:
        """Which browser of this person's left `mark`; None if none did."""
        nonce, _, mac = (mark or "").partition(".")
        return nonce if hmac.compare_digest(mac.encode(), self._mac(nonce, user_id).encode()) else None

    def _mac(self, nonce: str, user_id: int) -> str:
        return hmac.digest(self._key, f"known:{user_id}:{nonce}".encode(), "sha256").hex()
