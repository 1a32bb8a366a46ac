"""How a message fails to be handed over.

    MailError
      Undeliverable         this message will never be accepted: bad recipient or content. Do not try again
      MailMisconfigured     our key, password, sender or quota is refused: nothing will go out until staff act
    Unavailable
      MailDeferred          the provider asks to try later; nothing was accepted
      NotSent, OutcomeUnknown (core/http/errors.py)    never handed over / may have been accepted

`reason` is a short stable word for logs and staff. The provider's own text stays here.
"""

from skypanel.core.errors import Unavailable


class MailError(Exception):
    """The provider said no, and saying it again will not help."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Undeliverable(MailError):  # noqa: N818 - answers, as in core/errors.py
    """This message, or its recipient, is refused for good."""


class MailMisconfigured(MailError):  # noqa: N818 - as above
    """We are refused, whatever the message: key, password, permission, quota, sender."""


class MailDeferred(Unavailable):
    """Not now. Nothing was accepted."""

    code = "mail_deferred"
    message = "Mail cannot be sent right now. It will be tried again."

    def __init__(self, reason: str, *, retry_after_seconds: int = 60) -> None:
        super().__init__(retry_after_seconds=retry_after_seconds)
        self.reason = reason
