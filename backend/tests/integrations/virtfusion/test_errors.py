"""Every form in which the panel says no (docs/integrations/virtfusion.md, 1.2)."""

import time

import pytest

from skypanel.core.errors import Unavailable
from skypanel.core.http.errors import OutcomeUnknown
from skypanel.integrations.virtfusion.client import VirtFusion
from skypanel.integrations.virtfusion.errors import (
    AccessDenied,
    Busy,
    ConflictingState,
    MissingRecord,
    PanelOutcomeUnknown,
    PanelUnavailable,
    RateLimited,
    Refused,
    Rejected,
    Unreadable,
    VirtFusionError,
    WrongAddress,
)
from skypanel.integrations.virtfusion.types import NewServer
from tests.support.scripted_server import Reply, ScriptedServer, always, json_reply
from tests.support.simulators import SimulatorProcess

HTML = Reply(status=500, body=b"<!doctype html><title>Server Error</title>")


async def read_error(client: VirtFusion) -> VirtFusionError:
    with pytest.raises(VirtFusionError) as raised:
        await client.get_server(1)
    return raised.value


async def write_error(client: VirtFusion) -> VirtFusionError:
    with pytest.raises(VirtFusionError) as raised:
        await client.power(1, "boot")
    return raised.value


@pytest.mark.parametrize(
    ("status", "body", "kind"),
    [
        (400, {"message": "odd"}, Refused),
        (401, None, AccessDenied),
        (403, {"msg": "no permission"}, AccessDenied),
        (404, {"msg": "server not found"}, MissingRecord),
        (405, {"message": "The GET method is not supported."}, WrongAddress),
        (409, {"errors": ["taken"]}, ConflictingState),
        (422, {"errors": ["no capacity"]}, Rejected),
        (423, {"msg": "The server has pending tasks."}, Busy),
        (429, {"message": "Too Many Attempts."}, RateLimited),
        (500, {"message": "Server Error"}, PanelUnavailable),
        (503, {"msg": "maintenance"}, PanelUnavailable),
        (302, None, WrongAddress),
    ],
)
async def test_each_status_has_its_kind(
    client: VirtFusion, panel: ScriptedServer, status: int, body: object, kind: type[VirtFusionError]
) -> None:
    panel.handler = lambda _: Reply(status=status, body=b"") if body is None else json_reply(body, status)
    error = await read_error(client)
    assert type(error) is kind
    assert error.status == status


@pytest.mark.parametrize(
    ("body", "messages", "fields"),
    [
        ({"errors": ["one", "two"]}, ("one", "two"), {}),
        (
            {"errors": {"email": ["taken"], "name": ["short", "odd"]}},
            ("taken", "short", "odd"),
            {"email": ("taken",), "name": ("short", "odd")},
        ),
        ({"errors": {"email": "taken"}}, ("taken",), {"email": ("taken",)}),
        ({"errors": "one"}, ("one",), {}),
        ({"msg": "one"}, ("one",), {}),
        ({"message": "one"}, ("one",), {}),
        ({"errors": ["one"], "msg": "two", "message": "one"}, ("one", "two"), {}),
        ({"errors": [1, None, {"x": 1}], "message": 7}, (), {}),
        ([], (), {}),
        ("text", (), {}),
    ],
)
async def test_texts_are_found_wherever_the_panel_puts_them(
    client: VirtFusion,
    panel: ScriptedServer,
    body: object,
    messages: tuple[str, ...],
    fields: dict[str, tuple[str, ...]],
) -> None:
    panel.handler = lambda _: json_reply(body, 422)
    error = await write_error(client)
    assert isinstance(error, Rejected)
    assert (error.messages, error.field_errors) == (messages, fields)


async def test_an_error_page_in_html_is_read_as_its_status_alone(client: VirtFusion, panel: ScriptedServer) -> None:
    panel.handler = lambda _: HTML
    error = await read_error(client)
    assert (type(error), error.messages) == (PanelUnavailable, ())


@pytest.mark.parametrize(
    "reply",
    [
        Reply(status=404, body=b"<html>404 Not Found</html>"),
        Reply(status=404, body=b""),
        json_reply({}, 404),
        json_reply({"message": "The route could not be found."}, 404),
        json_reply({"msg": ""}, 404),
        json_reply({"msg": None}, 404),
        json_reply({"errors": ["server not found"]}, 404),
    ],
)
async def test_a_404_the_panel_did_not_word_never_counts_as_deleted(
    client: VirtFusion, panel: ScriptedServer, reply: Reply
) -> None:
    panel.handler = lambda _: reply
    for ask in (
        client.get_server(1),
        client.find_server(1),
        client.delete_server(1, delay_minutes=0),
        client.delete_user(1),
    ):
        with pytest.raises(WrongAddress):
            await ask
    assert issubclass(WrongAddress, Unavailable)


async def test_a_missing_server_is_missing_at_the_simulated_panel_too(virtfusion: VirtFusion) -> None:
    with pytest.raises(MissingRecord, match="404"):
        await virtfusion.get_server(999_999)


async def test_a_wrong_token_is_a_fault_of_our_set_up_and_not_of_the_panel(simulators: SimulatorProcess) -> None:
    from skypanel.core.clock import SystemClock

    wrong = VirtFusion(simulators.virtfusion_url, "wrong", clock=SystemClock())
    try:
        with pytest.raises(AccessDenied) as denied:
            await wrong.ping()
        assert denied.value.status == 401
        assert wrong.health.state == "closed"
    finally:
        await wrong.close()


async def test_a_token_may_pass_the_ping_and_lack_everything_else(
    virtfusion: VirtFusion, simulators: SimulatorProcess
) -> None:
    await virtfusion.check_access()
    simulators.panel_tokens({"demo-virtfusion-token": {"areas": ["connect"]}})
    await virtfusion.ping()
    with pytest.raises(AccessDenied) as denied:
        await virtfusion.check_access()
    assert denied.value.status == 403


async def test_somebody_elses_web_page_is_no_pong(client: VirtFusion, panel: ScriptedServer) -> None:
    panel.handler = lambda _: Reply(body=b"<html>Welcome to nginx")
    with pytest.raises(Unreadable):
        await client.ping()
    for body in (b"[]", b"{}", b""):
        panel.handler = always(Reply(body=body))
        await client.ping()


async def test_the_panels_rate_limit_says_when_to_come_back(
    virtfusion: VirtFusion, simulators: SimulatorProcess
) -> None:
    simulators.advance(60 - time.time() % 60)  # the limit is on each minute of the clock, and one has just begun
    simulators.panel_tokens({"demo-virtfusion-token": {"areas": ["*"], "requestsPerMinute": 2}})
    await virtfusion.ping()
    await virtfusion.ping()
    with pytest.raises(RateLimited) as limited:
        await virtfusion.ping()
    assert 1 <= limited.value.retry_after_seconds <= 60
    assert isinstance(limited.value, Unavailable)


@pytest.mark.parametrize("reply", [HTML, Reply(status=502), Reply(status=504), Reply(status=503, body=b"<html>")])
async def test_a_write_that_failed_inside_the_panel_may_have_taken_effect(
    client: VirtFusion, panel: ScriptedServer, reply: Reply
) -> None:
    panel.handler = lambda _: reply
    with pytest.raises(OutcomeUnknown) as unknown:
        await client.create_server(NewServer(package_id=1, user_id=1, group_id=1))
    assert isinstance(unknown.value, PanelOutcomeUnknown)
    assert unknown.value.status == reply.status
    assert isinstance(unknown.value, Unavailable)
    assert len(panel.requests) == 1


async def test_a_worded_503_means_that_nothing_was_done(client: VirtFusion, panel: ScriptedServer) -> None:
    panel.handler = lambda _: json_reply({"msg": "The hypervisor is in maintenance."}, 503, {"Retry-After": "120"})
    error = await write_error(client)
    assert not isinstance(error, OutcomeUnknown)
    assert error.retry_after_seconds == 120


@pytest.mark.parametrize("body", [b"", b"<html>", b"[]", b'{"data": []}', b'{"data": {"name": "x"}}', b'{"data": 7}'])
async def test_a_success_that_cannot_be_read_is_no_record(
    client: VirtFusion, panel: ScriptedServer, body: bytes
) -> None:
    panel.handler = lambda _: Reply(body=body)
    with pytest.raises(Unreadable):
        await client.get_server(1)


async def test_customers_read_our_words_and_staff_the_panels(client: VirtFusion, panel: ScriptedServer) -> None:
    panel.handler = lambda _: json_reply({"errors": ["SQLSTATE at 10.0.0.7"]}, 500)
    error = await read_error(client)
    assert isinstance(error, PanelUnavailable)
    assert "SQLSTATE" not in error.text + str(error) + repr(error)
    assert error.messages == ("SQLSTATE at 10.0.0.7",)
    assert error.code == "virtfusion_unavailable"


async def test_an_endless_text_is_cut(client: VirtFusion, panel: ScriptedServer) -> None:
    panel.handler = lambda _: json_reply({"msg": "x" * 100_000}, 423)
    assert len((await write_error(client)).messages[0]) == 500
