"""Signing in and out, forgetting, resetting, and keeping guessers out."""

from collections.abc import Awaitable, Callable

import httpx2
import pytest

from skypanel.app.build import Services
from skypanel.core.db import Statement
from tests.support.clock import MovableClock
from tests.support.mailbox import token_from
from tests.support.people import PASSWORD, People
from tests.support.portal import Portal, is_put_out
from tests.support.simulators import SimulatorProcess
from tests.support.waiting import until

pytestmark = pytest.mark.usefixtures("long_memory", "slow_forgiveness")

RunJobs = Callable[[], Awaitable[None]]
SignIn = Callable[..., Awaitable[httpx2.AsyncClient]]
SIGNED_OUT = Statement(
    str,
    "SELECT concat_ws(' ', actor_kind, actor_id, target_id) FROM audit_events "
    "WHERE action = 'accounts.signed_out' ORDER BY id",
)
SESSIONS = Statement(int, "SELECT id FROM sessions WHERE user_id = $1 ORDER BY id")
SUSPEND = Statement(int, "UPDATE users SET suspended_at = now() WHERE id = $1 RETURNING id")


async def login(client: httpx2.AsyncClient, name: str, password: str = PASSWORD) -> httpx2.Response:
    return await client.post("/api/v1/auth/login", json={"login": name, "password": password})


async def test_the_customers_own_example_address_works(anonymous: httpx2.AsyncClient, people: People) -> None:
    user = await people.customer()
    answer = await anonymous.post("/api/auth/login", json={"login": user.email.upper(), "password": PASSWORD})
    assert answer.status_code == 200
    assert (await anonymous.get("/api/account")).json()["data"]["username"] == user.username


async def test_the_cookie_is_the_servers_alone(anonymous: httpx2.AsyncClient, people: People) -> None:
    user = await people.customer()
    cookies = (await login(anonymous, user.email)).headers.get_list("set-cookie")
    cookie = next(cookie for cookie in cookies if cookie.startswith("__Host-sid="))
    assert {"HttpOnly", "Secure", "Path=/", "SameSite=lax"} <= set(cookie.split("; "))


async def test_a_wrong_password_and_an_unknown_person_are_answered_alike(
    anonymous: httpx2.AsyncClient, people: People
) -> None:
    user = await people.customer()
    wrong = await login(anonymous, user.email, "not the password")
    unknown = await login(anonymous, "nobody@people.example", "not the password")
    assert wrong.status_code == unknown.status_code == 401
    assert wrong.content == unknown.content


async def test_an_unverified_person_is_told_so_only_with_the_right_password(
    anonymous: httpx2.AsyncClient, people: People
) -> None:
    user = await people.customer(is_verified=False)
    assert (await login(anonymous, user.email, "not the password")).json()["error"]["code"] == "invalid_credentials"
    refused = await login(anonymous, user.email)
    assert (refused.status_code, refused.json()["error"]["code"]) == (403, "email_not_verified")
    assert "set-cookie" not in refused.headers


async def test_a_suspended_person_is_out_at_once_everywhere(
    anonymous: httpx2.AsyncClient, people: People, services: Services, client_for: SignIn, clock: MovableClock
) -> None:
    user = await people.customer()
    inside = await client_for(user)
    assert (await inside.get("/api/v1/account")).status_code == 200
    await services.database.one(SUSPEND, user.id)
    async with services.database.begin() as tx:
        await services.sessions.end_all(tx, user.id)
    assert (await login(anonymous, user.email)).json()["error"]["code"] == "account_suspended"
    await is_put_out(inside)


async def test_signing_in_always_makes_a_new_session_and_ends_the_old_one(
    anonymous: httpx2.AsyncClient, people: People
) -> None:
    user = await people.customer()
    anonymous.cookies.set("__Host-sid", "planted-by-an-attacker", domain="portal.test")
    await login(anonymous, user.email)
    first = anonymous.cookies["__Host-sid"]
    assert first != "planted-by-an-attacker"
    await login(anonymous, user.email)
    assert anonymous.cookies["__Host-sid"] != first
    assert len((await anonymous.get("/api/v1/account/sessions")).json()["data"]) == 1


async def test_signing_out_ends_the_session_on_the_server(client_for: SignIn, people: People) -> None:
    client = await client_for(await people.customer())
    token = client.cookies["__Host-sid"]
    assert (await client.get("/api/v1/account")).status_code == 200
    assert (await client.post("/api/v1/auth/logout")).status_code == 204
    client.cookies.set("__Host-sid", token, domain="portal.test")
    await is_put_out(client)


async def test_a_person_sees_and_ends_only_their_own_sessions(client_for: SignIn, people: People) -> None:
    mine, other = await people.customer(), await people.customer()
    here, there, stranger = await client_for(mine), await client_for(mine), await client_for(other)
    sessions = (await here.get("/api/v1/account/sessions")).json()["data"]
    assert sorted(s["isCurrent"] for s in sessions) == [False, True]
    elsewhere = next(s["id"] for s in sessions if not s["isCurrent"])
    assert (await stranger.delete(f"/api/v1/account/sessions/{elsewhere}")).status_code == 404
    assert (await here.delete(f"/api/v1/account/sessions/{elsewhere}")).status_code == 204
    await is_put_out(there)
    assert (await here.get("/api/v1/account")).status_code == 200


async def test_a_guesser_is_slowed_and_the_owner_elsewhere_is_not(portal: Portal, people: People) -> None:
    user = await people.customer()
    guesser = portal.anonymous(address="198.51.100.7")
    answers = [await login(guesser, user.email, f"guess number {n}") for n in range(8)]
    assert [a.status_code for a in answers] == [401] * 6 + [429] * 2
    assert int(answers[-1].headers["retry-after"]) > 0
    assert answers[-1].json()["error"]["code"] == "too_many_attempts"
    owner = portal.anonymous(address="203.0.113.50")
    assert (await login(owner, user.email)).status_code == 200


async def test_ones_own_success_does_not_pay_for_guesses(portal: Portal, people: People) -> None:
    mine, victim = await people.customer(), await people.customer()
    attacker = portal.anonymous(address="198.51.100.8")
    statuses = []
    for n in range(9):
        statuses.append((await login(attacker, victim.email, f"guess number {n}")).status_code)
        await login(attacker, mine.email)
    assert statuses.count(401) == 6


async def test_every_end_of_a_session_that_somebody_wanted_is_written_down_once(
    anonymous: httpx2.AsyncClient, client_for: SignIn, people: People, services: Services
) -> None:
    """Whoever has stolen a session can end its owner's others."""
    user = await people.customer()
    for _ in range(2):  # signing in where one is signed in ends the old one
        assert (await login(anonymous, user.email)).status_code == 200
    elsewhere = await client_for(user)
    [first] = await services.database.all(SIGNED_OUT)
    here, there = await services.database.all(SESSIONS, user.id)
    assert (await elsewhere.delete(f"/api/v1/account/sessions/{here}")).status_code == 204
    for _ in range(2):
        assert (await elsewhere.post("/api/v1/auth/logout")).status_code == 204
    assert first.startswith(f"customer {user.id} ")
    ended = [f"customer {user.id} {session}" for session in (here, there)]
    assert await services.database.all(SIGNED_OUT) == [first, *ended]


async def test_an_old_bcrypt_hash_signs_in_and_becomes_argon2id(
    anonymous: httpx2.AsyncClient, people: People, services: Services
) -> None:
    import bcrypt

    user = await people.customer()
    old = bcrypt.hashpw(PASSWORD.encode(), bcrypt.gensalt(4)).decode()
    await services.database.one(
        Statement(int, "UPDATE users SET password_hash = $2 WHERE id = $1 RETURNING 1"), user.id, old
    )
    assert (await login(anonymous, user.email)).status_code == 200
    new = await services.database.one(Statement(str, "SELECT password_hash FROM users WHERE id = $1"), user.id)
    assert new.startswith("$argon2id$")
    assert (await login(anonymous, user.email)).status_code == 200


async def test_a_password_of_any_characters_counts_whole(
    anonymous: httpx2.AsyncClient, people: People, services: Services
) -> None:
    long = "påsswörd-" + "x" * 200
    user = await people.customer()
    hashed = await services.passwords.hash(long)
    await services.database.one(
        Statement(int, "UPDATE users SET password_hash = $2 WHERE id = $1 RETURNING 1"), user.id, hashed
    )
    assert (await login(anonymous, user.email, long[:-1])).status_code == 401
    assert (await login(anonymous, user.email, long)).status_code == 200


async def test_a_forgotten_password_is_reset_by_mail_and_every_session_ends(
    anonymous: httpx2.AsyncClient, people: People, client_for: SignIn, run_jobs: RunJobs, simulators: SimulatorProcess
) -> None:
    user = await people.customer()
    inside = await client_for(user)
    for address in (user.email, "nobody@people.example"):
        assert (await anonymous.post("/api/v1/auth/forgot-password", json={"email": address})).status_code == 202
    await run_jobs()
    assert simulators.mail_to("nobody@people.example") == []
    token = token_from(simulators, user.email)
    weak = await anonymous.post("/api/v1/auth/reset-password", json={"token": token, "password": "short"})
    assert list(weak.json()["error"]["details"]["fields"]) == ["password"]
    body = {"token": token, "password": "an entirely new password"}
    assert (await anonymous.post("/api/v1/auth/reset-password", json=body)).status_code == 200
    assert (await anonymous.post("/api/v1/auth/reset-password", json=body)).status_code == 422
    await is_put_out(inside)
    assert (await login(anonymous, user.email)).status_code == 401
    assert (await login(anonymous, user.email, "an entirely new password")).status_code == 200
    await run_jobs()
    assert "changed" in simulators.mail_to(user.email)[0]["text"]


async def test_a_reset_proves_the_mailbox_so_the_address_counts_as_verified(
    anonymous: httpx2.AsyncClient, people: People, run_jobs: RunJobs, simulators: SimulatorProcess
) -> None:
    user = await people.customer(is_verified=False)
    await anonymous.post("/api/v1/auth/forgot-password", json={"email": user.email})
    await run_jobs()
    body = {"token": token_from(simulators, user.email), "password": "an entirely new password"}
    await anonymous.post("/api/v1/auth/reset-password", json=body)
    assert (await login(anonymous, user.email, "an entirely new password")).status_code == 200


async def test_mail_to_one_address_is_limited_whoever_asks(portal: Portal) -> None:
    statuses = [
        (
            await portal.anonymous(address=f"198.51.100.{n}").post(
                "/api/v1/auth/forgot-password", json={"email": "target@people.example"}
            )
        ).status_code
        for n in range(6)
    ]
    assert statuses == [202] * 4 + [429] * 2


async def test_the_profile_changes_and_every_request_sees_it(client_for: SignIn, people: People) -> None:
    user, other = await people.customer(), await people.customer()
    client = await client_for(user)
    await client.get("/api/v1/account")
    changed = await client.patch("/api/v1/account", json={"username": "renamed", "timezone": "Europe/Tallinn"})
    assert changed.json()["data"]["username"] == "renamed"
    seen = (await client.get("/api/v1/account")).json()["data"]
    assert (seen["username"], seen["timezone"]) == ("renamed", "Europe/Tallinn")
    for body, field in (
        ({"username": other.username}, "username"),
        ({"timezone": "Mars/Olympus"}, "timezone"),
        ({"email": "x@people.example"}, "email"),
    ):
        refused = await client.patch("/api/v1/account", json=body)
        assert (refused.status_code, list(refused.json()["error"]["details"]["fields"])) == (422, [field])


@pytest.mark.parametrize("role", ["customer", "support", "admin"])
async def test_only_staff_may_list_people_and_no_hash_ever_travels(
    client_for: SignIn, people: People, role: str
) -> None:
    who = await people.customer() if role == "customer" else await people.staff(role)
    client = await client_for(who)
    answer = await client.get("/api/v1/admin/users", params={"q": who.username})
    if role == "customer":
        assert answer.status_code == 403
        return
    assert [row["username"] for row in answer.json()["data"]] == [who.username]
    assert "argon2" not in answer.text
    assert "password" not in answer.text.lower()


async def test_nobody_is_told_who_they_are_without_a_session(anonymous: httpx2.AsyncClient) -> None:
    for cookie in ("", "x", "a" * 500, "'; drop table users; --", "\u00e9"):
        answer = await anonymous.get("/api/v1/account", headers={b"cookie": f"__Host-sid={cookie}".encode()})
        assert answer.status_code == 401


async def test_signing_out_without_a_session_is_fine(anonymous: httpx2.AsyncClient) -> None:
    answer = await anonymous.post("/api/v1/auth/logout")
    assert (answer.status_code, answer.content) == (204, b"")


async def test_a_time_zone_nobody_lives_in_is_named(client_for: SignIn, people: People) -> None:
    client = await client_for(await people.customer())
    answer = await client.patch("/api/v1/account", json={"timezone": "Mars/Olympus"})
    assert (answer.status_code, list(answer.json()["error"]["details"]["fields"])) == (422, ["timezone"])


async def test_a_session_cannot_be_looked_up_while_the_database_is_away(
    client_for: SignIn, people: People, services: Services, portal: Portal
) -> None:
    client = await client_for(await people.customer())
    with portal.without_database():
        services.sessions._forget_all()
        answer = await client.get("/api/v1/account")
    assert (answer.status_code, answer.json()["error"]["code"]) == (503, "database_unavailable")
    assert int(answer.headers["retry-after"]) >= 1

    async def is_known_again() -> bool:
        return (await client.get("/api/v1/account")).status_code == 200

    await until(is_known_again, "a session that is known again")
