"""A slice of what `make fuzz` does at length: another seed's requests, the same bar."""

from pathlib import Path

import msgspec
import pytest

from skypanel.app.routes import api_document
from tests.fuzz.run import timed
from tests.fuzz.world import running_target
from tests.support.databases import Databases
from tests.support.simulators import SimulatorProcess

REQUESTS = 600
pytestmark = pytest.mark.timeout(600)


def test_every_made_up_request_is_answered_as_the_document_says(
    databases: Databases, simulators: SimulatorProcess, tmp_path: Path
) -> None:
    document = msgspec.json.decode(api_document().text)
    with running_target(databases, simulators, tmp_path / "web") as target:
        tally, told = timed(document, target, requests=REQUESTS, seed=20_260, parts=1)
    assert tally.seen == {}, told
    assert tally.requests == REQUESTS
    assert len(tally.operations) > len(document["paths"]) / 2
