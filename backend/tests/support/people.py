"""Made-up people."""

import itertools
from typing import Final

from skypanel.accounts.models import User
from skypanel.accounts.queries import find
from skypanel.app.build import Services
from skypanel.core.db import Statement

PASSWORD: Final = "a perfectly good password"
# Argon2id of PASSWORD at our cost; hashing it for each made-up person would be most of the suite's time.
_HASH_MADE_ONCE: dict[str, str] = {}

MAKE: Final = Statement(
    int,
    """
INSERT INTO users (email, username, password_hash, role, is_verified, virtfusion_state, virtfusion_id)
VALUES ($1, $2, $3, $4, $5, CASE WHEN $6::bigint IS NULL THEN 'pending' ELSE 'linked' END, $6) RETURNING id
""",
)
_numbers = itertools.count(1)


class People:
    """Factories. `password` of everybody is PASSWORD."""

    def __init__(self, services: Services) -> None:
        self._services = services

    async def customer(self, *, virtfusion_id: int | None = None, is_verified: bool = True) -> User:
        return await self._make("customer", virtfusion_id=virtfusion_id, is_verified=is_verified)

    async def staff(self, role: str = "support") -> User:
        return await self._make(role, virtfusion_id=None, is_verified=True)

    async def _make(self, role: str, *, virtfusion_id: int | None, is_verified: bool) -> User:
        number = next(_numbers)
        if not _HASH_MADE_ONCE:
            _HASH_MADE_ONCE["hash"] = await self._services.passwords.hash(PASSWORD)
        user_id = await self._services.database.one(
            MAKE,
            f"{role}{number}@people.example",
            f"{role}{number}",
            _HASH_MADE_ONCE["hash"],
            role,
            is_verified,
            virtfusion_id,
        )
        user = await find(self._services.database, user_id)
        assert user is not None
        return user
