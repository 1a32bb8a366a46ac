"""What must be so when the dust has settled, whatever was done. Each check names what it found, or finds nothing.

A new promise is one more function with `@invariant("the sentence that would be false")`; rows are what is wrong.
"""

from collections import Counter
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Final

from tests.chaos.canaries import leaks
from tests.chaos.world import World

Check = Callable[[World], Awaitable[list[str]]]
CHECKS: Final[list[tuple[str, Check]]] = []

_DEAD_AFTER: Final = timedelta(seconds=20)
_OPERATION_GRACE: Final = timedelta(seconds=90)
"""The sweep comes once a minute and closes what is half a minute past its deadline."""

_BUGS: Final = (
    '"event":"bug"',
    '"event":"job.failed"',
    "\nTraceback (most recent call last)",
    "exception was never retrieved",
)


def invariant(sentence: str) -> Callable[[Check], Check]:
    """Have every run end with this check; `sentence` says what is wrong when it finds something."""

    def add(check: Check) -> Check:
        CHECKS.append((sentence, check))
        return check

    return add


async def violations(world: World) -> list[str]:
    """Every promise that does not hold now, with what breaks it."""
    found: list[str] = []
    for sentence, check in CHECKS:
        wrong = await check(world)
        if wrong:
            found.append(f"{len(wrong)} of: {sentence}: {', '.join(wrong[:5])}")
    return found


async def _rows(world: World, sql: str, *args: object) -> list[str]:
    return [" ".join(str(value) for value in row) for row in await world.query(sql, *args)]


@invariant("a verified person whom nothing will link to VirtFusion")
async def _forgotten_people(world: World) -> list[str]:
    """Waiting is fine while a job waits too; the sweeper's quarter of an hour is no excuse within a run."""
    return await _rows(
        world,
        """
SELECT u.id, u.virtfusion_state FROM users u
WHERE u.is_verified AND u.virtfusion_state IN ('pending', 'requested')
  AND u.updated_at < now() - interval '5 seconds' AND EXISTS (
      SELECT FROM audit_events e WHERE e.action = 'accounts.email_verified' AND e.target_id = u.id)
  AND NOT EXISTS (
      SELECT FROM procrastinate_jobs j LEFT JOIN procrastinate_workers w ON w.id = j.worker_id
      WHERE j.task_name = 'accounts.create_virtfusion_user' AND (j.args->>'user_id')::bigint = u.id
        AND (j.status = 'todo' OR (j.status = 'doing' AND w.last_heartbeat > now() - $1::interval)))
""",
        _DEAD_AFTER,
    )


@invariant("a person in conflict at VirtFusion, although the account there is theirs")
async def _false_conflicts(world: World) -> list[str]:
    made = {effect["facts"].get("extRelationId") for effect in world.simulators.effects("user.create")}
    rows = await world.query("SELECT id FROM users WHERE virtfusion_state = 'conflict'")
    return [str(row[0]) for row in rows if row[0] in made]


@invariant("a relation with more than one VirtFusion user")
async def _doubled_users(world: World) -> list[str]:
    relations = Counter(e["facts"].get("extRelationId") for e in world.simulators.effects("user.create"))
    return [f"{relation} ({count})" for relation, count in relations.items() if relation and count > 1]


@invariant("a link that names another VirtFusion user than the one with that relation")
async def _wrong_links(world: World) -> list[str]:
    made = {
        effect["facts"]["extRelationId"]: effect["facts"]["userId"]
        for effect in world.simulators.effects("user.create")
        if effect["facts"].get("extRelationId")
    }
    rows = await world.query("SELECT id, virtfusion_id FROM users WHERE virtfusion_id IS NOT NULL")
    return [f"{row[0]} → {row[1]}" for row in rows if row[0] in made and made[row[0]] != row[1]]


@invariant("a power act still open past its deadline")
async def _late_operations(world: World) -> list[str]:
    return await _rows(
        world,
        """
SELECT id, action, state FROM server_operations
WHERE state IN ('requested', 'running', 'unknown') AND deadline_at < now() + $1::interval - $2::interval
""",
        timedelta(seconds=world.clock_offset_seconds),
        _OPERATION_GRACE,
    )


@invariant("a living session of a suspended person")
async def _sessions_of_suspended(world: World) -> list[str]:
    return await _rows(
        world, "SELECT s.id FROM sessions s JOIN users u ON u.id = s.user_id WHERE u.suspended_at IS NOT NULL"
    )


@invariant("a mail that came twice")
async def _doubled_mail(world: World) -> list[str]:
    """By the id of our own that each message carries: the same one for every attempt."""
    everything = world.caught_mail()
    causes = Counter((message["to"], *sorted(message["headers"].items())) for message in everything)
    return [f"{cause[0]} ({count})" for cause, count in causes.items() if count > 1 and len(cause) > 1]


@invariant("a job in the hands of a dead worker")
async def _stalled_jobs(world: World) -> list[str]:
    return await _rows(
        world,
        """
SELECT j.id, j.task_name FROM procrastinate_jobs j LEFT JOIN procrastinate_workers w ON w.id = j.worker_id
WHERE j.status = 'doing' AND (w.id IS NULL OR w.last_heartbeat < now() - $1::interval)
""",
        _DEAD_AFTER,
    )


@invariant("a job that was given up")
async def _dead_jobs(world: World) -> list[str]:
    """Scheduled ones are left out: their next tick is their retry."""
    return await _rows(
        world, "SELECT id, task_name FROM procrastinate_jobs WHERE status IN ('failed', 'aborted') AND lock IS NULL"
    )


@invariant("an idempotency key that holds nothing")
async def _empty_keys(world: World) -> list[str]:
    return await _rows(world, "SELECT user_id, key FROM idempotency_keys WHERE resource_id IS NULL")


@invariant("a linked person without a line in the audit trail")
async def _unaudited_links(world: World) -> list[str]:
    return await _rows(
        world,
        """
SELECT u.id FROM users u WHERE u.virtfusion_state = 'linked' AND NOT EXISTS (
    SELECT FROM audit_events e WHERE e.action = 'accounts.virtfusion_linked' AND e.target_id = u.id)
""",
    )


@invariant("a secret in a log or in the database")
async def _leaks(world: World) -> list[str]:
    return await leaks(world)


@invariant("a bug reported by one of our own processes")
async def _bugs(world: World) -> list[str]:
    """A 500 is never an answer, and no exception may pass unhandled."""
    return [
        f"{part.name}: {words.strip()} ({count})"
        for part in world.parts
        for words in _BUGS
        if (count := part.said(words))
    ]
