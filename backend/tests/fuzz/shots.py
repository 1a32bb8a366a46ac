"""One request to be sent, whoever made it up."""

from typing import Any

from msgspec import Struct

from tests.support.raw_http import Headers, request_bytes


class Shot(Struct):
    """`label` is the operation it is aimed at, None for an address that is none's.

    `is_framing` marks what the server may refuse before our code sees it; `case` is Schemathesis's own record.
    """

    label: str | None
    method: str
    target: bytes
    headers: Headers
    body: bytes | None = None
    origin: str = "strange"
    is_framing: bool = False
    case: Any = None
    prepared: Any = None

    def as_bytes(self, more: Headers) -> bytes:
        return request_bytes(self.method, self.target, [*self.headers, *more], self.body)
