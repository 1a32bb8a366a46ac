"""The document says what is so: examples that fit, refusals that happen, bodies that are closed."""

from typing import Any

import jsonschema_rs
import msgspec

from skypanel.app.openapi_examples import EXAMPLES
from skypanel.app.routes import api_document

DOCUMENT: dict[str, Any] = msgspec.json.decode(api_document().text)
JSON = "application/json"
OPERATIONS = [
    (f"{method.upper()} {path}", operation)
    for path, methods in DOCUMENT["paths"].items()
    for method, operation in methods.items()
]


def media() -> list[tuple[str, dict[str, Any]]]:
    """Every JSON body and every JSON answer of success, with whose it is."""
    found = []
    for name, operation in OPERATIONS:
        found += [(f"{name} body", c) for c in operation.get("requestBody", {}).get("content", {}).values()]
        found += [
            (f"{name} {status}", answer["content"][JSON])
            for status, answer in operation["responses"].items()
            if status < "400" and JSON in answer.get("content", {})
        ]
    return found


def test_every_body_and_every_answer_has_an_example() -> None:
    assert [name for name, content in media() if "example" not in content and "$ref" in content["schema"]] == []


def test_every_example_fits_its_schema_and_names_every_field() -> None:
    for name, content in media():
        if "example" in content:
            whole = content["schema"] | {"components": DOCUMENT["components"]}
            errors = [error.message for error in jsonschema_rs.validator_for(whole).iter_errors(content["example"])]
            assert errors == [], name


def test_no_example_is_left_over() -> None:
    assert {name for name in EXAMPLES if name not in DOCUMENT["components"]["schemas"]} == set()


def test_a_body_that_refuses_unknown_fields_says_so() -> None:
    for name, operation in OPERATIONS:
        for content in operation.get("requestBody", {}).get("content", {}).values():
            reference = content["schema"].get("$ref", "").rpartition("/")[2]
            if reference:
                assert DOCUMENT["components"]["schemas"][reference]["additionalProperties"] is False, name


def test_only_what_changes_something_can_be_refused_for_where_it_came_from() -> None:
    told = {name for name, op in OPERATIONS if "cross_site" in op["responses"].get("403", {}).get("description", "")}
    assert told == {name for name, _ in OPERATIONS if not name.startswith("GET ")}


def test_every_wait_that_is_asked_for_has_a_header() -> None:
    for name, operation in OPERATIONS:
        for status in ("429", "503"):
            answer = operation["responses"].get(status)
            if answer is not None and (name, status) != ("GET /health/ready", "503"):
                assert "Retry-After" in answer["headers"], (name, status)


def test_bounds_are_whole_numbers_that_we_keep() -> None:
    identity = DOCUMENT["components"]["schemas"]["OpenTicket"]["properties"]["departmentId"]
    assert (identity["minimum"], identity["maximum"]) == (1, 2**63 - 1)
