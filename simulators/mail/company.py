"""SMTP2GO as one of the simulated companies: its API below `/mail/v3`, the caught mail beside it."""

from __future__ import annotations

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount, Route

from simulators.answers import encode
from simulators.calls import Calls, Templates
from simulators.clock import SimulatedClock
from simulators.company import Preset
from simulators.fault_rules import Rule
from simulators.mail.api import MailApi
from simulators.mail.mailbox import Mailbox
from simulators.mail.page import page
from simulators.store import Store

API = "/v3"
REFUSAL = {
    "request_id": "0",
    "data": {"error": "The API key is missing or not valid.", "error_code": "E_ApiResponseCodes.API_KEY_INVALID"},
}


class Mail:
    """The company mounted at `/mail`."""

    name = "mail"
    title = "SMTP2GO"
    api = API

    def __init__(self, clock: SimulatedClock, store: Store, key: str) -> None:
        """Open the mailbox."""
        self.calls = Calls()
        self.mailbox = Mailbox(clock, store)
        self._clock = clock
        routes = MailApi(self.mailbox, key).routes()
        self._templates = Templates([("POST", route.path) for route in routes])
        self.application = Starlette(
            routes=[
                Mount(API, Starlette(routes=routes)),
                Route("/messages", self.list_messages, methods=["GET"]),
                Route("/messages", self.clear, methods=["DELETE"]),
                Route("/messages/{message_id:int}", self.read_message, methods=["GET"]),
                Route("/calls", self.read_calls, methods=["GET"]),
                Route("/calls", self.reset_calls, methods=["DELETE"]),
                Route("/", self.show, methods=["GET"]),
            ]
        )

    def template(self, method: str, path: str) -> str:
        """Return the contract's path template for a request."""
        return self._templates.name(method, path)

    def pages(self) -> list[Route]:
        """Nothing of this company lives at the root."""
        return []

    def settle(self) -> None:
        """Nothing here changes by itself."""

    def reset(self) -> None:
        """Empty the mailbox."""
        self.mailbox.clear()
        self.calls.reset()

    def presets(self) -> list[Preset]:
        """Return the faults worth one click."""
        return [
            Preset("Mail refused (401)", [Rule(company="mail", kind="status", status=401, body=REFUSAL)]),
            Preset("Mail too fast (429)", [Rule(company="mail", kind="status", status=429)]),
            Preset("Mail accepted, answer lost", [Rule(company="mail", kind="lose-answer", path="/email/*")]),
        ]

    def section(self) -> str:
        """Return the way to the mailbox, for the panel page."""
        count = len(self.mailbox.messages)
        return f'<p><a class="button" href="/mail/">Open the mailbox</a> <span class="quiet">{count} caught</span></p>'

    async def run(self) -> None:
        """Do nothing: mail is caught while it is sent."""

    async def list_messages(self, request: Request) -> Response:
        """`GET /mail/messages?to=`: caught mail as a bare list, newest first."""
        return encode(self.mailbox.newest_first(request.query_params.get("to") or None))

    async def read_message(self, request: Request) -> Response:
        """`GET /mail/messages/{id}`."""
        message = self.mailbox.find(request.path_params["message_id"])
        return encode({"error": "There is no such message."}, 404) if message is None else encode(message)

    async def clear(self, request: Request) -> Response:
        """`DELETE /mail/messages`: throw every message away."""
        del request
        self.mailbox.clear()
        return Response(status_code=204)

    async def read_calls(self, request: Request) -> Response:
        """Return how often each route was called, whatever the outcome."""
        del request
        return encode(self.calls.shown())

    async def reset_calls(self, request: Request) -> Response:
        """Start counting anew."""
        del request
        self.calls.reset()
        return Response(status_code=204)

    async def show(self, request: Request) -> Response:
        """`GET /mail/`: the mailbox for a person."""
        query = request.query_params
        chosen = query.get("message", "")
        message = self.mailbox.find(int(chosen)) if chosen.isdigit() else None
        return page(self.mailbox.newest_first(query.get("to") or None), message, query.get("to") or "")
