"""The fleet on the panel page: every server with its state as a word and a shape."""

from __future__ import annotations

from html import escape

from simulators.virtfusion.panel import Panel
from simulators.virtfusion.records import Server
from simulators.virtfusion.topology import HYPERVISORS, LOCATIONS
from simulators.virtfusion.webhooks import Deliveries

SHAPES = {
    "running": ("ok", "●"),
    "off": ("quiet", "○"),
    "installing": ("warn", "◐"),
    "not built": ("quiet", "◌"),
    "failed": ("bad", "▲"),
    "suspended": ("warn", "◍"),
}


def fleet_section(panel: Panel, deliveries: Deliveries) -> str:
    """Return the table, with the webhook's state above it."""
    rows = "".join(_row(panel, server) for server in panel.state.servers.values())
    names = ("Name", "State", "Task", "Owner", "Host", "Address")
    heads = '<th class="number">Id</th>' + "".join(f"<th>{name}</th>" for name in names)
    return (
        f"<p>{_webhook(panel, deliveries)}</p>"
        f'<div class="scroll"><table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div>'
    )


def status(server: Server) -> str:
    """Return one word (or two) for a server's condition."""
    if server.is_suspended:
        return "suspended"
    by_life = {"allocated": "not built", "queued": "installing", "failed": "failed"}
    return by_life.get(server.state, "running" if server.power == "running" else "off")


def _row(panel: Panel, server: Server) -> str:
    word = status(server)
    kind, shape = SHAPES[word]
    owner = panel.state.users[server.owner_id]
    host = HYPERVISORS[server.hypervisor_id]
    place = f"{host.name} · {LOCATIONS[host.group_id].name}"
    if panel.is_in_maintenance(server):
        place += " · maintenance"
    addresses = [entry.address for card in server.interfaces for entry in card.ipv4]
    cells = (
        f'<td class="number">{server.id}</td><td>{escape(server.name) or "—"}</td>'
        f'<td class="{kind}"><span aria-hidden="true">{shape}</span> {word}</td><td>{_task(panel, server)}</td>'
        f"<td>{escape(owner.name)}</td><td>{escape(place)}</td>"
        f'<td class="mono">{escape(addresses[0]) if addresses else "—"}</td>'
    )
    return f"<tr>{cells}</tr>"


def _task(panel: Panel, server: Server) -> str:
    job = panel.find_running_job(server)
    if job is not None:
        return f"{escape(job.action.replace('_', ' '))} {job.progress(panel.now)} %"
    return "being deleted" if server.delete_at is not None else "—"


def _webhook(panel: Panel, deliveries: Deliveries) -> str:
    target = panel.state.webhook
    if target is None:
        return '<span class="quiet">No webhook configured.</span>'
    counts: dict[str, int] = {}
    for delivery in deliveries.log:
        counts[delivery.state] = counts.get(delivery.state, 0) + 1
    told = ", ".join(f"{number} {state}" for state, number in counts.items()) or "nothing sent yet"
    return f'Webhook to <span class="mono">{escape(target.url)}</span>: <span class="quiet">{told}</span>'
