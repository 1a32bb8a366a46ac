"""How every kind of no travels: the one table of statuses, and the one form on the wire."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any, Final

import msgspec
import structlog
from litestar import Request
from litestar.exceptions import ClientException, HTTPException, ValidationException

from skypanel.app.http.answers import Answer, JsonAnswer, json_answer
from skypanel.app.http.wording import NOT_AN_OBJECT, sentence
from skypanel.core.caller import current_caller
from skypanel.core.errors import (
    Conflict,
    Invalid,
    NotFound,
    NotPermitted,
    PaymentRequired,
    Refusal,
    TooMany,
    Unauthenticated,
    Unavailable,
)

log = structlog.get_logger()

STATUS: Final[dict[type[Exception], int]] = {
    Unauthenticated: 401,
    PaymentRequired: 402,
    NotPermitted: 403,
    NotFound: 404,
    Conflict: 409,
    Invalid: 422,
    TooMany: 429,
    Unavailable: 503,
}


class BodyTooLargeError(Exception):
    """More bytes arrived than we read."""


class BodyTooSlowError(Exception):
    """The rest of the body did not arrive in the time we wait for one."""


# What the framework refuses before a handler runs, in our words.
_FRAMEWORK: Final[dict[int, tuple[str, str]]] = {
    400: ("malformed", "The request could not be read."),
    404: ("not_found", "This does not exist."),
    405: ("method_not_allowed", "This address does not take that method."),
    408: ("too_slow", "The request took too long to arrive."),
    413: ("too_large", "The request is too large."),
    415: ("unsupported_media_type", "Send JSON with Content-Type: application/json."),
}


def status_of(kind: type[Exception]) -> int:
    """The HTTP status of a refusal or an outage, by the nearest kind it descends from."""
    return next(STATUS[parent] for parent in kind.__mro__ if parent in STATUS)


def error_body(code: str, message: str, details: Any = None) -> bytes:  # noqa: ANN401 - details are typed by their code
    """The wire form of every error."""
    error: dict[str, Any] = {"code": code, "message": message}
    if details:
        error["details"] = details
    return msgspec.json.encode({"error": error})


def answer_to(error: Exception) -> Answer:
    """How anything that a handler raised is told. What is neither a refusal nor an outage is our bug."""
    match error:
        case TooMany():
            body = error_body(error.code, error.text, error.details)
            answer = json_answer(429, body, _retry_after(error.retry_after_seconds))
        case Refusal():
            answer = json_answer(status_of(type(error)), error_body(error.code, error.text, error.details))
        case Unavailable():
            log.warning("unavailable", code=error.code, cause=repr(error.__cause__))
            seconds = max(1, round(error.retry_after_seconds))
            body = error_body(error.code, error.text, {"retryAfterSeconds": seconds})
            answer = json_answer(503, body, _retry_after(seconds))
        case BodyTooLargeError():
            answer = json_answer(413, error_body(*_FRAMEWORK[413]))
        case BodyTooSlowError():
            answer = json_answer(408, error_body(*_FRAMEWORK[408]), (b"connection", b"close"))
        case HTTPException() if error.status_code < HTTPStatus.INTERNAL_SERVER_ERROR:
            answer = _framework_answer(error)
        case _:
            answer = json_answer(500, bug_body(error))
    return answer


def _framework_answer(error: HTTPException) -> Answer:
    """What Litestar refuses (unknown path, wrong method, unreadable body) in our form."""
    status = error.status_code
    code, message = _FRAMEWORK.get(status, ("refused", HTTPStatus(status).phrase + "."))
    kept = []
    for name, value in (error.headers or {}).items():
        if name.lower() == "allow":
            kept.append((b"allow", ", ".join(sorted(value.split(", "))).encode()))
        elif name.lower() == "retry-after":
            kept.append((b"retry-after", value.encode()))
    return json_answer(status, error_body(code, message), *kept)


def _retry_after(seconds: int) -> tuple[bytes, bytes]:
    return b"retry-after", b"%d" % seconds


def bug_body(error: Exception) -> bytes:
    """Log `error` and give the body that tells of it."""
    reference = current_caller().request_id
    log.error("bug", exc_info=error, reference=reference)
    message = "Something went wrong on our side. If it happens again, tell support this reference."
    return error_body("internal", message, {"reference": reference})


def _response(request: Request[Any, Any, Any], error: Exception) -> JsonAnswer:
    """The same, for the framework."""
    if isinstance(error, ValidationException):
        return JsonAnswer(_validation_answer(request, error))
    return JsonAnswer(answer_to(error))


def _validation_answer(request: Request[Any, Any, Any], error: ValidationException) -> Answer:
    if any(problem.get("source") == "path" for problem in _problems(error)):
        # An id nothing can have.
        return json_answer(404, error_body(*_FRAMEWORK[404]))
    fields = dict(_explain(request, problem) for problem in _problems(error))
    return json_answer(422, error_body("invalid", Invalid.message, {"fields": fields} if fields else None))


def _problems(error: ValidationException) -> list[dict[str, Any]]:
    return error.extra if isinstance(error.extra, list) else []


def _explain(request: Request[Any, Any, Any], problem: Mapping[str, Any]) -> tuple[str, str]:
    """The parameter's name on the wire and a sentence. Bodies are explained where they are decoded."""
    key = str(problem.get("key", ""))
    if key in {"", "data"}:
        return "body", NOT_AN_OBJECT
    declared = request.route_handler.parsed_fn_signature.parameters.get(key)
    if declared is None:
        return key, sentence(str(problem.get("message", "")))
    name = getattr(declared.kwarg_definition, "name", None) or key
    return name, sentence(str(problem.get("message", "")), declared.annotation)


HANDLERS: Final[dict[Any, Any]] = dict.fromkeys((Exception, HTTPException, ClientException), _response)
