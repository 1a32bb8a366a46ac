"""What customers reach under /servers."""

from typing import Annotated

from litestar import Router, get, post
from litestar.di import NamedDependency
from litestar.params import FromQuery, PathParameter, QueryParameter

from skypanel.core.access import SIGNED_IN, Principal, allows
from skypanel.core.idempotency import KeyReused, claim_of
from skypanel.core.wire import Data, IdempotencyKey, Listed, PageNumber, PathId, PerPage, Search, listed
from skypanel.servers.errors import (
    AlreadyOff,
    AlreadyRunning,
    HostInMaintenance,
    PowerFailedBefore,
    PowerOutcomeUnknown,
    PowerRefused,
    PowerUnavailable,
    ServerBroken,
    ServerBusy,
    ServerGone,
    ServerNotFound,
    ServerNotReady,
    ServerSuspended,
    UnknownPowerAction,
)
from skypanel.servers.models import Sort, Status
from skypanel.servers.power import Power, power_action, power_message
from skypanel.servers.schemas import (
    Server,
    ServerDetail,
    ServerOperation,
    operation_view,
    server_detail_view,
    server_view,
)
from skypanel.servers.service import Servers

StatusFilter = Annotated[Status | None, QueryParameter(description="Only servers in this state.")]
ActionName = Annotated[str, PathParameter(description="boot, shutdown, restart or poweroff", max_length=20)]


@get("/", opt=allows(SIGNED_IN), summary="List your servers")
async def list_servers(
    principal: NamedDependency[Principal],
    servers: NamedDependency[Servers],
    status: StatusFilter = None,
    q: Search = None,
    sort: FromQuery[Sort] = "name",
    page: PageNumber = 1,
    per_page: PerPage = 20,
) -> Listed[Server]:
    found = await servers.list_mine(principal, status=status, q=q, sort=sort, page=page, per_page=per_page)
    return listed([server_view(s) for s in found.items], total=found.total, page=page, per_page=per_page)


@get("/{server_id:int}", opt=allows(SIGNED_IN, ServerNotFound), summary="Read a server")
async def read_server(
    principal: NamedDependency[Principal], servers: NamedDependency[Servers], server_id: PathId
) -> Data[ServerDetail]:
    record = await servers.get(principal, server_id)
    return Data(server_detail_view(record, is_stale=servers.is_stale(record)))


@get("/{server_id:int}/activity", opt=allows(SIGNED_IN, ServerNotFound), summary="List what was done to a server")
async def list_activity(
    principal: NamedDependency[Principal],
    servers: NamedDependency[Servers],
    server_id: PathId,
    page: PageNumber = 1,
    per_page: PerPage = 20,
) -> Listed[ServerOperation]:
    found = await servers.list_activity(principal, server_id, page=page, per_page=per_page)
    return listed([operation_view(o) for o in found.items], total=found.total, page=page, per_page=per_page)


@post(
    "/{server_id:int}/power/{action:str}",
    status_code=202,
    opt=allows(
        SIGNED_IN,
        *(ServerNotFound, UnknownPowerAction),
        *(ServerBusy, ServerSuspended, ServerNotReady, ServerBroken, ServerGone, AlreadyRunning, AlreadyOff),
        *(PowerRefused, PowerFailedBefore, KeyReused, PowerUnavailable, HostInMaintenance, PowerOutcomeUnknown),
    ),
    summary="Start, stop or restart a server",
)
async def change_power(
    principal: NamedDependency[Principal],
    power: NamedDependency[Power],
    server_id: PathId,
    action: ActionName,
    idempotency_key: IdempotencyKey = None,
) -> Data[Server]:
    act = power_action(action)
    claim = claim_of(principal.user_id, idempotency_key, f"servers.{act}:{server_id}", None)
    server = await power.act(principal, server_id, act, claim=claim)
    return Data(server_view(server), message=power_message(act, server.name))


router = Router("/servers", route_handlers=[list_servers, read_server, list_activity, change_power], tags=["Servers"])
