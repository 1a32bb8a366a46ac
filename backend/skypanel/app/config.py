"""What the operator sets at boot. The environment is read here, once, and nowhere else.

A bad value stops the start with one sentence that names the variable. Secrets do not show when this is printed.
"""

import ipaddress
import math
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Final, Literal, TypeVar
from urllib.parse import urlsplit

from msgspec import Struct

from skypanel.core.secrets import Keyring, KeyUnreadableError, load_or_create_keyring, parse_keys
from skypanel.integrations.mail.message import UnfitMessageError, parse_sender

Choice = TypeVar("Choice", bound=str)
SmtpSecurity = Literal["starttls", "implicit", "none"]

# Set by one of our processes for another that must not outlive it.
PARENT: Final = "SKYPANEL_PARENT_PID"
ENVIRONMENTS = ("production", "development", "test")
_SHORTEST_SECRET = 16
_NEEDED_IN_PRODUCTION: Final = {
    "PUBLIC_URL": "https://portal.example.net",
    "VIRTFUSION_API_URL": "https://panel.example.net/api/v1",
}


class ConfigError(Exception):
    """A variable is missing or wrong; the message names it and says what is expected."""


class Hidden(str):
    """A string that does not show itself when printed."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "Hidden(…)"


class VirtFusionConfig(Struct, frozen=True):
    api_url: str
    api_key: Hidden
    webhook_token: Hidden


class MailConfig(Struct, frozen=True):
    """SMTP2GO's API where a key is set, else SMTP: at the host that is set, or on this machine."""

    sender: str
    smtp2go_api_url: str
    smtp2go_api_key: Hidden
    smtp_host: str
    smtp_port: int
    smtp_username: str
    smtp_password: Hidden
    smtp_security: SmtpSecurity


class Config(Struct, frozen=True):
    host: str
    port: int
    public_url: str
    brand: str
    terms_url: str | None
    privacy_url: str | None
    database_url: Hidden
    data_dir: Path
    session_secret: Hidden
    web_workers: int
    database_connections: int
    log_level: str
    trusted_proxy_hops: int
    metrics_token: Hidden
    session_idle_seconds: int
    virtfusion: VirtFusionConfig
    mail: MailConfig
    clock_offset_seconds: float
    parent_pid: int | None

    @property
    def is_secure(self) -> bool:
        """Whether people reach us over TLS; decides the cookie's name and its Secure flag."""
        return self.public_url.startswith("https://")

    @property
    def postgres_dir(self) -> Path:
        """Where a database of our own is kept, if there is one."""
        return self.data_dir / "postgres"


class _Variables:
    def __init__(self, environment: Mapping[str, str]) -> None:
        self._environment = environment

    def text(self, name: str, default: str = "") -> str:
        return self._environment.get(name, "").strip() or default

    def hidden(self, name: str, default: str = "") -> Hidden:
        return Hidden(self.text(name, default))

    def token(self, name: str) -> Hidden:
        """What travels in a header."""
        value = self.hidden(name)
        if not (value.isascii() and value.isprintable()):
            raise ConfigError(f"{name} must be one line of plain letters, digits and signs")
        return value

    def number(self, name: str, default: int, *, lowest: int, highest: int) -> int:
        value = self.text(name, str(default))
        if not value.isdecimal() or not lowest <= int(value) <= highest:
            raise ConfigError(f"{name} must be a whole number from {lowest} to {highest}, not {value!r}")
        return int(value)

    def seconds(self, name: str) -> float:
        try:
            value = float(self.text(name, "0"))
        except ValueError:
            value = math.nan
        if not math.isfinite(value):
            raise ConfigError(f"{name} must be a number of seconds")
        return value

    def address(self, name: str, default: str) -> str:
        value = self.text(name, default)
        try:
            ipaddress.ip_address(value)
        except ValueError:
            raise ConfigError(f"{name} must be an IP address such as {default} or 0.0.0.0") from None
        return value

    def url(self, name: str, default: str, *, is_base: bool = True) -> str:
        """An address; what is a base has others put behind it, so nothing may stand there already."""
        value = self.text(name, default).rstrip("/")
        if not _is_address(value) or (is_base and set(value) & {"?", "#"}):
            raise ConfigError(f"{name} must be an http(s) address such as {default or 'https://www.example.net/terms'}")
        return value

    def optional_url(self, name: str) -> str | None:
        return self.url(name, "", is_base=False) if self.text(name) else None

    def database(self, name: str) -> Hidden:
        value = self.hidden(name)
        if value and not (value.startswith(("postgresql://", "postgres://")) and _has_good_ports(value)):
            raise ConfigError(f"{name} must be an address such as postgresql://user:password@host/database")
        return value

    def sender(self, name: str, default: str) -> str:
        value = self.text(name, default)
        try:
            parse_sender(value)
        except UnfitMessageError:
            raise ConfigError(f"{name} must be a sender such as {default}") from None
        return value

    def one_of(self, name: str, default: Choice, allowed: tuple[Choice, ...]) -> Choice:
        value = self.text(name, default)
        for choice in allowed:
            if choice == value:
                return choice
        raise ConfigError(f"{name} must be one of {', '.join(allowed)}, not {value!r}")


def _is_address(value: str) -> bool:
    try:
        parts = urlsplit(value)
        return parts.scheme in {"http", "https"} and bool(parts.hostname) and not parts.username and parts.port != 0
    except ValueError:  # brackets that do not match, a port that is none
        return False


def _has_good_ports(address: str) -> bool:
    """Of one host or several, each of which may name one."""
    try:
        hosts = urlsplit(address).netloc.rpartition("@")[2].split(",")
    except ValueError:  # brackets that do not match
        return False
    ports = [host.rpartition("]")[2].partition(":")[2] for host in hosts]
    return all(not port or (port.isdecimal() and int(port) < 2**16) for port in ports)


def read_config(environment: Mapping[str, str] | None = None, *, keeps_secret: bool = False) -> Config:
    """The configuration from `environment` (default: the process's own), checked. Raises ConfigError.

    `keeps_secret`: the caller makes a session secret of its own where none is set.
    """
    read = _Variables(os.environ if environment is None else environment)
    kind = read.one_of("SKYPANEL_ENVIRONMENT", "production", ENVIRONMENTS)
    port = read.number("PORT", 3333, lowest=1, highest=65535)
    config = Config(
        host=read.address("HOST", "127.0.0.1"),
        port=port,
        public_url=read.url("PUBLIC_URL", f"http://localhost:{port}"),
        brand=read.text("BRAND_NAME", "SkyPANEL"),
        terms_url=read.optional_url("TERMS_URL"),
        privacy_url=read.optional_url("PRIVACY_URL"),
        database_url=read.database("DATABASE_URL"),
        data_dir=Path(read.text("SKYPANEL_DATA_DIR", "var")),
        session_secret=read.hidden("SESSION_SECRET"),
        web_workers=read.number("WEB_WORKERS", os.cpu_count() or 1, lowest=1, highest=64),
        database_connections=read.number("DATABASE_CONNECTIONS", 8, lowest=2, highest=100),
        log_level=read.one_of("LOG_LEVEL", "INFO", ("DEBUG", "INFO", "WARNING", "ERROR")),
        trusted_proxy_hops=read.number("TRUSTED_PROXY_HOPS", 0, lowest=0, highest=5),
        metrics_token=read.token("METRICS_TOKEN"),
        session_idle_seconds=read.number("SESSION_IDLE_SECONDS", 3600, lowest=60, highest=604800),
        virtfusion=_virtfusion(read),
        mail=_mail(read),
        parent_pid=read.number(PARENT, 0, lowest=0, highest=2**31) or None,
        clock_offset_seconds=read.seconds("SKYPANEL_CLOCK_OFFSET_SECONDS"),
    )
    if kind == "production":
        _insist_on_secrets(config, keeps_secret=keeps_secret)
        for name, example in _NEEDED_IN_PRODUCTION.items():
            if not read.text(name):
                raise ConfigError(f"{name} must be set, to an address such as {example}")
    return config


def keyring(config: Config, environment: Mapping[str, str] | None = None) -> Keyring:
    """The wrapping keys: from SKYPANEL_KEY, else the 0600 file SKYPANEL_KEY_FILE (made on first use)."""
    read = _Variables(os.environ if environment is None else environment)
    try:
        if entry := read.text("SKYPANEL_KEY"):
            return parse_keys(entry)
        return load_or_create_keyring(Path(read.text("SKYPANEL_KEY_FILE", str(config.data_dir / "keys"))))
    except (KeyUnreadableError, OSError) as error:
        raise ConfigError(f"SKYPANEL_KEY or SKYPANEL_KEY_FILE: {error}") from error


def _virtfusion(read: _Variables) -> VirtFusionConfig:
    return VirtFusionConfig(
        api_url=read.url("VIRTFUSION_API_URL", "https://virtfusion.invalid/api/v1"),
        api_key=read.token("VIRTFUSION_API_KEY"),
        webhook_token=read.hidden("VIRTFUSION_WEBHOOK_TOKEN"),
    )


def _mail(read: _Variables) -> MailConfig:
    return MailConfig(
        sender=read.sender("SMTP_FROM", "SkyPANEL <noreply@localhost>"),
        smtp2go_api_url=read.url("SMTP2GO_API_URL", "https://api.smtp2go.com/v3"),
        smtp2go_api_key=read.token("SMTP2GO_API_KEY"),
        smtp_host=read.text("SMTP_HOST"),
        smtp_port=read.number("SMTP_PORT", 587, lowest=1, highest=65535),
        smtp_username=read.text("SMTP_USERNAME"),
        smtp_password=read.hidden("SMTP_PASSWORD"),
        smtp_security=read.one_of("SMTP_SECURITY", "starttls", ("starttls", "implicit", "none")),
    )


def _insist_on_secrets(config: Config, *, keeps_secret: bool) -> None:
    is_left_to_us = keeps_secret and not config.session_secret
    if len(config.session_secret) < _SHORTEST_SECRET and not is_left_to_us:
        raise ConfigError(f"SESSION_SECRET must be set to at least {_SHORTEST_SECRET} random characters")
    if not config.virtfusion.api_key:
        raise ConfigError("VIRTFUSION_API_KEY must be set to a token made in VirtFusion's admin area")
