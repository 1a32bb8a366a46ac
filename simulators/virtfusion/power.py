"""Power and what a job of it says in the queue (sections 8.6, 12 and 17)."""

from __future__ import annotations

from simulators.virtfusion.dates import maybe, offset_form
from simulators.virtfusion.gateway import Call, Handler
from simulators.virtfusion.identity import encrypted, opaque
from simulators.virtfusion.records import Job, Server
from simulators.virtfusion.timeline import BUILD, PASSWORD, enqueue
from simulators.virtfusion.wire import Answer, Json, RefusedError, data, invalid, locked, missing

BUILD_STEPS = (
    "server.get.status",
    "server.config.dhcp",
    "server.os.template.exists",
    "server.os.template.download",
    "server.os.template.download.check",
    "server.create.ci",
    "server.disk.create.os",
    "server.os.install.check",
    "server.vnc.disable",
    "server.boot",
    "server.config.statistics",
)
CLASSES = {BUILD: "Build", PASSWORD: "ResetPassword"}


def refuse_busy(call: Call, server: Server) -> None:
    """423 while tasks are pending."""
    if call.panel.is_busy(server):
        raise locked("The server has pending tasks. Please try again later.")


def power(action: str) -> Handler:
    """Return the handler of one power action: 200 with a `queueId`; booting what runs is accepted, changing nothing."""

    def handler(call: Call) -> Answer:
        server = call.panel.server(call.number("server_id"))
        refuse_busy(call, server)
        if server.is_suspended:
            raise invalid("The server is suspended.")
        if server.state != "complete":
            raise invalid("The server has not been built.")
        if call.panel.is_in_maintenance(server):
            raise RefusedError(Answer(503, {"msg": "The hypervisor is in maintenance mode."}))  # guessed: the body
        job = enqueue(call.panel, server, action, call.panel.state.profile.power_seconds)
        call.changed(f"server.power.{action}", serverId=server.id, queueId=job.id)
        return data({"queueId": job.id})

    return handler


def reset_password(call: Call) -> Answer:
    """`POST /servers/{id}/resetPassword` → 200 with `queueId` and `expectedPassword`; 422 unless running (guessed)."""
    server = call.panel.server(call.number("server_id"))
    call.body.need_choice("user", ("root", "Administrator"))
    call.body.boolean("sendMail")
    call.body.check()
    refuse_busy(call, server)
    if server.power != "running" or server.is_suspended:
        raise invalid("The server must be running.")
    job = enqueue(call.panel, server, PASSWORD, call.panel.state.profile.password_seconds)
    job.password = opaque(16, "reset", server.id, job.id)
    call.changed("server.resetPassword", serverId=server.id, queueId=job.id)
    return data({"queueId": job.id, "expectedPassword": job.password})


def read_job(call: Call) -> Answer:
    """`GET /queue/{id}`: poll until `finished` is set; an old id is 404 (guessed)."""
    state, number = call.panel.state, call.number("queue_id")
    job = state.jobs.get(number) or state.finished_jobs.get(number)
    if job is None:
        raise missing("queue item")
    return data(_job_object(call, job))


def _job_object(call: Call, job: Job) -> Json:
    now = call.panel.now
    is_finished = now >= job.finishes
    failed = job.will_fail and is_finished
    return {
        "id": job.id,
        "jobId": str(6000 + job.id),
        "job": f"App\\Jobs\\Server\\KVM\\{CLASSES.get(job.action, job.action.capitalize())}",
        "hypervisorId": job.hypervisor_id,
        "serverId": job.server_id,
        "action": job.action,  # only build_server is known; the others are guessed
        "queue": "default",
        "started": offset_form(job.starts) if now >= job.starts else None,  # guessed: null while waiting
        "updated": offset_form(min(now, job.finishes)),
        "finished": maybe(job.finishes if is_finished else None),
        "failed": failed,
        "progress": job.progress(now),
        "errors": {"exception": _exception(failed=failed)},
        "primaryActions": _steps(job, now) if job.action == BUILD else [],
        "subActions": [],
    }


def _exception(*, failed: bool) -> Json:
    message = "The operating system template could not be installed." if failed else None
    return {
        "stringable": message,
        "errors": [message] if failed else None,
        "type": "App\\Exceptions\\BuildException" if failed else None,
        "trace": "#0 /opt/virtfusion/app/Jobs/Server/KVM/Build.php(212)" if failed else None,
        "message": message,
    }


def _steps(job: Job, now: float) -> list[Json]:
    """The steps done so far. `data` of `server.create.ci` holds what must never be shown: hashes, keys, paths."""
    count = len(BUILD_STEPS) * job.progress(now) // 100
    span = (job.finishes - job.starts) / len(BUILD_STEPS)
    cloud_init = (
        f"#cloud-config\nchpasswd: {{list: 'root:$6${encrypted('hash', job.id)}'}}\npath: /home/vf-data/ci/{job.id}"
    )
    return [
        {
            "type": step,
            "dataType": "string" if step == "server.create.ci" else "array",
            "data": cloud_init if step == "server.create.ci" else [],
            "created": offset_form(job.starts + span * index),
            "updated": offset_form(job.starts + span * (index + 1)),
        }
        for index, step in enumerate(BUILD_STEPS[:count])
    ]
