"""The API, for a person: one page made from the document, without scripts."""

import asyncio
import base64
import functools
import hashlib
import html
from typing import Any, Final

from litestar import MediaType, Response, get
from litestar.di import NamedDependency

from skypanel.app.openapi import METHODS, ApiDocument
from skypanel.core.access import ANYONE, allows

_STYLE: Final = """
:root{color-scheme:light dark;--line:#d9dfe5;--soft:#f1f5f9;--ink:#10171f;--dim:#4b5a68;--accent:#0369a1}
@media(prefers-color-scheme:dark){:root{--line:#2c3844;--soft:#151d26;--ink:#e6edf3;--dim:#9fb0c0;--accent:#7cc7f5}
body{background:#0d141b}}
body{font:15px/1.55 system-ui,sans-serif;color:var(--ink);max-width:56rem;margin:0 auto;padding:2rem 1rem 6rem}
h1{font-size:1.6rem}h2{font-size:1.15rem;margin-top:2.5rem;border-bottom:1px solid var(--line);padding-bottom:.3rem}
code{font:13px ui-monospace,monospace}a{color:var(--accent)}p{max-width:46rem}
details{border:1px solid var(--line);border-radius:8px;margin:.5rem 0;padding:.6rem .9rem}
summary{cursor:pointer}
summary b{display:inline-block;min-width:4.2rem;color:var(--accent);font:600 13px ui-monospace,monospace}
summary span{color:var(--dim);margin-left:.6rem}table{border-collapse:collapse;width:100%;margin:.6rem 0}
td,th{text-align:left;vertical-align:top;padding:.3rem .6rem .3rem 0;border-top:1px solid var(--line)}
td:first-child{white-space:nowrap}pre{white-space:pre-wrap;background:var(--soft);padding:.7rem;border-radius:6px}
"""


@get("/api/docs", opt=allows(ANYONE), include_in_schema=False, media_type=MediaType.HTML)
async def docs_page(api_document: NamedDependency[ApiDocument]) -> Response[str]:
    policy = "default-src 'none'; style-src 'self' 'sha256-{}'; frame-ancestors 'none'; base-uri 'none'"
    page = await asyncio.to_thread(_page, api_document)
    return Response(
        page, media_type=MediaType.HTML, headers={"content-security-policy": policy.format(_sha256(_STYLE))}
    )


def _sha256(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


@functools.cache
def _page(api_document: ApiDocument) -> str:
    described = api_document.content
    sections: dict[str, list[str]] = {}
    for path, methods in described["paths"].items():
        for method in METHODS:
            if method in methods:
                operation = methods[method]
                tag = (operation.get("tags") or ["Other"])[0]
                sections.setdefault(tag, []).append(_operation(path, method, operation))
    body = "".join(f"<h2>{html.escape(tag)}</h2>{''.join(parts)}" for tag, parts in sections.items())
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>API</title>'
        f'<meta name="viewport" content="width=device-width"><style>{_STYLE}</style></head><body><main>'
        f"<h1>API</h1><p>{html.escape(described['info']['description'])} JSON in camelCase, times in ISO 8601 UTC. "
        'The machine-readable form is <a href="/api/v1/openapi.json">openapi.json</a>.</p>'
        f"{body}</main></body></html>"
    )


def _operation(path: str, method: str, operation: dict[str, Any]) -> str:
    summary = html.escape(operation.get("summary") or "")
    about = html.escape(operation.get("description") or "")
    return (
        f"<details><summary><b>{method.upper()}</b><code>{html.escape(path)}</code><span>{summary}</span></summary>"
        f"<p>{about}</p>{_parameters(operation)}{_body(operation)}{_responses(operation)}</details>"
    )


def _parameters(operation: dict[str, Any]) -> str:
    rows = "".join(
        f"<tr><td><code>{html.escape(p['name'])}</code></td><td>{p['in']}{', required' if p.get('required') else ''}"
        f"</td><td>{html.escape(p.get('description') or '')}</td></tr>"
        for p in operation.get("parameters", ())
    )
    return f"<table>{rows}</table>" if rows else ""


def _body(operation: dict[str, Any]) -> str:
    content = operation.get("requestBody", {}).get("content", {})
    names = [media["schema"].get("$ref", "").rpartition("/")[2] for media in content.values() if "schema" in media]
    return "".join(f"<p>Body: <code>{html.escape(name)}</code></p>" for name in names if name)


def _responses(operation: dict[str, Any]) -> str:
    rows = "".join(
        f"<tr><td><code>{status}</code></td><td>{html.escape(response.get('description') or '')}</td></tr>"
        for status, response in sorted(operation["responses"].items())
    )
    return f"<table>{rows}</table>"
