"""The client: its built files, and its one page for every address that is not data.

Files are read once at start, with their compressed twins made then. A file with a hash in its name may be kept for
ever; the page itself never is, because it carries a nonce of its own.
"""

import functools
import gzip
import mimetypes
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from msgspec import Struct

from skypanel.app.http.asgi import Scope, Send

NONCE: Final = b"__CSP_NONCE__"
_COMPRESSIBLE: Final = (".js", ".css", ".svg", ".json", ".txt", ".html", ".webmanifest")
_SMALLEST_TO_COMPRESS: Final = 1024
_POLICY: Final = (
    "default-src 'self'; script-src 'self' 'nonce-{nonce}'; style-src 'self' 'nonce-{nonce}'; "
    "img-src 'self' data:; font-src 'self'; connect-src 'self'; object-src 'none'; frame-ancestors 'none'; "
    "base-uri 'none'; form-action 'self'"
)
_NOT_BUILT: Final = (
    b"<!doctype html><title>SkyPANEL</title><p>The client has not been built. Run <code>make setup</code>.</p>"
)


class _File(Struct):
    body: bytes
    compressed: bytes | None
    media_type: bytes
    cache: bytes


class Pages:
    """Serves `directory` (a Vite build). Without one, every page says how to make it.

    The page is told of `brand`, and where the operator's terms and privacy policy can be read (None: it is not said).
    """

    def __init__(
        self, directory: Path, *, brand: str, terms_url: str | None = None, privacy_url: str | None = None
    ) -> None:
        index = directory / "index.html"
        page = index.read_bytes() if index.is_file() else _NOT_BUILT
        told = {b"__BRAND__": brand, b"__TERMS_URL__": terms_url, b"__PRIVACY_URL__": privacy_url}
        for place, text in told.items():
            page = page.replace(place, _escaped(text or ""))
        self._page = page
        self._files = _load_all(directory) if index.is_file() else {}

    async def __call__(self, scope: Scope, _receive: object, send: Send) -> None:
        if scope["method"] not in {"GET", "HEAD"}:
            await _send(send, 405, b"", [(b"allow", b"GET, HEAD")], is_head=False)
            return
        is_head = scope["method"] == "HEAD"
        file = self._files.get(scope["path"])
        if file is not None:
            await self._send_file(scope, send, file, is_head=is_head)
        elif scope["path"].startswith("/assets/"):
            # A file of another release: a page here would be taken for a script.
            await _send(send, 404, b"", [(b"cache-control", b"no-store")], is_head=is_head)
        else:
            await self._send_page(send, is_head=is_head)

    async def _send_file(self, scope: Scope, send: Send, file: _File, *, is_head: bool) -> None:
        accepts = b",".join(value for name, value in scope["headers"] if name == b"accept-encoding")
        headers = [(b"content-type", file.media_type), (b"cache-control", file.cache), (b"vary", b"accept-encoding")]
        body = file.body
        if file.compressed is not None and b"gzip" in accepts:
            body = file.compressed
            headers.append((b"content-encoding", b"gzip"))
        await _send(send, 200, body, headers, is_head=is_head)

    async def _send_page(self, send: Send, *, is_head: bool) -> None:
        nonce = secrets.token_urlsafe(16)
        headers = [
            (b"content-type", b"text/html; charset=utf-8"),
            (b"cache-control", b"no-store"),
            (b"content-security-policy", _POLICY.format(nonce=nonce).encode()),
        ]
        await _send(send, 200, self._page.replace(NONCE, nonce.encode()), headers, is_head=is_head)


@functools.cache
def _load_all(directory: Path) -> Mapping[str, _File]:
    files = (file for file in sorted(directory.rglob("*")) if file.is_file() and file.name != "index.html")
    return {"/" + file.relative_to(directory).as_posix(): _load(file) for file in files}


def _load(file: Path) -> _File:
    body = file.read_bytes()
    is_compressible = file.suffix in _COMPRESSIBLE and len(body) >= _SMALLEST_TO_COMPRESS
    media_type = "text/javascript" if file.suffix == ".js" else mimetypes.guess_type(file.name)[0]
    is_hashed = file.parent.name == "assets"
    return _File(
        body=body,
        compressed=gzip.compress(body, 9, mtime=0) if is_compressible else None,
        media_type=(media_type or "application/octet-stream").encode(),
        cache=b"public, max-age=31536000, immutable" if is_hashed else b"public, max-age=300",
    )


def _escaped(text: str) -> bytes:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;").encode()


async def _send(send: Send, status: int, body: bytes, headers: list[tuple[bytes, bytes]], *, is_head: bool) -> None:
    length = (b"content-length", str(len(body)).encode())
    await send({"type": "http.response.start", "status": status, "headers": [*headers, length]})
    await send({"type": "http.response.body", "body": b"" if is_head else body})
