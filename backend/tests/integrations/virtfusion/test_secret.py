"""A secret is handed on once and never printed."""

import copy
import pickle

import msgspec
import pytest

from skypanel.integrations.virtfusion.secret import Secret


def test_a_secret_is_revealed_only_on_purpose() -> None:
    secret = Secret("hunter2")
    assert secret.reveal() == "hunter2"
    for shown in (repr(secret), str(secret), f"{secret}", f"{secret:>20}", f"{[secret]}", "%s" % secret):  # noqa: UP031 - every way
        assert "hunter2" not in shown
    assert secret != Secret("hunter2")


def test_a_secret_cannot_be_stored_or_sent_by_accident() -> None:
    secret = Secret("hunter2")
    for keep in (pickle.dumps, copy.deepcopy, msgspec.json.encode, msgspec.to_builtins, hash):
        with pytest.raises(TypeError):
            keep(secret)
