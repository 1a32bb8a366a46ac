"""Power, password reset and the queue: docs/integrations/virtfusion.md §8.6, §12 and §17."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from simulators.tests.support import (
    ALLOCATED,
    API_1,
    BUILD_RUNNER,
    IN_MAINTENANCE,
    JOB_SECONDS,
    STAGING,
    SUSPENDED,
    Simulators,
)


def power(sim: Simulators, server_id: int, action: str) -> int:
    answer = sim.post(f"/servers/{server_id}/power/{action}")
    assert answer.status_code == 200, answer.text
    assert set(answer.json()["data"]) == {"queueId"}
    number: int = answer.json()["data"]["queueId"]
    return number


def state(sim: Simulators, server_id: int) -> str:
    found: str = sim.server(server_id, remoteState="true")["remoteState"]["state"]
    return found


@pytest.mark.parametrize(
    ("server_id", "action", "after"),
    [
        (API_1, "shutdown", "shutoff"),
        (API_1, "poweroff", "shutoff"),
        (API_1, "restart", "running"),
        (API_1, "boot", "running"),
        (STAGING, "boot", "running"),
    ],
)
def test_a_power_action_is_queued_and_takes_effect_when_its_job_ends(
    sim: Simulators, server_id: int, action: str, after: str
) -> None:
    """docs/integrations/virtfusion.md §8.6 and §17"""
    before = state(sim, server_id)
    power(sim, server_id, action)
    assert sim.server(server_id)["tasks"]["active"] is True
    assert state(sim, server_id) == before
    sim.advance(JOB_SECONDS)
    assert sim.server(server_id)["tasks"]["active"] is False
    assert state(sim, server_id) == after


def test_a_job_waits_runs_and_finishes(sim: Simulators) -> None:
    """docs/integrations/virtfusion.md §12"""
    sim.steer("PUT", "/virtfusion/profile", {"powerSeconds": 10_000})
    number = power(sim, API_1, "restart")
    job = sim.get(f"/queue/{number}")
    assert set(job) == {
        "id", "jobId", "job", "hypervisorId", "serverId", "action", "queue", "started", "updated", "finished",
        "failed", "progress", "errors", "primaryActions", "subActions",
    }  # fmt: skip
    assert (job["started"], job["finished"], job["progress"]) == (None, None, 0)
    sim.advance(5500)
    job = sim.get(f"/queue/{number}")
    assert job["started"] is not None
    assert 40 <= job["progress"] <= 60
    sim.advance(5000)
    job = sim.get(f"/queue/{number}")
    assert (job["progress"], job["failed"]) == (100, False)
    assert job["finished"] is not None
    assert job["errors"]["exception"]["message"] is None


def test_a_busy_server_is_locked(sim: Simulators) -> None:
    """docs/integrations/virtfusion.md §1.2 and §8.6"""
    power(sim, API_1, "restart")
    for path in ("power/boot", "suspend", "unsuspend", "resetPassword"):
        answer = sim.post(f"/servers/{API_1}/{path}", {"user": "root"})
        assert answer.status_code == 423
        assert "msg" in answer.json()
    assert sim.put(f"/servers/{API_1}/package/5", {}).status_code == 423
    assert sim.post(f"/servers/{BUILD_RUNNER}/power/boot").status_code == 423


@pytest.mark.parametrize("server_id", [SUSPENDED, ALLOCATED])
def test_what_is_suspended_or_was_never_built_has_no_power(sim: Simulators, server_id: int) -> None:
    """docs/integrations/virtfusion.md §17"""
    answer = sim.post(f"/servers/{server_id}/power/boot")
    assert answer.status_code == 422
    assert isinstance(answer.json()["errors"][0], str)


def test_a_host_in_maintenance_refuses_power_with_503(sim: Simulators) -> None:
    """docs/integrations/virtfusion.md §1.2 and §8.6"""
    answer = sim.post(f"/servers/{IN_MAINTENANCE}/power/restart")
    assert answer.status_code == 503
    assert "msg" in answer.json()


def test_a_password_reset_is_queued_and_says_what_to_expect(sim: Simulators) -> None:
    """docs/integrations/virtfusion.md §8.6"""
    answer = sim.post(f"/servers/{API_1}/resetPassword", {"user": "root", "sendMail": False})
    assert answer.status_code == 200
    assert set(answer.json()["data"]) == {"queueId", "expectedPassword"}
    sim.advance(JOB_SECONDS)
    assert sim.get(f"/queue/{answer.json()['data']['queueId']}")["finished"] is not None


def test_a_password_is_reset_only_for_a_known_account_of_a_running_server(sim: Simulators) -> None:
    """docs/integrations/virtfusion.md §8.6 and §17"""
    assert sim.post(f"/servers/{API_1}/resetPassword", {}).status_code == 422
    assert sim.post(f"/servers/{API_1}/resetPassword", {"user": "mira"}).status_code == 422
    assert sim.post(f"/servers/{STAGING}/resetPassword", {"user": "root"}).status_code == 422


def test_a_build_job_lists_its_steps_with_things_never_to_be_shown(sim: Simulators) -> None:
    """docs/integrations/virtfusion.md §12"""
    server_id = sim.built()
    number = sim.effects("server.build")[-1]["facts"]["queueId"]
    job = sim.get(f"/queue/{number}")
    assert (job["action"], job["serverId"], job["queue"]) == ("build_server", server_id, "default")
    kinds = [step["type"] for step in job["primaryActions"]]
    assert kinds[0] == "server.get.status"
    assert kinds[-1] == "server.config.statistics"
    assert "chpasswd" in job["primaryActions"][kinds.index("server.create.ci")]["data"]


def test_a_failed_build_says_so_in_its_job(sim: Simulators) -> None:
    """docs/integrations/virtfusion.md §12"""
    sim.steer("PUT", "/virtfusion/profile", {"failingTemplateIds": [62]})
    sim.built()
    job = sim.get(f"/queue/{sim.effects('server.build')[-1]['facts']['queueId']}")
    assert job["failed"] is True
    assert job["errors"]["exception"]["message"]


def test_an_old_job_is_forgotten(sim: Simulators) -> None:
    """docs/integrations/virtfusion.md §12 (guessed there)"""
    number = power(sim, API_1, "restart")
    sim.advance(3 * 3600)
    assert sim.api.get(f"/queue/{number}").status_code == 404


def test_of_many_clicks_at_once_one_is_taken_and_the_others_are_locked(sim: Simulators) -> None:
    """docs/integrations/virtfusion.md §1.2"""
    with ThreadPoolExecutor(16) as pool:
        answers = list(pool.map(lambda _: sim.post(f"/servers/{API_1}/power/restart").status_code, range(30)))
    assert (answers.count(200), answers.count(423)) == (1, 29)
    assert len(sim.effects("server.power.restart")) == 1
