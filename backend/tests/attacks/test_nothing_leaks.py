"""What is secret stays where it is used: not in the log, not in the database, not in a job, not in an answer."""

import io
import json
from collections.abc import Awaitable, Callable

import asyncpg
import httpx2

from skypanel.app.http.gate import Gate
from skypanel.app.http.request_log import RequestLog
from skypanel.app.web import web
from tests.support.mailbox import token_from
from tests.support.portal import WEBHOOK_TOKEN, Portal
from tests.support.simulators import SimulatorProcess

RunJobs = Callable[[], Awaitable[None]]
PASSWORD, NEW = "seven slow herons", "nine quiet otters"
EVIL = "Mozilla\x1b[31m\u202e{{7*7}}"


async def a_life(
    portal: Portal, run_jobs: RunJobs, simulators: SimulatorProcess
) -> tuple[httpx2.AsyncClient, set[str]]:
    """Somebody registers, verifies, fails to sign in, signs in, resets; every secret there was."""
    client, email = portal.anonymous(), "ada@people.example"
    register = {"email": email, "username": "ada", "password": PASSWORD, "acceptTerms": True}
    await client.post("/api/v1/auth/register", json=register)
    await run_jobs()
    verify = token_from(simulators, email)
    await client.post("/api/v1/auth/verify-email", json={"token": verify})
    await client.post("/api/v1/auth/login", json={"login": email, "password": "a wrong guess of mine"})
    await client.post("/api/v1/auth/login", json={"login": email, "password": PASSWORD})
    first = client.cookies["__Host-sid"]
    await client.post("/api/v1/auth/forgot-password", json={"email": email})
    await run_jobs()
    reset = token_from(simulators, email)
    await client.post("/api/v1/auth/reset-password", json={"token": reset, "password": NEW})
    await client.post("/api/v1/auth/login", json={"login": email, "password": NEW})
    await run_jobs()
    secrets = {PASSWORD, NEW, "a wrong guess of mine", verify, reset, first, client.cookies["__Host-sid"]}
    return client, secrets | {"a secret of the tests", "demo-virtfusion-token", WEBHOOK_TOKEN, "api-demo"}


async def test_no_secret_is_in_the_database_or_the_log(
    portal: Portal, run_jobs: RunJobs, simulators: SimulatorProcess, dsn: str, printed: io.StringIO
) -> None:
    client, secrets = await a_life(portal, run_jobs, simulators)
    await client.get("/api/v1/servers/%2e%2e%2f?token=" + NEW.replace(" ", "+"))
    held = printed.getvalue() + await _whole_database(dsn)
    for secret in secrets:
        assert secret not in held, secret
        assert secret.encode().hex() not in held, secret
    assert "$argon2id$" not in printed.getvalue()


async def test_a_stolen_table_of_sessions_signs_nobody_in(
    portal: Portal, run_jobs: RunJobs, simulators: SimulatorProcess, dsn: str
) -> None:
    await a_life(portal, run_jobs, simulators)
    connection = await asyncpg.connect(dsn)
    stored = await connection.fetchval("SELECT token_hash FROM sessions")
    await connection.close()
    for token in (stored.hex(), stored.decode("latin-1"), stored.hex().upper()):
        thief = portal.anonymous()
        answer = await thief.get("/api/v1/account", headers=[(b"cookie", b"__Host-sid=" + token.encode("latin-1"))])
        assert answer.status_code == 401


async def test_a_request_is_one_line_of_the_log_whatever_was_asked(portal: Portal) -> None:
    stream = io.BytesIO()
    gate = _logged(portal, stream)
    client = Portal(portal.services, gate).anonymous()
    paths = (
        "/a%0d%0aFAKE",
        '/"},{"event":"fake',
        "/%e2%80%a8x",
        "/%1b%5b31m",
        "/%ff%fe",
        "/api/v1/%0a?password=hunter2",
    )
    for path in paths:
        await client.get(path, headers=[(b"user-agent", EVIL.encode())])
    gate._log.flush()
    lines = stream.getvalue().decode().removesuffix("\n").split("\n")
    assert [json.loads(line)["event"] for line in lines] == ["request"] * len(paths)
    assert "hunter2" not in stream.getvalue().decode()


def _logged(portal: Portal, stream: io.BytesIO) -> Gate:
    gate = web(portal.services, has_limits=False)
    gate._log = RequestLog(stream)
    return gate


async def _whole_database(dsn: str) -> str:
    """Every row of every table, as text."""
    connection = await asyncpg.connect(dsn)
    # One table after the other, by the names the database gives.
    tables = await connection.fetch(
        "SELECT oid::regclass::text FROM pg_class WHERE relkind = 'r' AND relnamespace = current_schema()::regnamespace"
    )
    rows = [
        await connection.fetchval(f"SELECT coalesce(string_agg(t::text, ' '), '') FROM {table[0]} t")  # noqa: S608 - our own tables
        for table in tables
    ]
    await connection.close()
    assert len(tables) > 10
    return " ".join(rows)
