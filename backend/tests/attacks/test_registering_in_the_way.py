"""Whoever registers somebody else's address again and again does not keep the owner from ever coming in."""

from collections.abc import Awaitable, Callable

import httpx2
import pytest

from tests.support.mailbox import token_from
from tests.support.portal import Portal
from tests.support.simulators import SimulatorProcess

RunJobs = Callable[[], Awaitable[None]]
EMAIL = "ada@people.example"
OWNERS, STRANGERS = "seven slow herons", "nine quiet otters"


async def register(portal: Portal, password: str, username: str, address: str) -> None:
    body = {"email": EMAIL, "username": username, "password": password, "acceptTerms": True}
    answer = await portal.anonymous(address=address).post("/api/v1/auth/register", json=body)
    assert answer.status_code == 202


@pytest.mark.parametrize("times", [1, 7])
async def test_a_stranger_who_registers_an_address_again_leaves_its_owner_a_link_that_works(
    portal: Portal, anonymous: httpx2.AsyncClient, run_jobs: RunJobs, simulators: SimulatorProcess, times: int
) -> None:
    await register(portal, OWNERS, "ada", "203.0.113.5")
    await run_jobs()
    own = token_from(simulators, EMAIL)
    for number in range(times):
        await register(portal, STRANGERS, f"stranger-{number}", "198.51.100.9")
        await run_jobs()
    tokens = {own, token_from(simulators, EMAIL)}
    answers = [
        (await anonymous.post("/api/v1/auth/verify-email", json={"token": token})).status_code for token in tokens
    ]
    assert 200 in answers


async def test_the_owner_who_comes_after_such_a_stranger_is_sent_a_link_that_works(
    portal: Portal, anonymous: httpx2.AsyncClient, run_jobs: RunJobs, simulators: SimulatorProcess
) -> None:
    for number in range(6):
        await register(portal, STRANGERS, f"stranger-{number}", "198.51.100.9")
        await run_jobs()
    await register(portal, OWNERS, "ada", "203.0.113.5")
    await run_jobs()
    body = {"token": token_from(simulators, EMAIL)}
    assert (await anonymous.post("/api/v1/auth/verify-email", json=body)).status_code == 200
