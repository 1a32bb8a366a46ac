"""Logs: one JSON object a line, and no secrets in it."""

import io
import json
import logging
from collections.abc import Iterator

import pytest
import structlog

from skypanel.core.log import REMOVED, configure_logging


@pytest.fixture
def lines() -> Iterator[io.StringIO]:
    stream = io.StringIO()
    handlers, level = logging.getLogger().handlers[:], logging.getLogger().level
    configure_logging("INFO", stream)
    yield stream
    structlog.reset_defaults()
    logging.getLogger().handlers[:] = handlers
    logging.getLogger().setLevel(level)


def last(stream: io.StringIO) -> dict[str, object]:
    found: dict[str, object] = json.loads(stream.getvalue().splitlines()[-1])
    return found


def test_a_value_whose_name_speaks_of_a_secret_is_removed_at_any_depth(lines: io.StringIO) -> None:
    structlog.get_logger().info(
        "tried", password="hunter2", headers={"Authorization": "Bearer x", "accept": "*"}, tried=[{"api_key": "k"}]
    )
    written = last(lines)
    assert written["password"] == REMOVED
    assert written["headers"] == {"Authorization": REMOVED, "accept": "*"}
    assert written["tried"] == [{"api_key": REMOVED}]
    assert "hunter2" not in lines.getvalue()


def test_a_line_break_in_a_value_stays_one_line(lines: io.StringIO) -> None:
    structlog.get_logger().info("said", text='a\n{"event":"forged"}')
    assert len(lines.getvalue().splitlines()) == 1
    assert last(lines)["event"] == "said"


def test_the_standard_librarys_records_look_the_same(lines: io.StringIO) -> None:
    logging.getLogger("somebody").warning("heard %s", "this")
    written = last(lines)
    assert (written["event"], written["level"], written["logger"]) == ("heard this", "warning", "somebody")


def test_chatty_libraries_are_quiet(lines: io.StringIO) -> None:
    logging.getLogger("httpx2").info("GET /secret")
    assert lines.getvalue() == ""
