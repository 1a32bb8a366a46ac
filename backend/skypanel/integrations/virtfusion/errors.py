"""Every way the panel says no, from the status and whatever text it sent (docs/integrations/virtfusion.md, 1.2).

    VirtFusionError
      Refused                 the panel understood and declined; nothing changed
        MissingRecord         404 with `msg`: the record in the path is gone, or never was
        ConflictingState      409: taken e-mail address or relation, a user that still owns servers
        Rejected              422: a rule or a field; `field_errors` when it names fields
        Busy                  423: other work on it is pending; try later, do not alarm
      Misconfigured           (Unavailable) our set-up is wrong; staff must act
        AccessDenied          401, 403: the token is wrong, expired or lacks a permission
        WrongAddress          404 without `msg`, a redirect: not the panel's API. Never means that a record is gone
      PanelUnavailable        (Unavailable) 5xx; nothing changed as far as the answer says
        RateLimited           429
        Unreadable            a success whose body we cannot read, on a read
        ListChanged           a list that would not hold still while its pages were read
        PanelOutcomeUnknown   (OutcomeUnknown) a write answered by 5xx or by a success that cannot be read

Texts here are the panel's own: for logs and staff, never for customers. What has no answer at all is
`NotSent`, `NoAnswer` or `OutcomeUnknown` of core/http/errors.py.
"""

from collections.abc import Mapping
from datetime import datetime
from http import HTTPStatus

import msgspec
from msgspec import Struct

from skypanel.core.errors import Unavailable
from skypanel.core.http.call import Answer, Call
from skypanel.core.http.errors import OutcomeUnknown

_LONGEST_TEXT = 500
_DEFAULT_RETRY_SECONDS = 5


class Failure(Struct, frozen=True, kw_only=True):
    """One refusal, normalised."""

    operation: str
    status: int
    messages: tuple[str, ...] = ()
    field_errors: Mapping[str, tuple[str, ...]] = {}
    retry_after_seconds: int = _DEFAULT_RETRY_SECONDS


class VirtFusionError(Exception):
    """What the panel answered instead of doing what we asked."""

    def __init__(self, failure: Failure) -> None:
        Exception.__init__(self, failure)  # beside `Unavailable`, whose own arguments differ
        self.failure = failure
        self.status = failure.status
        self.messages = failure.messages
        self.field_errors = failure.field_errors
        self.retry_after_seconds = failure.retry_after_seconds

    def __str__(self) -> str:
        return f"{self.failure.operation}: {self.status}"

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self})"

    def mentions(self, words: str) -> bool:
        """Whether one of the panel's texts contains `words`, in any case."""
        return any(words.lower() in message.lower() for message in self.messages)


class Refused(VirtFusionError):  # noqa: N818 - the family reads as answers, as core/errors.py does
    """The panel understood the call and declined it. Nothing changed."""


class MissingRecord(Refused):
    """The record in the path does not exist at the panel."""


class ConflictingState(Refused):
    """The call contradicts the panel's present state."""


class Rejected(Refused):
    """A rule or a field's value was not accepted."""


class Busy(Refused):
    """Other work on the same record is pending, or the panel asks not to be disturbed. Trying later helps."""


class Misconfigured(VirtFusionError, Unavailable):  # noqa: N818 - as above
    """Our address or token is wrong. Customers see an outage; staff must see this."""

    code = "virtfusion_misconfigured"
    message = "The control panel is not available right now. Our staff have been told."

    def __init__(self, failure: Failure) -> None:
        Unavailable.__init__(self, retry_after_seconds=failure.retry_after_seconds)
        VirtFusionError.__init__(self, failure)


class AccessDenied(Misconfigured):
    """The token is missing, wrong, expired, or lacks a permission (403)."""


class WrongAddress(Misconfigured):
    """What answered is not the panel's API, or has no such call. It says nothing about any record."""


class PanelUnavailable(VirtFusionError, Unavailable):  # noqa: N818 - as above
    """The panel or its hypervisor cannot do it now."""

    code = "virtfusion_unavailable"
    message = "The control panel is not answering. Try again shortly."

    def __init__(self, failure: Failure) -> None:
        Unavailable.__init__(self, retry_after_seconds=failure.retry_after_seconds)
        VirtFusionError.__init__(self, failure)


class RateLimited(PanelUnavailable):
    """Our token made too many calls."""


class Unreadable(PanelUnavailable):
    """A read was answered with success and something that is not what the contract says."""


class ListChanged(PanelUnavailable):
    """A list kept changing while we read its pages, so no whole of it could be had."""


class PanelOutcomeUnknown(PanelUnavailable, OutcomeUnknown):
    """A write failed inside the panel, or its success cannot be read: it may have taken effect."""

    code = OutcomeUnknown.code
    message = OutcomeUnknown.message

    def __init__(self, failure: Failure) -> None:
        OutcomeUnknown.__init__(
            self,
            "virtfusion",
            failure.operation,
            f"status {failure.status}",
            retry_after_seconds=failure.retry_after_seconds,
        )
        VirtFusionError.__init__(self, failure)


_REFUSALS: Mapping[int, type[VirtFusionError]] = {
    HTTPStatus.UNAUTHORIZED: AccessDenied,
    HTTPStatus.FORBIDDEN: AccessDenied,
    HTTPStatus.CONFLICT: ConflictingState,
    HTTPStatus.UNPROCESSABLE_ENTITY: Rejected,
    HTTPStatus.LOCKED: Busy,
    HTTPStatus.TOO_MANY_REQUESTS: RateLimited,
}


def error_from(call: Call, answer: Answer, now: datetime) -> VirtFusionError:
    """The error that an answer outside 2xx means."""
    body = _json_map(answer)
    field_errors, listed = _errors(body.get("errors"))
    worded = [text for key in ("msg", "message") if isinstance(text := body.get(key), str)]
    texts = [*listed, *worded]
    asked = answer.retry_after_seconds(now)
    failure = Failure(
        operation=call.operation,
        status=answer.status,
        messages=tuple(dict.fromkeys(text[:_LONGEST_TEXT] for text in texts if text)),
        field_errors=field_errors,
        retry_after_seconds=max(1, round(asked)) if asked is not None else _DEFAULT_RETRY_SECONDS,
    )
    return _kind(call, answer.status, has_msg=has_msg(answer))(failure)


def unreadable(call: Call, status: int) -> PanelUnavailable:
    """A success that cannot be read: harmless for a read, an unknown outcome for a write."""
    kind = Unreadable if call.is_read else PanelOutcomeUnknown
    return kind(Failure(operation=call.operation, status=status))


def has_msg(answer: Answer) -> bool:
    """Whether the panel itself worded this answer; proxies and unknown routes do not use `msg`."""
    text = _json_map(answer).get("msg")
    return isinstance(text, str) and bool(text)


def _kind(call: Call, status: int, *, has_msg: bool) -> type[VirtFusionError]:
    if status == HTTPStatus.NOT_FOUND:
        return MissingRecord if has_msg else WrongAddress
    if status in _REFUSALS:
        return _REFUSALS[status]
    if HTTPStatus.BAD_REQUEST <= status < HTTPStatus.INTERNAL_SERVER_ERROR:
        return WrongAddress if status == HTTPStatus.METHOD_NOT_ALLOWED else Refused
    if status < HTTPStatus.BAD_REQUEST:
        return WrongAddress
    is_worded_refusal = status == HTTPStatus.SERVICE_UNAVAILABLE and has_msg
    return PanelUnavailable if call.is_read or is_worded_refusal else PanelOutcomeUnknown


def _json_map(answer: Answer) -> dict[str, object]:
    try:
        body = msgspec.json.decode(answer.body)
    except (ValueError, RecursionError):
        return {}
    return body if isinstance(body, dict) else {}


def _errors(errors: object) -> tuple[dict[str, tuple[str, ...]], list[str]]:
    """By field and flat, from a list of strings, a map of field to strings, or one string."""
    if isinstance(errors, dict):
        by_field = {str(field): _texts(texts) for field, texts in errors.items()}
        return by_field, [text for texts in by_field.values() for text in texts]
    return {}, list(_texts(errors))


def _texts(value: object) -> tuple[str, ...]:
    if isinstance(value, str):
        return (value[:_LONGEST_TEXT],)
    return tuple(item[:_LONGEST_TEXT] for item in value if isinstance(item, str)) if isinstance(value, list) else ()
