"""What the database itself refuses, keeps and takes along, whoever asks it."""

from collections.abc import AsyncIterator
from typing import Any

import asyncpg
import pytest

# All but the job library's tables and the migrations' own, which are not ours to judge.
TIMES = """
SELECT t.relname || '.' || a.attname, format_type(a.atttypid, NULL)
FROM pg_class t JOIN pg_attribute a ON a.attrelid = t.oid
WHERE t.relkind = 'r' AND t.relnamespace = 'public'::regnamespace AND t.relname !~ '^(procrastinate|alembic)_'
  AND a.attnum > 0 AND a.atttypid IN ('timestamp'::regtype, 'timestamptz'::regtype, 'time'::regtype)
"""
REFERENCES = """
SELECT t.relname || '.' || a.attname, c.confrelid::regclass::text, c.confdeltype::text,
       EXISTS (SELECT FROM pg_index i WHERE i.indrelid = t.oid AND i.indkey[0] = c.conkey[1] AND i.indpred IS NULL)
FROM pg_constraint c JOIN pg_class t ON t.oid = c.conrelid
JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = c.conkey[1]
WHERE c.contype = 'f' AND t.relnamespace = 'public'::regnamespace AND t.relname !~ '^(procrastinate|alembic)_'
"""
# What becomes of a row when what it names is deleted. A new reference is a decision; it is made by adding it here.
ALONG, KEPT, NAMELESS = "c", "r", "n"
DECIDED = {
    "sessions.user_id": ("users", ALONG),
    "email_tokens.user_id": ("users", ALONG),
    "idempotency_keys.user_id": ("users", ALONG),
    "mails.user_id": ("users", ALONG),
    "servers.user_id": ("users", ALONG),
    "tickets.user_id": ("users", ALONG),
    "transactions.user_id": ("users", KEPT),
    "server_operations.server_id": ("servers", ALONG),
    "server_operations.user_id": ("users", NAMELESS),
    "tickets.server_id": ("servers", NAMELESS),
    "tickets.department_id": ("departments", KEPT),
    "ticket_messages.ticket_id": ("tickets", ALONG),
    "ticket_messages.author_id": ("users", NAMELESS),
}
# The customer's own description, column by column, under the names it has here (docs/decisions/0007-schema.md).
DESCRIBED = {
    "users": "id email username password_hash virtfusion_id is_verified is_admin created_at updated_at",
    "servers": "id user_id virtfusion_id name status ip_address created_at updated_at",
    "transactions": "id user_id type amount_micros currency status paypal_transaction_id description created_at",
    "tickets": "id user_id subject status priority department_id discord_thread_id created_at updated_at",
}
PERSON = "INSERT INTO users (id, email, username, password_hash) VALUES (1, 'ada@people.example', 'ada', '!')"
BELONGINGS = """
INSERT INTO sessions (token_hash, user_id, expires_at) VALUES (sha256('a'), 1, now());
INSERT INTO email_tokens (token_hash, user_id, purpose, expires_at) VALUES (sha256('a'), 1, 'reset', now());
INSERT INTO idempotency_keys (user_id, key, request_hash) VALUES (1, 'k', sha256('a'));
INSERT INTO mails (user_id, kind, cause) VALUES (1, 'verification', 'c');
INSERT INTO servers (id, user_id, virtfusion_id, uuid, name) VALUES (1, 1, 1, gen_random_uuid(), 'web-1');
INSERT INTO server_operations (server_id, user_id, action, deadline_at) VALUES (1, 1, 'boot', now());
INSERT INTO tickets (id, user_id, subject, department_id, server_id) VALUES (1, 1, 'Help', 1, 1);
INSERT INTO ticket_messages (ticket_id, author_id, author_kind, body) VALUES (1, 1, 'customer', 'Please');
"""
TRANSACTION = "INSERT INTO transactions (user_id, type, amount_micros) VALUES (1, 'top-up', 6850)"


@pytest.fixture
async def connection(dsn: str) -> AsyncIterator[Any]:
    """A database with one person in it."""
    found = await asyncpg.connect(dsn)
    await found.execute(PERSON)
    yield found
    await found.close()


async def test_every_time_has_a_zone(connection: Any) -> None:
    times = dict(await connection.fetch(TIMES))
    assert len(times) > 30
    assert {column for column, kind in times.items() if kind != "timestamp with time zone"} == set()


async def test_what_becomes_of_a_row_when_what_it_names_is_deleted_is_decided(connection: Any) -> None:
    found = {column: (table, rule) for column, table, rule, _ in await connection.fetch(REFERENCES)}
    assert found == DECIDED


async def test_what_is_named_is_found_by_an_index(connection: Any) -> None:
    """Without one, a deletion reads the naming table from end to end."""
    assert [column for column, *_, has_index in await connection.fetch(REFERENCES) if not has_index] == []


async def test_the_described_columns_are_there(connection: Any) -> None:
    for table, columns in DESCRIBED.items():
        await connection.execute(f"SELECT {', '.join(columns.split())} FROM {table}")  # noqa: S608 - our own words


async def test_a_deleted_person_takes_along_what_is_theirs(connection: Any) -> None:
    await connection.execute(BELONGINGS)
    await connection.execute("DELETE FROM users WHERE id = 1")
    for column, (_, rule) in DECIDED.items():
        table = column.partition(".")[0]
        assert await connection.fetchval(f"SELECT count(*) FROM {table}") == 0, (column, rule)  # noqa: S608 - as above


async def test_the_books_outlive_every_attempt_to_delete_their_person(connection: Any) -> None:
    await connection.execute(TRANSACTION)
    # The one is said by older servers, the other by PostgreSQL 18.
    with pytest.raises((asyncpg.ForeignKeyViolationError, asyncpg.RestrictViolationError)):
        await connection.execute("DELETE FROM users WHERE id = 1")
    assert await connection.fetchval("SELECT amount_micros FROM transactions WHERE user_id = 1") == 6850


@pytest.mark.parametrize(
    "change", ["UPDATE audit_events SET action = 'x'", "DELETE FROM audit_events", "TRUNCATE audit_events"]
)
async def test_the_trail_is_only_ever_added_to(connection: Any, change: str) -> None:
    await connection.execute(
        "INSERT INTO audit_events (actor_kind, action, target_kind) VALUES ('system', 'tests.ran', 'test')"
    )
    with pytest.raises(asyncpg.RaiseError, match="append-only"):
        await connection.execute(change)
    assert await connection.fetchval("SELECT action FROM audit_events") == "tests.ran"


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE users SET role = 'emperor'",
        "UPDATE users SET email = 'nobody'",
        "UPDATE users SET virtfusion_state = 'linked'",
        "UPDATE users SET virtfusion_id = 7",
        "UPDATE sessions SET token_hash = 'short'",
        "UPDATE email_tokens SET purpose = 'fun'",
        "UPDATE idempotency_keys SET request_hash = 'short'",
        "UPDATE mails SET state = 'lost'",
        "UPDATE mails SET state = 'sent'",
        "UPDATE servers SET status = 'fine'",
        "UPDATE server_operations SET action = 'explode'",
        "UPDATE server_operations SET state = 'succeeded'",
        "UPDATE server_operations SET progress = 101",
        "UPDATE transactions SET currency = 'usd'",
        "UPDATE tickets SET subject = ''",
        "UPDATE tickets SET status = 'lost'",
        "UPDATE tickets SET priority = 'now'",
        "UPDATE tickets SET last_message_by = 'nobody'",
        "UPDATE ticket_messages SET body = ''",
        "UPDATE ticket_messages SET author_kind = 'nobody'",
    ],
)
async def test_what_cannot_be_cannot_be_stored(connection: Any, change: str) -> None:
    await connection.execute(BELONGINGS + TRANSACTION)
    with pytest.raises(asyncpg.CheckViolationError):
        await connection.execute(change)


@pytest.mark.parametrize(
    "second",
    [
        "INSERT INTO users (email, username, password_hash) VALUES ('ADA@people.example', 'other', '!')",
        "INSERT INTO users (email, username, password_hash) VALUES ('other@people.example', 'ADA', '!')",
        "INSERT INTO servers (user_id, virtfusion_id, uuid, name) VALUES (1, 1, gen_random_uuid(), 'again')",
        "INSERT INTO server_operations (server_id, action, deadline_at) VALUES (1, 'poweroff', now())",
        "INSERT INTO mails (user_id, kind, cause) VALUES (1, 'verification', 'c')",
        (
            "INSERT INTO transactions (user_id, type, amount_micros, paypal_transaction_id)"
            " VALUES (1, 'top-up', 1, 'P'), (1, 'top-up', 1, 'P')"
        ),
        "INSERT INTO webhook_inbox (source, digest, event) VALUES ('v', sha256('a'), 'e'), ('v', sha256('a'), 'e')",
    ],
)
async def test_there_is_one_of_what_there_may_be_one_of(connection: Any, second: str) -> None:
    await connection.execute(BELONGINGS)
    with pytest.raises(asyncpg.UniqueViolationError):
        await connection.execute(second)
