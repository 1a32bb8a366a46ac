"""What is served of the simulated world: each company below its name, their pages, and the controls."""

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import Mount

from simulators.answers import UnusableError, unusable
from simulators.control import Control
from simulators.faults import FaultMiddleware
from simulators.world import World


def application(world: World) -> Starlette:
    """One ASGI application for all of `world`, with its faults in front."""
    return Starlette(
        routes=[
            *(Mount(f"/{company.name}", company.application) for company in world.companies),
            *(page for company in world.companies for page in company.pages()),
            *Control(world).routes(),
        ],
        middleware=[Middleware(FaultMiddleware, companies=world.companies, switchboard=world.switchboard)],
        exception_handlers={UnusableError: unusable},
    )
