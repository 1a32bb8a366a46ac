"""A person opens so many tickets a day: what is counted in their turn is counted by day as well."""

from alembic import op

revision = "0003"
down_revision = "0002"

UP = """
DROP FUNCTION count_unclosed_tickets_in_turn;

-- A function, because only what is asked after the wait sees what the others have committed: the snapshot of the
-- statement that calls it is older.
CREATE FUNCTION count_tickets_in_turn(of_user bigint, at timestamptz, OUT unclosed bigint, OUT opened_lately bigint)
LANGUAGE plpgsql AS $$
BEGIN
    PERFORM take_turn('tickets', of_user);
    SELECT count(*) FILTER (WHERE status <> 'closed'), count(*) FILTER (WHERE created_at > at - interval '1 day')
    INTO unclosed, opened_lately FROM tickets WHERE user_id = of_user;
END $$;
"""

DOWN = """
DROP FUNCTION count_tickets_in_turn;

CREATE FUNCTION count_unclosed_tickets_in_turn(of_user bigint) RETURNS bigint LANGUAGE plpgsql AS $$
BEGIN
    PERFORM take_turn('tickets', of_user);
    RETURN (SELECT count(*) FROM tickets WHERE user_id = of_user AND status <> 'closed');
END $$;
"""


def upgrade() -> None:
    op.execute(UP)


def downgrade() -> None:
    op.execute(DOWN)
