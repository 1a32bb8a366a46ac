"""A server's addresses, firewall, traffic and backups (section 9)."""

from collections.abc import Sequence

from skypanel.integrations.virtfusion.panel import Panel, delete, get, post, record, rows
from skypanel.integrations.virtfusion.reading import Fields, MissingFieldError
from skypanel.integrations.virtfusion.types import (
    Backup,
    Firewall,
    Interface,
    Traffic,
    TrafficBlock,
    TrafficBlocks,
    TrafficMonth,
)
from skypanel.integrations.virtfusion.users import was_there

_IPV4 = "/servers/{id}/ipv4"
_WHITELIST = "/servers/{id}/networkWhitelist"
_FIREWALL = "/servers/{id}/firewall/{interface}"
_TRAFFIC = "/servers/{id}/traffic"


class NetworkCalls:
    """`interface` is always sent, though older panels do without."""

    _panel: Panel

    async def add_ipv4(self, server_id: int, count: int, *, interface: Interface = "primary") -> tuple[str, ...]:
        """Allocate `count` more addresses; which ones."""
        call = post(_IPV4 + "Qty", {"interface": interface, "quantity": count}, id=server_id)
        return (await self._panel.tell(call)).texts("data")

    async def assign_ipv4(self, server_id: int, addresses: Sequence[str], *, interface: Interface = "primary") -> None:
        await self._panel.tell(post(_IPV4, {"interface": interface, "ip": list(addresses)}, id=server_id))

    async def remove_ipv4(self, server_id: int, addresses: Sequence[str], *, interface: Interface = "primary") -> None:
        await self._panel.tell(delete(_IPV4, {"interface": interface, "ip": list(addresses)}, id=server_id))

    async def allow_address(
        self, server_id: int, address: str, prefix_length: int, *, interface: Interface = "primary"
    ) -> None:
        """Put an address on the interface's whitelist: the server may use it as a source."""
        body = {"interface": interface, "ip": address, "cidr": prefix_length}
        await self._panel.tell(post(_WHITELIST, body, id=server_id))

    async def disallow_address(self, server_id: int, address: str, *, interface: Interface = "primary") -> None:
        await self._panel.tell(delete(_WHITELIST, {"interface": interface, "ip": address}, id=server_id))

    async def get_firewall(self, server_id: int, *, interface: Interface = "primary") -> Firewall:
        call = get(_FIREWALL, id=server_id, interface=interface)
        return await self._panel.ask(call, record(_read_firewall))

    async def switch_firewall(self, server_id: int, *, is_on: bool, interface: Interface = "primary") -> None:
        """Enable or disable it, on the running server too."""
        verb = "enable" if is_on else "disable"
        call = post(f"{_FIREWALL}/{verb}", query={"sync": True}, is_slow=True, id=server_id, interface=interface)
        await self._panel.tell(call)

    async def set_firewall_rulesets(
        self, server_id: int, rulesets: Sequence[int], *, interface: Interface = "primary"
    ) -> None:
        """Replace every rule by those of `rulesets`; none flushes all. On the running server too."""
        call = post(
            _FIREWALL + "/rules",
            {"rulesets": list(rulesets)},
            query={"sync": True},
            is_slow=True,
            id=server_id,
            interface=interface,
        )
        await self._panel.tell(call)

    async def traffic(self, server_id: int) -> Traffic:
        """Monthly totals, newest first."""
        return await self._panel.ask(get(_TRAFFIC, id=server_id), record(_read_traffic))

    async def traffic_blocks(self, server_id: int) -> TrafficBlocks:
        return await self._panel.ask(get(_TRAFFIC + "/blocks", id=server_id), record(_read_blocks))

    async def add_traffic_block(self, server_id: int, *, month: int, traffic_gb: int) -> None:
        """Allow `traffic_gb` more in one of the months `traffic_blocks` offers."""
        await self._panel.tell(post(_TRAFFIC + "/blocks", {"month": month, "amount": traffic_gb}, id=server_id))

    async def remove_traffic_block(self, server_id: int, block_id: int) -> bool:
        return await was_there(self._panel, _TRAFFIC + "/blocks/{block_id}", id=server_id, block_id=block_id)

    async def list_backups(self, server_id: int) -> tuple[Backup, ...]:
        return await self._panel.ask(get("/backups/server/{id}", id=server_id), rows(_read_backup))


def _read_firewall(raw: Fields) -> Firewall:
    rules = tuple(item for item in raw.listed("rules") if isinstance(item, dict))
    return Firewall(is_enabled=raw.flag("enabled"), rules=rules)


def _read_traffic(raw: Fields) -> Traffic:
    return Traffic(months=tuple(_read_month(month) for month in raw.require_each("monthly")))


def _read_month(raw: Fields) -> TrafficMonth:
    starts_at, ends_at = raw.instant("start"), raw.instant("end")
    if starts_at is None or ends_at is None:
        raise MissingFieldError("start")
    received, sent = raw.integer("rx") or 0, raw.integer("tx") or 0
    total = raw.integer("total")
    return TrafficMonth(
        month=raw.integer("month"),
        starts_at=starts_at,
        ends_at=ends_at,
        received_bytes=received,
        sent_bytes=sent,
        total_bytes=received + sent if total is None else total,
        limit_gb=raw.integer("limit") or 0,
        extra_gb=sum(block.integer("traffic") or 0 for block in raw.each("blocks")),
    )


def _read_blocks(raw: Fields) -> TrafficBlocks:
    months = raw.map("available", "months")
    return TrafficBlocks(
        assigned=tuple(
            TrafficBlock(
                id=block.require_integer("id"),
                month=block.integer("month"),
                traffic_gb=block.integer("traffic") or 0,
                is_current=block.flag("current"),
            )
            for block in raw.each("assigned")
        ),
        months=tuple(sorted(int(name) for name in months.names() if name.isdecimal())),
    )


def _read_backup(raw: Fields) -> Backup:
    return Backup(
        id=raw.require_integer("id"),
        server_id=raw.integer("serverId"),
        storage=raw.map("storage").text("name"),
        is_complete=raw.flag("complete"),
        is_deleting=raw.flag("deleting"),
        is_restoring=raw.flag("restoring"),
        progress=raw.integer("progress"),
        delete_after=raw.instant("deleteAfter"),
        created_at=raw.instant("created"),
    )
