"""Nothing a person writes becomes a header of our mail, or the beginning of its body, however it is encoded."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from email import message_from_bytes
from email.policy import SMTP, default

import httpx2
import pytest
from msgspec.structs import replace

from skypanel.integrations.mail.message import MailMessage, compose, parse_sender
from tests.integrations.mail.smtp_server import SmtpStandIn
from tests.integrations.mail.test_smtp import mailer_to
from tests.support.people import People
from tests.support.simulators import SimulatorProcess

SignIn = Callable[..., Awaitable[httpx2.AsyncClient]]
RunJobs = Callable[[], Awaitable[None]]

MESSAGE = MailMessage(id="01J-7", to="ada@example.net", to_name="Ada", subject="Hello", text="Hello Ada")
SENDER = parse_sender("SkyPANEL <noreply@portal.example>")
# What RFC 2047 takes for "a", a line break, and a header (or an empty line, and a body).
ENCODED = [
    "=?utf-8?q?a=0D=0AReply-To=3A_eve=40evil.example?=",
    "Help =?utf-8?b?YQ0KUmVwbHktVG86IGV2ZUBldmlsLmV4YW1wbGU=?= me",
    "=?utf-8?q?a=0D=0A=0D=0APay_at_evil.example?=",
]


@pytest.mark.parametrize("hostile", ENCODED)
@pytest.mark.parametrize("field", ["subject", "to_name"])
@pytest.mark.parametrize("utf8", [False, True])
def test_an_encoded_word_stays_the_word_it_is(field: str, hostile: str, *, utf8: bool) -> None:
    mail = compose(replace(MESSAGE, **{field: hostile}), SENDER, datetime.now(UTC))
    arrived = message_from_bytes(mail.as_bytes(policy=SMTP.clone(utf8=utf8)), policy=default)
    assert arrived.keys() == compose(MESSAGE, SENDER, datetime.now(UTC)).keys()
    assert arrived.get_content().strip() == "Hello Ada"
    assert "\n" not in str(mail["Subject"]) + str(mail["To"])


@pytest.mark.parametrize("hostile", ENCODED)
async def test_a_mail_server_is_handed_no_header_of_somebody_elses(hostile: str) -> None:
    async with SmtpStandIn() as server:
        await mailer_to(server.port).send(replace(MESSAGE, subject=f"Re: [#12] {hostile}"))
        (arrived,) = server.accepted
    assert arrived["Reply-To"] is None
    assert "evil.example" not in arrived.get_content()


@pytest.mark.parametrize("hostile", ENCODED)
async def test_the_subject_of_a_ticket_is_one_line_to_the_provider(
    people: People, client_for: SignIn, run_jobs: RunJobs, simulators: SimulatorProcess, hostile: str
) -> None:
    customer = await people.customer()
    client, desk = await client_for(customer), await client_for(await people.staff())
    body = {"subject": hostile, "message": "It is down", "departmentId": 1}
    ticket_id = (await client.post("/api/v1/tickets", json=body)).json()["data"]["id"]
    await desk.post(f"/api/v1/admin/tickets/{ticket_id}/messages", json={"message": "Have you tried?"})
    await run_jobs()
    [mail] = simulators.mail_to(customer.email)
    assert mail["subject"].splitlines() == [mail["subject"]]
