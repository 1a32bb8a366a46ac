"""All simulated companies together: one clock, one store, one switchboard of faults."""

import asyncio
from pathlib import Path

import msgspec
from msgspec import Struct

from simulators.clock import SimulatedClock
from simulators.company import Company
from simulators.fault_rules import Switchboard
from simulators.mail.company import Mail
from simulators.store import Store
from simulators.virtfusion.company import VirtFusion
from simulators.virtfusion.records import Options

CLOCK = "clock"


class WorldOptions(Struct):
    """What the command line decides."""

    state: Path | None = None
    virtfusion: Options = Options()
    mail_key: str = "api-demo"


class World:
    """The simulated outside. `run` does what happens by itself."""

    def __init__(self, options: WorldOptions) -> None:
        """Take up the stored state or start from the seed. Raises UnusableStateError when that cannot be done."""
        self._store = Store(options.state)
        rows = self._store.load(CLOCK)
        self.clock = SimulatedClock(msgspec.msgpack.decode(rows[0][1], type=float) if rows else 0.0)
        self.switchboard = Switchboard()
        self.virtfusion = VirtFusion(self.clock, self._store, self.switchboard, options.virtfusion)
        self.mail = Mail(self.clock, self._store, options.mail_key)
        self.companies: list[Company] = [self.virtfusion, self.mail]

    def advance(self, seconds: float) -> None:
        """Move the clock and let everything that came due happen."""
        self.clock.advance(seconds)
        self._keep_clock()
        for company in self.companies:
            company.settle()

    def reset(self) -> None:
        """Put every company back to its seed, clear the faults, and put the clock back to the wall's."""
        self.clock.offset_seconds = 0.0
        self._keep_clock()
        self.switchboard.replace([])
        for company in self.companies:
            company.reset()

    async def run(self) -> None:
        """Run every company's own activity until cancelled."""
        await asyncio.gather(*(company.run() for company in self.companies))

    def close(self) -> None:
        """Release the state directory."""
        self._store.close()

    def _keep_clock(self) -> None:
        self._store.put(CLOCK, 1, msgspec.msgpack.encode(self.clock.offset_seconds))
        self._store.commit()
