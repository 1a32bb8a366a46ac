"""Registering and verifying, as a person and as an enemy does it."""

from collections.abc import Awaitable, Callable

import httpx2
import pytest

from skypanel.accounts.queries import find_by_email
from skypanel.app.build import Services
from tests.support.clock import MovableClock
from tests.support.mailbox import token_from
from tests.support.people import People
from tests.support.simulators import SimulatorProcess

RunJobs = Callable[[], Awaitable[None]]
ADA = {"email": "ada@people.example", "username": "ada", "password": "correct horse battery", "acceptTerms": True}


async def register(client: httpx2.AsyncClient, **changes: object) -> httpx2.Response:
    return await client.post("/api/v1/auth/register", json=ADA | changes)


async def test_a_person_registers_verifies_and_signs_in(
    anonymous: httpx2.AsyncClient, run_jobs: RunJobs, simulators: SimulatorProcess
) -> None:
    assert (await register(anonymous)).status_code == 202
    await run_jobs()
    verified = await anonymous.post("/api/v1/auth/verify-email", json={"token": token_from(simulators, ADA["email"])})  # type: ignore[arg-type]
    assert verified.json()["data"] == {"email": ADA["email"], "hasPassword": True}
    signed_in = await anonymous.post("/api/v1/auth/login", json={"login": "ada", "password": ADA["password"]})
    assert signed_in.json()["data"]["email"] == ADA["email"]


async def test_a_repeated_address_is_answered_like_a_new_one_and_its_owner_is_told(
    anonymous: httpx2.AsyncClient, people: People, run_jobs: RunJobs, simulators: SimulatorProcess
) -> None:
    known = await people.customer()
    fresh = await register(anonymous, email="new@people.example", username="fresh1")
    again = await register(anonymous, email=known.email, username="fresh2")
    assert fresh.status_code == again.status_code == 202
    assert {name for name in fresh.headers if name != "x-request-id"} == {
        n for n in again.headers if n != "x-request-id"
    }
    assert fresh.json()["message"] == again.json()["message"]
    await run_jobs()
    assert "already" in simulators.mail_to(known.email)[0]["text"]


async def test_registering_again_changes_nothing_of_a_verified_account(
    anonymous: httpx2.AsyncClient, people: People, services: Services
) -> None:
    known = await people.customer()
    await register(anonymous, email=known.email.upper(), username="impostor")
    assert await find_by_email(services.database, known.email) == known


async def test_a_link_of_an_earlier_registration_proves_the_mailbox_and_no_password(
    anonymous: httpx2.AsyncClient, run_jobs: RunJobs, simulators: SimulatorProcess
) -> None:
    await register(anonymous, username="squatter", password="the squatter's password")
    await run_jobs()
    stale = token_from(simulators, "ada@people.example")
    await register(anonymous)
    await run_jobs()
    verified = await anonymous.post("/api/v1/auth/verify-email", json={"token": stale})
    assert verified.json()["data"]["hasPassword"] is False
    login = {"login": "ada@people.example", "password": "the squatter's password"}
    assert (await anonymous.post("/api/v1/auth/login", json=login)).status_code == 401


@pytest.mark.parametrize(
    "field", ["role", "isAdmin", "is_admin", "virtfusionId", "virtfusion_id", "id", "isVerified", "x"]
)
async def test_no_field_can_be_mass_assigned(anonymous: httpx2.AsyncClient, services: Services, field: str) -> None:
    refused = await register(anonymous, **{field: 1})
    assert refused.status_code == 422
    assert refused.json()["error"]["details"]["fields"] == {field: "This field is not known here."}
    assert await find_by_email(services.database, "ada@people.example") is None


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("email", "not an address"),
        ("email", "a@b"),
        ("email", "two@people.example, three@people.example"),
        ("email", "ada@people.example\r\nBcc: all@people.example"),
        ("email", "nul\x00@people.example"),
        ("email", "bell\x07@people.example"),
        ("email", "\u202emoc.elpoep@people.example"),
        ("email", "ada\u200b@people.example"),
        ("username", "x"),
        ("username", "has space"),
        ("username", "<b>bold</b>"),
        ("username", "{{7*7}}"),
        ("username", "a" * 40),
        ("password", "short"),
        ("password", "aaaaaaaaaaaa"),
        ("password", "ada@people.example"),
        ("password", "p" * 1025),
        ("acceptTerms", False),
        ("acceptTerms", "yes"),
        ("email", 7),
        ("username", None),
    ],
)
async def test_a_bad_value_is_refused_and_the_field_is_named(
    anonymous: httpx2.AsyncClient, field: str, value: object
) -> None:
    refused = await register(anonymous, **{field: value})
    assert refused.status_code == 422
    assert list(refused.json()["error"]["details"]["fields"]) == [field]


async def test_a_taken_username_is_told_whatever_the_address(anonymous: httpx2.AsyncClient, people: People) -> None:
    known = await people.customer()
    for email in ("other@people.example", known.email):
        refused = await register(anonymous, email=email, username=known.username.upper())
        assert list(refused.json()["error"]["details"]["fields"]) == ["username"]


async def test_a_verification_link_works_once(
    anonymous: httpx2.AsyncClient, run_jobs: RunJobs, simulators: SimulatorProcess
) -> None:
    await register(anonymous)
    await run_jobs()
    token = token_from(simulators, "ada@people.example")
    answers = [await anonymous.post("/api/v1/auth/verify-email", json={"token": token}) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [200, 422]


async def test_a_verification_link_expires_after_a_day(
    anonymous: httpx2.AsyncClient, run_jobs: RunJobs, simulators: SimulatorProcess, clock: MovableClock
) -> None:
    await register(anonymous)
    await run_jobs()
    token = token_from(simulators, "ada@people.example")
    clock.advance(hours=24, seconds=1)
    refused = await anonymous.post("/api/v1/auth/verify-email", json={"token": token})
    assert refused.json()["error"]["code"] == "token_expired"


async def test_a_link_can_be_sent_again_only_to_whom_it_helps(
    anonymous: httpx2.AsyncClient, people: People, run_jobs: RunJobs, simulators: SimulatorProcess
) -> None:
    verified = await people.customer()
    await register(anonymous)
    await run_jobs()
    for address in ("ada@people.example", verified.email, "nobody@people.example"):
        sent = await anonymous.post("/api/v1/auth/resend-verification", json={"email": address})
        assert sent.status_code == 202
    await run_jobs()
    assert len(simulators.mail_to("ada@people.example")) == 2
    assert simulators.mail_to(verified.email) == simulators.mail_to("nobody@people.example") == []


async def test_no_raw_token_is_stored(
    anonymous: httpx2.AsyncClient, run_jobs: RunJobs, simulators: SimulatorProcess, services: Services
) -> None:
    from skypanel.core.db import Statement

    await register(anonymous)
    await run_jobs()
    token = token_from(simulators, "ada@people.example")
    everything = Statement(
        str,
        """
SELECT string_agg(t::text, '') || (SELECT coalesce(string_agg(m::text, ''), '') FROM mails m) FROM email_tokens t
""",
    )
    stored = await services.database.one(everything)
    assert token not in stored
    assert token.encode().hex() not in stored
