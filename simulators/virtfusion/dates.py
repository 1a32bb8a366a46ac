"""The three ways the panel writes an instant (section 1.4)."""

from __future__ import annotations

from datetime import UTC, datetime


def moment(at: float) -> datetime:
    """Return the aware UTC datetime of an instant."""
    return datetime.fromtimestamp(at, UTC)


def offset_form(at: float) -> str:
    """Most timestamps: `2026-03-04T10:20:30+00:00`."""
    return moment(at).strftime("%Y-%m-%dT%H:%M:%S+00:00")


def zulu_form(at: float) -> str:
    """Users, packages, ssh keys, the traffic period: `2026-03-04T10:20:30.000000Z`."""
    return moment(at).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def plain_form(at: float) -> str:
    """Traffic statistics and blocks, `tasks.lastOn`: `2026-03-04 10:20:30`, no zone."""
    return moment(at).strftime("%Y-%m-%d %H:%M:%S")


def maybe(at: float | None) -> str | None:
    """Return the most common form, or None for an instant that never came."""
    return None if at is None else offset_form(at)
