"""Users, addressed by the relation the portal chose (section 4). There is no list and no look-up by e-mail in 7.0."""

from __future__ import annotations

import re

from simulators.virtfusion.dates import zulu_form
from simulators.virtfusion.gateway import Call
from simulators.virtfusion.identity import opaque
from simulators.virtfusion.records import LoginToken, User
from simulators.virtfusion.show_user import user_object
from simulators.virtfusion.wire import Answer, conflict, data, gone, missing

RELATION = re.compile(r"[A-Za-z0-9_-]{2,200}")
EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


def related(call: Call) -> User:
    """Return the user the path names, by number or (with `relStr=true`) by string; 404 when unknown."""
    user = call.panel.find_related(call.params["rel"], is_text=bool(call.query.boolean("relStr")))
    if user is None:
        raise missing("user")
    return user


def create_user(call: Call) -> Answer:
    """`POST /users` → 201 with the password, which no later answer repeats (section 4.1)."""
    name = call.body.need_text("name", shortest=3)
    email = call.body.need_text("email", shortest=3)
    relation = call.body.integer("extRelationId", low=1)
    relation_text = call.body.text("relStr", 2, 200)
    self_service = call.body.integer("selfService", 0, 3)
    if email and not EMAIL.fullmatch(email):
        call.body.refuse("The email must be a valid email address.")
    if relation_text is not None and not RELATION.fullmatch(relation_text):
        call.body.refuse("The relStr may only contain letters, numbers, dashes and underscores.")
    call.body.check()
    _refuse_taken(call, email, relation, relation_text)
    now = call.panel.now
    user = User(
        id=call.panel.next_id("user"),
        name=name,
        email=email,
        created=now,
        updated=now,
        ext_relation_id=relation,
        rel_str=relation_text,
        self_service=self_service or 0,
    )
    _apply_self_service(call, user)
    call.panel.state.users[user.id] = user
    call.changed("user.create", userId=user.id, extRelationId=relation, email=email)
    call.panel.announce("user.create", {"user": user_object(user)})
    return data({**user_object(user), "password": opaque(14, "user-password", user.id, now)}, 201)


def read_user(call: Call) -> Answer:
    """`GET /users/{rel}/byExtRelation`; 404 is the normal "not yet created"."""
    return data(user_object(related(call)))


def update_user(call: Call) -> Answer:
    """`PUT /users/{rel}/byExtRelation` → 201 with an echo of four fields; only sent fields change (section 4.2)."""
    user = related(call)
    before = user_object(user)
    name = call.body.text("name", shortest=3)
    email = call.body.text("email", shortest=3)
    self_service = call.body.integer("selfService", 0, 3)
    enabled = call.body.boolean("enabled")
    call.body.check()
    if email is not None and email.lower() != user.email.lower():
        _refuse_taken(call, email, None, None)
    user.name = user.name if name is None else name
    user.email = user.email if email is None else email
    user.self_service = user.self_service if self_service is None else self_service
    user.is_suspended = user.is_suspended if enabled is None else not enabled
    _apply_self_service(call, user)
    user.updated = call.panel.now
    call.changed("user.modify", userId=user.id)
    call.panel.announce("user.modify", {"user.before": before, "user.after": user_object(user)})  # guessed: the keys
    echo = {"name": user.name, "email": user.email, "selfService": user.self_service, "enabled": not user.is_suspended}
    return data(echo, 201)


def delete_user(call: Call) -> Answer:
    """`DELETE /users/{rel}/byExtRelation` → 204; 409 while the user owns servers."""
    user = related(call)
    if any(server.owner_id == user.id for server in call.panel.state.servers.values()):
        raise conflict("The user still owns servers.")
    del call.panel.state.users[user.id]
    call.changed("user.delete", userId=user.id)
    call.panel.announce("user.delete", {"user": user_object(user)})
    return gone()


def reset_panel_password(call: Call) -> Answer:
    """`POST …/resetPassword` → 201: the panel's password, not a server's."""
    user = related(call)
    number = call.panel.next_id("panel-password")
    call.changed("user.resetPassword", userId=user.id)
    return data({"email": user.email, "password": opaque(14, "panel-password", user.id, number)}, 201)


def login_tokens(call: Call) -> Answer:
    """`POST …/authenticationTokens`: single use, a minute long, paths rather than addresses (section 4.3)."""
    return _tokens(call, related(call), None)


def server_login_tokens(call: Call) -> Answer:
    """`POST …/serverAuthenticationTokens/{id}`; a server of somebody else is guessed to be 404."""
    user = related(call)
    server = call.panel.server(call.number("server_id"))
    if server.owner_id != user.id:
        raise missing("server")
    return _tokens(call, user, server.id)


def _tokens(call: Call, user: User, server_id: int | None) -> Answer:
    return_url = call.body.text("return_url", longest=2000)
    call.body.check()
    number = call.panel.next_id("login-token")
    first, second = (opaque(100, "login", user.id, number, part) for part in (1, 2))
    seconds = call.panel.state.profile.login_token_seconds
    expires = call.panel.now + seconds
    call.panel.state.login_tokens[first] = LoginToken(user.id, second, expires, server_id, return_url)
    call.changed("user.loginTokens", userId=user.id)
    return data(
        {
            "authentication": {
                "tokens": {"1": first, "2": second},
                "endpoint": "/token_authenticate",
                "endpoint_complete": f"/token_authenticate/?1={first}&2={second}",
                "expiry": {"ttl": seconds, "expires": zulu_form(expires)},
            }
        }
    )


def _refuse_taken(call: Call, email: str, relation: int | None, relation_text: str | None) -> None:
    """A taken e-mail is 409 [client]; a taken relation is guessed to be the same."""
    for other in call.panel.state.users.values():
        if other.email.lower() == email.lower():
            raise conflict("A user with this email address already exists.")
        if relation is not None and other.ext_relation_id == relation:
            raise conflict("A user with this external relation already exists.")
        if relation_text is not None and other.rel_str == relation_text:
            raise conflict("A user with this relation string already exists.")


def _apply_self_service(call: Call, user: User) -> None:
    hourly = call.body.integers("selfServiceHourlyGroupProfiles")
    resource = call.body.integers("selfServiceResourceGroupProfiles")
    pack = call.body.integer("selfServiceHourlyResourcePack")
    credit = call.body.boolean("selfServiceHourlyCredit")
    call.body.check()
    user.hourly_profiles = user.hourly_profiles if hourly is None else hourly
    user.resource_profiles = user.resource_profiles if resource is None else resource
    user.hourly_pack = user.hourly_pack if pack is None else pack
    user.has_hourly_credit = user.has_hourly_credit if credit is None else credit
