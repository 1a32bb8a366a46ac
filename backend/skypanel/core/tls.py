"""Whom we trust when we call somebody: the system's own certificates, or an operator's, and never nobody."""

import functools
import ssl


def verifying(tls: ssl.SSLContext | None) -> ssl.SSLContext:
    """`tls`, or the system's own trust. ValueError for one that does not verify whom it speaks to."""
    context = tls or _system_trust()
    if context.verify_mode is not ssl.CERT_REQUIRED or not context.check_hostname:
        raise ValueError("TLS verification may not be switched off")
    return context


@functools.cache
def _system_trust() -> ssl.SSLContext:
    """Read once: that takes tens of milliseconds, and nobody changes it."""
    return ssl.create_default_context()
