"""`/email/send`, `/email/mime` and `/activity/search` (docs/integrations/mail.md §1)."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default as modern
from email.utils import getaddresses
from hashlib import sha256
from typing import Any

import msgspec
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from simulators.answers import encode
from simulators.mail.activity import LIMIT, MOST_EVENTS, search
from simulators.mail.mailbox import Draft, Mailbox, plain

Json = dict[str, Any]
ADDRESS = re.compile(r"[^@\s<>]+@[^@\s<>]+\.[^@\s<>]+")
FORBIDDEN_HEADERS = {"content-type", "content-transfer-encoding", "mime-version"}
MOST_RECIPIENTS = 100
REFUSED_DOMAIN = "refused.example"  # guessed: which addresses fail is ours to choose
NON_VALIDATING = "E_ApiResponseCodes.NON_VALIDATING_IN_PAYLOAD"


class RefusedError(Exception):
    """The API says no: a status, a code, and for validation the field."""

    def __init__(self, status: int, code: str, text: str, field: str | None = None) -> None:
        """Carry what the error body needs."""
        super().__init__(text)
        self.status, self.code, self.text, self.field = status, code, text, field


def unfit(field: str, text: str) -> RefusedError:
    """400 naming the field that does not validate."""
    return RefusedError(400, NON_VALIDATING, text, field)


class MailApi:
    """The vendor's calls on one mailbox."""

    def __init__(self, mailbox: Mailbox, key: str) -> None:
        """Accept `key` in the header or in the body."""
        self._mailbox = mailbox
        self._key = key
        self._requests = 0

    def routes(self) -> list[Route]:
        """Return the routes, relative to the API's base; every call is a POST."""
        return [
            Route("/email/send", self._endpoint(self._send), methods=["POST"]),
            Route("/email/mime", self._endpoint(self._send_mime), methods=["POST"]),
            Route("/activity/search", self._endpoint(self._search), methods=["POST"]),
        ]

    def _endpoint(self, handler: Callable[[Json], Json]) -> Callable[[Request], Awaitable[Response]]:
        async def answer(request: Request) -> Response:
            self._requests += 1
            request_id = sha256(f"request/{self._requests}".encode()).hexdigest()[:32]
            try:
                body = _object(await request.body())
                self._authenticate(request, body)
                return encode({"request_id": request_id, "data": handler(body)})
            except RefusedError as refusal:
                data: Json = {"error": refusal.text, "error_code": refusal.code}
                if refusal.field is not None:
                    data["field_validation_errors"] = {"fieldname": refusal.field, "message": refusal.text}
                return encode({"request_id": request_id, "data": data}, refusal.status)

        return answer

    def _authenticate(self, request: Request, body: Json) -> None:
        given = request.headers.get("x-smtp2go-api-key") or body.get("api_key")
        if given != self._key:
            # Guessed: the code's last word.
            raise RefusedError(401, "E_ApiResponseCodes.API_KEY_INVALID", "The API key is missing or not valid.")

    def _send(self, body: Json) -> Json:
        return self._accept(_draft(body), body)

    def _send_mime(self, body: Json) -> Json:
        encoded = body.get("mime_email")
        if not isinstance(encoded, str) or not encoded:
            raise unfit("mime_email", "mime_email is required.")
        try:
            message = message_from_bytes(base64.b64decode(encoded, validate=True), policy=modern)
        except (binascii.Error, ValueError) as error:
            raise unfit("mime_email", "mime_email is not valid base64.") from error
        if not isinstance(message, EmailMessage):  # pragma: no cover - the policy decides the class
            raise unfit("mime_email", "mime_email is not a message.")
        return self._accept(_mime_draft(message), body)

    def _accept(self, draft: Draft, body: Json) -> Json:
        """Catch the mail. 200 can still mean failure: addresses at `refused.example` come back in `failures`."""
        failures = [address for address in draft.recipients if plain(address).lower().endswith("@" + REFUSED_DOMAIN)]
        accepted = [address for address in draft.recipients if address not in failures]
        email_id = _email_id(self._requests, draft)
        self._mailbox.catch(draft, email_id, accepted)
        data: Json = {"email_id": email_id}
        if "schedule" in body:
            data["schedule_id"] = f"schedule-{email_id}"
        if body.get("fastaccept") is True:
            return data
        return {
            "succeeded": len(accepted),
            "failed": len(failures),
            "failures": [f"{address}: recipient address rejected" for address in failures],  # guessed: the text
            **data,
        }

    def _search(self, body: Json) -> Json:
        """Find sent mail, at once (the vendor's search runs about two minutes behind)."""
        start, end, limit = _instant(body, "start_date"), _instant(body, "end_date"), body.get("limit", LIMIT)
        if not isinstance(limit, int) or not 1 <= limit <= MOST_EVENTS:
            raise unfit("limit", f"limit must be from 1 to {MOST_EVENTS}.")
        return search(self._mailbox, body, start, end, limit)


def _object(raw: bytes) -> Json:
    try:
        body = msgspec.json.decode(raw)
    except msgspec.DecodeError as error:
        raise RefusedError(400, "E_ApiResponseCodes.API_EXCEPTION", "The request body is not valid JSON.") from error
    if not isinstance(body, dict):
        raise RefusedError(400, "E_ApiResponseCodes.API_EXCEPTION", "The request body is not a JSON object.")
    return body


def _draft(body: Json) -> Draft:
    sender = body.get("sender")
    if not isinstance(sender, str) or not ADDRESS.fullmatch(plain(sender)):
        raise unfit("sender", "sender must be a valid email address.")
    recipients = [address for name in ("to", "cc", "bcc") for address in _addresses(body, name)]
    if not body.get("to"):
        raise unfit("to", "to is required.")
    text, html = body.get("text_body") or "", body.get("html_body") or ""
    if not body.get("template_id"):
        if not body.get("subject"):
            raise unfit("subject", "subject is required.")
        if not text and not html:
            raise unfit("text_body", "text_body or html_body is required.")
    attached = [*(body.get("attachments") or []), *(body.get("inlines") or [])]
    names = [str(item.get("filename", "")) for item in attached if isinstance(item, dict)]
    return Draft(sender, recipients, str(body.get("subject") or ""), str(text), str(html), _headers(body), names)


def _addresses(body: Json, name: str) -> list[str]:
    value = body.get(name) or []
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise unfit(name, f"{name} must be a list of addresses.")
    if len(value) > MOST_RECIPIENTS:
        raise unfit(name, f"{name} may hold at most {MOST_RECIPIENTS} addresses.")
    for item in value:
        if not ADDRESS.fullmatch(plain(item)):
            raise unfit(name, f"{item} is not a valid email address.")
    return value


def _headers(body: Json) -> dict[str, str]:
    found: dict[str, str] = {}
    for item in body.get("custom_headers") or []:
        if not isinstance(item, dict) or not isinstance(item.get("header"), str):
            raise unfit("custom_headers", "custom_headers must be a list of header and value.")
        if item["header"].lower() in FORBIDDEN_HEADERS:
            raise unfit("custom_headers", f"{item['header']} is not allowed as a custom header.")
        found[item["header"]] = str(item.get("value", ""))
    return found


def _mime_draft(message: EmailMessage) -> Draft:
    recipients = [
        address
        for name in ("To", "Cc", "Bcc")
        for _, address in getaddresses([str(value) for value in message.get_all(name, [])])
    ]
    if not recipients:
        raise unfit("mime_email", "The message has no recipients.")
    text, html = message.get_body(("plain",)), message.get_body(("html",))
    attachments = [part.get_filename() or "" for part in message.iter_attachments()]
    own = {name: str(value) for name, value in message.items() if name.lower() not in FORBIDDEN_HEADERS}
    return Draft(
        str(message["From"] or ""),
        recipients,
        str(message["Subject"] or ""),
        str(text.get_content()) if text is not None else "",
        str(html.get_content()) if html is not None else "",
        own,
        attachments,
    )


def _email_id(number: int, draft: Draft) -> str:
    mark = sha256(f"{number}/{draft.sender}/{draft.recipients}/{draft.subject}".encode()).hexdigest()
    return f"1u{mark[:4]}-{mark[4:15]}-{mark[15:19]}"


def _instant(body: Json, name: str) -> datetime | None:
    value = body.get(name)
    if value is None:
        return None
    try:
        found = datetime.fromisoformat(str(value))
    except ValueError as error:
        raise unfit(name, f"{name} must be an ISO 8601 date.") from error
    return found.replace(tzinfo=UTC) if found.tzinfo is None else found
