"""A password that was changed is worth nothing, also to whoever was just being let in with it."""

import asyncio
from collections.abc import Awaitable, Callable

import bcrypt
import httpx2
import pytest

from skypanel.accounts.errors import InvalidCredentials
from skypanel.accounts.passwords import Passwords
from skypanel.accounts.service import Accounts
from skypanel.app.build import Services
from skypanel.core.db import Statement
from tests.support.mailbox import token_from
from tests.support.people import PASSWORD, People
from tests.support.simulators import SimulatorProcess

NEW = "an entirely new password"
SET_HASH = Statement(int, "UPDATE users SET password_hash = $2 WHERE id = $1 RETURNING 1")
SESSIONS = Statement(int, "SELECT count(*) FROM sessions WHERE user_id = $1")


class SlowPasswords(Passwords):
    """Says that a password is right, and lets the caller wait for it."""

    def __init__(self) -> None:
        super().__init__()
        self.is_right, self.may_go_on = asyncio.Event(), asyncio.Event()

    async def verify(self, password: str, stored: str | None) -> bool:
        matches = await super().verify(password, stored)
        self.is_right.set()
        await self.may_go_on.wait()
        return matches


@pytest.mark.parametrize("is_legacy", [False, True], ids=["of today", "of the old portal"])
async def test_a_sign_in_overtaken_by_a_reset_opens_nothing_and_undoes_nothing(
    services: Services,
    people: People,
    anonymous: httpx2.AsyncClient,
    run_jobs: Callable[[], Awaitable[None]],
    simulators: SimulatorProcess,
    *,
    is_legacy: bool,
) -> None:
    person = await people.customer()
    if is_legacy:
        old = bcrypt.hashpw(PASSWORD.encode(), bcrypt.gensalt(4)).decode()
        await services.database.one(SET_HASH, person.id, old)
    slow = SlowPasswords()
    accounts = Accounts(
        services.database, services.clock, services.limits, slow, services.sessions, services.audit, token_key="x" * 16
    )
    thief = asyncio.create_task(accounts.sign_in(person.email, PASSWORD))
    await slow.is_right.wait()
    await anonymous.post("/api/v1/auth/forgot-password", json={"email": person.email})
    await run_jobs()
    body = {"token": token_from(simulators, person.email), "password": NEW}
    assert (await anonymous.post("/api/v1/auth/reset-password", json=body)).status_code == 200
    slow.may_go_on.set()
    with pytest.raises(InvalidCredentials):
        await thief
    slow.close()
    assert await services.database.one(SESSIONS, person.id) == 0
    signed_in = await anonymous.post("/api/v1/auth/login", json={"login": person.email, "password": NEW})
    assert signed_in.status_code == 200


async def test_the_old_portals_customer_who_clicks_twice_is_let_in_twice(
    services: Services, people: People, anonymous: httpx2.AsyncClient
) -> None:
    """The first sign-in renews the hash while the second is being checked against the old one."""
    person = await people.customer()
    await services.database.one(SET_HASH, person.id, bcrypt.hashpw(PASSWORD.encode(), bcrypt.gensalt(4)).decode())
    body = {"login": person.email, "password": PASSWORD}
    answers = await asyncio.gather(*(anonymous.post("/api/v1/auth/login", json=body) for _ in range(3)))
    assert [answer.status_code for answer in answers] == [200] * 3


async def test_what_an_old_hash_never_looked_at_does_not_become_the_password(
    services: Services, people: People, anonymous: httpx2.AsyncClient
) -> None:
    person, password = await people.customer(), "long enough to pass seventy-two bytes " * 3
    old = bcrypt.hashpw(password.encode()[:72], bcrypt.gensalt(4)).decode()
    await services.database.one(SET_HASH, person.id, old)
    for typed in (password[:72] + "with another end", password):
        answer = await anonymous.post("/api/v1/auth/login", json={"login": person.email, "password": typed})
        assert answer.status_code == 200, typed


async def test_a_password_is_the_same_from_every_keyboard(
    services: Services, people: People, anonymous: httpx2.AsyncClient
) -> None:
    """MacOS may send an accent as a character of its own where Windows sends one letter."""
    person = await people.customer()
    hashed = await services.passwords.hash("caf\u00e9 au lait, s'il vous pla\u00eet")
    await services.database.one(SET_HASH, person.id, hashed)
    for typed in ("caf\u00e9 au lait, s'il vous pla\u00eet", "cafe\u0301 au lait, s'il vous plai\u0302t"):
        answer = await anonymous.post("/api/v1/auth/login", json={"login": person.email, "password": typed})
        assert answer.status_code == 200
    answer = await anonymous.post(
        "/api/v1/auth/login", json={"login": person.email, "password": "cafe au lait, s'il vous plait"}
    )
    assert answer.status_code == 401
