"""The panel itself: its memory, its counters, what it has done, and what it has yet to tell the webhook."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec
from msgspec import Struct

from simulators.clock import SimulatedClock, iso
from simulators.store import Store
from simulators.virtfusion.catalogue import PACKAGES, Package
from simulators.virtfusion.records import Job, Options, Server, State, Token, User
from simulators.virtfusion.wire import Json, invalid, missing

STATE = "virtfusion.state"
EFFECTS = "virtfusion.effects"
DURATIONS = ("build_seconds", "power_seconds", "password_seconds", "remote_state_seconds")


class Effect(Struct, rename="camel", omit_defaults=True):
    """One state-changing call that took effect, or one thing time itself did (`method` is then `TIME`)."""

    id: int
    at: str
    method: str
    path: str
    operation: str
    facts: dict[str, Any] = {}


class Event(Struct):
    """News for the webhook, in the order it happened."""

    name: str
    status: str
    at: float
    data: Json


class Panel:
    """One VirtFusion installation. Handlers change `state` through it, so that every change is logged and kept."""

    def __init__(self, clock: SimulatedClock, store: Store, seed: Callable[[float], State]) -> None:
        """Take up the stored state, or `seed(now)` where nothing is stored."""
        self.clock = clock
        self.store = store
        self.events: list[Event] = []
        self.listeners: list[Callable[[Event], None]] = []
        self._seed = seed
        self._is_dirty = False
        self.effects = [msgspec.msgpack.decode(body, type=Effect) for _, body in store.load(EFFECTS)]
        stored = store.load(STATE)
        self.state = msgspec.msgpack.decode(stored[0][1], type=State) if stored else seed(clock.now())
        if not stored:
            self.touch()
            self.save()

    def adopt(self, options: Options) -> None:
        """Let the command line of this start win over what a restart found stored: webhook, token, durations."""
        if options.webhook is not None:
            self.state.webhook = options.webhook
        self.state.tokens.setdefault(options.token, Token())
        given = {name: getattr(options.profile, name) for name in DURATIONS}
        self.state.profile = msgspec.structs.replace(self.state.profile, **given)
        self.touch()
        self.save()

    def reset(self) -> None:
        """Put everything back to the seed, as of now."""
        self.state = self._seed(self.clock.now())
        self.effects.clear()
        self.store.clear(EFFECTS)
        self.touch()

    @property
    def now(self) -> float:
        """The simulated instant."""
        return self.clock.now()

    def next_id(self, kind: str) -> int:
        """Return the next number of a kind; ids are sequential and never used twice."""
        number = self.state.counters.get(kind, 0) + 1
        self.state.counters[kind] = number
        return number

    def touch(self) -> None:
        """Mark the state as changed; `save` then writes it."""
        self._is_dirty = True

    def save(self) -> None:
        """Make every change so far durable. Called before the answer that reports it."""
        if self._is_dirty and self.store.is_durable:
            self.store.put(STATE, 1, msgspec.msgpack.encode(self.state))
        self._is_dirty = False
        self.store.commit()

    def took_effect(self, method: str, path: str, operation: str, facts: Json) -> None:
        """Log a change for whoever checks later that each was made once."""
        number = self.effects[-1].id + 1 if self.effects else 1
        effect = Effect(number, iso(self.now), method, path, operation, facts)
        self.effects.append(effect)
        if self.store.is_durable:
            self.store.put(EFFECTS, number, msgspec.msgpack.encode(effect))
        self.touch()

    def announce(self, name: str, data: Json, *, status: str = "success", at: float | None = None) -> None:
        """Tell the webhook's outbox that something happened."""
        event = Event(name, status, self.now if at is None else at, data)
        for listener in self.listeners:
            listener(event)

    def server(self, server_id: int) -> Server:
        """Return a server or refuse with the one 404 text that is known (section 1.2)."""
        if (server := self.state.servers.get(server_id)) is None:
            raise missing("server")
        return server

    def user(self, user_id: int) -> User:
        """Return a user by the panel's own id or refuse with 404."""
        if (user := self.state.users.get(user_id)) is None:
            raise missing("user")
        return user

    def find_related(self, relation: str, *, is_text: bool) -> User | None:
        """Return the user with an external relation id, or with a relation string."""
        for user in self.state.users.values():
            known = user.rel_str if is_text else user.ext_relation_id
            if known is not None and str(known) == relation:
                return user
        return None

    def package_in_body(self, package_id: int) -> Package:
        """Return an enabled package named in a body or refuse with 422 (section 17)."""
        package = PACKAGES.get(package_id)
        if package is None or not package.is_enabled:
            raise invalid("The selected package is invalid or disabled.")
        return package

    def is_busy(self, server: Server) -> bool:
        """Say whether a job of this server runs or waits: `tasks.active`, the portable busy flag (section 8.1)."""
        return self.find_running_job(server) is not None

    def find_running_job(self, server: Server) -> Job | None:
        """Return the job of this server that runs or waits, or None."""
        return next((job for job in self.state.jobs.values() if job.server_id == server.id), None)

    def is_in_maintenance(self, server: Server) -> bool:
        """Say whether the server's hypervisor is in maintenance mode."""
        return server.hypervisor_id in self.state.profile.maintenance_hypervisor_ids
