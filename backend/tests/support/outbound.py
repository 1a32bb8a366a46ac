"""What tests of the outbound client share: limits, calls, and servers that answer in turn or never."""

import asyncio
import socket
from collections.abc import Callable

from skypanel.core.http.call import Call
from skypanel.core.http.limits import OutboundLimits
from skypanel.core.http.outbound import Outbound
from tests.support.scripted_server import Handler, Reply, Request

# Quick to try again, and patient with a slow machine. Longer than `hang`: what relies on these does not end by them.
QUICK = OutboundLimits(
    connect_seconds=30.0, total_seconds=60.0, wait_seconds=30.0, backoff_seconds=0.01, pause_seconds=0.1
)
READ = Call(method="GET", path="/things/{id}", values=(("id", "7"),))
WRITE = Call(method="POST", path="/things", body=b"{}")
REPEATABLE = Call(method="PUT", path="/things", body=b"{}", is_idempotent=True)

Make = Callable[..., Outbound]


def in_turn(*replies: Reply) -> Handler:
    """Each reply once, the last for ever."""
    left = list(replies)
    return lambda _: left.pop(0) if len(left) > 1 else left[0]


def limits(**changes: float) -> OutboundLimits:
    return OutboundLimits(
        **{
            **{name: getattr(QUICK, name) for name in QUICK.__struct_fields__},
            **changes,
        }
    )


async def hang(_: Request) -> Reply:
    await asyncio.sleep(30)
    return Reply()


def closed_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
