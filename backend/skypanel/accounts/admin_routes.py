"""Doors for staff: the people."""

from typing import Annotated

from litestar import Router, get
from litestar.params import Parameter

from skypanel.accounts.schemas import UserView, user_view
from skypanel.accounts.service import Accounts
from skypanel.core.access import Permission, allows, requires
from skypanel.core.wire import Listed, PageNumber, PerPage, listed


@get("/", opt=allows(requires(Permission.USERS_READ)), summary="Everybody, newest first")
async def list_users(
    accounts: Accounts,
    q: Annotated[str | None, Parameter(max_length=100, description="Part of an address or username")] = None,
    page: PageNumber = 1,
    per_page: PerPage = 25,
) -> Listed[UserView]:
    found = await accounts.list_users(q, page=page, per_page=per_page)
    return listed([user_view(user) for user in found.items], total=found.total, page=page, per_page=per_page)


router = Router("/admin/users", route_handlers=[list_users], tags=["Staff: people"])
