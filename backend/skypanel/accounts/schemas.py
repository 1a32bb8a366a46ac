"""What crosses the wire about people."""

from datetime import datetime
from typing import Annotated

from msgspec import Meta

from skypanel.accounts.models import LONGEST_PASSWORD, User
from skypanel.core.access import ROLES, Principal
from skypanel.core.wire import Body, View, text

# Long enough for any address or name; what is really allowed is decided where it is used, with a sentence.
Login = Annotated[str, text(longest=255)]
# Anything a keyboard makes: a password is hashed, never stored, so only its length is bounded here.
Password = Annotated[str, text(longest=LONGEST_PASSWORD)]
Token = Annotated[str, text(longest=128)]


class Register(Body):
    email: Login
    username: Login
    password: Password
    accept_terms: bool


class SignIn(Body):
    """`login` is the e-mail address or the username."""

    login: Login
    password: Password


class EmailOnly(Body):
    email: Login


class VerifyEmail(Body):
    token: Token


class ResetPassword(Body):
    token: Token
    password: Password


class UpdateProfile(Body):
    """What is left out stays as it is."""

    username: Annotated[str, text(longest=100)] | None = None
    timezone: Annotated[str, text(longest=64)] | None = None


class EmailAnswer(View):
    email: str


class VerifiedEmail(View):
    """Without a password, a link to choose one has been mailed to the address."""

    email: str
    has_password: bool


class VirtFusionAccount(View):
    """`pending` until VirtFusion has the account, `linked` then; `conflict` waits for our staff."""

    state: Annotated[str, Meta(examples=["linked"])]


class Account(View):
    id: int
    email: str
    username: str
    role: str
    permissions: list[str]
    is_verified: bool
    timezone: str
    created_at: datetime
    virtfusion: VirtFusionAccount


class SessionView(View):
    id: int
    created_at: datetime
    last_seen_at: datetime
    address: str | None
    user_agent: str
    is_current: bool


class UserView(View):
    """A person as staff see them."""

    id: int
    email: str
    username: str
    role: str
    is_verified: bool
    is_suspended: bool
    virtfusion_state: str
    created_at: datetime


def account_of(who: User | Principal, user_id: int) -> Account:
    """The account as its owner sees it, from the record or from the session."""
    return Account(
        id=user_id,
        email=who.email,
        username=who.username,
        role=who.role,
        permissions=sorted(ROLES[who.role]),
        is_verified=True,
        timezone=who.timezone,
        created_at=who.created_at,
        virtfusion=VirtFusionAccount("pending" if who.virtfusion_state == "requested" else who.virtfusion_state),
    )


def user_view(user: User) -> UserView:
    return UserView(
        id=user.id,
        email=user.email,
        username=user.username,
        role=user.role,
        is_verified=user.is_verified,
        is_suspended=user.suspended_at is not None,
        virtfusion_state=user.virtfusion_state,
        created_at=user.created_at,
    )
