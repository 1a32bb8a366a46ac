"""Who is asking, and what they may do.

Every route declares its access with `requires(...)`, `SIGNED_IN` or `ANYONE`; one that declares none lets nobody in,
and a test names it. Permissions are strings; roles are sets of them.
"""

from datetime import datetime
from enum import StrEnum
from typing import Any, Final

from msgspec import Struct

from skypanel.core.errors import NotPermitted, Refusal, Unauthenticated, Unavailable


class Permission(StrEnum):
    TICKETS_READ = "tickets.read"
    TICKETS_ANSWER = "tickets.answer"
    USERS_READ = "users.read"
    SERVERS_READ = "servers.read"
    JOBS_READ = "jobs.read"
    JOBS_RETRY = "jobs.retry"


ROLES: Final[dict[str, frozenset[Permission]]] = {
    "customer": frozenset(),
    "support": frozenset(
        {Permission.TICKETS_READ, Permission.TICKETS_ANSWER, Permission.USERS_READ, Permission.SERVERS_READ}
    ),
    "billing": frozenset({Permission.USERS_READ, Permission.TICKETS_READ}),
    "admin": frozenset(Permission),
    "owner": frozenset(Permission),
}


class Principal(Struct, frozen=True):
    """The signed-in person, as read with the session in one statement. `session_hash` is what is stored
    of the cookie; `session_id` is the handle its owner may see.
    """

    user_id: int
    email: str
    username: str
    role: str
    timezone: str
    virtfusion_state: str
    created_at: datetime
    session_hash: bytes
    session_id: int
    seen_at: datetime
    expires_at: datetime

    @property
    def permissions(self) -> frozenset[Permission]:
        return ROLES[self.role]

    @property
    def is_staff(self) -> bool:
        return bool(self.permissions)


class Access(Struct, frozen=True):
    """What a route asks of its caller: nobody in particular, somebody signed in, or a permission."""

    is_public: bool
    permission: Permission | None = None

    def check(self, principal: Principal | None) -> None:
        """Refuse with Unauthenticated or NotPermitted."""
        if self.is_public:
            return
        if principal is None:
            raise Unauthenticated
        if self.permission is not None and self.permission not in principal.permissions:
            raise NotPermitted


ANYONE: Final = Access(is_public=True)
SIGNED_IN: Final = Access(is_public=False)


def requires(permission: Permission) -> Access:
    """Only somebody whose role holds `permission`."""
    return Access(is_public=False, permission=permission)


def allows(access: Access, *refusals: type[Refusal | Unavailable]) -> dict[str, Any]:
    """The `opt` of a route: who may call it and every way it can say no (for the API document).

    Refusals every route of its kind shares (401 for the signed in, 422 for a body, 429, 503) need not be listed.
    """
    return {"access": access, "refusals": refusals}
