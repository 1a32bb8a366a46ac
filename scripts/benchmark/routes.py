"""What is asked: one request a route, as a browser sends it."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from scripts.benchmark.load import ANOTHER_KEY


@dataclass(frozen=True)
class Route:
    """A request and the status that is its success. `{number}` in the body is another one for each person."""

    name: str
    method: str
    path: str
    status: int = 200
    body: bytes = b""
    is_signed_in: bool = True

    def request(self, host: str, cookie: str, number: int) -> bytes:
        """The bytes on the wire."""
        body = self.body.replace(b"{number}", b"%d" % number)
        lines = [
            f"{self.method} {self.path} HTTP/1.1",
            f"Host: {host}",
            "User-Agent: Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
            "Accept: application/json",
            "Accept-Encoding: gzip, deflate, br",
            "Sec-Fetch-Site: same-origin",
        ]
        if self.is_signed_in:
            lines.append(f"Cookie: {cookie}")
        if body:
            lines.append(f"Idempotency-Key: {ANOTHER_KEY.decode()}")
            lines += ["Content-Type: application/json", f"Content-Length: {len(body)}"]
        return "\r\n".join([*lines, "", ""]).encode() + body


_TICKET: Final = {
    "subject": "My server {number} does not answer",
    "message": "Since this morning I cannot reach web-{number} over **IPv6**.\n\n- IPv4 works\n- the console works",
    "departmentId": 1,
    "priority": "medium",
}

ROUTES: Final[Sequence[Route]] = (
    Route("health", "GET", "/health", is_signed_in=False),
    Route("me", "GET", "/api/v1/account"),
    Route("servers", "GET", "/api/v1/servers?perPage=20"),
    Route("tickets", "GET", "/api/v1/tickets?perPage=20"),
    Route("ticket", "POST", "/api/v1/tickets", status=201, body=json.dumps(_TICKET).encode()),
)
