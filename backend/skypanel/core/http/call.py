"""What is asked of another company, and what it answers."""

import email.utils
import math
import re
import urllib.parse
from collections.abc import Mapping, Sequence
from datetime import datetime

from msgspec import Struct

_PLACEHOLDER = re.compile(r"\{(\w+)\}")
_SAFE_METHODS = frozenset({"GET", "HEAD"})


class Call(Struct, frozen=True, kw_only=True):
    """One request. `path` is a template such as `/servers/{id}`: logs and metrics show it, never its values."""

    method: str
    path: str
    values: tuple[tuple[str, str], ...] = ()
    query: tuple[tuple[str, str], ...] = ()
    body: bytes | None = None
    media_type: str = "application/json"
    headers: tuple[tuple[str, str], ...] = ()
    is_idempotent: bool = False
    """True for a write that may be repeated without harm; reads always may."""
    patience: float = 1.0
    """How many times the company's usual time limit this call may take."""

    @property
    def is_read(self) -> bool:
        return self.method in _SAFE_METHODS

    @property
    def may_be_repeated(self) -> bool:
        return self.is_read or self.is_idempotent

    @property
    def operation(self) -> str:
        return f"{self.method} {self.path}"

    def target(self) -> str:
        """The path with its values in place, each percent-encoded whole, and the query behind it."""
        values = dict(self.values)
        path = _PLACEHOLDER.sub(lambda match: _segment(values[match[1]]), self.path)
        return f"{path}?{urllib.parse.urlencode(self.query)}" if self.query else path


def _segment(value: str) -> str:
    if value in {"", ".", ".."}:
        raise ValueError("a path segment may not be empty or a dot segment")
    return urllib.parse.quote(value, safe="")


class Answer(Struct, frozen=True, kw_only=True):
    """A whole answer, whatever its status. Header names are lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    attempts: int = 1

    @property
    def is_success(self) -> bool:
        return 200 <= self.status < 300  # noqa: PLR2004 - the 2xx class

    def retry_after_seconds(self, now: datetime) -> float | None:
        """What `Retry-After` asks for, as seconds or as a date; None if absent or unreadable."""
        return parse_retry_after(self.headers.get("retry-after"), now)


def parse_retry_after(value: str | None, now: datetime) -> float | None:
    if value is None:
        return None
    try:
        seconds = float(value)
    except ValueError:
        try:
            seconds = (email.utils.parsedate_to_datetime(value) - now).total_seconds()
        except (ValueError, TypeError, OverflowError):  # a year no clock reaches
            return None
    return max(seconds, 0.0) if math.isfinite(seconds) else None


def path_values(values: Mapping[str, int | str]) -> tuple[tuple[str, str], ...]:
    return tuple((name, str(value)) for name, value in values.items())


def query_pairs(query: Mapping[str, str | int | bool | Sequence[str | int] | None]) -> tuple[tuple[str, str], ...]:
    """Pairs for a query string: booleans as `true` and `false`, None left out, a sequence as repeats."""
    pairs: list[tuple[str, str]] = []
    for name, value in query.items():
        several = value if isinstance(value, Sequence) and not isinstance(value, str) else [value]
        pairs.extend((name, _word(item)) for item in several if item is not None)
    return tuple(pairs)


def _word(value: str | int | bool) -> str:  # noqa: FBT001 - a query value
    return str(value).lower() if isinstance(value, bool) else str(value)
