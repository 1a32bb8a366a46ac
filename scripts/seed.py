"""The demonstration's people, once: staff, a customer whose servers the simulated VirtFusion already has, some tickets.

Nothing of servers is written here: they arrive over the wire, as a real fleet would.
"""

import asyncio
import json
import os
import secrets
from typing import Final

from msgspec import Struct

from scripts.demonstration.places import CREDENTIALS
from skypanel.accounts.events import EmailVerified
from skypanel.app.build import Services, build
from skypanel.app.config import read_config
from skypanel.core.access import Principal
from skypanel.core.db import Statement, Transaction

COUNT: Final = Statement(int, "SELECT count(*) FROM users")
INSERT: Final = Statement(
    int,
    """
INSERT INTO users (id, email, username, password_hash, role, is_verified, timezone, virtfusion_state, terms_accepted_at)
VALUES ($1, $2, $3, $4, $5, true, $6, 'pending', now()) RETURNING id
""",
    params=(int, str, str, str, str, str),
)
ADVANCE: Final = Statement(int, "SELECT setval(pg_get_serial_sequence('users', 'id'), (SELECT max(id) FROM users))")
DEPARTMENTS: Final = Statement(int, "SELECT id FROM departments ORDER BY position")
PRINCIPAL: Final = Statement(
    Principal,
    """
SELECT id, email, username, role, timezone, virtfusion_state, created_at,
       ''::bytea, 0::bigint, now(), now() FROM users WHERE id = $1
""",
    params=(int,),
)


class Person(Struct, frozen=True):
    """`id` is also the relation by which the simulated VirtFusion knows its owner of servers."""

    id: int
    email: str
    username: str
    role: str = "customer"
    timezone: str = "UTC"


PEOPLE: Final = (
    Person(1, "admin@demo.example", "northlight", "admin", "Europe/Tallinn"),
    Person(2, "customer@demo.example", "mira", "customer", "Europe/Tallinn"),
    Person(3, "jonas@weber-it.example", "jonas", "customer", "Europe/Berlin"),
    Person(4, "priya@ramanlabs.example", "priya", "customer", "Asia/Kolkata"),
    Person(5, "tom@okafor.example", "tom", "customer", "Africa/Lagos"),
    Person(6, "lucia@ferrer-studio.example", "lucia", "customer", "Europe/Madrid"),
    Person(7, "wei@chenworks.example", "wei", "customer", "Asia/Singapore"),
    Person(8, "ingrid@solberg.example", "ingrid", "customer", "Europe/Oslo"),
    Person(9, "support@demo.example", "oskar", "support", "Europe/Tallinn"),
)
SIGN_INS: Final = {"admin": PEOPLE[0], "customer": PEOPLE[1]}


async def seed(services: Services) -> None:
    """Write everything in one transaction, or nothing when there are people already."""
    if await services.database.one(COUNT):
        return
    passwords = _passwords()
    hashes = {who: await services.passwords.hash(password) for who, password in passwords.items()}
    nobody = await services.passwords.hash(secrets.token_urlsafe(24))
    async with services.database.begin() as tx:
        for person in PEOPLE:
            await _insert(tx, person, hashes.get(person.email, nobody))
        await tx.one(ADVANCE)
    await _open_tickets(services)


async def _insert(tx: Transaction, person: Person, password_hash: str) -> None:
    await tx.one(INSERT, person.id, person.email, person.username, password_hash, person.role, person.timezone)
    await tx.emit(EmailVerified(user_id=person.id))


async def _open_tickets(services: Services) -> None:
    mira = await services.database.one(PRINCIPAL, PEOPLE[1].id)
    oskar = await services.database.one(PRINCIPAL, PEOPLE[8].id)
    technical, billing, *_ = await services.database.all(DEPARTMENTS)
    snapshot = await services.tickets.open(
        mira,
        subject="Snapshot before kernel upgrade",
        message="I want to move **postgres** to a new kernel on Sunday.\n\nCan I take a snapshot first, and how long "
        "will the disk be frozen while it runs?",
        department_id=technical,
        priority="high",
        server_id=None,
    )
    await services.tickets.answer(
        oskar,
        snapshot.id,
        "Good idea. A snapshot of 160 GB takes about four minutes here; writes pause for less than a second at its "
        "end.\n\nWhich hour on Sunday suits you? We will keep an eye on the host.",
    )
    await services.tickets.open(
        mira,
        subject="Invoice address for our new company",
        message="We moved to a new legal entity on 1 November. Where do I change the address on invoices?",
        department_id=billing,
        priority="low",
        server_id=None,
    )


def _passwords() -> dict[str, str]:
    """The sign-ins' passwords by address: kept from an earlier start, else made and kept before they are used."""
    if not CREDENTIALS.exists():
        made = {
            who: {
                "email": person.email,
                "password": f"{secrets.token_hex(3)}-{secrets.token_hex(3)}-{secrets.token_hex(3)}",
            }
            for who, person in SIGN_INS.items()
        }
        aside = CREDENTIALS.with_suffix(".making")
        descriptor = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w") as file:
            json.dump(made, file, indent=2)
        aside.rename(CREDENTIALS)
    kept = json.loads(CREDENTIALS.read_text(encoding="utf-8"))
    return {sign_in["email"]: sign_in["password"] for sign_in in kept.values()}


async def main() -> None:
    services = build(read_config(), name="skypanel-seed")
    try:
        await seed(services)
    finally:
        await services.close()


if __name__ == "__main__":
    asyncio.run(main())
