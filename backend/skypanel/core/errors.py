"""The map of failure: every way the product says no, and what sort of no it is.

    Refusal                     expected; shown to the caller; logged as information
      Unauthenticated           we do not know who is asking
      PaymentRequired           the balance does not cover it
      NotPermitted              we know who asks, and they may not
      NotFound                  it does not exist, or it is somebody else's
      Conflict                  it contradicts the present state
      Invalid                   the request itself is wrong; `fields` says where
      TooMany                   too often; `retry_after_seconds` says when again
    Unavailable                 another company or our database did not answer; worth trying again

Anything else that is raised is our own bug. The HTTP status of each kind stands in one table in `app/http/errors.py`.
A domain names its own refusals by subclassing a kind and setting `code` and `message`.
"""

from collections.abc import Mapping
from typing import Any, ClassVar, Self


class Refusal(Exception):  # noqa: N818 - a refusal is an answer, not an error of ours
    """An expected no. `code` is stable, for programs; `message` is a sentence for people; `details` is typed data."""

    code: ClassVar[str] = "refused"
    message: ClassVar[str] = "This is not possible."

    def __init__(self, message: str | None = None, details: Mapping[str, Any] | None = None) -> None:
        self.text = message or self.message
        self.details = details
        super().__init__(self.text)


class Unauthenticated(Refusal):
    code = "unauthenticated"
    message = "Sign in to continue."


class PaymentRequired(Refusal):
    code = "payment_required"
    message = "Your balance does not cover this."


class NotPermitted(Refusal):
    code = "not_permitted"
    message = "You may not do this."


class NotFound(Refusal):
    """Also the answer for somebody else's record: a stranger learns nothing, not even that it exists."""

    code = "not_found"
    message = "This does not exist."


class Conflict(Refusal):
    code = "conflict"
    message = "This contradicts the present state. Reload and try again."


class Invalid(Refusal):
    """The request is wrong. `fields` maps a field's wire name to a sentence that says what to do."""

    code = "invalid"
    message = "Some fields need your attention."

    def __init__(self, message: str | None = None, *, fields: Mapping[str, str] | None = None) -> None:
        super().__init__(message, {"fields": dict(fields)} if fields else None)


class TooMany(Refusal):
    code = "too_many_requests"
    message = "Too many requests. Wait a moment and try again."

    def __init__(self, message: str | None = None, *, retry_after_seconds: int = 1) -> None:
        super().__init__(message, {"retryAfterSeconds": retry_after_seconds})
        self.retry_after_seconds = retry_after_seconds

    @classmethod
    def after(cls, wait_seconds: float) -> Self:
        """With the exact wait, told in whole seconds and never as too short a one."""
        return cls(retry_after_seconds=max(1, round(wait_seconds + 0.5)))


class Unavailable(Exception):  # noqa: N818 - the same register as Refusal
    """Somebody we depend on failed or did not answer. Nothing of their text reaches the caller.

    `retry_after_seconds` is our best guess of when trying again makes sense.
    """

    code: ClassVar[str] = "unavailable"
    message: ClassVar[str] = "A service we depend on is not answering. Try again shortly."

    def __init__(self, message: str | None = None, *, retry_after_seconds: int = 5) -> None:
        self.text = message or self.message
        self.retry_after_seconds = retry_after_seconds
        super().__init__(self.text)
