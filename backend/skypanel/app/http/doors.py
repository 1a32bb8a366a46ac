"""The ordinary doors, answered without the framework's work per request.

The framework declares routes, documents them, and answers whatever is out of the ordinary. What it does anew for each
request costs more than the rest of a read (docs/operations/performance.md), and for a door that takes an id, a few
parameters or a JSON body and gives a Struct all of it is known when the process starts. It is worked out once, here.
Whatever is not plainly good is left to the framework, so that one place explains what is wrong with a request.
"""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, Final
from urllib.parse import parse_qsl

import msgspec
from litestar import Litestar, Response
from litestar.enums import ParamType
from litestar.exceptions import ClientException
from litestar.handlers import HTTPRouteHandler
from litestar.params import ParameterKwarg
from litestar.routes import HTTPRoute
from litestar.typing import FieldDefinition
from msgspec import NODEFAULT

from skypanel.app.http.answers import Answer, answer_of
from skypanel.app.http.asgi import Receive
from skypanel.app.http.bodies import decode
from skypanel.app.http.errors import answer_to
from skypanel.core.access import Access, Principal

_ID: Final = re.compile(r"(?<=/)[0-9]{1,19}(?=/|$)")
_LONGEST_QUERY: Final = 400
_PRINCIPAL: Final = "principal"
_BODY: Final = "data"


class Door:
    """One route and method. `template` is the route's address with its parameters' names, as figures are kept by."""

    def __init__(self, handler: HTTPRouteHandler, route: HTTPRoute, given: Mapping[str, object]) -> None:
        parameters = handler.parsed_fn_signature.parameters
        asked = {name: each for name, each in parameters.items() if name not in {*given, _PRINCIPAL, _BODY}}
        self.template = route.path_format
        self._access: Access = handler.opt["access"]
        self._call = handler.fn
        self._status = handler.status_code
        self._given = {name: given[name] for name in parameters if name in given}
        self._takes_principal = _PRINCIPAL in parameters
        self._body = handler.parsed_data_field.annotation if handler.parsed_data_field else None
        self._ids = [name for name in route.path_parameters if name in asked]
        self._query = {_wire_name(name, each): name for name, each in asked.items() if _source(each) is ParamType.QUERY}
        self._headers = {
            _wire_name(name, each).lower().encode(): name
            for name, each in asked.items()
            if _source(each) is ParamType.HEADER
        }
        types = handler.signature_model.__annotations__
        self._model = msgspec.defstruct(
            "Asked",
            [(name, types[name], each.default if each.has_default else NODEFAULT) for name, each in asked.items()],
            kw_only=True,
        )
        # Most lists are asked for in the same few ways.
        self._by_query = lru_cache(maxsize=256)(lambda query: self._understand(query, (), {}))

    def arguments(self, ids: Sequence[str], query: bytes, headers: Mapping[bytes, bytes]) -> dict[str, Any] | None:
        """What the handler is called with, but for body and principal; None where the request is not plainly good."""
        if len(query) > _LONGEST_QUERY or len(ids) != len(self._ids):
            return None
        is_by_query = not self._ids and not self._headers
        meant = self._by_query(query) if is_by_query else self._understand(query, ids, headers)
        return None if meant is None else {**self._given, **meant}

    def _understand(self, query: bytes, ids: Sequence[str], headers: Mapping[bytes, bytes]) -> dict[str, Any] | None:
        said = _pairs(query, self._query)
        if said is None:
            return None
        said |= zip(self._ids, ids, strict=True)
        said |= {name: headers[header].decode("latin-1") for header, name in self._headers.items() if header in headers}
        try:
            return msgspec.structs.asdict(msgspec.convert(said, self._model, strict=False))
        except msgspec.ValidationError:
            return None

    async def answer(self, arguments: dict[str, Any], principal: Principal | None, receive: Receive) -> Answer:
        """Check who asks, read the body, call the handler. Never raises: whatever went wrong is an answer too."""
        try:
            self._access.check(principal)
            if self._takes_principal:
                arguments[_PRINCIPAL] = principal
            if self._body is not None:
                arguments[_BODY] = decode(await _whole(receive), self._body)
            return answer_of(self._status, await self._call(**arguments))
        except Exception as error:  # noqa: BLE001 - each is told as what it is; a bug is logged whole
            return answer_to(error)


class Doors:
    """The ordinary ones among the routes of `app`. `given` are the handlers' collaborators by name."""

    def __init__(self, app: Litestar, given: Mapping[str, object]) -> None:
        self._fixed: dict[tuple[str, str], Door] = {}
        self._with_ids: dict[tuple[str, str], Door] = {}
        for route in app.routes:
            if isinstance(route, HTTPRoute):
                shape = re.sub(r"{[^}]*}", "#", route.path)
                for method, (handler, _) in route.route_handler_map.items():
                    if _is_ordinary(handler, route, given):
                        where = self._with_ids if route.path_parameters else self._fixed
                        where[str(method), shape] = Door(handler, route, given)

    def find(self, method: str, path: str) -> tuple[Door, Sequence[str]] | None:
        """The door at `path` and the ids in it; None where there is no ordinary one."""
        door = self._fixed.get((method, path))
        if door is not None:
            return door, ()
        ids = _ID.findall(path)
        door = self._with_ids.get((method, _ID.sub("#", path))) if ids else None
        return None if door is None else (door, ids)


def _is_ordinary(handler: HTTPRouteHandler, route: HTTPRoute, given: Mapping[str, object]) -> bool:
    """Whether the handler takes nothing but what a door can give, and gives what can be encoded as it is."""
    gives = handler.parsed_fn_signature.return_type
    if _has_more_to_it(handler) or handler.resolve_dependencies().keys() - {*given, _PRINCIPAL}:
        return False
    if "access" not in handler.opt or handler.has_sync_callable or gives.is_subclass_of(Response):
        return False
    if any(each.type is not int for each in route.path_parameters.values()):
        return False
    return all(
        name in given
        or name in {_PRINCIPAL, _BODY}
        or name in route.path_parameters
        or _source(each) in {ParamType.QUERY, ParamType.HEADER}
        for name, each in handler.parsed_fn_signature.parameters.items()
    )


def _has_more_to_it(handler: HTTPRouteHandler) -> bool:
    """Whether the framework does something around the handler that a door would leave out."""
    return bool(
        handler.resolve_guards()
        or handler.resolve_before_request()
        or handler.after_request
        or handler.resolve_after_response()
        or handler.resolve_response_headers()
        or handler.resolve_response_cookies()
        or handler.cache
    )


def _source(parameter: FieldDefinition) -> ParamType | None:
    declared = parameter.kwarg_definition
    return declared.param_type if isinstance(declared, ParameterKwarg) else None


def _wire_name(name: str, parameter: FieldDefinition) -> str:
    declared = parameter.kwarg_definition
    return (declared.name if isinstance(declared, ParameterKwarg) else None) or name


def _pairs(query: bytes, names: Mapping[str, str]) -> dict[str, str] | None:
    """What the query says of the parameters in `names` (on the wire: in the handler); None where it repeats itself."""
    if not query:
        return {}
    pairs = parse_qsl(query.decode("latin-1"), keep_blank_values=True)
    by_name = dict(pairs)
    return {names[name]: by_name[name] for name in names if name in by_name} if len(by_name) == len(pairs) else None


async def _whole(receive: Receive) -> bytes:
    """The body. Raises ClientException where the caller left before its end."""
    parts = []
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise ClientException
        parts.append(message.get("body", b""))
        if not message.get("more_body", False):
            return b"".join(parts)
