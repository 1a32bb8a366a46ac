"""Writing the trail."""

from typing import Any

from skypanel.audit import queries
from skypanel.audit.models import Signature
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

        `action` is `<domain>.<past tense>`; `target` is the kind of record and its id. An act of one statement calls
        `record_act` in it instead, with this `signature`.
        """
        await queries.record(tx, self.signature(actor), action, *target, details)

    def signature(self, actor: Principal | None) -> Signature:
        """Whose act it is, with the place of the caller at hand."""
        caller = current_caller()
        return Signature(
            actor_id=None if actor is None else actor.user_id,
            actor_kind="system" if actor is None else "staff" if actor.is_staff else "customer",
            address=caller.address,
            request_id=caller.request_id,
        )
