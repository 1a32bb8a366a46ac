"""A value that is handed on once and never printed."""

from typing import NoReturn


class Secret:
    """A password, token or private address. It does not print, compare, hash, pickle or encode itself: `reveal` it."""

    __slots__ = ("_value",)
    __hash__ = None  # type: ignore[assignment]  # a set or a key would keep it alive

    def __init__(self, value: str) -> None:
        self._value = value

    def reveal(self) -> str:
        """The clear value, for the one place it is meant for."""
        return self._value

    def __repr__(self) -> str:
        return "Secret(…)"

    __str__ = __repr__

    def __format__(self, _spec: str) -> str:
        return repr(self)

    def __eq__(self, _other: object) -> bool:
        return False

    def __reduce__(self) -> NoReturn:
        raise TypeError("a Secret is not stored")
