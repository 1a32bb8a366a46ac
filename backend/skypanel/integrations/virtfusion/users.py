"""Users: a customer as the panel knows them, addressed by our user id."""

from http import HTTPStatus

from skypanel.integrations.virtfusion.errors import MissingRecord, WrongAddress
from skypanel.integrations.virtfusion.panel import Panel, Query, delete, get, given, post, put, record
from skypanel.integrations.virtfusion.projection import secret
from skypanel.integrations.virtfusion.reading import Fields, MissingFieldError
from skypanel.integrations.virtfusion.secret import Secret
from skypanel.integrations.virtfusion.types import LoginLink, NewUser, User

_SHORTEST_NAME = 3
_BY_RELATION = "/users/{rel}/byExtRelation"


class UserCalls:
    """There is no list of users and no search by e-mail address: only the relation finds one (section 4)."""

    _panel: Panel

    async def find_user(self, rel: int) -> User | None:
        """The user whose relation is our id `rel`; None if the panel says there is none.

        How it words that is not known, so a 404 in other words than a missing record's counts where `/connect` is
        answered. WrongAddress where that is not: then nothing is known of the user either.
        """
        try:
            return await self._panel.ask(get(_BY_RELATION, rel=rel), record(_read_user))
        except MissingRecord:
            return None
        except WrongAddress as error:
            if error.status != HTTPStatus.NOT_FOUND:
                raise
            await self._panel.probe(get("/connect"))
            return None

    async def create_user(
        self,
        rel: int,
        *,
        name: str,
        email: str,
        self_service: int | None = None,
        has_hourly_credit: bool | None = None,
        has_mail: bool = False,
    ) -> NewUser:
        """Make a user with relation `rel`. ConflictingState if the address or the relation is taken.

        `self_service` is 0 off, 1 hourly, 2 resource packs, 3 both; `has_hourly_credit`: hourly use draws on credit.
        The panel refuses names under three characters, so a short one is padded with dots.
        """
        body = given(
            name=name.strip().ljust(_SHORTEST_NAME, "."),
            email=email,
            extRelationId=rel,
            selfService=self_service,
            selfServiceHourlyCredit=has_hourly_credit,
            sendMail=has_mail,
        )
        return await self._panel.ask(
            post("/users", body),
            record(lambda raw: NewUser(user=_read_user(raw), password=secret(raw, "password"))),
        )

    async def update_user(
        self,
        rel: int,
        *,
        name: str | None = None,
        email: str | None = None,
        is_enabled: bool | None = None,
        self_service: int | None = None,
        has_hourly_credit: bool | None = None,
    ) -> None:
        """Change what is given. `is_enabled=False` suspends the panel account; `self_service=0` switches that off."""
        body = given(
            name=None if name is None else name.strip().ljust(_SHORTEST_NAME, "."),
            email=email,
            enabled=is_enabled,
            selfService=self_service,
            selfServiceHourlyCredit=has_hourly_credit,
        )
        await self._panel.tell(put(_BY_RELATION, body, rel=rel))

    async def delete_user(self, rel: int) -> bool:
        """True if it was there. ConflictingState while it owns servers."""
        return await was_there(self._panel, _BY_RELATION, rel=rel)

    async def reset_user_password(self, rel: int) -> Secret:
        """A new password for the panel itself, to be shown once."""
        return await self._panel.ask(post(_BY_RELATION + "/resetPassword", rel=rel), record(_read_password))

    async def login_link(self, rel: int, *, return_url: str | None = None) -> LoginLink:
        """A single-use link into the panel's client area."""
        call = post("/users/{rel}/authenticationTokens", given(return_url=return_url), rel=rel)
        return await self._panel.ask(call, record(self._read_login))

    async def server_login_link(self, rel: int, server_id: int, *, return_url: str | None = None) -> LoginLink:
        """A single-use link to one server's page in the panel."""
        call = post(
            "/users/{rel}/serverAuthenticationTokens/{server_id}",
            given(return_url=return_url),
            rel=rel,
            server_id=server_id,
        )
        return await self._panel.ask(call, record(self._read_login))

    def _read_login(self, raw: Fields) -> LoginLink:
        login = raw.map("authentication")
        path = local_path(login, "endpoint_complete")
        return LoginLink(url=Secret(self._panel.origin + path), expires_at=login.map("expiry").instant("expires"))


async def was_there(panel: Panel, path: str, *, query: Query | None = None, **values: int) -> bool:
    """Delete what `path` names; False if the panel says it did not exist, which is as good."""
    call = delete(path, None, query=query, **values)
    try:
        await panel.tell(call)
    except MissingRecord:
        return False
    return True


def local_path(raw: Fields, name: str) -> str:
    """A path that stays on the panel's own host, wherever a browser would read it; anything else is not accepted."""
    path = raw.text(name) or ""
    is_local = path.startswith("/") and not path.startswith(("//", "/\\"))
    if not is_local or not path.isprintable() or "\\" in path:
        raise MissingFieldError(name)
    return path


def _read_user(raw: Fields) -> User:
    return User(
        id=raw.require_integer("id"),
        relation=raw.integer("extRelationId"),
        name=raw.text("name") or "",
        email=raw.text("email") or "",
        is_suspended=raw.flag("suspended"),
        self_service=raw.integer("selfService") or 0,
        created_at=raw.instant("created"),
    )


def _read_password(raw: Fields) -> Secret:
    password = secret(raw, "password")
    if password is None:
        raise MissingFieldError("password")
    return password
