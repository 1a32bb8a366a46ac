"""Reading the panel's JSON leniently: an odd optional field is None, never a failed page.

The panel's language writes an empty map as `[]`, a list with gaps as a map, numbers as strings now and then, and
times in three forms. Only what a record cannot be without is demanded.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation

_TRUE_WORDS = frozenset({"true", "1", "yes", "on"})
# "1e400000" is a number too; written out it would be one of 400,000 digits.
_MOST_DIGITS = 30
_FALSE_WORDS = frozenset({"false", "0", "no", "off", ""})


class MissingFieldError(ValueError):
    """A record lacks what it cannot be without; the message names the field, never its value."""


class Fields:
    """One JSON object; anything else reads as an empty one."""

    __slots__ = ("_raw",)

    def __init__(self, raw: object) -> None:
        self._raw: dict[str, object] = raw if isinstance(raw, dict) else {}

    def __contains__(self, name: str) -> bool:
        return self._raw.get(name) is not None

    def names(self) -> tuple[str, ...]:
        return tuple(self._raw)

    def map(self, *path: str) -> "Fields":
        """The object at the end of `path`; empty where any step of it is missing or not an object."""
        found: object = self._raw
        for name in path:
            found = found.get(name) if isinstance(found, dict) else None
        return Fields(found)

    def listed(self, name: str) -> list[object]:
        """The list, also when it is sent as a map with numbers for keys; empty where it is anything else."""
        value = self._raw.get(name)
        if isinstance(value, dict) and all(key.isdecimal() for key in value):
            return list(value.values())
        return value if isinstance(value, list) else []

    def require_each(self, name: str) -> list["Fields"]:
        """The objects of a list that must be there and hold nothing else; MissingFieldError otherwise."""
        items = self.listed(name)
        if (not items and self._raw.get(name) != []) or not all(isinstance(item, dict) for item in items):
            raise MissingFieldError(name)
        return [Fields(item) for item in items]

    def each(self, name: str) -> Iterator["Fields"]:
        """The objects of a list; what is not an object is left out."""
        return (Fields(item) for item in self.listed(name) if isinstance(item, dict))

    def texts(self, name: str) -> tuple[str, ...]:
        return tuple(item for item in self.listed(name) if isinstance(item, str))

    def require_integer(self, *names: str) -> int:
        """The first of `names` that is a whole number; MissingFieldError if none is."""
        value = self.integer(*names)
        if value is None:
            raise MissingFieldError(names[0])
        return value

    def integer(self, *names: str) -> int | None:
        """The first of `names` that is a whole number, also in quotes; no boolean, and nothing no counter reaches."""
        for name in names:
            number = self.decimal(name)
            if number is not None and number.adjusted() < _MOST_DIGITS and number == number.to_integral_value():
                return int(number)
        return None

    def decimal(self, name: str) -> Decimal | None:
        """The exact number, also in quotes; a boolean is not one (the panel sends `false` for "nothing to show")."""
        value = self._raw.get(name)
        if isinstance(value, bool) or not isinstance(value, int | float | str | Decimal):
            return None
        try:
            number = Decimal(str(value).strip())
        except (InvalidOperation, ValueError):  # of more digits than are read at all
            return None
        return number if number.is_finite() else None

    def real(self, name: str) -> float | None:
        number = self.decimal(name)
        return None if number is None else float(number)

    def text(self, *names: str) -> str | None:
        """The first of `names` that is a string with something in it."""
        for name in names:
            value = self._raw.get(name)
            if isinstance(value, str) and value.strip():
                return value
        return None

    def flag(self, name: str, *, default: bool = False) -> bool:
        """A boolean, sent as such, as 0 or 1, or as a word."""
        value = self._raw.get(name)
        if isinstance(value, bool | int | float):
            return bool(value)
        if isinstance(value, str):
            word = value.strip().lower()
            return word in _TRUE_WORDS or (word not in _FALSE_WORDS and default)
        return default

    def instant(self, name: str) -> datetime | None:
        """A time in any of the panel's forms; without a zone it is taken as UTC (guessed)."""
        value = self._raw.get(name)
        if not isinstance(value, str):
            return None
        try:
            instant = datetime.fromisoformat(value.strip())
            return instant.replace(tzinfo=UTC) if instant.tzinfo is None else instant.astimezone(UTC)
        except (ValueError, OverflowError):  # the first or last day there is, elsewhere
            return None
