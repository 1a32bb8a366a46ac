"""Lists are whole or an error (docs/integrations/virtfusion.md, 1.3)."""

from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import pytest

from skypanel.core.errors import Unavailable
from skypanel.core.http.errors import NoAnswer
from skypanel.integrations.virtfusion.client import VirtFusion
from skypanel.integrations.virtfusion.errors import ListChanged, PanelUnavailable, Unreadable
from skypanel.integrations.virtfusion.panel import get
from skypanel.integrations.virtfusion.projection import read_server
from tests.support.scripted_server import Reply, Request, ScriptedServer, json_reply
from tests.support.simulators import SimulatorProcess

PER_PAGE = 100


def paginator(total: int, spoil: Callable[[int], Reply | None] = lambda _: None) -> Callable[[Request], Reply]:
    """A panel with `total` servers; `spoil` may replace the answer to a page."""

    def answer(request: Request) -> Reply:
        query = parse_qs(urlsplit(request.target).query)
        page, size = int(query["page"][0]), int(query["results"][0])
        rows = [{"id": number} for number in range(1, total + 1)][(page - 1) * size : page * size]
        body = {"current_page": page, "data": rows, "last_page": max(1, -(-total // size)), "total": total}
        return spoil(page) or json_reply(body)

    return answer


async def test_every_page_is_read_by_number(client: VirtFusion, panel: ScriptedServer) -> None:
    panel.handler = paginator(250)
    servers = await client.list_servers()
    assert [server.id for server in servers] == list(range(1, 251))
    assert [request.target.partition("?")[2] for request in panel.requests] == [
        f"type=full&results=100&page={page}" for page in (1, 2, 3)
    ]


async def test_an_empty_list_is_empty(client: VirtFusion, panel: ScriptedServer) -> None:
    panel.handler = paginator(0)
    assert await client.list_servers() == []


@pytest.mark.parametrize(
    ("spoiled", "error"),
    [
        (Reply(status=500), PanelUnavailable),
        (Reply(status=503), PanelUnavailable),
        (Reply(cut="before"), NoAnswer),
        (Reply(body=b""), Unreadable),
        (Reply(body=b"<html>"), Unreadable),
        (json_reply({"last_page": 3, "total": 250}), Unreadable),
        (json_reply({"data": "none", "last_page": 3, "total": 250}), Unreadable),
        (json_reply({"data": [7], "last_page": 3, "total": 250}), Unreadable),
        (json_reply({"data": [{"id": 201}], "last_page": 3}), Unreadable),
        (json_reply({"data": []}), Unreadable),
    ],
)
async def test_a_failing_page_discards_the_whole_list(
    client: VirtFusion, panel: ScriptedServer, spoiled: Reply, error: type[Exception]
) -> None:
    panel.handler = paginator(250, lambda page: spoiled if page == 3 else None)
    with pytest.raises(error) as raised:
        await client.list_servers()
    assert isinstance(raised.value, Unavailable)


async def test_a_list_that_changes_while_it_is_read_is_read_again(client: VirtFusion, panel: ScriptedServer) -> None:
    changed = json_reply({"data": [{"id": 101}], "last_page": 3, "total": 249})
    spoiled = [changed]
    panel.handler = paginator(250, lambda page: spoiled.pop() if page == 2 and spoiled else None)
    assert len(await client.list_servers()) == 250
    assert len(panel.requests) == 2 + 3


@pytest.mark.parametrize(
    "page_two",
    [
        json_reply({"data": [{"id": 101}], "last_page": 3, "total": 251}),
        json_reply({"data": [{"id": n} for n in range(1, 101)], "last_page": 3, "total": 250}),
        json_reply({"data": [{"id": n} for n in range(101, 200)], "last_page": 3, "total": 250}),
        json_reply({"data": [], "last_page": 10**9, "total": 250}),
    ],
    ids=["another total", "rows of page one again", "a row short", "absurdly many pages"],
)
async def test_a_list_that_never_holds_still_is_an_error(
    client: VirtFusion, panel: ScriptedServer, page_two: Reply
) -> None:
    panel.handler = paginator(250, lambda page: page_two if page == 2 else None)
    with pytest.raises(ListChanged):
        await client.list_servers()


async def test_a_row_without_an_id_discards_the_list(client: VirtFusion, panel: ScriptedServer) -> None:
    panel.handler = lambda _: json_reply({"data": [{"id": 1}, {"name": "x"}], "last_page": 1, "total": 2})
    with pytest.raises(Unreadable):
        await client.list_servers()


async def test_the_simulated_panel_pages_as_we_read(virtfusion: VirtFusion) -> None:
    whole = await virtfusion.list_servers()
    call = get("/servers", query={"type": "full"})
    in_sevens = await virtfusion._panel.whole_list(call, read_server, page_size=7)
    assert [server.id for server in in_sevens] == [server.id for server in whole]
    assert len(whole) > 7


async def test_simple_rows_carry_identity_owner_and_build_state(virtfusion: VirtFusion) -> None:
    full = {server.id: server for server in await virtfusion.list_servers()}
    for row in await virtfusion.list_server_rows():
        twin = full[row.id]
        assert (row.uuid, row.name, row.owner_id, row.commission_status, row.is_suspended) == (
            twin.uuid,
            twin.name,
            twin.owner_id,
            twin.commission_status,
            twin.is_suspended,
        )


async def test_a_users_list_shows_what_the_single_server_does(virtfusion: VirtFusion) -> None:
    user = await virtfusion.find_user(2)
    assert user is not None
    mine = await virtfusion.list_servers_of(user.id)
    assert len(mine) == 5
    for row in mine:
        single = await virtfusion.get_server(row.id)
        assert (row.name, row.hostname, row.address, row.resources, row.status) == (
            single.name,
            single.hostname,
            single.address,
            single.resources,
            single.status,
        )


@pytest.mark.parametrize("body", [b"", b"{}", b'{"data": null}', b'{"data": "x"}', b'{"data": [1]}', b"[]"])
async def test_an_answer_without_a_list_is_not_an_empty_list(
    client: VirtFusion, panel: ScriptedServer, body: bytes
) -> None:
    panel.handler = lambda _: Reply(body=body)
    with pytest.raises(Unreadable):
        await client.list_servers_of(1)


@pytest.mark.parametrize("kind", ["cut", "empty", "garbage"])
async def test_a_spoiled_list_of_the_simulated_panel_is_an_error(
    virtfusion: VirtFusion, simulators: SimulatorProcess, kind: str
) -> None:
    simulators.faults({"company": "virtfusion", "path": "/servers", "kind": kind})
    with pytest.raises(Unavailable):
        await virtfusion.list_servers()
