"""A durable database server for processes that are killed."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.chaos.postgres import Postgres


@pytest.fixture(scope="package")
def postgres() -> Iterator[Postgres]:
    directory = Path(tempfile.mkdtemp(prefix="sp-"))
    try:
        with Postgres(directory / "pg") as running:
            yield running
    finally:
        shutil.rmtree(directory, ignore_errors=True)
