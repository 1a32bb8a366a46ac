"""What can be ordered: packages, templates, and a customer's SSH keys (sections 5 to 7)."""

from skypanel.integrations.virtfusion.panel import Panel, get, post, record, rows
from skypanel.integrations.virtfusion.reading import Fields
from skypanel.integrations.virtfusion.types import Package, SshKey, Template, TemplateGroup
from skypanel.integrations.virtfusion.users import was_there


class CatalogueCalls:
    """Prices are not here: they are ours."""

    _panel: Panel

    async def list_packages(self) -> tuple[Package, ...]:
        return await self._panel.ask(get("/packages"), rows(_read_package))

    async def get_package(self, package_id: int) -> Package:
        return await self._panel.ask(get("/packages/{id}", id=package_id), record(_read_package))

    async def templates_for_package(self, package_id: int) -> tuple[TemplateGroup, ...]:
        """What can be installed on a server of this package, for an order."""
        call = get("/media/templates/fromServerPackageSpec/{id}", id=package_id)
        return await self._panel.ask(call, rows(_read_template_group))

    async def templates_for_server(self, server_id: int) -> tuple[TemplateGroup, ...]:
        """What can be installed on this server, for a reinstallation."""
        return await self._panel.ask(get("/servers/{id}/templates", id=server_id), rows(_read_template_group))

    def template_icon_url(self, icon: str) -> str:
        """Icons are public files of the panel."""
        return f"{self._panel.origin}/img/logo/{icon}"

    async def add_ssh_key(self, user_id: int, *, name: str, public_key: str) -> SshKey:
        """Keep a key for one of the panel's users. Rejected if it is not a key (guessed)."""
        body = {"userId": user_id, "name": name, "publicKey": public_key}
        return await self._panel.ask(post("/ssh_keys", body), record(_read_ssh_key))

    async def list_ssh_keys(self, user_id: int) -> tuple[SshKey, ...]:
        return await self._panel.ask(get("/ssh_keys/user/{id}", id=user_id), rows(_read_ssh_key))

    async def get_ssh_key(self, key_id: int) -> SshKey:
        return await self._panel.ask(get("/ssh_keys/{id}", id=key_id), record(_read_ssh_key))

    async def delete_ssh_key(self, key_id: int) -> bool:
        return await was_there(self._panel, "/ssh_keys/{id}", id=key_id)


def _read_package(raw: Fields) -> Package:
    return Package(
        id=raw.require_integer("id"),
        name=raw.text("name") or "",
        description=raw.text("description"),
        is_enabled=raw.flag("enabled"),
        memory_mb=raw.require_integer("memory"),
        storage_gb=raw.require_integer("primaryStorage"),
        traffic_gb=raw.require_integer("traffic"),
        cpu_cores=raw.require_integer("cpuCores"),
        network_in_kbytes_per_second=raw.integer("primaryNetworkSpeedIn") or 0,
        network_out_kbytes_per_second=raw.integer("primaryNetworkSpeedOut") or 0,
        storage_profile=raw.integer("primaryStorageProfile") or 0,
        backup_plan_id=raw.integer("backupPlanId") or None,
    )


def _read_template_group(raw: Fields) -> TemplateGroup:
    return TemplateGroup(
        name=raw.text("name") or "",
        icon=raw.text("icon"),
        templates=tuple(_read_template(template) for template in raw.require_each("templates")),
    )


def _read_template(raw: Fields) -> Template:
    return Template(
        id=raw.require_integer("id"),
        name=raw.text("name") or "",
        version=raw.text("version"),
        variant=raw.text("variant"),
        description=raw.text("description"),
        icon=raw.text("icon"),
        family=raw.text("type") or "linux",
        is_end_of_life=raw.flag("eol"),
        end_of_life_at=raw.instant("eol_date"),
    )


def _read_ssh_key(raw: Fields) -> SshKey:
    return SshKey(
        id=raw.require_integer("id"),
        name=raw.text("name") or "",
        public_key=raw.text("publicKey", "public"),
        is_enabled=raw.flag("enabled", default=True),
    )
