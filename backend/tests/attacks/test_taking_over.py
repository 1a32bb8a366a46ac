"""Somebody else's address is no way into their account, whoever registers it, however often and when."""

from collections.abc import Awaitable, Callable

import httpx2
import pytest

from tests.support.mailbox import token_from
from tests.support.portal import Portal
from tests.support.simulators import SimulatorProcess

RunJobs = Callable[[], Awaitable[None]]
EMAIL = "ada@people.example"
OWNERS, IMPOSTORS = "seven slow herons", "nine quiet otters"


async def register(portal: Portal, password: str, username: str) -> None:
    body = {"email": EMAIL, "username": username, "password": password, "acceptTerms": True}
    answer = await portal.anonymous(address="198.51.100.9").post("/api/v1/auth/register", json=body)
    assert answer.status_code == 202


async def login(client: httpx2.AsyncClient, password: str) -> int:
    return (await client.post("/api/v1/auth/login", json={"login": EMAIL, "password": password})).status_code


@pytest.mark.parametrize("order", ["impostor first", "impostor last", "impostor twice"])
async def test_the_owner_who_follows_the_newest_link_shares_the_account_with_nobody(
    portal: Portal, anonymous: httpx2.AsyncClient, run_jobs: RunJobs, simulators: SimulatorProcess, order: str
) -> None:
    acts = {"impostor first": "io", "impostor last": "oi", "impostor twice": "ioi"}[order]
    for number, who in enumerate(acts):
        await register(portal, OWNERS if who == "o" else IMPOSTORS, f"{who}-{number}")
        await run_jobs()
    verified = await anonymous.post("/api/v1/auth/verify-email", json={"token": token_from(simulators, EMAIL)})
    assert verified.status_code == 200
    assert verified.json()["data"] == {"email": EMAIL, "hasPassword": False}
    assert "sent you a link" in verified.json()["message"]
    assert await login(portal.anonymous(address="203.0.113.5"), IMPOSTORS) == 401
    await run_jobs()
    body = {"token": token_from(simulators, EMAIL), "password": OWNERS}
    assert (await anonymous.post("/api/v1/auth/reset-password", json=body)).status_code == 200
    assert await login(anonymous, OWNERS) == 200
    assert await login(portal.anonymous(address="203.0.113.5"), IMPOSTORS) == 401


async def test_who_registers_again_with_the_same_password_keeps_it(
    portal: Portal, anonymous: httpx2.AsyncClient, run_jobs: RunJobs, simulators: SimulatorProcess
) -> None:
    for number in range(2):
        await register(portal, OWNERS, f"ada-{number}")
        await run_jobs()
    verified = await anonymous.post("/api/v1/auth/verify-email", json={"token": token_from(simulators, EMAIL)})
    assert verified.json()["data"] == {"email": EMAIL, "hasPassword": True}
    assert await login(anonymous, OWNERS) == 200


async def test_a_password_nobody_may_use_is_answered_like_a_wrong_one(
    portal: Portal, anonymous: httpx2.AsyncClient
) -> None:
    await register(portal, OWNERS, "ada-1")
    await register(portal, IMPOSTORS, "ada-2")
    body = {"login": EMAIL, "password": OWNERS}
    contested = await anonymous.post("/api/v1/auth/login", json=body)
    unknown = await anonymous.post("/api/v1/auth/login", json=body | {"login": "nobody@people.example"})
    assert (contested.status_code, contested.content) == (unknown.status_code, unknown.content)


async def test_a_stranger_has_no_words_of_their_own_mailed_to_anybody(
    portal: Portal, run_jobs: RunJobs, simulators: SimulatorProcess
) -> None:
    """Mail programs make links of what looks like an address, and a username may look like one."""
    await register(portal, IMPOSTORS, "win-a-phone.evil.example")
    await portal.anonymous().post("/api/v1/auth/forgot-password", json={"email": EMAIL})
    await run_jobs()
    mails = simulators.mail_to(EMAIL)
    assert len(mails) == 2
    for mail in mails:
        assert "evil" not in mail["subject"] + mail["text"] + mail["html"]
