"""Changing a server, its package and its owner; packages and templates: docs/integrations/virtfusion.md §6 to §8.6."""

from __future__ import annotations

import pytest

from simulators.tests.support import API_1, JOB_SECONDS, STAGING, Simulators


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("modify/name", {"name": "n"}),
        ("modify/memory", {"memory": 8192}),
        ("modify/cpuCores", {"cores": 4}),
        ("modify/cpuThrottle", {"percent": 50}),
        ("modify/traffic", {"traffic": 9000}),
        ("modify/traffic", {"traffic": "9000"}),
        ("owner/103", None),
        ("backups/plan/1", None),
        ("backupManager/access", {"type": "full"}),
    ],
)
def test_a_change_is_201_with_nothing_in_it(sim: Simulators, path: str, body: object) -> None:
    """docs/integrations/virtfusion.md §1.1 and §8.6"""
    answer = sim.put(f"/servers/{API_1}/{path}", body)
    assert (answer.status_code, answer.content) == (201, b"")


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("modify/name", {"name": "x" * 64}),
        ("modify/name", {"name": "a\nb"}),
        ("modify/memory", {"memory": 128}),
        ("modify/cpuCores", {"cores": 601}),
        ("modify/cpuThrottle", {"percent": 100}),
        ("modify/traffic", {"traffic": -1}),
        ("backupManager/access", {"type": "all"}),
    ],
)
def test_a_change_out_of_bounds_is_refused(sim: Simulators, path: str, body: object) -> None:
    """docs/integrations/virtfusion.md §8.6"""
    assert sim.put(f"/servers/{API_1}/{path}", body).status_code == 422


def test_the_key_for_cores_is_cores(sim: Simulators) -> None:
    """docs/integrations/virtfusion.md §8.6"""
    assert sim.put(f"/servers/{API_1}/modify/cpuCores", {"cpuCores": 4}).status_code == 422


def test_more_memory_waits_for_the_next_power_cycle(sim: Simulators) -> None:
    """docs/integrations/virtfusion.md §8.6"""
    sim.put(f"/servers/{API_1}/modify/memory", {"memory": 8192})
    server = sim.server(API_1, remoteState="true")
    assert server["settings"]["resources"]["memory"] == 8192
    assert int(server["remoteState"]["memory"]["actual"]) == 4096 * 1024
    assert server["tasks"]["actions"]["pending"]
    assert sim.post(f"/servers/{API_1}/power/restart").status_code == 200
    sim.advance(JOB_SECONDS)
    server = sim.server(API_1, remoteState="true")
    assert int(server["remoteState"]["memory"]["actual"]) == 8192 * 1024
    assert server["tasks"]["actions"]["pending"] == []


def test_a_larger_package_changes_everything_it_can(sim: Simulators) -> None:
    """docs/integrations/virtfusion.md §8.6"""
    answer = sim.put(f"/servers/{STAGING}/package/8", {})
    assert answer.status_code == 200
    assert set(answer.json()) == {"info"}
    assert not any("memory" in line.lower() for line in answer.json()["info"])
    assert sim.server(STAGING)["settings"]["resources"] == {
        "memory": 8192, "storage": 160, "traffic": 6000, "cpuCores": 4,
    }  # fmt: skip


def test_a_disk_never_shrinks_and_info_says_so(sim: Simulators) -> None:
    """docs/integrations/virtfusion.md §8.6"""
    answer = sim.put(f"/servers/{API_1}/package/1", {})
    line = next(line for line in answer.json()["info"] if line.startswith("Primary disk size"))
    assert "either matches or is lower than the current value" in line
    resources = sim.server(API_1)["settings"]["resources"]
    assert (resources["storage"], resources["memory"]) == (80, 1024)


def test_a_package_change_leaves_alone_what_it_is_told_to(sim: Simulators) -> None:
    """docs/integrations/virtfusion.md §8.6"""
    sim.put(f"/servers/{API_1}/package/8", {"memory": False})
    resources = sim.server(API_1)["settings"]["resources"]
    assert (resources["memory"], resources["cpuCores"]) == (4096, 4)
    assert sim.put(f"/servers/{API_1}/package/99", {}).status_code == 404


def test_the_same_owner_is_refused_with_the_known_text(sim: Simulators) -> None:
    """docs/integrations/virtfusion.md §1.2 and §17"""
    answer = sim.put(f"/servers/{API_1}/owner/102")
    assert answer.status_code == 422
    assert "same as the existing owner" in answer.text
    assert sim.put(f"/servers/{API_1}/owner/999").status_code == 404


def test_custom_xml_is_200_with_nothing_in_it(sim: Simulators) -> None:
    """docs/integrations/virtfusion.md §8.6"""
    answer = sim.post(f"/servers/{API_1}/customXML", {"domain": "<a/>", "domainEnabled": True})
    assert (answer.status_code, answer.content) == (200, b"")
    assert sim.server(API_1)["customXML"]["domain"] == {"xml": "<a/>", "enabled": True}


def test_a_backup_plan_of_nought_is_none(sim: Simulators) -> None:
    """docs/integrations/virtfusion.md §8.6"""
    sim.put(f"/servers/{API_1}/backups/plan/2")
    assert sim.server(API_1)["backupPlan"]["id"] == 2
    sim.put(f"/servers/{API_1}/backups/plan/0")
    assert sim.server(API_1)["backupPlan"] == {"id": None, "name": None}


def test_packages_carry_no_price(sim: Simulators) -> None:
    """docs/integrations/virtfusion.md §6"""
    packages = sim.get("/packages")
    assert [package["name"] for package in packages[:3]] == ["VPS 1", "VPS 2", "VPS 3"]
    assert set(packages[0]) == {
        "id", "name", "description", "enabled", "memory", "primaryStorage", "traffic", "cpuCores",
        "primaryNetworkSpeedIn", "primaryNetworkSpeedOut", "primaryDiskType", "backupPlanId",
        "primaryStorageReadBytesSec", "primaryStorageWriteBytesSec", "primaryStorageReadIopsSec",
        "primaryStorageWriteIopsSec", "primaryStorageProfile", "primaryNetworkProfile", "created",
    }  # fmt: skip
    assert sim.get("/packages/4") == packages[3]
    assert sim.api.get("/packages/99").status_code == 404


def test_templates_come_in_groups_that_fit_a_package_or_a_server(sim: Simulators) -> None:
    """docs/integrations/virtfusion.md §7"""
    small = sim.get("/media/templates/fromServerPackageSpec/1")
    large = sim.get(f"/servers/{API_1}/templates")
    assert [group["name"] for group in small][:2] == ["Debian", "Ubuntu"]
    assert "Windows Server" not in [group["name"] for group in small]
    windows = large[-1]["templates"][0]
    assert (large[-1]["name"], windows["type"]) == ("Windows Server", "windows")
    assert set(windows) == {
        "id", "name", "version", "variant", "arch", "description", "icon", "eol", "eol_date", "eol_warning",
        "deploy_type", "vnc", "type",
    }  # fmt: skip


def test_an_iso_is_read_by_its_id(sim: Simulators) -> None:
    """docs/integrations/virtfusion.md §7"""
    iso = sim.get("/media/iso/1")
    assert {"filename", "config", "global", "download", "users"} <= set(iso)
    assert sim.api.get("/media/iso/99").status_code == 404
