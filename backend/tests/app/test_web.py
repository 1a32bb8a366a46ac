"""The routes are made once a process and hold nothing of a portal; the server hears how its start and end went."""

import contextlib
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import pytest

from skypanel.app.build import Services
from skypanel.app.http.asgi import Message
from skypanel.app.web import web
from tests.support.clock import MovableClock
from tests.support.portal import config_for, running_portal
from tests.support.simulators import SimulatorProcess

START, COMPLETE = "lifespan.startup", "lifespan.startup.complete"


async def test_portals_of_one_process_share_their_routes_and_nothing_else(
    dsn: str, tmp_path: Path, simulators_process: SimulatorProcess, clock: MovableClock
) -> None:
    configs = [config_for(dsn, tmp_path / name, simulators_process.url, METRICS_TOKEN=name) for name in ("one", "two")]
    async with running_portal(configs[0], clock) as one, running_portal(configs[1], clock) as two:
        callers = [portal.anonymous() for portal in (one, two)]
        found = {
            (number, token): (await caller.get("/metrics", headers={"Authorization": f"Bearer {token}"})).status_code
            for number, caller in enumerate(callers)
            for token in ("one", "two")
        }
    assert found == {(0, "one"): 200, (0, "two"): 404, (1, "one"): 404, (1, "two"): 200}


class Server:
    """What a server says to an application, and hears."""

    def __init__(self) -> None:
        self.heard: list[Message] = []

    async def receive(self) -> Message:
        return {"type": START if not self.heard else "lifespan.shutdown"}

    async def send(self, message: Message) -> None:
        self.heard.append(message)


@contextlib.asynccontextmanager
async def well() -> AsyncIterator[None]:
    yield


def failing_start() -> contextlib.AbstractAsyncContextManager[None]:
    raise RuntimeError("a secret")


@contextlib.asynccontextmanager
async def failing_end() -> AsyncIterator[None]:
    yield
    raise RuntimeError("a secret")


@pytest.mark.parametrize(
    ("life", "heard"),
    [
        (well, [COMPLETE, "lifespan.shutdown.complete"]),
        (failing_start, ["lifespan.startup.failed"]),
        (failing_end, [COMPLETE, "lifespan.shutdown.failed"]),
    ],
)
async def test_a_server_is_told_how_start_and_end_went(
    services: Services, life: Callable[[], Any], heard: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    server, gate = Server(), web(services)
    monkeypatch.setattr(gate, "_lifespan", life)
    with contextlib.nullcontext() if life is well else pytest.raises(RuntimeError):
        await gate({"type": "lifespan"}, server.receive, server.send)
    assert [message["type"] for message in server.heard] == heard
    assert not any("secret" in str(message) for message in server.heard)
