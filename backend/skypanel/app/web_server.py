"""The web server's chief process."""

import _thread
import contextlib
import resource
from typing import Final

from granian.server.mp import MPServer

from skypanel.app.config import ConfigError

# Of one web process. Every open window holds one for its live updates, so that this is how many people may be here at
# once; the server's own default is 1024 divided among the processes.
MOST_CONNECTIONS: Final = 2048
_OTHER_FILES: Final = 256
# What may wait to be read of one connection: all the headers of a request.
LARGEST_HEAD: Final = 8192 + 24 * 4096


def room_for_connections() -> int:
    """How many connections one web process takes at once, after raising its limit of open files as far as it may."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = MOST_CONNECTIONS + _OTHER_FILES
    if soft != resource.RLIM_INFINITY and soft < wanted:
        soft = wanted if hard == resource.RLIM_INFINITY else min(hard, wanted)
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
        soft = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
    return MOST_CONNECTIONS if soft == resource.RLIM_INFINITY else max(64, min(MOST_CONNECTIONS, soft - _OTHER_FILES))


class WebServer(MPServer):
    """Says in one sentence why it cannot listen, and ends at the first signal that asks it to, however many follow.

    The server's own handler sets an event, and waits for itself for ever when a second signal comes while it does. The
    kernel tells a child of its parent's end once for each of the parent's threads, all at once.
    """

    interrupt_signal: bool

    def _init_shared_socket(self) -> None:
        try:
            super()._init_shared_socket()  # type: ignore[no-untyped-call]
        except RuntimeError as error:
            reason = str(error).split("\n", maxsplit=1)[0]
            message = f"nothing can listen at HOST {self.bind_addr}, PORT {self.bind_port}: {reason}"
            raise ConfigError(message) from error

    def signal_handler_interrupt(self, *_: object, **__: object) -> None:
        if not (self.interrupt_signal and self.main_loop_interrupt.is_set()):
            self.interrupt_signal = True
            # From a thread of its own, because the main thread may hold the event's lock; and not by way of
            # `threading`, whose locks it may hold as well.
            _thread.start_new_thread(self.main_loop_interrupt.set, ())
