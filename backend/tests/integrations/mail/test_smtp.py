"""Handing mail to an SMTP server (docs/integrations/mail.md, 2)."""

import asyncio
import socket
import ssl
from pathlib import Path

import pytest
import structlog
from msgspec.structs import replace

from skypanel.core import db
from skypanel.core.clock import SystemClock
from skypanel.core.http.errors import CircuitOpen, NotSent, OutcomeUnknown, Saturated
from skypanel.integrations.mail.errors import MailDeferred, MailMisconfigured, Undeliverable
from skypanel.integrations.mail.message import MailMessage, UnfitMessageError
from skypanel.integrations.mail.smtp import SmtpMailer, SmtpSecurity, SmtpServer
from tests.integrations.mail.smtp_server import CUT, HANG, SmtpStandIn, certificate
from tests.support.waiting import PATIENCE_SECONDS, until

MESSAGE = MailMessage(id="01J-9", to="ada@example.net", subject="Verify your address", text="Hello")


def mailer_to(
    port: int,
    *,
    security: SmtpSecurity = "none",
    username: str | None = None,
    tls: ssl.SSLContext | None = None,
    connections: int = 4,
    total_seconds: float = PATIENCE_SECONDS,
    wait_seconds: float = PATIENCE_SECONDS,
    sender: str = "SkyPANEL <noreply@portal.example>",
) -> SmtpMailer:
    server = SmtpServer(
        host="localhost" if tls else "127.0.0.1",
        port=port,
        security=security,
        username=username,
        password="hunter2" if username else None,
        connect_seconds=total_seconds,
        total_seconds=total_seconds,
        wait_seconds=wait_seconds,
        connections=connections,
    )
    return SmtpMailer(server, sender, clock=SystemClock(), tls=tls)


async def test_a_message_is_handed_over_with_our_headers() -> None:
    async with SmtpStandIn() as server:
        receipt = await mailer_to(server.port).send(MESSAGE)
        (mail,) = server.accepted
    assert receipt.provider_id is not None
    assert "4711" in receipt.provider_id
    assert (mail["To"], mail["Subject"], mail["X-Portal-Message-Id"]) == (
        "ada@example.net",
        "Verify your address",
        "01J-9",
    )
    assert mail.get_content().strip() == "Hello"
    assert server.recipients == ["ada@example.net"]


async def test_it_signs_in_over_tls(tmp_path: Path) -> None:
    serving, trusting = certificate(tmp_path)
    async with SmtpStandIn(tls=serving) as server:
        mailer = mailer_to(server.port, security="starttls", username="portal", tls=trusting)
        await mailer.send(MESSAGE)
    verbs = [command.split()[0] for command in server.commands]
    assert verbs.index("STARTTLS") < verbs.index("AUTH") < verbs.index("MAIL")


async def test_a_server_without_starttls_is_not_spoken_to_in_clear() -> None:
    async with SmtpStandIn() as server:
        with pytest.raises(MailMisconfigured, match="STARTTLS"):
            await mailer_to(server.port, security="starttls", username="portal").send(MESSAGE)
    assert not any(command.startswith(("AUTH", "MAIL")) for command in server.commands)


async def test_a_certificate_nobody_trusts_is_refused(tmp_path: Path) -> None:
    serving, _ = certificate(tmp_path)
    async with SmtpStandIn(tls=serving) as server:
        mailer = mailer_to(server.port, security="starttls", tls=ssl.create_default_context())
        with pytest.raises(MailMisconfigured, match="certificate"):
            await mailer.send(MESSAGE)
    assert server.accepted == []


@pytest.mark.parametrize(
    ("command", "answer", "kind"),
    [
        ("RCPT", "550 no such person", Undeliverable),
        ("RCPT", "451 try later", MailDeferred),
        ("RCPT", "452 mailbox full", MailDeferred),
        (".", "554 spam", Undeliverable),
        (".", "552 too large", Undeliverable),
        (".", "451 try later", MailDeferred),
        ("DATA", "554 no", Undeliverable),
        ("MAIL", "550 sender not allowed", MailMisconfigured),
        ("MAIL", "530 sign in first", MailMisconfigured),
        ("MAIL", "450 greylisted", MailDeferred),
        ("greeting", "421 too busy", MailDeferred),
        ("greeting", "554 go away", MailDeferred),
    ],
)
async def test_each_answer_is_permanent_or_temporary(command: str, answer: str, kind: type[Exception]) -> None:
    async with SmtpStandIn({command: answer}) as server:
        with pytest.raises(kind) as refused:
            await mailer_to(server.port).send(MESSAGE)
    assert type(refused.value) is kind
    assert server.accepted == []


async def test_a_refused_sign_in_is_a_fault_of_our_set_up() -> None:
    async with SmtpStandIn({"AUTH": "535 wrong"}) as server:
        with pytest.raises(MailMisconfigured, match="sign-in"):
            await mailer_to(server.port, username="portal").send(MESSAGE)


@pytest.mark.parametrize("words", [CUT, HANG])
async def test_silence_before_the_message_left_means_not_sent(words: str) -> None:
    for command in ("greeting", "EHLO", "MAIL", "RCPT"):
        async with SmtpStandIn({command: words}) as server:
            with pytest.raises(NotSent) as failed:
                await mailer_to(server.port, total_seconds=0.6).send(MESSAGE)
        assert not isinstance(failed.value, OutcomeUnknown)


@pytest.mark.parametrize(("words", "reason"), [(CUT, "connection lost"), (HANG, "time-out")])
async def test_silence_after_the_message_left_means_unknown_and_is_cut_by_the_time_out(words: str, reason: str) -> None:
    async with SmtpStandIn({".": words}) as server:
        mailer = mailer_to(server.port, total_seconds=4)
        with pytest.raises(OutcomeUnknown, match=reason):
            await mailer.send(MESSAGE)
        assert await mailer.was_accepted(MESSAGE) is None


async def test_a_server_cut_off_at_goodbye_has_the_message_all_the_same() -> None:
    async with SmtpStandIn({"QUIT": CUT}) as server:
        await mailer_to(server.port).send(MESSAGE)
        assert len(server.accepted) == 1


async def test_nobody_at_the_port_opens_the_circuit_in_the_end() -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        mailer = mailer_to(probe.getsockname()[1])
        for _ in range(5):
            with pytest.raises(NotSent, match="no connection"):
                await mailer.send(MESSAGE)
        assert mailer.state == "open"
        with pytest.raises(CircuitOpen) as refused:
            await mailer.send(MESSAGE)
        assert refused.value.retry_after_seconds > 1


async def test_more_messages_than_connections_wait_and_are_then_refused() -> None:
    async with SmtpStandIn({".": HANG}) as server:
        mailer = mailer_to(server.port, connections=1, total_seconds=5, wait_seconds=0.2)
        first = asyncio.create_task(mailer.send(MESSAGE))
        await until(lambda: "DATA" in server.commands, "the first message")
        with pytest.raises(Saturated):
            await mailer.send(MESSAGE)
        with pytest.raises(OutcomeUnknown):
            await first
        await mailer.close()


async def test_a_cancelled_sender_gives_its_connection_back() -> None:
    async with SmtpStandIn({".": HANG}) as server:
        mailer = mailer_to(server.port, connections=1)
        sender = asyncio.create_task(mailer.send(MESSAGE))
        await until(lambda: "DATA" in server.commands, "the message")
        sender.cancel()
        with pytest.raises(asyncio.CancelledError):
            await sender
        server.says = {}
        await mailer.send(MESSAGE)
        assert len(server.accepted) == 1


async def test_an_address_beyond_ascii_needs_a_server_that_takes_it() -> None:
    abroad = replace(MESSAGE, to="ädä@example.net")
    async with SmtpStandIn() as server:
        with pytest.raises(Undeliverable):
            await mailer_to(server.port).send(abroad)
    async with SmtpStandIn(extensions=("SMTPUTF8", "8BITMIME")) as server:
        await mailer_to(server.port).send(abroad)
        assert server.recipients == ["ädä@example.net"]


async def test_a_sender_beyond_ascii_needs_such_a_server_too() -> None:
    async with SmtpStandIn() as server:
        with pytest.raises(MailMisconfigured, match="sender"):
            await mailer_to(server.port, sender="Müller <post@müller.example>").send(MESSAGE)
    async with SmtpStandIn(extensions=("SMTPUTF8", "8BITMIME")) as server:
        await mailer_to(server.port, sender="Müller <post@müller.example>").send(MESSAGE)
        assert server.recipients == ["ada@example.net"]


async def test_an_unfit_message_opens_no_connection() -> None:
    async with SmtpStandIn() as server:
        with pytest.raises(UnfitMessageError):
            await mailer_to(server.port).send(replace(MESSAGE, to="a@b.example, c@d.example"))
    assert server.commands == []


async def test_mail_is_not_sent_inside_a_transaction() -> None:
    token = db._open_transaction.set(True)
    try:
        with pytest.raises(db.TransactionOpenError):
            await mailer_to(9).send(MESSAGE)
    finally:
        db._open_transaction.reset(token)


async def test_neither_password_nor_person_nor_text_is_logged() -> None:
    async with SmtpStandIn() as server:
        mailer = mailer_to(server.port, username="portal")
        with structlog.testing.capture_logs() as logs:
            await mailer.send(MESSAGE)
    assert logs[0]["outcome"] == "accepted"
    shown = repr(logs) + repr(mailer) + repr(mailer._server)
    assert not any(word in shown for word in ("hunter2", "ada@", "Verify", "Hello"))


def test_tls_verification_cannot_be_switched_off() -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    with pytest.raises(ValueError, match="TLS"):
        mailer_to(25, tls=context)
