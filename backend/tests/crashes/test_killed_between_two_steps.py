"""Real processes killed between two steps, on the clock of production: nothing is lost and nothing is done twice."""

import asyncio
import random
from pathlib import Path
from typing import Final

import pytest

from tests.chaos.customers import Hands, hands
from tests.chaos.fault_proxy import Moment, Verdict
from tests.chaos.invariants import violations
from tests.chaos.postgres import Postgres
from tests.chaos.world import Options, World, happens, running_world
from tests.support.waiting import PATIENCE_SECONDS

# A dead worker is noticed after some twenty seconds; the rest is for a slow machine.
RECOVERED_WITHIN_SECONDS: Final = 120.0
LINKED: Final = "SELECT count(*) FROM users WHERE virtfusion_state = 'linked'"
ASKED: Final = "SELECT count(*) FROM users WHERE virtfusion_state = 'requested'"

pytestmark = pytest.mark.timeout(600)


async def verified_person(people: Hands) -> None:
    """Somebody who registered and followed the link in their mail."""
    person = people.somebody()
    await people.register(person)
    answer = await people.verify(person, await people.mailed_token(person))
    assert answer.status_code == 200


def kill_worker_at(world: World, moment: Moment) -> asyncio.Event:
    """The next call that makes a user at VirtFusion ends the worker: before it is passed on, or once it is done."""
    (worker,) = world.workers
    killed = asyncio.Event()

    async def watch(when: Moment, line: str) -> Verdict:
        if killed.is_set() or when != moment or not line.startswith("POST"):
            return "pass"
        worker.kill()
        killed.set()
        return "reset"

    world.proxies[worker.name].watcher = watch
    return killed


async def count(world: World, sql: str) -> int:
    return int(await world.value(sql))


@pytest.mark.parametrize(("moment", "made_before"), [("answered", 1), ("asked", 0)])
async def test_a_worker_killed_while_it_makes_somebodys_account_leaves_one_account_and_a_linked_person(
    postgres: Postgres, tmp_path: Path, moment: Moment, made_before: int
) -> None:
    is_hasty = moment == "asked"  # once on production's clock is enough
    options = Options(webs=1, workers=1, is_hasty=is_hasty)
    async with running_world(postgres, tmp_path, random.Random(1), options) as world, hands(world) as people:  # noqa: S311 - replayable
        killed = kill_worker_at(world, moment)
        await verified_person(people)
        await asyncio.wait_for(killed.wait(), PATIENCE_SECONDS)
        assert len(world.simulators.effects("user.create")) == made_before
        assert await count(world, ASKED) == 1
        await world.start(*world.workers)

        async def is_linked() -> bool:
            return await count(world, LINKED) == 1

        assert await happens(is_linked, RECOVERED_WITHIN_SECONDS)
        assert len(world.simulators.effects("user.create")) == 1
        assert await violations(world) == []


async def test_a_database_cut_off_under_the_portal_is_survived_by_every_process_and_every_acknowledged_row(
    postgres: Postgres, tmp_path: Path
) -> None:
    options = Options(webs=1, workers=1)
    async with running_world(postgres, tmp_path, random.Random(2), options) as world, hands(world) as people:  # noqa: S311 - replayable
        person = await people.customer()
        person.token = await people.signed_in(person)
        pids = [part.pid for part in world.parts]
        ticket = {"subject": "Before the cut", "message": "Kept?", "departmentId": 1, "priority": "low"}
        made = await people.call(person, "POST", "/tickets", ticket, key="once")
        assert made.status_code == 201
        await postgres.crash()
        again = await people.until_answered(person, "POST", "/tickets", ticket, key="once", patience=PATIENCE_SECONDS)
        assert again.json()["data"]["id"] == made.json()["data"]["id"]
        await verified_person(people)  # mail and jobs go on as well

        async def is_linked() -> bool:
            return await count(world, LINKED) == 1

        assert await happens(is_linked, RECOVERED_WITHIN_SECONDS)
        assert [part.pid for part in world.parts] == pids
        assert all(part.is_alive for part in world.parts)
        assert await violations(world) == []
