"""The figures of all processes add up, and the sum never falls while a server runs."""

from pathlib import Path

from skypanel.app.http.metrics import BOUNDS, Metrics, begin_anew

COUNT = 'http_request_duration_seconds_count{method="GET",route="/x",status="200"}'


def told(metrics: Metrics) -> list[str]:
    return [line for line in metrics.render().splitlines() if line.startswith(COUNT)]


def process(directory: Path, requests: int) -> Metrics:
    """One that counted so many requests and has left its figures."""
    metrics = Metrics(directory)
    for _ in range(requests):
        metrics.count("GET", "/x", 200, 0.002)
    metrics.publish()
    return metrics


def test_whoever_is_asked_adds_up_the_figures_of_all(tmp_path: Path) -> None:
    first, second = process(tmp_path, 2), process(tmp_path, 3)
    assert told(first) == told(second) == [f"{COUNT} 5"]


def test_what_a_process_counted_stays_after_its_end(tmp_path: Path) -> None:
    process(tmp_path, 2)
    assert told(process(tmp_path, 3)) == [f"{COUNT} 5"]


def test_a_new_server_begins_at_nothing(tmp_path: Path) -> None:
    process(tmp_path, 2)
    begin_anew(tmp_path)
    assert told(process(tmp_path, 3)) == [f"{COUNT} 3"]


def test_what_lasts_longer_than_every_bound_is_counted(tmp_path: Path) -> None:
    metrics = Metrics(tmp_path)
    metrics.count("GET", "/x", 200, BOUNDS[-1] + 2)
    lines = metrics.render().splitlines()
    assert told(metrics) == [f"{COUNT} 1"]
    assert [line.rpartition(" ")[2] for line in lines if "_bucket" in line] == ["0"] * len(BOUNDS) + ["1"]
