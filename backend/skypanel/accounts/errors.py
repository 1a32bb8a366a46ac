"""Every way accounts can say no."""

from skypanel.core.errors import Conflict, Invalid, NotFound, NotPermitted, TooMany, Unauthenticated


class InvalidCredentials(Unauthenticated):
    """The same answer for an unknown person and for a wrong password."""

    code = "invalid_credentials"
    message = "The e-mail address or password is not right."


class EmailNotVerified(NotPermitted):
    """Told only to somebody who has the password."""

    code = "email_not_verified"
    message = "Verify your e-mail address first. We can send you a new link."


class AccountSuspended(NotPermitted):
    """Told only to somebody who has the password."""

    code = "account_suspended"
    message = "This account is suspended. Contact support to learn why."


class TokenExpired(Invalid):
    """Used, expired, or never issued: which of them is nobody's business."""

    code = "token_expired"
    message = "This link has expired or was already used. Ask for a new one."


class TooManyAttempts(TooMany):
    code = "too_many_attempts"
    message = "Too many attempts. Wait a moment and try again."


class HashingBusy(TooMany):
    """More sign-ins at once than we hash passwords for."""

    code = "busy"
    message = "Many people are signing in right now. Try again in a few seconds."


class SessionNotFound(NotFound):
    code = "session_not_found"
    message = "This session has already ended."


class PersonNotFound(NotFound):
    """For the operator only; on the wire nobody learns whether an address is known."""

    code = "person_not_found"
    message = "Nobody is registered with this e-mail address."


class PersonNotVerified(Conflict):
    code = "person_not_verified"
    message = "Whoever registered this e-mail address has not verified it yet."


class LastOwner(Conflict):
    code = "last_owner"
    message = "This is the only owner. Appoint another one first."
