"""What the pages for people share: one look, light and dark, no framework and nothing loaded from elsewhere."""

from __future__ import annotations

import secrets
from html import escape

from starlette.responses import HTMLResponse

STYLE = """
:root{--bg:#f7f9fb;--surface:#fff;--sunken:#f0f3f6;--line:#dde3ea;--ink:#1b232d;--ink-2:#4d5967;--accent:#0b69b7;
--accent-ink:#fff;--accent-soft:#e4f1fb;--ok:#0f7a4a;--warn:#8a5a00;--bad:#b3261e;--ring:#0b69b766;color-scheme:light}
@media (prefers-color-scheme:dark){:root{--bg:#12171d;--surface:#191f27;--sunken:#151a21;--line:#2b343f;--ink:#e8edf2;
--ink-2:#a9b4c0;--accent:#6cb6f2;--accent-ink:#0d1720;--accent-soft:#1c3247;--ok:#62cf97;--warn:#e4b352;--bad:#f2867d;
--ring:#6cb6f266;color-scheme:dark}}
*{box-sizing:border-box}
body{margin:0;background:var(--bg);color:var(--ink);font:14px/1.5 system-ui,sans-serif}
a{color:var(--accent)}
h1{font-size:20px;margin:0}h2{font-size:16px;margin:0 0 8px}
header{display:flex;gap:16px;align-items:center;flex-wrap:wrap;padding:16px 24px;border-bottom:1px solid var(--line);
background:var(--surface)}
header p{margin:0;color:var(--ink-2)}header .end{margin-inline-start:auto;display:flex;gap:8px;flex-wrap:wrap}
main{padding:24px;display:grid;gap:24px}
section{background:var(--surface);border:1px solid var(--line);border-radius:8px;padding:16px;min-width:0}
button,.button{font:inherit;padding:6px 12px;border:1px solid var(--line);border-radius:8px;background:var(--surface);
color:var(--ink);cursor:pointer;text-decoration:none;min-height:32px;display:inline-flex;align-items:center}
button:hover,.button:hover{background:var(--sunken)}
button.main{background:var(--accent);border-color:var(--accent);color:var(--accent-ink)}
button.bad{color:var(--bad)}
:focus-visible{outline:3px solid var(--ring);outline-offset:1px}
input{font:inherit;padding:6px 10px;border:1px solid var(--line);border-radius:8px;background:var(--surface);
color:var(--ink);min-width:0}
table{border-collapse:collapse;width:100%}
th,td{text-align:start;padding:6px 12px 6px 0;border-bottom:1px solid var(--line);white-space:nowrap}
th{color:var(--ink-2);font-weight:500;font-size:12px}
td.number,th.number{text-align:end;font-variant-numeric:tabular-nums}
.scroll{overflow-x:auto}[data-live]:not(span){margin-top:12px}.row{display:flex;gap:8px;flex-wrap:wrap;align-items:center}
.quiet{color:var(--ink-2)}.mono{font-family:ui-monospace,monospace;font-size:13px}
.ok{color:var(--ok)}.warn{color:var(--warn)}.bad{color:var(--bad)}
@media (max-width:640px){main{padding:16px;gap:16px}header{padding:16px}}
"""

# Replaces every element marked `data-live` by its newest self, unless somebody is using it.
SCRIPT = """
async function act(method, path, body) {
  const answer = await fetch(path, {method, body: body === undefined ? undefined : JSON.stringify(body)});
  if (!answer.ok) alert(await answer.text());
  await renew();
}
async function renew() {
  const answer = await fetch(location.href);
  if (!answer.ok) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const old of document.querySelectorAll("[data-live]")) {
    const found = fresh.getElementById(old.id);
    if (found && found.innerHTML !== old.innerHTML && !old.contains(document.activeElement)) {
      old.innerHTML = found.innerHTML;
    }
  }
}
document.addEventListener("click", event => {
  const button = event.target.closest("button[data-method]");
  if (!button) return;
  if (button.dataset.confirm && !confirm(button.dataset.confirm)) return;
  button.blur();
  act(button.dataset.method, button.dataset.path, button.dataset.body ? JSON.parse(button.dataset.body) : undefined);
});
setInterval(() => { if (!document.hidden) renew().catch(() => {}); }, 2500);
"""


def document(title: str, body: str, style: str = "") -> HTMLResponse:
    """Return a whole page around `body`, which the caller has escaped. Nothing it shows can run or load anything."""
    nonce = secrets.token_urlsafe(12)
    html = (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<style>{STYLE}{style}</style></head><body>{body}"
        f'<script nonce="{nonce}">{SCRIPT}</script></body></html>'
    )
    policy = (
        f"default-src 'none'; style-src 'unsafe-inline'; script-src 'nonce-{nonce}'; connect-src 'self'; "
        "img-src data: https:; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )
    return HTMLResponse(html, headers={"Content-Security-Policy": policy, "Cache-Control": "no-store"})


def button(label: str, method: str, path: str, *, body: str = "", kind: str = "", confirm: str = "") -> str:
    """Return a button that sends one request (`body` is JSON text) and then renews the page."""
    given = {"data-method": method, "data-path": path, "data-body": body, "data-confirm": confirm, "class": kind}
    named = " ".join(f'{name}="{escape(value)}"' for name, value in given.items() if value)
    return f'<button type="button" {named}>{escape(label)}</button>'
