"""The web server's chief process."""

import _thread

from granian.server.mp import MPServer

from skypanel.app.config import ConfigError


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
