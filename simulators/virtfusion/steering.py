"""Steering the panel from outside its API: webhook target, profile, tokens, logs. Not the vendor's contract."""

from __future__ import annotations

from typing import Any

import msgspec
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from simulators.answers import UnusableError, decode, encode
from simulators.calls import Calls
from simulators.virtfusion.panel import Panel
from simulators.virtfusion.records import Profile, Token, WebhookTarget
from simulators.virtfusion.timeline import settle
from simulators.virtfusion.webhooks import Deliveries


class Steering:
    """The pages below `/virtfusion` that are not `/virtfusion/api/v1`."""

    def __init__(self, panel: Panel, deliveries: Deliveries, calls: Calls) -> None:
        """Work on one panel."""
        self._panel = panel
        self._deliveries = deliveries
        self._calls = calls

    def routes(self) -> list[Route]:
        """Return the routes, relative to the company's mount."""
        return [
            Route("/webhook", self.read_webhook, methods=["GET"]),
            Route("/webhook", self.set_webhook, methods=["PUT"]),
            Route("/webhook", self.clear_webhook, methods=["DELETE"]),
            Route("/webhook/deliveries", self.list_deliveries, methods=["GET"]),
            Route("/profile", self.read_profile, methods=["GET"]),
            Route("/profile", self.set_profile, methods=["PUT", "PATCH"]),
            Route("/tokens", self.read_tokens, methods=["GET"]),
            Route("/tokens", self.set_tokens, methods=["PUT"]),
            Route("/effects", self.list_effects, methods=["GET"]),
            Route("/calls", self.read_calls, methods=["GET"]),
            Route("/calls", self.reset_calls, methods=["DELETE"]),
        ]

    async def read_webhook(self, request: Request) -> Response:
        """Return the webhook's target, or null."""
        del request
        return encode(self._panel.state.webhook)

    async def set_webhook(self, request: Request) -> Response:
        """Set where events go: `{"url": …, "token": …}`."""
        target = await decode(request, WebhookTarget)
        if not target.url.startswith(("http://", "https://")):
            raise UnusableError("url must start with http:// or https://.")
        self._panel.state.webhook = target
        return self._keep(target)

    async def clear_webhook(self, request: Request) -> Response:
        """Stop sending events."""
        del request
        self._panel.state.webhook = None
        return self._keep(None)

    async def list_deliveries(self, request: Request) -> Response:
        """Return the deliveries, oldest first; `?event=` narrows to one kind."""
        settle(self._panel)
        self._panel.save()
        wanted = request.query_params.get("event")
        return encode([one for one in self._deliveries.log if wanted in {None, one.event}])

    async def read_profile(self, request: Request) -> Response:
        """Return what the vendor leaves open, as it is set now."""
        del request
        return encode(self._panel.state.profile)

    async def set_profile(self, request: Request) -> Response:
        """Change the profile: PUT and PATCH both change only the keys they name; the rest stays."""
        changes: dict[str, Any] = await decode(request, dict)
        current = msgspec.to_builtins(self._panel.state.profile)
        try:
            profile = msgspec.convert({**current, **changes}, Profile)
        except msgspec.ValidationError as error:
            raise UnusableError(f"The profile was not understood: {error}.") from error
        self._panel.state.profile = profile
        return self._keep(profile)

    async def read_tokens(self, request: Request) -> Response:
        """Return the API tokens with their areas and rates."""
        del request
        return encode(self._panel.state.tokens)

    async def set_tokens(self, request: Request) -> Response:
        """Replace the API tokens: `{"<token>": {"areas": ["servers"], "requestsPerMinute": 60}}`."""
        self._panel.state.tokens = await decode(request, dict[str, Token])
        return self._keep(self._panel.state.tokens)

    async def list_effects(self, request: Request) -> Response:
        """Return every change that took effect, oldest first; `?operation=` and `?serverId=` narrow it."""
        settle(self._panel)
        self._panel.save()
        operation, server_id = request.query_params.get("operation"), request.query_params.get("serverId")
        return encode(
            [
                effect
                for effect in self._panel.effects
                if operation in {None, effect.operation} and server_id in {None, str(effect.facts.get("serverId"))}
            ]
        )

    async def read_calls(self, request: Request) -> Response:
        """Return how often each route was called, whatever the outcome."""
        del request
        return encode(self._calls.shown())

    async def reset_calls(self, request: Request) -> Response:
        """Start counting anew."""
        del request
        self._calls.reset()
        return Response(status_code=204)

    def _keep(self, value: object) -> Response:
        self._panel.touch()
        self._panel.save()
        return encode(value)
