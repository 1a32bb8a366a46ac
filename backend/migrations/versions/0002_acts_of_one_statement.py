"""What an act of one statement needs: its turn, and the trail, the jobs and the key it leaves behind.

Such an act is a transaction by itself and costs one round trip where BEGIN, its parts and COMMIT cost four. The
functions let its SQL do what `core/db`, `audit` and `core/idempotency` do for acts of several statements, without
naming their tables (docs/decisions/0014-acts-of-one-statement.md).
"""

from alembic import op

revision = "0002"
down_revision = "0001"

UP = """
-- Whoever takes a turn has it until the transaction ends.
CREATE FUNCTION take_turn(kind text, number bigint) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended(kind || ':' || number, 0));
END $$;

-- A function, because only what is asked after the wait sees what the others have committed: the snapshot of the
-- statement that calls it is older.
CREATE FUNCTION count_unclosed_tickets_in_turn(of_user bigint) RETURNS bigint LANGUAGE plpgsql AS $$
BEGIN
    PERFORM take_turn('tickets', of_user);
    RETURN (SELECT count(*) FROM tickets WHERE user_id = of_user AND status <> 'closed');
END $$;

CREATE FUNCTION record_act(actor_id bigint, actor_kind text, action text, target_kind text, target_id bigint,
                           address text, request_id text, details text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO audit_events (actor_id, actor_kind, action, target_kind, target_id, address, request_id, details)
    VALUES (actor_id, actor_kind, action, target_kind, target_id, address::inet, request_id, details::jsonb);
END $$;

-- `jobs` has a line for each: its queue, its name, and `single` where a second one is not to wait beside it.
CREATE FUNCTION enqueue_jobs(jobs text, args jsonb, after_seconds float8 DEFAULT 0) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF jobs <> '' THEN
        INSERT INTO procrastinate_jobs (queue_name, task_name, queueing_lock, args, scheduled_at)
        SELECT queue, name, CASE WHEN manner = 'single' THEN name || ':' || args END, args,
               now() + make_interval(secs => after_seconds)
        FROM string_to_table(jobs, E'\\n') AS line,
             LATERAL (SELECT split_part(line, ' ', 1), split_part(line, ' ', 2), split_part(line, ' ', 3))
                 AS job (queue, name, manner)
        ON CONFLICT (queueing_lock) WHERE status = 'todo' DO NOTHING;
    END IF;
END $$;

-- Ties `key` to what was made, and fails where it is tied already. Nothing without a key.
CREATE FUNCTION claim_key(user_id bigint, key text, request_hash bytea, resource_id bigint) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    IF key IS NOT NULL THEN
        INSERT INTO idempotency_keys (user_id, key, request_hash, resource_id)
        VALUES (user_id, key, request_hash, resource_id);
    END IF;
END $$;
"""

DOWN = """
DROP FUNCTION claim_key, enqueue_jobs, record_act, count_unclosed_tickets_in_turn, take_turn;
"""


def upgrade() -> None:
    op.execute(UP)


def downgrade() -> None:
    op.execute(DOWN)
