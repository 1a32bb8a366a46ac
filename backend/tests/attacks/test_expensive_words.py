"""No message is much larger as HTML than as it was written."""

import httpx2
import pytest

from skypanel.tickets.markdown import render
from skypanel.tickets.models import LONGEST_MESSAGE
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
