"""The panel's machines: locations, hypervisors and what is left on them (section 10)."""

from skypanel.integrations.virtfusion.compute_types import (
    Hypervisor,
    HypervisorGroup,
    HypervisorRoom,
    Room,
    StorageRoom,
)
from skypanel.integrations.virtfusion.panel import Panel, get, record
from skypanel.integrations.virtfusion.reading import Fields

_GROUPS = "/compute/hypervisors/groups"
_IN_SERVICE = 3


class ComputeCalls:
    """Addresses and keys of the machines stay behind."""

    _panel: Panel

    async def list_groups(self) -> list[HypervisorGroup]:
        """Every location."""
        return await self._panel.whole_list(get(_GROUPS), _read_group)

    async def get_group(self, group_id: int) -> HypervisorGroup:
        return await self._panel.ask(get(_GROUPS + "/{id}", id=group_id), record(_read_group))

    async def group_room(self, group_id: int) -> list[HypervisorRoom]:
        """What is left on each machine of a location."""
        return await self._panel.whole_list(get(_GROUPS + "/{id}/resources", id=group_id), _read_room)

    async def list_hypervisors(self) -> list[Hypervisor]:
        return await self._panel.whole_list(get("/compute/hypervisors"), _read_hypervisor)

    async def get_hypervisor(self, hypervisor_id: int) -> Hypervisor:
        return await self._panel.ask(get("/compute/hypervisors/{id}", id=hypervisor_id), record(_read_hypervisor))


def _read_group(raw: Fields) -> HypervisorGroup:
    return HypervisorGroup(
        id=raw.require_integer("id"),
        name=raw.text("name") or "",
        label=raw.text("label"),
        description=raw.text("description"),
        is_enabled=raw.flag("enabled"),
        is_default=raw.flag("default"),
    )


def _read_hypervisor(raw: Fields) -> Hypervisor:
    return Hypervisor(
        id=raw.require_integer("id"),
        name=raw.text("name") or "",
        group_id=raw.map("group").integer("id"),
        is_enabled=raw.flag("enabled"),
        is_in_maintenance=raw.flag("maintenance"),
        is_commissioned=_is_commissioned(raw),
    )


def _is_commissioned(raw: Fields) -> bool:
    """A number here (3 is in service), a boolean where room is listed."""
    number = raw.integer("commissioned")
    return raw.flag("commissioned") if number is None else number == _IN_SERVICE


def _read_room(raw: Fields) -> HypervisorRoom:
    hypervisor, resources = raw.map("hypervisor"), raw.map("resources")
    pools = [resources.map("localStorage"), *resources.each("otherStorage")]
    return HypervisorRoom(
        hypervisor_id=hypervisor.require_integer("id"),
        name=hypervisor.text("name"),
        is_usable=hypervisor.flag("enabled") and _is_commissioned(hypervisor) and not hypervisor.flag("prohibit"),
        servers=_read_amount(resources.map("servers")),
        memory_mb=_read_amount(resources.map("memory")),
        cpu_cores=_read_amount(resources.map("cpuCores")),
        storage=tuple(
            StorageRoom(
                name=pool.text("name"),
                storage_type=pool.integer("storageType"),
                is_enabled=pool.flag("enabled"),
                room_gb=_read_amount(pool),
            )
            for pool in pools
            if pool.names()
        ),
        free_ipv4=resources.map("network", "total", "ipv4").integer("free"),
    )


def _read_amount(raw: Fields) -> Room:
    return Room(
        most=raw.require_integer("max"),
        allocated=raw.integer("allocated") or 0,
        free=raw.integer("free") or 0,
    )
