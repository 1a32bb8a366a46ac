"""The worker process: which method runs for which job, and the runner that survives its database.

procrastinate fetches, locks and schedules; the policy (how often, how late) is the job's own. A worker killed at work
stops its heartbeat; whoever lives hands its jobs out again within half a minute.
"""

import asyncio
import contextlib
import os
import signal
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Final

import procrastinate
import psycopg
import structlog
from procrastinate import jobs as procrastinate_jobs
from procrastinate.retry import BaseRetryStrategy, RetryDecision
from psycopg.conninfo import conninfo_to_dict

from skypanel.accounts import jobs as accounts_jobs
from skypanel.app import jobs as app_jobs
from skypanel.app import left_behind
from skypanel.app.build import Services
from skypanel.app.left_behind import Jobs
from skypanel.core.caller import Caller, set_caller
from skypanel.core.errors import Unavailable
from skypanel.core.jobs import Job, Retry
from skypanel.core.pool import time_limits
from skypanel.notifications import jobs as mail_jobs
from skypanel.servers import jobs as server_jobs

log = structlog.get_logger()

Handler = Callable[..., Awaitable[None]]

CONCURRENCY: Final = 8
_HEARTBEAT_SECONDS: Final = 5.0
_PATIENCE_SECONDS: Final = 5.0
_MOST_SECONDS_TO_STOP: Final = 15.0
_PAUSE_AFTER_LOSS_SECONDS: Final = 1.0


def handlers(services: Services) -> dict[Job, Handler]:
    """Every job there is, and the method that does it."""
    return {
        accounts_jobs.CREATE_VIRTFUSION_USER: services.linking.create,
        accounts_jobs.ADOPT_LEFT_BEHIND: services.linking.adopt_left_behind,
        accounts_jobs.LOOK_UP_RESET: services.accounts.look_up_reset,
        accounts_jobs.LOOK_UP_VERIFICATION: services.accounts.look_up_verification,
        app_jobs.FORGET_PAST: services.housekeeping.forget_past,
        accounts_jobs.SWEEP: services.accounts.sweep,
        server_jobs.SYNC_FLEET: services.fleet.sync,
        server_jobs.REFRESH_DUE: services.refresh.refresh_due,
        server_jobs.FOLLOW_OPERATION: services.operations.follow,
        server_jobs.SWEEP_OPERATIONS: services.operations.sweep,
        server_jobs.APPLY_WEBHOOK: services.webhooks.apply,
        server_jobs.PRUNE_WEBHOOKS: services.webhooks.prune,
        mail_jobs.SEND_VERIFICATION: services.notifications.send_verification,
        mail_jobs.SEND_REGISTRATION_REPEATED: services.notifications.send_registration_repeated,
        mail_jobs.SEND_PASSWORD_RESET: services.notifications.send_password_reset,
        mail_jobs.SEND_PASSWORD_CHANGED: services.notifications.send_password_changed,
        mail_jobs.SEND_TICKET_ANSWERED: services.notifications.send_ticket_answered,
        mail_jobs.FORGET_OLD_MAILS: services.notifications.forget_old_mails,
    }


class _Policy(BaseRetryStrategy):
    """Our `Retry` in the library's terms."""

    def __init__(self, retry: Retry) -> None:
        self._retry = retry

    def get_retry_decision(self, *, exception: BaseException, job: procrastinate_jobs.Job) -> RetryDecision | None:
        wait = self._retry.wait_seconds(job.attempts + 1)
        # An Unavailable knows better when its company is back, but nobody says for how long a job is put off.
        if wait is not None and isinstance(exception, Unavailable):
            wait = max(wait, min(float(exception.retry_after_seconds), self._retry.longest_seconds))
        return None if wait is None else RetryDecision(retry_in={"seconds": round(wait)})


class Worker:
    """Runs jobs until stopped. A lost database is waited for; nothing that was queued is lost by it."""

    def __init__(self, dsn: str, bound: Mapping[Job, Handler], *, has_schedule: bool = True) -> None:
        self._dsn = dsn
        self._bound = bound
        self._has_schedule = has_schedule

    def application(self) -> procrastinate.App:
        """The library's application over our jobs; for the runner, and for tests that run what is queued."""
        application = procrastinate.App(
            connector=procrastinate.PsycopgConnector(
                conninfo=self._dsn,
                timeout=_PATIENCE_SECONDS,
                # A worker frozen while it takes a job would hold that job, and the next tick of every schedule.
                kwargs={"application_name": "skypanel-worker", "options": _options(self._dsn)},
            )
        )
        application.job_manager = Jobs(application.connector)
        for job, handler in self._bound.items():
            _register(application, job, handler, has_schedule=self._has_schedule)
        return application

    async def run(self) -> None:
        """Work for ever. SIGTERM and SIGINT end it after the jobs at hand, at most a quarter of a minute later."""
        stopping = asyncio.Event()
        loop = asyncio.get_running_loop()

        def stop() -> None:
            stopping.set()
            # With its database gone the library may wait for it in its farewell. What was at hand is handed out again.
            loop.call_later(_MOST_SECONDS_TO_STOP, os._exit, 1)

        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, stop)
        log.info("worker.started", jobs=len(self._bound), pid=os.getpid())
        while not stopping.is_set():
            working = asyncio.create_task(self._work())
            waiting = asyncio.create_task(stopping.wait())
            await asyncio.wait({working, waiting}, return_when=asyncio.FIRST_COMPLETED)
            waiting.cancel()
            if not working.done():
                working.cancel()
            try:
                await working
            except asyncio.CancelledError:
                continue
            except (psycopg.Error, procrastinate.exceptions.ConnectorException, OSError) as error:
                log.warning("worker.database_lost", error=type(error).__name__)
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(_PAUSE_AFTER_LOSS_SECONDS):
                    await stopping.wait()
        log.info("worker.stopped")

    async def _work(self) -> None:
        async with self.application().open_async() as application:
            ended = asyncio.Event()
            taking_back = asyncio.create_task(left_behind.keep_taking_back(application, ended))
            try:
                await application.run_worker_async(
                    concurrency=CONCURRENCY,
                    fetch_job_polling_interval=1.0,
                    delete_jobs="successful",
                    install_signal_handlers=False,
                    update_heartbeat_interval=_HEARTBEAT_SECONDS,
                    stalled_worker_timeout=left_behind.DEAD_AFTER_SECONDS,
                    shutdown_graceful_timeout=10.0,
                )
            finally:
                ended.set()
                taking_back.cancel()
                await asyncio.gather(taking_back, return_exceptions=True)


def _register(application: procrastinate.App, job: Job, handler: Handler, *, has_schedule: bool) -> None:
    is_scheduled = job.schedule is not None

    async def run(context: procrastinate.JobContext, /, timestamp: int = 0, **ids: Any) -> None:  # noqa: ANN401 - ids of every kind
        del timestamp  # the tick's own time, which nobody needs
        set_caller(Caller(request_id=f"job-{context.job.id}"))
        try:
            await handler(**ids)
        except Unavailable as outage:
            log.warning("job.put_off", job=job.name, job_id=context.job.id, code=outage.code, ids=_numbers(ids))
            raise
        except Exception as error:
            failure = type(error).__name__
            log.exception("job.failed", job=job.name, job_id=context.job.id, error=failure, ids=_numbers(ids))
            raise

    task = application.task(
        name=job.name,
        queue=job.queue,
        retry=_Policy(job.retry),
        pass_context=True,
        # A tick that finds the last one waiting or at work is dropped or waits: scheduled work never piles up.
        queueing_lock=job.name if is_scheduled else None,
        lock=job.name if is_scheduled else None,
    )(run)
    if has_schedule and job.schedule is not None:
        application.periodic(cron=job.schedule)(task)


def _options(dsn: str) -> str:
    """What a session is told when it begins: the address's own words first, then how long it may take."""
    limits = (f"-c {name}={value}" for name, value in time_limits().items())
    return " ".join([str(conninfo_to_dict(dsn).get("options") or ""), *limits]).strip()


def _numbers(ids: Mapping[str, Any]) -> dict[str, int]:
    """What a log may know of a job's arguments: an address somebody typed is not for it."""
    return {name: value for name, value in ids.items() if isinstance(value, int)}
