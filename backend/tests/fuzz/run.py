"""Send made-up requests by the thousand, as nobody, as customers and as staff, and judge every answer.

Several processes share the work, because making requests up costs more than answering them. What is sent depends on
the seed alone; what is answered also on what the others have done meanwhile.
"""

import base64
import itertools
import multiprocessing
import random
import time
from collections import Counter
from typing import Any, Final

import msgspec
from msgspec import Struct, field

from tests.fuzz.judge import Judge
from tests.fuzz.schema_shots import SchemaShots, aim
from tests.fuzz.shots import Shot
from tests.fuzz.strange_shots import StrangeShots
from tests.fuzz.world import Person, Target
from tests.support.portal import WEBHOOK_TOKEN
from tests.support.raw_http import Answer, ClosedError, Headers, RawConnection
from tests.support.served import COOKIE
from tests.support.waiting import PATIENCE_SECONDS

ROLES: Final = ("anonymous", "customer", "admin")
_DRAWN_AT_ONCE: Final = 12
_MOST_FINDINGS: Final = 40
# Nobody may be told that what they asked for is done, or even possible, before we know who they are.
_KNOWN_TO_SOMEBODY: Final = {200, 201, 202, 204, 409}
_WEBHOOK: Final = "POST /api/v1/webhooks/virtfusion"
_BEARER: Final = (b"Authorization", b"Bearer " + base64.b64encode(WEBHOOK_TOKEN.encode()))
_ENDS_SESSION: Final = ("/auth/logout", "/account/sessions/")


class Tally(Struct):
    """What was sent and how it was answered. `findings` name the request, so that it can be sent again."""

    statuses: dict[int, int] = field(default_factory=dict)
    operations: dict[str, dict[int, int]] = field(default_factory=dict)
    origins: dict[str, int] = field(default_factory=dict)
    findings: list[str] = field(default_factory=list)
    refused_by_closing: int = 0
    # How often each was found; told once.
    seen: dict[str, int] = field(default_factory=dict)

    @property
    def requests(self) -> int:
        return sum(self.statuses.values()) + self.refused_by_closing

    def count(self, shot: Shot, role: str, status: int) -> None:
        label = shot.label or "(no such operation)"
        for table in (self.statuses, self.operations.setdefault(label, {})):
            table[status] = table.get(status, 0) + 1
        origin = f"{role}, {shot.origin}"
        self.origins[origin] = self.origins.get(origin, 0) + 1

    def add(self, other: "Tally") -> None:
        self.statuses = dict(Counter(self.statuses) + Counter(other.statuses))
        for label, statuses in other.operations.items():
            self.operations[label] = dict(Counter(self.operations.get(label, {})) + Counter(statuses))
        self.origins = dict(Counter(self.origins) + Counter(other.origins))
        self.findings += other.findings
        self.seen = dict(Counter(self.seen) + Counter(other.seen))
        self.refused_by_closing += other.refused_by_closing


class Caller:
    """Who sends next: somebody of a role, with a session that still lives, from an address of its own."""

    def __init__(self, target: Target, part: int, parts: int, rng: random.Random) -> None:
        self._rng = rng
        self._people: dict[str, list[Person]] = {
            role: [
                Person(person.role, person.tokens[part::parts], person.ids)
                for person in target.people
                if person.role == role
            ]
            for role in ROLES
        }

    def of(self, role: str) -> Person | None:
        return self._rng.choice(self._people[role]) if role != "anonymous" else None

    def headers(self, person: Person | None) -> Headers:
        rng = self._rng
        address = f"{rng.randint(11, 120)}.{rng.randrange(256)}.{rng.randrange(256)}.{rng.randint(1, 254)}"
        found: Headers = [(b"X-Forwarded-For", address.encode())]
        if person is not None and person.tokens:
            found.append((b"Cookie", f"{COOKIE}={person.tokens[-1]}".encode()))
        return found


class Fuzzer:
    """One process's share: `requests` of them, the `part`-th of `parts`."""

    def __init__(self, document: dict[str, Any], target: Target, *, seed: int, part: int, parts: int) -> None:
        self._rng = random.Random(f"{seed}/{part}")  # noqa: S311 - repeatable on purpose
        self._seed = seed
        self._part, self._parts = part, parts
        self._judge = Judge(document)
        self._schema = SchemaShots(document)
        self._strange = StrangeShots(document, self._rng)
        self._caller = Caller(target, part, parts, self._rng)
        self._connection = RawConnection(target.host, target.port, timeout_seconds=PATIENCE_SECONDS)
        self.tally = Tally()

    def run(self, requests: int) -> Tally:
        """Send them, a drawn handful of Schemathesis's between as many of our own."""
        roles = itertools.cycle(ROLES)
        labels = self._schema.labels[self._part :: self._parts]
        for number in itertools.count():
            label = labels[number % len(labels)]
            for shot in self._schema.draw(label, _DRAWN_AT_ONCE, self._seed * 100_003 + number):
                for mixed in (shot, None):
                    if self.tally.requests >= requests:
                        self._connection.close()
                        return self.tally
                    self._send(mixed, next(roles))
        raise AssertionError("unreachable")

    def _send(self, shot: Shot | None, role: str) -> None:
        person = self._caller.of(role)
        ids = person.ids if person else {}
        shot = self._strange.draw(ids) if shot is None else aim(shot, ids, self._rng)
        own = {name.lower() for name, _ in shot.headers}
        more = self._caller.headers(person)
        if shot.label == _WEBHOOK and self._rng.random() < 0.7:
            more.append(_BEARER)
        more = [pair for pair in more if pair[0].lower() not in own]
        try:
            answer = self._connection.exchange(shot.as_bytes(more), is_head=shot.method == "HEAD")
        except ClosedError:
            self._closed(shot)
            return
        except TimeoutError:
            self._connection.close()
            self._find(shot, f"no answer within {PATIENCE_SECONDS:.0f} s", f"as {role}")
            return
        if shot.method == "HEAD":
            self._connection.close()  # whatever might still come belongs to no request of ours
        self.tally.count(shot, role, answer.status)
        self._judge_answer(shot, role, answer)
        self._mind_session(shot, person, answer)

    def _closed(self, shot: Shot) -> None:
        """The server may cut off what is not HTTP; an operation of ours always answers."""
        self.tally.refused_by_closing += 1
        if not shot.is_framing:
            self._find(shot, "closed without an answer", "")

    def _judge_answer(self, shot: Shot, role: str, answer: Answer) -> None:
        found = self._judge.findings(shot.label, answer, is_ours=not shot.is_framing or bool(answer.body))
        if shot.case is not None:
            found += self._schema.findings(shot, answer)
        is_stranger = role == "anonymous" and shot.label is not None and self._judge.is_guarded(shot.label)
        if is_stranger and answer.status in _KNOWN_TO_SOMEBODY:
            found.append(f"nobody was answered {answer.status}")
        for sentence in found:
            self._find(shot, sentence, f"as {role}, {answer.status} {answer.body[:160]!r}")

    def _mind_session(self, shot: Shot, person: Person | None, answer: Answer) -> None:
        """A session that was signed out is not used again."""
        if person is None or not person.tokens:
            return
        if answer.status == 401 or any(part in shot.target.decode("latin-1") for part in _ENDS_SESSION):
            person.tokens.pop()

    def _find(self, shot: Shot, sentence: str, circumstances: str) -> None:
        key = f"{shot.label or '-'}: {sentence}"
        self.tally.seen[key] = self.tally.seen.get(key, 0) + 1
        if self.tally.seen[key] == 1 and len(self.tally.findings) < _MOST_FINDINGS:
            sent = shot.as_bytes([])[:600]
            self.tally.findings.append(f"[{shot.origin}] {key} {circumstances}\n    {sent!r}")


def fuzz(document: dict[str, Any], target: Target, *, requests: int, seed: int, parts: int) -> Tally:
    """`requests` in all, by `parts` processes; the whole tally."""
    shares = [requests // parts + (number < requests % parts) for number in range(parts)]
    raw = (msgspec.json.encode(document), msgspec.json.encode(target))
    total = Tally()
    if parts == 1:
        return Fuzzer(document, target, seed=seed, part=0, parts=1).run(requests)
    with multiprocessing.get_context("spawn").Pool(parts) as pool:
        jobs = [(*raw, share, seed, part, parts) for part, share in enumerate(shares)]
        for tally in pool.starmap(_share, jobs):
            total.add(msgspec.json.decode(tally, type=Tally))
    return total


def _share(document: bytes, target: bytes, requests: int, seed: int, part: int, parts: int) -> bytes:
    fuzzer = Fuzzer(
        msgspec.json.decode(document),
        msgspec.json.decode(target, type=Target),
        seed=seed,
        part=part,
        parts=parts,
    )
    return msgspec.json.encode(fuzzer.run(requests))


def report(tally: Tally, seconds: float) -> str:
    """The tally for a person."""
    lines = [f"{tally.requests} requests in {seconds:.0f} s ({tally.requests / seconds:.0f} a second)", ""]
    lines += [f"{status:>8}  {count}" for status, count in sorted(tally.statuses.items())]
    lines += [f"  closed  {tally.refused_by_closing}", ""]
    lines += [f"{count:>8}  {origin}" for origin, count in sorted(tally.origins.items())]
    lines.append("")
    for label, statuses in sorted(tally.operations.items()):
        told = ", ".join(f"{status}: {count}" for status, count in sorted(statuses.items()))
        lines.append(f"{sum(statuses.values()):>6}  {label}  ({told})")
    lines += ["", f"{len(tally.seen)} findings", *tally.findings]
    return "\n".join(lines)


def timed(document: dict[str, Any], target: Target, *, requests: int, seed: int, parts: int) -> tuple[Tally, str]:
    """`fuzz` and its report."""
    began = time.monotonic()
    tally = fuzz(document, target, requests=requests, seed=seed, parts=parts)
    return tally, report(tally, time.monotonic() - began)
