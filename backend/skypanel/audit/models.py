"""What is signed under an act."""

from msgspec import Struct


class Signature(Struct, frozen=True):
    """Who acts, and from where it was asked for. `actor_id` is None for the system itself."""

    actor_id: int | None
    actor_kind: str
    address: str | None
    request_id: str | None
