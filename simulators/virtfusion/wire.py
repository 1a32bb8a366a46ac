"""What a call brings and what an answer may be: bodies read leniently, refusals in the panel's forms."""

from __future__ import annotations

from typing import Any

import msgspec
from msgspec import Struct

Json = dict[str, Any]


class Answer(Struct, frozen=True):
    """A status and either a JSON value or, as most writes do, nothing at all."""

    status: int = 200
    body: object = msgspec.UNSET
    headers: dict[str, str] = {}


class RefusedError(Exception):
    """The panel says no, with this answer."""

    def __init__(self, answer: Answer) -> None:
        """Carry the whole answer, body and headers included."""
        super().__init__(answer.status)
        self.answer = answer


def data(value: object, status: int = 200) -> Answer:
    """Wrap a value as `{"data": …}` (section 1.1)."""
    return Answer(status, {"data": value})


def created() -> Answer:
    """201 with an empty body: what `modify/*`, `owner` and their like answer (section 1.1)."""
    return Answer(201)


def gone() -> Answer:
    """204: deletes, suspend, unsuspend and most self-service writes."""
    return Answer(204)


def missing(what: str) -> RefusedError:
    """404 with `msg`: the record in the path does not exist (section 1.2; the text is real for servers only)."""
    return RefusedError(Answer(404, {"msg": f"{what} not found"}))


def invalid(*messages: str) -> RefusedError:
    """422 with a list of plain strings (section 1.2)."""
    return RefusedError(Answer(422, {"errors": list(messages)}))


def conflict(message: str) -> RefusedError:
    """409; the body's form is guessed to be that of 422."""
    return RefusedError(Answer(409, {"errors": [message]}))


def locked(message: str) -> RefusedError:
    """423 with `msg`: other tasks are pending, or the panel must not be disturbed."""
    return RefusedError(Answer(423, {"msg": message}))


class Fields:
    """The keys of a body or query, coerced as Laravel's rules do (guessed): `"5"` is an integer, `1` is true.

    Unknown keys are ignored and the call still succeeds. `check` refuses with every problem at once.
    """

    def __init__(self, values: Json) -> None:
        """Read from `values`; nothing is required until it is asked for."""
        self._values = values
        self._problems: list[str] = []

    def has(self, name: str) -> bool:
        """Say whether the key was sent with a value other than null."""
        return self._values.get(name) is not None

    def raw(self, name: str) -> object:
        """Return the value as it was sent, or None."""
        return self._values.get(name)

    def integer(self, name: str, low: int | None = None, high: int | None = None) -> int | None:
        """Return an integer within bounds, or None when it was not sent."""
        if not self.has(name):
            return None
        value = self._values[name]
        if isinstance(value, str) and value.strip().lstrip("-").isdigit():
            value = int(value)
        if isinstance(value, bool) or not isinstance(value, int):
            self._problem(f"The {name} must be an integer.")
            return None
        if low is not None and value < low:
            self._problem(f"The {name} must be at least {low}.")
            return None
        if high is not None and value > high:
            self._problem(f"The {name} must not be greater than {high}.")
            return None
        return value

    def number(self, name: str) -> float | None:
        """Return a number, or None when it was not sent."""
        if not self.has(name):
            return None
        try:
            return float(self._values[name])
        except (TypeError, ValueError):
            self._problem(f"The {name} must be a number.")
            return None

    def text(self, name: str, shortest: int = 1, longest: int = 1000) -> str | None:
        """Return a string within bounds, or None when it was not sent."""
        if not self.has(name):
            return None
        value = self._values[name]
        if not isinstance(value, str):
            self._problem(f"The {name} must be a string.")
            return None
        if not shortest <= len(value) <= longest:
            self._problem(f"The {name} must be between {shortest} and {longest} characters.")
            return None
        return value

    def boolean(self, name: str) -> bool | None:
        """Return a boolean, or None when it was not sent."""
        if not self.has(name):
            return None
        value = self._values[name]
        known = {True: True, False: False, "true": True, "false": False, "1": True, "0": False}
        if not isinstance(value, bool | int | str) or value not in known:
            self._problem(f"The {name} field must be true or false.")
            return None
        return known[value]

    def integers(self, name: str) -> list[int] | None:
        """Return a list of integers, or None when it was not sent."""
        if not self.has(name):
            return None
        value = self._values[name]
        if not isinstance(value, list) or not all(isinstance(item, int) for item in value):
            self._problem(f"The {name} must be an array of integers.")
            return None
        return value

    def texts(self, name: str) -> list[str] | None:
        """Return a list of strings, or None when it was not sent."""
        if not self.has(name):
            return None
        value = self._values[name]
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            self._problem(f"The {name} must be an array of strings.")
            return None
        return value

    def choice(self, name: str, allowed: tuple[str, ...]) -> str | None:
        """Return one of the allowed words, or None when it was not sent."""
        value = self.text(name)
        if value is not None and value not in allowed:
            self._problem(f"The selected {name} is invalid.")
            return None
        return value

    def need_integer(self, name: str, low: int | None = None, high: int | None = None) -> int:
        """Return a required integer; 0 stands in until `check` refuses."""
        self._need(name)
        return self.integer(name, low, high) or 0

    def need_text(self, name: str, shortest: int = 1, longest: int = 1000) -> str:
        """Return a required string; an empty one stands in until `check` refuses."""
        self._need(name)
        return self.text(name, shortest, longest) or ""

    def need_choice(self, name: str, allowed: tuple[str, ...]) -> str:
        """Return a required word out of `allowed`; an empty one stands in until `check` refuses."""
        self._need(name)
        return self.choice(name, allowed) or ""

    def refuse(self, message: str) -> None:
        """Note a problem found by the caller."""
        self._problem(message)

    def check(self) -> None:
        """Refuse with 422 if anything read so far was wrong."""
        if self._problems:
            raise invalid(*self._problems)

    def _need(self, name: str) -> None:
        if not self.has(name):
            self._problem(f"The {name} field is required.")

    def _problem(self, message: str) -> None:
        self._problems.append(message)
