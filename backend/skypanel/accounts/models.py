"""The records of people, and the rules one record can enforce on itself."""

import re
from datetime import datetime
from typing import Final, Literal

from msgspec import Struct

from skypanel.accounts.guessable import is_guessable
from skypanel.core.errors import Invalid

EmailPurpose = Literal["verify", "reset"]

CONTESTED: Final = "!"
"""Stands where a password's hash would: two registrations of one address disagreed, and neither password counts."""
SHORTEST_PASSWORD: Final = 10
LONGEST_PASSWORD: Final = 1024
_EMAIL = re.compile(r"[^@\s<>,;:\"()\[\]\\]{1,64}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,63}")
_USERNAME = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]{1,30}[A-Za-z0-9])")


class User(Struct, frozen=True):
    """One person. `suspended_at` and an unverified address keep them out, on the server."""

    id: int
    email: str
    username: str
    role: str
    is_verified: bool
    suspended_at: datetime | None
    timezone: str
    virtfusion_state: str
    virtfusion_id: int | None
    created_at: datetime


class Credentials(Struct, frozen=True):
    """What a sign-in is checked against."""

    user_id: int
    password_hash: str
    is_verified: bool
    is_suspended: bool


class Session(Struct, frozen=True):
    """One sign-in, as its owner sees it."""

    id: int
    created_at: datetime
    seen_at: datetime
    address: str | None
    user_agent: str


class IssuedToken(Struct, frozen=True):
    """A single-use token in the clear, for one mail, with whom it greets. Never stored, never logged."""

    email: str
    username: str
    token: str

    def __repr__(self) -> str:
        return "IssuedToken(…)"


def check_email(email: str) -> str:
    """`email` trimmed, or Invalid on the field `email`."""
    email = email.strip()
    # What cannot be printed cannot be delivered to either, and makes an address read as another one.
    if len(email) > 254 or not _EMAIL.fullmatch(email) or not email.isprintable():  # noqa: PLR2004 - RFC 5321's longest path
        raise Invalid(fields={"email": "Enter an e-mail address such as name@example.com."})
    return email


def check_username(username: str) -> str:
    """`username` trimmed, or Invalid on the field `username`."""
    username = username.strip()
    if not _USERNAME.fullmatch(username):
        raise Invalid(
            fields={
                "username": "Use 3 to 32 letters, digits, dots, hyphens or underscores, "
                "beginning and ending with a letter or digit."
            }
        )
    return username


def check_password(password: str, *, email: str, username: str) -> None:
    """Refuse, on the field `password`, what is too short, too long, or tried first by whoever guesses."""
    sentence = None
    if len(password) < SHORTEST_PASSWORD:
        sentence = f"Use at least {SHORTEST_PASSWORD} characters."
    elif len(password) > LONGEST_PASSWORD:
        sentence = f"Use at most {LONGEST_PASSWORD} characters."
    elif len(set(password)) < 4:  # noqa: PLR2004 - "aaaaaaaaaa" and "abababab12" are guessed first
        sentence = "Use more different characters."
    elif password.casefold() in {email.casefold(), username.casefold(), email.partition("@")[0].casefold()}:
        sentence = "Choose something other than your name or address."
    elif is_guessable(password, (email, username)):
        sentence = "This is among the first passwords anybody tries. Choose a few words of your own."
    if sentence:
        raise Invalid(fields={"password": sentence})
