"""The faults: what a caller sees of each, and whether the work was done."""

from __future__ import annotations

import threading
import time

import httpx2
import pytest

from simulators.tests.support import API, API_1, API_2, PATIENCE_SECONDS, TOKEN, Json, Simulators, eventually

SUSPEND = f"/servers/{API_1}/suspend"


def is_suspended(sim: Simulators) -> bool:
    return bool(sim.effects("server.suspend"))


def test_a_status_answers_as_told_and_does_not_do_the_work(sim: Simulators) -> None:
    sim.fault("status", status=500, body="<h1>Oops</h1>", method="POST")
    answer = sim.post(SUSPEND)
    assert (answer.status_code, answer.text) == (500, "<h1>Oops</h1>")
    assert answer.headers["content-type"].startswith("text/html")
    assert not is_suspended(sim)
    assert sim.api.get("/connect").status_code == 200


def test_a_status_may_carry_json_and_headers(sim: Simulators) -> None:
    sim.fault("status", status=429, body={"message": "Too Many Attempts."}, headers={"Retry-After": "7"})
    answer = sim.api.get("/connect")
    assert (answer.status_code, answer.json()) == (429, {"message": "Too Many Attempts."})
    assert answer.headers["retry-after"] == "7"


def test_a_status_without_a_body_has_none(sim: Simulators) -> None:
    sim.fault("status", status=404)
    answer = sim.api.get(f"/servers/{API_1}")
    assert (answer.status_code, answer.content) == (404, b"")


def test_a_delay_waits_and_then_does_the_work(sim: Simulators) -> None:
    sim.fault("delay", seconds=0.3)
    begun = time.monotonic()
    assert sim.post(SUSPEND).status_code == 204
    assert time.monotonic() - begun >= 0.3


def test_delays_add_up_with_what_follows(sim: Simulators) -> None:
    sim.fault("delay", seconds=0.2)
    sim.fault("status", status=503)
    begun = time.monotonic()
    assert sim.api.get("/connect").status_code == 503
    assert time.monotonic() - begun >= 0.2


def test_a_cut_closes_the_connection_without_doing_the_work(sim: Simulators) -> None:
    sim.fault("cut")
    with pytest.raises(httpx2.TransportError):
        sim.post(SUSPEND)
    assert not is_suspended(sim)


def test_a_lost_answer_does_the_work_all_the_same(sim: Simulators) -> None:
    sim.fault("lose-answer", path="/servers/*/suspend")
    with pytest.raises(httpx2.TransportError):
        sim.post(SUSPEND)
    assert is_suspended(sim)


def test_a_late_call_does_the_work_after_the_connection_is_long_gone(sim: Simulators) -> None:
    sim.fault("late", seconds=4)
    with pytest.raises(httpx2.TransportError):
        sim.post(SUSPEND)
    assert not is_suspended(sim)
    eventually(lambda: is_suspended(sim))


def test_a_hang_is_bounded_and_does_not_do_the_work(sim: Simulators) -> None:
    sim.fault("hang", seconds=0.3)
    with pytest.raises(httpx2.TransportError):
        sim.post(SUSPEND)
    assert not is_suspended(sim)


def test_a_hang_ends_when_it_is_cleared(sim: Simulators) -> None:
    sim.fault("hang", seconds=600)
    ended: list[bool] = []

    def call() -> None:
        with pytest.raises(httpx2.TransportError):
            httpx2.get(
                sim.address + API + "/connect",
                headers={"Authorization": f"Bearer {TOKEN}"},
                timeout=PATIENCE_SECONDS,
                trust_env=False,
            )
        ended.append(True)

    thread = threading.Thread(target=call)
    thread.start()
    eventually(lambda: sim.steer("GET", "/virtfusion/calls")["inFlight"] == 1)
    sim.steer("DELETE", "/faults")
    thread.join(timeout=PATIENCE_SECONDS)
    assert ended == [True]


def test_a_caller_who_gives_up_on_a_hang_leaves_nothing_behind(sim: Simulators) -> None:
    sim.fault("hang", seconds=600)
    with pytest.raises(httpx2.TimeoutException):
        sim.api.get("/connect", timeout=httpx2.Timeout(PATIENCE_SECONDS, read=0.2))
    eventually(lambda: sim.steer("GET", "/virtfusion/calls")["inFlight"] == 0)


def test_an_empty_answer_is_a_success_without_a_body_and_the_work_is_done(sim: Simulators) -> None:
    """docs/integrations/virtfusion.md §1.1: panels of other ages leave the body out"""
    sim.fault("empty", path="/servers/*/power/*", times=1)
    answer = sim.post(f"/servers/{API_1}/power/restart")
    assert (answer.status_code, answer.content) == (200, b"")
    assert len(sim.effects("server.power.restart")) == 1
    sim.steer("PUT", "/faults", [{"company": "virtfusion", "kind": "empty", "status": 202}])
    assert sim.put(f"/servers/{API_2}/modify/name", {"name": "api-two"}).status_code == 202


def test_an_empty_answer_is_no_success_of_what_was_refused(sim: Simulators) -> None:
    sim.fault("empty")
    answer = sim.api.get("/servers/99999")
    assert (answer.status_code, answer.json()) == (404, {"msg": "server not found"})


def test_garbage_is_a_success_that_is_no_json(sim: Simulators) -> None:
    sim.fault("garbage")
    answer = sim.api.get("/servers")
    assert answer.status_code == 200
    with pytest.raises(ValueError, match="Expecting"):
        answer.json()


def test_a_rule_ends_after_so_many_times(sim: Simulators) -> None:
    sim.fault("status", status=503, times=2)
    assert [sim.api.get("/connect").status_code for _ in range(3)] == [503, 503, 200]
    assert sim.steer("GET", "/faults")[0]["hits"] == 2


def test_a_die_with_a_seed_falls_the_same_way_again(sim: Simulators) -> None:
    def row() -> list[int]:
        sim.steer("PUT", "/faults", [{"company": "virtfusion", "kind": "status", "probability": 0.5, "seed": 7}])
        return [sim.api.get("/connect").status_code for _ in range(20)]

    first = row()
    assert set(first) == {200, 503}
    assert row() == first


def test_a_path_may_be_given_below_the_company_or_below_its_api(sim: Simulators) -> None:
    for path in (f"/api/v1/servers/{API_1}", f"/servers/{API_1}", "*/servers/501"):
        sim.steer("PUT", "/faults", [{"company": "virtfusion", "kind": "status", "path": path}])
        assert sim.api.get(f"/servers/{API_1}").status_code == 503
        assert sim.api.get(f"/servers/{API_2}").status_code == 200


def test_a_page_can_fail_in_the_middle_of_a_list(sim: Simulators) -> None:
    """docs/integrations/virtfusion.md §17"""
    sim.api.get("/servers", params={"results": 10, "page": 1})
    sim.fault("status", status=500, path="/servers", times=1)
    assert sim.api.get("/servers", params={"results": 10, "page": 2}).status_code == 500
    assert sim.api.get("/servers", params={"results": 10, "page": 3}).status_code == 200


def test_one_companys_fault_leaves_the_other_alone(sim: Simulators) -> None:
    sim.fault("status")
    assert sim.api.get("/connect").status_code == 503
    assert sim.root.post("/mail/v3/email/send", json={}).status_code == 401


def test_steering_pages_are_never_faulted(sim: Simulators) -> None:
    sim.steer("PUT", "/faults", [{"company": "*", "kind": "cut"}])
    assert sim.root.get("/virtfusion/effects").status_code == 200
    assert sim.root.get("/mail/messages").status_code == 200
    assert sim.root.get("/health").status_code == 200


def test_rules_are_replaced_added_and_cleared(sim: Simulators) -> None:
    sim.steer("PUT", "/faults", [{"company": "mail", "kind": "cut"}, {"company": "virtfusion", "kind": "cut"}])
    added = sim.fault("delay", seconds=1)
    assert [rule["kind"] for rule in sim.steer("GET", "/faults")] == ["cut", "cut", "delay"]
    sim.steer("DELETE", f"/faults/{added['id']}")
    sim.steer("DELETE", "/faults?company=mail")
    (left,) = sim.steer("GET", "/faults")
    assert left["company"] == "virtfusion"
    sim.steer("DELETE", f"/faults?id={left['id']}")
    assert sim.steer("GET", "/faults") == []


def test_what_was_read_can_be_put_back(sim: Simulators) -> None:
    sim.fault("status", status=429, body={"message": "x"}, headers={"Retry-After": "1"})
    rules = sim.steer("GET", "/faults")
    again = sim.steer("PUT", "/faults", rules)
    assert [{**rule, "id": 0} for rule in again] == [{**rule, "id": 0} for rule in rules]


@pytest.mark.parametrize(
    ("rule", "word"),
    [
        ({"company": "paypol", "kind": "cut"}, "no company"),
        ({"company": "mail", "kind": "explode"}, "explode"),
        ({"company": "mail"}, "kind"),
        ({"company": "mail", "kind": "cut", "colour": 1}, "colour"),
        ({"company": "mail", "kind": "status", "status": 99}, "status"),
        ({"company": "mail", "kind": "cut", "probability": 2}, "probability"),
        ({"company": "mail", "kind": "hang", "seconds": 9999}, "seconds"),
        ({"company": "mail", "kind": "cut", "times": 0}, "times"),
    ],
)
def test_a_rule_that_cannot_be_meant_is_refused_in_words(sim: Simulators, rule: Json, word: str) -> None:
    for method, body in (("POST", rule), ("PUT", [rule])):
        answer = sim.root.request(method, "/faults", json=body)
        assert answer.status_code == 422
        assert word in answer.json()["error"]
    assert sim.steer("GET", "/faults") == []


def test_calls_are_counted_by_route_even_when_they_are_cut(sim: Simulators) -> None:
    sim.steer("DELETE", "/virtfusion/calls")
    sim.server(API_1)
    sim.server(API_2)
    sim.fault("cut")
    with pytest.raises(httpx2.TransportError):
        sim.api.get("/servers")
    counts = sim.steer("GET", "/virtfusion/calls")
    assert counts["byRoute"] == {"GET /servers": 1, "GET /servers/{server_id}": 2}
    assert counts["total"] == 3


def test_the_effect_log_has_one_entry_for_each_change_and_none_for_a_refusal(sim: Simulators) -> None:
    sim.post(SUSPEND)
    sim.post("/servers/99999/suspend")
    sim.server(API_1)
    (effect,) = sim.steer("GET", "/virtfusion/effects")
    assert (effect["operation"], effect["facts"]) == ("server.suspend", {"serverId": API_1})
    assert (effect["method"], effect["path"]) == ("POST", API + SUSPEND)
