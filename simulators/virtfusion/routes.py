"""Every operation of panel 7.0, one line each, in the order of the contract page."""

from __future__ import annotations

from simulators.virtfusion import (
    changes,
    compute,
    console,
    listing,
    network,
    orders,
    power,
    self_service,
    shop,
    ssh_keys,
    traffic,
    users,
)
from simulators.virtfusion import self_service_reports as reports
from simulators.virtfusion.gateway import Call, Operation
from simulators.virtfusion.wire import Answer

RELATED = "/users/{rel}/byExtRelation"
SERVER = "/servers/{server_id:int}"
FIREWALL = SERVER + "/firewall/{interface}"
GROUPS = "/compute/hypervisors/groups"
SELF = "/selfService"
BY_RELATION = "/byUserExtRelationId/{rel}"
PACK = SELF + "/resourcePack/{pack_id:int}"
PACK_SERVERS = SELF + "/resourcePackServers/{pack_id:int}"


def connect(call: Call) -> Answer:
    """`GET /connect`: an empty JSON value when the token is good (section 2)."""
    del call
    return Answer(200, [])


GENERAL = [Operation("GET", "/connect", connect), Operation("GET", "/queue/{queue_id:int}", power.read_job)]
USERS = [
    Operation("POST", "/users", users.create_user),
    Operation("GET", RELATED, users.read_user),
    Operation("PUT", RELATED, users.update_user),
    Operation("DELETE", RELATED, users.delete_user),
    Operation("POST", RELATED + "/resetPassword", users.reset_panel_password),
    Operation("POST", "/users/{rel}/authenticationTokens", users.login_tokens),
    Operation("POST", "/users/{rel}/serverAuthenticationTokens/{server_id:int}", users.server_login_tokens),
    Operation("POST", "/ssh_keys", ssh_keys.create_key),
    Operation("GET", "/ssh_keys/user/{user_id:int}", ssh_keys.list_keys),
    Operation("GET", "/ssh_keys/{key_id:int}", ssh_keys.read_key),
    Operation("DELETE", "/ssh_keys/{key_id:int}", ssh_keys.delete_key),
]
SHOP = [
    Operation("GET", "/packages", shop.list_packages),
    Operation("GET", "/packages/{package_id:int}", shop.read_package),
    Operation("GET", "/media/templates/fromServerPackageSpec/{package_id:int}", shop.templates_of_package),
    Operation("GET", "/media/iso/{iso_id:int}", shop.read_iso),
]
SERVERS = [
    Operation("POST", "/servers", orders.create_server),
    Operation("GET", "/servers", listing.list_servers),
    Operation("GET", "/servers/user/{user_id:int}", listing.list_servers_of_user),
    Operation("GET", SERVER, listing.read_server),
    Operation("DELETE", SERVER, orders.delete_server),
    Operation("POST", SERVER + "/build", orders.build_server),
    Operation("POST", SERVER + "/suspend", orders.suspend_server),
    Operation("POST", SERVER + "/unsuspend", orders.unsuspend_server),
    Operation("POST", SERVER + "/power/boot", power.power("boot")),
    Operation("POST", SERVER + "/power/shutdown", power.power("shutdown")),
    Operation("POST", SERVER + "/power/restart", power.power("restart")),
    Operation("POST", SERVER + "/power/poweroff", power.power("poweroff")),
    Operation("POST", SERVER + "/resetPassword", power.reset_password),
    Operation("PUT", SERVER + "/modify/name", changes.modify_name),
    Operation("PUT", SERVER + "/modify/memory", changes.modify_memory),
    Operation("PUT", SERVER + "/modify/cpuCores", changes.modify_cores),
    Operation("PUT", SERVER + "/modify/cpuThrottle", changes.modify_throttle),
    Operation("PUT", SERVER + "/modify/traffic", changes.modify_traffic),
    Operation("PUT", SERVER + "/package/{package_id:int}", changes.change_package),
    Operation("PUT", SERVER + "/owner/{user_id:int}", changes.change_owner),
    Operation("PUT", SERVER + "/backups/plan/{plan_id:int}", changes.set_backup_plan),
    Operation("PUT", SERVER + "/backupManager/access", changes.set_backup_access),
    Operation("POST", SERVER + "/customXML", changes.set_custom_xml),
    Operation("GET", SERVER + "/templates", shop.templates_of_server),
    Operation("GET", SERVER + "/vnc", console.read_vnc),
    Operation("POST", SERVER + "/vnc", console.set_vnc),
]
NETWORK = [
    Operation("POST", SERVER + "/ipv4Qty", network.add_ipv4_quantity),
    Operation("POST", SERVER + "/ipv4", network.add_ipv4),
    Operation("DELETE", SERVER + "/ipv4", network.remove_ipv4),
    Operation("POST", SERVER + "/networkWhitelist", network.add_whitelist),
    Operation("DELETE", SERVER + "/networkWhitelist", network.remove_whitelist),
    Operation("GET", FIREWALL, network.read_firewall),
    Operation("POST", FIREWALL + "/enable", network.switch_firewall(is_on=True)),
    Operation("POST", FIREWALL + "/disable", network.switch_firewall(is_on=False)),
    Operation("POST", FIREWALL + "/rules", network.replace_rules),
    Operation("GET", SERVER + "/traffic", traffic.read_traffic),
    Operation("GET", SERVER + "/traffic/blocks", traffic.list_blocks),
    Operation("POST", SERVER + "/traffic/blocks", traffic.add_block),
    Operation("DELETE", SERVER + "/traffic/blocks/{block_id:int}", traffic.remove_block),
    Operation("GET", "/backups/server/{server_id:int}", traffic.list_backups),
]
COMPUTE = [
    Operation("GET", "/compute/hypervisors", compute.list_hypervisors),
    Operation("GET", "/compute/hypervisors/{hypervisor_id:int}", compute.read_hypervisor),
    Operation("GET", GROUPS, compute.list_groups),
    Operation("GET", GROUPS + "/{group_id:int}", compute.read_group),
    Operation("GET", GROUPS + "/{group_id:int}/resources", compute.list_resources),
    Operation("GET", "/connectivity/ipblocks", compute.list_blocks),
    Operation("GET", "/connectivity/ipblocks/{block_id:int}", compute.read_block),
    Operation("POST", "/connectivity/ipblocks/{block_id:int}/ipv4", compute.add_range),
    Operation("GET", "/dns/services/{service_id:int}", compute.read_dns_service),
]
SELF_SERVICE = [
    Operation("POST", SELF + "/credit" + BY_RELATION, self_service.add_credit),
    Operation("DELETE", SELF + "/credit/{credit_id:int}", self_service.cancel_credit),
    Operation("GET", SELF + "/currencies", self_service.list_currencies),
    Operation("GET", SELF + "/usage" + BY_RELATION, reports.usage),
    Operation("GET", SELF + "/report" + BY_RELATION, reports.report),
    Operation("GET", SELF + "/hourlyStats" + BY_RELATION, reports.hourly_stats),
    *(
        operation
        for kind in ("hourlyGroupProfile", "resourceGroupProfile")
        for operation in (
            Operation("POST", f"{SELF}/{kind}{BY_RELATION}", self_service.add_profile(kind)),
            Operation("DELETE", f"{SELF}/{kind}/{{profile_id:int}}{BY_RELATION}", self_service.remove_profile(kind)),
        )
    ),
    Operation("POST", SELF + "/resourcePack" + BY_RELATION, self_service.add_pack),
    Operation("GET", PACK, self_service.read_pack),
    Operation("PUT", PACK, self_service.switch_pack),
    Operation("DELETE", PACK, self_service.delete_pack),
    Operation("DELETE", PACK_SERVERS, self_service.delete_pack_servers),
    Operation("POST", PACK_SERVERS + "/suspend", self_service.suspend_pack_servers(is_suspended=True)),
    Operation("POST", PACK_SERVERS + "/unsuspend", self_service.suspend_pack_servers(is_suspended=False)),
    Operation("PUT", SELF + "/hourlyResourcePack" + BY_RELATION, self_service.set_hourly_pack),
    Operation("PUT", SELF + "/access" + BY_RELATION, self_service.set_access),
]
OPERATIONS = [*GENERAL, *USERS, *SHOP, *SERVERS, *NETWORK, *COMPUTE, *SELF_SERVICE]
