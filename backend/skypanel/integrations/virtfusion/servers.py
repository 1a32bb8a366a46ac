"""Servers: making, reading, changing and removing them (section 8)."""

from skypanel.integrations.virtfusion.errors import Failure, MissingRecord, Rejected
from skypanel.integrations.virtfusion.panel import Panel, get, given, post, put, record, rows
from skypanel.integrations.virtfusion.projection import read_build, read_server, secret
from skypanel.integrations.virtfusion.types import BackupAccess, Build, BuildStarted, NewServer, PasswordReset, Server
from skypanel.integrations.virtfusion.users import was_there

_ONE = "/servers/{id}"
_SAME_OWNER = "same as the existing owner"
_LONGEST_DELAY_MINUTES = 43_799
_FULL_PAGE = 100
"""Full rows are large; the panel would give 200."""


class ServerCalls:
    """Nothing here knows whose a server is: compare `owner_id` or `owner_relation` before acting for a customer."""

    _panel: Panel

    async def get_server(self, server_id: int, remote_state: bool = False) -> Server:  # noqa: FBT001, FBT002 - the panel's own word
        """One server; `remote_state` also asks its hypervisor, which is slow. MissingRecord if it is gone."""
        query = {"remoteState": True} if remote_state else None
        return await self._panel.ask(get(_ONE, query=query, is_slow=remote_state, id=server_id), record(read_server))

    async def find_server(self, server_id: int) -> Server | None:
        """One server, or None if the panel itself says it does not exist."""
        try:
            return await self.get_server(server_id)
        except MissingRecord:
            return None

    async def list_servers(self) -> list[Server]:
        """Every server of the panel with full rows, or an error: never a part."""
        return await self._panel.whole_list(get("/servers", query={"type": "full"}), read_server, page_size=_FULL_PAGE)

    async def list_server_rows(self) -> list[Server]:
        """The same with simple rows: identity, owner, build state and suspension only. Cheaper."""
        return await self._panel.whole_list(get("/servers", query={"type": "simple"}), read_server)

    async def list_servers_of(self, user_id: int) -> tuple[Server, ...]:
        """The servers of one user, by the panel's user id."""
        return await self._panel.ask(get("/servers/user/{user_id}", user_id=user_id), rows(read_server))

    async def try_server(self, wanted: NewServer) -> None:
        """Have the panel check an order without making anything; Rejected says why not."""
        await self._panel.tell(post("/servers", _new_server(wanted), query={"dryRun": True}, is_slow=True))

    async def create_server(self, wanted: NewServer) -> Server:
        """Allocate a server without installing anything.

        The panel knows no idempotency key. After OutcomeUnknown, look with `list_servers_of` before trying again.
        """
        return await self._panel.ask(post("/servers", _new_server(wanted), is_slow=True), record(read_server))

    async def build_server(self, server_id: int, build: Build) -> BuildStarted:
        """Install, or install anew; the disk is wiped. Follow it with `get_server`: there is no queue item."""
        body = given(
            operatingSystemId=build.template_id,
            name=build.name,
            hostname=build.hostname,
            sshKeys=list(build.ssh_key_ids),
            vnc=build.has_vnc,
            ipv6=build.has_ipv6,
            email=build.has_mail,
            swap=build.swap,
            timezone=build.timezone,
        )
        return await self._panel.ask(post(_ONE + "/build", body, is_slow=True, id=server_id), record(read_build))

    async def delete_server(self, server_id: int, *, delay_minutes: int) -> bool:
        """Remove it after `delay_minutes` (0 to 43,799); False if the panel says it is gone already."""
        if not 0 <= delay_minutes <= _LONGEST_DELAY_MINUTES:
            raise ValueError("delay_minutes is out of the panel's range")
        return await was_there(self._panel, _ONE, query={"delay": delay_minutes}, id=server_id)

    async def suspend_server(self, server_id: int) -> None:
        await self._panel.tell(post(_ONE + "/suspend", id=server_id))

    async def unsuspend_server(self, server_id: int) -> None:
        await self._panel.tell(post(_ONE + "/unsuspend", id=server_id))

    async def reset_server_password(
        self, server_id: int, *, account: str = "root", has_mail: bool = False
    ) -> PasswordReset:
        """A new password for `account` (`root`, or `Administrator` on Windows). The guest agent must be running."""
        call = post(_ONE + "/resetPassword", {"user": account, "sendMail": has_mail}, id=server_id)
        reset = (await self._panel.tell(call)).map("data")
        attempt = reset.map("system", "data")
        if "reset_password" in attempt and not attempt.flag("reset_password"):
            raise Rejected(Failure(operation=call.operation, status=200, messages=("the guest agent did not answer",)))
        return PasswordReset(queue_id=reset.integer("queueId"), password=secret(reset, "expectedPassword"))

    async def rename_server(self, server_id: int, name: str) -> None:
        """Change the label, up to 63 printable characters; the host name inside stays."""
        await self._panel.tell(put(_ONE + "/modify/name", {"name": name}, id=server_id))

    async def set_memory(self, server_id: int, memory_mb: int) -> None:
        """Takes effect at the next power cycle."""
        await self._panel.tell(put(_ONE + "/modify/memory", {"memory": memory_mb}, id=server_id))

    async def set_cpu_cores(self, server_id: int, cores: int) -> None:
        """Takes effect at the next power cycle."""
        await self._panel.tell(put(_ONE + "/modify/cpuCores", {"cores": cores}, id=server_id))

    async def set_cpu_throttle(self, server_id: int, percent: int) -> None:
        """Takes effect at once."""
        call = put(_ONE + "/modify/cpuThrottle", {"percent": percent}, query={"sync": True}, id=server_id)
        await self._panel.tell(call)

    async def set_traffic_limit(self, server_id: int, limit_gb: int) -> None:
        """0 is unmetered."""
        await self._panel.tell(put(_ONE + "/modify/traffic", {"traffic": limit_gb}, id=server_id))

    async def change_package(self, server_id: int, package_id: int) -> tuple[str, ...]:
        """Change everything the package names; the sentences (the panel's, for staff) say what was left alone.

        A disk never shrinks; memory and processors change at the next power cycle.
        """
        call = put(_ONE + "/package/{package_id}", id=server_id, package_id=package_id)
        return (await self._panel.tell(call)).texts("info")

    async def change_owner(self, server_id: int, user_id: int) -> None:
        """Give the server to another of the panel's users; that it is theirs already is no error."""
        try:
            await self._panel.tell(put(_ONE + "/owner/{user_id}", id=server_id, user_id=user_id))
        except Rejected as error:
            if not error.mentions(_SAME_OWNER):
                raise

    async def set_backup_plan(self, server_id: int, plan_id: int) -> None:
        """0 removes the plan. The panel has no list of plans."""
        await self._panel.tell(put(_ONE + "/backups/plan/{plan_id}", id=server_id, plan_id=plan_id))

    async def set_backup_access(self, server_id: int, access: BackupAccess) -> None:
        """What the owner may do with backups at the panel."""
        await self._panel.tell(put(_ONE + "/backupManager/access", {"type": access}, id=server_id))


def _new_server(wanted: NewServer) -> dict[str, object]:
    return given(
        packageId=wanted.package_id,
        userId=wanted.user_id,
        hypervisorId=wanted.group_id,
        ipv4=wanted.ipv4_count,
        storage=wanted.storage_gb,
        traffic=wanted.traffic_gb,
        memory=wanted.memory_mb,
        cpuCores=wanted.cpu_cores,
        networkSpeedInbound=wanted.network_in_kbytes_per_second,
        networkSpeedOutbound=wanted.network_out_kbytes_per_second,
        storageProfile=wanted.storage_profile,
        networkProfile=wanted.network_profile,
        firewallRulesets=None if wanted.firewall_rulesets is None else list(wanted.firewall_rulesets),
    )
