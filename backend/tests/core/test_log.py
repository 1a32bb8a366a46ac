"""Logs: one JSON object a line, and no secrets in it."""

import io
import json
import logging

import structlog

from skypanel.core.log import REMOVED


def last(stream: io.StringIO) -> dict[str, object]:
    found: dict[str, object] = json.loads(stream.getvalue().splitlines()[-1])
    return found


def test_a_value_whose_name_speaks_of_a_secret_is_removed_at_any_depth(printed: io.StringIO) -> None:
    structlog.get_logger().info(
        "tried", password="hunter2", headers={"Authorization": "Bearer x", "accept": "*"}, tried=[{"api_key": "k"}]
    )
    written = last(printed)
    assert written["password"] == REMOVED
    assert written["headers"] == {"Authorization": REMOVED, "accept": "*"}
    assert written["tried"] == [{"api_key": REMOVED}]
    assert "hunter2" not in printed.getvalue()


def test_a_line_break_in_a_value_stays_one_line(printed: io.StringIO) -> None:
    structlog.get_logger().info("said", text='a\n{"event":"forged"}')
    assert len(printed.getvalue().splitlines()) == 1
    assert last(printed)["event"] == "said"


def test_the_standard_librarys_records_look_the_same(printed: io.StringIO) -> None:
    logging.getLogger("somebody").warning("heard %s", "this")
    written = last(printed)
    assert (written["event"], written["level"], written["logger"]) == ("heard this", "warning", "somebody")


def test_chatty_libraries_are_quiet(printed: io.StringIO) -> None:
    logging.getLogger("httpx2").info("GET /secret")
    assert printed.getvalue() == ""
