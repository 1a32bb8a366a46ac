"""JSON answers of the steering pages, and reading what they are sent."""

from __future__ import annotations

from typing import TypeVar

import msgspec
from starlette.requests import Request
from starlette.responses import Response

T = TypeVar("T")


class UnusableError(Exception):
    """The steering call was not understood; the text says what to change. Answered with 422."""


def encode(value: object, status: int = 200) -> Response:
    """Answer with a bare JSON value."""
    return Response(msgspec.json.encode(value), status, media_type="application/json")


async def decode(request: Request, kind: type[T]) -> T:
    """Read the body as `kind` or refuse with 422 in words."""
    try:
        return msgspec.json.decode(await request.body() or b"null", type=kind)
    except msgspec.MsgspecError as error:
        raise UnusableError(f"The body was not understood: {error}.") from error


async def unusable(request: Request, error: Exception) -> Response:
    """Turn `UnusableError` into its answer."""
    del request
    return encode({"error": str(error)}, 422)
