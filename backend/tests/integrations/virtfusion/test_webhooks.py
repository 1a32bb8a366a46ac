"""What the panel sends to us (docs/integrations/virtfusion.md, 14)."""

import base64
import contextlib
from datetime import UTC, datetime

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from skypanel.integrations.virtfusion import webhooks

TOKEN = "hook-token"
BEARER = "Bearer " + base64.b64encode(TOKEN.encode()).decode()
BODY = {
    "event": "server.build",
    "created": "2026-03-04T10:20:30Z",
    "eventStatus": "success",
    "data": {
        "errors": [],
        "server": {"id": 512, "ownerId": 41, "owner": {"id": 41, "extRelationId": 1207}},
        "user": False,
    },
}


def test_only_the_base64_of_our_token_is_authentic() -> None:
    assert webhooks.is_authentic(BEARER, TOKEN)
    assert webhooks.is_authentic(BEARER.replace("Bearer", "bearer").rstrip("="), TOKEN)


@pytest.mark.parametrize(
    "sent",
    [None, "", "Bearer", "Bearer ", f"Bearer {TOKEN}", BEARER + "x", "Basic " + BEARER[7:], BEARER[7:], "Bearer é"],
)
def test_anything_else_is_not(sent: str | None) -> None:
    assert not webhooks.is_authentic(sent, TOKEN)


def test_without_a_configured_token_nothing_is_authentic() -> None:
    assert not webhooks.is_authentic("Bearer ", "")
    assert not webhooks.is_authentic(BEARER, "")


def test_a_delivery_names_its_event_and_whom_it_is_about() -> None:
    hook = webhooks.parse({}, msgspec.json.encode(BODY))
    assert (hook.event, hook.is_success, hook.server_id, hook.user_id, hook.user_relation) == (
        "server.build",
        True,
        512,
        41,
        1207,
    )
    assert hook.created_at == datetime(2026, 3, 4, 10, 20, 30, tzinfo=UTC)


def test_what_the_body_leaves_out_is_taken_from_the_headers() -> None:
    headers = {
        "X-VirtFusion-Event": "server.boot",
        "x-virtfusion-event-status": "fail",
        "X-VIRTFUSION-CREATED": "2026-03-04T10:20:30Z",
    }
    hook = webhooks.parse(headers, b'{"data": {"server": false}}')
    assert (hook.event, hook.is_success, hook.server_id) == ("server.boot", False, None)
    assert hook.created_at is not None


def test_a_user_event_is_about_the_user_before_or_after() -> None:
    user = {"id": 41, "extRelationId": 7}
    for data in ({"user": user}, {"user.after": user}, {"user": {"before": {"id": 41}, "after": user}}):
        hook = webhooks.parse({}, msgspec.json.encode({"event": "user.modify", "eventStatus": "success", "data": data}))
        assert (hook.user_id, hook.user_relation, hook.server_id) == (41, 7, None)


def test_the_event_the_panel_misprints_is_put_right() -> None:
    assert webhooks.parse({}, b'{"event": "sserver.disk.trim"}').event == "server.disk.trim"


@pytest.mark.parametrize("body", [b"", b"[]", b"x", b'{"data": {}}', b'{"event": 7}', b'"server.boot"', b"\xff"])
def test_a_delivery_that_names_no_event_is_malformed(body: bytes) -> None:
    with pytest.raises(webhooks.MalformedWebhookError):
        webhooks.parse({}, body)


@given(st.binary(max_size=200))
def test_no_body_at_all_breaks_the_parser(body: bytes) -> None:
    with contextlib.suppress(webhooks.MalformedWebhookError):
        assert webhooks.parse({}, body).event
