"""What a call looks like before it is sent, and what an answer asks for."""

from datetime import UTC, datetime

import pytest

from skypanel.core.http.call import Answer, Call, parse_retry_after, path_values, query_pairs
from skypanel.core.http.limits import OutboundLimits

NOW = datetime(2026, 3, 4, 10, 20, 30, tzinfo=UTC)


def test_a_value_in_the_path_cannot_leave_its_segment() -> None:
    call = Call(method="GET", path="/users/{rel}/byExtRelation", values=path_values({"rel": "a/b?c=d&e #ü"}))
    assert call.target() == "/users/a%2Fb%3Fc%3Dd%26e%20%23%C3%BC/byExtRelation"


@pytest.mark.parametrize("value", ["", ".", ".."])
def test_an_empty_or_dot_segment_is_refused(value: str) -> None:
    with pytest.raises(ValueError, match="segment"):
        Call(method="GET", path="/servers/{id}", values=(("id", value),)).target()


def test_query_booleans_are_words_and_none_is_left_out_and_sequences_repeat() -> None:
    pairs = query_pairs({"dryRun": True, "sync": False, "results": 200, "period[]": ["a", "b"], "none": None})
    assert pairs == (("dryRun", "true"), ("sync", "false"), ("results", "200"), ("period[]", "a"), ("period[]", "b"))
    assert Call(method="GET", path="/x", query=pairs[:2]).target() == "/x?dryRun=true&sync=false"


def test_only_reads_and_marked_writes_may_be_repeated() -> None:
    assert Call(method="GET", path="/").may_be_repeated
    assert Call(method="PUT", path="/", is_idempotent=True).may_be_repeated
    assert not any(Call(method=method, path="/").may_be_repeated for method in ("POST", "PUT", "DELETE", "PATCH"))


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("7", 7.0),
        ("0.5", 0.5),
        ("-3", 0.0),
        ("Wed, 04 Mar 2026 10:21:00 GMT", 30.0),
        ("Wed, 04 Mar 2026 10:00:00 GMT", 0.0),
        ("soon", None),
        ("inf", None),
        ("nan", None),
        ("Wed, 04 Mar 2026 10:21:00", None),
        ("Wed, 04 Mar 99999999999999999999 10:21:00 GMT", None),
        (None, None),
    ],
)
def test_retry_after_is_read_as_seconds_or_as_a_date(value: str | None, seconds: float | None) -> None:
    assert parse_retry_after(value, NOW) == seconds


def test_every_2xx_is_a_success_and_nothing_else_is() -> None:
    successes = [status for status in range(100, 600) if Answer(status=status, headers={}, body=b"").is_success]
    assert successes == list(range(200, 300))


@pytest.mark.parametrize(
    "wrong", [{"wait_seconds": 10}, {"background_slots": 9}, {"attempts": 0}, {"calls_per_second": 0}, {"burst": 0}]
)
def test_limits_that_cannot_work_are_refused(wrong: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="must be"):
        OutboundLimits(**wrong)
