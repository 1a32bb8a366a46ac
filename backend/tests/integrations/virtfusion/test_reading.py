"""Reading the panel's JSON leniently, and what of it may leave (docs/integrations/virtfusion.md, 1.4 and 8.4)."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any, get_args

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from skypanel.integrations.virtfusion.projection import read_server
from skypanel.integrations.virtfusion.reading import Fields, MissingFieldError
from skypanel.integrations.virtfusion.status import DisplayStatus

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=10,
)
SERVER_KEYS = st.sampled_from(
    [
        "uuid",
        "name",
        "hostname",
        "ownerId",
        "owner",
        "hypervisorId",
        "hypervisor",
        "state",
        "commissionStatus",
        "commissioned",
        "suspended",
        "protected",
        "buildFailed",
        "tasks",
        "deleteLevel",
        "settings",
        "resources",
        "traffic",
        "backupPlan",
        "network",
        "remoteState",
        "created",
        "built",
        "updated",
        "os",
        "qemuAgent",
        "server_info",
        "cpu",
    ]
)


@pytest.mark.parametrize(
    ("text", "instant"),
    [
        ("2026-03-04T10:20:30+00:00", datetime(2026, 3, 4, 10, 20, 30, tzinfo=UTC)),
        ("2026-03-04T12:20:30+02:00", datetime(2026, 3, 4, 10, 20, 30, tzinfo=UTC)),
        ("2026-03-04T10:20:30.000000Z", datetime(2026, 3, 4, 10, 20, 30, tzinfo=UTC)),
        ("2026-03-04 10:20:30", datetime(2026, 3, 4, 10, 20, 30, tzinfo=UTC)),
        ("", None),
        ("soon", None),
        (None, None),
        (1772619630, None),
    ],
)
def test_times_are_read_in_each_of_the_panels_forms(text: object, instant: datetime | None) -> None:
    assert Fields({"at": text}).instant("at") == instant


@pytest.mark.parametrize(
    ("value", "number"),
    [
        (5, 5),
        ("5", 5),
        (" 5 ", 5),
        (5.0, 5),
        ("5.0", 5),
        (True, None),
        (False, None),
        ("x", None),
        (5.5, None),
        ("inf", None),
    ],
)
def test_whole_numbers_are_read_also_in_quotes_and_booleans_are_none(value: object, number: int | None) -> None:
    assert Fields({"n": value}).integer("n") == number


def test_decimals_keep_every_digit() -> None:
    assert Fields({"n": "0.0100000000"}).decimal("n") == Decimal("0.0100000000")
    assert Fields({"n": 0.1}).decimal("n") == Decimal("0.1")


@pytest.mark.parametrize(
    ("value", "flag"),
    [
        (True, True),
        (False, False),
        (1, True),
        (0, False),
        ("true", True),
        ("0", False),
        ("", False),
        (None, True),
        ("?", True),
        ([], True),
    ],
)
def test_flags_are_read_as_booleans_numbers_or_words(value: object, flag: bool) -> None:  # noqa: FBT001 - a table
    assert Fields({"is": value}).flag("is", default=True) is flag


def test_an_empty_map_sent_as_a_list_is_an_empty_map_and_a_list_with_gaps_is_a_list() -> None:
    raw = Fields({"config": [], "rows": {"0": {"id": 1}, "2": {"id": 3}}})
    assert raw.map("config", "deep").names() == ()
    assert [row.integer("id") for row in raw.each("rows")] == [1, 3]


def test_what_a_record_cannot_be_without_is_named() -> None:
    for record in ({}, {"id": None}, {"id": "seven"}, {"id": 10**30}):  # no counter gets that far
        with pytest.raises(MissingFieldError, match="id"):
            Fields(record).require_integer("id")


@given(st.dictionaries(SERVER_KEYS, JSON), st.integers(min_value=1, max_value=2**63 - 1))
def test_a_server_is_readable_whatever_its_optional_fields_hold(fields: dict[str, Any], number: int) -> None:
    server = read_server(Fields({**fields, "id": number}))
    assert server.id == number
    assert server.status in get_args(DisplayStatus)


def test_nothing_private_survives_the_projection() -> None:
    server = read_server(
        Fields(
            {
                "id": 1,
                "settings": {
                    "encryptedPassword": "PRIVATE",
                    "decryptedPassword": "PRIVATE",
                    "config": {"x": "PRIVATE"},
                },
                "hypervisor": {
                    "id": 6,
                    "ip": "PRIVATE",
                    "dataDir": "PRIVATE",
                    "hostname": "PRIVATE",
                    "name": "PRIVATE",
                },
                "vnc": {"ip": "PRIVATE", "password": "PRIVATE"},
                "customXML": {"domain": {"xml": "PRIVATE"}},
                "qemuAgent": {"os": {"screen": "PRIVATE"}},
                "storage": [{"path": "PRIVATE"}],
                "owner": {"id": 1, "email": "PRIVATE", "name": "PRIVATE"},
                "sharedUsers": [{"email": "PRIVATE"}],
                "sshKeys": [{"public": "PRIVATE"}],
            }
        )
    )
    assert b"PRIVATE" not in msgspec.json.encode(server)


@pytest.mark.parametrize(
    ("memory", "total", "free"),
    [
        ({"memtotal": "2000", "memavailable": "1500", "memfree": "900", "available": "2000"}, 2000, 1500),
        ({"actual": "2048", "available": "2000", "usable": "1500", "unused": "900"}, 2048, 1500),
        ({"actual": "2048", "available": "2000", "unused": "900"}, 2048, 900),
        ({"actual": "2048", "available": "2000", "rss": "700"}, 2048, None),
        ([], None, None),
    ],
)
def test_memory_that_the_guest_can_see_is_not_memory_that_is_free(
    memory: object, total: int | None, free: int | None
) -> None:
    remote = read_server(Fields({"id": 1, "remoteState": {"state": "running", "memory": memory}})).remote
    assert remote is not None
    assert (remote.memory_total_kib, remote.memory_free_kib) == (total, free)


@pytest.mark.parametrize("value", ["1e400000", 1e300, "9" * 5000, "-1e99", int("9" * 40)])
def test_a_number_no_counter_reaches_is_none_and_costs_nothing(value: object) -> None:
    assert Fields({"n": value}).integer("n") is None


@pytest.mark.parametrize("value", ["0001-01-01T00:00:00+23:59", "9999-12-31T23:59:59-23:59"])
def test_a_time_outside_of_time_is_none(value: str) -> None:
    assert Fields({"t": value}).instant("t") is None
