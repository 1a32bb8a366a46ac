"""What must be seen whole and was not is told."""

from typing import Any

from scripts.checks.coverage import SEEN_WHOLE, findings


def report(**changed: Any) -> dict[str, Any]:
    """Of a run that saw everything but `changed`."""
    whole: dict[str, Any] = {name: {"missing_lines": [], "missing_branches": []} for name in SEEN_WHOLE}
    return {"files": whole | changed}


def test_what_is_seen_whole_is_not_told() -> None:
    assert list(findings(report())) == []


def test_a_file_is_named_with_what_is_missing() -> None:
    name = SEEN_WHOLE[0]
    for missing in (
        {"missing_lines": [7], "missing_branches": []},
        {"missing_lines": [], "missing_branches": [[6, 7]]},
    ):
        told = list(findings(report(**{name: missing})))
        assert told == [
            f"{name}: not seen are lines {missing['missing_lines']}, branches {missing['missing_branches']}"
        ]


def test_a_file_that_has_moved_is_not_taken_for_seen() -> None:
    without = report()
    del without["files"][SEEN_WHOLE[-1]]
    assert [finding.partition(":")[0] for finding in findings(without)] == [SEEN_WHOLE[-1]]
