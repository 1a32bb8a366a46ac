"""How Alembic reaches the database: over the DSN that `skypanel migrate` hands in, one migrator at a time."""

import psycopg
from alembic import context
from sqlalchemy import create_engine, pool

MIGRATION_LOCK = 4_914_236_001


def run() -> None:
    dsn = context.config.attributes["dsn"]
    engine = create_engine("postgresql+psycopg://", creator=lambda: psycopg.connect(dsn), poolclass=pool.NullPool)
    with engine.connect() as connection:
        # Two instances that start together must not both migrate; a session-level lock outlives each transaction.
        connection.exec_driver_sql(f"SELECT pg_advisory_lock({MIGRATION_LOCK})")
        connection.exec_driver_sql("SET lock_timeout = '5s'")
        connection.commit()
        context.configure(connection=connection, transaction_per_migration=True)
        with context.begin_transaction():
            context.run_migrations()
        connection.commit()
        connection.exec_driver_sql(f"SELECT pg_advisory_unlock({MIGRATION_LOCK})")
    engine.dispose()


run()
