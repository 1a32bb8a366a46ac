"""What somebody who runs the demonstration may count on."""

import json
import socket
import stat
import time

import psutil
import pytest

from .conftest import Starter, wait_until

# Six processes start, some several times, perhaps on a busy machine.
pytestmark = pytest.mark.timeout(300)


def test_it_prints_where_to_go_and_leaves_nothing_after_ctrl_c(demo_starter: Starter) -> None:
    demo = demo_starter()
    demo.wait_until_ready()
    assert f"http://localhost:{demo.port}" in demo.output
    assert f"http://localhost:{demo.simulators_port}/mail/" in demo.output
    kept = demo.directory / "demo" / "credentials.json"
    sign_ins = json.loads(kept.read_text())
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    for who in ("admin", "customer"):
        assert f"{who}@demo.example" in demo.output
        assert sign_ins[who]["password"] in demo.output
    assert set(demo.processes()) == {"web", "worker", "simulators", "postgres"}
    assert demo.interrupt() == 0
    assert demo.left_over() == []

    again = demo_starter()
    assert again.wait_until_ready() < 15
    assert json.loads(kept.read_text()) == sign_ins
    assert again.interrupt() == 0


def test_whatever_is_killed_comes_back(demo_starter: Starter) -> None:
    demo = demo_starter()
    demo.wait_until_ready()
    for part in ("simulators", "worker", "web", "postgres"):
        killed = demo.processes()[part]
        killed.kill()
        demo.wait_for_another(part, killed)
        wait_until(demo.answers, seconds=30)
        assert f"{part}: ended" in demo.output
    assert demo.interrupt() == 0
    assert demo.left_over() == []


def test_when_it_is_killed_itself_its_parts_end_and_it_starts_again(demo_starter: Starter) -> None:
    demo = demo_starter()
    demo.wait_until_ready()
    demo.kill()
    again = demo_starter()
    again.wait_until_ready()
    parts = again.processes()
    assert set(parts) == {"web", "worker", "simulators", "postgres"}
    assert all(psutil.Process(part.pid).create_time() > time.time() - 60 for part in parts.values())
    again.kill()
    wait_until(lambda: again.left_over() == [], seconds=100)


@pytest.mark.parametrize(("variable", "argument"), [("PORT", "port"), ("SIMULATORS_PORT", "simulators_port")])
def test_a_busy_port_is_refused_with_the_variable_to_change(
    variable: str, argument: str, demo_starter: Starter
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as busy:
        port = busy.getsockname()[1]
        demo = demo_starter(**{argument: port})
        assert demo.process.wait(30) == 1
        wait_until(lambda: f"Port {port} is in use" in demo.output, seconds=5)
        assert f" {variable}=" in demo.output
        assert "Traceback" not in demo.output


def test_a_second_one_in_the_same_place_is_refused(demo_starter: Starter) -> None:
    demo = demo_starter()
    demo.wait_until_ready()
    second = demo_starter()
    assert second.process.wait(30) == 1
    wait_until(lambda: f"already runs (process {demo.process.pid})" in second.output, seconds=5)
    assert demo.answers()
