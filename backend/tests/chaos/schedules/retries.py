"""Web servers die in the middle of requests, and clients that were not answered ask again with the same key.

Every key opens exactly one ticket, every repeat is answered with that one, and every person is registered once.
"""

import asyncio
import contextlib
import time
from typing import Any, Final

import httpx2
from msgspec import Struct, field

from tests.chaos.customers import Customer, Hands, hands
from tests.chaos.schedule import Schedule
from tests.chaos.world import Options, World

_PEOPLE: Final = 10
_TICKETS_EACH: Final = 14
_NEWCOMERS: Final = 8
_KILLS: Final = 8
_GIVES_UP_SECONDS: Final = 45.0
_HASTE_SECONDS: Final = (0.01, 0.03, 0.08, 6.0)
"""How long a client waits before it thinks that its request was lost."""


class _Book(Struct):
    """Which ticket each key was answered with, and what should not have been answered."""

    tickets: dict[str, int] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)
    repeats: int = 0


async def act(world: World) -> list[str]:
    book = _Book()
    async with hands(world) as people:
        crowd = [await people.customer() for _ in range(_PEOPLE)]
        for person in crowd:
            person.token = await people.signed_in(person)
        newcomers = [people.somebody() for _ in range(_NEWCOMERS)]
        keeping = asyncio.create_task(world.keep_up())
        killing = asyncio.create_task(_kill(world))
        try:
            await asyncio.gather(
                *(_ask_for_help(world, people, person, book) for person in crowd),
                *(_register(people, person, book) for person in newcomers),
            )
            await killing
            # A server whose workers die too soon after one another ends itself: it is kept up until all answer.
            await asyncio.gather(*(world.is_up(web) for web in world.webs))
        finally:
            keeping.cancel()
            killing.cancel()
        await _repeat_all(world, people, crowd, book)
    world.did["tickets asked for"] += len(book.tickets)
    world.did["requests repeated"] += book.repeats
    return await _compare(world, book, newcomers) + book.wrong


async def _kill(world: World) -> None:
    """Half the time the process that works, half the time all of the server."""
    for _ in range(_KILLS):
        await asyncio.sleep(world.rng.uniform(0.2, 1.2))
        web = world.rng.choice(world.webs)
        if world.rng.random() < 0.5:
            web.kill_child()
            world.did["web workers killed"] += 1
        else:
            web.kill()
            world.did["web servers killed"] += 1


async def _ask_for_help(world: World, people: Hands, person: Customer, book: _Book) -> None:
    for number in range(_TICKETS_EACH):
        key = f"{person.number}-{number}"
        answer = await _until_answered(world, people, person, key, book)
        if answer is None:
            book.wrong.append(f"key {key} was never answered")
        elif answer.status_code != 201:
            book.wrong.append(f"key {key} was answered {answer.status_code}: {answer.text[:120]}")
        else:
            book.tickets[key] = answer.json()["data"]["id"]
        await asyncio.sleep(world.rng.uniform(0.0, 0.4))


async def _until_answered(
    world: World, people: Hands, person: Customer, key: str, book: _Book
) -> httpx2.Response | None:
    """Any server, again and again, sometimes in great haste; None after a long while."""
    deadline = time.monotonic() + _GIVES_UP_SECONDS
    while time.monotonic() < deadline:
        seconds = world.rng.choice(_HASTE_SECONDS)
        with contextlib.suppress(httpx2.HTTPError):
            answer = await people.call(
                person,
                "POST",
                "/tickets",
                _question(key),
                key=key,
                web=world.rng.randrange(len(world.webs)),
                seconds=seconds,
            )
            if answer.status_code not in {429, 503}:
                return answer
            if "retry-after" not in answer.headers:
                book.wrong.append(f"{answer.status_code} without Retry-After")
        book.repeats += 1
        await asyncio.sleep(world.rng.uniform(0.02, 0.2))
    return None


async def _register(people: Hands, person: Customer, book: _Book) -> None:
    answer = await people.register(person)
    if answer.status_code != 202:
        book.wrong.append(f"a registration was answered {answer.status_code}: {answer.text[:120]}")


async def _repeat_all(world: World, people: Hands, crowd: list[Customer], book: _Book) -> None:
    """Once more with every key, in peace: the answer is the ticket it already made."""
    for person in crowd:
        for key, ticket_id in book.tickets.items():
            if key.startswith(f"{person.number}-"):
                answer = await people.until_answered(person, "POST", "/tickets", _question(key), key=key)
                found = answer.json().get("data", {}).get("id")
                if found != ticket_id:
                    book.wrong.append(f"key {key} made ticket {ticket_id} and now answers {answer.status_code} {found}")
        if world.is_control and book.wrong:
            return


async def _compare(world: World, book: _Book, newcomers: list[Customer]) -> list[str]:
    """The database with what people were told."""
    wrong = []
    rows = await world.query("SELECT subject, array_agg(id) FROM tickets GROUP BY subject")
    made: dict[str, list[int]] = {row[0]: row[1] for row in rows}
    doubled = {key: ids for key, ids in made.items() if len(ids) > 1}
    if doubled:
        wrong.append(f"{len(doubled)} keys made more than one ticket: {list(doubled.items())[:3]}")
    lost = [key for key, ticket_id in book.tickets.items() if ticket_id not in made.get(key, [])]
    if lost:
        wrong.append(f"{len(lost)} acknowledged tickets are not there: {lost[:5]}")
    unheard = await world.value(
        "SELECT count(*) FROM tickets t WHERE 1 <> (SELECT count(*) FROM audit_events e"
        " WHERE e.action = 'tickets.opened' AND e.target_id = t.id)"
    )
    if unheard:
        wrong.append(f"{unheard} tickets do not have exactly one line in the audit trail")
    emails = [person.email for person in newcomers]
    registered = await world.value("SELECT count(*) FROM users WHERE email = ANY($1)", emails)
    if registered != len(newcomers):
        wrong.append(f"{registered} of {len(newcomers)} newcomers are registered")
    return wrong


def _question(key: str) -> dict[str, Any]:
    return {"subject": key, "message": "The same words each time.", "departmentId": 1, "priority": "low"}


SCHEDULE: Final = Schedule("retries", act, controls=[["idempotency"]], options=Options(webs=2, workers=1))
