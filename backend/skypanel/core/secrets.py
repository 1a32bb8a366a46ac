"""Secrets at rest: envelope encryption.

Each value is sealed with a data key of its own (AES-256-GCM), bound to the place it is stored in, so that a sealed
value moved to another row does not open. The data key is wrapped by a versioned key of ours that lives outside the
database: in the environment or in a 0600 file. Rotation adds a version and rewraps; the values themselves stay.
"""

import base64
import os
import secrets as random
from collections.abc import Mapping
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from msgspec import Struct

KEY_BYTES = 32
_NONCE_BYTES = 12
_PRIVATE = 0o077


class KeyMissingError(RuntimeError):
    """A value is sealed under a key version we do not hold; the message names it."""


class KeyUnreadableError(RuntimeError):
    """The key file is missing, malformed or readable by others; the message says what to do."""


class SealError(RuntimeError):
    """The sealed value was altered, or moved from the place it was sealed for."""


class Sealed(Struct, frozen=True):
    """What is stored: the key version, the wrapped data key and the sealed value (nonce first)."""

    key_version: int
    wrapped_key: bytes
    value: bytes


class Keyring:
    """Our wrapping keys by version; the highest seals."""

    def __init__(self, keys: Mapping[int, bytes]) -> None:
        if not keys or any(len(key) != KEY_BYTES for key in keys.values()):
            raise KeyUnreadableError(f"every key must be {KEY_BYTES} bytes, base64-encoded")
        self._keys = dict(keys)
        self.newest = max(keys)

    def __repr__(self) -> str:
        return f"Keyring(versions={sorted(self._keys)})"

    def seal(self, clear: bytes, place: str) -> Sealed:
        """`clear` sealed for `place`, which is `table:column:row`."""
        data_key = random.token_bytes(KEY_BYTES)
        return Sealed(
            key_version=self.newest,
            wrapped_key=_encrypt(self._keys[self.newest], data_key, place),
            value=_encrypt(data_key, clear, place),
        )

    def open(self, sealed: Sealed, place: str) -> bytes:
        """The clear value; SealError if it was altered or belongs elsewhere, KeyMissingError without its key."""
        return _decrypt(self._data_key(sealed, place), sealed.value, place)

    def rewrap(self, sealed: Sealed, place: str) -> Sealed:
        """The same value under the newest key. Cheap: only the data key is wrapped anew."""
        wrapped = _encrypt(self._keys[self.newest], self._data_key(sealed, place), place)
        return Sealed(key_version=self.newest, wrapped_key=wrapped, value=sealed.value)

    def _data_key(self, sealed: Sealed, place: str) -> bytes:
        key = self._keys.get(sealed.key_version)
        if key is None:
            raise KeyMissingError(f"key version {sealed.key_version} is needed and not configured")
        return _decrypt(key, sealed.wrapped_key, place)


def parse_keys(text: str) -> Keyring:
    """Keys from `1:base64` entries, separated by commas or lines; a lone base64 key is version 1."""
    keys: dict[int, bytes] = {}
    for entry in text.replace(",", "\n").split():
        version, colon, encoded = entry.rpartition(":")
        try:
            keys[int(version) if colon else 1] = base64.b64decode(encoded, validate=True)
        except ValueError as error:
            raise KeyUnreadableError("a key is `<version>:<base64 of 32 bytes>`") from error
    return Keyring(keys)


def load_or_create_keyring(path: Path) -> Keyring:
    """The keyring in the file at `path`, made on first use with mode 0600. A file others can read is refused."""
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        if path.stat().st_mode & _PRIVATE:
            raise KeyUnreadableError(f"{path} is readable by others; run: chmod 600 {path}") from None
        return parse_keys(path.read_text())
    with os.fdopen(descriptor, "w") as file:
        file.write(f"1:{base64.b64encode(random.token_bytes(KEY_BYTES)).decode()}\n")
        file.flush()
        os.fsync(file.fileno())
    return parse_keys(path.read_text())


def _encrypt(key: bytes, clear: bytes, place: str) -> bytes:
    nonce = random.token_bytes(_NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, clear, place.encode())


def _decrypt(key: bytes, sealed: bytes, place: str) -> bytes:
    try:
        return AESGCM(key).decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], place.encode())
    except InvalidTag as error:
        raise SealError("a sealed value was altered or belongs elsewhere") from error
