"""A guesser is slowed; the owner, in the browser they always use, is not, however many places the guesses come from."""

import httpx2
import pytest

from skypanel.accounts.service import GUESSES, GUESSES_AT, GUESSES_IN_KNOWN
from skypanel.core.db import Statement
from skypanel.core.errors import TooMany
from tests.support.people import PASSWORD, People
from tests.support.portal import Portal

RENAME = Statement(int, "UPDATE users SET email = $2 WHERE id = $1 RETURNING 1")
pytestmark = pytest.mark.usefixtures("slow_forgiveness")
SID, KNOWN = "__Host-sid", "__Host-known"


async def login(client: httpx2.AsyncClient, name: str, password: str = PASSWORD) -> int:
    return (await client.post("/api/v1/auth/login", json={"login": name, "password": password})).status_code


async def exhaust(portal: Portal, *names: str) -> None:
    """As if a hundred places had guessed at each of these."""
    for name in names:
        with pytest.raises(TooMany):
            for _ in range(GUESSES_AT.burst + 2):
                await portal.services.limits.take(GUESSES_AT, name)


async def test_guesses_from_everywhere_do_not_keep_the_owner_out_of_their_own_browser(
    portal: Portal, people: People
) -> None:
    owner = await people.customer()
    browser = portal.anonymous(address="203.0.113.50")
    assert await login(browser, owner.email) == 200
    await browser.post("/api/v1/auth/logout")
    await exhaust(portal, owner.email, owner.username)
    for name in (owner.email, owner.username):
        assert await login(portal.anonymous(address="198.51.100.1"), name) == 429
        assert await login(browser, name) == 200


async def test_a_guesser_beside_the_owner_does_not_keep_them_out_either(portal: Portal, people: People) -> None:
    """One office, one address: the colleague's guesses are the colleague's."""
    owner = await people.customer()
    browser, colleague = portal.anonymous(), portal.anonymous()
    assert await login(browser, owner.email) == 200
    statuses = [await login(colleague, owner.email, f"wrong password {number}") for number in range(7)]
    assert statuses[-1] == 429
    assert await login(browser, owner.email) == 200


async def test_a_known_browser_is_no_way_to_guess_without_end_nor_at_others(portal: Portal, people: People) -> None:
    owner, victim = await people.customer(), await people.customer()
    browser = portal.anonymous(address="203.0.113.50")
    assert await login(browser, owner.email) == 200
    own = [await login(browser, owner.email, f"wrong password {n}") for n in range(GUESSES_IN_KNOWN.burst + 2)]
    assert own == [401] * GUESSES_IN_KNOWN.burst + [429] * 2
    others = [await login(browser, victim.email, f"wrong password {n}") for n in range(GUESSES.burst + 2)]
    assert others == [401] * GUESSES.burst + [429] * 2


async def test_what_makes_a_browser_known_says_nothing_and_cannot_be_made_up(portal: Portal, people: People) -> None:
    owner = await people.customer()
    answer = await portal.anonymous().post("/api/v1/auth/login", json={"login": owner.email, "password": PASSWORD})
    cookies = answer.headers.get_list("set-cookie")
    known = next(cookie for cookie in cookies if cookie.startswith(f"{KNOWN}="))
    assert {"HttpOnly", "Secure", "Path=/", "SameSite=lax"} <= set(known.split("; "))
    token = known.partition("=")[2].partition(";")[0]
    await exhaust(portal, owner.email)
    nonce, _, mac = token.partition(".")
    almost = mac[:-1] + ("1" if mac.endswith("0") else "0")
    for made_up in ("", "x", f"{nonce}.", f".{mac}", f"{nonce}.{almost}", f"other.{mac}", "\u00e9", "a" * 5000):
        client = portal.anonymous()
        headers = [(b"cookie", f"{KNOWN}={made_up}".encode())]
        body = {"login": owner.email, "password": PASSWORD}
        assert (await client.post("/api/v1/auth/login", json=body, headers=headers)).status_code == 429, made_up
    client = portal.anonymous()
    client.cookies.set(SID, token, domain="portal.test")
    assert (await client.get("/api/v1/account")).status_code == 401


async def test_no_spelling_of_a_name_has_guesses_of_its_own(portal: Portal, people: People) -> None:
    """The database takes U+0130 for an "i"; each "i" in an address would double the guesses."""
    owner = await people.customer()
    client = portal.anonymous(address="198.51.100.30")
    await portal.services.database.one(RENAME, owner.id, "ii.iii" + owner.email)
    spellings = [
        spelt + owner.email for spelt in ("ii.iii", "\u0130i.iii", "i\u0130.iii", "II.I\u0130I", "ii.ii\u0130")
    ]
    assert await login(portal.anonymous(address="203.0.113.9"), spellings[1]) == 200
    statuses = [await login(client, spellings[number % 5], f"wrong password {number}") for number in range(9)]
    assert statuses == [401] * 6 + [429] * 3
    mailed = [
        (await portal.anonymous().post("/api/v1/auth/forgot-password", json={"email": spelt})).status_code
        for spelt in spellings
    ]
    assert mailed == [202] * 4 + [429]
