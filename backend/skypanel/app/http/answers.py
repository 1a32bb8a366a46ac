"""How what a handler returns becomes bytes: JSON, encoded once, with the two headers that describe it."""

from typing import Any, Final

import msgspec
from litestar import Response
from litestar.types import Receive, Scope, Send

_CONTENT_TYPE: Final = (b"content-type", b"application/json")
_NO_CONTENT: Final = 204
_encode: Final = msgspec.json.Encoder().encode


class JsonAnswer(Response[Any]):
    """What is made of every answer that is not a response itself.

    The framework's own looks for media types, cookies, headers and encoders that an answer of ours never has; looking
    costs more than encoding.
    """

    def to_asgi_response(self, app: object, request: object, **_: Any) -> Any:  # noqa: ANN401, ARG002 - as declared there
        status = self.status_code or 200
        body, headers = b"", []
        if status != _NO_CONTENT:
            body = _encode(self.content)
            headers = [_CONTENT_TYPE, (b"content-length", b"%d" % len(body))]

        async def answer(_scope: Scope, _receive: Receive, send: Send) -> None:
            await send({"type": "http.response.start", "status": status, "headers": headers})
            await send({"type": "http.response.body", "body": body, "more_body": False})

        return answer
