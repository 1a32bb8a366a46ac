"""Users and their login links, round trip against the simulated panel (docs/integrations/virtfusion.md, 4)."""

import pytest

from skypanel.integrations.virtfusion.client import VirtFusion
from skypanel.integrations.virtfusion.errors import ConflictingState, MissingRecord, PanelOutcomeUnknown, WrongAddress
from tests.support.scripted_server import Reply, ScriptedServer, always, json_reply
from tests.support.simulators import SimulatorProcess

CUSTOMER = 2


async def test_a_user_is_found_by_our_id(virtfusion: VirtFusion) -> None:
    user = await virtfusion.find_user(CUSTOMER)
    assert user is not None
    assert (user.relation, user.email, user.is_suspended) == (CUSTOMER, "customer@demo.example", False)
    assert user.created_at is not None
    assert user.created_at.tzinfo is not None


async def test_nobody_is_found_where_the_panel_says_so(virtfusion: VirtFusion) -> None:
    assert await virtfusion.find_user(987_654) is None


async def test_a_user_can_be_made_changed_suspended_and_deleted(virtfusion: VirtFusion) -> None:
    made = await virtfusion.create_user(900, name="Ada Example", email="ada@example.net")
    assert made.password is not None
    assert len(made.password.reveal()) >= 8
    await virtfusion.update_user(900, name="Ada Lovelace", email="ada@example.org")
    await virtfusion.update_user(900, is_enabled=False)
    user = await virtfusion.find_user(900)
    assert user is not None
    assert (user.id, user.name, user.email, user.is_suspended) == (
        made.user.id,
        "Ada Lovelace",
        "ada@example.org",
        True,
    )
    assert await virtfusion.delete_user(900)
    assert await virtfusion.find_user(900) is None
    assert not await virtfusion.delete_user(900)


async def test_a_name_too_short_for_the_panel_is_padded(virtfusion: VirtFusion) -> None:
    made = await virtfusion.create_user(901, name="Li", email="li@example.net")
    assert made.user.name == "Li."


async def test_a_taken_address_or_relation_is_a_conflict(virtfusion: VirtFusion) -> None:
    with pytest.raises(ConflictingState) as taken:
        await virtfusion.create_user(902, name="Somebody", email="customer@demo.example")
    assert taken.value.status == 409
    assert taken.value.mentions("email")
    with pytest.raises(ConflictingState):
        await virtfusion.create_user(CUSTOMER, name="Somebody", email="new@example.net")


async def test_a_user_with_servers_cannot_be_deleted(virtfusion: VirtFusion) -> None:
    with pytest.raises(ConflictingState):
        await virtfusion.delete_user(CUSTOMER)


async def test_the_panel_password_is_reset_and_told_once(virtfusion: VirtFusion) -> None:
    password = await virtfusion.reset_user_password(CUSTOMER)
    assert password.reveal()
    assert password.reveal() not in repr(password) + str(password) + f"{password}"


async def test_login_links_stay_on_the_panels_host(virtfusion: VirtFusion, simulators: SimulatorProcess) -> None:
    for link in (
        await virtfusion.login_link(CUSTOMER, return_url="https://portal.example/servers"),
        await virtfusion.server_login_link(CUSTOMER, 501),
    ):
        assert link.url.reveal().startswith(simulators.url + "/token_authenticate/?1=")
        assert link.expires_at is not None


async def test_a_login_link_to_somebody_elses_server_is_refused(virtfusion: VirtFusion) -> None:
    theirs = next(server for server in await virtfusion.list_servers() if server.owner_relation != CUSTOMER)
    with pytest.raises(MissingRecord):
        await virtfusion.server_login_link(CUSTOMER, theirs.id)


@pytest.mark.parametrize(
    "path", ["https://evil.example/", "//evil.example/", "/\\evil.example", "evil", "", "/a\r\nb", "/a\\b", None]
)
async def test_a_login_path_that_leaves_the_panel_is_not_passed_on(
    client: VirtFusion, panel: ScriptedServer, path: str | None
) -> None:
    panel.handler = lambda _: json_reply({"data": {"authentication": {"endpoint_complete": path}}})
    with pytest.raises(PanelOutcomeUnknown):
        await client.login_link(1)


async def test_a_404_nobody_worded_does_not_mean_that_the_user_is_unknown(
    client: VirtFusion, panel: ScriptedServer
) -> None:
    for reply in (Reply(status=404, body=b"<html>nginx"), json_reply({"message": "Not Found"}, 404), Reply(status=404)):
        panel.handler = always(reply)
        with pytest.raises(WrongAddress):
            await client.find_user(1)


@pytest.mark.parametrize(
    "missing",
    [
        json_reply({"message": "No query results for model [App\\Models\\User]."}, 404),
        json_reply({"message": ""}, 404),
        Reply(status=404, body=b""),
    ],
)
async def test_a_404_in_whatever_words_means_no_such_user_where_the_panel_answers_otherwise(
    client: VirtFusion, panel: ScriptedServer, missing: Reply
) -> None:
    panel.handler = lambda request: json_reply([]) if request.target == "/api/v1/connect" else missing
    assert await client.find_user(1) is None


async def test_a_look_up_that_was_sent_elsewhere_is_no_missing_user(client: VirtFusion, panel: ScriptedServer) -> None:
    moved = Reply(status=302, headers={"Location": "/login"})
    panel.handler = lambda request: json_reply([]) if request.target == "/api/v1/connect" else moved
    with pytest.raises(WrongAddress):
        await client.find_user(1)


async def test_a_made_user_the_panel_does_not_describe_is_an_unknown_outcome(
    client: VirtFusion, panel: ScriptedServer
) -> None:
    panel.handler = lambda _: Reply(status=201, body=b"")
    with pytest.raises(PanelOutcomeUnknown):
        await client.create_user(1, name="Ada Example", email="ada@example.net")
    assert panel.requests[0].json() == {
        "name": "Ada Example",
        "email": "ada@example.net",
        "extRelationId": 1,
        "sendMail": False,
    }


async def test_a_reset_that_tells_no_password_is_an_unknown_outcome(client: VirtFusion, panel: ScriptedServer) -> None:
    panel.handler = always(json_reply({"data": {"email": "ada@example.net"}}, 201))
    with pytest.raises(PanelOutcomeUnknown):
        await client.reset_user_password(1)


async def test_self_service_on_credit_is_switched_on_and_off(virtfusion: VirtFusion) -> None:
    made = await virtfusion.create_user(9001, name="Ada Example", email="ada@example.net")
    assert made.user.self_service == 0
    for mode in (1, 3, 0):
        await virtfusion.update_user(9001, self_service=mode, has_hourly_credit=mode > 0)
        found = await virtfusion.find_user(9001)
        assert found is not None
        assert (found.self_service, found.name, found.is_suspended) == (mode, "Ada Example", False)


async def test_what_is_not_given_is_not_sent(client: VirtFusion, panel: ScriptedServer) -> None:
    panel.handler = always(Reply(status=201, body=b""))
    await client.update_user(1, self_service=0)
    await client.update_user(1, has_hourly_credit=False)
    await client.update_user(1, is_enabled=False, email="new@example.net")
    assert [request.json() for request in panel.requests] == [
        {"selfService": 0},
        {"selfServiceHourlyCredit": False},
        {"enabled": False, "email": "new@example.net"},
    ]
