"""People start and stop their servers while workers and web servers die and VirtFusion loses answers or acts late.

No request has more than one effect, however often it is repeated, and no act stays open past its deadline.
"""

import asyncio
import contextlib
from collections import Counter
from typing import Any, Final

import httpx2
from msgspec import Struct, field

from tests.chaos.customers import Customer, Hands, hands
from tests.chaos.schedule import Schedule
from tests.chaos.world import Options, World, happens, until

_OWNERS: Final = {
    2: "customer@demo.example",
    3: "jonas@weber-it.example",
    6: "lucia@ferrer-studio.example",
    7: "wei@chenworks.example",
}
"""People with servers whom the simulated VirtFusion knows: the relation and the address of each."""
_ACTS_EACH: Final = 6
_KILLS: Final = 5
_ACTIONS: Final = ("restart", "boot", "shutdown", "poweroff")
_WEIGHTS: Final = (6, 2, 1, 1)
_SETTLES_SECONDS: Final = 12.0
_PAST_EVERY_DEADLINE_SECONDS: Final = 400.0
_OPEN: Final = "SELECT count(*) FROM server_operations WHERE state IN ('requested', 'running', 'unknown')"


class _Book(Struct):
    """How many different requests each act on each of VirtFusion's servers was asked for with."""

    asked: Counter[tuple[int, str]] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)


async def act(world: World) -> list[str]:
    book = _Book()
    async with hands(world) as people:
        owners = [await _owner(world, people, relation, email) for relation, email in _OWNERS.items()]
        await _take_in_servers(world)
        _make_trouble(world)
        keeping = asyncio.create_task(world.keep_up())
        killing = asyncio.create_task(_kill(world))
        try:
            await asyncio.gather(*(_use(world, people, owner, book) for owner in owners))
            await killing
            world.heal()
            await happens(lambda: _is_none(world, _OPEN), world.patience(_SETTLES_SECONDS))
            await asyncio.gather(*(_ask_again_late(world, people, owner, book) for owner in owners))
        finally:
            keeping.cancel()
            killing.cancel()
        if world.is_control and (found := book.wrong + _compare(world, book)):
            return found
        await _let_deadlines_pass(world)
    return book.wrong + _compare(world, book)


async def _owner(world: World, people: Hands, relation: int, email: str) -> Customer:
    person = await people.customer(user_id=relation, email=email)
    person.token = await people.signed_in(person)
    await world.enqueue("accounts.create_virtfusion_user", queue="virtfusion", user_id=relation)
    return person


async def _take_in_servers(world: World) -> None:
    """As a real fleet arrives: by the list, then one by one."""
    linked = "SELECT count(*) FROM users WHERE virtfusion_state <> 'linked'"
    await until(lambda: _is_none(world, linked), 30, "the owners to be linked")
    await world.enqueue("servers.sync_fleet", queue="virtfusion")
    read = "SELECT count(*) FROM servers WHERE refreshed_at IS NOT NULL"
    await until(lambda: _is_some(world, read, 10), 40, "servers to be read")
    world.did["servers"] = await world.value("SELECT count(*) FROM servers")


def _make_trouble(world: World) -> None:
    on_power = {"company": "virtfusion", "path": "/servers/*/power/*", "method": "POST"}
    seeds = [world.rng.randrange(1_000_000) for _ in range(3)]
    world.simulators.faults(
        {**on_power, "kind": "lose-answer", "probability": 0.25, "seed": seeds[0]},
        {**on_power, "kind": "late", "seconds": 1.0, "probability": 0.15, "seed": seeds[1]},
        {**on_power, "kind": "delay", "seconds": 0.7, "probability": 0.3, "seed": seeds[2]},
    )


async def _kill(world: World) -> None:
    for _ in range(_KILLS):
        await asyncio.sleep(world.rng.uniform(0.5, 2.0))
        part = world.rng.choice(world.parts)
        part.kill()
        world.did[f"{part.name.partition('-')[0]} processes killed"] += 1


async def _use(world: World, people: Hands, owner: Customer, book: _Book) -> None:
    rows = await world.query("SELECT id, virtfusion_id FROM servers WHERE user_id = $1 ORDER BY id", owner.user_id)
    for number in range(_ACTS_EACH):
        server_id, virtfusion_id = world.rng.choice(rows)
        (action,) = world.rng.choices(_ACTIONS, _WEIGHTS)
        book.asked[virtfusion_id, action] += 1
        await _ask(world, people, owner, f"/servers/{server_id}/power/{action}", f"{owner.number}-{number}", book)
        await asyncio.sleep(world.rng.uniform(0.0, 0.5))


async def _ask(world: World, people: Hands, owner: Customer, path: str, key: str, book: _Book) -> None:
    """Ask, and ask again with the same key a few times more, as an impatient program does, whatever is answered."""
    for _ in range(world.rng.randint(1, 4)):
        with contextlib.suppress(httpx2.HTTPError):
            answer = await people.call(owner, "POST", path, key=key, seconds=world.rng.choice([0.3, 12.0]))
            world.did["requests"] += 1
            if answer.status_code not in {202, 409, 422, 429, 503}:
                book.wrong.append(f"{path} was answered {answer.status_code}: {answer.text[:120]}")
        await asyncio.sleep(world.rng.uniform(0.1, 1.6))


async def _ask_again_late(world: World, people: Hands, owner: Customer, book: _Book) -> None:
    """Ask once more with the same key when the act is long over: that is answered and does nothing."""
    rows = await world.query(
        "SELECT id, virtfusion_id FROM servers WHERE user_id = $1 AND status = 'running' LIMIT 1", owner.user_id
    )
    for server_id, virtfusion_id in rows:
        before = _restarts(world, virtfusion_id)
        book.asked[virtfusion_id, "restart"] += 1
        for _ in range(2):
            await people.call(
                owner, "POST", f"/servers/{server_id}/power/restart", key=f"{owner.number}-late", seconds=12.0
            )
            await happens(lambda: _is_none(world, _OPEN), world.patience(_SETTLES_SECONDS))
        done = _restarts(world, virtfusion_id) - before
        world.did["repeats of an act long over"] += 1
        if done > 1:
            book.wrong.append(f"server {virtfusion_id}: one request for a restart was carried out {done} times")


def _restarts(world: World, virtfusion_id: int) -> int:
    effects: list[dict[str, Any]] = world.simulators.effects("server.power.restart")
    return sum(effect["method"] != "TIME" and effect["facts"]["serverId"] == virtfusion_id for effect in effects)


async def _let_deadlines_pass(world: World) -> None:
    """What was left behind by a killed process is closed by the sweep, whose time is made to come."""
    world.did["acts still open when all was quiet"] = await world.value(_OPEN)
    await world.move_clocks(_PAST_EVERY_DEADLINE_SECONDS)
    await world.enqueue("servers.sweep_operations", queue="virtfusion")
    await happens(lambda: _is_none(world, _OPEN), world.patience(30))


def _compare(world: World, book: _Book) -> list[str]:
    """VirtFusion's own account of what was done, with what was asked for."""
    done: Counter[tuple[int, str]] = Counter()
    for action in _ACTIONS:
        effects: list[dict[str, Any]] = world.simulators.effects(f"server.power.{action}")
        done.update((effect["facts"]["serverId"], action) for effect in effects if effect["method"] != "TIME")
    world.did["acts asked for"] = book.asked.total()
    world.did["done by VirtFusion"] = done.total()
    return [
        f"server {server}: {action} was asked for {book.asked[server, action]} times and done {count} times"
        for (server, action), count in done.items()
        if count > book.asked[server, action]
    ]


async def _is_none(world: World, count: str) -> bool:
    return bool(await world.value(count) == 0)


async def _is_some(world: World, count: str, least: int) -> bool:
    return bool(await world.value(count) >= least)


SCHEDULE: Final = Schedule("power", act, controls=[["idempotency"], ["follow-up"]], options=Options(webs=1, workers=2))
