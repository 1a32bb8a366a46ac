"""How every kind of no travels: the one table of statuses, and the one form on the wire."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any, Final

import msgspec
import structlog
from litestar import MediaType, Request, Response
from litestar.exceptions import ClientException, HTTPException, ValidationException

from skypanel.app.wording import NOT_AN_OBJECT, sentence
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


def refusal_response(_request: Request[Any, Any, Any], refusal: Refusal) -> Response[bytes]:
    headers = {"retry-after": str(refusal.retry_after_seconds)} if isinstance(refusal, TooMany) else {}
    return _response(status_of(type(refusal)), error_body(refusal.code, refusal.text, refusal.details), headers)


def unavailable_response(_request: Request[Any, Any, Any], outage: Unavailable) -> Response[bytes]:
    log.warning("unavailable", code=outage.code, cause=repr(outage.__cause__))
    seconds = str(max(1, round(outage.retry_after_seconds)))
    return _response(
        503, error_body(outage.code, outage.text, {"retryAfterSeconds": int(seconds)}), {"retry-after": seconds}
    )


def framework_response(_request: Request[Any, Any, Any], error: HTTPException) -> Response[bytes]:
    """What Litestar refuses (unknown path, wrong method, unreadable body) in our form."""
    if isinstance(error, ValidationException):
        if any(problem.get("source") == "path" for problem in _problems(error)):
            # An id nothing can have.
            return _response(404, error_body(*_FRAMEWORK[404]), {})
        return _response(422, _validation_body(_request, error), {})
    status = error.status_code
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return bug_response(_request, error)
    code, message = _FRAMEWORK.get(status, ("refused", HTTPStatus(status).phrase + "."))
    headers = {name: value for name, value in (error.headers or {}).items() if name.lower() in {"allow", "retry-after"}}
    return _response(status, error_body(code, message), headers)


def bug_response(_request: Request[Any, Any, Any], error: Exception) -> Response[bytes]:
    """Anything unexpected: logged whole, told only as a reference to quote."""
    return _response(500, bug_body(error), {})


def bug_body(error: Exception) -> bytes:
    """Log `error` and give the body that tells of it."""
    reference = current_caller().request_id
    log.error("bug", exc_info=error, reference=reference)
    message = "Something went wrong on our side. If it happens again, tell support this reference."
    return error_body("internal", message, {"reference": reference})


def _validation_body(request: Request[Any, Any, Any], error: ValidationException) -> bytes:
    fields = dict(_explain(request, problem) for problem in _problems(error))
    return error_body("invalid", Invalid.message, {"fields": fields} if fields else None)


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


def _response(status: int, body: bytes, headers: dict[str, str]) -> Response[bytes]:
    return Response(body, status_code=status, media_type=MediaType.JSON, headers=headers)


def too_large_response(_request: Request[Any, Any, Any], _error: BodyTooLargeError) -> Response[bytes]:
    return _response(413, error_body(*_FRAMEWORK[413]), {})


def too_slow_response(_request: Request[Any, Any, Any], _error: BodyTooSlowError) -> Response[bytes]:
    return _response(408, error_body(*_FRAMEWORK[408]), {"connection": "close"})


HANDLERS: Final[dict[Any, Any]] = {
    BodyTooSlowError: too_slow_response,
    BodyTooLargeError: too_large_response,
    Refusal: refusal_response,
    Unavailable: unavailable_response,
    ClientException: framework_response,
    HTTPException: framework_response,
    Exception: bug_response,
}
