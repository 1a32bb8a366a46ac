"""A job that takes its worker down with it does not do so for ever."""

import psycopg

from skypanel.app.left_behind import DEAD_AFTER_SECONDS, MOST_ATTEMPTS, TAKE_BACK


def test_a_job_that_died_with_its_worker_far_too_often_is_dead(dsn: str) -> None:
    with psycopg.connect(dsn, autocommit=True) as connection:
        connection.execute(
            "INSERT INTO procrastinate_jobs (queue_name, task_name, args, status, attempts)"
            " VALUES ('mail', 'notifications.send_ticket_answered', '{}', 'doing', 1000)"
        )
        connection.execute(TAKE_BACK, {"seconds": DEAD_AFTER_SECONDS, "most": MOST_ATTEMPTS})
        row = connection.execute("SELECT status::text FROM procrastinate_jobs").fetchone()
    assert row == ("failed",)
