"""Users, login tokens and SSH keys: docs/integrations/virtfusion.md §4 and §5."""

from __future__ import annotations

import pytest

from simulators.tests.support import API_1, MIRA, Json, Simulators

ADA = {"name": "Ada Example", "email": "ada@example.net", "extRelationId": 1207}
KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIKlTrhkJ6gWq3Yk8J7mQhS0mJx7m0a0n0B0c0D0e0F0g ada@home"


def test_a_user_is_read_by_the_relation_the_portal_chose(sim: Simulators) -> None:
    """docs/integrations/virtfusion.md §4.2"""
    user = sim.get(f"/users/{MIRA}/byExtRelation")
    assert set(user) == {
        "id", "admin", "extRelationId", "selfService", "selfServiceHourlyGroupProfiles",
        "selfServiceResourceGroupProfiles", "selfServiceHourlyResourcePack", "name", "email", "timezone", "suspended",
        "twoFactorAuth", "created", "updated",
    }  # fmt: skip
    assert (user["name"], user["email"], user["extRelationId"]) == ("Mira Kask", "customer@demo.example", MIRA)
    assert user["id"] != MIRA


def test_an_unknown_relation_is_404(sim: Simulators) -> None:
    """docs/integrations/virtfusion.md §4.2"""
    assert sim.api.get("/users/4711/byExtRelation").status_code == 404


def test_a_new_user_comes_with_a_password_that_is_never_shown_again(sim: Simulators) -> None:
    """docs/integrations/virtfusion.md §4.1"""
    answer = sim.post("/users", ADA)
    assert answer.status_code == 201
    assert len(answer.json()["data"]["password"]) >= 8
    assert "password" not in sim.get("/users/1207/byExtRelation")


def test_a_taken_email_is_409_in_any_case(sim: Simulators) -> None:
    """docs/integrations/virtfusion.md §4.1 and §16.1"""
    answer = sim.post("/users", {**ADA, "email": "CUSTOMER@demo.example"})
    assert answer.status_code == 409
    assert sim.api.get("/users/1207/byExtRelation").status_code == 404


def test_a_taken_relation_is_409(sim: Simulators) -> None:
    """docs/integrations/virtfusion.md §17"""
    assert sim.post("/users", {**ADA, "extRelationId": MIRA}).status_code == 409


def test_a_name_shorter_than_three_is_refused(sim: Simulators) -> None:
    """docs/integrations/virtfusion.md §4.1"""
    assert sim.post("/users", {**ADA, "name": "Al"}).status_code == 422


def test_a_relation_string_addresses_a_user_when_asked_to(sim: Simulators) -> None:
    """docs/integrations/virtfusion.md §3"""
    sim.post("/users", {**ADA, "relStr": "ada-1207"})
    assert sim.api.get("/users/ada-1207/byExtRelation", params={"relStr": "true"}).status_code == 200
    assert sim.api.get("/users/ada-1207/byExtRelation").status_code == 404


def test_a_relation_string_works_in_every_call_by_relation(sim: Simulators) -> None:
    """docs/integrations/virtfusion.md §4.2 and §13"""
    sim.post("/users", {**ADA, "relStr": "ada-1207"})
    by = "?relStr=true"
    assert sim.put(f"/users/ada-1207/byExtRelation{by}", {"name": "Ada E."}).status_code == 201
    assert sim.post(f"/users/ada-1207/byExtRelation/resetPassword{by}").status_code == 201
    assert sim.post(f"/users/ada-1207/authenticationTokens{by}").status_code == 200
    assert sim.api.get(f"/selfService/usage/byUserExtRelationId/ada-1207{by}").status_code == 200
    assert sim.send("DELETE", f"/users/ada-1207/byExtRelation{by}").status_code == 204


@pytest.mark.parametrize(
    "wrong",
    [{"relStr": "a"}, {"relStr": "a" * 201}, {"relStr": "a b"}, {"selfService": 4}, {"email": "ada"}, {"email": None}],
)
def test_a_user_with_a_field_out_of_bounds_is_refused(sim: Simulators, wrong: Json) -> None:
    """docs/integrations/virtfusion.md §4.1"""
    assert sim.post("/users", {**ADA, **wrong}).status_code == 422


def test_self_service_is_given_and_switched_off_by_nought(sim: Simulators) -> None:
    """docs/integrations/virtfusion.md §4.1 and §4.2"""
    made = sim.post("/users", {**ADA, "selfService": 3, "selfServiceHourlyGroupProfiles": [2]}).json()["data"]
    assert (made["selfService"], made["selfServiceHourlyGroupProfiles"]) == (3, [2])
    sim.put("/users/1207/byExtRelation", {"selfService": 0})
    assert sim.get("/users/1207/byExtRelation")["selfService"] == 0


def test_an_update_changes_only_what_was_sent_and_echoes_four_fields(sim: Simulators) -> None:
    """docs/integrations/virtfusion.md §4.2"""
    answer = sim.put(f"/users/{MIRA}/byExtRelation", {"name": "Mira K."})
    assert answer.status_code == 201
    assert answer.json()["data"] == {
        "name": "Mira K.", "email": "customer@demo.example", "selfService": 0, "enabled": True,
    }  # fmt: skip
    assert sim.get(f"/users/{MIRA}/byExtRelation")["name"] == "Mira K."


def test_a_disabled_user_is_suspended(sim: Simulators) -> None:
    """docs/integrations/virtfusion.md §4.2"""
    sim.put(f"/users/{MIRA}/byExtRelation", {"enabled": False})
    assert sim.get(f"/users/{MIRA}/byExtRelation")["suspended"] is True


def test_a_user_with_servers_cannot_be_deleted(sim: Simulators) -> None:
    """docs/integrations/virtfusion.md §4.2"""
    assert sim.send("DELETE", f"/users/{MIRA}/byExtRelation").status_code == 409


def test_a_user_without_servers_is_deleted_with_204(sim: Simulators) -> None:
    """docs/integrations/virtfusion.md §4.2"""
    sim.post("/users", ADA)
    assert sim.send("DELETE", "/users/1207/byExtRelation").status_code == 204
    assert sim.send("DELETE", "/users/1207/byExtRelation").status_code == 404


def test_the_panels_own_password_is_reset_with_201(sim: Simulators) -> None:
    """docs/integrations/virtfusion.md §4.2"""
    answers = [sim.post(f"/users/{MIRA}/byExtRelation/resetPassword") for _ in range(2)]
    assert [answer.status_code for answer in answers] == [201, 201]
    found = [answer.json()["data"] for answer in answers]
    assert set(found[0]) == {"email", "password"}
    assert found[0]["password"] != found[1]["password"]


def test_login_tokens_are_paths_that_live_a_minute(sim: Simulators) -> None:
    """docs/integrations/virtfusion.md §4.3"""
    answer = sim.post(f"/users/{MIRA}/authenticationTokens", {"return_url": "/"})
    assert answer.status_code == 200
    found = answer.json()["data"]["authentication"]
    first, second = found["tokens"]["1"], found["tokens"]["2"]
    assert len(first) == len(second) == 100
    assert found["endpoint_complete"] == f"/token_authenticate/?1={first}&2={second}"
    assert found["expiry"]["ttl"] == 60


def test_login_tokens_for_a_server_need_its_owner(sim: Simulators) -> None:
    """docs/integrations/virtfusion.md §4.3 (guessed there)"""
    assert sim.post(f"/users/{MIRA}/serverAuthenticationTokens/{API_1}").status_code == 200
    assert sim.post(f"/users/3/serverAuthenticationTokens/{API_1}").status_code == 404


def test_a_key_reads_public_key_in_its_own_calls_and_public_in_a_server(sim: Simulators) -> None:
    """docs/integrations/virtfusion.md §5"""
    owner = sim.get(f"/users/{MIRA}/byExtRelation")["id"]
    answer = sim.post("/ssh_keys", {"userId": owner, "name": "home", "publicKey": KEY})
    assert answer.status_code == 201
    assert set(answer.json()["data"]) == {"id", "name", "type", "createdAt"}
    key_id = answer.json()["data"]["id"]
    assert sim.get(f"/ssh_keys/{key_id}")["publicKey"] == KEY
    server_id = sim.built(sshKeys=[key_id])
    inside = sim.server(server_id)["sshKeys"][0]
    assert inside["public"] == KEY
    assert "publicKey" not in inside


def test_keys_are_listed_and_deleted(sim: Simulators) -> None:
    """docs/integrations/virtfusion.md §5"""
    owner = sim.get(f"/users/{MIRA}/byExtRelation")["id"]
    (key,) = sim.get(f"/ssh_keys/user/{owner}")
    assert set(key) == {"id", "name", "publicKey", "type", "enabled", "created", "updated"}
    assert sim.send("DELETE", f"/ssh_keys/{key['id']}").status_code == 204
    assert sim.get(f"/ssh_keys/user/{owner}") == []


def test_a_key_needs_all_its_fields_and_a_known_user(sim: Simulators) -> None:
    """docs/integrations/virtfusion.md §5: the panel's own user id, not the relation"""
    key = {"userId": 102, "name": "home", "publicKey": KEY}
    for name in key:
        assert sim.post("/ssh_keys", {**key, name: None}).status_code == 422
    assert sim.post("/ssh_keys", {**key, "userId": MIRA}).status_code == 422
    assert sim.api.get("/ssh_keys/99999").status_code == 404


def test_text_that_is_no_key_is_refused(sim: Simulators) -> None:
    """docs/integrations/virtfusion.md §5 (guessed there)"""
    answer = sim.post("/ssh_keys", {"userId": 102, "name": "home", "publicKey": "ssh-ed25519 AAAA"})
    assert answer.status_code == 422


def test_there_is_no_list_of_users_and_no_look_up_by_email(sim: Simulators) -> None:
    """docs/integrations/virtfusion.md §4"""
    assert sim.api.get("/users").status_code == 405
    assert sim.api.get("/users/customer@demo.example/byExtRelation").status_code == 404


def enter(sim: Simulators, path: str) -> int:
    return sim.root.get(path).status_code


def test_a_login_token_opens_the_panels_origin_once(sim: Simulators) -> None:
    """docs/integrations/virtfusion.md §4.3"""
    path = sim.post(f"/users/{MIRA}/serverAuthenticationTokens/{API_1}").json()["data"]["authentication"]
    answer = sim.root.get(path["endpoint_complete"])
    assert answer.status_code == 200
    assert "Mira Kask" in answer.text
    assert "api-1" in answer.text
    assert enter(sim, path["endpoint_complete"]) == 403


def test_a_login_token_dies_after_its_minute_and_needs_both_halves(sim: Simulators) -> None:
    """docs/integrations/virtfusion.md §4.3"""
    first, second = (sim.post(f"/users/{MIRA}/authenticationTokens").json()["data"]["authentication"] for _ in range(2))
    assert enter(sim, f"/token_authenticate/?1={first['tokens']['1']}&2=x") == 403
    sim.advance(61)
    assert enter(sim, second["endpoint_complete"]) == 403
