"""One message to one person, checked so that no field can become another header or another recipient."""

import re
from datetime import datetime
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr
from typing import Protocol

from msgspec import Struct

MESSAGE_ID_HEADER = "X-Portal-Message-Id"
_ID = re.compile(r"[A-Za-z0-9-]{1,64}")
_NOT_IN_A_LINE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
"""Control characters, everything that ends a line somewhere, and halves of characters."""
_INTERNATIONAL = re.compile(r"[^\x00-\x20\x7f()<>@,;:\\\"\[\].]+(?:\.[^\x00-\x20\x7f()<>@,;:\\\"\[\].]+)*")
"""A dotted name as RFC 6531 widens it: anything but blanks and specials."""
_LONGEST_SUBJECT = 255


class UnfitMessageError(ValueError):
    """Our bug or a forged value: the message names the field, never its content."""


class MailMessage(Struct, frozen=True, kw_only=True):
    """`id` is ours and goes out in a header, so that a message can be found again at the provider."""

    id: str
    to: str
    subject: str
    text: str
    html: str | None = None
    to_name: str = ""
    reply_to: str | None = None
    unsubscribe_url: str | None = None
    """For mail people may decline: one click there ends it."""


class Receipt(Struct, frozen=True):
    """The provider has it. `provider_id` is its own name for the message, if it gave one."""

    provider_id: str | None


class Mailer(Protocol):
    """A way out for mail. `send` returns once the provider has accepted the message, or raises (errors.py)."""

    async def send(self, message: MailMessage) -> Receipt: ...

    async def was_accepted(self, message: MailMessage) -> bool | None:
        """After OutcomeUnknown: whether the provider has it; None where that cannot be told."""
        ...

    async def close(self) -> None: ...


def parse_sender(configured: str) -> Address:
    """The sender from `Name <address>` or a bare address; UnfitMessageError otherwise."""
    name, address = parseaddr(_line("sender", configured))
    return _address("sender", address, name)


def compose(message: MailMessage, sender: Address, now: datetime) -> EmailMessage:
    """The message as it travels: UTF-8 text, and HTML beside it if there is any.

    Refuses (UnfitMessageError) line breaks in headers, anything but one plain recipient, and an id that is not ours.
    """
    if not _ID.fullmatch(message.id):
        raise UnfitMessageError("id")
    mail = EmailMessage(policy=SMTP)
    mail["From"] = sender
    mail["To"] = _address("to", message.to, _literal(message.to_name))
    mail["Subject"] = _literal(_line("subject", message.subject)[:_LONGEST_SUBJECT])
    mail["Date"] = format_datetime(now)
    mail["Message-ID"] = f"<{message.id}@{sender.domain}>"
    for name, value in extra_headers(message):
        mail[name] = value
    try:
        mail.set_content(message.text)
        if message.html is not None:
            mail.add_alternative(message.html, subtype="html")
    except UnicodeEncodeError:
        raise UnfitMessageError("text") from None
    return mail


def extra_headers(message: MailMessage) -> list[tuple[str, str]]:
    """What goes beside the usual headers, checked."""
    headers = [(MESSAGE_ID_HEADER, message.id), ("Auto-Submitted", "auto-generated")]
    if message.reply_to is not None:
        headers.append(("Reply-To", str(_address("reply_to", message.reply_to))))
    if message.unsubscribe_url is not None:
        url = _line("unsubscribe_url", message.unsubscribe_url)
        if not url.startswith("https://") or set(url) & set("<> "):
            raise UnfitMessageError("unsubscribe_url")
        headers += [("List-Unsubscribe", f"<{url}>"), ("List-Unsubscribe-Post", "List-Unsubscribe=One-Click")]
    return headers


def _address(field: str, address: str, name: str = "") -> Address:
    _line(field, address)
    _line(f"{field}_name", name)
    if not address.isascii():
        return _international(field, address, name)
    try:
        parsed = Address(name, addr_spec=address)
    except (MessageError, ValueError, IndexError):
        raise UnfitMessageError(field) from None
    if not parsed.domain or not parsed.username or parsed.addr_spec != address:
        raise UnfitMessageError(field)
    return parsed


def _international(field: str, address: str, name: str) -> Address:
    """The library reads ASCII addresses only, so this one is checked here."""
    username, _, domain = address.rpartition("@")
    if not _INTERNATIONAL.fullmatch(username) or not _INTERNATIONAL.fullmatch(domain):
        raise UnfitMessageError(field)
    return Address(name, username=username, domain=domain)


def _literal(text: str) -> str:
    """`text` with nothing in it that the library, or a mail program, would take for an encoded word (RFC 2047)."""
    return text.replace("=?", "=\u200b?")


def _line(field: str, value: str) -> str:
    if _NOT_IN_A_LINE.search(value):
        raise UnfitMessageError(field)
    return value
