"""No statement reads a large table from end to end: each finds its rows through an index, however many there are."""

import types
import typing
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import psycopg
import pytest
from psycopg import sql
from psycopg.types.json import Jsonb

from skypanel.core.db import Statement
from tests.support.databases import Databases
from tests.support.statements import all_statements

SEED = """
INSERT INTO users (id, email, username, password_hash, is_verified)
SELECT n, 'p' || n || '@people.example', 'p' || n, '!', true FROM generate_series(1, 12000) n;
INSERT INTO sessions (token_hash, user_id, expires_at)
SELECT sha256(n::text::bytea), n, now() + interval '1 day' FROM generate_series(1, 12000) n;
INSERT INTO email_tokens (token_hash, user_id, purpose, expires_at)
SELECT sha256(n::text::bytea), n, 'verify', now() + interval '1 day' FROM generate_series(1, 12000) n;
INSERT INTO rate_limits (key, full_at) SELECT n::text, now() + interval '1 day' FROM generate_series(1, 12000) n;
INSERT INTO idempotency_keys (user_id, key, request_hash)
SELECT n, n::text, sha256('x') FROM generate_series(1, 12000) n;
INSERT INTO servers (user_id, virtfusion_id, uuid, name, next_refresh_at)
SELECT 1 + n % 3000, n, gen_random_uuid(), 'web-' || n, now() + make_interval(secs => n)
FROM generate_series(1, 12000) n;
INSERT INTO server_operations (server_id, user_id, action, state, deadline_at, finished_at, virtfusion_queue_id)
SELECT n, 1 + n % 3000, 'restart', 'succeeded', now(), now(), n FROM generate_series(1, 12000) n;
INSERT INTO transactions (user_id, type, amount_micros) SELECT 1 + n % 3000, 'usage', -1
FROM generate_series(1, 12000) n;
INSERT INTO tickets (user_id, subject, department_id, server_id, status, last_message_at)
SELECT 1 + n % 3000, 'Question ' || n, 1 + n % 3, n, (ARRAY['open', 'answered', 'closed'])[1 + n % 3],
    now() - make_interval(secs => n)
FROM generate_series(1, 12000) n;
INSERT INTO ticket_messages (ticket_id, author_id, author_kind, body)
SELECT n, 1 + n % 3000, 'customer', 'Hello' FROM generate_series(1, 12000) n;
INSERT INTO mails (user_id, kind, cause, state, sent_at)
SELECT n, 'verification', n::text, 'sent', now() FROM generate_series(1, 12000) n;
INSERT INTO webhook_inbox (source, digest, event, handled_at)
SELECT 'virtfusion', sha256(n::text::bytea), 'server.started', now() FROM generate_series(1, 12000) n;
INSERT INTO audit_events (actor_id, actor_kind, action, target_kind, target_id)
SELECT n, 'customer', 'tickets.opened', 'ticket', n FROM generate_series(1, 12000) n;
ANALYZE;
"""
STATEMENTS = all_statements()
# Those that may read a whole table, and why.
READS_ALL = {
    "skypanel.accounts.queries.FORGET_PAST_TOKENS": "housekeeping; the table holds the tokens of one day",
    "skypanel.core.limits.FORGET_PAST": "housekeeping; an index would be written at every sign-in",
    "skypanel.notifications.queries.FORGET_OLD": "housekeeping, once a day",
    "skypanel.accounts.queries.HAS_OWNER_BESIDE": "the operator dismisses an owner, which is once in years",
    "skypanel.servers.sync_queries.MARK_MISSING": "compares the whole fleet with VirtFusion's complete list",
}


@pytest.fixture(scope="module")
def planner(databases: Databases) -> Iterator[psycopg.Connection[Any]]:
    """A connection to a database in which every table of ours is large."""
    with databases.clone() as dsn, psycopg.connect(dsn, autocommit=True, prepare_threshold=None) as connection:
        connection.execute(SEED.encode())
        # As the driver has it until a plan for any values proves cheaper.
        connection.execute("SET plan_cache_mode = force_custom_plan")
        yield connection


def scanned(plan: dict[str, Any], *, is_limited: bool = False) -> Iterator[str]:
    """The tables a plan reads from end to end. Taking the first rows that come is not that, unless they are chosen."""
    if plan.get("Node Type") == "Seq Scan" and not (is_limited and "Filter" not in plan):
        yield plan["Relation Name"]
    for part in plan.get("Plans", ()):
        yield from scanned(part, is_limited=plan.get("Node Type") == "Limit")


def value_for(annotation: Any) -> Any:
    """A value as a call without filters would carry it, for a parameter's type."""
    kind = typing.get_origin(annotation) or annotation
    if kind is types.UnionType:
        return None
    if kind is list:
        (element,) = typing.get_args(annotation) or (None,)
        return Jsonb([]) if element is None else [value_for(element)] * 3
    values: dict[Any, Any] = {
        int: 20,
        float: 1.0,
        str: "verify",
        bytes: b"\0" * 32,
        bool: False,
        dict: Jsonb({}),
        UUID: UUID(int=1),
        datetime: datetime.now(UTC),
        timedelta: timedelta(hours=1),
    }
    return values[kind]


def tables_read_whole(statement: Statement[Any], planner: psycopg.Connection[Any]) -> set[str]:
    """The large tables among those that the plan for one call reads from end to end."""
    planner.execute("DEALLOCATE ALL")
    planner.execute(b"PREPARE it AS " + statement.sql.encode())
    values = sql.SQL(", ").join(sql.Literal(value_for(kind)) for kind in statement.params)
    call = sql.SQL("EXECUTE it ({})").format(values) if statement.params else sql.SQL("EXECUTE it")
    found = planner.execute(sql.SQL("EXPLAIN (FORMAT JSON) ") + call).fetchone()
    assert found is not None
    large = planner.execute("SELECT relname FROM pg_class WHERE reltuples > 10000 AND relkind = 'r'").fetchall()
    return {table for plan in found[0] for table in scanned(plan.get("Plan", {}))} & {name for (name,) in large}


@pytest.mark.parametrize("name", STATEMENTS)
def test_a_statement_reads_no_large_table_from_end_to_end(name: str, planner: psycopg.Connection[Any]) -> None:
    read = tables_read_whole(STATEMENTS[name], planner)
    assert bool(read) is (name in READS_ALL), f"{name} reads all of {read or 'nothing'}"


def test_the_tables_that_grow_are_large_here(planner: psycopg.Connection[Any]) -> None:
    """A table that a later migration adds is looked at only if it is seeded."""
    small = planner.execute("""
        SELECT relname FROM pg_class
        WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND reltuples <= 10000
    """).fetchall()
    assert {name for (name,) in small if not name.startswith("procrastinate_")} == {"departments", "alembic_version"}
