"""From where the present work was asked for: set once by the door, read by logs, limits and the audit trail."""

import ipaddress
from contextvars import ContextVar
from functools import lru_cache

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


@lru_cache(maxsize=4096)
def place_of(address: str | None) -> str:
    """Where `address` is, as limits see it: the IPv4 address itself, or the /64 that one IPv6 customer has."""
    if address is None:
        return "local"
    if ":" not in address:
        return address
    return str(ipaddress.ip_network(f"{address}/64", strict=False).network_address)
