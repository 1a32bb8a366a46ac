"""Creating, installing, suspending, deleting: docs/integrations/virtfusion.md §8.1 to §8.3 and §8.6."""

from __future__ import annotations

import uuid
from concurrent.futures import ThreadPoolExecutor

from simulators.tests.support import API_1, MIRA, SUSPENDED, Simulators


def test_a_new_server_has_addresses_and_nothing_installed(sim: Simulators) -> None:
    """docs/integrations/virtfusion.md §8.2"""
    answer = sim.order()
    assert answer.status_code == 201
    server = answer.json()["data"]
    assert (server["state"], server["commissionStatus"], server["built"]) == ("allocated", 0, None)
    assert (server["name"], server["hostname"]) == ("", None)
    assert len(server["network"]["interfaces"][0]["ipv4"]) == 1
    assert server["network"]["interfaces"][0]["ipv6"] == []
    assert server["tasks"]["active"] is False
    assert uuid.UUID(server["uuid"]).version == 4


def test_ids_are_sequential(sim: Simulators) -> None:
    """docs/integrations/virtfusion.md §17"""
    first, second = (sim.order().json()["data"]["id"] for _ in range(2))
    assert second == first + 1


def test_leaving_ipv4_out_gives_a_server_without_an_address(sim: Simulators) -> None:
    """docs/integrations/virtfusion.md §8.2"""
    answer = sim.order(ipv4=None)
    assert answer.json()["data"]["network"]["interfaces"][0]["ipv4"] == []


def test_a_dry_run_validates_and_makes_nothing(sim: Simulators) -> None:
    """docs/integrations/virtfusion.md §8.2"""
    body = {"packageId": 2, "userId": 102, "hypervisorId": 1, "ipv4": 1}
    answer = sim.post("/servers?dryRun=true", body)
    assert answer.json() == {"data": {"dryRun": "success"}}
    assert sim.post("/servers?dryRun=true", {**body, "packageId": 99}).status_code == 422
    assert sim.effects("server.create") == []


def test_unknown_package_user_or_group_is_refused(sim: Simulators) -> None:
    """docs/integrations/virtfusion.md §8.2"""
    for wrong in ({"packageId": 99}, {"packageId": 13}, {"userId": 1}, {"hypervisorId": 4}):
        answer = sim.order(**wrong)
        assert answer.status_code == 422
        assert isinstance(answer.json()["errors"][0], str)


def test_a_location_without_room_or_addresses_is_refused(sim: Simulators) -> None:
    """docs/integrations/virtfusion.md §8.2"""
    assert sim.order(memory=999_999_999).status_code == 422
    for _ in range(3):
        sim.order(ipv4=64)
    assert sim.order(ipv4=64).status_code == 422


def test_extra_disks_wait_as_a_pending_task_that_blocks_nothing(sim: Simulators) -> None:
    """docs/integrations/virtfusion.md §8.1 and §8.2"""
    answer = sim.order(additionalStorage1Enable=True, additionalStorage1Capacity=50)
    server = answer.json()["data"]
    (pending,) = server["tasks"]["actions"]["pending"]
    assert pending["action"] == "Create HDD (sdb)"
    assert pending["requires"] == ["boot", "restart", "shutdown", "poweroff"]
    assert server["tasks"]["active"] is False


def test_an_order_replaces_what_its_package_says(sim: Simulators) -> None:
    """docs/integrations/virtfusion.md §8.2"""
    asked = {"memory": 3072, "storage": 55, "traffic": 0, "cpuCores": 3}
    answer = sim.order(**asked, firewallRulesets=[-1])
    assert answer.status_code == 201
    assert answer.json()["data"]["settings"]["resources"] == asked
    refused = sim.order(firewallRulesets=[0])
    assert (refused.status_code, refused.json()) == (422, {"errors": ["Invalid or disabled firewall ruleset"]})


def test_a_server_has_three_disks_at_most(sim: Simulators) -> None:
    """docs/integrations/virtfusion.md §8.2"""
    extra = {
        f"additionalStorage{number}{name}": value
        for number in (1, 2, 3)
        for name, value in (("Enable", True), ("Capacity", 10))
    }
    assert len(sim.order(**extra).json()["data"]["storage"]) == 3
    assert sim.order(additionalStorage1Enable=True).status_code == 422


def test_a_build_is_queued_and_shows_the_password_this_once(sim: Simulators) -> None:
    """docs/integrations/virtfusion.md §8.3"""
    server_id = sim.order().json()["data"]["id"]
    answer = sim.post(
        f"/servers/{server_id}/build", {"operatingSystemId": 62, "name": "web", "hostname": "web.example.net"}
    )
    assert answer.status_code == 200
    server = answer.json()["data"]
    assert (server["state"], server["commissionStatus"], server["rebuild"]) == ("queued", 1, False)
    assert server["tasks"]["active"] is True
    assert server["configLevel"] == 1
    assert len(server["settings"]["decryptedPassword"]) >= 12
    assert "queueId" not in server
    assert "decryptedPassword" not in sim.server(server_id)["settings"]


def test_a_build_ends_complete_running_and_idle(sim: Simulators) -> None:
    """docs/integrations/virtfusion.md §8.3 and §17"""
    server_id = sim.built()
    server = sim.server(server_id, remoteState="true")
    assert (server["state"], server["commissionStatus"], server["tasks"]["active"]) == ("complete", 3, False)
    assert server["built"] is not None
    assert server["remoteState"]["state"] == "running"
    assert server["os"]["templateName"].startswith("Debian 12")


def test_the_ipv6_subnet_appears_half_way_through_a_build(sim: Simulators) -> None:
    """docs/integrations/virtfusion.md §8.3 and §17"""
    sim.steer("PUT", "/virtfusion/profile", {"buildSeconds": 10_000})
    server_id = sim.order().json()["data"]["id"]
    sim.post(f"/servers/{server_id}/build", {"operatingSystemId": 62, "ipv6": True})
    assert sim.server(server_id)["network"]["interfaces"][0]["ipv6"] == []
    sim.advance(5500)
    server = sim.server(server_id)
    assert server["state"] == "queued"
    (subnet,) = server["network"]["interfaces"][0]["ipv6"]
    assert subnet["subnet"].startswith("2001:db8:1:")
    assert subnet["cidr"] == 64


def test_a_template_in_the_failing_set_ends_failed(sim: Simulators) -> None:
    """docs/integrations/virtfusion.md §17"""
    sim.steer("PUT", "/virtfusion/profile", {"failingTemplateIds": [62]})
    server = sim.server(sim.built())
    assert (server["state"], server["commissionStatus"], server["buildFailed"]) == ("failed", 2, False)


def test_a_template_that_does_not_fit_or_a_strangers_key_is_refused(sim: Simulators) -> None:
    """docs/integrations/virtfusion.md §7 and §8.3"""
    server_id = sim.order().json()["data"]["id"]
    assert sim.post(f"/servers/{server_id}/build", {"operatingSystemId": 70}).status_code == 422
    assert sim.post(f"/servers/{server_id}/build", {"operatingSystemId": 62, "sshKeys": [99]}).status_code == 422
    assert sim.post(f"/servers/{server_id}/build", {"operatingSystemId": 62, "swap": 7}).status_code == 422


def test_a_busy_server_refuses_another_build(sim: Simulators) -> None:
    """docs/integrations/virtfusion.md §1.2: 423 with msg"""
    server_id = sim.order().json()["data"]["id"]
    sim.post(f"/servers/{server_id}/build", {"operatingSystemId": 62})
    answer = sim.post(f"/servers/{server_id}/build", {"operatingSystemId": 62})
    assert answer.status_code == 423
    assert "msg" in answer.json()


def test_suspension_is_at_once_and_powers_off(sim: Simulators) -> None:
    """docs/integrations/virtfusion.md §8.6 and §17"""
    answer = sim.post(f"/servers/{API_1}/suspend")
    assert (answer.status_code, answer.content) == (204, b"")
    server = sim.server(API_1, remoteState="true")
    assert server["suspended"] is True
    assert server["remoteState"]["running"] is False
    assert sim.post(f"/servers/{API_1}/power/boot").status_code == 422


def test_an_unsuspended_server_stays_off(sim: Simulators) -> None:
    """docs/integrations/virtfusion.md §17"""
    assert sim.post(f"/servers/{SUSPENDED}/unsuspend").status_code == 204
    server = sim.server(SUSPENDED, remoteState="true")
    assert server["suspended"] is False
    assert server["remoteState"]["state"] == "shutoff"


def test_a_deleted_server_is_gone_after_its_delay_and_frees_its_addresses(sim: Simulators) -> None:
    """docs/integrations/virtfusion.md §8.6 and §17"""
    free = sim.get("/connectivity/ipblocks/1")["ipv4"]["freeTotal"]
    assert sim.send("DELETE", f"/servers/{API_1}?delay=10").status_code == 204
    assert sim.server(API_1)["deleteLevel"] == 1
    sim.advance(540)
    assert sim.api.get(f"/servers/{API_1}").status_code == 200
    sim.advance(61)
    answer = sim.api.get(f"/servers/{API_1}")
    assert (answer.status_code, answer.json()) == (404, {"msg": "server not found"})
    assert sim.get("/connectivity/ipblocks/1")["ipv4"]["freeTotal"] == free + 1


def test_a_delete_without_a_delay_waits_five_minutes(sim: Simulators) -> None:
    """docs/integrations/virtfusion.md §8.6 (guessed there)"""
    sim.send("DELETE", f"/servers/{API_1}")
    sim.advance(240)
    assert sim.api.get(f"/servers/{API_1}").status_code == 200
    sim.advance(61)
    assert sim.api.get(f"/servers/{API_1}").status_code == 404


def test_a_delay_of_nought_deletes_at_once_and_one_too_long_is_refused(sim: Simulators) -> None:
    """docs/integrations/virtfusion.md §8.6"""
    assert sim.send("DELETE", f"/servers/{API_1}?delay=43801").status_code == 422
    assert sim.send("DELETE", f"/servers/{API_1}?delay=0").status_code == 204
    assert sim.send("DELETE", f"/servers/{API_1}?delay=0").status_code == 404


def test_nothing_is_deleted_while_the_panel_must_not_be_disturbed(sim: Simulators) -> None:
    """docs/integrations/virtfusion.md §8.6"""
    sim.steer("PUT", "/virtfusion/profile", {"isDoNotDisturb": True})
    answer = sim.send("DELETE", f"/servers/{API_1}?delay=0")
    assert answer.status_code == 423
    assert "msg" in answer.json()


def test_a_server_made_by_a_lost_call_can_be_found_in_its_owners_list(sim: Simulators) -> None:
    """docs/integrations/virtfusion.md §16.2"""
    before = {row["id"] for row in sim.get("/servers/user/102")}
    sim.order()
    after = {row["id"] for row in sim.get("/servers/user/102")}
    assert len(after - before) == 1
    assert sim.get(f"/users/{MIRA}/byExtRelation")["id"] == 102


def test_build_failed_may_flicker_during_a_rebuild(sim: Simulators) -> None:
    """docs/integrations/virtfusion.md §8.1: look at the state first"""
    sim.steer("PUT", "/virtfusion/profile", {"buildSeconds": 10_000})
    answer = sim.post(f"/servers/{API_1}/build", {"operatingSystemId": 62})
    assert (answer.json()["data"]["state"], answer.json()["data"]["buildFailed"]) == ("queued", True)
    sim.advance(6000)
    assert sim.server(API_1)["buildFailed"] is False
    sim.advance(6000)
    assert (sim.server(API_1)["state"], sim.server(API_1)["buildFailed"]) == ("complete", False)


def test_many_orders_at_once_get_an_id_and_an_address_each(sim: Simulators) -> None:
    """docs/integrations/virtfusion.md §17"""
    with ThreadPoolExecutor(16) as pool:
        servers = [answer.json()["data"] for answer in pool.map(lambda _: sim.order(), range(40))]
    addresses = {server["network"]["interfaces"][0]["ipv4"][0]["address"] for server in servers}
    assert len({server["id"] for server in servers}) == len(addresses) == 40
    assert len(sim.effects("server.create")) == 40
