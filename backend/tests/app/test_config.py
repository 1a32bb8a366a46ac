"""The environment is read once, and a bad value is one sentence that names the variable."""

from pathlib import Path

import pytest

from skypanel.app.config import ConfigError, keyring, read_config

PRODUCTION = {
    "SKYPANEL_ENVIRONMENT": "production",
    "PUBLIC_URL": "https://portal.example.net",
    "SESSION_SECRET": "a secret of sixteen",
    "VIRTFUSION_API_URL": "https://panel.example.net/api/v1",
    "VIRTFUSION_API_KEY": "a token",
    "DATABASE_URL": "postgresql://u:hidden@db/skypanel",
    "SMTP_PASSWORD": "hidden",
}


def test_secrets_do_not_show_when_it_is_printed() -> None:
    shown = repr(read_config(PRODUCTION))
    assert "hidden" not in shown.lower().replace("hidden(…)", "")
    assert "a token" not in shown
    assert "sixteen" not in shown


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("PORT", "http"),
        ("PORT", "70000"),
        ("HOST", "localhost"),
        ("PUBLIC_URL", "portal.example.net"),
        ("PUBLIC_URL", ""),
        ("VIRTFUSION_API_URL", ""),
        ("VIRTFUSION_API_URL", "ftp://panel"),
        ("VIRTFUSION_API_URL", "https://user:pw@panel/api/v1"),
        ("TERMS_URL", "javascript:alert(1)"),
        ("PRIVACY_URL", "/privacy"),
        ("SKYPANEL_ENVIRONMENT", "prod"),
        ("LOG_LEVEL", "LOUD"),
        ("SMTP_SECURITY", "tls"),
        ("WEB_WORKERS", "0"),
        ("TRUSTED_PROXY_HOPS", "-1"),
        ("SESSION_SECRET", "short"),
        ("VIRTFUSION_API_KEY", ""),
        ("VIRTFUSION_API_KEY", "clé"),
        ("VIRTFUSION_API_KEY", "two\nlines"),
        ("SMTP2GO_API_KEY", "clé"),
        ("METRICS_TOKEN", "clé"),
        ("VIRTFUSION_API_URL", "https://panel/api/v1?page=1"),
        ("VIRTFUSION_API_URL", "https://panel:https/api/v1"),
        ("PUBLIC_URL", "http://[::1"),
        ("PUBLIC_URL", "https://portal.example.net/#top"),
        ("TERMS_URL", "https://[terms"),
        ("DATABASE_URL", "mysql://db/skypanel"),
        ("DATABASE_URL", "host=db"),
        ("DATABASE_URL", "postgresql://user:password@db:port/skypanel"),
        ("DATABASE_URL", "postgresql://user:password@db:5432,db2:70000/skypanel"),
        ("DATABASE_URL", "postgresql://user:password@[::1/skypanel"),
        ("SMTP_FROM", "Northlight"),
        ("SKYPANEL_CLOCK_OFFSET_SECONDS", "soon"),
        ("SKYPANEL_CLOCK_OFFSET_SECONDS", "nan"),
    ],
)
def test_a_bad_value_is_named(variable: str, value: str) -> None:
    with pytest.raises(ConfigError, match=variable):
        read_config(PRODUCTION | {variable: value})


@pytest.mark.parametrize(
    "address",
    [
        "postgres://db/skypanel",
        "postgresql://user:p:1@db:5432,db2:5433/skypanel",
        "postgresql://user@[2001:db8::1]:5432/skypanel",
        "postgresql://user:password@/skypanel?host=/run/postgresql&port=5432",
    ],
)
def test_a_database_may_be_named_in_every_usual_way(address: str) -> None:
    assert read_config(PRODUCTION | {"DATABASE_URL": address}).database_url == address


def test_a_session_secret_may_be_left_to_who_keeps_one_but_not_set_too_short() -> None:
    assert not read_config(PRODUCTION | {"SESSION_SECRET": ""}, keeps_secret=True).session_secret
    with pytest.raises(ConfigError, match="SESSION_SECRET"):
        read_config(PRODUCTION | {"SESSION_SECRET": "short"}, keeps_secret=True)
    with pytest.raises(ConfigError, match="SESSION_SECRET"):
        read_config(PRODUCTION | {"SESSION_SECRET": ""})


def test_development_needs_nothing() -> None:
    config = read_config({"SKYPANEL_ENVIRONMENT": "development"})
    assert (config.port, config.public_url, config.is_secure) == (3333, "http://localhost:3333", False)


def test_https_makes_the_cookie_secure() -> None:
    assert read_config(PRODUCTION | {"PUBLIC_URL": "https://portal.example.net/"}).is_secure


def test_the_keys_come_from_the_environment_or_a_file_made_on_first_use(tmp_path: Path) -> None:
    import base64

    config = read_config(PRODUCTION)
    given = keyring(config, {"SKYPANEL_KEY": "3:" + base64.b64encode(b"k" * 32).decode()})
    assert given.newest == 3
    file = tmp_path / "keys"
    assert keyring(config, {"SKYPANEL_KEY_FILE": str(file)}).newest == 1
    assert file.exists()
    with pytest.raises(ConfigError, match="SKYPANEL_KEY"):
        keyring(config, {"SKYPANEL_KEY": "nonsense"})
