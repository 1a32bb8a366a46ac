"""The panel's client: one method for each call we use, grouped by topic in the modules beside this one."""

from skypanel.core.clock import Clock
from skypanel.core.http.limits import OutboundLimits
from skypanel.core.http.outbound import OutboundHealth
from skypanel.integrations.virtfusion.catalogue import CatalogueCalls
from skypanel.integrations.virtfusion.compute import ComputeCalls
from skypanel.integrations.virtfusion.network import NetworkCalls
from skypanel.integrations.virtfusion.panel import Panel, get
from skypanel.integrations.virtfusion.power import PowerCalls
from skypanel.integrations.virtfusion.secret import Secret
from skypanel.integrations.virtfusion.self_service import SelfServiceCalls
from skypanel.integrations.virtfusion.servers import ServerCalls
from skypanel.integrations.virtfusion.users import UserCalls


class VirtFusion(UserCalls, ServerCalls, PowerCalls, NetworkCalls, CatalogueCalls, ComputeCalls, SelfServiceCalls):
    """One panel. Every method raises a VirtFusionError (errors.py) for an answer outside 2xx, and NotSent, NoAnswer or
    OutcomeUnknown (core/http/errors.py) when there is none. No write is ever repeated by itself.

    Interactive by default; wrap work nobody waits for in `in_background()` of core/http/budget.py.
    """

    def __init__(self, base_url: str, token: str, *, clock: Clock, limits: OutboundLimits | None = None) -> None:
        """`base_url` ends in `/api/v1`."""
        self._panel = Panel(base_url, Secret(token), clock=clock, limits=limits)

    def __repr__(self) -> str:
        return f"VirtFusion({self._panel.origin})"

    @property
    def health(self) -> OutboundHealth:
        """How it has been answering, without asking."""
        return self._panel.outbound.health()

    async def ping(self) -> None:
        """Ask whether the address and the token are right. Raises as any call does; AccessDenied for the token."""
        await self._panel.probe(get("/connect"))

    async def check_access(self) -> None:
        """`ping`, and a read that needs a permission: a token may pass the first and be refused everywhere else."""
        await self.ping()
        await self._panel.probe(get("/compute/hypervisors/groups", query={"results": 1}))

    async def close(self) -> None:
        await self._panel.outbound.close()
