"""Several instances behind the proxies we ship files for: nothing is sticky, nothing is believed that should not be."""

import socket
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

import argon2
import httpx2
import psycopg
import pytest

from tests.proxies.conftest import Proxied
from tests.support.people import PASSWORD
from tests.support.waiting import PATIENCE_SECONDS, wait_until

EMAIL = "ada@people.example"
# Two web processes and a proxy start first.
pytestmark = pytest.mark.timeout(600)


@pytest.fixture(scope="module", autouse=True)
def ada(proxied: Proxied) -> None:
    hashed = argon2.PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1).hash(PASSWORD)
    with psycopg.connect(proxied.dsn, autocommit=True) as connection:
        connection.execute(
            "INSERT INTO users (email, username, password_hash, is_verified) VALUES (%s, 'ada', %s, true)",
            (EMAIL, hashed),
        )


@contextmanager
def signed_in(proxied: Proxied, **headers: str) -> Iterator[httpx2.Client]:
    with proxied.client() as client:
        answer = client.post("/api/v1/auth/login", json={"login": EMAIL, "password": PASSWORD}, headers=headers)
        assert answer.status_code == 200, answer.text
        yield client


def test_one_session_is_good_on_every_instance(proxied: Proxied) -> None:
    with signed_in(proxied) as client:
        assert client.cookies.get("__Host-sid")
        assert {client.get("/api/v1/account").status_code for _ in range(20)} == {200}


def test_what_a_caller_says_of_their_own_address_is_not_believed(proxied: Proxied) -> None:
    with signed_in(proxied, **{"x-forwarded-for": "203.0.113.66"}) as client:
        current = next(s for s in client.get("/api/v1/account/sessions").json()["data"] if s["isCurrent"])
    assert current["address"] == "127.0.0.1"


def test_live_updates_pass_as_they_come(proxied: Proxied) -> None:
    with signed_in(proxied) as client:
        user_id = client.get("/api/v1/account").json()["data"]["id"]
        cookies = client.cookies
    heard = threading.Event()

    def listen() -> None:
        with proxied.client() as listener:
            listener.cookies = cookies
            with listener.stream("GET", "/api/v1/events") as stream:
                assert stream.status_code == 200
                for line in stream.iter_lines():
                    if line == "event: server":
                        heard.set()
                        return

    listening = threading.Thread(target=listen, daemon=True)
    listening.start()
    with psycopg.connect(proxied.dsn, autocommit=True) as connection:

        def is_heard() -> bool:
            connection.execute("SELECT pg_notify('live', %s)", (f"{user_id}:server:7",))
            return heard.wait(0.1)

        wait_until(is_heard, "the news")
    listening.join(PATIENCE_SECONDS)


def test_only_tls_of_today_is_spoken(proxied: Proxied) -> None:
    old = ssl.create_default_context()
    old.check_hostname = False
    old.verify_mode = ssl.CERT_NONE
    old.maximum_version = ssl.TLSVersion.TLSv1_2
    with pytest.raises(httpx2.ConnectError):
        httpx2.get(f"{proxied.url}/health/live", verify=old, trust_env=False, timeout=PATIENCE_SECONDS)


def test_figures_stay_inside(proxied: Proxied) -> None:
    with proxied.client() as client:
        assert client.get("/metrics").status_code == 403


@pytest.mark.parametrize(
    "head",
    [
        b"POST /api/v1 HTTP/1.1\r\nHost: x\r\nContent-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nG",
        b"POST /api/v1/auth/login HTTP/1.1\r\nHost: x\r\nContent-Length: 6\r\nContent-Length: 7\r\n\r\n123456",
        b"GET / HTTP/1.1\nHost: x\nContent-Length: 5\nTransfer-Encoding : chunked\n\n",
        b"GET / HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n",
    ],
)
def test_an_ambiguous_request_reaches_nobody_twice(proxied: Proxied, head: bytes) -> None:
    port = urlsplit(proxied.url).port
    assert port is not None
    with (
        socket.create_connection(("127.0.0.1", port), timeout=PATIENCE_SECONDS) as raw,
        proxied.tls.wrap_socket(raw, server_hostname="127.0.0.1") as spoken,
    ):
        spoken.sendall(head)
        spoken.settimeout(5)
        received = b""
        try:
            while chunk := spoken.recv(65536):
                received += chunk
        except (TimeoutError, ssl.SSLError):
            pass
    statuses = [line.split(b" ")[1] for line in received.split(b"\r\n") if line.startswith(b"HTTP/1.")]
    assert len(statuses) <= 1, received


def test_one_instance_may_die_and_readers_do_not_notice(proxied: Proxied) -> None:
    """Last of all: what it ends stays ended."""
    with signed_in(proxied) as client:
        statuses: list[int] = []
        for number in range(60):
            if number == 10:
                proxied.webs[0].kill()
            statuses.append(client.get("/api/v1/account").status_code)
            time.sleep(0.01)
        assert statuses == [200] * 60
