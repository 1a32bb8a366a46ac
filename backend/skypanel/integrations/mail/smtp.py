"""Any SMTP server: one connection a message, encrypted unless the operator says otherwise."""

import asyncio
import contextlib
import ssl
import time
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from typing import Literal

import aiosmtplib
import structlog
from msgspec import Struct

from skypanel.core.clock import Clock
from skypanel.core.db import assert_outside_transaction
from skypanel.core.http.breaker import CircuitBreaker, CircuitState
from skypanel.core.http.budget import Budget, BudgetSpent, present_priority
from skypanel.core.http.errors import CircuitOpen, NoAnswer, NotSent, OutcomeUnknown, Saturated
from skypanel.core.tls import verifying
from skypanel.integrations.mail.errors import MailDeferred, MailMisconfigured, Undeliverable
from skypanel.integrations.mail.message import MailMessage, Receipt, compose, parse_sender

SmtpSecurity = Literal["none", "starttls", "implicit"]
_OPERATION = "SMTP"
_PERMANENT = 500
_AUTHENTICATION_REQUIRED = 530
_NOT_SUPPORTED = frozenset({502, 504, 535, 538})

_log = structlog.get_logger()


class SmtpServer(Struct, frozen=True, kw_only=True):
    """Where to hand mail over. With `starttls` a server that does not offer it is refused, never spoken to in clear."""

    host: str
    port: int
    security: SmtpSecurity = "starttls"
    username: str | None = None
    password: str | None = None
    connect_seconds: float = 10.0
    total_seconds: float = 30.0
    wait_seconds: float = 10.0
    connections: int = 4

    def __repr__(self) -> str:
        return f"SmtpServer({self.host}:{self.port}, {self.security})"


class SmtpMailer:
    """Hands one message over per connection. It says whether a failure came before or after the message left."""

    def __init__(self, server: SmtpServer, sender: str, *, clock: Clock, tls: ssl.SSLContext | None = None) -> None:
        """`sender` is `Name <address>`; `tls` is for private certificate authorities and must verify."""
        self._server = server
        self._sender: Address = parse_sender(sender)
        self._clock = clock
        self._tls = verifying(tls)
        self._breaker = CircuitBreaker(failures_to_open=5, open_seconds=15, longest_open_seconds=60)
        self._budget = Budget(
            slots=server.connections,
            background_slots=server.connections,
            queue_length=200,
            calls_per_second=20,
            burst=20,
        )

    @property
    def state(self) -> CircuitState:
        return self._breaker.state

    async def close(self) -> None:
        self._budget.close()

    async def was_accepted(self, message: MailMessage) -> bool | None:  # noqa: ARG002 - SMTP cannot be asked
        return None

    async def send(self, message: MailMessage) -> Receipt:
        assert_outside_transaction("smtp")
        mail = compose(message, self._sender, self._clock.now())
        try:
            async with self._budget.place(present_priority(), self._server.wait_seconds):
                return await self._guarded(mail, message.to)
        except BudgetSpent as spent:
            raise Saturated("smtp", _OPERATION, spent.reason, retry_after_seconds=spent.retry_after_seconds) from None

    async def _guarded(self, mail: EmailMessage, recipient: str) -> Receipt:
        permit = self._breaker.enter()
        if permit is None:
            remaining = self._breaker.refused_for_seconds
            raise CircuitOpen("smtp", _OPERATION, "circuit open", retry_after_seconds=remaining)
        started = time.monotonic()
        outcome = "abandoned"
        try:
            receipt = await self._hand_over(mail, recipient)
        except (NotSent, NoAnswer) as error:
            outcome = error.reason
            self._breaker.fail(permit)
            raise
        except (Undeliverable, MailMisconfigured, MailDeferred) as error:
            outcome = error.reason
            self._breaker.succeed(permit)
            raise
        except BaseException:
            self._breaker.abandon(permit)
            raise
        else:
            outcome = "accepted"
            self._breaker.succeed(permit)
            return receipt
        finally:
            ms = round((time.monotonic() - started) * 1000)
            _log.info("outbound_call", vendor="smtp", method="SEND", path="/", outcome=outcome, ms=ms, attempt=1)

    async def _hand_over(self, mail: EmailMessage, recipient: str) -> Receipt:
        server = self._server
        client = aiosmtplib.SMTP(
            hostname=server.host,
            port=server.port,
            username=server.username,
            password=server.password,
            use_tls=server.security == "implicit",
            start_tls=server.security == "starttls",
            tls_context=self._tls,
            timeout=server.connect_seconds,
        )
        is_international = not (recipient.isascii() and self._sender.addr_spec.isascii())
        has_left = False
        try:
            async with asyncio.timeout(server.total_seconds):
                await client.connect()
                if is_international:
                    await client.ehlo()
                    if not client.supports_extension("smtputf8"):
                        raise _unsupported(recipient)
                options, encoding = (["SMTPUTF8"], "utf-8") if is_international else (None, "ascii")
                await client.mail(self._sender.addr_spec, options=options, encoding=encoding)
                await client.rcpt(recipient, encoding=encoding)
                has_left = True
                accepted = await client.data(mail.as_bytes(policy=SMTP.clone(utf8=is_international)))
        except aiosmtplib.SMTPResponseException as error:
            raise _answered(error.code, error) from None
        except (aiosmtplib.SMTPException, OSError, TimeoutError) as error:
            raise _unanswered(error, has_left=has_left) from None
        else:
            await _say_goodbye(client)
        finally:
            client.close()
        return Receipt(_queue_id(accepted.message))


def _unsupported(recipient: str) -> Exception:
    """Whose address it is that the server cannot take: this message's, or ours and so every message's."""
    if recipient.isascii():
        return MailMisconfigured("sender not supported by the server")
    return Undeliverable("address not supported by the server")


def _answered(code: int, error: Exception) -> Exception:
    """What the server's code means, by the command it answered."""
    if isinstance(error, aiosmtplib.SMTPAuthenticationError) and (code >= _PERMANENT or code in _NOT_SUPPORTED):
        return MailMisconfigured("sign-in refused")
    if code == _AUTHENTICATION_REQUIRED:
        return MailMisconfigured("sign-in required")
    if code < _PERMANENT:
        return MailDeferred(f"answered {code}")
    if isinstance(error, aiosmtplib.SMTPSenderRefused):
        return MailMisconfigured("sender refused")
    if isinstance(error, aiosmtplib.SMTPConnectError | aiosmtplib.SMTPHeloError):
        return MailDeferred(f"greeting answered {code}")
    return Undeliverable(f"answered {code}")


def _unanswered(error: Exception, *, has_left: bool) -> Exception:
    if isinstance(error, ssl.SSLCertVerificationError):
        return MailMisconfigured("certificate not trusted")
    is_plain = isinstance(error, aiosmtplib.SMTPException) and not isinstance(error, OSError | TimeoutError)
    if is_plain and not has_left:
        return MailMisconfigured("STARTTLS not offered" if "STARTTLS" in str(error) else "protocol error")
    reason = "time-out" if isinstance(error, TimeoutError) else "connection lost" if has_left else "no connection"
    return (OutcomeUnknown if has_left else NotSent)("smtp", _OPERATION, reason)


async def _say_goodbye(client: aiosmtplib.SMTP) -> None:
    """The message's fate is decided already, so how this goes does not matter."""
    with contextlib.suppress(aiosmtplib.SMTPException, OSError, TimeoutError):
        await client.quit(timeout=1)


def _queue_id(text: str) -> str | None:
    """The server's closing words hold its own id more often than not; kept as they are, for staff."""
    return text.strip()[:200] or None
