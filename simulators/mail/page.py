"""The mailbox as a page for a person: the list on one side, the message on the other, one at a time on a phone.

Everything shown is escaped; a message's HTML runs in a frame that can neither run scripts nor reach this page.
"""

from __future__ import annotations

import re
from html import escape
from urllib.parse import urlencode

from starlette.responses import HTMLResponse

from simulators.mail.mailbox import Caught
from simulators.page import button, document

SANDBOX = "allow-popups allow-popups-to-escape-sandbox"
ADDRESS = re.compile(r"https?://[^\s<>\"']+[^\s<>\"'.,;:!?)\]]")
SHOWN = 200
STYLE = """
main{grid-template-columns:minmax(280px,380px) 1fr;align-items:start}
ul.list{list-style:none;margin:8px 0 0;padding:0}
ul.list a{display:block;padding:8px;border-radius:8px;color:inherit;text-decoration:none;
border-top:1px solid var(--line)}
ul.list a:hover{background:var(--sunken)}ul.list a[aria-current]{background:var(--accent-soft)}
ul.list strong,ul.list span{display:block;overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
dl{display:grid;grid-template-columns:auto 1fr;gap:2px 12px;margin:8px 0 16px}dt{color:var(--ink-2)}
dd{margin:0;overflow-wrap:anywhere}
pre{white-space:pre-wrap;overflow-wrap:anywhere;background:var(--sunken);border-radius:8px;padding:12px;margin:0}
iframe{width:100%;height:60vh;border:1px solid var(--line);border-radius:8px;background:#fff}
details{margin-top:16px}summary{cursor:pointer}.back{display:none}
@media (max-width:800px){main{grid-template-columns:1fr}.reading .inbox{display:none}
.back{display:inline-flex;margin-bottom:12px}}
"""


def page(messages: list[Caught], chosen: Caught | None, to: str) -> HTMLResponse:
    """Return the page: `messages` newest first, the chosen one opened, `to` in the filter."""
    hidden = " reading" if chosen is not None else ""
    body = (
        "<header><h1>Mailbox</h1><p>Every mail the portal sent, caught here. None of it left this machine.</p>"
        '<div class="end"><a class="button" href="/">Simulators</a>'
        + button("Delete all", "DELETE", "/mail/messages", kind="bad", confirm="Delete every caught mail?")
        + f'</div></header><main class="{hidden.strip()}">'
        f'<section class="inbox">{_filter(to)}{_list(messages, chosen, to)}</section>'
        f"<section>{_reader(chosen, to)}</section></main>"
    )
    return document("Mailbox", body, STYLE)


def linked(text: str) -> str:
    """Return plain text as HTML, its web addresses as links that open in a new tab."""
    parts: list[str] = []
    end = 0
    for found in ADDRESS.finditer(text):
        address = escape(found.group())
        parts.append(escape(text[end : found.start()]))
        parts.append(f'<a href="{address}" target="_blank" rel="noopener noreferrer">{address}</a>')
        end = found.end()
    return "".join(parts) + escape(text[end:])


def _filter(to: str) -> str:
    return (
        '<form method="get" action="/mail/" class="row" role="search"><label for="to" class="quiet">To</label>'
        f'<input id="to" name="to" type="search" value="{escape(to)}" placeholder="any address" style="flex:1">'
        "<button>Show</button></form>"
    )


def _list(messages: list[Caught], chosen: Caught | None, to: str) -> str:
    rows = "".join(_row(message, chosen, to) for message in messages[:SHOWN])
    empty = '<p class="quiet">No mail yet. Register in the portal, and its first mail appears here by itself.</p>'
    more = f'<p class="quiet">and {len(messages) - SHOWN} older</p>' if len(messages) > SHOWN else ""
    return f'<div id="list" data-live><ul class="list">{rows}</ul>{"" if messages else empty}{more}</div>'


def _row(message: Caught, chosen: Caught | None, to: str) -> str:
    query = urlencode({"message": message.id, **({"to": to} if to else {})})
    mark = ' aria-current="true"' if chosen is not None and chosen.id == message.id else ""
    return (
        f'<li><a href="/mail/?{escape(query)}"{mark}><strong>{escape(message.subject) or "(no subject)"}</strong>'
        f'<span>{escape(message.to)}</span><span class="quiet">{_when(message)}</span></a></li>'
    )


def _reader(message: Caught | None, to: str) -> str:
    if message is None:
        return '<p class="quiet">Choose a message to read it.</p>'
    back = "/mail/" + (f"?{urlencode({'to': to})}" if to else "")
    facts = {"To": message.to, "From": message.sender, "Sent": _when(message), **message.headers}
    if message.attachments:
        facts["Attachments"] = ", ".join(message.attachments)
    listed = "".join(f"<dt>{escape(name)}</dt><dd>{escape(value)}</dd>" for name, value in facts.items())
    text = f"<pre>{linked(message.text)}</pre>" if message.text else '<p class="quiet">No text part.</p>'
    head = (
        f'<a class="button back" href="{escape(back)}">All mail</a><h2>{escape(message.subject)}</h2><dl>{listed}</dl>'
    )
    if not message.html:
        return head + text
    source = escape('<base target="_blank">' + message.html)
    return (
        f'{head}<iframe title="The message as HTML" sandbox="{SANDBOX}" referrerpolicy="no-referrer" '
        f'srcdoc="{source}"></iframe><details open><summary>Text part</summary>{text}</details>'
    )


def _when(message: Caught) -> str:
    return escape(message.created_at.replace("T", " ").partition(".")[0] + " UTC")
