"""The client's files: cached for ever by name, the page never, each with a nonce of its own."""

from pathlib import Path
from typing import Any

import pytest

from skypanel.app.http.pages import Pages


@pytest.fixture
def built(tmp_path: Path) -> Path:
    (tmp_path / "assets").mkdir()
    (tmp_path / "assets" / "index-abc.js").write_text("console.log(1);" * 200)
    (tmp_path / "favicon.svg").write_text("<svg/>")
    (tmp_path / "index.html").write_text('<title>__BRAND__</title><meta name="csp-nonce" content="__CSP_NONCE__">')
    return tmp_path


async def get(
    pages: Pages, path: str, *, method: str = "GET", accept: bytes = b""
) -> tuple[int, dict[str, str], bytes]:
    sent: list[Any] = []

    async def send(message: Any) -> None:
        sent.append(message)

    await pages({"method": method, "path": path, "headers": [(b"accept-encoding", accept)]}, None, send)
    headers = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
    return sent[0]["status"], headers, sent[1]["body"]


async def test_a_hashed_file_may_be_kept_and_is_sent_compressed(built: Path) -> None:
    pages = Pages(built, brand="Northlight")
    status, headers, body = await get(pages, "/assets/index-abc.js", accept=b"gzip, br")
    assert (status, headers["content-encoding"], headers["content-type"]) == (200, "gzip", "text/javascript")
    assert "immutable" in headers["cache-control"]
    assert len(body) < 500
    assert (await get(pages, "/assets/index-abc.js"))[2].startswith(b"console.log")


async def test_every_other_address_is_the_page_with_its_own_nonce(built: Path) -> None:
    pages = Pages(built, brand='North<"light">')
    first, second = await get(pages, "/servers/7"), await get(pages, "/servers/7")
    nonce = first[2].decode().partition('content="')[2].partition('"')[0]
    assert f"'nonce-{nonce}'" in first[1]["content-security-policy"]
    assert first[2] != second[2]
    assert first[1]["cache-control"] == "no-store"
    assert b"North&lt;&quot;light" in first[2]


async def test_the_page_is_told_where_the_documents_are_or_that_there_are_none(built: Path) -> None:
    (built / "index.html").write_text('<meta content="__TERMS_URL__"><meta content="__PRIVACY_URL__">')
    pages = Pages(built, brand="x", terms_url='https://www.example.net/terms?a&"b')
    assert (await get(pages, "/"))[2] == (
        b'<meta content="https://www.example.net/terms?a&amp;&quot;b"><meta content="">'
    )


async def test_a_file_of_another_release_is_missing_and_not_the_page(built: Path) -> None:
    assert (await get(Pages(built, brand="x"), "/assets/index-old.js"))[0] == 404


@pytest.mark.parametrize("path", ["/../secrets", "/assets/../../etc/passwd", "//etc/passwd", "/assets/%2e%2e/x"])
async def test_no_path_leaves_the_build(built: Path, path: str) -> None:
    status, _, body = await get(Pages(built, brand="x"), path)
    assert status in {200, 404}
    assert b"root:" not in body


async def test_a_page_is_read_not_written(built: Path) -> None:
    pages = Pages(built, brand="x")
    assert (await get(pages, "/servers", method="POST"))[0] == 405
    assert (await get(pages, "/servers", method="HEAD"))[2] == b""


async def test_without_a_build_the_page_says_how_to_make_one(tmp_path: Path) -> None:
    assert b"make setup" in (await get(Pages(tmp_path / "none", brand="x"), "/"))[2]
