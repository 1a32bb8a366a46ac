"""What a body may cost: so many bytes, and so much time to send them."""

import asyncio
import time
from typing import Final, cast

from skypanel.app.http.asgi import Message, Receive
from skypanel.app.http.errors import BodyTooLargeError, BodyTooSlowError

LARGEST_BODY: Final = 1_048_576
SLOWEST_BODY_SECONDS: Final = 30.0


class BodyGuard:
    """Gives every request a `receive` that raises BodyTooLargeError or BodyTooSlowError.

    One watch over all bodies: a timer for each would cost more than reading most of them.
    """

    def __init__(self, *, longest_seconds: float = SLOWEST_BODY_SECONDS) -> None:
        self._longest = longest_seconds
        # Who waits for a piece, and until when; those cut off are taken out by the watch.
        self._waiting: dict[asyncio.Task[object], float] = {}
        self._watch: asyncio.TimerHandle | None = None

    def guarded(self, receive: Receive) -> Receive:
        """`receive` that neither lets a body without a declared length grow past the limit nor waits for ever."""
        read = 0
        is_read = False
        deadline = time.monotonic() + self._longest

        async def receive_some() -> Message:
            nonlocal read, is_read
            if is_read:
                return await receive()  # nothing comes any more but the caller's leaving
            message = await self._before(deadline, receive)
            is_read = not message.get("more_body", False)
            read += len(message.get("body", b""))
            if read > LARGEST_BODY:
                raise BodyTooLargeError
            return message

        return receive_some

    async def _before(self, deadline: float, receive: Receive) -> Message:
        task = cast("asyncio.Task[object]", asyncio.current_task())
        self._waiting[task] = deadline
        if self._watch is None:
            self._look_again()
        try:
            return await receive()
        except asyncio.CancelledError:
            # By the watch, and by nobody else as well.
            if task not in self._waiting and task.uncancel() == 0:
                raise BodyTooSlowError from None
            raise
        finally:
            self._waiting.pop(task, None)

    def _cut_slow(self) -> None:
        now = time.monotonic()
        for task in [task for task, deadline in self._waiting.items() if deadline <= now]:
            del self._waiting[task]
            task.cancel()
        self._watch = None
        if self._waiting:
            self._look_again()

    def _look_again(self) -> None:
        self._watch = asyncio.get_running_loop().call_later(self._longest / 30, self._cut_slow)
