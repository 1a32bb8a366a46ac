"""Power, the queue that carries it out, and the console."""

from skypanel.integrations.virtfusion.panel import Panel, get, post, record
from skypanel.integrations.virtfusion.projection import secret
from skypanel.integrations.virtfusion.reading import Fields
from skypanel.integrations.virtfusion.secret import Secret
from skypanel.integrations.virtfusion.types import PowerAction, QueueItem, Vnc
from skypanel.integrations.virtfusion.users import local_path

_VNC = "/servers/{id}/vnc"
_WHOLE = 100


class PowerCalls:
    """`shutdown` and `restart` ask the guest; `poweroff` pulls the plug."""

    _panel: Panel

    async def power(self, server_id: int, action: PowerAction) -> int | None:
        """Have it done; the queue item to follow, or None where the panel names none.

        Busy while other work is pending; PanelUnavailable while the hypervisor is in maintenance.
        """
        answer = await self._panel.tell(post("/servers/{id}/power/" + action, id=server_id))
        return answer.map("data").integer("queueId")

    async def queue_item(self, queue_id: int) -> QueueItem:
        """How a job is doing. MissingRecord once the panel has forgotten it (guessed)."""
        return await self._panel.ask(get("/queue/{id}", id=queue_id), record(_read_queue_item))

    async def get_vnc(self, server_id: int) -> Vnc:
        return await self._panel.ask(get(_VNC, is_slow=True, id=server_id), record(self._read_vnc))

    async def open_vnc(self, server_id: int) -> Vnc:
        """Switch the console on, with a new token. It needs about a second before it accepts a connection."""
        call = post(_VNC, {"action": "enable"}, is_slow=True, id=server_id)
        return await self._panel.ask(call, record(self._read_vnc))

    async def close_vnc(self, server_id: int) -> None:
        await self._panel.tell(post(_VNC, {"action": "disable"}, is_slow=True, id=server_id))

    def _read_vnc(self, raw: Fields) -> Vnc:
        vnc = raw.map("vnc")
        wss = vnc.map("wss")
        origin = self._panel.origin.replace("http", "ws", 1)
        return Vnc(
            websocket_url=Secret(origin + local_path(wss, "url")) if "url" in wss else None,
            password=secret(vnc, "password"),
            address=secret(vnc, "ip"),
            port=vnc.integer("port"),
            is_enabled=vnc.flag("enabled"),
            queue_id=raw.integer("queueId"),
        )


def _read_queue_item(raw: Fields) -> QueueItem:
    """Without the actions' data: they hold password hashes and host paths."""
    progress = raw.integer("progress")
    return QueueItem(
        id=raw.require_integer("id"),
        server_id=raw.integer("serverId"),
        action=raw.text("action"),
        progress=None if progress is None else min(max(progress, 0), _WHOLE),
        has_failed=raw.flag("failed"),
        started_at=raw.instant("started"),
        finished_at=raw.instant("finished"),
    )
