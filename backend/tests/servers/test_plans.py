"""With many customers' servers in the table, nobody's page and no turn reads them all."""

import json
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import asyncpg
import pytest

from skypanel.app.build import Services
from skypanel.core.db import Statement
from skypanel.servers import operation_queries, queries, sync_queries

FILL = """
INSERT INTO users (id, email, username, password_hash, virtfusion_id, virtfusion_state)
SELECT 1000 + n, 'many' || n || '@people.example', 'many' || n, '', 100000 + n, 'linked'
FROM generate_series(1, 4000) AS n;
INSERT INTO servers (user_id, virtfusion_id, uuid, name, refreshed_at, next_refresh_at, is_watched)
SELECT 1001 + n % 4000, n, gen_random_uuid(), 'server-' || n, now(), now() + n * interval '1 second', n % 50 = 0
FROM generate_series(1, 20000) AS n;
INSERT INTO server_operations (server_id, action, state, created_at, deadline_at, finished_at)
SELECT id, 'boot', 'succeeded', now(), now(), now() FROM servers;
ANALYZE users; ANALYZE servers; ANALYZE server_operations;
"""


@pytest.fixture
async def many(services: Services) -> AsyncIterator[Any]:
    """A connection to a database with twenty thousand servers."""
    connection = await asyncpg.connect(services.config.database_url)
    await connection.execute(FILL)
    yield connection
    await connection.close()


async def scans(connection: Any, statement: Statement[Any], *args: object) -> set[str]:
    """The tables that running the statement once would read from end to end."""
    plan = json.loads(await connection.fetchval("EXPLAIN (FORMAT JSON) " + statement.sql, *args))
    found: set[str] = set()

    def walk(node: dict[str, Any]) -> None:
        if node["Node Type"] == "Seq Scan":
            found.add(node["Relation Name"])
        for inner in node.get("Plans", ()):
            walk(inner)

    walk(plan[0]["Plan"])
    return found


async def test_no_read_and_no_turn_goes_through_the_whole_table(services: Services, many: Any) -> None:
    now = services.clock.now()
    soon = now + timedelta(seconds=60)
    questions: list[tuple[Statement[Any], tuple[object, ...]]] = [
        (queries.LIST_OWNED, (1500, None, "server", "-createdAt", 20, 0)),
        (queries.FIND_OWNED, (77, 1500)),
        (queries.COUNT_OWNED, (1500,)),
        (queries.IS_OWNED, (77, 1500)),
        (queries.LIST_OPERATIONS_OWNED, (77, 1500, 20, 0)),
        (queries.LIST_RECENT_OWNED, (1500, 10)),
        (queries.MARK_VIEWED, ([77, 78], now, now)),
        (sync_queries.CLAIM_DUE, (soon, soon, 6, 8, now, soon)),
        (sync_queries.FIND_BY_VIRTFUSION_ID, (77,)),
        (operation_queries.FIND_OPEN, (77,)),
        (operation_queries.LOCK_SUBJECT, (77, 1500)),
        (operation_queries.FIND_RUNNING, (77,)),
        (operation_queries.LIST_LEFT_BEHIND, (now, 200)),
    ]
    for statement, args in questions:
        assert await scans(many, statement, *args) == set(), statement.sql
