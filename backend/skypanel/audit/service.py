"""Writing the trail."""

from typing import Any

from skypanel.audit import queries
from skypanel.core.access import Principal
from skypanel.core.caller import current_caller
from skypanel.core.db import Transaction


class Audit:
    async def record(
        self,
        tx: Transaction,
        actor: Principal | None,
        action: str,
        target: tuple[str, int | None],
        **details: Any,  # noqa: ANN401 - whatever the act wants remembered; ids and words, never secrets
    ) -> None:
        """Remember, in the act's own transaction, that `actor` (None: the system) did `action` to `target`.

        `action` is `<domain>.<past tense>`; `target` is the kind of record and its id. Where the request came from is
        taken from the caller at hand.
        """
        caller = current_caller()
        kind = "system" if actor is None else "staff" if actor.is_staff else "customer"
        await queries.record(
            tx,
            None if actor is None else actor.user_id,
            kind,
            action,
            *target,
            caller.address,
            caller.request_id,
            details,
        )
