"""Looking for planted secrets where they must not be: every process's log, the server's, a dump of the database."""

import asyncio
import base64
from collections.abc import Iterable

from tests.chaos.world import World


async def leaks(world: World) -> list[str]:
    """Where a secret of the run was found, by place and by the beginning of the secret."""
    dump = await asyncio.to_thread(world.postgres.dump, world.dsn)
    places = {part.name: part.log.read_bytes() for part in world.parts if part.log.exists()}
    places |= {"the database server's log": world.postgres.log.read_bytes(), "the database": dump}
    return [
        f"{secret[:16]}… in {place}"
        for place, content in places.items()
        for secret in sorted(world.secrets)
        if any(form in content for form in _forms(secret))
    ]


def _forms(secret: str) -> Iterable[bytes]:
    """As it is, and as a dump or a careless encoder would write it."""
    raw = secret.encode()
    yield raw
    yield raw.hex().encode()
    yield base64.b64encode(raw).rstrip(b"=")[:-1]
