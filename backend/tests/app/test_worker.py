"""What the runner of jobs promises the others who use the same database."""

from skypanel.app.build import Services
from skypanel.app.worker import Worker, handlers

ASK = """
SELECT current_setting('statement_timeout') AS statement, current_setting('lock_timeout') AS lock,
       current_setting('idle_in_transaction_session_timeout') AS idle, current_setting('application_name') AS name
"""


async def test_a_worker_frozen_while_it_takes_a_job_holds_it_for_ten_seconds_and_no_longer(services: Services) -> None:
    worker = Worker(services.config.database_url, handlers(services))
    async with worker.application().open_async() as application:
        found = await application.connector.execute_query_one_async(ASK)
    assert found == {"statement": "5s", "lock": "2500ms", "idle": "10s", "name": "skypanel-worker"}


async def test_what_the_address_says_of_a_session_is_kept(services: Services) -> None:
    address = f"{services.config.database_url}&options=-c%20work_mem%3D5MB"
    async with Worker(address, handlers(services)).application().open_async() as application:
        found = await application.connector.execute_query_one_async(
            "SELECT current_setting('work_mem') AS memory, current_setting('lock_timeout') AS lock"
        )
    assert found == {"memory": "5MB", "lock": "2500ms"}
