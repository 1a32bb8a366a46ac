"""What a drill is: something done to a portal, what must hold afterwards, and what must break without a protection."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field

from tests.chaos.world import Options, World


@dataclass(frozen=True)
class Schedule:
    """`act` does the damage and returns what it saw go wrong itself; the invariants are checked after it.

    Each of `controls` names protections: the same act without them must be found out.
    """

    name: str
    act: Callable[[World], Awaitable[list[str]]]
    controls: Sequence[Sequence[str]]
    options: Options = field(default_factory=Options)
