"""How a call to another company fails to be answered.

    Unavailable
      NotSent                 nothing left this machine: nothing can have happened there
        Saturated             our own budget for that company is spent; waiting longer would be a hang
        CircuitOpen           the company has been failing; we do not ask for a moment
      NoAnswer                it was sent and no usable answer came back; a read, so nothing happened there
        OutcomeUnknown        the same for a call that changes something: it may have taken effect

Whoever makes things at another company must tell `NotSent` (safe to try again) from `OutcomeUnknown` (look first).
"""

import math

from skypanel.core.errors import Unavailable


class _CallUnanswered(Unavailable):
    """Carries whom we asked for what; `reason` is a short word for logs, never the company's own text."""

    def __init__(self, vendor: str, operation: str, reason: str, *, retry_after_seconds: float = 5) -> None:
        super().__init__(retry_after_seconds=max(1, math.ceil(retry_after_seconds)))
        self.vendor = vendor
        self.operation = operation
        self.reason = reason

    def __str__(self) -> str:
        return f"{self.vendor} {self.operation}: {self.reason}"


class NotSent(_CallUnanswered):
    """The call never left: no connection, no budget, or no point. Nothing can have happened."""

    code = "service_unreachable"
    message = "A service we depend on cannot be reached. Nothing was changed; try again shortly."


class Saturated(NotSent):
    """Too many calls to this company are under way or waiting already, or it told us to slow down."""

    code = "service_busy"
    message = "A service we depend on is busy. Nothing was changed; try again shortly."


class CircuitOpen(NotSent):
    """This company failed several times in a row, so we do not ask until `retry_after_seconds` have passed."""

    code = "service_down"
    message = "A service we depend on is having trouble. Nothing was changed; try again shortly."


class NoAnswer(_CallUnanswered):
    """The call was sent, and no answer came that we can read: time-out, cut connection, or too long a body."""

    code = "service_no_answer"


class OutcomeUnknown(NoAnswer):
    """A call that changes something was sent and not answered. It may have taken effect: look before repeating it."""

    code = "outcome_unknown"
    message = "A service we depend on did not confirm this. Check the result before you try again."
