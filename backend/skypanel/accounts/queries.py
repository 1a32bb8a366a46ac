"""Every SQL statement about people and their tokens. Sessions are in `session_queries.py`."""

from datetime import datetime
from types import NoneType

from skypanel.accounts.models import CONTESTED, Credentials, User
from skypanel.core.db import Page, Reader, Statement, Transaction, Turn

_USER = "id, email, username, role, is_verified, suspended_at, timezone, virtfusion_state, virtfusion_id, created_at"

FIND = Statement(User, f"SELECT {_USER} FROM users WHERE id = $1", params=(int,))
FIND_FOR_UPDATE = Statement(User, f"SELECT {_USER} FROM users WHERE id = $1 FOR UPDATE", params=(int,))
LOCK_SIGNING_IN = Statement(
    User,
    f"SELECT {_USER} FROM users WHERE id = $1 AND password_hash = $2 AND suspended_at IS NULL FOR UPDATE",
    params=(int, str),
)
FIND_BY_EMAIL = Statement(User, f"SELECT {_USER} FROM users WHERE lower(email) = lower($1)", params=(str,))
FIND_BY_EMAIL_FOR_UPDATE = Statement(
    User, f"SELECT {_USER} FROM users WHERE lower(email) = lower($1) FOR UPDATE", params=(str,)
)
FIND_CREDENTIALS = Statement(
    Credentials,
    """
SELECT id, password_hash, is_verified, suspended_at IS NOT NULL
FROM users WHERE lower(email) = lower($1) OR lower(username) = lower($1)
ORDER BY lower(email) = lower($1) DESC LIMIT 1
""",
    params=(str,),
)
_FOUND = "WHERE $1::text IS NULL OR email ILIKE $1 OR username ILIKE $1"
LIST = Statement(
    User,
    f"""
SELECT {_USER}, (SELECT count(*) FROM (SELECT FROM users {_FOUND} LIMIT 10000) AS counted) FROM users
{_FOUND} ORDER BY created_at DESC, id DESC LIMIT $2 OFFSET $3
""",
    params=(str | None, int, int),
    is_paged=True,
)
# Before anybody verified, whoever registers last gives the name. The password stays if they had it too ($5 is then its
# hash); one of two different ones would be an impostor's, so then neither counts.
REGISTER = Statement(
    int,
    f"""
INSERT INTO users AS known (email, username, password_hash, terms_accepted_at) VALUES ($1, $2, $3, $4)
ON CONFLICT (lower(email)) DO UPDATE
SET username = excluded.username, terms_accepted_at = excluded.terms_accepted_at,
    updated_at = excluded.terms_accepted_at,
    password_hash = CASE WHEN known.password_hash = $5 THEN known.password_hash ELSE '{CONTESTED}' END
WHERE NOT known.is_verified
RETURNING id
""",
    params=(str, str, str, datetime, str | None),
)
FIND_WAITING_HASH = Statement(
    str, "SELECT password_hash FROM users WHERE lower(email) = lower($1) AND NOT is_verified", params=(str,)
)
HAS_PASSWORD = Statement(bool, f"SELECT password_hash <> '{CONTESTED}' FROM users WHERE id = $1", params=(int,))
# Only a verified person holds a username. If an unverified one did, who is told "taken" would tell whether the address
# registered just before was new.
IS_USERNAME_HELD = Statement(
    bool, "SELECT EXISTS (SELECT 1 FROM users WHERE lower(username) = lower($1) AND is_verified)", params=(str,)
)
# In the order of ids, whichever of the two somebody else names: nobody waits in a circle.
LOCK_UNVERIFIED = Statement(
    int,
    """
SELECT id FROM users WHERE NOT is_verified AND (lower(email) = lower($1) OR lower(username) = lower($2))
ORDER BY id FOR UPDATE
""",
    params=(str, str),
)
RELEASE_USERNAME = Statement(
    NoneType,
    """
UPDATE users SET username = left(username, 24) || '-' || substr(md5(random()::text), 1, 6)
WHERE NOT is_verified AND lower(username) = lower($2) AND lower(email) <> lower($1)
""",
    params=(str, str),
)
SET_VERIFIED = Statement(
    NoneType,
    "UPDATE users SET is_verified = true, updated_at = $2 WHERE id = $1 AND NOT is_verified",
    params=(int, datetime),
)
SET_PASSWORD = Statement(
    NoneType, "UPDATE users SET password_hash = $2, updated_at = $3 WHERE id = $1", params=(int, str, datetime)
)
SET_PROFILE = Statement(
    User,
    f"""
UPDATE users SET username = coalesce($2, username), timezone = coalesce($3, timezone), updated_at = $4
WHERE id = $1 RETURNING {_USER}
""",
    params=(int, str | None, str | None, datetime),
)
SET_ROLE = Statement(NoneType, "UPDATE users SET role = $2, updated_at = $3 WHERE id = $1", params=(int, str, datetime))
HAS_OWNER_BESIDE = Statement(
    bool,
    "SELECT EXISTS (SELECT FROM users WHERE role = 'owner' AND suspended_at IS NULL AND id <> $1)",
    params=(int,),
)
SET_VIRTFUSION = Statement(
    NoneType,
    "UPDATE users SET virtfusion_state = $2, virtfusion_id = $3, updated_at = $4 WHERE id = $1",
    params=(int, str, int | None, datetime),
)
LIST_UNLINKED = Statement(
    int,
    """
SELECT id FROM users
WHERE is_verified AND suspended_at IS NULL AND virtfusion_state IN ('pending', 'requested') AND updated_at < $1
ORDER BY id LIMIT 100
""",
    params=(datetime,),
)
ISSUE_TOKEN = Statement(
    NoneType,
    "INSERT INTO email_tokens (token_hash, user_id, purpose, expires_at) VALUES ($1, $2, $3, $4)",
    params=(bytes, int, str, datetime),
)
PEEK_TOKEN = Statement(
    User,
    f"""
SELECT {_USER} FROM users WHERE suspended_at IS NULL
  AND id = (SELECT user_id FROM email_tokens WHERE token_hash = $1 AND purpose = $2 AND expires_at > $3)
""",
    params=(bytes, str, datetime),
)
SPEND_TOKEN = Statement(
    int,
    "DELETE FROM email_tokens WHERE token_hash = $1 AND purpose = $2 AND expires_at > $3 RETURNING user_id",
    params=(bytes, str, datetime),
)
FORGET_TOKENS = Statement(
    NoneType, "DELETE FROM email_tokens WHERE user_id = $1 AND purpose = ANY($2)", params=(int, list[str])
)
FORGET_PAST_TOKENS = Statement(NoneType, "DELETE FROM email_tokens WHERE expires_at < $1", params=(datetime,))


async def find(rd: Reader, user_id: int) -> User | None:
    return await rd.find(FIND, user_id)


async def find_for_update(tx: Transaction, user_id: int) -> User | None:
    return await tx.find(FIND_FOR_UPDATE, user_id)


async def lock_signing_in(tx: Transaction, user_id: int, password_hash: str) -> User | None:
    """The person, locked, if that is still the hash of their password and they are not suspended."""
    return await tx.find(LOCK_SIGNING_IN, user_id, password_hash)


async def find_by_email(rd: Reader, email: str) -> User | None:
    return await rd.find(FIND_BY_EMAIL, email)


async def find_by_email_for_update(tx: Transaction, email: str) -> User | None:
    return await tx.find(FIND_BY_EMAIL_FOR_UPDATE, email)


async def find_credentials(rd: Reader, login: str) -> Credentials | None:
    """By e-mail address or username, the address first."""
    return await rd.find(FIND_CREDENTIALS, login)


async def list_users(rd: Reader, pattern: str | None, *, page: int, per_page: int) -> Page[User]:
    """Newest first; `pattern` is an ILIKE pattern over address and username. The total stops at 10,000."""
    return await rd.page(LIST, pattern, page=page, per_page=per_page)


async def register(
    tx: Transaction, email: str, username: str, password_hash: str, at: datetime, same_as: str | None
) -> int | None:
    """The new (or still unverified) person's id; None when the address has a verified owner.

    `same_as` is the stored hash of an unverified registration whose password this one knows too.
    """
    return await tx.find(REGISTER, email, username, password_hash, at, same_as)


async def find_waiting_hash(rd: Reader, email: str) -> str | None:
    """The password's hash of an unverified registration of this address."""
    return await rd.find(FIND_WAITING_HASH, email)


async def has_password(rd: Reader, user_id: int) -> bool:
    """False where two registrations disagreed about it: CONTESTED is stored, and only a reset helps."""
    return await rd.one(HAS_PASSWORD, user_id)


async def is_username_held(rd: Reader, username: str) -> bool:
    """Whether somebody verified has this name."""
    return await rd.one(IS_USERNAME_HELD, username)


async def release_username(tx: Transaction, email: str, username: str) -> None:
    """Give `username` free for whoever is behind `email`: an unverified registration that had it gets another."""
    await tx.all(LOCK_UNVERIFIED, email, username)
    await tx.run(RELEASE_USERNAME, email, username)


async def set_verified(tx: Transaction, user_id: int, at: datetime) -> bool:
    """Whether this call was the one that verified the address."""
    return await tx.run(SET_VERIFIED, user_id, at) > 0


async def set_password(tx: Transaction, user_id: int, password_hash: str, at: datetime) -> None:
    await tx.run(SET_PASSWORD, user_id, password_hash, at)


async def set_profile(tx: Transaction, user_id: int, username: str | None, timezone: str | None, at: datetime) -> User:
    return await tx.one(SET_PROFILE, user_id, username, timezone, at)


def appointing() -> Turn:
    """Roles are given one at a time, so that two owners cannot both be the last but one."""
    return Turn("roles", 0)


async def set_role(tx: Transaction, user_id: int, role: str, at: datetime) -> None:
    await tx.run(SET_ROLE, user_id, role, at)


async def has_owner_beside(tx: Transaction, user_id: int) -> bool:
    """Whether anybody else is an owner and may sign in."""
    return await tx.one(HAS_OWNER_BESIDE, user_id)


async def set_virtfusion(tx: Transaction, user_id: int, state: str, virtfusion_id: int | None, at: datetime) -> None:
    await tx.run(SET_VIRTFUSION, user_id, state, virtfusion_id, at)


async def list_unlinked(tx: Transaction, older_than: datetime) -> list[int]:
    """Verified people whose VirtFusion account has been missing since `older_than`; at most 100."""
    return await tx.all(LIST_UNLINKED, older_than)


async def issue_token(tx: Transaction, token_hash: bytes, user_id: int, purpose: str, expires_at: datetime) -> None:
    await tx.run(ISSUE_TOKEN, token_hash, user_id, purpose, expires_at)


async def peek_token(rd: Reader, token_hash: bytes, purpose: str, at: datetime) -> User | None:
    """Whose fresh token it is, leaving it fresh."""
    return await rd.find(PEEK_TOKEN, token_hash, purpose, at)


async def spend_token(tx: Transaction, token_hash: bytes, purpose: str, at: datetime) -> int | None:
    """Whose token it was; it is gone now. None if it never was, is spent, or expired."""
    return await tx.find(SPEND_TOKEN, token_hash, purpose, at)


async def forget_tokens(tx: Transaction, user_id: int, purposes: list[str]) -> None:
    await tx.run(FORGET_TOKENS, user_id, purposes)


async def forget_past_tokens(tx: Transaction, at: datetime) -> None:
    await tx.run(FORGET_PAST_TOKENS, at)
