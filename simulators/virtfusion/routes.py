"""Every operation of panel 7.0, one line each, in the order of the contract page."""

from __future__ import annotations

from simulators.virtfusion import listing, orders, power, users
from simulators.virtfusion.gateway import Call, Operation
from simulators.virtfusion.wire import Answer

RELATED = "/users/{rel}/byExtRelation"
SERVER = "/servers/{server_id:int}"


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
    *(Operation("POST", f"{SERVER}/power/{action}", power.power(action)) for action in ("boot", "shutdown", "restart", "poweroff")),
    Operation("POST", SERVER + "/resetPassword", power.reset_password),
]
OPERATIONS = [*GENERAL, *USERS, *SERVERS]
