"""Facts accounts announces."""

from skypanel.core.jobs import Event


class UserRegistered(Event, frozen=True):
    """Somebody registered, and the address waits to be verified."""

    user_id: int


class RegistrationRepeated(Event, frozen=True):
    """Somebody registered with an address whose verified owner we know: the owner should hear of it."""

    user_id: int


class EmailVerified(Event, frozen=True):
    user_id: int


class PasswordResetRequested(Event, frozen=True):
    user_id: int


class PasswordChanged(Event, frozen=True):
    user_id: int
