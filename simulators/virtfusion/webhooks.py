"""Telling the portal what happened (section 14). Retries and order are undocumented; what is done here is guessed."""

from __future__ import annotations

import asyncio
import base64
import http.client
from typing import Any, Literal
from urllib.parse import urlsplit

import msgspec
from msgspec import Struct

from simulators.clock import iso
from simulators.fault_rules import Switchboard
from simulators.virtfusion.dates import zulu_form
from simulators.virtfusion.panel import Event, Panel
from simulators.virtfusion.timeline import seconds_until_due, settle

DELIVERIES = "virtfusion.deliveries"
TIMEOUT_SECONDS = 10.0
GLANCE_SECONDS = 0.25
HOLD_SECONDS = 3.0  # a held-back event goes out after this long even if nothing follows it
KEPT = 1000
NUMBERS = {
    "server.create": 1,
    "server.destroy": 2,
    "server.build": 3,
    "server.assign.ipv6": 4,
    "server.unassign.ipv6": 5,
    "server.poweroff": 6,
    "server.boot": 7,
    "server.restart": 8,
    "server.shutdown": 9,
    "server.suspend": 10,
    "server.unsuspend": 11,
    "server.enable.vnc": 15,
    "server.disable.vnc": 16,
    "server.reset.password": 17,
    "server.assign.ipv4": 19,
    "server.unassign.ipv4": 20,
    "user.create": 25,
    "user.modify": 26,
    "user.delete": 27,
}


class Delivery(Struct, rename="camel"):
    """One POST to the portal: what was or will be sent, and how it went."""

    id: int
    event: str
    event_status: str
    created: str
    url: str
    state: Literal["waiting", "delivered", "failed", "dropped"] = "waiting"
    attempts: int = 0
    status: int | None = None
    error: str | None = None
    delivered: str | None = None
    due: float = 0.0
    body: dict[str, Any] = {}


class Deliveries:
    """The panel's outbox of events, delivered one at a time in order of their due time."""

    def __init__(self, panel: Panel, switchboard: Switchboard) -> None:
        """Listen to the panel; take up what was not delivered before a restart."""
        self._panel = panel
        self._switchboard = switchboard
        self._held: list[tuple[int, Delivery]] = []
        self._wake = asyncio.Event()
        self.log = [msgspec.msgpack.decode(body, type=Delivery) for _, body in panel.store.load(DELIVERIES)]
        panel.listeners.append(self.add)

    def reset(self) -> None:
        """Forget every delivery, waiting ones too."""
        self.log.clear()
        self._held.clear()
        self._panel.store.clear(DELIVERIES)

    def add(self, event: Event) -> None:
        """Put an event into the outbox, the way the webhook faults in force want it."""
        target = self._panel.state.webhook
        if target is None:
            return
        now = self._panel.now
        delivery = self._make(event, target.url, now)
        self._keep(delivery)
        for rule in self._switchboard.webhook_rules("virtfusion", event.name):
            if rule.kind == "drop-webhook":
                delivery.state = "dropped"
            elif rule.kind == "delay-webhook":
                delivery.due = now + (2.0 if rule.seconds is None else rule.seconds)
            elif rule.kind == "repeat-webhook":
                for number in range(1, rule.count + 1):
                    copy = self._make(event, target.url, now + number * (rule.seconds or 0.0))
                    self._keep(copy)
            else:
                delivery.due = now + (HOLD_SECONDS if rule.seconds is None else rule.seconds)
                self._held.append((rule.count, delivery))
        self._keep(delivery)
        self._release_held(delivery, now)
        self._wake.set()

    def _make(self, event: Event, url: str, due: float) -> Delivery:
        number = self.log[-1].id + 1 if self.log else 1
        body = {
            "event": event.name,
            "created": zulu_form(event.at),
            "hookId": 1,
            "hookEventId": NUMBERS[event.name],
            "eventStatus": event.status,
            "controlDomain": "cp.northlight.example",
            "controlName": "Northlight",
            "controlSupportLink": "https://northlight.example/support",
            "data": {"errors": [], "server": False, **event.data},
        }
        return Delivery(number, event.name, event.status, zulu_form(event.at), url, due=due, body=body)

    def _keep(self, delivery: Delivery) -> None:
        if not self.log or delivery.id > self.log[-1].id:
            self.log.append(delivery)
        for old in self.log[:-KEPT]:
            self._panel.store.delete(DELIVERIES, old.id)
        del self.log[:-KEPT]
        if self._panel.store.is_durable:
            self._panel.store.put(DELIVERIES, delivery.id, msgspec.msgpack.encode(delivery))

    def _release_held(self, newest: Delivery, now: float) -> None:
        """A held-back event goes out right after the count-th later one: newest first."""
        kept: list[tuple[int, Delivery]] = []
        for left, delivery in self._held:
            if delivery is newest:
                kept.append((left, delivery))
            elif left > 1:
                kept.append((left - 1, delivery))
            else:
                delivery.due = max(now, newest.due) + 0.001
                self._keep(delivery)
        self._held = kept

    async def run(self) -> None:
        """Settle the panel and deliver what is due, until cancelled."""
        while True:
            settle(self._panel)
            self._panel.save()
            due = min(
                (one for one in self.log if one.state == "waiting"), key=lambda one: (one.due, one.id), default=None
            )
            if due is not None and due.due <= self._panel.now:
                await self._deliver(due)
                continue
            wait = [GLANCE_SECONDS]
            if due is not None:
                wait.append(due.due - self._panel.now)
            if (soon := seconds_until_due(self._panel)) is not None:
                wait.append(soon)
            self._wake.clear()
            try:
                async with asyncio.timeout(max(0.005, min(wait))):
                    await self._wake.wait()
            except TimeoutError:
                continue

    async def _deliver(self, delivery: Delivery) -> None:
        delivery.attempts += 1
        target = self._panel.state.webhook
        token = None if target is None else target.token
        delivery.status, delivery.error = await asyncio.to_thread(_post, delivery, token)
        profile = self._panel.state.profile
        if delivery.status is not None and delivery.status < 300:
            delivery.state, delivery.delivered = "delivered", iso(self._panel.now)
        elif delivery.attempts >= profile.webhook_attempts:
            delivery.state = "failed"
        else:
            delivery.due = self._panel.now + profile.webhook_retry_seconds * delivery.attempts
        if any(known is delivery for known in self.log):  # a reset may have come between
            self._keep(delivery)
            self._panel.store.commit()


def _post(delivery: Delivery, token: str | None) -> tuple[int | None, str | None]:
    """Send one delivery; return its status, or what went wrong."""
    parts = urlsplit(delivery.url)
    kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
    headers = {
        "Content-Type": "application/json",
        "User-Agent": "VirtFusion-Hookshot/1.0",
        "X-VirtFusion-Hook": "1",
        "X-VirtFusion-Created": delivery.created,
        "X-VirtFusion-Hook-Event": str(delivery.body["hookEventId"]),
        "X-VirtFusion-Event": delivery.event,
        "X-VirtFusion-Event-Status": delivery.event_status,
    }
    if token is not None:
        headers["Authorization"] = "Bearer " + base64.b64encode(token.encode()).decode()
    connection = kind(parts.hostname or "", parts.port, timeout=TIMEOUT_SECONDS)
    try:
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        connection.request("POST", path, msgspec.json.encode(delivery.body), headers)
        response = connection.getresponse()
        response.read()
    except (OSError, http.client.HTTPException) as error:
        return None, f"{type(error).__name__}: {error}"
    else:
        return response.status, None
    finally:
        connection.close()
