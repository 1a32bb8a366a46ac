"""One mail for each cause, whatever happens on the way."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime

import httpx2
import pytest

from skypanel.accounts.models import User
from skypanel.accounts.service import Accounts
from skypanel.app.build import Services
from skypanel.core.db import Database, Statement
from skypanel.core.errors import Unavailable
from skypanel.core.http.errors import OutcomeUnknown
from skypanel.integrations.mail.errors import MailDeferred, MailMisconfigured
from skypanel.integrations.mail.message import MailMessage, Receipt
from skypanel.notifications.errors import MailUnderWay
from skypanel.notifications.service import Notifications
from tests.support.clock import MovableClock
from tests.support.people import People
from tests.support.simulators import SimulatorProcess

ANSWER = Statement(
    int,
    """
WITH ticket AS (INSERT INTO tickets (user_id, subject, department_id) VALUES ($1, $3, 1) RETURNING id)
INSERT INTO ticket_messages (ticket_id, author_id, author_kind, body) SELECT id, $2, 'staff', 'Hello' FROM ticket
RETURNING id
""",
    params=(int, int, str),
)
TICKET_OF = Statement(int, "SELECT ticket_id FROM ticket_messages WHERE id = $1", params=(int,))
STATES = Statement(str, "SELECT state FROM mails ORDER BY id")
OPEN_ATTEMPTS = Statement(datetime, "SELECT attempted_at FROM mails WHERE attempted_at IS NOT NULL")
DELETE = Statement(int, "DELETE FROM users WHERE id = $1 RETURNING id", params=(int,))
RENAME = Statement(int, "UPDATE users SET email = $2, username = $3 WHERE id = $1 RETURNING id", params=(int, str, str))

Send = Callable[[], Awaitable[None]]


@pytest.fixture
async def customer(people: People) -> User:
    return await people.customer()


@pytest.fixture
async def ids(people: People, customer: User, database: Database) -> tuple[int, int]:
    """A ticket, and the message in it that staff wrote."""
    message_id = await database.one(ANSWER, customer.id, (await people.staff()).id, "Help")
    return await database.one(TICKET_OF, message_id), message_id


@pytest.fixture
def send(services: Services, ids: tuple[int, int]) -> Send:
    """The job that mails that message."""
    return lambda: services.notifications.send_ticket_answered(*ids)


def lose(simulators: SimulatorProcess) -> None:
    simulators.faults({"company": "mail", "kind": "lose-answer", "path": "/email/*", "times": 1})


async def test_a_job_that_runs_twice_sends_once(
    send: Send, simulators: SimulatorProcess, customer: User, database: Database
) -> None:
    await send()
    await send()
    assert len(simulators.mail_to(customer.email)) == 1
    assert await database.all(STATES) == ["sent"]


async def test_a_job_that_runs_ten_times_at_once_sends_once(
    send: Send, simulators: SimulatorProcess, customer: User
) -> None:
    outcomes = await asyncio.gather(*(send() for _ in range(10)), return_exceptions=True)
    assert {type(outcome) for outcome in outcomes} <= {type(None), MailUnderWay}
    assert len(simulators.mail_to(customer.email)) == 1


async def test_two_answers_are_two_mails(
    send: Send, services: Services, people: People, simulators: SimulatorProcess, customer: User
) -> None:
    second = await services.database.one(ANSWER, customer.id, (await people.staff()).id, "Help")
    await send()
    await services.notifications.send_ticket_answered(await services.database.one(TICKET_OF, second), second)
    keys = {mail["headers"]["X-Portal-Message-Id"] for mail in simulators.mail_to(customer.email)}
    assert len(keys) == 2


async def test_after_a_lost_answer_the_provider_is_asked_and_nothing_is_sent_again(
    send: Send, simulators: SimulatorProcess, customer: User, database: Database, clock: MovableClock
) -> None:
    lose(simulators)
    with pytest.raises(OutcomeUnknown):
        await send()
    assert await database.all(STATES) == ["requested"]
    with pytest.raises(MailUnderWay) as under_way:
        await send()
    assert 20 < under_way.value.retry_after_seconds <= 151
    clock.advance(seconds=under_way.value.retry_after_seconds)
    await send()
    assert await database.all(STATES) == ["sent"]
    assert await database.all(OPEN_ATTEMPTS) == []
    assert len(simulators.mail_to(customer.email)) == 1


async def test_a_mail_the_provider_does_not_know_is_sent_again(
    send: Send, simulators: SimulatorProcess, customer: User, database: Database, clock: MovableClock
) -> None:
    simulators.faults({"company": "mail", "kind": "cut", "path": "/email/*", "times": 1})
    with pytest.raises(OutcomeUnknown):
        await send()
    clock.advance(seconds=160)
    await send()
    assert await database.all(STATES) == ["sent"]
    assert len(simulators.mail_to(customer.email)) == 1


async def test_a_provider_that_asks_for_patience_is_tried_again_at_once_when_the_job_is(
    send: Send, simulators: SimulatorProcess, customer: User, database: Database
) -> None:
    simulators.faults({"company": "mail", "kind": "status", "status": 503, "path": "/email/*", "times": 1})
    with pytest.raises(MailDeferred):
        await send()
    assert await database.all(OPEN_ATTEMPTS) == []
    await send()
    assert len(simulators.mail_to(customer.email)) == 1


async def test_a_wrong_key_fails_loudly_and_the_mail_goes_out_once_it_is_right(
    send: Send, simulators: SimulatorProcess, customer: User, database: Database
) -> None:
    simulators.faults({"company": "mail", "kind": "status", "status": 401, "path": "/email/*", "times": 1})
    with pytest.raises(MailMisconfigured):
        await send()
    assert await database.all(STATES) == ["requested"]
    await send()
    assert len(simulators.mail_to(customer.email)) == 1


async def test_a_refused_mail_is_given_up(
    send: Send, simulators: SimulatorProcess, customer: User, database: Database
) -> None:
    refusal = {"data": {"error_code": "E_ApiResponseCodes.NON_VALIDATING_IN_PAYLOAD"}}
    simulators.faults({"company": "mail", "kind": "status", "status": 400, "body": refusal, "path": "/email/*"})
    await send()
    simulators.faults()
    await send()
    assert await database.all(STATES) == ["refused"]
    assert simulators.mail_to(customer.email) == []


async def test_a_failed_job_is_put_off_and_not_lost(
    services: Services,
    customer: User,
    people: People,
    simulators: SimulatorProcess,
    client_for: Callable[..., Awaitable[httpx2.AsyncClient]],
    run_jobs: Callable[[], Awaitable[None]],
) -> None:
    desk = await client_for(await people.staff())
    client = await client_for(customer)
    body = {"subject": "Help", "message": "x", "departmentId": 1}
    ticket_id = (await client.post("/api/v1/tickets", json=body)).json()["data"]["id"]
    simulators.faults({"company": "mail", "kind": "status", "status": 503, "path": "/email/*"})
    await desk.post(f"/api/v1/admin/tickets/{ticket_id}/messages", json={"message": "x"})
    await run_jobs()
    waiting = Statement(str, "SELECT status::text FROM procrastinate_jobs WHERE queue_name = 'mail'")
    assert await services.database.all(waiting) == ["todo"]
    assert await services.database.all(STATES) == ["requested"]


async def test_a_recipient_no_header_can_hold_is_refused_and_does_not_block_the_queue(
    send: Send, customer: User, database: Database
) -> None:
    await database.one(RENAME, customer.id, "x@y\r\nBcc: everybody@example.com", "x")
    await send()
    assert await database.all(STATES) == ["refused"]


async def test_a_name_with_line_breaks_reaches_no_header(
    send: Send, simulators: SimulatorProcess, customer: User, database: Database
) -> None:
    await database.one(RENAME, customer.id, customer.email, "a\r\nBcc: everybody@example.com")
    await send()
    assert len(simulators.mail_to(customer.email)) == 1
    assert simulators.mail_to("everybody@example.com") == []


async def test_settled_mails_are_forgotten_after_ninety_days_and_owed_ones_are_not(
    send: Send, services: Services, people: People, simulators: SimulatorProcess, clock: MovableClock
) -> None:
    await send()
    simulators.faults({"company": "mail", "kind": "status", "status": 503, "path": "/email/*", "times": 1})
    with pytest.raises(Unavailable):
        await services.notifications.send_password_changed((await people.customer()).id)
    clock.advance(days=89)
    await services.notifications.forget_old_mails()
    assert await services.database.all(STATES) == ["sent", "requested"]
    clock.advance(days=2)
    await services.notifications.forget_old_mails()
    assert await services.database.all(STATES) == ["requested"]


class ForgetfulServer:
    """A mail server like plain SMTP: it takes everything, loses its first answer, and cannot be asked."""

    def __init__(self) -> None:
        self.taken: list[MailMessage] = []

    async def send(self, message: MailMessage) -> Receipt:
        self.taken.append(message)
        if len(self.taken) == 1:
            raise OutcomeUnknown("smtp", "SMTP", "time-out")
        return Receipt("queued")

    async def was_accepted(self, message: MailMessage) -> bool | None:  # noqa: ARG002 - it cannot be asked
        return None

    async def close(self) -> None:
        """Nothing to let go of."""


class LeavingAccounts(Accounts):
    """Everybody is gone by the time they are looked for."""

    def __init__(self, db: Database) -> None:
        self._db = db

    async def find(self, user_id: int) -> User | None:
        await self._db.one(DELETE, user_id)
        return await super().find(user_id)


def mailing_through(
    server: ForgetfulServer, accounts: Accounts, services: Services, clock: MovableClock
) -> Notifications:
    return Notifications(
        services.database,
        clock,
        server,
        accounts,
        services.tickets,
        public_url="https://portal.test",
        brand="Northlight",
    )


async def test_whoever_is_gone_by_then_is_not_mailed(
    services: Services, customer: User, clock: MovableClock, database: Database
) -> None:
    server = ForgetfulServer()
    notifications = mailing_through(server, LeavingAccounts(database), services, clock)
    await notifications.send_password_changed(customer.id)
    await notifications.send_password_changed(customer.id)
    assert server.taken == []
    assert await database.all(STATES) == []


async def test_where_nobody_can_be_asked_a_mail_is_sent_again_rather_than_never(
    services: Services, ids: tuple[int, int], clock: MovableClock, database: Database
) -> None:
    server = ForgetfulServer()
    notifications = mailing_through(server, services.accounts, services, clock)
    with pytest.raises(OutcomeUnknown):
        await notifications.send_ticket_answered(*ids)
    clock.advance(seconds=160)
    await notifications.send_ticket_answered(*ids)
    await notifications.send_ticket_answered(*ids)
    assert len(server.taken) == 2
    assert server.taken[0].id == server.taken[1].id
    assert await database.all(STATES) == ["sent"]
