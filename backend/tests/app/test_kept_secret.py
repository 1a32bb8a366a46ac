"""Where the operator sets no session secret, one is made once and kept."""

from pathlib import Path

import pytest

from skypanel.app.config import Config, read_config
from skypanel.app.tree import kept_secret


@pytest.fixture
def config(tmp_path: Path) -> Config:
    return read_config({"SKYPANEL_ENVIRONMENT": "test", "SKYPANEL_DATA_DIR": str(tmp_path / "data")})


def test_the_secret_is_the_same_at_every_start_and_nobody_elses_to_read(config: Config) -> None:
    secret = kept_secret(config)["SESSION_SECRET"]
    assert len(secret) >= 32
    assert kept_secret(config) == {"SESSION_SECRET": secret}
    [file] = config.data_dir.iterdir()
    assert file.stat().st_mode & 0o777 == 0o600


def test_what_a_full_disk_left_of_it_is_no_secret(config: Config) -> None:
    config.data_dir.mkdir()
    (config.data_dir / "session-secret").touch()
    assert len(kept_secret(config)["SESSION_SECRET"]) >= 32


def test_a_secret_of_the_operators_own_is_left_alone(tmp_path: Path) -> None:
    own = {"SKYPANEL_ENVIRONMENT": "test", "SKYPANEL_DATA_DIR": str(tmp_path), "SESSION_SECRET": "the operator's own"}
    assert kept_secret(read_config(own)) == {}
    assert not list(tmp_path.iterdir())
