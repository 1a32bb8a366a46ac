"""Doors: signing up, in and out, and one's own account."""

from litestar import Request, Response, Router, delete, get, patch, post
from litestar.datastructures import Cookie, State
from litestar.di import NamedDependency
from litestar.params import JSONBody

from skypanel.accounts.errors import (
    AccountSuspended,
    EmailNotVerified,
    InvalidCredentials,
    SessionNotFound,
    TokenExpired,
    TooManyAttempts,
)
from skypanel.accounts.schemas import (
    Account,
    EmailAnswer,
    EmailOnly,
    Register,
    ResetPassword,
    SessionView,
    SignIn,
    UpdateProfile,
    VerifiedEmail,
    VerifyEmail,
    account_of,
)
from skypanel.accounts.service import Accounts
from skypanel.accounts.sessions import Sessions
from skypanel.core.access import ANYONE, SIGNED_IN, Principal, allows
from skypanel.core.errors import TooMany
from skypanel.core.wire import Data, PathId

VERIFIED = "Your address is verified. You can sign in now."
VERIFIED_AND_CONTESTED = (
    "Your address is verified. It was registered more than once, so we sent you a link to choose your password."
)
CHECK_YOUR_MAIL = "If the address can be used, a message is on its way to it."
_KNOWN_FOR_SECONDS = 365 * 24 * 3600


class SessionCookie:
    """The cookie a session travels in, and the mark of a known browser.

    Names and flags depend on whether people reach us over TLS.
    """

    def __init__(self, *, is_secure: bool) -> None:
        self.name = "__Host-sid" if is_secure else "sid"
        self.known = "__Host-known" if is_secure else "known"
        self._is_secure = is_secure

    def holding(self, token: str) -> Cookie:
        """For the browser's own session; the server decides how long it lives."""
        return self._cookie(self.name, token, None)

    def emptied(self) -> Cookie:
        return self._cookie(self.name, "", 0)

    def marking(self, mark: str) -> Cookie:
        """For a year: this browser is known to the account."""
        return self._cookie(self.known, mark, _KNOWN_FOR_SECONDS)

    def _cookie(self, name: str, value: str, max_age: int | None) -> Cookie:
        return Cookie(
            key=name,
            value=value,
            path="/",
            httponly=True,
            samesite="lax",
            secure=self._is_secure,
            max_age=max_age,
        )


@post("/register", status_code=202, opt=allows(ANYONE, TooMany), summary="Create an account")
async def register(data: JSONBody[Register], accounts: NamedDependency[Accounts]) -> Data[EmailAnswer]:
    """The answer is the same whether or not the address already belongs to somebody; the mail tells its owner."""
    email = await accounts.register(data.email, data.username, data.password, accepts_terms=data.accept_terms)
    return Data(EmailAnswer(email), CHECK_YOUR_MAIL)


@post("/verify-email", status_code=200, opt=allows(ANYONE, TokenExpired), summary="Confirm an address")
async def verify_email(data: JSONBody[VerifyEmail], accounts: NamedDependency[Accounts]) -> Data[VerifiedEmail]:
    """If the address was registered more than once, with different passwords, none counts and a new one is chosen."""
    user, has_password = await accounts.verify_email(data.token)
    return Data(VerifiedEmail(user.email, has_password), VERIFIED if has_password else VERIFIED_AND_CONTESTED)


@post("/resend-verification", status_code=202, opt=allows(ANYONE, TooMany), summary="Send the link again")
async def resend_verification(data: JSONBody[EmailOnly], accounts: NamedDependency[Accounts]) -> Data[EmailAnswer]:
    await accounts.resend_verification(data.email)
    return Data(EmailAnswer(data.email.strip()), CHECK_YOUR_MAIL)


@post(
    "/login",
    status_code=200,
    opt=allows(ANYONE, InvalidCredentials, EmailNotVerified, AccountSuspended, TooManyAttempts),
    summary="Sign in",
)
async def login(
    data: JSONBody[SignIn],
    request: Request[object, object, State],
    accounts: NamedDependency[Accounts],
    sessions: NamedDependency[Sessions],
    session_cookie: NamedDependency[SessionCookie],
) -> Response[Data[Account]]:
    """Sets the session cookie, always to a fresh value; a session the browser already had ends."""
    user, token = await accounts.sign_in(data.login, data.password, mark=request.cookies.get(session_cookie.known))
    if (old := request.scope.get("session_token")) is not None:
        await sessions.end(str(old), _signed_in(request))
    mark = accounts.known_browsers.mark(user.id)
    return Response(
        Data(account_of(user, user.id)), cookies=[session_cookie.holding(token), session_cookie.marking(mark)]
    )


@post("/logout", status_code=204, opt=allows(ANYONE), summary="Sign out")
async def logout(
    request: Request[object, object, State],
    sessions: NamedDependency[Sessions],
    session_cookie: NamedDependency[SessionCookie],
) -> Response[None]:
    """Ends the session everywhere. Without one there is nothing to do, and that is fine."""
    if (token := request.scope.get("session_token")) is not None:
        await sessions.end(str(token), _signed_in(request))
    return Response(None, cookies=[session_cookie.emptied()])


def _signed_in(request: Request[object, object, State]) -> Principal | None:
    """Who is signed in at a door that is open to everybody."""
    principal: Principal | None = request.scope.get("principal")  # type: ignore[assignment]  # put there by the gate
    return principal


@post("/forgot-password", status_code=202, opt=allows(ANYONE, TooMany), summary="Ask for a reset link")
async def forgot_password(data: JSONBody[EmailOnly], accounts: NamedDependency[Accounts]) -> Data[EmailAnswer]:
    await accounts.forgot_password(data.email)
    return Data(EmailAnswer(data.email.strip()), CHECK_YOUR_MAIL)


@post("/reset-password", status_code=200, opt=allows(ANYONE, TokenExpired), summary="Set a new password")
async def reset_password(data: JSONBody[ResetPassword], accounts: NamedDependency[Accounts]) -> Data[None]:
    """Ends every session of the account."""
    await accounts.reset_password(data.token, data.password)
    return Data(None, "Your password is changed. Sign in with it now.")


@get("/", opt=allows(SIGNED_IN), summary="Who I am")
async def get_account(principal: NamedDependency[Principal]) -> Data[Account]:
    return Data(account_of(principal, principal.user_id))


@patch("/", opt=allows(SIGNED_IN), summary="Change my name or time zone")
async def update_account(
    data: JSONBody[UpdateProfile], principal: NamedDependency[Principal], accounts: NamedDependency[Accounts]
) -> Data[Account]:
    user = await accounts.update_profile(principal, username=data.username, timezone=data.timezone)
    return Data(account_of(user, user.id))


@get("/sessions", opt=allows(SIGNED_IN), summary="Where I am signed in")
async def list_sessions(
    principal: NamedDependency[Principal], sessions: NamedDependency[Sessions]
) -> Data[list[SessionView]]:
    found = await sessions.list_own(principal)
    return Data(
        [
            SessionView(s.id, s.created_at, s.seen_at, s.address, s.user_agent, s.id == principal.session_id)
            for s in found
        ]
    )


@delete("/sessions/{session_id:int}", opt=allows(SIGNED_IN, SessionNotFound), summary="Sign out somewhere")
async def end_session(
    session_id: PathId, principal: NamedDependency[Principal], sessions: NamedDependency[Sessions]
) -> None:
    await sessions.end_own(principal, session_id)


auth_router = Router(
    "/auth",
    route_handlers=[register, verify_email, resend_verification, login, logout, forgot_password, reset_password],
    tags=["Signing in"],
)
account_router = Router(
    "/account", route_handlers=[get_account, update_account, list_sessions, end_session], tags=["Account"]
)
