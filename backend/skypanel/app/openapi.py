"""The API document: OpenAPI 3.1, from the routes themselves, with every refusal a route can give."""

import asyncio
import functools
import re
from collections.abc import Callable
from typing import Any, Final

import msgspec
from litestar import Litestar, MediaType, Response, Router, get
from litestar.di import NamedDependency
from litestar.openapi.config import OpenAPIConfig

from skypanel.app.http.errors import status_of
from skypanel.app.openapi_examples import EVENTS, EXAMPLES, WEBHOOK_BODY
from skypanel.core.access import ANYONE, Access, allows
from skypanel.core.errors import Invalid, NotFound, NotPermitted, Refusal, TooMany, Unauthenticated, Unavailable
from skypanel.core.wire import MAX_ID
from skypanel.servers.errors import WebhookTokenWrong

VERSION: Final = "1"
_MODULE: Final = re.compile(r"skypanel\.(?:\w+\.)+")
_GENERIC: Final = re.compile(r"\b(Data|Listed|Data_list)_(\w+?)_(?=\")")
METHODS: Final = ("get", "post", "put", "patch", "delete")
_UNSAFE: Final = ("post", "put", "patch", "delete")
_JSON: Final = "application/json"
# These are answered without counting calls, so that a busy minute never looks like an outage.
_UNPACED: Final = "/health"
_REF: Final = "#/components/schemas/"

_ERROR_SCHEMA: Final[dict[str, Any]] = {
    "type": "object",
    "required": ["error"],
    "additionalProperties": False,
    "properties": {
        "error": {
            "type": "object",
            "required": ["code", "message"],
            "additionalProperties": False,
            "properties": {
                "code": {"type": "string", "description": "Stable, for programs."},
                "message": {"type": "string", "description": "A sentence for people."},
                "details": {
                    "type": "object",
                    "description": "Typed by the code; `fields` maps a field to what is wrong with it.",
                    "properties": {
                        "fields": {"type": "object", "additionalProperties": {"type": "string"}},
                        "retryAfterSeconds": {"type": "integer"},
                        "reference": {"type": "string"},
                    },
                },
            },
        }
    },
    "example": {
        "error": {
            "code": "invalid",
            "message": "Some fields need your attention.",
            "details": {"fields": {"subject": "Use at most 200 characters."}},
        }
    },
}


def openapi_config() -> OpenAPIConfig:
    return OpenAPIConfig(
        title="SkyPANEL",
        version=VERSION,
        description="The API of the client portal. Success is `{data, message?, pagination?}`, a refusal is `{error}`.",
    )


class ApiDocument:
    """What the routes say, with what the framework does not know: who may call, how it refuses, examples.

    Made of `routes` when first asked for, which takes a fifth of a second, once a process.
    """

    def __init__(self, routes: Callable[[], Litestar]) -> None:
        self._routes = routes

    @functools.cached_property
    def content(self) -> dict[str, Any]:
        """The document."""
        app = self._routes()
        found: dict[str, Any] = _renamed(app.openapi_schema.to_schema())
        schemas = found.setdefault("components", {}).setdefault("schemas", {})
        schemas["Error"] = _ERROR_SCHEMA
        found["components"]["securitySchemes"] = {
            "session": {"type": "apiKey", "in": "cookie", "name": "sid", "description": "`__Host-sid` over TLS."}
        }
        for path, methods in found["paths"].items():
            for method in METHODS:
                if method in methods:
                    _complete(methods[method], path, method, _opt_of(app, path, method.upper()))
                    _close_body(methods[method], schemas)
        return found

    @functools.cached_property
    def text(self) -> bytes:
        """The document as it is committed and served: stable order, indented."""
        return msgspec.json.format(msgspec.json.encode(self.content, order="sorted"), indent=2) + b"\n"


def _renamed(schema: dict[str, Any]) -> dict[str, Any]:
    """`schema` with short names; a generic's would be `Data_skypanel.accounts.schemas.Account_`."""
    text = _GENERIC.sub(r"\1Of\2", _MODULE.sub("", msgspec.json.encode(schema).decode()))
    found: dict[str, Any] = _with_whole_bounds(msgspec.json.decode(text))
    return found


def _with_whole_bounds(value: Any) -> Any:  # noqa: ANN401 - any part of the document
    """Bounds as whole numbers: the framework makes floats of them, and 2^63 - 1 is none."""
    if isinstance(value, dict):
        return {name: _with_whole_bounds(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [_with_whole_bounds(inner) for inner in value]
    if isinstance(value, float) and value.is_integer():
        return min(int(value), MAX_ID)
    return value


def _opt_of(app: Litestar, path: str, method: str) -> dict[str, Any]:
    for known in app.routes:
        template = getattr(known, "path_format", None)
        if template == path:
            handler = getattr(known, "route_handler_map", {}).get(method, [None])[0]
            if handler is not None:
                opt: dict[str, Any] = handler.opt
                return opt
    raise LookupError(f"{method} {path}")


def _complete(operation: dict[str, Any], path: str, method: str, opt: dict[str, Any]) -> None:
    access: Access = opt["access"]
    # An address with a NUL is refused everywhere; the database may be away wherever a cookie is looked up.
    kinds: list[type[Refusal | Unavailable]] = [*opt["refusals"], Unavailable, Invalid]
    if not path.startswith(_UNPACED):
        kinds.append(TooMany)
    if not access.is_public:
        operation["security"] = [{"session": []}]
        kinds.append(Unauthenticated)
    if access.permission is not None:
        operation["description"] = f"{operation.get('description') or ''}\n\nNeeds `{access.permission}`.".strip()
        kinds.append(NotPermitted)
    if any(parameter["in"] == "path" for parameter in operation.get("parameters", ())):
        kinds.append(NotFound)
    if WebhookTokenWrong in kinds:
        operation["requestBody"] = {"required": True, "content": {_JSON: WEBHOOK_BODY}}
    _describe(operation["responses"], kinds, is_unsafe=method in _UNSAFE, has_body=bool(operation.get("requestBody")))
    _exemplify(operation)
    if path == "/health/ready":
        operation["responses"]["503"]["content"] = operation["responses"]["200"]["content"]


def _describe(
    responses: dict[str, Any], kinds: list[type[Refusal | Unavailable]], *, is_unsafe: bool, has_body: bool
) -> None:
    by_status: dict[int, set[str]] = {}
    for kind in kinds:
        by_status.setdefault(status_of(kind), set()).add(f"`{kind.code}`: {kind.message}")
    if is_unsafe:
        by_status.setdefault(403, set()).add("`cross_site`: This request came from another site and was refused.")
        by_status[413] = {"`too_large`: The request is too large."}
        by_status[415] = {"`unsupported_media_type`: Send JSON with Content-Type: application/json."}
    if has_body:
        by_status[400] = {"`malformed`: The request could not be read."}
        by_status[408] = {"`too_slow`: The request took too long to arrive."}
    responses.pop("400", None)
    for status, sentences in sorted(by_status.items()):
        responses[str(status)] = {
            "description": "\n".join(sorted(sentences)),
            "content": {_JSON: {"schema": {"$ref": f"{_REF}Error"}}},
        }
        if status in {429, 503}:
            responses[str(status)]["headers"] = {
                "Retry-After": {"description": "Seconds to wait.", "schema": {"type": "integer", "minimum": 1}}
            }


def _exemplify(operation: dict[str, Any]) -> None:
    """Show what to send and what comes back, and say nothing of a content where none comes."""
    for status, response in operation["responses"].items():
        if status == "204":
            response.pop("content", None)
    medias = [operation.get("requestBody", {}).get("content", {})]
    medias += [response.get("content", {}) for response in operation["responses"].values()]
    for media in medias:
        for kind, content in media.items():
            name = content.get("schema", {}).get("$ref", "").removeprefix(_REF)
            if kind == "text/event-stream":
                content |= {"schema": {"description": "One event."}, "example": EVENTS}
            elif name in EXAMPLES:
                content["example"] = EXAMPLES[name]


def _close_body(operation: dict[str, Any], schemas: dict[str, Any]) -> None:
    """Say of a body's schema that fields it does not name are refused."""
    for content in operation.get("requestBody", {}).get("content", {}).values():
        name = content["schema"].get("$ref", "").removeprefix(_REF)
        if name:
            schemas[name]["additionalProperties"] = False


@get("/api/v1/openapi.json", opt=allows(ANYONE), include_in_schema=False, media_type=MediaType.JSON)
async def openapi_document(api_document: NamedDependency[ApiDocument]) -> Response[bytes]:
    # Nobody else waits while it is made.
    return Response(await asyncio.to_thread(lambda: api_document.text), media_type=MediaType.JSON)


openapi_router = Router("", route_handlers=[openapi_document])
