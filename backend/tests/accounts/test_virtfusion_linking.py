"""After verification the person gets an account in VirtFusion: one, whatever goes wrong on the way."""

import contextlib
from collections.abc import Awaitable, Callable
from typing import Any

import httpx2

from skypanel.accounts.jobs import CREATE_VIRTFUSION_USER
from skypanel.accounts.models import User
from skypanel.accounts.queries import find
from skypanel.app.build import Services
from skypanel.core.db import Statement
from tests.support.clock import MovableClock
from tests.support.people import PASSWORD, People
from tests.support.simulators import SimulatorProcess
from tests.support.waiting import PATIENCE_SECONDS, until

WAITS = Statement(float, "SELECT extract(epoch FROM scheduled_at - now())::float8 FROM procrastinate_jobs")
SUSPEND = Statement(
    int, "UPDATE users SET suspended_at = CASE WHEN $2::boolean THEN now() END WHERE id = $1 RETURNING id"
)

RunJobs = Callable[[], Awaitable[None]]


async def state_of(services: Services, user: User) -> str:
    found = await find(services.database, user.id)
    assert found is not None
    return found.virtfusion_state


def users_made(simulators: SimulatorProcess, user: User) -> list[dict[str, Any]]:
    answer = httpx2.get(f"{simulators.url}/virtfusion/effects", trust_env=False, timeout=PATIENCE_SECONDS)
    return [e for e in answer.json() if e["operation"] == "user.create" and e["facts"]["extRelationId"] == user.id]


async def test_the_person_is_known_there_by_our_id(
    people: People, services: Services, simulators: SimulatorProcess
) -> None:
    user = await people.customer()
    await services.linking.create(user.id)
    found = await services.virtfusion.find_user(user.id)
    assert found is not None
    assert (await find(services.database, user.id)).virtfusion_id == found.id  # type: ignore[union-attr]


async def test_repeating_the_job_makes_one_account(
    people: People, services: Services, simulators: SimulatorProcess
) -> None:
    user = await people.customer()
    for _ in range(3):
        await services.linking.create(user.id)
    assert len(users_made(simulators, user)) == 1


async def test_a_lost_answer_makes_one_account_and_links_it(
    people: People, services: Services, simulators: SimulatorProcess, run_jobs: RunJobs
) -> None:
    from skypanel.core.errors import Unavailable

    user = await people.customer()
    simulators.faults(
        {"company": "virtfusion", "path": "/api/v1/users", "method": "POST", "kind": "lose-answer", "times": 1}
    )
    try:
        await services.linking.create(user.id)
    except Unavailable:
        assert await state_of(services, user) == "requested"
    await services.linking.create(user.id)
    assert await state_of(services, user) == "linked"
    assert len(users_made(simulators, user)) == 1


async def test_an_outage_delays_only_the_link(
    people: People, services: Services, simulators: SimulatorProcess, anonymous: httpx2.AsyncClient, clock: MovableClock
) -> None:
    from skypanel.core.errors import Unavailable

    user = await people.customer()
    simulators.faults({"company": "virtfusion", "path": "*", "kind": "status", "status": 503})
    try:
        await services.linking.create(user.id)
        raise AssertionError("an outage must be an Unavailable, so that the job is tried again")
    except Unavailable:
        pass
    login = await anonymous.post("/api/v1/auth/login", json={"login": user.email, "password": PASSWORD})
    assert login.json()["data"]["virtfusion"] == {"state": "pending"}
    simulators.faults()
    clock.advance(seconds=120)

    async def is_made() -> bool:
        with contextlib.suppress(Unavailable):
            await services.linking.create(user.id)
            return True
        return False

    await until(is_made, "an account after the outage")
    assert await state_of(services, user) == "linked"


async def test_a_virtfusion_that_says_to_come_back_tomorrow_is_asked_again_before(
    people: People, services: Services, simulators: SimulatorProcess, run_jobs: RunJobs
) -> None:
    """It is back long before, and no second job is queued while this one waits."""
    user = await people.customer()
    tomorrow = {"status": 503, "headers": {"Retry-After": "86400"}}
    simulators.faults({"company": "virtfusion", "path": "/users/*", "kind": "status", **tomorrow})
    async with services.database.begin() as tx:
        await tx.enqueue(CREATE_VIRTFUSION_USER, user_id=user.id)
    await run_jobs()
    assert await services.database.one(WAITS) <= CREATE_VIRTFUSION_USER.retry.longest_seconds


async def test_an_address_taken_there_waits_for_staff_and_is_not_tried_for_ever(
    people: People, services: Services, simulators: SimulatorProcess
) -> None:
    first, second = await people.customer(), await people.customer()
    await services.virtfusion.create_user(99_001, name="Somebody Else", email=second.email)
    await services.linking.create(first.id)
    await services.linking.create(second.id)
    assert await state_of(services, second) == "conflict"
    await services.linking.create(second.id)
    assert len(users_made(simulators, second)) == 0


async def test_a_number_that_is_another_customers_there_gives_nobody_their_account(
    people: People, services: Services, simulators: SimulatorProcess, run_jobs: RunJobs
) -> None:
    """Another system on the same panel numbers its customers from 1 as well; whoever signs up has the same number."""
    user = await people.customer()
    await services.virtfusion.create_user(user.id, name="Somebody Else", email="somebody.else@elsewhere.example")
    await services.linking.create(user.id)
    assert await state_of(services, user) == "conflict"
    assert (await find(services.database, user.id)).virtfusion_id is None  # type: ignore[union-attr]


async def test_an_account_an_operator_prepared_for_the_person_is_theirs(
    people: People, services: Services, simulators: SimulatorProcess
) -> None:
    user = await people.customer()
    made = await services.virtfusion.create_user(user.id, name="Prepared", email=user.email.upper())
    await services.linking.create(user.id)
    assert (await find(services.database, user.id)).virtfusion_id == made.user.id  # type: ignore[union-attr]


async def test_nobody_unverified_is_made_there(
    people: People, services: Services, simulators: SimulatorProcess
) -> None:
    user = await people.customer(is_verified=False)
    await services.linking.create(user.id)
    assert await services.virtfusion.find_user(user.id) is None


async def test_nobody_suspended_is_made_there_before_they_may_come_in_again(
    people: People, services: Services, simulators: SimulatorProcess, clock: MovableClock, run_jobs: RunJobs
) -> None:
    """Their link to verify was mailed before, and still works."""
    user = await people.customer()
    await services.database.one(SUSPEND, user.id, True)
    await services.linking.create(user.id)
    clock.advance(hours=1)
    await services.linking.adopt_left_behind()
    await run_jobs()
    assert await services.virtfusion.find_user(user.id) is None
    await services.database.one(SUSPEND, user.id, False)
    await services.linking.adopt_left_behind()
    await run_jobs()
    assert await state_of(services, user) == "linked"
