"""The API document: OpenAPI 3.1, from the routes themselves, with every refusal a route can give."""

import re
from typing import Any, Final

import msgspec
from litestar import Litestar, MediaType, Request, Response, Router, get
from litestar.openapi.config import OpenAPIConfig

from skypanel.app.errors import status_of
from skypanel.core.access import ANYONE, Access, allows
from skypanel.core.errors import Invalid, NotFound, NotPermitted, Refusal, TooMany, Unauthenticated, Unavailable

VERSION: Final = "1"
_MODULE: Final = re.compile(r"skypanel\.(?:\w+\.)+")
_GENERIC: Final = re.compile(r"\b(Data|Listed|Data_list)_(\w+?)_(?=\")")
_METHODS: Final = ("get", "post", "put", "patch", "delete")

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
}


def openapi_config() -> OpenAPIConfig:
    return OpenAPIConfig(
        title="SkyPANEL",
        version=VERSION,
        description="The API of the client portal. Success is `{data, message?, pagination?}`, a refusal is `{error}`.",
        render_plugins=[],
        path="/api/v1/unused-openapi",
    )


def document(app: Litestar) -> dict[str, Any]:
    """The document of `app`, completed with what the framework does not know: who may call, and how it can refuse."""
    found: dict[str, Any] = app.openapi_schema.to_schema()
    found.setdefault("components", {}).setdefault("schemas", {})["Error"] = _ERROR_SCHEMA
    found["components"]["securitySchemes"] = {
        "session": {"type": "apiKey", "in": "cookie", "name": "sid", "description": "`__Host-sid` over TLS."}
    }
    for path, methods in found["paths"].items():
        for method in _METHODS:
            if method in methods:
                _complete(methods[method], _opt_of(app, path, method.upper()))
    return found


def document_bytes(app: Litestar) -> bytes:
    """The document as it is committed and served: stable order, indented."""
    text = msgspec.json.encode(document(app), order="sorted").decode()
    # The framework names a generic after its whole module path: `Data_skypanel.accounts.schemas.Account_`.
    text = _MODULE.sub("", text)
    text = _GENERIC.sub(r"\1Of\2", text)
    return msgspec.json.format(text, indent=2).encode() + b"\n"


def _opt_of(app: Litestar, path: str, method: str) -> dict[str, Any]:
    for known in app.routes:
        template = getattr(known, "path_format", None)
        if template == path:
            handler = getattr(known, "route_handler_map", {}).get(method, [None])[0]
            if handler is not None:
                opt: dict[str, Any] = handler.opt
                return opt
    raise LookupError(f"{method} {path}")


def _complete(operation: dict[str, Any], opt: dict[str, Any]) -> None:
    access: Access = opt["access"]
    kinds: list[type[Refusal | Unavailable]] = [*opt["refusals"], TooMany, Unavailable]
    if not access.is_public:
        operation["security"] = [{"session": []}]
        kinds.append(Unauthenticated)
    if access.permission is not None:
        operation["description"] = f"{operation.get('description') or ''}\n\nNeeds `{access.permission}`.".strip()
        kinds.append(NotPermitted)
    if operation.get("requestBody") or operation.get("parameters"):
        kinds.append(Invalid)
    if any(parameter["in"] == "path" for parameter in operation.get("parameters", ())):
        kinds.append(NotFound)
    _describe(operation["responses"], kinds, has_body=bool(operation.get("requestBody")))


def _describe(responses: dict[str, Any], kinds: list[type[Refusal | Unavailable]], *, has_body: bool) -> None:
    by_status: dict[int, set[str]] = {}
    for kind in kinds:
        by_status.setdefault(status_of(kind), set()).add(f"`{kind.code}`: {kind.message}")
    by_status.setdefault(403, set()).add("`cross_site`: This request came from another site and was refused.")
    if has_body:
        by_status[400] = {"`malformed`: The request could not be read."}
        by_status[413] = {"`too_large`: The request is too large."}
        by_status[415] = {"`unsupported_media_type`: Send JSON with Content-Type: application/json."}
    responses.pop("400", None)
    for status, sentences in sorted(by_status.items()):
        responses[str(status)] = {
            "description": "\n".join(sorted(sentences)),
            "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Error"}}},
        }


@get("/api/v1/openapi.json", opt=allows(ANYONE), include_in_schema=False, media_type=MediaType.JSON)
async def openapi_document(request: Request[Any, Any, Any]) -> Response[bytes]:
    app = request.app
    body = app.state.get("openapi_document")
    if body is None:
        body = app.state["openapi_document"] = document_bytes(app)
    return Response(body, media_type=MediaType.JSON)


openapi_router = Router("", route_handlers=[openapi_document])


def document_for_commit() -> bytes:
    """The document without any configuration of ours: nothing is connected to."""
    from skypanel.app.build import build
    from skypanel.app.config import read_config
    from skypanel.app.web import routes_of

    return document_bytes(routes_of(build(read_config({"SKYPANEL_ENVIRONMENT": "test"}))))
