"""SSH keys, addressed by VirtFusion's own user id (section 5)."""

from __future__ import annotations

import base64
import binascii

from simulators.virtfusion.dates import zulu_form
from simulators.virtfusion.gateway import Call
from simulators.virtfusion.records import SshKey
from simulators.virtfusion.wire import Answer, Json, data, gone, invalid, missing

KINDS = ("ssh-rsa", "ssh-ed25519", "ecdsa-sha2-", "sk-ssh-ed25519@openssh.com", "sk-ecdsa-sha2-")


def create_key(call: Call) -> Answer:
    """`POST /ssh_keys` → 201 with four fields; text that is no key is 422 (guessed)."""
    owner_id = call.body.need_integer("userId")
    name, text = call.body.need_text("name", longest=255), call.body.need_text("publicKey", longest=10_000)
    call.body.check()
    if owner_id not in call.panel.state.users:
        raise invalid("The selected userId is invalid.")
    if not is_public_key(text):
        raise invalid("The publicKey is not a valid SSH public key.")
    key = SshKey(call.panel.next_id("key"), owner_id, name, text.strip(), call.panel.now)
    call.panel.state.keys[key.id] = key
    call.changed("sshKey.create", keyId=key.id, userId=owner_id)
    return data({"id": key.id, "name": key.name, "type": "OpenSSH", "createdAt": zulu_form(key.created)}, 201)


def list_keys(call: Call) -> Answer:
    """`GET /ssh_keys/user/{userId}`, not paginated."""
    user = call.panel.user(call.number("user_id"))
    return data([_shown(key) for key in call.panel.state.keys.values() if key.owner_id == user.id])


def read_key(call: Call) -> Answer:
    """`GET /ssh_keys/{keyId}`."""
    return data(_shown(_found(call)))


def delete_key(call: Call) -> Answer:
    """`DELETE /ssh_keys/{keyId}` → 204; servers installed with it keep their copy."""
    key = _found(call)
    del call.panel.state.keys[key.id]
    call.changed("sshKey.delete", keyId=key.id)
    return gone()


def is_public_key(text: str) -> bool:
    """Say whether `text` is one line of OpenSSH's public key format."""
    parts = text.strip().split()
    if len(parts) < 2 or not parts[0].startswith(KINDS):
        return False
    try:
        decoded = base64.b64decode(parts[1], validate=True)
    except (binascii.Error, ValueError):
        return False
    return parts[0].encode() in decoded[: len(parts[0]) + 4]


def _found(call: Call) -> SshKey:
    key = call.panel.state.keys.get(call.number("key_id"))
    if key is None:
        raise missing("ssh key")
    return key


def _shown(key: SshKey) -> Json:
    return {
        "id": key.id,
        "name": key.name,
        "publicKey": key.public_key,
        "type": "OpenSSH",
        "enabled": True,
        "created": zulu_form(key.created),
        "updated": zulu_form(key.created),
    }
