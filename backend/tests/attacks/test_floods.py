"""A flood is answered without work: what strangers make up neither keeps the database busy nor stays with us."""

import time
from collections import Counter
from collections.abc import AsyncIterator

import pytest

from skypanel.accounts.session_queries import RESOLVE
from skypanel.app.build import Services
from skypanel.app.http import gate
from skypanel.app.http.limits import GUESSED_SESSIONS, Pace
from skypanel.app.web import web
from tests.support.counting import counting
from tests.support.people import People
from tests.support.portal import Portal, all_listen

COOKIE = "__Host-sid"


# As in production, but that it does not fill up again behind a slow machine's back.
PACE = Pace(burst=GUESSED_SESSIONS.burst, per_second=0.1)


@pytest.fixture
async def paced(portal: Portal, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Portal]:
    """The same services behind a gate that limits."""
    monkeypatch.setattr(gate, "GUESSED_SESSIONS", PACE)
    running = Portal(portal.services, web(portal.services, has_log=False))
    yield running
    await running.close()


async def test_made_up_sessions_cost_the_database_no_more_than_their_pace(
    paced: Portal, services: Services, people: People
) -> None:
    owner = await paced.client_for(await people.customer(), address="203.0.113.7")
    stranger = paced.anonymous(address="198.51.100.66")
    began, statuses = time.monotonic(), Counter[int]()
    async with counting(services) as statements:
        for number in range(PACE.burst * 3):
            answer = await stranger.get("/api/v1/account", headers={"cookie": f"{COOKIE}=made-up-{number}"})
            statuses[answer.status_code] += 1
        allowed = PACE.burst + PACE.per_second * (time.monotonic() - began) + 1
    assert set(statuses) == {401, 429}
    assert statements.count(RESOLVE.sql) <= allowed
    # Whoever is elsewhere does not notice.
    assert (await owner.get("/api/v1/account")).status_code == 200


@pytest.mark.usefixtures("long_memory")
async def test_who_is_known_already_is_let_in_beside_a_flood(paced: Portal, people: People) -> None:
    """A colleague at the same address guesses sessions; those that are known here are not looked up anew."""
    colleague, owner = paced.anonymous(), await paced.client_for(await people.customer())
    await all_listen(paced)  # before that nobody is remembered
    assert (await owner.get("/api/v1/account")).status_code == 200
    for number in range(PACE.burst * 3):
        await colleague.get("/api/v1/account", headers={"cookie": f"{COOKIE}=made-up-{number}"})
    assert (await owner.get("/api/v1/account")).status_code == 200


async def test_made_up_addresses_and_methods_are_no_figures_of_their_own(paced: Portal) -> None:
    client = paced.anonymous()
    paths = ("/api/v1/nope-{}", "/api/{}", "/nope-{}", "/health-{}", "/api/v1/servers/{}/power/x{}", "/metrics{}")
    for number in range(10):
        for path in paths:
            await client.request("BREW" if number % 2 else "GET", path.format(number, number))
    bearer = {"authorization": "Bearer metrics-token-of-the-tests"}
    figures = (await paced.anonymous(address="203.0.113.1").get("/metrics", headers=bearer)).text
    series = [line for line in figures.splitlines() if line.startswith("http_request_duration_seconds_count")]
    assert "BREW" not in figures
    assert "nope" not in figures
    assert len(series) <= 2 * len(paths) * 2
