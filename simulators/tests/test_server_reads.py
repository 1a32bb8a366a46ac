"""What a server looks like: docs/integrations/virtfusion.md §8.1, §8.4, §8.5, §8.7 and §8.8."""

from __future__ import annotations

from simulators.tests.support import (
    ALLOCATED,
    API_1,
    BUILD_RUNNER,
    FAILED,
    IN_MAINTENANCE,
    STAGING,
    SUSPENDED,
    Simulators,
)


def test_a_server_object_carries_everything_a_portal_needs(sim: Simulators) -> None:
    """docs/integrations/virtfusion.md §8.4"""
    server = sim.server(API_1)
    assert {
        "id", "ownerId", "hypervisorId", "arch", "name", "hostname", "uuid", "state", "commissionStatus", "selfService",
        "selfServiceSettings", "timezone", "migratable", "migrateLevel", "deleteLevel", "configLevel", "backupLevel",
        "elevated", "elevateId", "elevate", "destroyable", "rebuild", "suspended", "protected", "buildFailed",
        "primaryNetworkDhcp4", "primaryNetworkDhcp6", "built", "created", "updated", "traffic", "settings", "cpu",
        "customXML", "qemuCommandline", "qemuAgent", "media", "backupPlan", "vnc", "network", "storage",
        "hypervisorAssets", "hypervisor", "owner", "sshKeys", "sharedUsers", "tasks", "remoteState",
    } <= set(server)  # fmt: skip
    assert server["settings"]["resources"] == {"memory": 4096, "storage": 80, "traffic": 4000, "cpuCores": 2}
    assert server["hypervisor"]["group"] == {"name": "Frankfurt", "icon": "de"}
    assert server["owner"]["extRelationId"] == 2
    assert "usage" not in server


def test_an_empty_map_is_served_as_a_list(sim: Simulators) -> None:
    """docs/integrations/virtfusion.md §8.4: PHP's arrays"""
    server = sim.server(ALLOCATED)
    assert server["settings"]["config"] == []
    assert server["selfServiceSettings"] == []
    assert server["qemuAgent"] == []


def test_a_server_object_is_full_of_secrets(sim: Simulators) -> None:
    """docs/integrations/virtfusion.md §8.4 and §10.1: so that the portal can be proven not to pass them on"""
    server = sim.server(API_1)
    assert server["settings"]["encryptedPassword"].startswith("eyJpdiI6")
    assert server["hypervisor"]["ip"] == server["vnc"]["ip"] == "203.0.113.241"
    assert server["hypervisor"]["dataDir"]
    assert sim.api.get("/compute/hypervisors").json()["data"][0]["encryptedToken"]


def test_live_state_is_false_until_it_is_asked_for(sim: Simulators) -> None:
    """docs/integrations/virtfusion.md §8.4"""
    assert sim.server(API_1)["remoteState"] is False
    live = sim.server(API_1, remoteState="true")["remoteState"]
    assert (live["state"], live["running"]) == ("running", True)
    assert float(live["cpu"]) > 0
    assert int(live["memory"]["actual"]) == 4096 * 1024
    assert int(live["disk"]["vda"]["rd.bytes"]) > 0
    assert live["agent"]["fsinfo"][0]["mountpoint"] == "/"
    assert sim.server(STAGING, remoteState="true")["remoteState"]["state"] == "shutoff"


def test_live_state_is_false_when_the_host_cannot_be_reached(sim: Simulators) -> None:
    """docs/integrations/virtfusion.md §8.4"""
    sim.steer("PUT", "/virtfusion/profile", {"unreachableHypervisorIds": [1]})
    assert sim.server(API_1, remoteState="true")["remoteState"] is False


def test_the_seed_shows_every_condition(sim: Simulators) -> None:
    """docs/integrations/virtfusion.md §8.1"""
    assert sim.server(BUILD_RUNNER)["state"] == "queued"
    assert sim.server(BUILD_RUNNER)["tasks"]["active"] is True
    assert (sim.server(FAILED)["state"], sim.server(FAILED)["commissionStatus"]) == ("failed", 2)
    assert sim.server(SUSPENDED)["suspended"] is True
    assert (sim.server(ALLOCATED)["state"], sim.server(ALLOCATED)["commissionStatus"]) == ("allocated", 0)
    assert sim.server(IN_MAINTENANCE)["hypervisor"]["maintenance"] is True


def test_the_busy_server_of_the_seed_installs_for_minutes_and_then_runs(sim: Simulators) -> None:
    """docs/integrations/virtfusion.md §8.3"""
    sim.advance(200)
    assert sim.server(BUILD_RUNNER)["tasks"]["active"] is True
    sim.advance(60)
    server = sim.server(BUILD_RUNNER, remoteState="true")
    assert (server["state"], server["tasks"]["active"]) == ("complete", False)
    assert server["remoteState"]["running"] is True


def test_the_seed_is_the_same_every_time(sim: Simulators) -> None:
    first = sim.get("/servers/user/102")
    sim.steer("POST", "/reset")
    assert sim.get("/servers/user/102") == first
    assert [row["name"] for row in first] == ["api-1", "api-2", "postgres", "staging", "build-runner"]


def test_an_interface_names_its_addresses_in_full(sim: Simulators) -> None:
    """docs/integrations/virtfusion.md §8.5"""
    (card,) = sim.server(API_1)["network"]["interfaces"]
    assert (card["name"], card["type"], len(str(card["tag"]))) == ("eth0", "public", 10)
    (address,) = card["ipv4"]
    assert set(address) == {
        "id", "order", "enabled", "blockId", "address", "gateway", "netmask", "resolver1", "resolver2", "rdns", "mac",
    }  # fmt: skip
    assert (address["gateway"], address["netmask"]) == ("192.0.2.1", "255.255.255.0")
    assert address["mac"] == card["mac"]


def test_ipv6_is_a_subnet_and_not_an_address(sim: Simulators) -> None:
    """docs/integrations/virtfusion.md §8.5"""
    servers = [sim.server(number) for number in range(501, 505)]
    subnet = next(found for one in servers for found in one["network"]["interfaces"][0]["ipv6"])
    assert {"block", "subnet", "cidr", "exhausted", "gateway", "routeNet", "addressesDetailed"} <= set(subnet)
    assert "address" not in subnet


def test_simple_rows_say_commissioned_and_owner(sim: Simulators) -> None:
    """docs/integrations/virtfusion.md §8.7"""
    row = sim.api.get("/servers").json()["data"][0]
    assert set(row) == {
        "id", "uuid", "name", "commissioned", "owner", "hypervisorId", "suspended", "protected", "updated", "created",
    }  # fmt: skip


def test_full_rows_are_server_objects_without_live_state(sim: Simulators) -> None:
    """docs/integrations/virtfusion.md §8.7 (guessed there)"""
    row = sim.api.get("/servers", params={"type": "full", "results": 1}).json()["data"][0]
    assert row["commissionStatus"] == 3
    assert "remoteState" not in row


def test_the_list_narrows_to_one_or_several_hypervisors(sim: Simulators) -> None:
    """docs/integrations/virtfusion.md §8.7"""
    one = sim.api.get("/servers?hypervisorId=5&results=200").json()["data"]
    both = sim.api.get("/servers?hypervisorId[]=5&hypervisorId[]=6&results=200").json()["data"]
    assert {row["hypervisorId"] for row in one} == {5}
    assert {row["hypervisorId"] for row in both} == {5, 6}


def test_a_users_list_has_its_own_shape(sim: Simulators) -> None:
    """docs/integrations/virtfusion.md §8.7"""
    row = sim.get("/servers/user/102")[0]
    assert {"backup_level", "server_info", "resources", "config", "media"} <= set(row)
    assert row["vnc"]["enabled"] == 0
    assert type(row["vnc"]["enabled"]) is int
    assert type(sim.server(API_1)["vnc"]["enabled"]) is bool
    assert "blockId" not in row["network"]["interfaces"][0]["ipv4"][0]
    assert sim.api.get("/servers/user/2").status_code == 404


def test_vnc_hands_out_a_path_of_a_socket_and_a_short_password(sim: Simulators) -> None:
    """docs/integrations/virtfusion.md §8.8"""
    vnc = sim.get(f"/servers/{API_1}/vnc")["vnc"]
    assert set(vnc) == {"ip", "hostname", "port", "password", "wss", "enabled"}
    assert sim.get(f"/servers/{API_1}/vnc")["vnc"] == vnc
    assert vnc["wss"]["url"] == "/vnc/?token=" + vnc["wss"]["token"]
    assert len(vnc["password"]) == 8


def test_every_vnc_post_rotates_the_token(sim: Simulators) -> None:
    """docs/integrations/virtfusion.md §8.8"""
    answers = [sim.post(f"/servers/{API_1}/vnc", {"action": "enable"}).json()["data"] for _ in range(2)]
    assert answers[0]["queueId"] is None
    assert answers[0]["vnc"]["wss"]["token"] != answers[1]["vnc"]["wss"]["token"]
    assert answers[1]["vnc"]["enabled"] is True
    assert sim.post(f"/servers/{API_1}/vnc", {"vnc": True}).status_code == 422
