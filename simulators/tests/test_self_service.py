"""Credit, profiles, packs and reports: docs/integrations/virtfusion.md §13."""

from __future__ import annotations

import pytest

from simulators.tests.support import MIRA, Simulators

BY = f"byUserExtRelationId/{MIRA}"


def balance(sim: Simulators) -> float:
    return float(sim.get(f"/selfService/hourlyStats/{BY}")["credit"]["value"])


def test_credit_is_added_with_a_reference_and_cancelled(sim: Simulators) -> None:
    """docs/integrations/virtfusion.md §13"""
    body = {"tokens": 250.5, "reference_1": 2**63 + 1, "reference_2": "top-up 9"}
    answer = sim.post(f"/selfService/credit/{BY}", body)
    assert answer.status_code == 201
    assert set(answer.json()["data"]) == {"id"}
    assert balance(sim) == 250.5
    entry = answer.json()["data"]["id"]
    assert sim.send("DELETE", f"/selfService/credit/{entry}").status_code == 204
    assert balance(sim) == 0
    assert sim.send("DELETE", f"/selfService/credit/{entry}").status_code == 404


def test_credit_needs_tokens_and_a_known_user(sim: Simulators) -> None:
    """docs/integrations/virtfusion.md §13"""
    assert sim.post(f"/selfService/credit/{BY}", {}).status_code == 422
    assert sim.post("/selfService/credit/byUserExtRelationId/4711", {"tokens": 1}).status_code == 404


def test_currencies_turn_tokens_into_money_by_a_string(sim: Simulators) -> None:
    """docs/integrations/virtfusion.md §13"""
    first = sim.get("/selfService/currencies")[0]
    assert (first["code"], first["value"], first["default"]) == ("USD", "0.0100000000", True)


def test_usage_tells_the_same_four_figures_twice(sim: Simulators) -> None:
    """docs/integrations/virtfusion.md §13"""
    usage = sim.get(f"/selfService/usage/{BY}", range="m")
    assert usage["user"]["relationalId"] == MIRA
    assert usage["usageServers"] == usage["periods"][0]["usageServers"]
    assert set(usage["usageServers"]) == {"hours", "token", "tokenReal"}
    assert "credit" not in usage
    assert sim.api.get(f"/selfService/usage/{BY}", params={"range": "y"}).status_code == 422
    assert sim.api.get(f"/selfService/usage/{BY}?period[]=yesterday").status_code == 422


def test_a_report_says_false_where_there_is_nothing(sim: Simulators) -> None:
    """docs/integrations/virtfusion.md §13"""
    assert sim.get(f"/selfService/report/{BY}", period=3)["usage"]["serversTotal"] is False
    report = sim.get(f"/selfService/report/{BY}", currency="EUR")
    assert report["currency"]["code"] == "EUR"
    assert report["usage"]["serversTotal"]["hours"] > 0
    assert sim.api.get(f"/selfService/report/{BY}", params={"period": 25}).status_code == 422


@pytest.mark.parametrize(
    ("kind", "field"),
    [
        ("hourlyGroupProfile", "selfServiceHourlyGroupProfiles"),
        ("resourceGroupProfile", "selfServiceResourceGroupProfiles"),
    ],
)
def test_profiles_are_added_and_removed_with_204(sim: Simulators, kind: str, field: str) -> None:
    """docs/integrations/virtfusion.md §13"""
    assert sim.post(f"/selfService/{kind}/{BY}", {"profileId": 2}).status_code == 204
    assert sim.get(f"/users/{MIRA}/byExtRelation")[field] == [2]
    assert sim.send("DELETE", f"/selfService/{kind}/2/{BY}").status_code == 204
    assert sim.get(f"/users/{MIRA}/byExtRelation")[field] == []


def test_a_resource_pack_lives_and_dies(sim: Simulators) -> None:
    """docs/integrations/virtfusion.md §13"""
    answer = sim.post(f"/selfService/resourcePack/{BY}", {"packId": 7, "enabled": True})
    assert answer.status_code == 201
    number = answer.json()["data"]["id"]
    path = f"/selfService/resourcePack/{number}"
    pack = sim.get(path, withServers="true")
    assert (pack["type"], pack["id"], pack["pid"], pack["servers"]) == ("pack", number, 7, [])
    assert set(pack["usage"]["memory"]) == {"t", "u", "f", "p", "l"}
    assert sim.put(path, {"enabled": False}).status_code == 204
    assert sim.put(path, {}).status_code == 422
    delayed = sim.send("DELETE", f"/selfService/resourcePackServers/{number}?delay=43801")
    assert delayed.status_code == 422
    for method, call in (("POST", "/suspend"), ("POST", "/unsuspend"), ("DELETE", "")):
        assert sim.send(method, f"/selfService/resourcePackServers/{number}{call}").status_code == 204
    assert sim.send("DELETE", path).status_code == 204
    assert sim.api.get(path).status_code == 404


def test_hourly_pack_and_access_are_204(sim: Simulators) -> None:
    """docs/integrations/virtfusion.md §13"""
    assert sim.put(f"/selfService/hourlyResourcePack/{BY}", {"packId": 4}).status_code == 204
    assert sim.get(f"/users/{MIRA}/byExtRelation")["selfServiceHourlyResourcePack"] == 4
    assert sim.put(f"/selfService/access/{BY}", {"syncToProfiles": True}).status_code == 204
