"""Start one of the product's verbs as a drill wants it: on a shorter clock, or with a protection taken out.

`python -m tests.chaos.entry [--hasten] [--without PROTECTION]… serve|worker`. The web server forks its workers, so
what is replaced here is replaced in them.
"""

import argparse

from skypanel.app.cli import main
from tests.chaos.sabotage import PROTECTIONS, hasten


def run() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--hasten", action="store_true")
    parser.add_argument("--without", action="append", default=[], choices=sorted(PROTECTIONS))
    parser.add_argument("verb", choices=["serve", "worker"])
    chosen = parser.parse_args()
    if chosen.hasten:
        hasten()
    for protection in chosen.without:
        PROTECTIONS[protection]()
    main([chosen.verb])


if __name__ == "__main__":
    run()
