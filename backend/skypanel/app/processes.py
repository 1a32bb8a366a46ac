"""How our processes hang together on one machine."""

import ctypes
import os
import signal
import sys
from typing import Final

_PR_SET_PDEATHSIG: Final = 1


def die_with_parent(parent: int | None) -> None:
    """Have the kernel end this process when its parent ends, however that happened. Linux only; elsewhere nothing.

    `parent` is the pid of whoever started us, where they told: one that died before we could ask is not waited for.
    Without one we were started by hand, and live as long as we are let.
    """
    if parent is None:
        return
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
    if os.getppid() != parent:
        sys.exit(1)
