"""What a person can do about their account."""

import hmac
import secrets
import unicodedata
from datetime import timedelta
from typing import Final
from zoneinfo import available_timezones

import asyncpg
import msgspec

from skypanel.accounts import queries
from skypanel.accounts.errors import (
    AccountSuspended,
    EmailNotVerified,
    InvalidCredentials,
    LastOwner,
    PersonNotFound,
    PersonNotVerified,
    TokenExpired,
    TooManyAttempts,
)
from skypanel.accounts.events import (
    EmailVerified,
    PasswordChanged,
    PasswordResetRequested,
    RegistrationRepeated,
    UserRegistered,
)
from skypanel.accounts.jobs import LOOK_UP_RESET, LOOK_UP_VERIFICATION
from skypanel.accounts.known_browsers import KnownBrowsers
from skypanel.accounts.models import (
    Credentials,
    EmailPurpose,
    IssuedToken,
    User,
    check_email,
    check_password,
    check_username,
)
from skypanel.accounts.passwords import Passwords
from skypanel.accounts.sessions import Sessions
from skypanel.audit.service import Audit
from skypanel.core.access import ROLES, Principal
from skypanel.core.caller import current_caller, place_of
from skypanel.core.clock import Clock
from skypanel.core.db import Database, Page, Transaction
from skypanel.core.errors import Invalid, TooMany
from skypanel.core.limits import Limit, Limits

LIFE: Final[dict[EmailPurpose, timedelta]] = {"verify": timedelta(hours=24), "reset": timedelta(hours=1)}

# Guesses at one account from one place: the guesser is slowed, the owner elsewhere is not.
GUESSES: Final = Limit("sign-in", burst=6, every_seconds=30)
# Guesses at many accounts from one place.
GUESSES_FROM: Final = Limit("sign-in-from", burst=40, every_seconds=3)
# Guesses at one account in a browser it was signed in from before; counted here and nowhere else.
GUESSES_IN_KNOWN: Final = Limit("sign-in-known", burst=6, every_seconds=30)
# Guesses at one account from many places: far above what its owner ever needs.
GUESSES_AT: Final = Limit("sign-in-at", burst=100, every_seconds=60)
REGISTRATIONS_FROM: Final = Limit("register-from", burst=20, every_seconds=30)
# Mail to one address, whoever asks for it.
MAILS_TO: Final = Limit("mail-to", burst=4, every_seconds=300)
MAILS_FROM: Final = Limit("mail-from", burst=20, every_seconds=30)


class Accounts:
    def __init__(
        self,
        db: Database,
        clock: Clock,
        limits: Limits,
        passwords: Passwords,
        sessions: Sessions,
        audit: Audit,
        *,
        token_key: str,
    ) -> None:
        self._db = db
        self._clock = clock
        self._limits = limits
        self._passwords = passwords
        self._sessions = sessions
        self._audit = audit
        self._token_key = token_key.encode()
        self.known_browsers = KnownBrowsers(key=token_key)

    # Coming in

    async def register(self, email: str, username: str, password: str, *, accepts_terms: bool) -> str:
        """Register and have a verification mail sent; the address as it will be used.

        Whether the address already belongs to somebody is not told here but in the mail its owner gets.
        Invalid names the field: `email`, `username` (also when somebody verified has it), `password`, `acceptTerms`.
        """
        email, username = check_email(email), check_username(username)
        check_password(password, email=email, username=username)
        if not accepts_terms:
            raise Invalid(fields={"acceptTerms": "Accept the terms to continue."})
        await self._limits.take(REGISTRATIONS_FROM, _place())
        waiting = await queries.find_waiting_hash(self._db, email)
        # Compared for every address, so that the time it takes tells nothing of this one.
        same_as = waiting if await self._passwords.verify(password, waiting) else None
        password_hash = await self._passwords.hash(password)
        try:
            async with self._db.begin() as tx:
                await self._insert(tx, email, username, password_hash, same_as)
        except asyncpg.UniqueViolationError as error:
            raise _username_taken() from error
        return email

    async def _insert(
        self, tx: Transaction, email: str, username: str, password_hash: str, same_as: str | None
    ) -> None:
        # Both before anything depends on the address, so that the answer tells nothing of it.
        if await queries.is_username_held(tx, username):
            raise _username_taken()
        await queries.release_username(tx, email, username)
        user_id = await queries.register(tx, email, username, password_hash, self._clock.now(), same_as)
        if user_id is None:
            owner = await queries.find_by_email(tx, email)
            if owner is not None:
                await tx.emit(RegistrationRepeated(user_id=owner.id))
            return
        await self._audit.record(tx, None, "accounts.registered", ("user", user_id))
        await tx.emit(UserRegistered(user_id=user_id))

    async def verify_email(self, token: str) -> tuple[User, bool]:
        """Confirm the address the token was mailed to; TokenExpired for anything but a fresh token.

        With it, whether the person has a password. If not, a link to choose one is on its way.
        """
        async with self._db.begin() as tx:
            user_id = await queries.spend_token(tx, self._token_hash(token), "verify", self._clock.now())
            if user_id is None:
                raise TokenExpired
            await self._set_verified(tx, user_id)
            user = await queries.find(tx, user_id)
            if user is None:
                raise TokenExpired
            has_password = await queries.has_password(tx, user_id)
            if not has_password:
                await tx.emit(PasswordResetRequested(user_id=user_id))
            return user, has_password

    async def sign_in(self, login: str, password: str, *, mark: str | None = None) -> tuple[User, str]:
        """The person and a fresh session token.

        InvalidCredentials tells nothing; EmailNotVerified and AccountSuspended are told only with the right password.
        TooManyAttempts slows the guesser, by place and account, but not a browser whose `mark` says that it is known.
        """
        login = login.strip()
        credentials = await queries.find_credentials(self._db, login)
        browser = self.known_browsers.recognise(mark, credentials.user_id) if credentials else None
        counted = _counted(login, browser)
        await self._count_guess(counted)
        # Once more if the password, or only how it is hashed, was changed while it was being checked.
        opened = await self._admit(credentials, password)
        if opened is None:
            opened = await self._admit(await queries.find_credentials(self._db, login), password)
        if opened is None:
            raise InvalidCredentials
        for limit, subject in counted:
            if limit is not GUESSES_AT:
                await self._limits.give_back(limit, subject)
        return opened

    async def _admit(self, credentials: Credentials | None, password: str) -> tuple[User, str] | None:
        """The person and a session token; None if what was checked is no longer what counts."""
        stored = credentials.password_hash if credentials else None
        if not await self._passwords.verify(password, stored) or credentials is None:
            raise InvalidCredentials
        if not credentials.is_verified:
            raise EmailNotVerified
        if credentials.is_suspended:
            raise AccountSuspended
        needs_rehash = self._passwords.needs_rehash(credentials.password_hash, password)
        return await self._open_session(credentials, await self._passwords.hash(password) if needs_rehash else None)

    async def _open_session(self, credentials: Credentials, rehashed: str | None) -> tuple[User, str] | None:
        async with self._db.begin() as tx:
            user = await queries.lock_signing_in(tx, credentials.user_id, credentials.password_hash)
            if user is None:
                return None
            if rehashed is not None:
                await queries.set_password(tx, user.id, rehashed, self._clock.now())
            token = await self._sessions.start(tx, user.id, is_staff=bool(ROLES[user.role]))
            await self._audit.record(tx, None, "accounts.signed_in", ("user", user.id))
        return user, token

    async def _count_guess(self, counted: list[tuple[Limit, str]]) -> None:
        try:
            for limit, subject in counted:
                await self._limits.take(limit, subject)
        except TooMany as error:
            raise TooManyAttempts(retry_after_seconds=error.retry_after_seconds) from error

    # Mail on request. The lookup happens in a job, so the answer is the same for a stranger, in content and in time.

    async def resend_verification(self, email: str) -> None:
        """Have a new verification link mailed, if `email` waits for one."""
        email = await self._count_mail(email)
        async with self._db.begin() as tx:
            await tx.enqueue(LOOK_UP_VERIFICATION, email=email)

    async def forgot_password(self, email: str) -> None:
        """Have a reset link mailed, if `email` belongs to somebody."""
        email = await self._count_mail(email)
        async with self._db.begin() as tx:
            await tx.enqueue(LOOK_UP_RESET, email=email)

    async def look_up_verification(self, email: str) -> None:
        """Job: announce again whoever is behind `email` and not yet verified."""
        async with self._db.begin() as tx:
            user = await queries.find_by_email(tx, email)
            if user is not None and not user.is_verified:
                await tx.emit(UserRegistered(user_id=user.id))

    async def look_up_reset(self, email: str) -> None:
        """Job: announce that whoever is behind `email` wants a new password."""
        async with self._db.begin() as tx:
            user = await queries.find_by_email(tx, email)
            if user is not None and user.suspended_at is None:
                await tx.emit(PasswordResetRequested(user_id=user.id))

    async def issue_email_token(self, user_id: int, purpose: EmailPurpose) -> IssuedToken | None:
        """A fresh single-use token for one mail; None when it makes no sense any more (gone, verified, suspended)."""
        token = secrets.token_urlsafe(32)
        async with self._db.begin() as tx:
            user = await queries.find(tx, user_id)
            if user is None or user.suspended_at is not None or (purpose == "verify" and user.is_verified):
                return None
            until = self._clock.now() + LIFE[purpose]
            await queries.issue_token(tx, self._token_hash(token), user_id, purpose, until)
        return IssuedToken(email=user.email, username=user.username, token=token)

    async def reset_password(self, token: str, password: str) -> None:
        """Set a new password and end every session.

        The mailbox is proven by this, so the address counts as verified. A refused password leaves the link good.
        """
        token_hash = self._token_hash(token)
        user = await queries.peek_token(self._db, token_hash, "reset", self._clock.now())
        if user is None:
            raise TokenExpired
        check_password(password, email=user.email, username=user.username)
        password_hash = await self._passwords.hash(password)
        async with self._db.begin() as tx:
            if await queries.spend_token(tx, token_hash, "reset", self._clock.now()) is None:
                raise TokenExpired
            await queries.set_password(tx, user.id, password_hash, self._clock.now())
            await queries.forget_tokens(tx, user.id, ["reset"])
            await self._set_verified(tx, user.id)
            await self._sessions.end_all(tx, user.id)
            await self._audit.record(tx, None, "accounts.password_reset", ("user", user.id))
            await tx.emit(PasswordChanged(user_id=user.id))
        self._sessions.forget(user.id)

    # Being here

    async def find(self, user_id: int) -> User | None:
        return await queries.find(self._db, user_id)

    async def update_profile(self, principal: Principal, *, username: str | None, timezone: str | None) -> User:
        """Change one's own name or time zone; Invalid names the field."""
        if timezone is not None and timezone not in available_timezones():
            raise Invalid(fields={"timezone": "Choose a time zone such as Europe/London."})
        username = None if username is None else check_username(username)
        try:
            async with self._db.begin() as tx:
                if username is not None:
                    await queries.release_username(tx, principal.email, username)
                user = await queries.set_profile(tx, principal.user_id, username, timezone, self._clock.now())
                await self._sessions.changed(tx, user.id)
                await self._audit.record(tx, principal, "accounts.profile_changed", ("user", user.id))
        except asyncpg.UniqueViolationError as error:
            raise _username_taken() from error
        self._sessions.forget(user.id)
        return user

    async def list_users(self, q: str | None, *, page: int, per_page: int) -> Page[User]:
        """For staff: newest first, found by a part of address or username. The total stops at 10,000."""
        pattern = None if not q else "%" + q.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
        return await queries.list_users(self._db, pattern, page=page, per_page=per_page)

    async def appoint(self, email: str, role: str) -> User:
        """For the operator: give whoever verified `email` this role, and end their sessions, which knew the old one.

        PersonNotFound, PersonNotVerified; LastOwner where the portal would be left without one.
        """
        async with self._db.begin(queries.appointing()) as tx:
            user = await queries.find_by_email_for_update(tx, email.strip())
            if user is None:
                raise PersonNotFound
            if not user.is_verified:
                raise PersonNotVerified
            if role == user.role:
                return user
            if user.role == "owner" and not await queries.has_owner_beside(tx, user.id):
                raise LastOwner
            await queries.set_role(tx, user.id, role, self._clock.now())
            await self._sessions.end_all(tx, user.id)
            await self._audit.record(tx, None, "accounts.appointed", ("user", user.id), role=role, before=user.role)
        self._sessions.forget(user.id)
        return msgspec.structs.replace(user, role=role)

    async def sweep(self) -> None:
        """Job: delete tokens and sessions that are past."""
        async with self._db.begin() as tx:
            await queries.forget_past_tokens(tx, self._clock.now())
        await self._sessions.forget_past()

    async def _set_verified(self, tx: Transaction, user_id: int) -> None:
        if await queries.set_verified(tx, user_id, self._clock.now()):
            await queries.forget_tokens(tx, user_id, ["verify"])
            await self._audit.record(tx, None, "accounts.email_verified", ("user", user_id))
            await tx.emit(EmailVerified(user_id=user_id))

    async def _count_mail(self, email: str) -> str:
        email = check_email(email)
        await self._limits.take(MAILS_FROM, _place())
        await self._limits.take(MAILS_TO, _folded(email))
        return email

    def _token_hash(self, token: str) -> bytes:
        return hmac.digest(self._token_key, b"email:" + token.encode(), "sha256")


def _username_taken() -> Invalid:
    return Invalid(fields={"username": "This username is taken. Choose another."})


def _counted(login: str, browser: str | None) -> list[tuple[Limit, str]]:
    """What a guess at `login` counts against. A known browser's counts against that browser alone."""
    if browser is not None:
        return [(GUESSES_IN_KNOWN, browser)]
    account = _folded(login)
    return [(GUESSES_FROM, _place()), (GUESSES, f"{account}:{_place()}"), (GUESSES_AT, account)]


def _folded(name: str) -> str:
    """`name` as limits know it: no two spellings that the database takes for one are two here.

    It has its own idea of small letters (an "i" for U+0130), so accents are dropped as well.
    """
    letters = unicodedata.normalize("NFKD", name.casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def _place() -> str:
    """Where the caller is, as limits see it: an IPv4 address, or the /64 of an IPv6 one."""
    return place_of(current_caller().address)
