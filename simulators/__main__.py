"""`python -m simulators`: serve every simulated company on one port."""

from __future__ import annotations

import argparse
import asyncio
import ctypes
import os
import signal
import socket
import sys
from collections.abc import Sequence
from pathlib import Path

import msgspec
import uvloop

from simulators.application import application
from simulators.server import listen, serve
from simulators.store import UnusableStateError
from simulators.virtfusion.records import Options, Profile, WebhookTarget
from simulators.world import World, WorldOptions

PR_SET_PDEATHSIG = 1
PARENT_GLANCE_SECONDS = 0.5


def parse(arguments: Sequence[str]) -> argparse.Namespace:
    """Read the command line; defaults come from the environment where a name is given."""
    env = os.environ.get
    parser = argparse.ArgumentParser(prog="python -m simulators", description=__doc__)
    parser.add_argument("--port", type=int, default=int(env("SIMULATORS_PORT", "3400")), help="0 picks a free port")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--state", type=Path, help="directory that keeps the state; without it memory only")
    parser.add_argument("--speed", type=float, default=1.0, help="divides how long builds and power jobs take")
    parser.add_argument("--build-seconds", type=float, default=8.0)
    parser.add_argument("--power-seconds", type=float, default=2.0)
    parser.add_argument("--virtfusion-token", default=env("SIMULATORS_VIRTFUSION_TOKEN", "demo-virtfusion-token"))
    parser.add_argument("--webhook-url", default=env("SIMULATORS_WEBHOOK_URL"))
    parser.add_argument("--webhook-token", default=env("SIMULATORS_WEBHOOK_TOKEN"))
    parser.add_argument("--mail-key", default=env("SIMULATORS_MAIL_KEY", "api-demo"))
    parser.add_argument("--exit-with-parent", action="store_true", help="end when the parent process dies")
    found = parser.parse_args(arguments)
    if found.speed <= 0:
        parser.error("--speed must be greater than 0")
    return found


def world_options(found: argparse.Namespace) -> WorldOptions:
    """Turn the command line into what the world is made from."""
    profile = Profile(
        build_seconds=found.build_seconds / found.speed,
        power_seconds=found.power_seconds / found.speed,
        password_seconds=found.power_seconds / found.speed,
        remote_state_seconds=0.1 / found.speed,
    )
    webhook = WebhookTarget(found.webhook_url, found.webhook_token) if found.webhook_url else None
    return WorldOptions(found.state, Options(found.virtfusion_token, profile, webhook), found.mail_key)


async def run(world: World, listener: socket.socket, *, parent: int | None) -> None:
    """Serve until SIGTERM, SIGINT, or the death of the process `parent`."""
    stopping = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stopping.set)
    tasks = [asyncio.create_task(world.run())]
    if parent is not None:
        tasks.append(asyncio.create_task(_follow(parent, stopping)))
    host, port = listener.getsockname()[:2]
    shown = f"[{host}]" if ":" in host else host
    sys.stdout.write(f"simulators ready on http://{shown}:{port}\n")
    sys.stdout.flush()
    await serve(application(world), listener, stopping)
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


async def _follow(parent: int, stopping: asyncio.Event) -> None:
    """Stop when the parent is gone.

    The kernel's signal comes when the *thread* that started us ends, which may be long before the parent does; so it
    only makes us look. The slow glance is for systems without that signal.
    """

    def look() -> None:
        if os.getppid() != parent:
            stopping.set()

    if sys.platform == "linux":
        asyncio.get_running_loop().add_signal_handler(signal.SIGUSR1, look)
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGUSR1)
    while os.getppid() == parent:  # noqa: ASYNC110 - the kernel offers nothing to wait on
        await asyncio.sleep(PARENT_GLANCE_SECONDS)
    stopping.set()


def main(arguments: Sequence[str] | None = None) -> int:
    """Run from the command line; return the exit status."""
    # Before anything else: whoever starts us may be gone when we are ready.
    parent = os.getppid()
    found = parse(sys.argv[1:] if arguments is None else arguments)
    try:
        listener = listen(found.host, found.port)
    except OSError as error:
        reason = error.strerror or str(error)
        sys.stderr.write(
            f"Cannot listen on {found.host}:{found.port} ({reason}); "
            "stop what uses the port or choose another with --port or SIMULATORS_PORT.\n"
        )
        return 1
    try:
        world = World(world_options(found))
    except UnusableStateError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    except msgspec.MsgspecError as error:
        sys.stderr.write(f"The state in {found.state} was written by another version ({error}); remove it to go on.\n")
        return 1
    try:
        with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
            runner.run(run(world, listener, parent=parent if found.exit_with_parent else None))
    finally:
        world.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
