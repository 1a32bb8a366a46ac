"""`python -m tests.chaos`: kill parts and fail companies while customers work, then check the promises."""

import argparse
import asyncio
import sys
import time
from typing import Final

from tests.chaos.postgres import Postgres
from tests.chaos.runner import Runner, working_directory
from tests.chaos.schedule import Schedule
from tests.chaos.schedules import linking, power, restarts, retries

SCHEDULES: Final[tuple[Schedule, ...]] = (linking.SCHEDULE, restarts.SCHEDULE, retries.SCHEDULE, power.SCHEDULE)
_DEFAULT_SEED: Final = 20


def main(arguments: list[str] | None = None) -> int:
    """Run what is chosen; 0 when every promise held and every control was found out, else 1."""
    parser = argparse.ArgumentParser(prog="chaos", description=__doc__)
    parser.add_argument("--seed", type=int, default=_DEFAULT_SEED, help="what the choices are drawn from")
    parser.add_argument("--schedule", action="append", choices=[s.name for s in SCHEDULES], help="only this one")
    parser.add_argument("--rounds", type=int, default=1, help="each schedule so often, with seeds of its own")
    parser.add_argument("--without-controls", action="store_true", help="only the schedules themselves")
    parser.add_argument("--keep", action="store_true", help="keep the logs")
    chosen = parser.parse_args(arguments)
    return asyncio.run(_run(chosen))


async def _run(chosen: argparse.Namespace) -> int:
    began = time.monotonic()
    wrong = 0
    with working_directory() as directory, Postgres(directory / "pg") as postgres:
        runner = Runner(postgres, directory, chosen.seed)
        for number in range(chosen.rounds):
            for schedule in SCHEDULES:
                if not chosen.schedule or schedule.name in chosen.schedule:
                    wrong += await runner.round(schedule, number, has_controls=not chosen.without_controls)
        if wrong or chosen.keep:
            (directory / "keep").touch()
    verdict = f"{wrong} did not end as they must" if wrong else "every promise held, every control was found out"
    sys.stdout.write(f"chaos: {verdict}; {time.monotonic() - began:.0f} s\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
