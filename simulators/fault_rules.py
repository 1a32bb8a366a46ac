"""Fault rules: what goes wrong, where, how often. Kept in memory; set over HTTP while the simulators run."""

from __future__ import annotations

import random
from fnmatch import fnmatchcase
from typing import Literal

from msgspec import UNSET, Struct, UnsetType, field

from simulators.answers import UnusableError

HttpKind = Literal["status", "delay", "hang", "lose-answer", "late", "cut", "empty", "garbage"]
WebhookKind = Literal["repeat-webhook", "drop-webhook", "delay-webhook", "reorder-webhooks"]
WEBHOOK_KINDS = ("repeat-webhook", "drop-webhook", "delay-webhook", "reorder-webhooks")
LONGEST_SECONDS = 600.0


class Rule(Struct, forbid_unknown_fields=True):
    """One fault.

    `path` is a glob on the path below the company's prefix (`/api/v1/servers/*`) or below its API's base
    (`/servers/*`); for the webhook kinds it is a glob on the event's name. `seconds` is the length of a delay, a hang,
    a lateness; `count` how many extra copies a repeat sends, or how many events a reorder holds back. `times` ends the
    rule after so many hits; `probability` throws a die whose sequence `seed` fixes.
    """

    company: str
    kind: HttpKind | WebhookKind
    path: str = "*"
    method: str | None = None
    status: int = 503
    body: object | UnsetType = UNSET
    headers: dict[str, str] = field(default_factory=dict)
    seconds: float | None = None
    count: int = 1
    times: int | None = None
    probability: float = 1.0
    seed: int = 0
    note: str = ""
    id: int = 0
    hits: int = 0

    def refuse_nonsense(self, companies: list[str]) -> None:
        """Raise UnusableError for values that cannot be meant."""
        if self.company not in (*companies, "*"):
            raise UnusableError(
                f"There is no company {self.company!r}; there are {', '.join(companies)}, and * for all."
            )
        if not 100 <= self.status <= 599:
            raise UnusableError(f"status must be between 100 and 599, not {self.status}.")
        if not 0 <= self.probability <= 1:
            raise UnusableError(f"probability must be between 0 and 1, not {self.probability}.")
        if self.seconds is not None and not 0 <= self.seconds <= LONGEST_SECONDS:
            raise UnusableError(f"seconds must be between 0 and {LONGEST_SECONDS:.0f}, not {self.seconds}.")
        if self.times is not None and self.times < 1:
            raise UnusableError("times must be at least 1; leave it out for a rule that stays.")
        if not 1 <= self.count <= 100:
            raise UnusableError(f"count must be between 1 and 100, not {self.count}.")


class Switchboard:
    """The faults in force, first match first."""

    def __init__(self) -> None:
        """Start with everything working."""
        self.rules: list[Rule] = []
        self._dice: dict[int, random.Random] = {}
        self._last_id = 0

    def replace(self, rules: list[Rule]) -> None:
        """Put these rules in force instead of all others."""
        self.rules = []
        for rule in rules:
            self.add(rule)

    def add(self, rule: Rule) -> Rule:
        """Put one more rule in force, after the others; it gets its id here."""
        self._last_id += 1
        rule.id, rule.hits = self._last_id, 0
        self._dice[rule.id] = random.Random(rule.seed)  # noqa: S311 - a replayable die, not a secret
        self.rules.append(rule)
        return rule

    def remove(self, rule_id: int) -> bool:
        """Take one rule out of force; False when there is none of that id."""
        before = len(self.rules)
        self.rules = [rule for rule in self.rules if rule.id != rule_id]
        return len(self.rules) < before

    def is_in_force(self, rule: Rule) -> bool:
        """Say whether a rule has been cleared meanwhile; one used up by `times` still counts as in force."""
        return any(known.id == rule.id for known in self.rules)

    def matching(self, company: str, method: str, paths: list[str]) -> list[Rule]:
        """Return the HTTP rules for a request in order, without counting a hit."""
        return [
            rule
            for rule in self.rules
            if rule.kind not in WEBHOOK_KINDS and self._fits(rule, company, paths) and rule.method in {None, method}
        ]

    def webhook_rules(self, company: str, event: str) -> list[Rule]:
        """Return the webhook rules for an event in order, each counted as hit."""
        fitting = [r for r in self.rules if r.kind in WEBHOOK_KINDS and self._fits(r, company, [event])]
        return [rule for rule in fitting if self.strikes(rule)]

    def strikes(self, rule: Rule) -> bool:
        """Throw the rule's die and count a hit; False when it is used up or the die says no."""
        if rule.times is not None and rule.hits >= rule.times:
            return False
        if rule.probability < 1 and self._dice[rule.id].random() >= rule.probability:
            return False
        rule.hits += 1
        return True

    def _fits(self, rule: Rule, company: str, paths: list[str]) -> bool:
        return rule.company in {company, "*"} and any(fnmatchcase(path, rule.path) for path in paths)
