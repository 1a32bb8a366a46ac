"""What a caller writes into headers is theirs: it becomes no session, no address and no failure of ours."""

from collections.abc import Awaitable, Callable
from pathlib import Path

import httpx2
import pytest

from skypanel.app.http.headers import is_cross_site
from tests.support.clock import MovableClock
from tests.support.people import People
from tests.support.portal import Portal, config_for, running_portal
from tests.support.simulators import SimulatorProcess

SignIn = Callable[..., Awaitable[httpx2.AsyncClient]]
COOKIE = "__Host-sid"
pytestmark = pytest.mark.usefixtures("slow_forgiveness")


async def who_am_i(client: httpx2.AsyncClient, *cookies: str) -> httpx2.Response:
    """The account behind hand-made Cookie headers; the client's own jar is empty."""
    client.cookies.clear()
    return await client.get("/api/v1/account", headers=[("cookie", cookie) for cookie in cookies])


async def test_a_session_hidden_in_another_cookie_is_no_session(people: People, client_for: SignIn) -> None:
    """A neighbouring host may plant any cookie but one with our prefix; blanks in its name or value change nothing."""
    mine, planted = await client_for(await people.customer()), await client_for(await people.customer())
    own, evil = mine.cookies[COOKIE], planted.cookies[COOKIE]
    me = (await mine.get("/api/v1/account")).json()["data"]["id"]
    for header in (f"theme=x {COOKIE}={evil}", f"x {COOKIE}={evil}", f"a=\t{COOKIE}={evil}", f"x={COOKIE}={evil}"):
        assert (await who_am_i(mine, header)).status_code == 401, header
        answer = await who_am_i(mine, f"{header}; {COOKIE}={own}")
        assert answer.json()["data"]["id"] == me, header


async def test_cookies_in_several_headers_are_one_list(people: People, client_for: SignIn) -> None:
    client = await client_for(await people.customer())
    token = client.cookies[COOKIE]
    assert (await who_am_i(client, f"{COOKIE}={token}", "theme=dark")).status_code == 200
    assert (await who_am_i(client, "theme=dark", f"{COOKIE}={token}")).status_code == 200


@pytest.mark.parametrize("forwarded", ["203.0.113.9", "", "nonsense", ",", "203.0.113.9, 198.51.100.1, 192.0.2.7"])
async def test_fewer_proxies_than_configured_are_no_failure_of_ours(
    dsn: str, tmp_path: Path, simulators: SimulatorProcess, clock: MovableClock, forwarded: str
) -> None:
    config = config_for(dsn, tmp_path, simulators.url, TRUSTED_PROXY_HOPS="2")
    async with running_portal(config, clock) as portal:
        answer = await portal.anonymous().get("/health/live", headers={"x-forwarded-for": forwarded})
        assert answer.status_code == 200
        assert answer.headers["x-request-id"]


@pytest.mark.parametrize("hops", [0, 1])
async def test_a_guesser_cannot_choose_the_address_that_is_counted(
    dsn: str, tmp_path: Path, simulators: SimulatorProcess, clock: MovableClock, hops: int
) -> None:
    """Without a proxy the header is nobody's word; behind one only what it added itself counts."""
    config = config_for(dsn, tmp_path, simulators.url, TRUSTED_PROXY_HOPS=str(hops))
    async with running_portal(config, clock) as portal:
        person = await People(portal.services).customer()
        client, added = portal.anonymous(), ", 198.51.100.77" if hops else ""
        statuses = []
        for number in range(9):
            headers = {"x-forwarded-for": f"203.0.113.{number}{added}"}
            body = {"login": person.email, "password": f"wrong password {number}"}
            statuses.append((await client.post("/api/v1/auth/login", json=body, headers=headers)).status_code)
        assert statuses == [401] * 6 + [429] * 3


async def test_one_ipv6_customer_is_one_place_however_many_addresses_they_have(portal: Portal, people: People) -> None:
    person = await people.customer()
    statuses = []
    for number in range(8):
        client = portal.anonymous(address=f"2001:db8:1:2:{number:x}::1")
        body = {"login": person.email, "password": f"wrong password {number}"}
        statuses.append((await client.post("/api/v1/auth/login", json=body)).status_code)
    assert statuses == [401] * 6 + [429] * 2


def test_a_page_that_hides_its_origin_is_another_site_whatever_host_is_named() -> None:
    """A proxy that leaves `Host` out must not make nothing equal to nothing."""
    for headers in ({b"origin": b"null"}, {b"origin": b"null", b"host": b""}, {b"origin": b"null", b"host": b"null"}):
        assert is_cross_site(headers, frozenset())
    assert not is_cross_site({b"origin": b"https://a.example", b"host": b"a.example"}, frozenset())
    assert not is_cross_site({}, frozenset())
