"""The API for a person: whole, readable without scripts, and only in the style that its policy allows."""

import asyncio
import base64
import hashlib
import html
import re
import threading

import httpx2
import pytest

from skypanel.app import docs_page
from skypanel.app.docs_page import _operation
from skypanel.app.openapi import ApiDocument
from skypanel.app.routes import api_document
from tests.app.test_openapi import DOCUMENT
from tests.support.portal import Portal
from tests.support.waiting import PATIENCE_SECONDS


async def page(portal: Portal) -> httpx2.Response:
    answer = await portal.anonymous().get("/api/docs")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "text/html; charset=utf-8")
    return answer


async def test_every_operation_stands_there_once_with_its_answers(portal: Portal) -> None:
    text = (await page(portal)).text
    operations = [
        (path, method, each) for path, methods in DOCUMENT["paths"].items() for method, each in methods.items()
    ]
    assert len(operations) == text.count("<details>") > 30
    for path, method, operation in operations:
        shown = (
            f"<b>{method.upper()}</b><code>{html.escape(path)}</code><span>{html.escape(operation['summary'])}</span>"
        )
        assert text.count(shown) == 1
        whole = text[text.index(shown) :].partition("</details>")[0]
        assert all(f"<code>{status}</code>" in whole for status in operation["responses"])
        assert all(f"<code>{parameter['name']}</code>" in whole for parameter in operation.get("parameters", ()))


@pytest.mark.parametrize("address", ["/api/docs", "/api/v1/openapi.json"])
async def test_nobody_waits_while_it_is_made(portal: Portal, monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    may_end, made = threading.Event(), api_document()
    page, text = docs_page._page(made), made.text
    monkeypatch.setattr(docs_page, "_page", lambda _: page if may_end.wait(PATIENCE_SECONDS) else None)
    monkeypatch.setattr(ApiDocument, "text", property(lambda _: text if may_end.wait(PATIENCE_SECONDS) else None))
    reading = asyncio.create_task(portal.anonymous().get(address))
    while not reading.done() and not may_end.is_set():
        assert (await portal.anonymous().get("/health/live")).status_code == 200
        may_end.set()
    assert len((await reading).content) > 10_000


async def test_its_policy_allows_its_own_style_and_nothing_else(portal: Portal) -> None:
    answer = await page(portal)
    style = re.findall(r"<style>(.*?)</style>", answer.text, re.DOTALL)
    [digest] = [base64.b64encode(hashlib.sha256(each.encode()).digest()).decode() for each in style]
    policy = answer.headers["content-security-policy"]
    assert f"style-src 'self' 'sha256-{digest}'" in policy
    assert "default-src 'none'" in policy
    assert "<script" not in answer.text


async def test_it_is_made_once(portal: Portal) -> None:
    assert (await page(portal)).text == (await page(portal)).text


def test_words_of_the_document_are_words_on_the_page() -> None:
    evil = "<script>alert(1)</script>"
    parameter = {"name": evil, "in": "query", "description": evil}
    body = {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/<script>"}}}}
    shown = _operation(
        f"/{evil}",
        "post",
        {
            **dict.fromkeys(("summary", "description"), evil),
            "parameters": [parameter],
            "requestBody": body,
            "responses": {"200": {"description": evil}},
        },
    )
    assert "<script" not in shown
    assert shown.count("&lt;script") == 7
