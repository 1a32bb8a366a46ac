"""Self service: credit, profiles and resource packs (section 13). Reports live in `self_service_reports`."""

from __future__ import annotations

from simulators.virtfusion.gateway import Call, Handler
from simulators.virtfusion.records import Credit, ResourcePack, Server, User
from simulators.virtfusion.users import related
from simulators.virtfusion.wire import Answer, Json, data, gone, invalid, missing

CURRENCIES = (
    (1, "USD", "0.0100000000", "$", None),
    (2, "EUR", "0.0092000000", None, " EUR"),
)
PACK_LIMITS = {
    "total_servers": 5,
    "total_memory": 16_384,
    "total_storage": 320,
    "total_cpu": 8,
    "total_traffic": 10_000,
}
PACK_MOST = {"max_memory": 8192, "max_storage": 160, "max_cpu": 4, "max_traffic": 6000}
PACK_LABEL = "Starter pack"


def add_credit(call: Call) -> Answer:
    """`POST /selfService/credit/byUserExtRelationId/{rel}` → 201 with the entry's id."""
    user = related(call)
    tokens = call.body.number("tokens")
    reference_1 = call.body.integer("reference_1", 1, 2**64 - 1)
    reference_2 = call.body.text("reference_2", 0, 1000)
    if tokens is None:
        call.body.refuse("The tokens field is required.")
    call.body.check()
    number = call.panel.next_id("credit")
    entry = Credit(number, user.id, tokens or 0.0, call.panel.now, _text(reference_1), reference_2)
    call.panel.state.credits[number] = entry
    call.changed("credit.add", creditId=number, userId=user.id, tokens=entry.tokens, reference_2=reference_2)
    return data({"id": number}, 201)


def cancel_credit(call: Call) -> Answer:
    """`DELETE /selfService/credit/{creditId}` → 204."""
    number = call.number("credit_id")
    if number not in call.panel.state.credits:
        raise missing("credit")
    del call.panel.state.credits[number]
    call.changed("credit.cancel", creditId=number)
    return gone()


def list_currencies(call: Call) -> Answer:
    """`GET /selfService/currencies`, not paginated; `value` is a string that turns tokens into money."""
    del call
    return data([currency(row) for row in CURRENCIES])


def currency(row: tuple[int, str, str, str | None, str | None]) -> Json:
    """Return one currency as the list shows it."""
    number, code, value, prefix, suffix = row
    return {
        "id": number,
        "code": code,
        "value": value,
        "prefix": prefix,
        "suffix": suffix,
        "default": number == 1,
        "enabled": True,
    }


def balance(call: Call, user: User) -> float:
    """Return a user's credit: the sum of the entries that stand."""
    return sum(entry.tokens for entry in call.panel.state.credits.values() if entry.user_id == user.id)


def add_profile(kind: str) -> Handler:
    """Return the handler that adds an hourly or resource group profile → 204."""

    def handler(call: Call) -> Answer:
        user, profile = related(call), call.body.need_integer("profileId", 1)
        call.body.check()
        profiles = _profiles(user, kind)
        if profile not in profiles:
            profiles.append(profile)
        call.changed(f"selfService.{kind}.add", userId=user.id, profileId=profile)
        return gone()

    return handler


def remove_profile(kind: str) -> Handler:
    """Return the handler that removes an hourly or resource group profile → 204; one not held is 404 (guessed)."""

    def handler(call: Call) -> Answer:
        user, profile = related(call), call.number("profile_id")
        profiles = _profiles(user, kind)
        if profile not in profiles:
            raise missing("profile")
        profiles.remove(profile)
        call.changed(f"selfService.{kind}.remove", userId=user.id, profileId=profile)
        return gone()

    return handler


def add_pack(call: Call) -> Answer:
    """`POST /selfService/resourcePack/byUserExtRelationId/{rel}` → 201 with the user's own pack's id."""
    user, pack_id = related(call), call.body.need_integer("packId", 1)
    enabled = call.body.boolean("enabled")
    call.body.check()
    pack = ResourcePack(call.panel.next_id("pack"), user.id, pack_id, enabled is not False)
    call.panel.state.packs[pack.id] = pack
    call.changed("resourcePack.add", packId=pack.id, userId=user.id)
    return data({"id": pack.id}, 201)


def read_pack(call: Call) -> Answer:
    """`GET /selfService/resourcePack/{packId}`, with its servers when `withServers=true`."""
    pack = _pack(call)
    servers = _servers(call, pack)
    used = {
        "servers": len(servers),
        "memory": sum(server.memory for server in servers),
        "storage": sum(server.storage for server in servers),
        "cpu": sum(server.cores for server in servers),
        "traffic": sum(server.traffic for server in servers),
    }
    shown: Json = {
        "type": "pack",
        "id": pack.id,
        "pid": pack.pack_id,
        "label": PACK_LABEL,
        "name": PACK_LABEL,
        "enabled": pack.is_enabled,
        "limits": {**PACK_LIMITS, **PACK_MOST},
        "used": used,
        "usage": {name: _usage(PACK_LIMITS[f"total_{name}"], amount) for name, amount in used.items()},
    }
    if call.query.boolean("withServers"):
        shown["servers"] = [{"id": server.id, "name": server.name, "uuid": server.uuid} for server in servers]
    return data(shown)


def switch_pack(call: Call) -> Answer:
    """`PUT /selfService/resourcePack/{packId}` → 204."""
    pack, enabled = _pack(call), call.body.boolean("enabled")
    if enabled is None:
        call.body.refuse("The enabled field is required.")
    call.body.check()
    pack.is_enabled = bool(enabled)
    call.changed("resourcePack.modify", packId=pack.id, enabled=pack.is_enabled)
    return gone()


def delete_pack(call: Call) -> Answer:
    """`DELETE /selfService/resourcePack/{packId}` → 204; with `disable=true` a pack in use is switched off instead."""
    pack = _pack(call)
    if _servers(call, pack):
        if not call.query.boolean("disable"):
            raise invalid("The resource pack has servers and cannot be deleted.")  # guessed
        pack.is_enabled = False
    else:
        del call.panel.state.packs[pack.id]
    call.changed("resourcePack.delete", packId=pack.id)
    return gone()


def delete_pack_servers(call: Call) -> Answer:
    """`DELETE /selfService/resourcePackServers/{packId}` → 204; `delay` minutes, 30 by default."""
    pack = _pack(call)
    delay = call.query.integer("delay", 0, 43_800)
    call.query.check()
    for server in _servers(call, pack):
        server.delete_at = call.panel.now + (30 if delay is None else delay) * 60
    call.changed("resourcePack.deleteServers", packId=pack.id)
    return gone()


def suspend_pack_servers(*, is_suspended: bool) -> Handler:
    """Return the handler that suspends or unsuspends every server of a pack → 204."""

    def handler(call: Call) -> Answer:
        pack = _pack(call)
        for server in _servers(call, pack):
            server.is_suspended = is_suspended
            server.power = "shutoff" if is_suspended else server.power
        call.changed("resourcePack.suspend" if is_suspended else "resourcePack.unsuspend", packId=pack.id)
        return gone()

    return handler


def set_hourly_pack(call: Call) -> Answer:
    """`PUT /selfService/hourlyResourcePack/byUserExtRelationId/{rel}` → 204."""
    user, pack_id = related(call), call.body.need_integer("packId", 1)
    call.body.check()
    user.hourly_pack = pack_id
    call.changed("selfService.hourlyPack", userId=user.id, packId=pack_id)
    return gone()


def set_access(call: Call) -> Answer:
    """`PUT /selfService/access/byUserExtRelationId/{rel}` → 204."""
    user, sync = related(call), call.body.boolean("syncToProfiles")
    call.body.check()
    call.changed("selfService.access", userId=user.id, syncToProfiles=bool(sync))
    return gone()


def _text(number: int | None) -> str | None:
    """A 64-bit reference does not fit what the store can keep as a number, so it is kept as text."""
    return None if number is None else str(number)


def _profiles(user: User, kind: str) -> list[int]:
    return user.hourly_profiles if kind == "hourlyGroupProfile" else user.resource_profiles


def _pack(call: Call) -> ResourcePack:
    pack = call.panel.state.packs.get(call.number("pack_id"))
    if pack is None:
        raise missing("resource pack")
    return pack


def _servers(call: Call, pack: ResourcePack) -> list[Server]:
    """Guessed: no call of 7.0 puts a server into a pack, so a pack counts as empty."""
    del call, pack
    return []


def _usage(total: int, used: int) -> Json:
    return {"t": total, "u": used, "f": total - used, "p": round(100 * used / total), "l": True}
