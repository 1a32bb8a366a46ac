"""The process itself: its one line, its end, its state, its clock, its pages."""

from __future__ import annotations

import contextlib
import html
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import time
from pathlib import Path

import httpx2
import psutil
import pytest

from simulators.tests.support import API_1, PATIENCE_SECONDS, ROOT, Simulators, address_of, eventually, launch


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_says_where_it_listens_and_ends_cleanly(number: signal.Signals) -> None:
    process = launch()
    assert (
        httpx2.get(address_of(process) + "/health", trust_env=False, timeout=PATIENCE_SECONDS).json()["status"] == "ok"
    )
    process.send_signal(number)
    out, err = process.communicate(timeout=PATIENCE_SECONDS)
    assert (process.returncode, out, err) == (0, "", "")


def test_a_busy_port_is_one_clear_sentence() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        command = [sys.executable, "-m", "simulators", "--port", port]
        found = subprocess.run(  # noqa: S603 - our own program
            command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=PATIENCE_SECONDS
        )
    assert found.returncode == 1
    assert found.stdout == ""
    assert f"127.0.0.1:{port}" in found.stderr
    assert "SIMULATORS_PORT" in found.stderr
    assert len(found.stderr.splitlines()) == 1


def test_it_ends_with_its_parent() -> None:
    script = (
        "import subprocess, sys, time\n"
        "p = subprocess.Popen([sys.executable, '-m', 'simulators', '--port', '0', '--exit-with-parent'],"
        " stdout=subprocess.PIPE)\n"
        "p.stdout.readline()\n"
        "print(p.pid, flush=True)\n"
        "time.sleep(600)\n"
    )
    parent = subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-c", script], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    assert parent.stdout is not None
    child = int(parent.stdout.readline())
    assert psutil.pid_exists(child)
    parent.kill()
    parent.communicate()
    eventually(lambda: not psutil.pid_exists(child) or psutil.Process(child).status() == psutil.STATUS_ZOMBIE)


def test_every_answered_change_survives_a_kill(tmp_path: Path) -> None:
    process = launch("--state", str(tmp_path))
    sim = Simulators(address_of(process))
    created = sim.order().json()["data"]
    sim.advance(3600)
    sim.steer("PUT", "/virtfusion/webhook", {"url": "http://127.0.0.1:9/hook", "token": "hook-secret"})
    sim.post(f"/servers/{API_1}/suspend")
    mail = {"sender": "a@example.net", "to": ["b@example.net"], "subject": "s", "text_body": "t"}
    sim.root.post("/mail/v3/email/send", json=mail, headers={"X-Smtp2go-Api-Key": "api-demo"})
    power = sim.post("/servers/502/power/shutdown").json()["data"]["queueId"]
    effects = sim.steer("GET", "/virtfusion/effects")
    sim.close()
    process.kill()
    process.communicate()

    process = launch("--state", str(tmp_path))
    sim = Simulators(address_of(process))
    assert sim.server(created["id"])["uuid"] == created["uuid"]
    assert sim.server(API_1)["suspended"] is True
    assert sim.steer("GET", "/clock")["offsetSeconds"] == 3600
    assert sim.steer("GET", "/virtfusion/webhook")["token"].startswith("hook")
    assert sim.steer("GET", "/virtfusion/webhook/deliveries?event=server.suspend")
    assert sim.root.get("/mail/messages?to=b@example.net").json()[0]["subject"] == "s"
    assert sim.steer("GET", "/virtfusion/effects")[: len(effects)] == effects
    sim.advance(5)
    assert sim.get(f"/queue/{power}")["finished"] is not None
    assert sim.order().json()["data"]["id"] == created["id"] + 1
    sim.close()
    process.terminate()
    process.communicate(timeout=PATIENCE_SECONDS)


def test_a_state_directory_serves_one_process_at_a_time(tmp_path: Path) -> None:
    first = launch("--state", str(tmp_path))
    address_of(first)
    second = launch("--state", str(tmp_path))
    out, err = second.communicate(timeout=PATIENCE_SECONDS)
    assert (second.returncode, out) == (1, "")
    assert "in use" in err
    assert len(err.splitlines()) == 1
    first.terminate()
    first.communicate(timeout=PATIENCE_SECONDS)


def test_speed_divides_the_length_of_jobs() -> None:
    process = launch("--speed", "4")
    sim = Simulators(address_of(process))
    profile = sim.steer("GET", "/virtfusion/profile")
    assert (profile["buildSeconds"], profile["powerSeconds"]) == (2.0, 0.5)
    sim.close()
    process.terminate()
    process.communicate(timeout=PATIENCE_SECONDS)


def test_reset_puts_everything_back(sim: Simulators) -> None:
    before = sim.get("/servers/user/102")
    sim.post(f"/servers/{API_1}/suspend")
    sim.advance(86_400)
    sim.fault("cut", path="/nothing")
    sim.steer("PUT", "/virtfusion/profile", {"isDoNotDisturb": True})
    sim.steer("POST", "/reset")
    assert sim.get("/servers/user/102") == before
    assert sim.steer("GET", "/clock")["offsetSeconds"] == 0
    assert sim.steer("GET", "/faults") == []
    assert sim.steer("GET", "/virtfusion/effects") == []
    assert sim.steer("GET", "/virtfusion/profile")["isDoNotDisturb"] is False


def test_the_clock_only_moves_forwards(sim: Simulators) -> None:
    assert sim.root.post("/clock", json={"advanceSeconds": -1}).status_code == 422
    assert sim.root.post("/clock", json={"seconds": 1}).status_code == 422


def test_a_profile_that_cannot_be_meant_is_refused(sim: Simulators) -> None:
    bodies: list[object] = [{"buildSeconds": "soon"}, {"colour": 1}, []]
    for body in bodies:
        assert sim.root.put("/virtfusion/profile", json=body).status_code == 422


def test_the_panel_shows_the_fleet_and_offers_the_presets(sim: Simulators) -> None:
    answer = sim.root.get("/")
    for words in ("build-runner", "installing", "VirtFusion down (503)", "Mail refused (401)", "Clear all faults"):
        assert words in answer.text
    assert "http://" not in answer.text.replace(sim.address, "")
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    sim.fault("hang", seconds=3, path="/<b>")
    assert "/&lt;b&gt;" in sim.root.get("/").text


def test_every_preset_is_a_rule_the_simulators_accept(sim: Simulators) -> None:
    bodies = re.findall(r'data-path="/faults" data-body="([^"]+)"', sim.root.get("/").text)
    assert len(bodies) >= 8
    for body in bodies:
        assert sim.root.put("/faults", content=html.unescape(body)).status_code == 200


def test_pipelined_and_malformed_requests_do_not_upset_the_server(sim: Simulators) -> None:
    host, port = sim.address.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=PATIENCE_SECONDS) as connection:
        connection.sendall(b"GET /health HTTP/1.1\r\nHost: x\r\n\r\n" * 2)
        received = b""
        while received.count(b'"status":"ok"') < 2:
            received += connection.recv(4096)
    with socket.create_connection((host, int(port)), timeout=PATIENCE_SECONDS) as connection:
        connection.sendall(b"NONSENSE\r\n\r\n")
        assert b" 400 " in connection.recv(4096)
    assert sim.root.get("/health").status_code == 200


def test_large_and_chunked_bodies_are_read_whole(sim: Simulators) -> None:
    text = "x" * 300_000
    body = {"sender": "a@example.net", "to": ["b@example.net"], "subject": "s", "text_body": text}
    headers = {"X-Smtp2go-Api-Key": "api-demo"}
    assert sim.root.post("/mail/v3/email/send", json=body, headers=headers).status_code == 200

    def chunks() -> list[bytes]:
        return [b'{"sender":"a@example.net","to":["c@example.net"],', b'"subject":"s","text_body":"t"}']

    assert sim.root.post("/mail/v3/email/send", content=iter(chunks()), headers=headers).status_code == 200
    assert sim.root.get("/mail/messages?to=b@example.net").json()[0]["text"] == text


def test_it_outlives_the_thread_that_started_it() -> None:
    processes: list[subprocess.Popen[str]] = []
    thread = threading.Thread(target=lambda: processes.append(launch()))
    thread.start()
    thread.join()
    address = address_of(processes[0])
    time.sleep(0.2)
    assert httpx2.get(address + "/health", trust_env=False, timeout=PATIENCE_SECONDS).status_code == 200
    processes[0].terminate()
    processes[0].communicate(timeout=PATIENCE_SECONDS)


def test_the_command_line_wins_over_the_stored_webhook_and_durations(tmp_path: Path) -> None:
    for number in ("1", "2"):
        process = launch("--state", str(tmp_path), "--webhook-url", f"http://127.0.0.1:9/{number}", "--speed", number)
        sim = Simulators(address_of(process))
        assert sim.steer("GET", "/virtfusion/webhook")["url"].endswith(number)
        assert sim.steer("GET", "/virtfusion/profile")["buildSeconds"] == 8 / int(number)
        sim.close()
        process.terminate()
        process.communicate(timeout=PATIENCE_SECONDS)


def test_state_of_another_version_is_one_clear_sentence(tmp_path: Path) -> None:
    process = launch("--state", str(tmp_path))
    address_of(process)
    process.terminate()
    process.communicate(timeout=PATIENCE_SECONDS)
    with sqlite3.connect(tmp_path / "simulators.sqlite3") as connection:
        connection.execute("UPDATE rows SET body = x'01' WHERE stream = 'virtfusion.state'")
    connection.close()
    process = launch("--state", str(tmp_path))
    _, err = process.communicate(timeout=PATIENCE_SECONDS)
    assert process.returncode == 1
    assert "another version" in err
    assert len(err.splitlines()) == 1


def test_a_kill_in_the_middle_of_the_work_loses_nothing_that_was_answered(tmp_path: Path) -> None:
    process = launch("--state", str(tmp_path))
    sim = Simulators(address_of(process))
    answered: list[int] = []

    def work() -> None:
        with contextlib.suppress(httpx2.TransportError):
            while True:
                answered.append(sim.order(ipv4=0, memory=256, storage=1).json()["data"]["id"])

    workers = [threading.Thread(target=work) for _ in range(4)]
    for worker in workers:
        worker.start()
    eventually(lambda: len(answered) > 20)
    process.kill()
    process.communicate()
    for worker in workers:
        worker.join()
    sim.close()

    process = launch("--state", str(tmp_path))
    sim = Simulators(address_of(process))
    logged = {effect["facts"]["serverId"] for effect in sim.effects("server.create")}
    kept = {row["id"] for page in (1, 2) for row in sim.api.get(f"/servers?results=200&page={page}").json()["data"]}
    assert set(answered) <= logged <= kept
    assert logged == {number for number in kept if number > 530}
    sim.close()
    process.terminate()
    process.communicate(timeout=PATIENCE_SECONDS)
