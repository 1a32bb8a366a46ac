"""Code that nothing uses. What only a test uses counts as used: clients of other companies are ahead of the product."""

import sys

from vulture import Vulture

from scripts.parts import ROOT

SOURCES = ["backend/skypanel", "backend/tests", "simulators", "scripts"]
# Called by name from outside: doors, fixtures, checks that register themselves, tests.
DECORATED = ["@get*", "@post*", "@put*", "@patch*", "@delete*", "@route*", "@pytest.fixture*", "@invariant*"]
NAMED_FROM_OUTSIDE = [
    "test_*",
    "pytest_*",
    "create_app",  # by the web server, from its name
    "signal_handler_interrupt",  # by the web server, for a signal
    "to_asgi_response",  # by the framework
    "get_retry_decision",  # by the job library
    "handle_*",  # by the standard library's HTML parser
    "do_*",  # by its HTTP server
    "log_message",
    "connection_made",  # by the event loop
    "connection_lost",
    "data_received",
    "exc",
]
CERTAIN = 80
"""Per cent. Below that only functions, methods and classes count: a field of a record is used by whoever decodes it."""


def main() -> int:
    """The exit status; every finding on a line of its own."""
    found = Vulture(ignore_names=NAMED_FROM_OUTSIDE, ignore_decorators=DECORATED)
    found.scavenge([str(ROOT / source) for source in SOURCES])
    unused = [item for item in found.get_unused_code(min_confidence=60) if is_told(item.typ, item.confidence)]
    for item in unused:
        print(item.get_report())
    return 1 if unused else 0


def is_told(kind: str, confidence: int) -> bool:
    """Whether a finding is worth a person's time."""
    return confidence >= CERTAIN or kind in {"function", "method", "class", "property"}


if __name__ == "__main__":
    sys.exit(main())
