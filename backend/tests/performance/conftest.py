"""A hand to ask the database ourselves."""

from collections.abc import AsyncIterator
from typing import Any

import asyncpg
import pytest


@pytest.fixture
async def connection(dsn: str) -> AsyncIterator[Any]:
    """A connection of the test's own to its database."""
    opened = await asyncpg.connect(dsn)
    yield opened
    await opened.close()
