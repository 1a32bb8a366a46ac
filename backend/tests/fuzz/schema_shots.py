"""Requests Schemathesis makes from the document: such as fit it, and such as break it in one place."""

import random
import warnings
from collections.abc import Iterator
from typing import Any, Final

import requests
import schemathesis
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis.errors import HypothesisWarning, Unsatisfiable
from schemathesis import GenerationMode
from schemathesis.checks import CHECKS, load_all_checks
from schemathesis.core.failures import FailureGroup
from schemathesis.core.result import Ok
from schemathesis.core.transport import Response

from tests.fuzz.shots import Shot
from tests.support.raw_http import Answer

_BASE: Final = "http://portal.test"
# Held against every answer. Access and unsupported methods have rules of their own in `run` and `strange_shots`:
# Schemathesis's send further requests by themselves, which no tally would know of.
CHECK_NAMES: Final = (
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_headers_conformance",
    "response_schema_conformance",
    "negative_data_rejection",
    "missing_required_header",
    "allow_header_conformance",
)
# A cookie or header of ours it would fill with noise; the caller's own come later.
_LEFT_TO_CALLER: Final = {"cookie", "host", "content-length", "connection", "accept-encoding", "user-agent"}


class SchemaShots:
    def __init__(self, document: dict[str, Any]) -> None:
        load_all_checks()
        self._schema = schemathesis.openapi.from_dict(_without_security(document))
        found = [result.ok() for result in self._schema.get_all_operations() if isinstance(result, Ok)]
        self._operations = {operation.label: operation for operation in found}
        self._checks = CHECKS.get_by_names(CHECK_NAMES)
        self.labels = sorted(self._operations)

    def draw(self, label: str, count: int, number: int) -> list[Shot]:
        """About `count` requests to one operation, the same for the same `number`; half of them break the document."""
        shots: list[Shot] = []
        for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):
            shots += self._draw(label, max(1, count // 2), number, mode)
        return shots

    def _draw(self, label: str, count: int, number: int, mode: GenerationMode) -> list[Shot]:
        cases: list[Any] = []
        strategy = self._operations[label].as_strategy(generation_mode=mode)

        @seed(number)
        @settings(
            max_examples=count,
            database=None,
            deadline=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(case=strategy)
        def collect(case: Any) -> None:
            cases.append(case)

        with warnings.catch_warnings():
            warnings.simplefilter("ignore", HypothesisWarning)
            try:
                collect()
            except Unsatisfiable:
                return []  # nothing in this operation can be broken that way
        return [shot for case in cases if (shot := _shot(label, case, mode.value)) is not None]

    def findings(self, shot: Shot, answer: Answer) -> list[str]:
        """What Schemathesis says of `answer`."""
        headers: dict[str, list[str]] = {}
        for name, value in answer.headers:
            headers.setdefault(name, []).append(value)
        response = Response(
            status_code=answer.status,
            headers=headers,
            content=answer.body,
            request=shot.prepared,
            elapsed=0.0,
            verify=False,
        )
        try:
            shot.case.validate_response(response, checks=self._checks)
        except FailureGroup as group:
            return [f"{type(failure).__name__}: {str(failure.message)[:200]}" for failure in group.exceptions]
        return []


def _without_security(document: dict[str, Any]) -> dict[str, Any]:
    """`document` as if nobody need sign in: who may call is our own rule, in `run`; the cookie is the caller's."""
    paths = {
        path: {
            method: {name: value for name, value in operation.items() if name != "security"}
            for method, operation in methods.items()
        }
        for path, methods in document["paths"].items()
    }
    return document | {"paths": paths}


def aim(shot: Shot, ids: dict[str, list[int]], rng: random.Random) -> Shot:
    """`shot` at records there are, if it was made to fit the document and names any."""
    if shot.origin != GenerationMode.POSITIVE.value or shot.label is None or rng.random() < 0.2:
        return shot
    path = shot.case.path_parameters
    known = {name: rng.choice(ids[name]) for name in path if ids.get(name)}
    path |= known
    if known and "action" in path:
        path["action"] = rng.choice(("boot", "shutdown", "restart", "poweroff"))
    body = shot.case.body
    if isinstance(body, dict) and "departmentId" in body:
        known["departmentId"] = body["departmentId"] = rng.randint(1, 3)
        body["serverId"] = rng.choice([None, *ids.get("server_id", [])])
    return (_shot(shot.label, shot.case, shot.origin) or shot) if known else shot


def _shot(label: str, case: Any, origin: str) -> Shot | None:
    """The case as bytes; None for one that no HTTP request can carry."""
    options = case.as_transport_kwargs(base_url=_BASE)
    allowed = {"method", "url", "headers", "params", "data", "json", "cookies", "files"}
    try:
        prepared = requests.Request(**{name: value for name, value in options.items() if name in allowed}).prepare()
    except (requests.exceptions.RequestException, UnicodeError, ValueError):
        return None
    body = prepared.body.encode() if isinstance(prepared.body, str) else prepared.body
    if not isinstance(body, bytes | None):
        return None
    return Shot(
        label=label,
        method=str(prepared.method),
        target=prepared.path_url.encode("utf-8"),
        headers=list(_header_bytes(prepared.headers)),
        body=body,
        origin=origin,
        case=case,
        prepared=prepared,
    )


def _header_bytes(headers: Any) -> Iterator[tuple[bytes, bytes]]:
    for name, value in headers.items():
        if str(name).lower() not in _LEFT_TO_CALLER:
            yield _latin(name), _latin(value)


def _latin(text: str | bytes) -> bytes:
    return text if isinstance(text, bytes) else text.encode("latin-1", "replace")
