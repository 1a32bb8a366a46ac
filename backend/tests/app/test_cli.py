"""The short verbs of the command, as an operator and the checks use them."""

from pathlib import Path

import psycopg
import pytest

from skypanel.app.cli import main
from tests.support.portal import environment_for


def status_of(*arguments: str) -> object:
    """How the command ends."""
    with pytest.raises(SystemExit) as ended:
        main(list(arguments))
    return ended.value.code


def test_a_document_that_is_not_what_the_routes_say_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "api" / "openapi.json"
    assert status_of("openapi", "--check", str(file)) == 1
    assert status_of("openapi", str(file)) == 0
    assert status_of("openapi", "--check", str(file)) == 0
    capsys.readouterr()
    file.write_bytes(file.read_bytes().replace(b"/api/v1/account", b"/api/v1/accounts", 1))
    assert status_of("openapi", "--check", str(file)) == 1
    assert capsys.readouterr().err == f"skypanel: {file} is not what the routes say; run: make openapi\n"


def test_the_schema_goes_down_and_up_again(dsn: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in environment_for(dsn, tmp_path, "http://127.0.0.1:9").items():
        monkeypatch.setenv(name, value)

    def has_people() -> bool:
        with psycopg.connect(dsn) as connection:
            found = connection.execute("SELECT to_regclass('users') IS NOT NULL").fetchone()
        return found == (True,)

    assert status_of("migrate", "--down") == 0
    assert not has_people()
    assert status_of("migrate") == 0
    assert has_people()


def test_a_wrong_variable_is_one_sentence(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("PORT", "http")
    assert status_of("worker") == 2
    assert capsys.readouterr().err == "skypanel: PORT must be a whole number from 1 to 65535, not 'http'\n"
