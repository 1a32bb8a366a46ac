"""What somebody who runs the demonstration may count on."""

import fcntl
import json
import os
import pty
import socket
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from scripts.demonstration import places
from tests.support.waiting import SLOWEST_SECONDS, wait_until

from .conftest import Starter

# Six processes start, some several times, perhaps on a busy machine.
pytestmark = pytest.mark.timeout(900)

BEGIN = "from scripts.demo import Stopping, tell; stopping = Stopping(); tell('begun'); "


def test_it_prints_where_to_go_and_leaves_nothing_after_ctrl_c(demo_starter: Starter) -> None:
    demo = demo_starter()
    demo.wait_until_ready()
    environment = os.open(sys.prefix, os.O_RDONLY)
    with pytest.raises(BlockingIOError):  # `make clean` asks the same
        fcntl.flock(environment, fcntl.LOCK_EX | fcntl.LOCK_NB)
    os.close(environment)
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

    # Making the database and filling it is most of a first start: the second one does neither.
    made_once = [demo.directory / "demo" / "postgres" / "cluster" / "PG_VERSION", demo.directory / "log" / "seed.log"]
    made_at = [path.stat().st_mtime_ns for path in made_once]
    again = demo_starter()
    again.wait_until_ready()
    assert [path.stat().st_mtime_ns for path in made_once] == made_at
    assert json.loads(kept.read_text()) == sign_ins
    assert again.interrupt() == 0


def test_whatever_is_killed_comes_back(demo_starter: Starter) -> None:
    demo = demo_starter()
    demo.wait_until_ready()
    for part in ("simulators", "worker", "web", "postgres"):
        killed = demo.processes()[part]
        killed.kill()
        demo.wait_for_another(part, killed)
        wait_until(demo.answers, f"it answers without its first {part}", seconds=SLOWEST_SECONDS)
        assert f"{part}: ended" in demo.output
    assert demo.interrupt() == 0
    assert demo.left_over() == []


def test_when_it_is_killed_itself_its_parts_end_and_it_starts_again(demo_starter: Starter) -> None:
    demo = demo_starter()
    demo.wait_until_ready()
    before = demo.processes()
    demo.kill()
    again = demo_starter()
    again.wait_until_ready()
    parts = again.processes()
    assert set(parts) == set(before) == {"web", "worker", "simulators", "postgres"}
    assert not set(parts.values()) & set(before.values())
    again.kill()
    wait_until(lambda: again.left_over() == [], "everything ended", seconds=SLOWEST_SECONDS)


@pytest.mark.parametrize(("variable", "argument"), [("PORT", "port"), ("SIMULATORS_PORT", "simulators_port")])
def test_a_busy_port_is_refused_with_the_variable_to_change(
    variable: str, argument: str, demo_starter: Starter
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as busy:
        port = busy.getsockname()[1]
        demo = demo_starter(**{argument: port})
        assert demo.process.wait(SLOWEST_SECONDS) == 1
        wait_until(lambda: f"Port {port} is in use" in demo.output, "the refusal")
        assert f" {variable}=" in demo.output
        assert "Traceback" not in demo.output


def test_a_second_one_in_the_same_place_is_refused(demo_starter: Starter) -> None:
    demo = demo_starter()
    demo.wait_until_ready()
    second = demo_starter()
    assert second.process.wait(SLOWEST_SECONDS) == 1
    wait_until(lambda: f"already runs (process {demo.process.pid})" in second.output, "the refusal")
    assert demo.answers()


def test_a_closed_terminal_ends_it_though_nobody_passes_the_hangup_on() -> None:
    keyboard, terminal = pty.openpty()
    waiting = subprocess.Popen(  # noqa: S603
        [sys.executable, "-c", BEGIN + "stopping.pause(600)"],
        stdin=terminal, stdout=terminal, stderr=subprocess.PIPE, start_new_session=True,
    )  # fmt: skip
    os.close(terminal)
    assert os.read(keyboard, 100).strip() == b"begun"
    os.close(keyboard)
    assert waiting.communicate(timeout=SLOWEST_SECONDS)[1].endswith(b"Stopped\n")


def test_nohup_is_respected() -> None:
    ignoring = "import signal; signal.signal(signal.SIGHUP, signal.SIG_IGN); " + BEGIN
    hung_up = subprocess.run(  # noqa: S603
        [sys.executable, "-c", f"{ignoring}signal.raise_signal(signal.SIGHUP); stopping.pause(0.01)"], check=False
    )
    assert hung_up.returncode == 0


def test_nothing_fails_when_what_reads_its_words_has_ended() -> None:
    reader, writer = os.pipe()
    os.close(reader)
    told = subprocess.run(  # noqa: S603
        [sys.executable, "-c", BEGIN + "tell('Stopping')"],
        stdout=writer,
        stderr=subprocess.PIPE,
        check=False,
    )
    os.close(writer)
    assert (told.returncode, told.stderr) == (0, b"")


def test_what_it_keeps_and_somebody_broke_is_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(places, "DATA", tmp_path)
    monkeypatch.setattr(places, "CREDENTIALS", tmp_path / "credentials.json")
    (tmp_path / "secrets.json").write_text('{"SESSION_SECRET": "half')
    (tmp_path / "credentials.json").write_bytes(b"\xff")
    for read in (places.kept_secrets, places.credentials):
        with pytest.raises(places.DemoError, match=r"json cannot be read .* to begin anew\."):
            read()
