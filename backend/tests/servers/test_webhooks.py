"""VirtFusion's webhooks: who may send them, that each counts once, and that they decide nothing by themselves."""

import base64
import hashlib
import json
from typing import Any

import httpx2
import pytest

from skypanel.accounts.models import User
from skypanel.app.build import Services
from skypanel.core.db import Statement
from skypanel.core.errors import Unavailable
from skypanel.servers.verdict import CLOCKS_DIFFER_BY
from skypanel.servers.webhooks import Webhooks
from tests.servers.conftest import MIRA, Client, VirtFusionBooks, our_id
from tests.support.clock import MovableClock
from tests.support.notices import Notices
from tests.support.people import People
from tests.support.portal import WEBHOOK_TOKEN
from tests.support.simulators import SimulatorProcess

PATH = "/api/v1/webhooks/virtfusion"
HINTS = Statement(int, "SELECT count(*) FROM webhook_inbox")
UNHANDLED = Statement(int, "SELECT count(*) FROM webhook_inbox WHERE handled_at IS NULL")
HINT_ID = Statement(int, "SELECT id FROM webhook_inbox ORDER BY id DESC LIMIT 1")
STORED = Statement(str, "SELECT row_to_json(w)::text FROM webhook_inbox w")
QUEUED = Statement(int, "SELECT count(*) FROM procrastinate_jobs WHERE task_name = $1")
NAME = Statement(str, "SELECT name FROM servers WHERE virtfusion_id = $1 AND removed_at IS NULL")
ONE = "GET /servers/{server_id}"
AHEAD = Statement(
    int, "UPDATE servers SET refreshed_at = refreshed_at + interval '20 seconds' WHERE virtfusion_id = $1 RETURNING 1"
)


def bearer(token: str) -> str:
    return "Bearer " + base64.b64encode(token.encode()).decode()


def delivery(event: str = "server.boot", virtfusion_id: int = 501, **changes: Any) -> bytes:
    body = {
        "event": event,
        "created": "2026-03-04T10:20:30Z",
        "hookId": 1,
        "hookEventId": 7,
        "eventStatus": "success",
        "data": {
            "errors": [],
            "server": {"id": virtfusion_id, "ownerId": MIRA, "name": "a lie", "settings": {"encryptedPassword": "zz9"}},
        },
    }
    return json.dumps(body | changes).encode()


async def send(client: Client, body: bytes, token: str = WEBHOOK_TOKEN, **headers: str) -> httpx2.Response:
    return await client.post(
        PATH, content=body, headers={"authorization": bearer(token), "content-type": "application/json", **headers}
    )


@pytest.mark.parametrize(
    "authorization",
    [
        None,
        "",
        "Bearer ",
        bearer("another token"),
        bearer(WEBHOOK_TOKEN)[:-4],
        bearer(WEBHOOK_TOKEN) + "x",
        "Basic " + bearer(WEBHOOK_TOKEN)[7:],
        f"Bearer {WEBHOOK_TOKEN}",
    ],
)
async def test_a_forged_webhook_is_refused_and_leaves_nothing(
    services: Services, anonymous: Client, authorization: str | None
) -> None:
    headers = {"content-type": "application/json"} | ({} if authorization is None else {"authorization": authorization})
    answer = await anonymous.post(PATH, content=delivery(), headers=headers)
    assert (answer.status_code, answer.json()["error"]["code"]) == (401, "webhook_token_wrong")
    assert await services.database.one(HINTS) == 0


async def test_without_a_configured_token_every_webhook_is_refused(services: Services) -> None:
    unset = Webhooks(services.database, services.refresh, services.clock, token="")
    for authorization in (None, "Bearer ", bearer(""), bearer(WEBHOOK_TOKEN)):
        with pytest.raises(Exception, match="token"):
            unset.authenticate(authorization)


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"null", b'"x"', b"{}", b'{"event": 5}', b"\xff\xfe", b"1" * 5000])
async def test_a_malformed_webhook_is_refused(services: Services, anonymous: Client, body: bytes) -> None:
    answer = await send(anonymous, body)
    assert (answer.status_code, answer.json()["error"]["code"]) == (422, "webhook_malformed")
    assert await services.database.one(HINTS) == 0


async def test_a_webhook_of_more_than_a_megabyte_is_refused(services: Services, anonymous: Client) -> None:
    answer = await send(anonymous, delivery(controlName="x" * 1_000_001))
    assert answer.status_code == 413
    assert await services.database.one(HINTS) == 0


async def test_a_webhook_has_the_server_read_again_and_believes_nothing_else(
    services: Services,
    mira: User,
    mira_client: Client,
    anonymous: Client,
    books: VirtFusionBooks,
    run_jobs: Any,
    live: Notices,
) -> None:
    books.call("PUT", "/servers/501/modify/name", json={"name": "the truth"})
    books.forget_calls()
    assert (await send(anonymous, delivery())).status_code == 200
    assert books.calls() == {}  # answered before anything is asked
    await run_jobs()
    assert await services.database.one(NAME, 501) == "the truth"
    assert await services.database.one(UNHANDLED) == 0
    assert await live.so_far() == [f"{mira.id}:server:{await our_id(services, 501)}"]


async def test_a_repeated_webhook_is_applied_once(
    services: Services, mira: User, anonymous: Client, books: VirtFusionBooks, run_jobs: Any
) -> None:
    for _ in range(5):
        assert (await send(anonymous, delivery())).status_code == 200
    assert await services.database.one(HINTS) == 1
    await run_jobs()
    assert (await send(anonymous, delivery())).json()["data"] == {"isNew": False}
    await run_jobs()
    await services.webhooks.apply(await services.database.one(HINT_ID))
    assert books.calls() == {ONE: 1}


async def test_deliveries_that_differ_only_in_their_headers_are_two(services: Services, anonymous: Client) -> None:
    for created in ("2026-03-04T10:20:30Z", "2026-03-04T10:20:31Z"):
        await send(anonymous, delivery(), **{"X-VirtFusion-Created": created})
    assert await services.database.one(HINTS) == 2


async def test_only_the_hint_is_kept(services: Services, anonymous: Client) -> None:
    await send(anonymous, delivery())
    stored = await services.database.one(STORED)
    assert "zz9" not in stored
    assert "a lie" not in stored
    assert json.loads(stored)["subject_id"] == 501
    assert hashlib.sha256(delivery()).hexdigest() not in stored  # the headers count too


async def test_a_webhook_about_a_server_we_do_not_know_has_the_list_read(
    services: Services, people: People, anonymous: Client, simulators: SimulatorProcess, run_jobs: Any
) -> None:
    await people.customer(virtfusion_id=MIRA)
    await send(anonymous, delivery("server.create", 503))
    await run_jobs()
    assert await services.database.one(NAME, 503) == "postgres"


@pytest.mark.parametrize(
    ("event", "lists"), [("user.modify", 1), ("user.delete", 1), ("system.backup.local", 0), ("catch.all", 0)]
)
async def test_news_of_people_has_the_list_read_and_news_of_machines_nothing(
    services: Services, anonymous: Client, books: VirtFusionBooks, run_jobs: Any, event: str, lists: int
) -> None:
    await send(anonymous, delivery(event, data={"server": False, "user": {"id": MIRA}}))
    await run_jobs()
    assert books.calls().get("GET /servers", 0) == lists
    assert await services.database.one(UNHANDLED) == 0


async def test_a_webhook_waits_for_a_virtfusion_that_is_down(
    services: Services,
    mira: User,
    anonymous: Client,
    books: VirtFusionBooks,
    simulators: SimulatorProcess,
) -> None:
    books.call("PUT", "/servers/501/modify/name", json={"name": "after the outage"})
    simulators.faults({"company": "virtfusion", "path": "/servers/501", "kind": "cut"})
    await send(anonymous, delivery())
    hint_id = await services.database.one(HINT_ID)
    with pytest.raises(Unavailable):
        await services.webhooks.apply(hint_id)
    assert await services.database.one(UNHANDLED) == 1
    simulators.faults()
    await services.webhooks.apply(hint_id)
    assert (await services.database.one(UNHANDLED), await services.database.one(NAME, 501)) == (0, "after the outage")


async def test_a_webhook_older_than_what_we_show_asks_nothing(
    services: Services, mira: User, anonymous: Client, books: VirtFusionBooks, clock: MovableClock, run_jobs: Any
) -> None:
    await send(anonymous, delivery())
    clock.advance(seconds=CLOCKS_DIFFER_BY.total_seconds() + 1)
    await services.refresh.refresh(await our_id(services, 501))
    books.forget_calls()
    await run_jobs()
    assert books.calls() == {}
    assert await services.database.one(UNHANDLED) == 0


async def test_a_webhook_of_a_deleted_server_leaves_the_verdict_to_the_lists(
    services: Services,
    mira: User,
    anonymous: Client,
    books: VirtFusionBooks,
    simulators: SimulatorProcess,
    run_jobs: Any,
) -> None:
    books.call("DELETE", "/servers/501?delay=0")
    simulators.advance(1)
    await send(anonymous, delivery("server.destroy"))
    await run_jobs()
    assert await services.database.find(NAME, 501) == "api-1"
    await services.fleet.sync()
    assert await services.database.find(NAME, 501) is None


async def test_hints_of_a_month_ago_are_forgotten_those_never_applied_too(
    services: Services, mira: User, anonymous: Client, clock: MovableClock, run_jobs: Any
) -> None:
    """Every server has had its turn thousands of times by then; a job that died over one would keep it for ever."""
    await send(anonymous, delivery())
    await run_jobs()
    await send(anonymous, delivery("server.restart"))
    clock.advance(days=29)
    await services.webhooks.prune()
    assert await services.database.one(HINTS) == 2
    clock.advance(days=2)
    await services.webhooks.prune()
    assert await services.database.one(HINTS) == 0
    await run_jobs()  # the one that was left finds nothing to do
    assert await services.database.one(QUEUED, "servers.apply_webhook") == 0


async def test_a_webhook_is_applied_though_the_worker_that_read_last_has_a_clock_ahead_of_ours(
    services: Services, mira: User, anonymous: Client, books: VirtFusionBooks, clock: MovableClock, run_jobs: Any
) -> None:
    """A read counts by the clock of the machine that made it, a delivery by that of the one that took it."""
    await services.refresh.refresh(await our_id(services, 501))
    await services.database.one(AHEAD, 501)
    clock.advance(seconds=1)
    await send(anonymous, delivery())
    books.forget_calls()
    await run_jobs()
    assert books.calls().get(ONE) == 1
