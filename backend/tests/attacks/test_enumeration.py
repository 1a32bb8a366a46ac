"""Nobody learns from us who has an account: not by words, headers or names, alone or in a row of requests."""

from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any

import httpx2
import pytest

from skypanel.accounts.passwords import Passwords
from tests.support.people import PASSWORD, People
from tests.support.portal import Portal

SignIn = Callable[..., Awaitable[httpx2.AsyncClient]]
GOOD = "quite a long password"


def shape(answer: httpx2.Response, *hide: str) -> tuple[int, set[str], str]:
    """What a stranger can compare: status, the names of headers, the words without the address they sent."""
    words = answer.text
    for value in hide:
        words = words.replace(value, "…")
    return answer.status_code, set(answer.headers), words


async def register(client: httpx2.AsyncClient, email: str, username: str) -> httpx2.Response:
    body = {"email": email, "username": username, "password": GOOD, "acceptTerms": True}
    return await client.post("/api/v1/auth/register", json=body)


@pytest.fixture
def hashing(portal: Portal, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every password hashed or compared, by the function that did it: next to it no other work takes any time."""
    done: list[str] = []
    run = Passwords._run

    async def noted(self: Passwords, work: partial[Any]) -> Any:
        done.append(work.func.__name__)
        return await run(self, work)

    monkeypatch.setattr(Passwords, "_run", noted)
    return done


async def test_what_is_known_and_what_is_not_are_answered_alike(
    portal: Portal, people: People, hashing: list[str]
) -> None:
    known, unverified = await people.customer(), await people.customer(is_verified=False)
    told: dict[str, list[tuple[int, set[str], str]]] = {"register": [], "forgot": [], "resend": [], "login": []}
    took: dict[str, list[list[str]]] = {name: [] for name in told}
    for number, email in enumerate((known.email, unverified.email, "nobody@people.example", "x@other.example")):
        client = portal.anonymous(address=f"198.51.100.{number}")
        calls: list[tuple[str, str, dict[str, Any]]] = [
            ("register", "register", {"email": email, "username": f"fresh{number}", "password": GOOD}),
            ("forgot", "forgot-password", {"email": email}),
            ("resend", "resend-verification", {"email": email}),
            ("login", "login", {"login": email, "password": "not the password"}),
        ]
        for name, path, body in calls:
            hashing.clear()
            for _ in range(3):
                more = {"acceptTerms": True} if name == "register" else {}
                answer = await client.post(f"/api/v1/auth/{path}", json=body | more)
            told[name].append(shape(answer, email))
            took[name].append(hashing.copy())
    for name, shapes in told.items():
        assert shapes == [shapes[0]] * len(shapes), name
        assert took[name] == [took[name][0]] * len(shapes), name
    assert {name: len(each[0]) for name, each in took.items()} == {"register": 6, "forgot": 0, "resend": 0, "login": 3}


async def test_a_taken_username_tells_nothing_of_the_address_sent_with_it(portal: Portal, people: People) -> None:
    mine, victim = await people.customer(), await people.customer()
    client = portal.anonymous()
    of_known = await register(client, victim.email, mine.username)
    of_unknown = await register(client, "stranger@people.example", mine.username)
    assert shape(of_known) == shape(of_unknown)
    assert of_known.status_code == 422


async def test_a_name_registered_before_tells_nothing_of_that_address(
    portal: Portal, people: People, client_for: SignIn
) -> None:
    victim = await people.customer()
    client, me = portal.anonymous(), await client_for(await people.customer())
    await register(client, victim.email, "sentinel-1")
    await register(client, "stranger@people.example", "sentinel-2")
    again = [await register(client, f"mine{n}@people.example", f"sentinel-{n}") for n in (1, 2)]
    assert shape(again[0], "mine1@") == shape(again[1], "mine2@")
    await register(client, victim.email, "sentinel-3")
    await register(client, "stranger@people.example", "sentinel-4")
    taken = [await me.patch("/api/v1/account", json={"username": f"sentinel-{n}"}) for n in (3, 4)]
    assert [answer.status_code for answer in taken] == [200, 200]


async def test_an_unverified_person_who_lost_a_name_can_still_come_in(portal: Portal, people: People) -> None:
    first = await people.customer(is_verified=False)
    assert (await register(portal.anonymous(), "second@people.example", first.username)).status_code == 202
    answer = await portal.anonymous().post("/api/v1/auth/login", json={"login": first.email, "password": PASSWORD})
    assert answer.json()["error"]["code"] == "email_not_verified"


async def test_somebody_elses_record_is_answered_like_none(people: People, portal: Portal, client_for: SignIn) -> None:
    owner, stranger = await client_for(await people.customer()), await client_for(await people.customer())
    question = {"subject": "Mine", "message": "Mine alone.", "departmentId": 1}
    ticket = (await owner.post("/api/v1/tickets", json=question)).json()["data"]["id"]
    session = (await owner.get("/api/v1/account/sessions")).json()["data"][0]["id"]
    for method, path, body in (
        ("GET", "/tickets/{}", None),
        ("POST", "/tickets/{}/messages", {"message": "x"}),
        ("POST", "/tickets/{}/close", None),
        ("POST", "/tickets/{}/reopen", None),
        ("DELETE", "/account/sessions/{}", None),
    ):
        there = session if "sessions" in path else ticket
        of_another = await stranger.request(method, "/api/v1" + path.format(there), json=body)
        of_nobody = await stranger.request(method, "/api/v1" + path.format(987_654_321), json=body)
        assert shape(of_another) == shape(of_nobody), path
        assert of_another.status_code == 404
