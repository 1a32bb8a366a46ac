"""The dashboard in one request: what I have, what waits for me, what happened last."""

from datetime import datetime

from litestar import Router, get
from litestar.di import NamedDependency

from skypanel.app.health import CONNECTED, HealthMonitor
from skypanel.core.access import SIGNED_IN, Principal, allows
from skypanel.core.wire import Data, View
from skypanel.servers.schemas import Server, server_view
from skypanel.servers.service import Servers
from skypanel.tickets.service import Tickets
from skypanel.tickets.turns import Status

_AWAITING_SHOWN = 3


class ServerCountsView(View):
    total: int
    running: int


class TicketCountsView(View):
    """`open` tickets wait for us, `answered` ones for the person."""

    open: int
    answered: int


class AwaitedTicket(View):
    id: int
    subject: str


class ActivityView(View):
    """One act on one of the person's servers."""

    id: int
    server_id: int
    server_name: str
    action: str
    state: str
    actor: str
    created_at: datetime
    finished_at: datetime | None
    reason: str | None


class PanelState(View):
    """Whether VirtFusion answers us; while it does not, what is shown is what we last knew."""

    is_reachable: bool


class OverviewView(View):
    servers: list[Server]
    server_counts: ServerCountsView
    tickets: TicketCountsView
    awaiting_reply: list[AwaitedTicket]
    activity: list[ActivityView]
    virtfusion: PanelState


class Overview:
    """Puts together what the domains say; owns nothing."""

    def __init__(self, servers: Servers, tickets: Tickets, health: HealthMonitor) -> None:
        self._servers = servers
        self._tickets = tickets
        self._health = health

    async def of(self, principal: Principal) -> OverviewView:
        servers, counts = await self._servers.overview(principal.user_id)
        activity = await self._servers.recent_activity(principal.user_id)
        answered = await self._tickets_in(principal, "answered")
        waiting = await self._tickets_in(principal, "open")
        return OverviewView(
            servers=[server_view(server) for server in servers],
            server_counts=ServerCountsView(total=counts.total, running=counts.running),
            tickets=TicketCountsView(open=waiting[0], answered=answered[0]),
            awaiting_reply=answered[1],
            activity=[
                ActivityView(
                    id=act.id,
                    server_id=act.server_id,
                    server_name=act.server_name,
                    action=act.action,
                    state=act.state,
                    actor=act.actor,
                    created_at=act.created_at,
                    finished_at=act.finished_at,
                    reason=act.reason,
                )
                for act in activity
            ],
            virtfusion=PanelState(is_reachable=self._health.states["virtfusion"] == CONNECTED),
        )

    async def _tickets_in(self, principal: Principal, status: Status) -> tuple[int, list[AwaitedTicket]]:
        """How many of the person's tickets are in `status`, and the latest few."""
        found = await self._tickets.list_mine(principal, status=status, per_page=_AWAITING_SHOWN)
        return found.total, [AwaitedTicket(ticket.id, ticket.subject) for ticket in found.items]


@get("/overview", opt=allows(SIGNED_IN), summary="My dashboard, in one request")
async def read_overview(
    principal: NamedDependency[Principal], overview_of: NamedDependency[Overview]
) -> Data[OverviewView]:
    return Data(await overview_of.of(principal))


router = Router("", route_handlers=[read_overview], tags=["Overview"])
