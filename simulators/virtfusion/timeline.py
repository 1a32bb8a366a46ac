"""Asynchronous work: jobs are dates, and their effects are applied when somebody looks after those dates.

No task runs in the background; `settle` brings the state up to now, in the order in which things came due. Durations
and the moment of each effect are guessed (section 17).
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from simulators.virtfusion.addresses import assign_ipv6
from simulators.virtfusion.panel import Panel
from simulators.virtfusion.records import Job, Server
from simulators.virtfusion.show_server import server_object

WAIT_SHARE = 0.1  # a job waits this share of its time before it starts
BUILD = "build_server"
PASSWORD = "reset_password"  # noqa: S105 - the name of a job


def enqueue(panel: Panel, server: Server, action: str, seconds: float) -> Job:
    """Queue work on a server: it waits a little, runs, and takes `seconds` in all."""
    now = panel.now
    job = Job(
        id=panel.next_id("job"),
        action=action,
        server_id=server.id,
        hypervisor_id=server.hypervisor_id,
        queued=now,
        starts=now + seconds * WAIT_SHARE,
        finishes=now + max(seconds, 0.001),
    )
    panel.state.jobs[job.id] = job
    server.last_task = now
    panel.touch()
    return job


def settle(panel: Panel, *, until: float | None = None) -> None:
    """Apply everything that came due by now (or by `until`), oldest first, and forget jobs past their retention."""
    horizon = panel.now if until is None else until
    while (due := _next_due(panel)) is not None and due[0] <= horizon:
        due[1]()
        panel.touch()
    oldest = horizon - panel.state.profile.job_retention_minutes * 60
    finished = panel.state.finished_jobs
    while finished and (first := next(iter(finished.values()))).finishes < oldest:
        del finished[first.id]
        panel.touch()


def seconds_until_due(panel: Panel) -> float | None:
    """Return how long until something changes by itself, or None when nothing will."""
    due = _next_due(panel)
    return None if due is None else max(0.0, due[0] - panel.now)


def _next_due(panel: Panel) -> tuple[float, Callable[[], None]] | None:
    found: list[tuple[float, int, Callable[[], None]]] = []
    for job in panel.state.jobs.values():
        if job.wants_ipv6:
            found.append(((job.queued + job.finishes) / 2, job.id, partial(_give_ipv6, panel, job)))
        found.append((job.finishes, job.id, partial(_finish, panel, job)))
    found += [
        (server.delete_at, server.id, partial(_destroy, panel, server))
        for server in panel.state.servers.values()
        if server.delete_at is not None
    ]
    if not found:
        return None
    at, _, apply = min(found, key=lambda item: item[:2])
    return at, apply


def _retire(panel: Panel, job: Job) -> None:
    panel.state.finished_jobs[job.id] = panel.state.jobs.pop(job.id)


def _give_ipv6(panel: Panel, job: Job) -> None:
    """Half-way through a build the IPv6 subnet appears (section 8.3: it can take some seconds)."""
    at = (job.queued + job.finishes) / 2
    job.wants_ipv6 = False
    if (server := panel.state.servers.get(job.server_id)) is not None:
        assign_ipv6(panel.state, server)
        panel.announce("server.assign.ipv6", {"server": server_object(panel, server)}, at=at)


def _finish(panel: Panel, job: Job) -> None:
    _retire(panel, job)
    server = panel.state.servers.get(job.server_id)
    if server is None:
        return
    server.updated = server.last_task = job.finishes
    if job.action == BUILD:
        event = _finish_build(server, job)
    elif job.action == PASSWORD:
        server.password = job.password or server.password
        event = "server.reset.password"
    else:
        _finish_power(server, job)
        event = f"server.{job.action}"
    status = "fail" if job.will_fail else "success"
    facts = {"serverId": server.id, "queueId": job.id, "status": status}
    panel.took_effect("TIME", "", event, facts)
    panel.announce(event, {"server": server_object(panel, server)}, status=status, at=job.finishes)


def _finish_build(server: Server, job: Job) -> str:
    if job.will_fail:
        server.state, server.commission, server.power = "failed", 2, "shutoff"
    else:
        server.state, server.commission, server.built = "complete", 3, job.finishes
        _boot(server, job.finishes)
    return "server.build"


def _finish_power(server: Server, job: Job) -> None:
    if job.will_fail:
        return
    if job.action in {"shutdown", "poweroff"}:
        server.power, server.booted = "shutoff", None
        _collect(server)
    elif job.action == "restart" or server.power != "running":
        _boot(server, job.finishes)


def _boot(server: Server, at: float) -> None:
    server.power, server.booted = "running", at
    _collect(server)


def _collect(server: Server) -> None:
    """A power transition takes up the changes that waited for it (section 8.1)."""
    server.live_memory, server.live_cores = server.memory, server.cores
    server.pending.clear()


def _destroy(panel: Panel, server: Server) -> None:
    at = server.delete_at
    snapshot = server_object(panel, server)
    del panel.state.servers[server.id]
    for job in [job for job in panel.state.jobs.values() if job.server_id == server.id]:
        _retire(panel, job)
    panel.took_effect("TIME", "", "server.destroy", {"serverId": server.id})
    panel.announce("server.destroy", {"server": snapshot}, at=at)
