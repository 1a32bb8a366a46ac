"""Addresses, firewall, traffic, backups, compute and blocks: docs/integrations/virtfusion.md §9 to §11."""

from __future__ import annotations

from simulators.tests.support import API_1, IN_MAINTENANCE, POSTGRES, Simulators


def addresses(sim: Simulators, server_id: int) -> list[str]:
    return [entry["address"] for entry in sim.server(server_id)["network"]["interfaces"][0]["ipv4"]]


def test_a_quantity_of_ipv4_answers_with_the_addresses_given(sim: Simulators) -> None:
    """docs/integrations/virtfusion.md §9.1"""
    answer = sim.post(f"/servers/{API_1}/ipv4Qty", {"interface": "primary", "quantity": 2})
    assert answer.status_code == 200
    assert addresses(sim, API_1)[1:] == answer.json()["data"]


def test_named_addresses_are_added_and_removed_with_204(sim: Simulators) -> None:
    """docs/integrations/virtfusion.md §9.1: a DELETE with a JSON body"""
    body = {"interface": "primary", "ip": ["192.0.2.200"]}
    assert sim.post(f"/servers/{API_1}/ipv4", body).status_code == 204
    assert "192.0.2.200" in addresses(sim, API_1)
    assert sim.send("DELETE", f"/servers/{API_1}/ipv4", body).status_code == 204
    assert "192.0.2.200" not in addresses(sim, API_1)


def test_the_interface_must_be_named(sim: Simulators) -> None:
    """docs/integrations/virtfusion.md §9.1"""
    assert sim.send("DELETE", f"/servers/{API_1}/ipv4", {"ip": addresses(sim, API_1)}).status_code == 422


def test_addresses_that_are_not_free_or_not_ones_own_are_refused(sim: Simulators) -> None:
    """docs/integrations/virtfusion.md §9.1 (guessed there)"""
    taken = addresses(sim, API_1)
    assert sim.post(f"/servers/{POSTGRES}/ipv4", {"interface": "primary", "ip": taken}).status_code == 422
    assert sim.send("DELETE", f"/servers/{POSTGRES}/ipv4", {"interface": "primary", "ip": taken}).status_code == 422
    assert sim.post(f"/servers/{API_1}/ipv4Qty", {"interface": "primary", "quantity": 256}).status_code == 422


def test_whitelist_entries_show_on_the_interface(sim: Simulators) -> None:
    """docs/integrations/virtfusion.md §9.2"""
    body = {"interface": "primary", "ip": "198.51.100.7", "cidr": 32}
    assert sim.post(f"/servers/{API_1}/networkWhitelist", body).status_code == 201
    (entry,) = sim.server(API_1)["network"]["interfaces"][0]["ipWhitelist"]
    assert entry == {"id": 1, "type": 4, "ip": "198.51.100.7", "mask": 32}
    assert sim.send("DELETE", f"/servers/{API_1}/networkWhitelist", body).status_code == 204
    assert sim.server(API_1)["network"]["interfaces"][0]["ipWhitelist"] == []


def test_a_firewall_is_switched_with_200_and_nothing_in_it(sim: Simulators) -> None:
    """docs/integrations/virtfusion.md §9.3"""
    assert sim.get(f"/servers/{API_1}/firewall/primary") == {"enabled": False, "rules": []}
    answer = sim.post(f"/servers/{API_1}/firewall/primary/enable?sync=true")
    assert (answer.status_code, answer.content) == (200, b"")
    assert sim.get(f"/servers/{API_1}/firewall/primary")["enabled"] is True
    sim.post(f"/servers/{API_1}/firewall/primary/disable")
    assert sim.get(f"/servers/{API_1}/firewall/primary")["enabled"] is False


def test_rulesets_replace_all_rules_and_none_flushes_them(sim: Simulators) -> None:
    """docs/integrations/virtfusion.md §9.3"""
    path = f"/servers/{API_1}/firewall/primary/rules"
    assert sim.post(path, {"rulesets": [3, 4]}).status_code == 201
    assert len(sim.get(f"/servers/{API_1}/firewall/primary")["rules"]) == 2
    assert sim.post(path, {"rulesets": []}).status_code == 201
    assert sim.get(f"/servers/{API_1}/firewall/primary")["rules"] == []
    assert sim.post(path, {"rulesets": [0]}).json() == {"errors": ["Invalid or disabled firewall ruleset"]}


def test_traffic_is_monthly_newest_first_in_bytes(sim: Simulators) -> None:
    """docs/integrations/virtfusion.md §9.4"""
    monthly = sim.get(f"/servers/{API_1}/traffic")["monthly"]
    assert [row["month"] for row in monthly] == sorted((row["month"] for row in monthly), reverse=True)
    assert len(monthly) >= 7
    newest = monthly[0]
    assert newest["total"] == newest["rx"] + newest["tx"]
    assert newest["limit"] == 4000
    created = sim.server(API_1)["created"]
    assert newest["start"][8:] == f"{created[8:10]} 00:00:00" or int(created[8:10]) > 28


def test_traffic_grows_with_time(sim: Simulators) -> None:
    """docs/integrations/virtfusion.md §9.4"""
    before = sim.get(f"/servers/{API_1}/traffic")["monthly"][0]
    sim.advance(600)
    after = sim.get(f"/servers/{API_1}/traffic")["monthly"][0]
    assert after["total"] > before["total"] or after["month"] > before["month"]


def test_a_traffic_block_is_put_in_a_month_and_taken_out(sim: Simulators) -> None:
    """docs/integrations/virtfusion.md §9.4"""
    path = f"/servers/{API_1}/traffic/blocks"
    available = sim.get(path)["available"]
    month = available["current"]["month"]
    assert available["total"] == len(available["months"]) == 25
    assert str(month) in available["months"]
    answer = sim.post(path, {"month": month, "amount": 250})
    assert (answer.status_code, answer.content) == (201, b"")
    (block,) = sim.get(path)["assigned"]
    assert (block["traffic"], block["current"]) == (250, True)
    assert sim.get(f"/servers/{API_1}/traffic")["monthly"][0]["blocks"] == [{"id": block["id"], "traffic": 250}]
    assert sim.send("DELETE", f"{path}/{block['id']}").status_code == 204
    assert sim.post(path, {"month": month + 25, "amount": 1}).status_code == 422


def test_backups_are_listed(sim: Simulators) -> None:
    """docs/integrations/virtfusion.md §9.5"""
    (backup,) = sim.get(f"/backups/server/{POSTGRES}")
    assert set(backup) == {
        "id", "serverId", "storage", "deleting", "restoring", "progress", "complete", "deleteAfter", "created",
        "updated",
    }  # fmt: skip
    assert backup["progress"] is False


def test_groups_are_the_three_locations(sim: Simulators) -> None:
    """docs/integrations/virtfusion.md §10.1"""
    rows = sim.api.get("/compute/hypervisors/groups").json()["data"]
    assert [(row["name"], row["label"]) for row in rows] == [
        ("Frankfurt", "FRA"),
        ("Ashburn", "IAD"),
        ("Singapore", "SIN"),
    ]
    assert set(rows[0]) == {
        "id", "name", "label", "description", "distributionType", "enabled", "default", "created", "updated",
    }  # fmt: skip
    assert sim.get("/compute/hypervisors/groups/2") == rows[1]
    assert sim.api.get("/compute/hypervisors/groups/9").status_code == 404


def test_hypervisors_show_storage_in_the_list_only(sim: Simulators) -> None:
    """docs/integrations/virtfusion.md §10.1"""
    rows = sim.api.get("/compute/hypervisors").json()["data"]
    assert len(rows) == 6
    assert (rows[0]["commissioned"], rows[0]["group"]["name"]) == (3, "Frankfurt")
    assert "storage" in rows[0]
    one = sim.get("/compute/hypervisors/1")
    assert set(rows[0]) - set(one) == {"storage"}
    assert set(one) == {
        "id", "commissioned", "ip", "ipAlt", "hostname", "port", "sshPort", "name", "maintenance", "enabled", "nfType",
        "group", "encryptedToken", "maxServers", "maxCpu", "maxMemory", "networks", "created", "updated",
    }  # fmt: skip
    assert set(one["group"]) == {
        "id", "name", "description", "default", "enabled", "distributionType", "created", "updated",
    }  # fmt: skip
    assert sim.api.get("/compute/hypervisors/99").status_code == 404


def test_resources_without_a_maximum_are_free_below_nought(sim: Simulators) -> None:
    """docs/integrations/virtfusion.md §10.2"""
    rows = sim.api.get("/compute/hypervisors/groups/1/resources", params={"results": 200}).json()["data"]
    servers = rows[0]["resources"]["servers"]
    assert (servers["max"], servers["free"], servers["percent"]) == (0, -servers["allocated"], None)
    memory = rows[0]["resources"]["memory"]
    assert memory["free"] == memory["max"] - memory["allocated"]
    assert rows[0]["hypervisor"]["commissioned"] is True
    free = {row["resources"]["network"]["total"]["ipv4"]["free"] for row in rows}
    assert len(free) == 1


def test_resources_shrink_when_a_server_is_created(sim: Simulators) -> None:
    """docs/integrations/virtfusion.md §10.2"""

    def figures() -> tuple[int, int]:
        rows = sim.api.get("/compute/hypervisors/groups/1/resources").json()["data"]
        free = rows[0]["resources"]["network"]["total"]["ipv4"]["free"]
        return sum(row["resources"]["memory"]["allocated"] for row in rows), free

    memory, free = figures()
    sim.order()
    assert figures() == (memory + 2048, free - 1)


def test_blocks_show_both_families_the_unused_one_zeroed(sim: Simulators) -> None:
    """docs/integrations/virtfusion.md §11"""
    rows = sim.api.get("/connectivity/ipblocks").json()["data"]
    assert [row["type"] for row in rows] == [4, 4, 4, 6, 6, 6]
    first = rows[0]
    assert set(first["ipv4"]) == set(rows[3]["ipv4"])
    assert set(first["ipv6"]) == set(rows[3]["ipv6"])
    assert (first["ipv6"]["total"], rows[3]["ipv4"]["total"]) == (0, 0)
    assert sim.get("/connectivity/ipblocks/4") == rows[3]
    assert sim.api.get("/connectivity/ipblocks/99").status_code == 404
    assert first["ipv4"]["freeTotal"] == first["ipv4"]["total"] - first["ipv4"]["usedTotal"]


def test_a_range_of_addresses_can_be_added_to_a_block(sim: Simulators) -> None:
    """docs/integrations/virtfusion.md §11"""
    total = sim.get("/connectivity/ipblocks/1")["ipv4"]["total"]
    body = {"type": "range", "start": "192.0.2.251", "end": "192.0.2.254"}
    assert sim.post("/connectivity/ipblocks/1/ipv4", body).status_code == 204
    assert sim.get("/connectivity/ipblocks/1")["ipv4"]["total"] == total + 4
    assert sim.post("/connectivity/ipblocks/1/ipv4", {**body, "end": "nowhere"}).status_code == 422


def test_a_dns_service_keeps_its_password_encrypted(sim: Simulators) -> None:
    """docs/integrations/virtfusion.md §11"""
    assert sim.get("/dns/services/1")["password"].startswith("eyJpdiI6")
    assert sim.api.get("/dns/services/2").status_code == 404


def test_a_host_in_maintenance_gets_no_new_servers(sim: Simulators) -> None:
    """docs/integrations/virtfusion.md §8.4"""
    assert sim.server(IN_MAINTENANCE)["hypervisorId"] == 6
    hosts = {sim.order(hypervisorId=3).json()["data"]["hypervisorId"] for _ in range(4)}
    assert hosts == {5}
