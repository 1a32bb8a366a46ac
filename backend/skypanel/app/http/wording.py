"""What a decoder complains of, said to a person. The decoder's own words never leave us: they speak of our types."""

import re
import types
import typing
from collections.abc import Callable
from typing import Any, Final

UNKNOWN: Final = "This field is not known here."
REQUIRED: Final = "This field is required."
NOT_AN_OBJECT: Final = "Send a JSON object."
_OTHERWISE: Final = "This is not in the form it must have."

_KINDS: Final = {
    "str": "Must be text.",
    "int": "Must be a whole number.",
    "float": "Must be a number.",
    "bool": "Must be true or false.",
    "array": "Must be a list.",
    "object": "Must be an object.",
}
_PATTERNS: Final[list[tuple[re.Pattern[str], Callable[[re.Match[str]], str]]]] = [
    (re.compile(r"of length >= 1\b(?!\d)"), lambda _: "This cannot be empty."),
    (re.compile(r"of length >= (\d+)"), lambda found: f"Use at least {int(found[1]):,} characters."),
    (re.compile(r"of length <= (\d+)"), lambda found: f"Use at most {int(found[1]):,} characters."),
    (re.compile(r"matching regex"), lambda _: "Use ordinary characters only; a NUL cannot be kept."),
    (re.compile(r"Expected `(?:int|float)[^`]*` >= (-?\d+)"), lambda found: f"Must be {found[1]} or more."),
    (re.compile(r"Expected `(?:int|float)[^`]*` <= (-?\d+)"), lambda found: f"Must be {found[1]} or less."),
    (re.compile(r"out of range"), lambda _: "This number is too large."),
    (re.compile(r"missing required field"), lambda _: REQUIRED),
    (re.compile(r"unknown field"), lambda _: UNKNOWN),
    (re.compile(r"Expected `(\w+)"), lambda found: _KINDS.get(found[1], _OTHERWISE)),
]


def sentence(complaint: str, expected: Any = None) -> str:  # noqa: ANN401 - any annotation
    """The decoder's `complaint` about one value that should have been an `expected`, as a sentence for a person."""
    choices = choices_of(expected)
    if choices:
        return f"Choose one of: {', '.join(choices)}."
    for pattern, say in _PATTERNS:
        if found := pattern.search(complaint):
            return say(found)
    return _OTHERWISE


def choices_of(annotation: Any) -> list[str]:  # noqa: ANN401 - any annotation
    """The words a value of this type may be, where it is a choice between words (None aside)."""
    origin = typing.get_origin(annotation)
    if origin is typing.Annotated:
        return choices_of(typing.get_args(annotation)[0])
    if origin in {types.UnionType, typing.Union}:
        parts = [part for part in typing.get_args(annotation) if part is not types.NoneType]
        return choices_of(parts[0]) if len(parts) == 1 else []
    if origin is typing.Literal:
        return [str(choice) for choice in typing.get_args(annotation)]
    return []
