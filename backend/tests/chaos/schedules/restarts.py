"""PostgreSQL crashes again and again under a storm of sign-ins and reads on two web servers.

Nobody is told anything but the truth or "later", no acknowledged session is lost, an ended one stays dead on both
servers, and neither server needs a restart. Then one server sleeps through the end of a session.
"""

import asyncio
import contextlib
import time
from typing import Final

import httpx2
from msgspec import Struct, field

from tests.chaos.customers import Customer, Hands, hands, session_of
from tests.chaos.schedule import Schedule
from tests.chaos.world import Options, World, happens

_PEOPLE: Final = 8
_CRASHES: Final = 4
_RECOVERS_SECONDS: Final = 5.0
_WORKER_RECOVERS_SECONDS: Final = 15.0
_DEAD_WITHIN_SECONDS: Final = 1.0
_PAGES: Final = ("/account", "/tickets", "/overview", "/account/sessions", "/servers")
_LATER: Final = frozenset({429, 503})
_GIVES_UP_SECONDS: Final = 12.0


class _Ledger(Struct):
    """What was acknowledged: sessions that must live, and since when others must be dead."""

    living: dict[str, Customer] = field(default_factory=dict)
    dead: dict[str, tuple[Customer, float]] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)
    is_over: bool = False


async def act(world: World) -> list[str]:
    async with hands(world) as people:
        crowd = [await people.customer() for _ in range(_PEOPLE)]
        pids = [web.pid for web in world.webs]
        ledger = _Ledger()
        storm = [asyncio.create_task(_live(world, people, person, ledger)) for person in crowd]
        try:
            await _crash_repeatedly(world, people, crowd[0], ledger)
        finally:
            ledger.is_over = True
            await asyncio.gather(*storm)
        if world.is_control and ledger.wrong:
            return ledger.wrong
        await _check_every_session(world, people, ledger)
        if not await _does_worker_work(world):
            ledger.wrong.append(f"the worker did nothing for {_WORKER_RECOVERS_SECONDS:.0f} s after the last restart")
        for sleeper in range(len(world.webs)):
            await _sleep_through_the_end(world, people, crowd[sleeper], sleeper, ledger)
        if pids != [web.pid for web in world.webs] or any(not web.is_alive for web in world.webs):
            ledger.wrong.append("a web server had to be started again")
        return ledger.wrong


async def _crash_repeatedly(world: World, people: Hands, prober: Customer, ledger: _Ledger) -> None:
    token = await people.signed_in(prober)
    slowest = 0.0
    for _ in range(_CRASHES):
        await asyncio.sleep(world.rng.uniform(0.8, 2.5))
        await world.postgres.crash()
        world.did["immediate restarts of PostgreSQL"] += 1
        began = time.monotonic()
        for web in range(len(world.webs)):
            took = await _recovery(people, prober, token, web, began)
            slowest = max(slowest, took)
            if took > _RECOVERS_SECONDS:
                ledger.wrong.append(f"web-{web + 1} needed {took:.1f} s to recover")
        if ledger.wrong and world.is_control:
            break
    world.did["ms was the slowest recovery"] = round(slowest * 1000)


async def _recovery(people: Hands, person: Customer, token: str, web: int, began: float) -> float:
    """Seconds from `began` until this web server answers a signed-in read again."""
    while True:
        took = time.monotonic() - began
        with contextlib.suppress(httpx2.HTTPError):
            # The list of sessions is never answered from memory.
            answer = await people.call(person, "GET", "/account/sessions", web=web, token=token)
            if answer.status_code == 200:
                return took
        if took > _GIVES_UP_SECONDS:
            return took
        await asyncio.sleep(0.05)


async def _live(world: World, people: Hands, person: Customer, ledger: _Ledger) -> None:
    """Sign in, look around on both servers, sometimes sign out; note everything that should not be."""
    while not ledger.is_over:
        token = await _signed_in(world, people, person, ledger)
        if token is None:
            await asyncio.sleep(world.rng.uniform(0.1, 0.4))
            continue
        for _ in range(world.rng.randint(3, 8)):
            web, page = world.rng.randrange(len(world.webs)), world.rng.choice(_PAGES)
            await _ask(people, person, "GET", page, token, web, ledger, allowed={200})
            world.did["reads"] += 1
            await asyncio.sleep(world.rng.uniform(0.0, 0.05))
        if world.rng.random() < 0.5:
            # From here on nobody may count on the session, until the answer says that it is over.
            del ledger.living[token]
            web = world.rng.randrange(len(world.webs))
            if await _ask(people, person, "POST", "/auth/logout", token, web, ledger, allowed={204}) == 204:
                ledger.dead[token] = (person, time.monotonic())
                world.did["sign-outs"] += 1


async def _signed_in(world: World, people: Hands, person: Customer, ledger: _Ledger) -> str | None:
    try:
        answer = await people.sign_in(person, web=world.rng.randrange(len(world.webs)))
    except httpx2.HTTPError as error:
        ledger.wrong.append(f"a sign-in was not answered: {type(error).__name__}")
        return None
    _check_answer("a sign-in", answer, {200}, ledger)
    token = session_of(answer) if answer.status_code == 200 else None
    if token is not None:
        ledger.living[token] = person
        world.did["sign-ins"] += 1
    return token


async def _ask(
    people: Hands, person: Customer, method: str, path: str, token: str, web: int, ledger: _Ledger, *, allowed: set[int]
) -> int | None:
    try:
        answer = await people.call(person, method, path, web=web, token=token)
    except httpx2.HTTPError as error:
        ledger.wrong.append(f"{method} {path} was not answered: {type(error).__name__}")
        return None
    _check_answer(f"{method} {path}", answer, allowed, ledger)
    return answer.status_code


def _check_answer(what: str, answer: httpx2.Response, allowed: set[int], ledger: _Ledger) -> None:
    status = answer.status_code
    if status not in allowed | _LATER:
        ledger.wrong.append(f"{what} was answered {status}: {answer.text[:120]}")
    elif status in _LATER and "retry-after" not in answer.headers:
        ledger.wrong.append(f"{what} was answered {status} without Retry-After")


async def _check_every_session(world: World, people: Hands, ledger: _Ledger) -> None:
    """Each on each server, when the dust has settled."""
    expected = [(token, person, 200) for token, person in ledger.living.items()]
    expected += [(token, person, 401) for token, (person, _) in ledger.dead.items()]
    for token, person, status in expected:
        for web in range(len(world.webs)):
            answer = await _answered(people, person, token, web)
            if answer != status:
                fate = "lost" if status == 200 else "alive again"
                ledger.wrong.append(f"a session is {fate} on web-{web + 1}: {answer} instead of {status}")
    world.did["sessions checked on each server"] = len(expected)


async def _does_worker_work(world: World) -> bool:
    await world.enqueue("accounts.sweep")

    async def is_done() -> bool:
        return bool(
            await world.value("SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'accounts.sweep'") == 0
        )

    return await happens(is_done, _WORKER_RECOVERS_SECONDS)


async def _sleep_through_the_end(world: World, people: Hands, person: Customer, sleeper: int, ledger: _Ledger) -> None:
    """A server that missed the news, frozen and cut off from it, may not go on believing what it remembers."""
    token = await people.signed_in(person, web=sleeper)
    await _answered(people, person, token, sleeper)
    world.webs[sleeper].freeze()
    try:
        await world.query(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'skypanel-web-bus'"
        )
        await _answered(people, person, token, 1 - sleeper, method="POST", path="/auth/logout")
    finally:
        world.webs[sleeper].thaw()
    world.did["sessions ended behind a frozen server's back"] += 1
    await asyncio.sleep(_DEAD_WITHIN_SECONDS)
    status = await _answered(people, person, token, sleeper)
    if status != 401:
        ledger.wrong.append(f"web-{sleeper + 1} slept through the end of a session and answers {status}")


async def _answered(
    people: Hands, person: Customer, token: str, web: int, *, method: str = "GET", path: str = "/account"
) -> int:
    """The status, once it is not "later"; "later" too, when that is all there is for long."""
    deadline = time.monotonic() + _GIVES_UP_SECONDS
    while True:
        status = (await people.call(person, method, path, web=web, token=token)).status_code
        if status not in _LATER or time.monotonic() > deadline:
            return status
        await asyncio.sleep(0.1)


SCHEDULE: Final = Schedule(
    "restarts", act, controls=[["connection-replacement"], ["gap-handling"]], options=Options(webs=2, workers=1)
)
