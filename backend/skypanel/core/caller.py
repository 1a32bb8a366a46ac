"""From where the present work was asked for: set once by the door, read by logs, limits and the audit trail."""

from contextvars import ContextVar

from msgspec import Struct


class Caller(Struct, frozen=True):
    """`address` is the client's IP after the trusted proxies, or None for jobs and commands."""

    request_id: str | None = None
    address: str | None = None
    user_agent: str = ""


_NOBODY = Caller()
_caller: ContextVar[Caller] = ContextVar("caller", default=_NOBODY)


def current_caller() -> Caller:
    return _caller.get()


def set_caller(caller: Caller) -> None:
    """For the rest of this task (a request or a job runs in a task of its own)."""
    _caller.set(caller)
