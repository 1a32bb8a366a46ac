"""Request bodies: JSON, decoded strictly into the Struct a route takes, and every wrong field named at once.

The framework decodes a body as leniently as a query string, where everything is text; in JSON `"1"` is not a number.
"""

from typing import Any, Final

import msgspec
from litestar import Request
from litestar.datastructures import State
from litestar.exceptions import ClientException
from msgspec import Struct

from skypanel.app.http.wording import NOT_AN_OBJECT, REQUIRED, UNKNOWN, sentence
from skypanel.core.errors import Invalid

_MOST_NAMED: Final = 20
_LONGEST_NAME: Final = 100


class JsonRequest(Request[Any, Any, State]):
    """A request whose JSON is what its route declares, or Invalid by field, or 400 where it is not JSON at all."""

    async def json(self) -> Any:  # noqa: ANN401 - the route's annotation says what it is
        declared = self.route_handler.parsed_data_field
        return decode(await self.body(), declared.annotation if declared is not None else object)


def decode(body: bytes, kind: Any) -> Any:  # noqa: ANN401 - gives a `kind`
    """`body` as a `kind`. Raises Invalid naming every wrong field, or ClientException for what is not JSON."""
    if not body:
        raise Invalid(fields={"body": NOT_AN_OBJECT})
    try:
        return msgspec.json.decode(body, type=kind)
    except msgspec.ValidationError as error:
        raise Invalid(fields=_faults(_plain(body), kind) or {"body": sentence(str(error))}) from error
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise ClientException("The body is not JSON.") from error


def _plain(body: bytes) -> object:
    try:
        return msgspec.json.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise ClientException("The body is not JSON.") from error


def _faults(value: object, kind: type[Struct]) -> dict[str, str]:
    """What is wrong with `value` as a `kind`, by field; the decoder itself stops at the first."""
    if not isinstance(value, dict):
        return {"body": NOT_AN_OBJECT}
    fields = {field.encode_name: field for field in msgspec.structs.fields(kind)}
    unknown = [name for name in value if name not in fields]
    faults = {name[:_LONGEST_NAME]: UNKNOWN for name in unknown[:_MOST_NAMED]}
    for name, field in fields.items():
        if name not in value:
            if field.required:
                faults[name] = REQUIRED
            continue
        try:
            msgspec.convert(value[name], field.type)
        except msgspec.ValidationError as error:
            faults[name] = sentence(str(error), field.type)
    return faults
