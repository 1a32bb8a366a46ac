"""The mails people get, from the door to the mailbox."""

import re
from collections.abc import Awaitable, Callable

import httpx2

from skypanel.accounts.models import User
from skypanel.app.build import Services
from skypanel.core.db import Database, Statement
from tests.support.clock import MovableClock
from tests.support.people import PASSWORD, People
from tests.support.simulators import SimulatorProcess

SignIn = Callable[..., Awaitable[httpx2.AsyncClient]]
RunJobs = Callable[[], Awaitable[None]]

EVERYTHING_KEPT = Statement(
    str,
    """
SELECT row_to_json(m)::text FROM mails m UNION ALL
SELECT row_to_json(j)::text FROM procrastinate_jobs j UNION ALL
SELECT row_to_json(a)::text FROM audit_events a
""",
)
NEW_PASSWORD = "an even better password"
REGISTRATION = {"email": "ada@people.example", "username": "ada", "password": PASSWORD, "acceptTerms": True}


def token_in(text: str, page: str) -> str:
    found = re.search(rf"https://portal\.test/{page}#token=([\w-]+)$", text, re.MULTILINE)
    assert found is not None, text
    return found[1]


async def test_a_new_person_is_sent_a_link_that_proves_the_address_once(
    anonymous: httpx2.AsyncClient, run_jobs: RunJobs, simulators: SimulatorProcess, database: Database
) -> None:
    await anonymous.post("/api/v1/auth/register", json=REGISTRATION)
    await run_jobs()
    [mail] = simulators.mail_to("ada@people.example")
    assert mail["subject"] == "Verify your e-mail address for Northlight"
    token = token_in(mail["text"], "verify-email")
    assert f"https://portal.test/verify-email#token={token}" in mail["html"]
    assert not any(token in row for row in await database.all(EVERYTHING_KEPT))
    answers = [await anonymous.post("/api/v1/auth/verify-email", json={"token": token}) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [200, 422]


async def test_registering_with_a_known_address_tells_its_owner_and_only_once_an_hour(
    anonymous: httpx2.AsyncClient,
    people: People,
    run_jobs: RunJobs,
    simulators: SimulatorProcess,
    clock: MovableClock,
) -> None:
    owner = await people.customer()
    for _ in range(3):
        await anonymous.post("/api/v1/auth/register", json=REGISTRATION | {"email": owner.email})
        await run_jobs()
    [mail] = simulators.mail_to(owner.email)
    assert mail["subject"] == "You already have an account with Northlight"
    assert "https://portal.test/sign-in" in mail["text"]
    assert f"Hello {owner.username}," in mail["text"]
    clock.advance(hours=1.1)
    await anonymous.post("/api/v1/auth/register", json=REGISTRATION | {"email": owner.email})
    await run_jobs()
    assert len(simulators.mail_to(owner.email)) == 2


async def test_a_forgotten_password_is_replaced_by_a_link_and_the_change_is_announced(
    anonymous: httpx2.AsyncClient, people: People, run_jobs: RunJobs, simulators: SimulatorProcess, database: Database
) -> None:
    owner = await people.customer()
    await anonymous.post("/api/v1/auth/forgot-password", json={"email": owner.email})
    await run_jobs()
    [mail] = simulators.mail_to(owner.email)
    token = token_in(mail["text"], "reset-password")
    assert not any(token in row for row in await database.all(EVERYTHING_KEPT))
    reset = await anonymous.post("/api/v1/auth/reset-password", json={"token": token, "password": NEW_PASSWORD})
    assert reset.status_code == 200, reset.text
    await run_jobs()
    announced, _ = simulators.mail_to(owner.email)
    assert announced["subject"] == "Your Northlight password was changed"
    assert NEW_PASSWORD not in announced["text"] + announced["html"]


async def test_nobody_is_mailed_for_an_address_nobody_has(
    anonymous: httpx2.AsyncClient, run_jobs: RunJobs, simulators: SimulatorProcess
) -> None:
    await anonymous.post("/api/v1/auth/forgot-password", json={"email": "nobody@people.example"})
    await run_jobs()
    assert simulators.mail_to("nobody@people.example") == []


async def test_a_verified_person_gets_no_second_verification(
    people: People, services: Services, simulators: SimulatorProcess
) -> None:
    owner = await people.customer()
    await services.notifications.send_verification(owner.id)
    assert simulators.mail_to(owner.email) == []


async def test_a_mailbox_cannot_be_flooded_by_asking_again_and_again(
    people: People, services: Services, simulators: SimulatorProcess, clock: MovableClock
) -> None:
    owner = await people.customer(is_verified=False)
    for _ in range(8):
        await services.notifications.send_verification(owner.id)
    assert len(simulators.mail_to(owner.email)) == 6
    clock.advance(hours=1.1)
    await services.notifications.send_verification(owner.id)
    assert len(simulators.mail_to(owner.email)) == 7


async def answered(
    customer: User, staff: User, client_for: SignIn, *, subject: str = "Help", message: str = "Have you **tried**?"
) -> tuple[int, int]:
    """A ticket of `customer` and the message of `staff` in it, as ids."""
    client, desk = await client_for(customer), await client_for(staff)
    body = {"subject": subject, "message": "It is down", "departmentId": 1}
    ticket_id: int = (await client.post("/api/v1/tickets", json=body)).json()["data"]["id"]
    answer = await desk.post(f"/api/v1/admin/tickets/{ticket_id}/messages", json={"message": message})
    message_id: int = answer.json()["data"]["id"]
    return ticket_id, message_id


async def test_an_answer_is_mailed_to_the_customer_with_its_words_and_a_way_back(
    people: People, client_for: SignIn, run_jobs: RunJobs, simulators: SimulatorProcess
) -> None:
    customer, staff = await people.customer(), await people.staff()
    ticket_id, _ = await answered(customer, staff, client_for)
    await run_jobs()
    [mail] = simulators.mail_to(customer.email)
    assert mail["subject"] == f"Re: [#{ticket_id}] Help"
    assert "> Have you **tried**?" in mail["text"]
    assert "<p>Have you <strong>tried</strong>?</p>" in mail["html"]
    assert f"https://portal.test/tickets/{ticket_id}" in mail["text"]
    assert f"{staff.username} answered" in mail["text"]
    assert staff.email not in mail["text"] + mail["html"]
    assert re.fullmatch(r"[0-9a-f]{32}", mail["headers"]["X-Portal-Message-Id"])
    assert simulators.mail_to(staff.email) == []


async def test_a_customers_own_words_are_mailed_to_nobody(
    people: People, client_for: SignIn, run_jobs: RunJobs, simulators: SimulatorProcess
) -> None:
    customer = await people.customer()
    client = await client_for(customer)
    body = {"subject": "Help", "message": "canary", "departmentId": 1}
    ticket_id = (await client.post("/api/v1/tickets", json=body)).json()["data"]["id"]
    await client.post(f"/api/v1/tickets/{ticket_id}/messages", json={"message": "canary again"})
    await run_jobs()
    assert simulators.mail_to(customer.email) == []


async def test_a_hostile_answer_and_subject_arrive_as_text(
    people: People, client_for: SignIn, run_jobs: RunJobs, simulators: SimulatorProcess
) -> None:
    customer, staff = await people.customer(), await people.staff()
    hostile = "{{7919*7907}} <script>alert(1)</script> ![x](https://tracker.example/x.png)"
    await answered(customer, staff, client_for, subject=hostile, message=hostile)
    await run_jobs()
    [mail] = simulators.mail_to(customer.email)
    assert "{{7919*7907}}" in mail["subject"]
    assert "62615533" not in mail["html"] + mail["subject"]
    assert "<script" not in mail["html"]
    assert "<img" not in mail["html"]


async def test_an_answer_that_is_gone_is_mailed_to_nobody(
    people: People, services: Services, client_for: SignIn, simulators: SimulatorProcess
) -> None:
    customer = await people.customer()
    ticket_id, message_id = await answered(customer, await people.staff(), client_for)
    await services.notifications.send_ticket_answered(ticket_id, message_id + 1)
    await services.notifications.send_ticket_answered(ticket_id + 1, message_id)
    await services.notifications.send_ticket_answered(ticket_id, message_id - 1)  # the customer's own
    assert simulators.mail_to(customer.email) == []
