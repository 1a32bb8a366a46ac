"""Where login tokens lead: the panel's own pages, as far as a browser needs to see that it got in (section 4.3)."""

from __future__ import annotations

from html import escape

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from simulators.page import document
from simulators.virtfusion.panel import Panel
from simulators.virtfusion.records import LoginToken


class LoginPage:
    """`/token_authenticate/?1=…&2=…` at the panel's origin. Tokens work once, for a minute."""

    def __init__(self, panel: Panel) -> None:
        """Open the door of one panel."""
        self._panel = panel

    def route(self) -> Route:
        """Return the route, at the root."""
        return Route("/token_authenticate/", self.enter, methods=["GET"])

    async def enter(self, request: Request) -> Response:
        """Sign the browser in, or say that the link is used up; what a wrong one gets is guessed."""
        query = request.query_params
        token = self._take(query.get("1", ""), query.get("2", ""))
        if token is None:
            page = document(
                "VirtFusion", "<main><section><h1>This sign-in link is no longer valid.</h1></section></main>"
            )
            page.status_code = 403
            return page
        user = self._panel.state.users[token.user_id]
        server = None if token.server_id is None else self._panel.state.servers.get(token.server_id)
        place = "the client area" if server is None else f"the page of {escape(server.name)}"
        back = "" if token.return_url is None else f'<p class="mono">{escape(token.return_url)}</p>'
        body = (
            f"<main><section><h1>Signed in to VirtFusion as {escape(user.name)}</h1>"
            f'<p class="quiet">The real panel would now show {place}.</p>{back}</section></main>'
        )
        return document("VirtFusion", body)

    def _take(self, first: str, second: str) -> LoginToken | None:
        """Use a token up: whatever the outcome, it never works again."""
        tokens, now = self._panel.state.login_tokens, self._panel.now
        found = tokens.pop(first, None)
        for name in [name for name, token in tokens.items() if token.expires < now]:
            del tokens[name]
        self._panel.touch()
        self._panel.save()
        if found is None or found.second != second or found.expires < now:
            return None
        return found if found.user_id in self._panel.state.users else None
