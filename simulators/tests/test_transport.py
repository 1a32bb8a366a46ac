"""Bearer, errors, pagination and dates: docs/integrations/virtfusion.md §1 and §2."""

from __future__ import annotations

import re
import time

import httpx2
import pytest

from simulators.tests.support import API, API_1, PATIENCE_SECONDS, TOKEN, Simulators

OFFSET_FORM = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00")
ZULU_FORM = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z")
PLAIN_FORM = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d")


def test_a_good_token_connects_with_an_empty_value(sim: Simulators) -> None:
    """docs/integrations/virtfusion.md §2"""
    answer = sim.api.get("/connect")
    assert answer.status_code == 200
    assert answer.json() == []


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Authorization": "Bearer wrong"},
        {"Authorization": f"Bearer {TOKEN[:-1]}"},
        {"Authorization": TOKEN},
        {"Authorization": f"Basic {TOKEN}"},
    ],
)
def test_a_missing_or_wrong_token_is_401_with_nothing_in_it(sim: Simulators, headers: dict[str, str]) -> None:
    """docs/integrations/virtfusion.md §1.2"""
    answer = httpx2.get(sim.address + API + "/servers", headers=headers, trust_env=False, timeout=PATIENCE_SECONDS)
    assert answer.status_code == 401
    assert answer.content == b""


def test_a_missing_server_says_so_in_msg(sim: Simulators) -> None:
    """docs/integrations/virtfusion.md §1.2"""
    answer = sim.api.get("/servers/99999")
    assert answer.status_code == 404
    assert answer.json() == {"msg": "server not found"}


def test_a_wrong_path_is_a_404_without_msg(sim: Simulators) -> None:
    """docs/integrations/virtfusion.md §1.2: never to be taken for a deleted server"""
    answer = sim.api.get("/selfService/servers/byUserExtRelationId/2")
    assert answer.status_code == 404
    assert "msg" not in answer.json()


def test_an_old_rename_call_no_longer_exists(sim: Simulators) -> None:
    """docs/integrations/virtfusion.md §8.6"""
    assert sim.send("PATCH", f"/servers/{API_1}/name", {"name": "x"}).status_code == 404


def test_a_power_action_in_a_body_is_not_a_call(sim: Simulators) -> None:
    """docs/integrations/virtfusion.md §8.7"""
    assert sim.post(f"/servers/{API_1}/power", {"action": "boot"}).status_code == 404


def test_missing_required_fields_are_a_list_of_plain_strings(sim: Simulators) -> None:
    """docs/integrations/virtfusion.md §1.2 and §17"""
    answer = sim.post("/servers", {})
    assert answer.status_code == 422
    assert answer.json() == {
        "errors": [
            "The packageId field is required.",
            "The userId field is required.",
            "The hypervisorId field is required.",
        ]
    }


def test_an_unknown_key_is_ignored_and_the_call_still_succeeds(sim: Simulators) -> None:
    """docs/integrations/virtfusion.md §17: the silent no-op trap"""
    answer = sim.put(f"/servers/{API_1}/modify/name", {"name": "api-one", "titel": "x"})
    assert answer.status_code == 201
    assert sim.server(API_1)["name"] == "api-one"


def test_a_body_that_is_not_called_json_is_not_read(sim: Simulators) -> None:
    """docs/integrations/virtfusion.md §1 (guessed there)"""
    path, body = f"/servers/{API_1}/modify/name", b'{"name": "api-one"}'
    assert sim.api.put(path, content=body).status_code == 422
    assert sim.api.put(path, content=body, headers={"Content-Type": "text/plain"}).status_code == 422
    called = {"Content-Type": "application/json; charset=utf-8"}
    assert sim.api.put(path, content=body, headers=called).status_code == 201


def test_a_token_without_the_area_is_403_although_it_connects(sim: Simulators) -> None:
    """docs/integrations/virtfusion.md §1 and §1.2"""
    sim.steer("PUT", "/virtfusion/tokens", {TOKEN: {"areas": ["servers"]}})
    assert sim.api.get("/connect").status_code == 200
    assert sim.api.get("/servers").status_code == 200
    assert sim.api.get("/compute/hypervisors/groups?results=1").status_code == 403


def test_too_many_requests_answer_as_laravel_does(sim: Simulators) -> None:
    """docs/integrations/virtfusion.md §1.2 (guessed there)"""
    sim.advance(60 - time.time() % 60)  # the limit is on each minute of the clock, and one has just begun
    sim.steer("PUT", "/virtfusion/tokens", {TOKEN: {"requestsPerMinute": 2}})
    answers = [sim.api.get("/connect") for _ in range(4)]
    refused = next(answer for answer in answers if answer.status_code == 429)
    assert answers[0].headers["x-ratelimit-limit"] == "2"
    assert refused.json() == {"message": "Too Many Attempts."}
    assert 1 <= int(refused.headers["retry-after"]) <= 60
    sim.advance(60)
    assert sim.api.get("/connect").status_code == 200


def test_lists_are_paged_flat_as_laravel_does(sim: Simulators) -> None:
    """docs/integrations/virtfusion.md §1.3"""
    page = sim.api.get("/servers", params={"results": 7, "page": 2}).json()
    path = sim.address + API + "/servers"
    assert set(page) == {
        "current_page", "data", "first_page_url", "from", "last_page", "last_page_url", "links", "next_page_url",
        "path", "per_page", "prev_page_url", "to", "total",
    }  # fmt: skip
    assert (page["current_page"], page["per_page"], page["from"], page["to"]) == (2, 7, 8, 14)
    assert (page["total"], page["last_page"], len(page["data"])) == (30, 5, 7)
    assert page["next_page_url"] == path + "?page=3"
    assert page["prev_page_url"] == page["first_page_url"] == path + "?page=1"
    assert page["links"][0] == {"url": path + "?page=1", "label": "&laquo; Previous", "active": False}
    assert page["links"][2]["active"] is True


def test_a_page_holds_twenty_unless_asked_and_two_hundred_at_most(sim: Simulators) -> None:
    """docs/integrations/virtfusion.md §1.3"""
    assert len(sim.api.get("/servers").json()["data"]) == 20
    assert sim.api.get("/servers", params={"results": 200}).json()["last_page"] == 1
    assert sim.api.get("/servers", params={"results": 201}).status_code == 422


def test_an_empty_page_has_no_from_and_no_to(sim: Simulators) -> None:
    """docs/integrations/virtfusion.md §1.3 (guessed there)"""
    page = sim.api.get("/servers", params={"page": 9}).json()
    assert (page["data"], page["from"], page["to"]) == ([], None, None)


@pytest.mark.parametrize(
    "path",
    [
        "/servers",
        "/compute/hypervisors",
        "/compute/hypervisors/groups",
        "/compute/hypervisors/groups/1/resources",
        "/connectivity/ipblocks",
    ],
)
def test_long_lists_are_paged(sim: Simulators, path: str) -> None:
    """docs/integrations/virtfusion.md §1.3"""
    page = sim.api.get(path, params={"results": 1, "page": 2}).json()
    assert (page["current_page"], page["per_page"], len(page["data"])) == (2, 1, 1)
    assert page["last_page"] == page["total"]


@pytest.mark.parametrize(
    "path",
    [
        "/packages",
        "/servers/user/102",
        "/ssh_keys/user/102",
        "/backups/server/503",
        "/media/templates/fromServerPackageSpec/1",
        f"/servers/{API_1}/templates",
        "/selfService/currencies",
    ],
)
def test_some_lists_are_not_paged_at_all(sim: Simulators, path: str) -> None:
    """docs/integrations/virtfusion.md §1.3"""
    body = sim.api.get(path).json()
    assert set(body) == {"data"}
    assert isinstance(body["data"], list)


def test_three_forms_of_date_live_side_by_side(sim: Simulators) -> None:
    """docs/integrations/virtfusion.md §1.4"""
    server = sim.server(API_1)
    assert OFFSET_FORM.fullmatch(server["created"])
    assert ZULU_FORM.fullmatch(server["owner"]["created"])
    assert ZULU_FORM.fullmatch(server["traffic"]["public"]["currentPeriod"]["start"])
    assert PLAIN_FORM.fullmatch(server["tasks"]["lastOn"])
    assert PLAIN_FORM.fullmatch(sim.get(f"/servers/{API_1}/traffic")["monthly"][0]["start"])
    assert ZULU_FORM.fullmatch(sim.get("/packages")[0]["created"])
