"""No message is much larger as HTML than as it was written, no thread is without end, and nobody draws for all."""

import asyncio
from datetime import UTC, datetime

import httpx2
import pytest

from skypanel.core.errors import TooMany
from skypanel.tickets.drawing import MOST_AT_ONCE
from skypanel.tickets.markdown import render
from skypanel.tickets.models import LONGEST_MESSAGE, LONGEST_THREAD, Message, Thread, Ticket
from skypanel.tickets.schemas import ticket_detail
from tests.support.people import People
from tests.support.portal import Portal

# One definition of 9.9 kB, named 3,300 times: each is a link with all of it.
NAMED_OFTEN = "[a]: https://x/" + "b" * 9_900 + "\n\n" + "[a]" * 3_300
# A heading of 2,200 columns, which every later line is filled up to.
FILLED_UP = "a|" * 2_200 + "\n" + "-|" * 2_200 + "\n" + "a\n" * 5_000
EXPENSIVE = [text[:LONGEST_MESSAGE] for text in (NAMED_OFTEN, FILLED_UP)]


@pytest.mark.parametrize("text", EXPENSIVE, ids=["named often", "filled up"])
def test_html_is_not_much_larger_than_what_was_written(text: str) -> None:
    assert len(render(text)) <= 15 * LONGEST_MESSAGE


async def test_a_thread_of_a_customers_making_is_not_megabytes_for_each_message(portal: Portal, people: People) -> None:
    client: httpx2.AsyncClient = await portal.client_for(await people.customer())
    body = {"subject": "x", "message": "x", "departmentId": 1}
    ticket_id = (await client.post("/api/v1/tickets", json=body)).json()["data"]["id"]
    said = await client.post(f"/api/v1/tickets/{ticket_id}/messages", json={"message": EXPENSIVE[0]})
    assert said.status_code == 201
    assert len(said.content) < 1_000_000


async def test_a_customer_fills_a_ticket_with_so_much_and_support_can_still_answer(
    portal: Portal, people: People
) -> None:
    client, support = (
        await portal.client_for(await people.customer()),
        await portal.client_for(await people.staff("support")),
    )
    long = {"message": "x" * LONGEST_MESSAGE}
    opened = await client.post("/api/v1/tickets", json={"subject": "x", "departmentId": 1} | long)
    ticket = f"tickets/{opened.json()['data']['id']}"
    for _ in range(LONGEST_THREAD // LONGEST_MESSAGE - 1):
        assert (await client.post(f"/api/v1/{ticket}/messages", json=long)).status_code == 201
    refused = await client.post(f"/api/v1/{ticket}/messages", json={"message": "x"})
    assert (refused.status_code, refused.json()["error"]["code"]) == (409, "ticket_full")
    assert (await support.post(f"/api/v1/admin/{ticket}/messages", json=long)).status_code == 201
    assert (
        len((await client.get(f"/api/v1/{ticket}")).json()["data"]["messages"]) == LONGEST_THREAD // LONGEST_MESSAGE + 1
    )


async def test_who_asks_for_long_threads_over_and_over_waits_for_themselves() -> None:
    now = datetime.now(UTC)
    ticket = Ticket(1, "x", "open", "low", 1, "Sales", None, None, now, now, now, "customer")
    thread = Thread(ticket, [Message(1, "customer", "ada", EXPENSIVE[1], now)])
    greedy = [ticket_detail(thread, reader_id=1) for _ in range(MOST_AT_ONCE + 3)]
    *drawn, other = await asyncio.gather(*greedy, ticket_detail(thread, reader_id=2), return_exceptions=True)
    assert [type(each) for each in drawn].count(TooMany) == 3
    assert not isinstance(other, BaseException)
    await ticket_detail(thread, reader_id=1)
