"""Doors for staff: the people."""

from litestar import Router, get
from litestar.di import NamedDependency

from skypanel.accounts.schemas import UserView, user_view
from skypanel.accounts.service import Accounts
from skypanel.core.access import Permission, allows, requires
from skypanel.core.wire import Listed, PageNumber, PerPage, Search, listed


@get("/", opt=allows(requires(Permission.USERS_READ)), summary="Everybody, newest first; the total stops at 10,000")
async def list_users(
    accounts: NamedDependency[Accounts],
    q: Search = None,
    page: PageNumber = 1,
    per_page: PerPage = 25,
) -> Listed[UserView]:
    found = await accounts.list_users(q, page=page, per_page=per_page)
    return listed([user_view(user) for user in found.items], total=found.total, page=page, per_page=per_page)


router = Router("/admin/users", route_handlers=[list_users], tags=["Staff: people"])
