"""The shorter way through the ordinary doors gives what the framework gives, whatever is asked."""

import re
from collections.abc import AsyncIterator
from typing import Any

import httpx2
import pytest

from skypanel.app.build import Services
from skypanel.app.routes import api_document
from skypanel.app.web import web
from skypanel.core.errors import TooMany
from skypanel.core.pool import DatabaseUnavailable
from tests.support.people import People
from tests.support.portal import Portal

JSON = {"content-type": "application/json"}
READS = [
    "/health/live",
    "/api/v1/account",
    "/api/v1/account/",
    "/api/account",
    "/api/v1/account/sessions",
    "/api/v1/overview",
    "/api/v1/servers",
    "/api/v1/user/servers/7",
    "/api/v1/servers?page=1&perPage=100",
    "/api/v1/servers?page=0",
    "/api/v1/servers?page=1.0",
    "/api/v1/servers?page=+1",
    "/api/v1/servers?page=%31",
    "/api/v1/servers?page=1&page=2",
    "/api/v1/servers?page",
    "/api/v1/servers?page=",
    "/api/v1/servers?perPage=101",
    "/api/v1/servers?per_page=1",
    "/api/v1/servers?server_id=1&principal=1&servers=1&data=1",
    "/api/v1/servers?status=running&sort=-name",
    "/api/v1/servers?status=Running",
    "/api/v1/servers?sort=nothing",
    "/api/v1/servers?q=web%20a%C3%A4+b&unknown=1",
    "/api/v1/servers?q=%FF",
    "/api/v1/servers?q=" + "a" * 101,
    "/api/v1/servers?q=" + "a" * 1000,
    "/api/v1/servers?q=a;page=2",
    "/api/v1/servers?&&q=a&",
    "/api/v1/servers/7",
    "/api/v1/servers/007",
    "/api/v1/servers/0",
    "/api/v1/servers/-7",
    "/api/v1/servers/7.0",
    "/api/v1/servers/%37",
    "/api/v1/servers/\u0667",
    "/api/v1/servers/9223372036854775807",
    "/api/v1/servers/9223372036854775808",
    "/api/v1/servers/99999999999999999999",
    "/api/v1/servers/seven",
    "/api/v1/servers/7/activity?page=2",
    "/api/v1/servers/7/activity?page=x",
    "/api/v1/servers/7/nothing",
    "/api/v1//servers/7",
    "/api/v1/servers/7/",
    "/api/v1/tickets?departmentId=1&status=open",
    "/api/v1/tickets?departmentId=0",
    "/api/v1/tickets/1",
    "/api/v1/ticket-departments",
    "/api/v1/admin/users",
    "/api/v1/admin/tickets?q=a",
    "/api/v1/admin/tickets/1",
    "/api/v1/admin/jobs?state=dead",
    "/api/v1/admin/jobs?state=gone",
    "/api/v1/nothing",
]
# A method, an address, a body and its headers; each is refused.
WRITES: list[tuple[str, str, bytes, dict[str, str]]] = [
    ("POST", "/api/v1/tickets", b"", {}),
    ("POST", "/api/v1/tickets", b"", JSON),
    ("POST", "/api/v1/tickets", b"{}", JSON),
    ("POST", "/api/v1/tickets", b"[]", JSON),
    ("POST", "/api/v1/tickets", b"null", JSON),
    ("POST", "/api/v1/tickets", b"{", JSON),
    ("POST", "/api/v1/tickets", b'{"subject": "\xff"}', JSON),
    ("POST", "/api/v1/tickets", b'{"subject": 1, "role": "admin"}', JSON),
    ("POST", "/api/v1/tickets", b"{}", {"content-type": "text/plain"}),
    ("POST", "/api/v1/tickets/1/messages", b'{"message": "a"}', JSON),
    ("POST", "/api/v1/tickets/1/messages", b'{"message": "a"}', {**JSON, "idempotency-key": " "}),
    ("POST", "/api/v1/tickets/0/messages", b'{"message": "a"}', JSON),
    ("POST", "/api/v1/tickets/1/close", b"", {}),
    ("POST", "/api/v1/servers/7/power/boot", b"", {}),
    ("POST", "/api/v1/servers/7/power/nothing", b"", {}),
    ("POST", "/api/v1/auth/register", b"{}", JSON),
    ("POST", "/api/v1/auth/login", b"{}", JSON),
    ("POST", "/api/v1/auth/verify-email", b'{"token": "x"}', JSON),
    ("PATCH", "/api/v1/account", b'{"timezone": "Nowhere"}', JSON),
    ("PUT", "/api/v1/account", b"{}", JSON),
    ("DELETE", "/api/v1/account/sessions/999999", b"", {}),
    ("DELETE", "/api/v1/account/sessions/x", b"", {}),
    ("POST", "/api/v1/admin/jobs/1/retry", b"", {}),
    ("OPTIONS", "/api/v1/tickets/1", b"", {}),
    ("TRACE", "/api/v1/tickets/1", b"", {}),
]


@pytest.fixture
async def framework_alone(services: Services) -> AsyncIterator[Portal]:
    """The same portal without the shorter way."""
    portal = Portal(services, web(services, has_limits=False, has_log=False, has_doors=False))
    yield portal
    await portal.close()


@pytest.fixture
async def callers(portal: Portal, framework_alone: Portal, people: People) -> list[tuple[httpx2.AsyncClient, ...]]:
    """A stranger, a customer and an administrator, each by the one way and by the other."""
    pairs: list[tuple[httpx2.AsyncClient, ...]] = [(portal.anonymous(), framework_alone.anonymous())]
    for user in (await people.customer(), await people.staff("admin")):
        pair = [await each.client_for(user) for each in (portal, framework_alone)]
        pair[1].cookies = pair[0].cookies  # one session: the list of sessions is the same
        pairs.append(tuple(pair))
    return pairs


def told(answer: httpx2.Response) -> tuple[int, dict[str, str], bytes]:
    headers = {name: value for name, value in answer.headers.items() if name != "x-request-id"}
    return answer.status_code, headers, answer.content


async def compared(
    callers: list[tuple[httpx2.AsyncClient, ...]], requests: list[tuple[str, str, bytes, dict[str, str]]]
) -> set[int]:
    """Every caller makes every request by either way and is told the same; the statuses there were."""
    seen = set()
    for pair in callers:
        for method, path, body, headers in requests:
            short, whole = [await client.request(method, path, content=body, headers=headers) for client in pair]
            assert told(short) == told(whole), f"{method} {path} {body!r}"
            seen.add(short.status_code)
    return seen


async def test_a_read_is_answered_alike_by_either_way(callers: list[tuple[httpx2.AsyncClient, ...]]) -> None:
    reads = [(method, path, b"", dict[str, str]()) for path in READS for method in ("GET", "HEAD")]
    assert await compared(callers, reads) == {200, 401, 403, 404, 422}


async def test_a_refused_write_is_told_alike_by_either_way(callers: list[tuple[httpx2.AsyncClient, ...]]) -> None:
    assert await compared(callers, WRITES) == {204, 400, 401, 403, 404, 405, 415, 422}


async def test_a_header_said_twice_is_understood_alike_by_either_way(
    callers: list[tuple[httpx2.AsyncClient, ...]],
) -> None:
    body = {"subject": "Help", "message": "Please.", "departmentId": 1}
    for keys in (["a", "b"], ["b", "c"], ["a", "c"]):
        headers = [("idempotency-key", key) for key in keys]
        answers = [await client.post("/api/v1/tickets", json=body, headers=headers) for client in callers[1]]
        assert [answer.status_code for answer in answers] == [201, 201]
        assert answers[0].json() == answers[1].json()


async def test_an_outage_and_a_bug_are_told_alike_by_either_way(
    callers: list[tuple[httpx2.AsyncClient, ...]], services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    for error, status in ((DatabaseUnavailable(), 503), (TooMany(retry_after_seconds=7), 429), (ValueError("x"), 500)):

        async def fail(*_: Any, error: Exception = error, **__: Any) -> Any:
            raise error

        monkeypatch.setattr(services.servers, "list_mine", fail)
        short, whole = callers[1]
        answers = [await client.get("/api/v1/servers") for client in (short, whole)]
        assert [answer.status_code for answer in answers] == [status] * 2
        assert answers[0].headers.get("retry-after") == answers[1].headers.get("retry-after")
        bodies = [answer.json()["error"] for answer in answers]
        if status == 500:
            assert [body.pop("details").keys() for body in bodies] == [{"reference": 0}.keys()] * 2
        assert bodies[0] == bodies[1]


def test_all_but_a_few_routes_take_the_shorter_way(portal: Portal) -> None:
    """Those left to the framework give a response of their own, or take a word out of the path."""
    documented = api_document().content["paths"]
    doors = portal.gate.doors
    assert doors is not None
    left = {
        f"{method.upper()} {path}"
        for path, methods in documented.items()
        for method in methods
        if doors.find(method.upper(), re.sub("{[^}]*}", "1", path)) is None
    }
    assert left == {
        "GET /health/ready",
        "POST /api/v1/auth/login",
        "POST /api/v1/auth/logout",
        "GET /api/v1/events",
        "POST /api/v1/servers/{server_id}/power/{action}",
        "POST /api/v1/webhooks/virtfusion",
    }
