"""SMTP2GO's API against its simulator and a scripted server (docs/integrations/mail.md, 1)."""

from collections.abc import AsyncIterator

import pytest
import structlog
from msgspec.structs import replace

from skypanel.core import db
from skypanel.core.clock import SystemClock
from skypanel.core.errors import Unavailable
from skypanel.core.http.errors import NotSent, OutcomeUnknown
from skypanel.integrations.mail.errors import MailDeferred, MailError, MailMisconfigured, Undeliverable
from skypanel.integrations.mail.message import MailMessage, UnfitMessageError
from skypanel.integrations.mail.smtp2go import Smtp2GoMailer
from tests.integrations.conftest import QUICK
from tests.support.scripted_server import Reply, ScriptedServer, always, json_reply
from tests.support.simulators import MAIL_KEY, SimulatorProcess

SENDER = "SkyPANEL <noreply@portal.example>"
MESSAGE = MailMessage(
    id="01J-8",
    to="ada@example.net",
    to_name="Ada",
    subject="Verify your address",
    text="Hello",
    html="<p>Hello</p>",
    reply_to="desk@portal.example",
)


def mailer_at(url: str, key: str = MAIL_KEY) -> Smtp2GoMailer:
    return Smtp2GoMailer(url, key, SENDER, clock=SystemClock(), limits=QUICK)


@pytest.fixture
async def mailer(simulators: SimulatorProcess) -> AsyncIterator[Smtp2GoMailer]:
    made = mailer_at(simulators.mail_url)
    yield made
    await made.close()


@pytest.fixture
async def api() -> AsyncIterator[ScriptedServer]:
    async with ScriptedServer(lambda _: Reply()) as running:
        yield running


@pytest.fixture
async def scripted(api: ScriptedServer) -> AsyncIterator[Smtp2GoMailer]:
    made = mailer_at(api.url)
    yield made
    await made.close()


async def test_a_message_arrives_with_our_id(mailer: Smtp2GoMailer, simulators: SimulatorProcess) -> None:
    receipt = await mailer.send(MESSAGE)
    (caught,) = simulators.mail_to("ada@example.net")
    assert receipt.provider_id == caught["emailId"]
    assert (caught["subject"], caught["text"], caught["html"]) == ("Verify your address", "Hello", "<p>Hello</p>")
    assert caught["headers"]["X-Portal-Message-Id"] == "01J-8"
    assert caught["headers"]["Reply-To"] == "desk@portal.example"


async def test_a_refused_recipient_is_undeliverable_despite_the_200(mailer: Smtp2GoMailer) -> None:
    with pytest.raises(Undeliverable):
        await mailer.send(replace(MESSAGE, to="nobody@refused.example"))


async def test_a_wrong_key_is_a_fault_of_our_set_up(simulators: SimulatorProcess) -> None:
    wrong = mailer_at(simulators.mail_url, "api-wrong")
    try:
        with pytest.raises(MailMisconfigured):
            await wrong.send(MESSAGE)
    finally:
        await wrong.close()


def error(code: str, more: dict[str, object] | None = None, *, is_nested: bool = True) -> object:
    body = {"error": "in their words", "error_code": f"E_ApiResponseCodes.{code}", **(more or {})}
    return {"request_id": "1", "data": body} if is_nested else {"request_id": "1", **body}


@pytest.mark.parametrize("is_nested", [True, False])
@pytest.mark.parametrize(
    ("status", "code", "kind"),
    [
        (400, "NON_VALIDATING_IN_PAYLOAD", Undeliverable),
        (400, "ENDPOINT_PERMISSION_DENIED", MailMisconfigured),
        (400, "API_EXCEPTION", MailMisconfigured),
        (401, "API_KEY_INVALID", MailMisconfigured),
        (402, "QUOTA", MailMisconfigured),
        (403, "FORBIDDEN", MailMisconfigured),
        (429, "RATE", MailDeferred),
        (500, "API_EXCEPTION", MailDeferred),
        (503, "", MailDeferred),
    ],
)
async def test_each_refusal_is_permanent_or_temporary_by_its_code(
    scripted: Smtp2GoMailer,
    api: ScriptedServer,
    status: int,
    code: str,
    kind: type[Exception],
    is_nested: bool,  # noqa: FBT001 - a table
) -> None:
    api.handler = always(json_reply(error(code, is_nested=is_nested), status))
    with pytest.raises(kind) as refused:
        await scripted.send(MESSAGE)
    assert isinstance(refused.value, Unavailable) is (kind is MailDeferred)
    assert "in their words" not in str(refused.value)
    assert len(api.requests) == 1


async def test_a_refused_field_is_named(scripted: Smtp2GoMailer, api: ScriptedServer) -> None:
    fields: dict[str, object] = {"field_validation_errors": {"fieldname": "to", "message": "bad"}}
    api.handler = always(json_reply(error("NON_VALIDATING_IN_PAYLOAD", fields), 400))
    with pytest.raises(Undeliverable, match="to not accepted"):
        await scripted.send(MESSAGE)


async def test_a_sender_they_do_not_take_is_our_fault_and_no_messages(
    scripted: Smtp2GoMailer, api: ScriptedServer
) -> None:
    """Else every mail of that time would be given up for good."""
    fields: dict[str, object] = {"field_validation_errors": {"fieldname": "sender", "message": "not verified"}}
    api.handler = always(json_reply(error("NON_VALIDATING_IN_PAYLOAD", fields), 400))
    with pytest.raises(MailMisconfigured, match="sender refused"):
        await scripted.send(MESSAGE)


@pytest.mark.parametrize("status", [502, 504])
async def test_a_gateway_that_had_no_answer_leaves_the_outcome_unknown(
    scripted: Smtp2GoMailer, api: ScriptedServer, status: int
) -> None:
    api.handler = always(Reply(status=status, body=b"<html>"))
    with pytest.raises(OutcomeUnknown):
        await scripted.send(MESSAGE)


async def test_a_429_without_a_word_asks_for_a_minute(scripted: Smtp2GoMailer, api: ScriptedServer) -> None:
    api.handler = always(Reply(status=429, body=b""))
    with pytest.raises(MailDeferred) as deferred:
        await scripted.send(MESSAGE)
    assert deferred.value.retry_after_seconds == 60


@pytest.mark.parametrize("body", [b"", b"<html>", b"[]", b"{}", b'{"data": []}', b'{"data": {"failed": 0}}'])
async def test_a_success_that_cannot_be_read_is_an_unknown_outcome(
    scripted: Smtp2GoMailer, api: ScriptedServer, body: bytes
) -> None:
    api.handler = always(Reply(body=body))
    with pytest.raises(OutcomeUnknown):
        await scripted.send(MESSAGE)


async def test_an_answer_sent_before_the_sending_is_accepted_too(scripted: Smtp2GoMailer, api: ScriptedServer) -> None:
    api.handler = always(json_reply({"data": {"email_id": "1u-2"}}))
    assert (await scripted.send(MESSAGE)).provider_id == "1u-2"


async def test_after_a_lost_answer_the_message_is_found_again(
    mailer: Smtp2GoMailer, simulators: SimulatorProcess
) -> None:
    assert await mailer.was_accepted(MESSAGE) is False
    simulators.faults({"company": "mail", "path": "/email/send", "kind": "lose-answer"})
    with pytest.raises(OutcomeUnknown):
        await mailer.send(MESSAGE)
    simulators.faults()
    assert await mailer.was_accepted(MESSAGE) is True
    assert await mailer.was_accepted(replace(MESSAGE, id="another")) is False
    assert len(simulators.mail_to("ada@example.net")) == 1


async def test_a_message_sent_before_midnight_is_found_after_it(
    mailer: Smtp2GoMailer, simulators: SimulatorProcess
) -> None:
    await mailer.send(MESSAGE)
    simulators.advance(24 * 3600)
    assert await mailer.was_accepted(MESSAGE) is True


@pytest.mark.parametrize(
    ("events", "known"),
    [
        ([{"subject": "Verify your address", "recipient": "ada@example.net"}], None),
        ([{"subject": "Something else"}], False),
        ([], False),
        ("odd", None),
    ],
)
async def test_without_headers_to_tell_by_it_does_not_guess(
    scripted: Smtp2GoMailer,
    api: ScriptedServer,
    events: object,
    known: bool | None,  # noqa: FBT001 - a table
) -> None:
    api.handler = always(json_reply({"data": {"events": events}}))
    assert await scripted.was_accepted(MESSAGE) is known


async def test_a_search_that_is_refused_says_so(scripted: Smtp2GoMailer, api: ScriptedServer) -> None:
    api.handler = always(json_reply(error("ENDPOINT_PERMISSION_DENIED"), 400))
    with pytest.raises(MailError):
        await scripted.was_accepted(MESSAGE)


async def test_an_unfit_message_is_not_sent(scripted: Smtp2GoMailer, api: ScriptedServer) -> None:
    with pytest.raises(UnfitMessageError):
        await scripted.send(replace(MESSAGE, subject="x\r\nBcc: y@example.net"))
    assert api.requests == []


async def test_nobody_at_the_address_means_not_sent() -> None:
    nobody = mailer_at("http://127.0.0.1:9/v3")
    try:
        with pytest.raises(NotSent):
            await nobody.send(MESSAGE)
    finally:
        await nobody.close()


async def test_mail_is_not_sent_inside_a_transaction(mailer: Smtp2GoMailer) -> None:
    token = db._open_transaction.set(True)
    try:
        with pytest.raises(db.TransactionOpenError):
            await mailer.send(MESSAGE)
    finally:
        db._open_transaction.reset(token)


async def test_neither_key_nor_person_nor_text_is_logged(mailer: Smtp2GoMailer) -> None:
    with structlog.testing.capture_logs() as logs:
        await mailer.send(MESSAGE)
    shown = repr(logs) + repr(mailer) + repr(mailer.health)
    assert logs
    assert not any(word in shown for word in (MAIL_KEY, "ada@", "Verify", "Hello"))
