"""How the operator makes the first owner, and whoever comes after."""

import asyncio

import pytest

from skypanel.accounts.errors import LastOwner, PersonNotFound, PersonNotVerified
from skypanel.accounts.models import User
from skypanel.app.build import Services
from skypanel.core.db import Database, Statement
from skypanel.core.errors import Refusal
from tests.support.people import People
from tests.support.portal import Portal, is_put_out

ROLE = Statement(str, "SELECT role FROM users WHERE id = $1")
OWNERS = Statement(int, "SELECT count(*) FROM users WHERE role = 'owner'")
RECORDED = Statement(
    str,
    "SELECT concat_ws(' ', actor_kind, details->>'before', details->>'role') FROM audit_events "
    "WHERE action = 'accounts.appointed' AND target_id = $1",
)


async def test_a_customer_becomes_the_owner_and_it_is_written_down(
    services: Services, people: People, database: Database
) -> None:
    user = await people.customer()
    appointed = await services.accounts.appoint(f"  {user.email.upper()} ", "owner")
    assert (appointed.id, appointed.role) == (user.id, "owner")
    assert await database.one(ROLE, user.id) == "owner"
    assert await database.all(RECORDED, user.id) == ["system customer owner"]


@pytest.mark.usefixtures("long_memory")
async def test_who_was_appointed_or_dismissed_signs_in_again(
    services: Services, people: People, portal: Portal
) -> None:
    """A customer's session lasts 30 days where staff's lasts eight hours, and a dismissed one ends at once."""
    for user, role in ((await people.customer(), "support"), (await people.staff("admin"), "customer")):
        client = await portal.client_for(user)
        assert (await client.get("/api/v1/account")).status_code == 200
        await services.accounts.appoint(user.email, role)
        await is_put_out(client)


async def test_the_same_role_again_changes_nothing(services: Services, people: People, database: Database) -> None:
    owner = await people.staff("owner")
    assert (await services.accounts.appoint(owner.email, "owner")).role == "owner"
    assert await database.all(RECORDED, owner.id) == []


async def test_nobody_is_appointed_whose_address_is_not_proven(services: Services, people: People) -> None:
    waiting = await people.customer(is_verified=False)
    with pytest.raises(PersonNotVerified):
        await services.accounts.appoint(waiting.email, "owner")
    with pytest.raises(PersonNotFound):
        await services.accounts.appoint("nobody@people.example", "owner")


async def test_the_last_owner_stays(services: Services, people: People, database: Database) -> None:
    owner = await people.staff("owner")
    suspended = await people.staff("owner")
    await database.one(Statement(int, "UPDATE users SET suspended_at = now() WHERE id = $1 RETURNING 1"), suspended.id)
    with pytest.raises(LastOwner):
        await services.accounts.appoint(owner.email, "customer")
    assert await database.one(ROLE, owner.id) == "owner"


async def test_owners_who_dismiss_each_other_at_once_leave_one(
    services: Services, people: People, database: Database
) -> None:
    owners = [await people.staff("owner") for _ in range(4)]

    async def dismiss(owner: User) -> str:
        try:
            return (await services.accounts.appoint(owner.email, "customer")).role
        except Refusal as refusal:
            return refusal.code

    assert sorted(await asyncio.gather(*map(dismiss, owners))) == ["customer"] * 3 + ["last_owner"]
    assert await database.one(OWNERS) == 1
