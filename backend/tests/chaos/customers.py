"""People who use the portal over HTTP, each from an address of their own, and try again as people and programs do."""

import asyncio
import contextlib
import re
import secrets
import time
from collections.abc import AsyncIterator
from http.cookiejar import CookieJar, DefaultCookiePolicy
from typing import Any, Final

import argon2
import httpx2
from msgspec import Struct

from tests.chaos.world import World, until

_TOKEN: Final = re.compile(r"#token=([\w-]+)")
_argon2 = argon2.PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)


class Customer(Struct, eq=False):
    """`number` makes names and addresses, unless `known_email` is theirs; `token` is the session's, once signed in."""

    number: int
    password: str
    user_id: int = 0
    token: str | None = None
    known_email: str | None = None

    @property
    def email(self) -> str:
        return self.known_email or f"person{self.number}@people.example"

    @property
    def username(self) -> str:
        return f"person{self.number}"

    @property
    def address(self) -> str:
        return f"198.51.{100 + self.number // 250}.{1 + self.number % 250}"


class Hands:
    """The people of one run, and their one HTTP client, which keeps no cookies: sessions are told apart by hand."""

    def __init__(self, world: World, client: httpx2.AsyncClient) -> None:
        self._world = world
        self._client = client
        self._password = f"canary-password-{secrets.token_hex(8)}"
        self._hash = ""
        self._numbers = 0
        world.secrets.add(self._password)

    def somebody(self) -> Customer:
        """A person the portal does not know yet."""
        self._numbers += 1
        return Customer(self._numbers, self._password)

    async def customer(self, *, user_id: int | None = None, email: str | None = None) -> Customer:
        """A verified person, put into the database as if they had registered long ago."""
        person = self.somebody()
        person.known_email = email
        self._hash = self._hash or await asyncio.to_thread(_argon2.hash, self._password)
        person.user_id = await self._world.value(
            "INSERT INTO users (id, email, username, password_hash, is_verified)"
            " VALUES (coalesce($1, nextval(pg_get_serial_sequence('users', 'id'))), $2, $3, $4, true) RETURNING id",
            user_id,
            person.email,
            person.username,
            self._hash,
        )
        return person

    async def call(
        self,
        person: Customer,
        method: str,
        path: str,
        body: Any = None,
        *,
        web: int = 0,
        token: str | None = None,
        key: str | None = None,
        seconds: float = 10.0,
    ) -> httpx2.Response:
        """One request to `/api/v1{path}` of one web server; raises httpx2.HTTPError without an answer."""
        headers = {"X-Forwarded-For": person.address}
        if token or person.token:
            headers["Cookie"] = f"sid={token or person.token}"
        if key is not None:
            headers["Idempotency-Key"] = key
        url = f"{self._world.web_urls[web]}/api/v1{path}"
        return await self._client.request(method, url, json=body, headers=headers, timeout=seconds)

    async def until_answered(
        self,
        person: Customer,
        method: str,
        path: str,
        body: Any = None,
        *,
        key: str | None = None,
        patience: float = 40,
    ) -> httpx2.Response:
        """Ask any web server again and again until one answers with anything but "later"."""
        deadline = time.monotonic() + patience
        while True:
            with contextlib.suppress(httpx2.HTTPError):
                web = self._world.rng.randrange(len(self._world.webs))
                answer = await self.call(person, method, path, body, web=web, key=key)
                if answer.status_code not in {429, 503}:
                    return answer
            if time.monotonic() > deadline:
                raise TimeoutError(f"{method} {path} was not answered within {patience:.0f} s")
            await asyncio.sleep(self._world.rng.uniform(0.05, 0.3))

    async def register(self, person: Customer) -> httpx2.Response:
        body = {
            "email": person.email,
            "username": person.username,
            "password": person.password,
            "acceptTerms": True,
        }
        return await self.until_answered(person, "POST", "/auth/register", body)

    async def mailed_token(self, person: Customer) -> str:
        """The token of the verification mail, once it has come."""
        await until(lambda: bool(self._world.simulators.mail_to(person.email)), 120, f"mail to {person.email}")
        found = _TOKEN.search(self._world.simulators.mail_to(person.email)[0]["text"])
        if found is None:
            raise LookupError(f"the mail to {person.email} holds no link")
        self._world.secrets.add(found[1])
        return found[1]

    async def verify(self, person: Customer, token: str) -> httpx2.Response:
        return await self.until_answered(person, "POST", "/auth/verify-email", {"token": token})

    async def sign_in(self, person: Customer, *, web: int = 0, seconds: float = 10.0) -> httpx2.Response:
        """Sign in; a session's token is remembered as one of the run's secrets, not as the person's."""
        body = {"login": person.email, "password": person.password}
        answer = await self.call(person, "POST", "/auth/login", body, web=web, seconds=seconds)
        if token := session_of(answer):
            self._world.secrets.add(token)
        return answer

    async def signed_in(self, person: Customer, *, web: int = 0) -> str:
        """A session's token; the portal must be well."""
        answer = await self.sign_in(person, web=web)
        token = session_of(answer)
        if token is None:
            raise RuntimeError(f"{person.email} could not sign in: {answer.status_code} {answer.text}")
        return token


def session_of(answer: httpx2.Response) -> str | None:
    """The token an answer sets, if it sets one."""
    found = re.search(r"\bsid=([\w-]+)", answer.headers.get("set-cookie", ""))
    return found[1] if found else None


@contextlib.asynccontextmanager
async def hands(world: World) -> AsyncIterator[Hands]:
    limits = httpx2.Limits(max_connections=100, max_keepalive_connections=20)
    jar = CookieJar(DefaultCookiePolicy(allowed_domains=[]))
    async with httpx2.AsyncClient(limits=limits, trust_env=False, cookies=jar) as client:
        yield Hands(world, client)
