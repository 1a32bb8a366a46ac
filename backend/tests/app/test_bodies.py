"""A body is read as the document says it is written, and every wrong field is named in words for people."""

from collections.abc import Awaitable, Callable
from typing import Any

import httpx2

from skypanel.app.http.wording import sentence
from tests.support.people import People

SignIn = Callable[..., Awaitable[httpx2.AsyncClient]]
JSON = {"content-type": "application/json"}
WHOLE = {"subject": "No network", "message": "Since noon.", "departmentId": 1, "priority": "low"}


def fields_of(answer: httpx2.Response) -> Any:
    assert answer.status_code == 422, answer.text
    return answer.json()["error"]["details"]["fields"]


# A field, what it is sent as, and what is said.
WRONG_FIELDS: list[tuple[str, object, str]] = [
    ("departmentId", "1", "Must be a whole number."),
    ("departmentId", 1.0, "Must be a whole number."),
    ("departmentId", True, "Must be a whole number."),
    ("departmentId", None, "Must be a whole number."),
    ("departmentId", [1], "Must be a whole number."),
    ("departmentId", 0, "Must be 1 or more."),
    ("departmentId", 2**63, "Must be 9223372036854775807 or less."),
    ("departmentId", 10**30, "Must be 9223372036854775807 or less."),
    ("serverId", "7", "Must be a whole number."),
    ("subject", 7, "Must be text."),
    ("subject", {"$ne": None}, "Must be text."),
    ("subject", "", "This cannot be empty."),
    ("subject", "a" * 201, "Use at most 200 characters."),
    ("message", "a" * 20_001, "Use at most 20,000 characters."),
    ("subject", "a\x00b", "Use ordinary characters only; a NUL cannot be kept."),
    ("priority", "loud", "Choose one of: low, medium, high, urgent."),
    ("priority", 3, "Choose one of: low, medium, high, urgent."),
    ("status", "closed", "This field is not known here."),
]


async def test_a_field_of_another_type_is_refused_in_words_for_people(people: People, client_for: SignIn) -> None:
    client = await client_for(await people.customer())
    for field, value, said in WRONG_FIELDS:
        assert fields_of(await client.post("/api/v1/tickets", json=WHOLE | {field: value})) == {field: said}


async def test_every_wrong_field_is_named_at_once(people: People, client_for: SignIn) -> None:
    client = await client_for(await people.customer())
    answer = await client.post("/api/v1/tickets", json={"subject": 1, "priority": "x", "isAdmin": True, "message": "m"})
    assert fields_of(answer) == {
        "isAdmin": "This field is not known here.",
        "subject": "Must be text.",
        "departmentId": "This field is required.",
        "priority": "Choose one of: low, medium, high, urgent.",
    }


async def test_a_flag_is_true_or_false_and_nothing_like_it(anonymous: httpx2.AsyncClient) -> None:
    person = {"email": "a@people.example", "username": "somebody", "password": "long enough to be good"}
    for flag in (1, "true", "on", None):
        answer = await anonymous.post("/api/v1/auth/register", json=person | {"acceptTerms": flag})
        assert fields_of(answer) == {"acceptTerms": "Must be true or false."}


async def test_json_that_is_no_object_is_told_so(anonymous: httpx2.AsyncClient) -> None:
    for body in (b"[]", b"null", b"3", b'"text"', b"true", b"[[[]]]"):
        answer = await anonymous.post("/api/v1/auth/login", content=body, headers=JSON)
        assert fields_of(answer) == {"body": "Send a JSON object."}


async def test_no_body_is_told_so(anonymous: httpx2.AsyncClient) -> None:
    assert fields_of(await anonymous.post("/api/v1/auth/login")) == {"body": "Send a JSON object."}


NOT_JSON = [
    b"{",
    b"{'login': 'x'}",
    b'{"login": "x", }',
    b'{"login": "\xff"}',
    b'{"login": "\\ud800"}',
    b'{"login": NaN}',
    b'{"login": 1e400}',
    b"\xef\xbb\xbf{}",
    "{}".encode("utf-16"),
    b'{"login": "x"} {}',
    b'{"nested": ' + b"[" * 100_000,
    b'{"nested": ' + b'{"a":' * 50_000 + b"1" + b"}" * 50_001,
]


async def test_what_is_not_json_is_a_400(anonymous: httpx2.AsyncClient) -> None:
    for body in NOT_JSON:
        answer = await anonymous.post("/api/v1/auth/login", content=body, headers=JSON)
        assert (answer.status_code, answer.json()["error"]["code"]) == (400, "malformed"), body[:40]


async def test_a_flood_of_unknown_fields_is_answered_briefly(anonymous: httpx2.AsyncClient) -> None:
    answer = await anonymous.post("/api/v1/auth/login", json={f"{'x' * 500}{n}": n for n in range(1_000)})
    assert "login" in fields_of(answer)
    assert len(answer.content) < 10_000


# A query, the parameter it is about, and what is said.
WRONG_QUERIES = [
    ("perPage=many", "perPage", "Must be a whole number."),
    ("perPage=101", "perPage", "Must be 100 or less."),
    ("page=0", "page", "Must be 1 or more."),
    ("status=nice", "status", "Choose one of: open, answered, closed."),
    ("sort=price", "sort", "Choose one of: -lastMessageAt, lastMessageAt, -createdAt, createdAt."),
    ("q=" + "a" * 101, "q", "Use at most 100 characters."),
    ("departmentId=x", "departmentId", "Must be a whole number."),
]


async def test_a_wrong_query_parameter_is_named_as_on_the_wire(people: People, client_for: SignIn) -> None:
    client = await client_for(await people.customer())
    for query, name, said in WRONG_QUERIES:
        assert fields_of(await client.get(f"/api/v1/tickets?{query}")) == {name: said}


def test_a_complaint_nobody_has_heard_before_is_still_not_in_the_decoders_words() -> None:
    assert sentence("Invalid RFC3339 encoded datetime") == "This is not in the form it must have."
    assert sentence("Expected `uuid`, got `str`") == "This is not in the form it must have."
    assert sentence("Expected `str` of length >= 10") == "Use at least 10 characters."
