"""What tests of the outbound client share: quick limits, calls, and servers that answer in turn or never."""

import asyncio
import socket
from collections.abc import Callable

from skypanel.core.http.call import Call
from skypanel.core.http.limits import OutboundLimits
from skypanel.core.http.outbound import Outbound
from tests.support.scripted_server import Handler, Reply, Request

QUICK = OutboundLimits(
    connect_seconds=2.0, total_seconds=3.0, wait_seconds=0.5, backoff_seconds=0.01, open_seconds=0.3, pause_seconds=0.1
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
