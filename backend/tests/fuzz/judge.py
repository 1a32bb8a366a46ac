"""Whether an answer is one the document promises: status, content type, schema, headers, and nothing of our insides."""

import re
from typing import Any, Final

import jsonschema_rs
import msgspec

from tests.support.raw_http import Answer

JSON: Final = "application/json"
# Words that only our own insides use.
INSIDES: Final = re.compile(
    rb"Traceback|File \"|\.py\b|asyncpg|litestar|msgspec|granian|psycopg|postgres(?!ql is)|Expected `|SELECT |INSERT ",
    re.IGNORECASE,
)
_ALWAYS: Final = {"x-content-type-options": "nosniff", "referrer-policy": "no-referrer", "x-frame-options": "DENY"}
# The server adds a `Server` of its own unless we send one; ours is empty.
_NEVER: Final = ("server", "x-powered-by", "via")


class Judge:
    """Holds answers against `document`; every finding is one sentence."""

    def __init__(self, document: dict[str, Any]) -> None:
        self.operations: dict[str, dict[str, Any]] = {
            f"{method.upper()} {path}": operation
            for path, methods in document["paths"].items()
            for method, operation in methods.items()
        }
        self._components = document["components"]
        self._validators: dict[tuple[str, int], Any] = {}

    def is_guarded(self, label: str) -> bool:
        return bool(self.operations[label].get("security"))

    def findings(self, label: str | None, answer: Answer, *, is_ours: bool = True) -> list[str]:
        """What is wrong with `answer` to the operation `label`; None for an address no operation has.

        `is_ours` is false where the server itself may have answered, before any of our code.
        """
        found = self._of_any(answer) if is_ours else self._of_server(answer)
        if label is None:
            return found
        documented = self.operations[label]["responses"].get(str(answer.status))
        if documented is None:
            return [*found, f"{answer.status} is not documented"]
        return found + self._of_content(label, answer, documented.get("content", {}))

    def _of_server(self, answer: Answer) -> list[str]:
        return [f"{answer.status}"] if answer.status >= 500 else []

    def _of_any(self, answer: Answer) -> list[str]:
        found = [f"{answer.status} is our failure"] if answer.status >= 500 else []
        found += [f"{name} is missing" for name, value in _ALWAYS.items() if answer.header(name) != value]
        found += [f"{name} tells what we run" for name in _NEVER if answer.header(name)]
        if len(answer.header("x-request-id")) != 16:
            found.append("x-request-id is missing")
        if answer.header("cache-control") != "no-store":
            found.append("it may be stored")
        if answer.status == 429 and not answer.header("retry-after").isdecimal():
            found.append("429 without Retry-After")
        if answer.status >= 400 and (inside := INSIDES.search(answer.body)):
            found.append(f"speaks of our insides: {inside[0]!r}")
        return found

    def _of_content(self, label: str, answer: Answer, content: dict[str, Any]) -> list[str]:
        if not content:
            return ["a body where none is documented"] if answer.body else []
        kind = answer.header("content-type").partition(";")[0].strip()
        if kind not in content:
            return [f"content type {kind!r} is not documented"]
        if kind != JSON:
            return []
        validator = self._validator(label, answer.status, content[kind]["schema"])
        try:
            value = msgspec.json.decode(answer.body)
        except msgspec.DecodeError:
            return ["the body is not JSON"]
        return [f"schema: {error.message[:200]}" for error in validator.iter_errors(value)]

    def _validator(self, label: str, status: int, schema: dict[str, Any]) -> Any:
        known = self._validators.get((label, status))
        if known is None:
            known = self._validators[label, status] = jsonschema_rs.validator_for(
                schema | {"components": self._components}
            )
        return known
