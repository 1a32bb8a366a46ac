"""Requests no document describes: broken text, broken JSON, broken addresses, headers that contradict each other."""

import random
import re
from collections.abc import Callable
from typing import Any, Final

import msgspec

from tests.fuzz.shots import Shot
from tests.support.raw_http import Headers

JSON: Final = (b"Content-Type", b"application/json")

TEXTS: Final[list[bytes]] = [
    b"",
    b" ",
    b"a\\u0000b",
    b"\\ud800",
    b"\\udfff\\ud800",
    b"\xff\xfe",
    b"\xc0\xaf",
    b"\xed\xa0\x80",
    b"\xf4\x90\x80\x80",
    "\u202egnp.exe\ufeff\u0301\u200b".encode(),
    "\ufdfd".encode() * 50,
    "\u0131\u0130\u017f\u212a".encode(),
    b"a" * 300,
    b"a" * 25_000,
    "😀".encode() * 5_000,
    b"\\r\\nBcc: a@evil.example",
    b"{{7*7}}${7*7}<%= 7*7 %>{% raw %}",
    b"' OR 1=1 --",
    b'\\"; DROP TABLE users; --',
    b"%' OR '1'='1",
    b"$1",
    b"\\\\",
    b"%s%n%x",
    b"../../../etc/passwd",
    b"<script>alert(1)</script>",
    b"NaN",
    b"null",
    b"-1",
]
# JSON values where another is wanted; some are not JSON at all.
VALUES: Final[list[bytes]] = [
    b"null",
    b"true",
    b"false",
    b"0",
    b"-0",
    b"-1",
    b"1.0",
    b"1e3",
    b"1e400",
    b"-1e400",
    b"0.1",
    b"9223372036854775807",
    b"9223372036854775808",
    b"18446744073709551616",
    b"-9223372036854775809",
    b"1" * 400,
    b"1" * 5_000,
    b"NaN",
    b"Infinity",
    b"01",
    b"+1",
    b".5",
    b"0x10",
    b"[]",
    b"[null]",
    b"[[[[[[[[]]]]]]]]",
    b"{}",
    b'{"$ne":null}',
    b'{"$gt":""}',
    b'{"__proto__":{"role":"admin"}}',
    b'"1"',
    b'"true"',
]
EXTRA: Final[list[bytes]] = [
    b'"role":"owner"',
    b'"isAdmin":true',
    b'"userId":1',
    b'"user_id":1',
    b'"id":1',
    b'"credits":1000000',
    b'"isVerified":true',
    b'"permissions":["jobs.retry"]',
    b'"__proto__":{}',
    b'"":1',
    b'"a\\u0000b":1',
    b'"status":"closed"',
]
QUERIES: Final[list[bytes]] = [
    b"page=1&page=2",
    b"page=0",
    b"page=-1",
    b"page=10000&perPage=100",
    b"page=10001",
    b"page=1e3",
    b"page=1.0",
    b"page=%D9%A3",
    b"page=9223372036854775808",
    b"page=" + b"9" * 4_000,
    b"perPage=1000000000",
    b"perPage[]=10",
    b"perPage=",
    b"q=%00",
    b"q=a%00b",
    b"q=%",
    b"q=%zz",
    b"q=%ff%fe",
    b"q=%ed%a0%80",
    b"q=%27%20OR%201%3D1",
    b"q=%25%25%25%25",
    b"q=" + b"%F0%9F%98%80" * 100,
    b"q=" + b"a" * 101,
    b"q[$ne]=1",
    b"q=1&q=2&q=3",
    b"status=open&status=closed",
    b"status=OPEN",
    b"status=null",
    b"state=dead&state=waiting",
    b"sort=(SELECT+1)",
    b"sort=-createdAt;DROP",
    b"departmentId=1+OR+1",
    b"departmentId=9223372036854775808",
    b"departmentId=null",
    b"unknown=1",
    b"&&&==;;",
    b"=",
    b"a" * 8_000,
    b"&".join(b"k%d=v" % number for number in range(500)),
    b"_method=DELETE",
]
# What stands where an id or an action belongs.
SEGMENTS: Final[list[bytes]] = [
    b"0",
    b"-1",
    b"1e3",
    b"1.0",
    b"0x10",
    b"%31",
    b"+1",
    b"1%00",
    b"%00",
    b"1;a=b",
    b"1%20",
    b"1%0d%0aX-Injected:%201",
    b"..",
    b"%2e%2e",
    b"%252e%252e",
    b"..%2f..%2fadmin",
    b"%2e%2e%2fadmin%2fusers",
    b"..;",
    b"%5c..",
    b"9223372036854775807",
    b"9223372036854775808",
    b"9" * 200,
    b"null",
    b"%ff",
    b"%c0%ae%c0%ae",
    b"%D9%A1",
    b"%E2%91%A0",
    b"BOOT",
    b"boot%00",
    b"boot%2f..%2fpoweroff",
    b"boot;poweroff",
    b"*",
    b"%",
    b"a" * 3_000,
]
HEADERS: Final[list[Headers]] = [
    [(b"Content-Type", b"application/json; charset=utf-16")],
    [(b"Content-Type", b"application/json;")],
    [(b"Content-Type", b"APPLICATION/JSON")],
    [(b"Content-Type", b"application/x-www-form-urlencoded")],
    [(b"Content-Type", b"multipart/form-data; boundary=x")],
    [(b"Content-Type", b"text/plain")],
    [(b"Content-Type", b"application/vnd.api+json")],
    [(b"Content-Type", b"application/msgpack")],
    [(b"Content-Type", b"application/json"), (b"Content-Type", b"text/html")],
    [(b"Content-Type", b"\xff\xfe")],
    [(b"Content-Type", b"")],
    [JSON, (b"Accept", b"text/html")],
    [JSON, (b"Accept", b"application/xml;q=1, */*;q=0")],
    [JSON, (b"Accept", b"\xff")],
    [JSON, (b"Accept-Language", b"x" * 4_000)],
    [JSON, (b"Content-Encoding", b"gzip")],
    [JSON, (b"Content-Encoding", b"br, deflate, identity")],
    [JSON, (b"X-HTTP-Method-Override", b"DELETE")],
    [JSON, (b"X-Method-Override", b"GET"), (b"X-HTTP-Method", b"PUT")],
    [JSON, (b"X-Original-URL", b"/api/v1/admin/users"), (b"X-Rewrite-URL", b"/api/v1/admin/users")],
    [JSON, (b"X-Forwarded-Host", b"evil.example"), (b"Forwarded", b"for=1.2.3.4;host=evil.example")],
    [JSON, (b"Host", b"evil.example")],
    [JSON, (b"Idempotency-Key", b"")],
    [JSON, (b"Idempotency-Key", b"k" * 256)],
    [JSON, (b"Idempotency-Key", b"\xff\xfe")],
    [JSON, (b"Idempotency-Key", b"same"), (b"Idempotency-Key", b"other")],
    [JSON, (b"Idempotency-Key", b"{{7*7}}")],
    [JSON, (b"Cookie", b"__Host-sid=" + b"a" * 5_000)],
    [JSON, (b"Cookie", b"__Host-sid=\xff\xfe")],
    [JSON, (b"Cookie", b"__Host-sid=; __Host-sid=x; __Host-sid")],
    [JSON, (b"Cookie", b";;;=;==;" * 100)],
    [JSON, (b"Authorization", b"Bearer " + b"a" * 4_000)],
    [JSON, (b"Authorization", b"Basic \xff")],
    [JSON, (b"User-Agent", b"\xff\xfe\x80" * 200)],
    [JSON, (b"User-Agent", b"")],
    [JSON, (b"X-Forwarded-For", b"'; DROP TABLE users; --")],
    [JSON, (b"X-Forwarded-For", b":::")],
    [JSON, (b"X-Forwarded-For", b"1.2.3.4.5")],
    [JSON, (b"X-Forwarded-For", b"dead:beef")],
    [JSON, (b"X-Forwarded-For", b"::ffff:192.0.2.9")],
    [JSON, (b"X-Forwarded-For", b"," * 1_000)],
    [JSON, (b"X-Forwarded-For", b"999.999.999.999")],
    [JSON, (b"Sec-Fetch-Site", b"cross-site")],
    [JSON, (b"Origin", b"null")],
    [JSON, (b"Origin", b"https://portal.test.evil.example")],
    [JSON, (b"Range", b"bytes=0-1"), (b"If-None-Match", b"*")],
    [JSON, (b"Expect", b"100-continue")],
    [JSON, (b"TE", b"trailers"), (b"Upgrade", b"h2c")],
    [
        *[JSON, (b"Connection", b"Upgrade"), (b"Upgrade", b"websocket")],
        *[(b"Sec-WebSocket-Version", b"13"), (b"Sec-WebSocket-Key", b"dGhlIHNhbXBsZSBub25jZQ==")],
    ],
    [JSON, *[(b"X-Many-%d" % number, b"v") for number in range(90)]],
]
# Methods no address of ours takes.
METHODS: Final = (
    "PUT",
    "TRACE",
    "CONNECT",
    "PROPFIND",
    "FOO",
    "get",
    "OPTIONS",
    "HEAD",
    "DELETE",
    "PATCH",
    "POST",
    "GET",
)


class StrangeShots:
    """Makes them up from the document's operations, in an order only `rng` decides."""

    def __init__(self, document: dict[str, Any], rng: random.Random) -> None:
        self._rng = rng
        self._operations = [
            (method.upper(), path, operation)
            for path, methods in sorted(document["paths"].items())
            for method, operation in sorted(methods.items())
        ]
        self._kinds: list[Callable[[str, str, dict[str, Any]], Shot]] = [
            self._with_body,
            self._with_body,
            self._with_query,
            self._with_segment,
            self._with_headers,
            self._with_method,
        ]

    def draw(self, ids: dict[str, list[int]]) -> Shot:
        """The next one."""
        method, path, operation = self._rng.choice(self._operations)
        kind = self._rng.choice(self._kinds)
        shot = kind(method, path, operation)
        shot.target = _filled(shot.target, ids, self._rng)
        return shot

    def _with_body(self, method: str, path: str, operation: dict[str, Any]) -> Shot:
        content = operation.get("requestBody", {}).get("content", {})
        if not content:
            body = self._rng.choice([b"{}", b"x", b"[" * 5_000, b"\xff"])
            return Shot(f"{method} {path}", method, path.encode(), [JSON], body if method != "GET" else None)
        example = next(iter(content.values()))["example"]
        return Shot(f"{method} {path}", method, path.encode(), [JSON], self._broken(example))

    def _broken(self, example: dict[str, Any]) -> bytes:
        rng = self._rng
        fields = {name: msgspec.json.encode(value) for name, value in example.items()}
        for _ in range(rng.randint(1, 2)):
            name = rng.choice(sorted(fields))
            fields[name] = rng.choice(VALUES) if rng.random() < 0.5 else b'"' + rng.choice(TEXTS) + b'"'
        if fields and rng.random() < 0.15:
            del fields[rng.choice(sorted(fields))]
        pairs = [b'"' + name.encode() + b'":' + value for name, value in fields.items()]
        if rng.random() < 0.25:
            pairs.append(rng.choice(EXTRA))
        if pairs and rng.random() < 0.15:
            pairs.append(rng.choice(pairs))
        rng.shuffle(pairs)
        return self._mangled(b"{" + b",".join(pairs) + b"}")

    def _mangled(self, body: bytes) -> bytes:
        rng = self._rng
        mangle = rng.random()
        if mangle < 0.05:
            return b"\xef\xbb\xbf" + body
        if mangle < 0.1:
            return body[: rng.randrange(len(body))]
        if mangle < 0.15:
            position = rng.randrange(len(body))
            return body[:position] + bytes([rng.randrange(256)]) + body[position + 1 :]
        if mangle < 0.18:
            return b'{"a":' * 3_000 + body + b"}" * 3_000
        if mangle < 0.2:
            return b"[" + body + b"]"
        return body

    def _with_query(self, method: str, path: str, _: dict[str, Any]) -> Shot:
        return Shot(f"{method} {path}", method, path.encode() + b"?" + self._rng.choice(QUERIES), [JSON])

    def _with_segment(self, method: str, path: str, _: dict[str, Any]) -> Shot:
        segment = self._rng.choice(SEGMENTS)
        if "{" in path:
            target = re.sub(rb"\{\w+\}", lambda _: segment, path.encode(), count=1)
        else:
            tricks = [b"/", b"//", b"/.", b"/" + segment, b"%2f", b"%00", b";jsessionid=1", b"/..", b"?", b".json"]
            target = path.encode() + self._rng.choice(tricks)
        return Shot(None, method, target, [JSON], is_framing=True)

    def _with_headers(self, method: str, path: str, operation: dict[str, Any]) -> Shot:
        headers = list(self._rng.choice(HEADERS))
        content = operation.get("requestBody", {}).get("content", {})
        body = msgspec.json.encode(next(iter(content.values()))["example"]) if content else None
        return Shot(f"{method} {path}", method, path.encode(), headers, body)

    def _with_method(self, _method: str, path: str, _: dict[str, Any]) -> Shot:
        return Shot(None, self._rng.choice(METHODS), path.encode(), [JSON], is_framing=True)


def _filled(target: bytes, ids: dict[str, list[int]], rng: random.Random) -> bytes:
    """`target` with records there are, or are not, in the place of its parameters."""

    def value(found: re.Match[bytes]) -> bytes:
        name = found[1].decode()
        if name == "action":
            return rng.choice([b"boot", b"shutdown", b"restart", b"poweroff", b"reinstall"])
        known = ids.get(name)
        return str(rng.choice(known) if known and rng.random() < 0.7 else 987_654_321).encode()

    return re.sub(rb"\{(\w+)\}", value, target)
