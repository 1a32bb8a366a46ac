"""Sending mail, each kind once for each cause."""

import hashlib
from collections.abc import Awaitable, Callable
from uuid import uuid4

import structlog

from skypanel.accounts.models import EmailPurpose
from skypanel.accounts.service import Accounts
from skypanel.core.caller import current_caller
from skypanel.core.clock import Clock
from skypanel.core.db import Database
from skypanel.core.http.errors import NotSent
from skypanel.integrations.mail.errors import MailDeferred, MailMisconfigured, Undeliverable
from skypanel.integrations.mail.message import Mailer, MailMessage, UnfitMessageError
from skypanel.notifications import queries
from skypanel.notifications.errors import MailUnderWay
from skypanel.notifications.models import KEPT_FOR, MOST_AN_HOUR, SETTLES_AFTER, Kind, Mail, Recipient
from skypanel.notifications.rendering import Quote, one_line, write
from skypanel.notifications.templates import TEMPLATES
from skypanel.tickets.service import Tickets

log = structlog.get_logger()

Composing = Callable[[], Awaitable[MailMessage | None]]


class Notifications:
    """Each method is a job: repeatable, taking ids.

    Three steps, in `_send`: the mail is noted under its cause; it is handed over outside any transaction, with our own
    id in a header; its fate is noted. After a lost answer the provider is asked for that id before anything is sent
    again. Plain SMTP cannot be asked; there, and only after a lost answer, a mail may arrive twice.
    """

    def __init__(
        self,
        db: Database,
        clock: Clock,
        mailer: Mailer,
        accounts: Accounts,
        tickets: Tickets,
        *,
        public_url: str,
        brand: str,
    ) -> None:
        """`public_url` is where people reach the portal, without a slash at its end."""
        self._db = db
        self._clock = clock
        self._mailer = mailer
        self._accounts = accounts
        self._tickets = tickets
        self._public_url = public_url
        self._brand = brand

    async def close(self) -> None:
        """Let go of the connections to the mail provider."""
        await self._mailer.close()

    async def send_verification(self, user_id: int) -> None:
        """The link that proves the address; nothing if it is proven already."""
        await self._send_link(user_id, "verification", "verify", "/verify-email")

    async def send_password_reset(self, user_id: int) -> None:
        """The link to a new password."""
        await self._send_link(user_id, "password_reset", "reset", "/reset-password")

    async def send_registration_repeated(self, user_id: int) -> None:
        """Somebody registered with this person's address: here is where to sign in."""
        await self._send_notice(user_id, "registration_repeated")

    async def send_password_changed(self, user_id: int) -> None:
        """The password was changed, so that its owner can object."""
        await self._send_notice(user_id, "password_changed")

    async def send_ticket_answered(self, ticket_id: int, message_id: int) -> None:
        """What staff wrote, to the customer; once for each message."""
        answer = await self._tickets.find_answer(ticket_id, message_id)
        if answer is None:
            return

        async def compose() -> MailMessage:
            values = {"ticket": str(ticket_id), "subject": answer.subject, "author": answer.author_name or "Support"}
            quote = Quote(answer.body, answer.html)
            recipient = Recipient(answer.email, answer.username)
            return self._message("ticket_answered", cause, recipient, f"/tickets/{ticket_id}", values, quote)

        cause = f"ticket_answered:{message_id}"
        await self._send(answer.user_id, "ticket_answered", cause, compose)

    async def forget_old_mails(self) -> None:
        """Delete what was settled 90 days ago."""
        async with self._db.begin() as tx:
            forgotten = await queries.forget_old(tx, self._clock.now() - KEPT_FOR)
        log.info("mails.forgotten", count=forgotten)

    async def _send_link(self, user_id: int, kind: Kind, purpose: EmailPurpose, path: str) -> None:
        """A mail with a single-use token. It is made for this attempt and stands in the fragment: in no log, no row."""

        async def compose() -> MailMessage | None:
            issued = await self._accounts.issue_email_token(user_id, purpose)
            if issued is None:
                return None
            recipient = Recipient(issued.email, issued.username)
            return self._message(kind, cause, recipient, f"{path}#token={issued.token}")

        cause = _cause_of_this_job(kind)
        await self._send(user_id, kind, cause, compose)

    async def _send_notice(self, user_id: int, kind: Kind) -> None:
        async def compose() -> MailMessage | None:
            user = await self._accounts.find(user_id)
            if user is None:
                return None
            return self._message(kind, cause, Recipient(user.email, user.username), "/sign-in")

        cause = _cause_of_this_job(kind)
        await self._send(user_id, kind, cause, compose)

    async def _send(self, user_id: int, kind: Kind, cause: str, compose: Composing) -> None:
        mail = await self._intend(user_id, kind, cause)
        if mail is None:
            return
        message = await compose()
        if message is None:
            await self._refuse(mail, "no longer wanted")
            return
        if mail.attempted_at is not None and await self._mailer.was_accepted(message):
            await self._settle(mail, None)
            return
        try:
            receipt = await self._mailer.send(message)
        except (Undeliverable, UnfitMessageError) as error:
            await self._refuse(mail, str(error))
        except (NotSent, MailDeferred, MailMisconfigured):
            await self._release(mail)
            raise
        else:
            await self._settle(mail, receipt.provider_id)

    async def _intend(self, user_id: int, kind: Kind, cause: str) -> Mail | None:
        """The mail as it was before this attempt, now marked as attempted.

        None when it is settled, or the person is gone or had too many of its kind; MailUnderWay while an earlier
        attempt may still turn out to have succeeded.
        """
        now = self._clock.now()
        async with self._db.begin() as tx:
            await queries.owe(tx, user_id, kind, cause, now, MOST_AN_HOUR.get(kind))
            mail = await queries.find_for_update(tx, cause)
            if mail is None:
                log.warning("mail.not_owed", kind=kind, user_id=user_id)
                return None
            if mail.state != "requested":
                return None
            if mail.attempted_at is not None and now < mail.attempted_at + SETTLES_AFTER:
                wait = mail.attempted_at + SETTLES_AFTER - now
                raise MailUnderWay(retry_after_seconds=int(wait.total_seconds()) + 1)
            await queries.set_attempted(tx, mail.id, now)
        return mail

    async def _settle(self, mail: Mail, provider_id: str | None) -> None:
        async with self._db.begin() as tx:
            await queries.set_sent(tx, mail.id, provider_id, self._clock.now())

    async def _refuse(self, mail: Mail, reason: str) -> None:
        log.warning("mail.refused", mail_id=mail.id, reason=reason)
        async with self._db.begin() as tx:
            await queries.set_refused(tx, mail.id)

    async def _release(self, mail: Mail) -> None:
        """Nothing was taken, so the next attempt need not ask."""
        async with self._db.begin() as tx:
            await queries.set_attempted(tx, mail.id, None)

    def _message(
        self,
        kind: Kind,
        cause: str,
        recipient: Recipient,
        path: str,
        values: dict[str, str] | None = None,
        quote: Quote | None = None,
    ) -> MailMessage:
        own = {"brand": self._brand, "username": recipient.username, "link": f"{self._public_url}{path}"}
        letter = write(TEMPLATES[kind], {**(values or {}), **own}, quote)
        # The same for every attempt, and different from other portals' that use the same provider account.
        key = hashlib.sha256(f"{self._public_url} {cause}".encode()).hexdigest()[:32]
        return MailMessage(
            id=key,
            to=recipient.email,
            to_name=one_line(recipient.username),
            subject=letter.subject,
            text=letter.text,
            html=letter.html,
        )


def _cause_of_this_job(kind: Kind) -> str:
    """One mail for each job, however often it is tried: within a job, the caller's id is the job's own."""
    return f"{kind}:{current_caller().request_id or uuid4().hex}"
