"""A renamed column, or a type that drifted from its annotation, fails here and not at a customer."""

import datetime as dt
import re
import types
import typing
import uuid
from collections import defaultdict
from collections.abc import AsyncIterator
from typing import Any

import asyncpg
import pytest
from msgspec import Struct

from skypanel.core.db import Statement
from tests.support.databases import TEMPLATE, Databases
from tests.support.statements import all_statements

Connection: typing.TypeAlias = "asyncpg.Connection[Any]"
STATEMENTS = all_statements()

TEXT = {"text", "varchar", "bpchar", "name"}
WHOLE = {"int2", "int4", "int8"}
ROW_TYPES: dict[Any, set[str]] = {
    str: TEXT,
    int: WHOLE,
    bool: {"bool"},
    float: {"float8", "float4"},
    bytes: {"bytea"},
    uuid.UUID: {"uuid"},
    dt.datetime: {"timestamptz"},
    dt.timedelta: {"interval"},
    dict: {"jsonb"},
    list: {"jsonb"},
    types.NoneType: {"void"},
}
# The driver takes more than it gives back: an address as text, a whole number where a fraction is wanted.
PARAM_TYPES: dict[Any, set[str]] = ROW_TYPES | {str: TEXT | {"inet"}, int: WHOLE | {"float8"}}

# Whoever writes a table owns it; reading is free, in a SELECT.
LIBRARY_TABLES = {"procrastinate_jobs"}
WRITES = re.compile(r"\b(?:INSERT\s+INTO|UPDATE|DELETE\s+FROM)\s+([a-z_]+)", re.IGNORECASE)


def bare(annotation: Any) -> tuple[Any, Any]:
    """The type behind `X | None`, `Literal`, `Annotated`, and its element type for a list."""
    origin = typing.get_origin(annotation)
    if origin is typing.Annotated:
        return bare(typing.get_args(annotation)[0])
    if origin in {types.UnionType, typing.Union}:
        return bare(next(part for part in typing.get_args(annotation) if part is not types.NoneType))
    if origin is typing.Literal:
        return type(typing.get_args(annotation)[0]), None
    if origin is list:
        return list, bare(typing.get_args(annotation)[0])[0]
    return origin or annotation, None


def fits(annotation: Any, sql_type: str, allowed: dict[Any, set[str]]) -> bool:
    kind, element = bare(annotation)
    if kind is list and sql_type.endswith("[]"):
        return sql_type.removesuffix("[]") in allowed[element]
    return sql_type in allowed.get(kind, set())


@pytest.fixture
async def connection(databases: Databases) -> AsyncIterator[Connection]:
    """Nothing is executed, so the template itself will do."""
    found = await asyncpg.connect(databases.address(TEMPLATE))
    yield found
    await found.close()


@pytest.mark.parametrize("name", STATEMENTS)
async def test_a_statement_takes_and_gives_what_it_says(name: str, connection: Connection) -> None:
    statement = STATEMENTS[name]
    prepared = await connection.prepare(statement.sql)
    parameters = [_name(p) for p in prepared.get_parameters()]
    assert len(parameters) == len(statement.params), f"{name} declares {statement.params} for {parameters}"
    for position, (annotation, sql_type) in enumerate(zip(statement.params, parameters, strict=True), start=1):
        assert fits(annotation, sql_type, PARAM_TYPES), f"{name}: ${position} is {sql_type}, declared {annotation}"
    _check_columns(name, statement, [(a.name, _name(a.type)) for a in prepared.get_attributes()])


def _check_columns(name: str, statement: Statement[Any], columns: list[tuple[str, str]]) -> None:
    if statement.is_paged:
        assert columns.pop()[1] in WHOLE, f"{name}: the last column of a page is the total"
    if statement.row is types.NoneType:
        assert [sql_type for _, sql_type in columns] in ([], ["void"]), f"{name} gives rows nobody takes"
        return
    if issubclass(statement.row, Struct):
        hints = typing.get_type_hints(statement.row)
        declared = [(field, hints[field]) for field in statement.row.__struct_fields__]
    else:
        declared = [("the value", statement.row)]
    assert len(declared) == len(columns), f"{name}: {len(columns)} columns for {len(declared)} fields"
    for (field, annotation), (column, sql_type) in zip(declared, columns, strict=True):
        assert fits(annotation, sql_type, ROW_TYPES), f"{name}: {column} is {sql_type}, {field} is {annotation}"


def _name(sql_type: asyncpg.Type) -> str:
    if sql_type.kind == "array":
        return sql_type.name.removesuffix("[]").removeprefix("_") + "[]"
    return sql_type.name


def test_every_table_is_written_by_one_domain() -> None:
    writers: dict[str, set[str]] = defaultdict(set)
    for name, statement in STATEMENTS.items():
        for table in WRITES.findall(statement.sql):
            if table.lower() not in {"of", "set"} | LIBRARY_TABLES:
                writers[table].add(name.split(".")[1])
    assert {table: owners for table, owners in writers.items() if len(owners) > 1} == {}


def test_no_statement_is_built_from_a_value() -> None:
    assert [name for name, s in STATEMENTS.items() if re.search(r"%s|%\(|\{[a-z_]*\}(?!')", s.sql)] == []


def test_there_are_statements_to_check() -> None:
    assert len(STATEMENTS) > 50
