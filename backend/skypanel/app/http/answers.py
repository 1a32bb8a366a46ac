"""How what a handler returns becomes bytes: JSON, encoded once, with the two headers that describe it."""

from typing import Any, Final, NamedTuple

import msgspec
from litestar import Response

from skypanel.app.http.asgi import Receive, Scope, Send

_CONTENT_TYPE: Final = (b"content-type", b"application/json")
_NO_CONTENT: Final = 204
_encode: Final = msgspec.json.Encoder().encode


class Answer(NamedTuple):
    """A whole answer, but for what the gate puts on every one."""

    status: int
    headers: list[tuple[bytes, bytes]]
    body: bytes


def json_answer(status: int, body: bytes, *more: tuple[bytes, bytes]) -> Answer:
    """`body` is JSON already; `more` are headers of this answer's own."""
    return Answer(status, [_CONTENT_TYPE, (b"content-length", b"%d" % len(body)), *more], body)


def answer_of(status: int, content: object) -> Answer:
    """What a handler gave, as JSON; nothing at all where the status says that there is no content."""
    if status == _NO_CONTENT:
        return Answer(status, [], b"")
    return json_answer(status, _encode(content))


class JsonAnswer(Response[Any]):
    """What the framework makes of every answer that is not a response itself: the same as without it."""

    def to_asgi_response(self, app: object, request: object, **_: Any) -> Any:  # noqa: ANN401, ARG002 - as declared there
        made = self.content if isinstance(self.content, Answer) else answer_of(self.status_code or 200, self.content)

        async def answer(scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG001 - called by name
            await send({"type": "http.response.start", "status": made.status, "headers": made.headers})
            await send({"type": "http.response.body", "body": made.body, "more_body": False})

        return answer
