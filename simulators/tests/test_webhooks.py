"""Events out: docs/integrations/virtfusion.md §14."""

from __future__ import annotations

import base64

from simulators.tests.support import API_1, JOB_SECONDS, Receiver, Simulators, eventually

FAST = {"webhookRetrySeconds": 0.05}


def test_an_event_is_posted_with_its_headers_and_bearer(sim: Simulators, receiver: Receiver) -> None:
    """docs/integrations/virtfusion.md §14"""
    sim.post(f"/servers/{API_1}/suspend")
    eventually(lambda: len(receiver.received) == 1)
    headers, body = receiver.received[0]
    assert headers["Authorization"] == "Bearer " + base64.b64encode(b"hook-secret").decode()
    assert headers["X-VirtFusion-Event"] == "server.suspend"
    assert headers["X-VirtFusion-Event-Status"] == "success"
    assert headers["X-VirtFusion-Hook-Event"] == "10"
    assert headers["X-VirtFusion-Created"].endswith("Z")
    assert headers["User-Agent"].startswith("VirtFusion-Hookshot/")
    assert set(body) == {
        "event", "created", "hookId", "hookEventId", "eventStatus", "controlDomain", "controlName",
        "controlSupportLink", "data",
    }  # fmt: skip
    assert body["data"]["errors"] == []
    assert body["data"]["server"]["id"] == API_1
    assert body["data"]["server"]["suspended"] is True


def test_a_life_is_told_in_order(sim: Simulators, receiver: Receiver) -> None:
    """docs/integrations/virtfusion.md §14"""
    server_id = sim.built(ipv6=True)
    sim.post(f"/servers/{server_id}/power/restart")
    sim.advance(JOB_SECONDS)
    sim.send("DELETE", f"/servers/{server_id}?delay=0")
    expected = ["server.create", "server.assign.ipv6", "server.build", "server.restart", "server.destroy"]
    eventually(lambda: receiver.events() == expected)


def test_a_job_that_ends_by_itself_is_told_without_anybody_asking(sim: Simulators, receiver: Receiver) -> None:
    """docs/integrations/virtfusion.md §14"""
    sim.steer("PUT", "/virtfusion/profile", {"powerSeconds": 0.1})
    sim.post(f"/servers/{API_1}/power/shutdown")
    eventually(lambda: receiver.events() == ["server.shutdown"])


def test_a_failed_build_is_told_as_fail(sim: Simulators, receiver: Receiver) -> None:
    """docs/integrations/virtfusion.md §14"""
    sim.steer("PUT", "/virtfusion/profile", {"failingTemplateIds": [62]})
    sim.built()
    eventually(lambda: "server.build" in receiver.events())
    assert receiver.received[-1][1]["eventStatus"] == "fail"


def test_users_are_told_too(sim: Simulators, receiver: Receiver) -> None:
    """docs/integrations/virtfusion.md §14"""
    sim.post("/users", {"name": "Ada Example", "email": "ada@example.net", "extRelationId": 1207})
    sim.put("/users/1207/byExtRelation", {"name": "Ada E."})
    sim.send("DELETE", "/users/1207/byExtRelation")
    eventually(lambda: receiver.events() == ["user.create", "user.modify", "user.delete"])
    assert receiver.received[0][1]["data"]["server"] is False
    assert receiver.received[1][1]["data"]["user.after"]["name"] == "Ada E."


def test_a_refused_delivery_is_tried_again(sim: Simulators) -> None:
    """docs/integrations/virtfusion.md §14 (guessed: retries are undocumented)"""
    found = Receiver([500, 503])
    sim.steer("PUT", "/virtfusion/profile", FAST)
    sim.steer("PUT", "/virtfusion/webhook", {"url": found.url})
    sim.post(f"/servers/{API_1}/suspend")
    eventually(lambda: len(found.received) == 3)
    assert "Authorization" not in found.received[0][0]
    eventually(lambda: sim.steer("GET", "/virtfusion/webhook/deliveries")[0]["state"] == "delivered")
    assert sim.steer("GET", "/virtfusion/webhook/deliveries")[0]["attempts"] == 3
    found.close()


def test_a_delivery_to_nobody_ends_failed_in_the_log(sim: Simulators) -> None:
    sim.steer("PUT", "/virtfusion/profile", FAST)
    sim.steer("PUT", "/virtfusion/webhook", {"url": "http://127.0.0.1:9/hook"})
    sim.post(f"/servers/{API_1}/suspend")
    eventually(lambda: sim.steer("GET", "/virtfusion/webhook/deliveries")[0]["state"] == "failed")
    assert sim.steer("GET", "/virtfusion/webhook/deliveries")[0]["error"]


def test_without_a_target_nothing_is_kept(sim: Simulators) -> None:
    sim.post(f"/servers/{API_1}/suspend")
    assert sim.steer("GET", "/virtfusion/webhook/deliveries") == []


def test_faults_repeat_drop_and_delay_events(sim: Simulators, receiver: Receiver) -> None:
    sim.fault("repeat-webhook", path="server.suspend", count=2)
    sim.fault("drop-webhook", path="server.unsuspend")
    sim.fault("delay-webhook", path="user.*", seconds=4)
    sim.post("/users", {"name": "Ada Example", "email": "ada@example.net"})
    sim.post(f"/servers/{API_1}/suspend")
    sim.post(f"/servers/{API_1}/unsuspend")
    eventually(lambda: receiver.events() == ["server.suspend"] * 3 + ["user.create"])
    log = sim.steer("GET", "/virtfusion/webhook/deliveries?event=server.unsuspend")
    assert [entry["state"] for entry in log] == ["dropped"]


def test_a_reorder_lets_the_next_event_overtake(sim: Simulators, receiver: Receiver) -> None:
    sim.fault("reorder-webhooks", times=1, seconds=60)
    sim.post(f"/servers/{API_1}/suspend")
    sim.post(f"/servers/{API_1}/unsuspend")
    eventually(lambda: receiver.events() == ["server.unsuspend", "server.suspend"])


def test_a_reordered_event_goes_out_in_the_end_even_if_none_follows(sim: Simulators, receiver: Receiver) -> None:
    sim.fault("reorder-webhooks", seconds=0.2)
    sim.post(f"/servers/{API_1}/suspend")
    eventually(lambda: receiver.events() == ["server.suspend"])
