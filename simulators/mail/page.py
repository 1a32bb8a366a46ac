"""The mailbox as a page for a person (a placeholder list until the full page lands)."""

from __future__ import annotations

from html import escape

from simulators.mail.mailbox import Caught


def page(messages: list[Caught], chosen: Caught | None, to: str) -> str:
    """Return the page: the list, and the chosen message."""
    rows = "".join(f'<li><a href="?message={m.id}">{escape(m.subject)}</a> {escape(m.to)}</li>' for m in messages)
    shown = "" if chosen is None else f"<pre>{escape(chosen.text)}</pre>"
    return f"<!doctype html><title>Mailbox {escape(to)}</title><ul>{rows}</ul>{shown}"
