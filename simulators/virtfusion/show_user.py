"""A user as the users calls show them, and the shorter form inside a server (sections 4 and 8.4)."""

from __future__ import annotations

from simulators.virtfusion.dates import zulu_form
from simulators.virtfusion.records import User
from simulators.virtfusion.wire import Json


def user_object(user: User) -> Json:
    """The user object of section 4."""
    return {
        "id": user.id,
        "admin": user.is_admin,
        "extRelationId": user.ext_relation_id,
        "selfService": user.self_service,
        "selfServiceHourlyGroupProfiles": user.hourly_profiles,
        "selfServiceResourceGroupProfiles": user.resource_profiles,
        "selfServiceHourlyResourcePack": user.hourly_pack,
        "name": user.name,
        "email": user.email,
        "timezone": user.timezone,
        "suspended": user.is_suspended,
        "twoFactorAuth": False,
        "created": zulu_form(user.created),
        "updated": zulu_form(user.updated),
    }


def user_in_server(user: User) -> Json:
    """`owner` inside a server object: no self-service fields."""
    return {name: value for name, value in user_object(user).items() if not name.startswith("selfService")}
