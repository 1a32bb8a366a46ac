"""Many at once, on two instances of the portal: the promises about people hold exactly, not almost."""

import asyncio
import time
from collections import Counter
from collections.abc import Sequence
from typing import Any, Final

import asyncpg
import httpx2
import pytest

from skypanel.core.db import Statement
from tests.support.locks import waits_or_ends
from tests.support.people import PASSWORD, People
from tests.support.portal import Portal, is_put_out
from tests.support.simulators import SimulatorProcess

AT_ONCE: Final = 50
PEOPLE: Final = Statement(int, "SELECT count(*) FROM users WHERE lower(email) = $1", params=(str,))
VERIFIED: Final = Statement(int, "SELECT count(*) FROM audit_events WHERE action = 'accounts.email_verified'")
LINK_JOBS: Final = Statement(
    int, "SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'accounts.create_virtfusion_user'"
)
SESSIONS: Final = Statement(int, "SELECT count(*) FROM sessions")

Clients = list[httpx2.AsyncClient]


def registration(number: int) -> dict[str, Any]:
    """The same address each time, in every spelling, by as many names."""
    email = "Ada@People.example" if number % 2 else "ada@people.example"
    return {"email": email, "username": f"ada{number}", "password": "correct horse battery", "acceptTerms": True}


def from_elsewhere(portals: Sequence[Portal], number: int) -> httpx2.AsyncClient:
    """A stranger of their own address, so that no limit on places is in the way."""
    return portals[number % 2].anonymous(address=f"198.51.100.{number + 1}")


def codes(answers: list[httpx2.Response]) -> Counter[int]:
    return Counter(answer.status_code for answer in answers)


async def register_at_once(portals: Sequence[Portal], count: int) -> list[httpx2.Response]:
    async def register(number: int) -> httpx2.Response:
        client = from_elsewhere(portals, number)
        while True:
            answer = await client.post("/api/v1/auth/register", json=registration(number))
            if answer.status_code != 429:  # one thread hashes passwords, and says so when too many wait
                return answer
            await asyncio.sleep(int(answer.headers["retry-after"]))

    return await asyncio.gather(*(register(number) for number in range(count)))


# Passwords are hashed by one thread that yields to everything else, so on a busy machine this takes its time.
@pytest.mark.timeout(600)
async def test_fifty_registrations_of_one_address_at_once_make_one_person(portals: Sequence[Portal]) -> None:
    answers = await register_at_once(portals, AT_ONCE)
    assert codes(answers) == {202: AT_ONCE}
    assert {answer.json()["message"] for answer in answers} == {answers[0].json()["message"]}
    assert await portals[0].services.database.one(PEOPLE, "ada@people.example") == 1


async def test_fifty_verifications_with_one_token_verify_once(
    portals: Sequence[Portal], simulators: SimulatorProcess
) -> None:
    await register_at_once(portals, 1)
    await portals[0].run_jobs()
    token = simulators.mail_to("ada@people.example")[0]["text"].partition("#token=")[2].split()[0]
    answers = await asyncio.gather(
        *(
            from_elsewhere(portals, number).post("/api/v1/auth/verify-email", json={"token": token})
            for number in range(AT_ONCE)
        )
    )
    assert codes(answers) == {200: 1, 422: AT_ONCE - 1}
    database = portals[0].services.database
    assert await database.one(VERIFIED) == 1
    assert await database.one(LINK_JOBS) == 1


async def test_two_who_follow_one_reset_link_at_once_set_one_password(
    portals: Sequence[Portal], simulators: SimulatorProcess
) -> None:
    person = await People(portals[0].services).customer()
    await from_elsewhere(portals, 0).post("/api/v1/auth/forgot-password", json={"email": person.email})
    await portals[0].run_jobs()
    token = simulators.mail_to(person.email)[0]["text"].partition("#token=")[2].split()[0]
    passwords = [f"seven green kettles {number}" for number in range(8)]
    answers = await asyncio.gather(
        *(
            from_elsewhere(portals, number).post(
                "/api/v1/auth/reset-password", json={"token": token, "password": password}
            )
            for number, password in enumerate(passwords)
        )
    )
    assert codes(answers) == {200: 1, 422: len(passwords) - 1}
    set_to = next(password for password, answer in zip(passwords, answers, strict=True) if answer.status_code == 200)
    for password in [*passwords[:3], set_to]:
        body = {"login": person.email, "password": password}
        answer = await from_elsewhere(portals, 20).post("/api/v1/auth/login", json=body)
        assert answer.status_code == (200 if password == set_to else 401)


@pytest.mark.usefixtures("slow_forgiveness")
async def test_fifty_wrong_passwords_from_one_place_are_exactly_limited_across_instances(
    portals: Sequence[Portal], everywhere: Clients
) -> None:
    person = await People(portals[0].services).customer()

    async def guess(number: int) -> httpx2.Response:
        body = {"login": person.email, "password": f"wrong password {number}"}
        return await everywhere[number % 2].post("/api/v1/auth/login", json=body)

    answers = await asyncio.gather(*(guess(number) for number in range(AT_ONCE)))
    # Six guesses at one account from one place; the seventh waits half a minute.
    assert codes(answers) == {401: 6, 429: AT_ONCE - 6}
    assert all(int(answer.headers["retry-after"]) > 0 for answer in answers if answer.status_code == 429)
    # The right password is no way around it, and its owner elsewhere is not locked out.
    body = {"login": person.email, "password": PASSWORD}
    assert (await everywhere[0].post("/api/v1/auth/login", json=body)).status_code == 429
    assert (await from_elsewhere(portals, 77).post("/api/v1/auth/login", json=body)).status_code == 200


async def test_guesses_at_many_accounts_from_one_place_are_exactly_limited_across_instances(
    portals: Sequence[Portal], everywhere: Clients
) -> None:
    async def guess(number: int) -> httpx2.Response:
        body = {"login": f"nobody{number}@people.example", "password": "a stolen password"}
        return await everywhere[number % 2].post("/api/v1/auth/login", json=body)

    began = time.monotonic()
    answers = await asyncio.gather(*(guess(number) for number in range(60)))
    # Forty at once, then one every three seconds; some of those may have to wait too long for their turn to be hashed.
    allowed = [a for a in answers if a.json()["error"]["code"] != "too_many_attempts"]
    assert 40 <= len(allowed) <= 40 + (time.monotonic() - began) / 3 + 1
    assert set(codes(allowed)) <= {401, 429}


@pytest.mark.parametrize("ends_by", ["sign-out", "list of sessions", "new password"])
@pytest.mark.usefixtures("long_memory")
async def test_a_session_ended_on_one_instance_is_dead_on_the_other_because_it_is_told(
    portals: Sequence[Portal], simulators: SimulatorProcess, ends_by: str
) -> None:
    person = await People(portals[0].services).customer()
    here = await portals[0].client_for(person)
    there = portals[1].anonymous()
    token = here.cookies["__Host-sid"]
    there.cookies.set("__Host-sid", token, domain="portal.test")
    # The other instance has it in memory.
    assert (await there.get("/api/v1/account")).status_code == 200
    if ends_by == "sign-out":
        assert (await here.post("/api/v1/auth/logout")).status_code == 204
    elif ends_by == "list of sessions":
        (session,) = (await here.get("/api/v1/account/sessions")).json()["data"]
        assert (await here.delete(f"/api/v1/account/sessions/{session['id']}")).status_code == 204
    else:
        await _reset_password(portals[0], simulators, person.email)
    await is_put_out(there)
    assert (await here.get("/api/v1/account")).status_code == 401


async def _reset_password(portal: Portal, simulators: SimulatorProcess, email: str) -> None:
    stranger = portal.anonymous(address="203.0.113.9")
    await stranger.post("/api/v1/auth/forgot-password", json={"email": email})
    await portal.run_jobs()
    token = simulators.mail_to(email)[0]["text"].partition("#token=")[2].split()[0]
    body = {"token": token, "password": "another good password"}
    assert (await stranger.post("/api/v1/auth/reset-password", json=body)).status_code == 200


@pytest.mark.usefixtures("long_memory")
async def test_a_session_that_is_read_while_it_ends_is_not_remembered_by_whoever_read_it(
    portals: Sequence[Portal],
) -> None:
    """Readers on both instances race the end; a moment later nobody may still answer from memory."""
    person = await People(portals[0].services).customer()
    for _ in range(10):
        here = await portals[0].client_for(person)
        there = portals[1].anonymous()
        there.cookies.set("__Host-sid", here.cookies["__Host-sid"], domain="portal.test")
        reads = [client.get("/api/v1/account") for client in (here, there) for _ in range(5)]
        *read, ended = await asyncio.gather(*reads, here.post("/api/v1/auth/logout"))
        assert ended.status_code == 204
        assert set(codes(read)) <= {200, 401}
        await is_put_out(there)
        await is_put_out(here)
    assert await portals[0].services.database.one(SESSIONS) == 0


async def test_a_username_that_was_taken_while_it_was_being_registered_is_said_to_be(
    portals: Sequence[Portal], dsn: str
) -> None:
    other = await asyncpg.connect(dsn)
    first = other.transaction()
    await first.start()
    await other.execute(
        "INSERT INTO users (email, username, password_hash) VALUES ('first@people.example', 'ADA0', '!')"
    )
    second = asyncio.create_task(from_elsewhere(portals, 0).post("/api/v1/auth/register", json=registration(0)))
    await waits_or_ends(second, other)
    await first.commit()
    answer = await second
    await other.close()
    assert (answer.status_code, list(answer.json()["error"]["details"]["fields"])) == (422, ["username"])
    assert await portals[0].services.database.one(PEOPLE, "ada@people.example") == 0
