"""Every door says who may open it, and holds to that: generated from the routes themselves."""

import re
from collections.abc import Awaitable, Callable, Iterator
from typing import Any

import httpx2
import msgspec
import pytest

from skypanel.app.routes import api_document, routes
from skypanel.core.access import ROLES, Access
from tests.support.people import People

SignIn = Callable[..., Awaitable[httpx2.AsyncClient]]
# Doors that are not the API's: described elsewhere or deliberately undocumented.
UNDOCUMENTED = {"/metrics", "/api", "/api/{path:path}", "/api/v1/openapi.json", "/api/docs"}
FILL = {
    "server_id": "987654321",
    "ticket_id": "987654321",
    "session_id": "987654321",
    "job_id": "987654321",
    "action": "boot",
}
BODIES: dict[str, dict[str, Any]] = {
    "/api/v1/tickets": {"subject": "x", "message": "x", "departmentId": 1, "priority": "low"},
    "/api/v1/tickets/{ticket_id}/messages": {"message": "x"},
    "/api/v1/admin/tickets/{ticket_id}/messages": {"message": "x"},
    "/api/v1/account": {"timezone": "UTC"},
}


def doors() -> Iterator[tuple[str, str, dict[str, Any]]]:
    """(method, path template, opt) of every route."""
    for route in routes().routes:
        handlers = getattr(route, "route_handler_map", {})
        for method, (handler, *_) in handlers.items():
            if method != "OPTIONS":
                yield method, route.path_format, handler.opt


DOORS = sorted(doors(), key=lambda door: (door[1], door[0]))
DOCUMENT = msgspec.json.decode(api_document().text)


def address(template: str) -> str:
    return re.sub(r"\{(\w+)[^}]*\}", lambda found: FILL[found[1]], template)


def test_every_route_names_who_may_call_it() -> None:
    assert [(m, p) for m, p, opt in DOORS if not isinstance(opt.get("access"), Access)] == []


def test_the_document_names_every_route_and_no_other() -> None:
    described = {(m.upper(), p) for p, methods in DOCUMENT["paths"].items() for m in methods}
    served = {(m, p) for m, p, _ in DOORS if p not in UNDOCUMENTED and not p.startswith("/api/{")}
    assert served == described


def test_only_these_doors_are_open_to_anyone() -> None:
    """A new public route is a decision; it is made by adding it here."""
    public = {
        p for _, p, opt in DOORS if opt["access"].is_public and p not in UNDOCUMENTED and not p.startswith("/api/{")
    }
    assert public == {
        "/api/v1/auth/register",
        "/api/v1/auth/verify-email",
        "/api/v1/auth/resend-verification",
        "/api/v1/auth/login",
        "/api/v1/auth/logout",
        "/api/v1/auth/forgot-password",
        "/api/v1/auth/reset-password",
        "/api/v1/webhooks/virtfusion",
        "/health",
        "/health/live",
        "/health/ready",
    }


GUARDED = [(m, p, opt["access"]) for m, p, opt in DOORS if not opt["access"].is_public]


async def call(client: httpx2.AsyncClient, method: str, template: str) -> httpx2.Response:
    return await client.request(method, address(template), json=BODIES.get(template) if method != "GET" else None)


async def test_nobody_unknown_passes_a_guarded_door(anonymous: httpx2.AsyncClient) -> None:
    wrong = {(m, p): s for m, p, _ in GUARDED if (s := (await call(anonymous, m, p)).status_code) != 401}
    assert wrong == {}


@pytest.mark.parametrize("role", ROLES)
async def test_a_role_passes_exactly_the_doors_its_permissions_open(
    role: str, people: People, client_for: SignIn
) -> None:
    who = await (people.customer() if role == "customer" else people.staff(role))
    client = await client_for(who)
    wrong = {}
    for method, template, access in GUARDED:
        if template == "/api/v1/events":
            continue
        status = (await call(client, method, template)).status_code
        may = access.permission is None or access.permission in ROLES[role]
        if (status == 403) is may or status >= 500 or (may and "{" in template and status != 404):
            wrong[method, template] = status
    assert wrong == {}


STRANGE = (
    "/api",
    "/api/",
    "/api/nope",
    "/api/v1/nope",
    "/api/v2/account",
    "/api/v1/servers/1/power/..;/boot",
    "/api/v1/servers/%2e%2e/admin",
    "/api/v1/ACCOUNT",
    "/api/v1/account;jsessionid=1",
    "/api/v1/servers/1e3",
    "/api/v1/servers/-1",
    "/api/v1/servers/0x10",
    "/api/v1/servers/99999999999999999999",
)


async def test_an_unknown_address_below_api_is_a_json_404(people: People, client_for: SignIn) -> None:
    client = await client_for(await people.staff("admin"))
    for path in STRANGE:
        for method in ("GET", "POST", "PUT", "PATCH", "DELETE"):
            answer = await client.request(method, path)
            assert answer.status_code in {404, 405}, (method, path, answer.text)
            assert answer.headers["content-type"].startswith("application/json")
            assert set(answer.json()) == {"error"}


async def test_another_sites_page_cannot_act(people: People, client_for: SignIn) -> None:
    client = await client_for(await people.customer())
    for headers in (
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"origin": "https://portal.test.evil.example"},
        {"origin": "http://portal.test:8080"},
    ):
        for method, template, _ in GUARDED:
            if method != "GET":
                answer = await client.request(method, address(template), headers=headers, json={})
                assert (answer.status_code, answer.json()["error"]["code"]) == (403, "cross_site"), (headers, template)


async def test_our_own_page_can_act(people: People, client_for: SignIn) -> None:
    client = await client_for(await people.customer())
    for headers in ({"sec-fetch-site": "same-origin"}, {"origin": "https://portal.test"}, {}):
        answer = await client.patch("/api/v1/account", json={"timezone": "UTC"}, headers=headers)
        assert answer.status_code == 200


async def test_a_form_post_is_not_json(people: People, client_for: SignIn) -> None:
    client = await client_for(await people.customer())
    for kind in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data"):
        answer = await client.post("/api/v1/tickets", content=b'{"subject":"x"}', headers={"content-type": kind})
        assert answer.status_code == 415


async def test_every_answer_carries_the_headers_that_protect_it(anonymous: httpx2.AsyncClient) -> None:
    for path in ("/api/v1/account", "/api/nope", "/health", "/"):
        headers = (await anonymous.get(path)).headers
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"
        assert "max-age=63072000" in headers["strict-transport-security"]
        assert "frame-ancestors 'none'" in headers["content-security-policy"]
        assert "unsafe" not in headers["content-security-policy"]
        assert headers["cache-control"] == "no-store"
        assert len(headers["x-request-id"]) == 16


async def test_a_body_larger_than_we_read_is_refused(anonymous: httpx2.AsyncClient) -> None:
    big = b'{"login":"' + b"a" * 1_100_000 + b'"}'
    declared = await anonymous.post("/api/v1/auth/login", content=big, headers={"content-type": "application/json"})
    assert declared.status_code == 413

    async def pieces() -> Any:
        for start in range(0, len(big), 65_536):
            yield big[start : start + 65_536]

    undeclared = await anonymous.post(
        "/api/v1/auth/login", content=pieces(), headers={"content-type": "application/json"}
    )
    assert undeclared.status_code == 413


async def test_a_nul_is_refused_and_named(anonymous: httpx2.AsyncClient, people: People, client_for: SignIn) -> None:
    client = await client_for(await people.customer())
    assert (await client.get("/api/v1/tickets?q=%00")).status_code == 422
    answer = await client.post("/api/v1/tickets", json=BODIES["/api/v1/tickets"] | {"subject": "a\x00b"})
    assert list(answer.json()["error"]["details"]["fields"]) == ["subject"]


async def test_head_is_get_without_a_body(anonymous: httpx2.AsyncClient) -> None:
    answer = await anonymous.head("/health/live")
    assert (answer.status_code, answer.content) == (200, b"")


def allowed(response: httpx2.Response) -> set[str]:
    return set(response.headers["allow"].split(", "))


async def test_an_address_says_which_methods_it_takes(anonymous: httpx2.AsyncClient) -> None:
    taken: dict[str, set[str]] = {}
    for method, template, _ in DOORS:
        if not template.startswith("/api/{") and template != "/api":
            taken.setdefault(template, {"OPTIONS"}).add(method)
    for template, methods in taken.items():
        told = await anonymous.options(address(template))
        assert (told.status_code, allowed(told), told.content) == (204, methods, b""), template
        refused = await anonymous.request("PUT", address(template))
        assert (refused.status_code, allowed(refused)) == (405, methods), template


async def test_an_unknown_address_takes_no_method(anonymous: httpx2.AsyncClient) -> None:
    for path in ("/api", "/api/", "/api/v1/nope", "/api/v1/schema/swagger", "/api/v1/unused-openapi/swagger"):
        for method in ("GET", "OPTIONS", "POST"):
            answer = await anonymous.request(method, path)
            assert (answer.status_code, answer.json()["error"]["code"]) == (404, "not_found"), (method, path)


async def test_the_framework_serves_nothing_of_its_own() -> None:
    """Each of its routes is one of ours; its pages about the API would be open to anyone and load others' scripts."""
    modules = {h.fn.__module__ for r in routes().routes for h, _ in getattr(r, "route_handler_map", {}).values()}
    assert {module.partition(".")[0] for module in modules} == {"skypanel", "litestar"}
    assert {module for module in modules if module.startswith("litestar")} == {"litestar.routes.http"}
