"""Reading caught mail as a person would: finding the link and taking the token from it."""

import re

from tests.support.simulators import SimulatorProcess

_TOKEN = re.compile(r"#token=([A-Za-z0-9_-]+)")


def token_from(simulators: SimulatorProcess, address: str) -> str:
    """The token in the newest mail to `address`."""
    newest = simulators.mail_to(address)[0]
    match = _TOKEN.search(newest["text"])
    assert match, newest["text"]
    return match[1]
