"""Workers die while they make people's accounts at VirtFusion, and VirtFusion loses answers or acts late.

At the end everybody has exactly one account there and is linked to it.
"""

import asyncio
from typing import Final

from tests.chaos.customers import Customer, Hands, hands
from tests.chaos.fault_proxy import Moment, Verdict, Watcher
from tests.chaos.processes import Part
from tests.chaos.schedule import Schedule
from tests.chaos.world import World, happens

_PEOPLE: Final = 18
_MOST_KILLS: Final = 14
_SETTLES_SECONDS: Final = 35.0
_UNLINKED: Final = "SELECT count(*) FROM users WHERE virtfusion_state <> 'linked'"
_SETTLED: Final = "SELECT count(*) FROM users WHERE virtfusion_state NOT IN ('linked', 'conflict')"


async def act(world: World) -> list[str]:
    async with hands(world) as people:
        batch = [people.somebody() for _ in range(_PEOPLE)]
        await asyncio.gather(*(people.register(person) for person in batch))
        tokens = [await people.mailed_token(person) for person in batch]
        world.did["people registered over HTTP"] += len(batch)
        _make_trouble(world)
        keeping = asyncio.create_task(world.keep_up())
        try:
            await _verify(world, people, batch, tokens)
            world.heal()
            await happens(lambda: _is_none(world, _SETTLED), world.patience(_SETTLES_SECONDS))
        finally:
            keeping.cancel()
    unlinked = await world.value(_UNLINKED)
    return [f"{unlinked} of {_PEOPLE} verified people are not linked"] if unlinked else []


async def _verify(world: World, people: Hands, batch: list[Customer], tokens: list[str]) -> None:
    for person, token in zip(batch, tokens, strict=True):
        await people.verify(person, token)
        await asyncio.sleep(world.rng.uniform(0.0, 0.5))


def _make_trouble(world: World) -> None:
    """A third of the calls that make users go wrong at VirtFusion; others die with their worker."""
    on_create = {"company": "virtfusion", "path": "/users", "method": "POST"}
    seeds = [world.rng.randrange(1_000_000) for _ in range(4)]
    world.simulators.faults(
        {**on_create, "kind": "lose-answer", "probability": 0.25, "seed": seeds[0]},
        {**on_create, "kind": "late", "seconds": 1.5, "probability": 0.2, "seed": seeds[1]},
        {**on_create, "kind": "delay", "seconds": 1.0, "probability": 0.3, "seed": seeds[2]},
        {**on_create, "kind": "status", "status": 500, "probability": 0.1, "seed": seeds[3]},
    )
    for worker in world.workers:
        proxy = world.proxies[worker.name]
        proxy.latency_seconds = world.rng.uniform(0.0, 0.03)
        proxy.watcher = _killer(world, worker)


def _killer(world: World, worker: Part) -> Watcher:
    """Kills the worker whose connection it watches: before its call is passed on, or when the answer is on its way."""

    async def watch(moment: Moment, line: str) -> Verdict:
        chance = 0.5 if line.startswith("POST") else 0.1
        if "/users" not in line or world.did["workers killed"] >= _MOST_KILLS or world.rng.random() > chance:
            return "pass"
        await asyncio.sleep(world.rng.choice([0.0, 0.0, 0.02, 0.2]))
        if not worker.is_alive:
            return "reset"
        worker.kill()
        world.did["workers killed"] += 1
        if line.startswith("POST"):
            world.did[f"of them as the call that makes the account was {moment}"] += 1
        return "reset" if world.rng.random() < 0.5 else "pass"

    return watch


async def _is_none(world: World, count: str) -> bool:
    return bool(await world.value(count) == 0)


SCHEDULE: Final = Schedule("linking", act, controls=[["look-before-create"], ["rescue"]])
