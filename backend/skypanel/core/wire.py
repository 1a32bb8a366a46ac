"""Shapes that every door shares: the envelope, paging, and text that PostgreSQL can hold."""

from typing import Annotated, Generic, TypeVar

from litestar.params import HeaderParameter, PathParameter, QueryParameter
from msgspec import Meta, Struct

T = TypeVar("T")

MAX_ID = 2**63 - 1
MAX_PER_PAGE = 100

# PostgreSQL text cannot hold NUL; refusing it here names the field, refusing it there would be our error.
_NO_NUL = "^[^\\x00]*$"

Id = Annotated[int, Meta(ge=1, le=MAX_ID)]


def text(*, shortest: int = 1, longest: int) -> Meta:
    """The bounds of a string without NUL, for an annotation such as `Annotated[str, …]`."""
    return Meta(min_length=shortest, max_length=longest, pattern=_NO_NUL)


class Body(Struct, rename="camel", forbid_unknown_fields=True):
    """Base of every request body: camelCase, and a field we do not know is refused, so nothing is mass-assigned."""


class View(Struct, rename="camel"):
    """Base of every answer: camelCase."""


class Data(Struct, Generic[T], omit_defaults=True):
    """The envelope of success: the answer, and sometimes a sentence for a person."""

    data: T
    message: str | None = None


class Pagination(View):
    current_page: int
    total_pages: int
    total_items: int
    items_per_page: int


class Listed(Struct, Generic[T]):
    """The envelope of one page of a list."""

    data: list[T]
    pagination: Pagination


def listed(items: list[T], *, total: int, page: int, per_page: int) -> Listed[T]:
    return Listed(
        data=items,
        pagination=Pagination(
            current_page=page, total_pages=max(1, -(-total // per_page)), total_items=total, items_per_page=per_page
        ),
    )


# Paging, as every list takes it. The bound on the page keeps a deep offset from becoming an expensive question.
PageNumber = Annotated[int, QueryParameter(ge=1, le=10_000, description="From 1")]
PerPage = Annotated[int, QueryParameter(name="perPage", ge=1, le=MAX_PER_PAGE)]
Search = Annotated[str | None, QueryParameter(max_length=100, pattern=_NO_NUL)]
# A record's number in a path. What no record can have is refused before the database is asked.
PathId = Annotated[int, PathParameter(ge=1, le=MAX_ID)]

IdempotencyKey = Annotated[
    str | None,
    HeaderParameter(
        name="Idempotency-Key", description="The same key and body makes one thing, however often it is sent."
    ),
]
