"""Every door is one door: no spelling of its address or verb, and no other site, opens it differently."""

from collections.abc import Awaitable, Callable

import httpx2
import pytest

from skypanel.app.build import Services
from skypanel.core.db import Statement
from tests.support.people import People

SignIn = Callable[..., Awaitable[httpx2.AsyncClient]]
DEMOTE = Statement(int, "UPDATE users SET role = 'customer' WHERE id = $1 RETURNING id")
STAFFS = "admin/users"
SPELLINGS = (
    f"/api/v1/{STAFFS}",
    f"/api/{STAFFS}",
    f"/api/v1/{STAFFS}/",
    f"/api/v1//{STAFFS}",
    f"/api/v1/./{STAFFS}",
    f"/api/v1/account/../{STAFFS}",
    "/api/v1/admin%2fusers",
    "/api/v1/%61dmin/users",
    "/api/v1/%2561dmin/users",
    "/api/v1/ADMIN/users",
    f"/api/v1/{STAFFS};/",
    f"/api/v1/account/..;/{STAFFS}",
    f"/api/v1/{STAFFS}%20",
    f"/api/v1/{STAFFS}.json",
    f"/api/v1/{STAFFS}?x=/health",
    f"/health/../api/v1/{STAFFS}",
    f"/api/user/{STAFFS}",
    f"/api/v1/api/v1/{STAFFS}",
)


async def test_no_spelling_of_a_staff_address_is_open_to_a_customer(
    anonymous: httpx2.AsyncClient, people: People, client_for: SignIn
) -> None:
    customer = await people.customer()
    for client, closed in ((anonymous, 401), (await client_for(customer), 403)):
        for path in SPELLINGS:
            for method in ("GET", "HEAD", "POST", "DELETE"):
                answer = await client.request(method, path)
                assert answer.status_code in {closed, 404, 405}, (method, path)
                assert customer.email not in answer.text
            # What the method would be by other words changes nothing.
            for name in ("x-http-method-override", "x-original-url", "x-rewrite-url", "x-forwarded-prefix"):
                answer = await client.get("/health/live", headers={name: f"/api/v1/{STAFFS}"})
                assert answer.json() == {"status": "alive"}


async def test_another_role_is_another_persons_rights_within_the_next_requests(
    people: People, client_for: SignIn, services: Services
) -> None:
    staff = await people.staff("admin")
    client = await client_for(staff)
    assert (await client.get(f"/api/v1/{STAFFS}")).status_code == 200
    await services.database.one(DEMOTE, staff.id)
    async with services.database.begin() as tx:
        await services.sessions.changed(tx, staff.id)
    services.sessions.forget(staff.id)
    assert (await client.get(f"/api/v1/{STAFFS}")).status_code == 403


@pytest.mark.parametrize(
    "origin", ["https://evil.example", "null", "https://sub.portal.test", "https://portal.test.evil.example"]
)
async def test_no_other_site_may_read_an_answer(people: People, client_for: SignIn, origin: str) -> None:
    client = await client_for(await people.customer())
    ask = {"origin": origin, "access-control-request-method": "PATCH", "access-control-request-headers": "content-type"}
    for answer in (
        await client.get("/api/v1/account", headers={"origin": origin}),
        await client.options("/api/v1/account", headers=ask),
        await client.get("/", headers={"origin": origin}),
    ):
        assert not [name for name in answer.headers if name.startswith("access-control-")]


async def test_two_people_at_one_address_get_each_their_own_and_nothing_is_kept_between(
    people: People, client_for: SignIn
) -> None:
    first, second = await people.customer(), await people.customer()
    clients = [await client_for(first), await client_for(second)]
    answers = [await client.get("/api/v1/account") for client in clients]
    assert [answer.json()["data"]["id"] for answer in answers] == [first.id, second.id]
    for answer in answers:
        assert answer.headers["cache-control"] == "no-store"
        assert "etag" not in answer.headers
    conditional = {"if-none-match": "*", "if-modified-since": "Fri, 01 Jan 2100 00:00:00 GMT", "range": "bytes=0-5"}
    assert (await clients[1].get("/api/v1/account", headers=conditional)).json()["data"]["id"] == second.id
