"""Envelope encryption: what is sealed opens only in its place, under a key we hold."""

import base64
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from skypanel.core.secrets import (
    KEY_BYTES,
    KeyMissingError,
    Keyring,
    KeyUnreadableError,
    SealError,
    load_or_create_keyring,
    parse_keys,
)

OLD, NEW = b"o" * KEY_BYTES, b"n" * KEY_BYTES
PLACE = "settings:value:7"


@given(st.binary(max_size=4096))
def test_what_is_sealed_opens(clear: bytes) -> None:
    ring = Keyring({1: OLD})
    sealed = ring.seal(clear, PLACE)
    assert ring.open(sealed, PLACE) == clear
    assert clear not in sealed.value or len(clear) < 8


def test_a_value_moved_to_another_row_does_not_open() -> None:
    ring = Keyring({1: OLD})
    with pytest.raises(SealError):
        ring.open(ring.seal(b"secret", PLACE), "settings:value:8")


@pytest.mark.parametrize("part", ["value", "wrapped_key"])
def test_an_altered_value_does_not_open(part: str) -> None:
    ring = Keyring({1: OLD})
    sealed = ring.seal(b"secret", PLACE)
    whole: bytes = getattr(sealed, part)
    altered = msgspec.structs.replace(sealed, **{part: whole[:-1] + bytes([whole[-1] ^ 1])})
    with pytest.raises(SealError):
        ring.open(altered, PLACE)


def test_two_seals_of_one_value_differ() -> None:
    ring = Keyring({1: OLD})
    assert ring.seal(b"secret", PLACE).value != ring.seal(b"secret", PLACE).value


def test_rotation_rewraps_and_the_old_key_can_go() -> None:
    sealed = Keyring({1: OLD}).seal(b"secret", PLACE)
    both = Keyring({1: OLD, 2: NEW})
    assert both.open(sealed, PLACE) == b"secret"
    rewrapped = both.rewrap(sealed, PLACE)
    assert (rewrapped.key_version, rewrapped.value) == (2, sealed.value)
    only_new = Keyring({2: NEW})
    assert only_new.open(rewrapped, PLACE) == b"secret"
    with pytest.raises(KeyMissingError, match="version 1"):
        only_new.open(sealed, PLACE)


def test_the_key_file_is_made_private_and_kept(tmp_path: Path) -> None:
    file = tmp_path / "keys"
    first = load_or_create_keyring(file)
    assert file.stat().st_mode & 0o777 == 0o600
    sealed = first.seal(b"secret", PLACE)
    assert load_or_create_keyring(file).open(sealed, PLACE) == b"secret"


def test_a_key_file_others_can_read_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "keys"
    load_or_create_keyring(file)
    file.chmod(0o644)
    with pytest.raises(KeyUnreadableError, match="chmod 600"):
        load_or_create_keyring(file)


@pytest.mark.parametrize("text", ["", "1:not-base64!", "1:c2hvcnQ=", "one:" + base64.b64encode(OLD).decode()])
def test_a_malformed_key_is_refused(text: str) -> None:
    with pytest.raises(KeyUnreadableError):
        parse_keys(text)


def test_keys_are_read_by_version_and_do_not_print() -> None:
    ring = parse_keys(f"1:{base64.b64encode(OLD).decode()},2:{base64.b64encode(NEW).decode()}")
    assert ring.newest == 2
    assert repr(ring) == "Keyring(versions=[1, 2])"
