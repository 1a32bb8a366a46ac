"""The smallest application there can be: what the web server itself costs here, to read the others against."""

from typing import Any

_BODY = b'{"status":"alive"}'
_HEADERS = [(b"content-type", b"application/json"), (b"content-length", b"%d" % len(_BODY))]


async def application(scope: dict[str, Any], _receive: object, send: Any) -> None:  # noqa: ANN401 - ASGI's
    """Answer everything with the same few bytes."""
    if scope["type"] == "http":
        await send({"type": "http.response.start", "status": 200, "headers": _HEADERS})
        await send({"type": "http.response.body", "body": _BODY})
