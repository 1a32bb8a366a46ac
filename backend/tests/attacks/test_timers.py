"""What runs beside the requests goes on after a bad moment."""

import asyncio
from pathlib import Path

import pytest

from skypanel.app import web
from skypanel.app.http.metrics import Metrics
from skypanel.app.http.request_log import RequestLog
from tests.support.waiting import until


async def test_a_full_disk_does_not_stop_the_figures_and_the_log_for_ever(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    said: list[str] = []

    class Figures(Metrics):
        def publish(self) -> None:
            said.append("publish")
            if len(said) == 1:
                raise OSError(28, "No space left on device")

    monkeypatch.setattr(web, "_TICK_SECONDS", 0.01)
    ticking = asyncio.create_task(web._tick(Figures(tmp_path), RequestLog(is_on=False)))
    await until(lambda: len(said) > 1, "another try")
    ticking.cancel()
