"""Whatever somebody writes arrives as a few harmless tags."""

from html.parser import HTMLParser
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skypanel.tickets.markdown import render

HOSTILE = [
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//evil.example/x.js></SCRIPT>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)>",
    "<svg><animate onbegin=alert(1) attributeName=x dur=1s>",
    "<math><mtext><table><mglyph><style><img src onerror=alert(1)>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<object data='data:text/html,<script>alert(1)</script>'></object>",
    "<embed src='javascript:alert(1)'>",
    "<form action='https://evil.example'><input name=password><button>Go</button></form>",
    "<base href='https://evil.example/'>",
    "<meta http-equiv=refresh content='0;url=https://evil.example'>",
    "<link rel=stylesheet href='https://evil.example/x.css'>",
    "<style>@import 'https://evil.example/x.css';</style>",
    "<a href='javascript:alert(1)'>x</a>",
    "<details open ontoggle=alert(1)>x</details>",
    "<video><source onerror=alert(1)></video>",
    "<body onload=alert(1)>",
    "<template><script>alert(1)</script></template>",
    "<!--><script>alert(1)</script-->",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<?xml version='1.0'?><script>alert(1)</script>",
    "<div style='background:url(javascript:alert(1))'>x</div>",
    "<p style='position:fixed;inset:0'>overlay</p>",
    "<x onclick=alert(1)>click",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](java\tscript:alert(1))",
    "[x](java&Tab;script:alert(1))",
    "[x](&#106;&#97;&#118;&#97;script:alert(1))",
    "[x](\x01javascript:alert(1))",
    "[x]( javascript:alert(1) )",
    "[x](<javascript:alert(1)>)",
    "[x](vbscript:msgbox(1))",
    "[x](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)",
    "[x](file:///etc/passwd)",
    "[x](//evil.example/path)",
    "[x](/api/v1/auth/logout)",
    "[x](https://ok.example 'onmouseover=alert(1)')",
    '[x](https://ok.example "\\" onmouseover=\\"alert(1)")',
    "[x][1]\n\n[1]: javascript:alert(1)",
    "![x](https://tracker.example/pixel.png)",
    "![x](javascript:alert(1))",
    '![" onerror="alert(1)](x)',
    "![x][1]\n\n[1]: https://tracker.example/pixel.png",
    '<https://ok.example/"onmouseover=alert(1)>',
    "<javascript:alert(1)>",
    'https://ok.example/"onmouseover="alert(1)',
    "https://ok.example/<script>alert(1)</script>",
    "http://javascript:alert(1)@evil.example/",
    "`<script>alert(1)</script>`",
    "```html\n<script>alert(1)</script>\n```",
    '```"><script>alert(1)</script>\nx\n```',
    "    <script>alert(1)</script>",
    "| <img src=x onerror=alert(1)> |\n|---|\n| <script>alert(1)</script> |",
    "# <img src=x onerror=alert(1)>",
    "> <svg onload=alert(1)>",
    "1. <svg onload=alert(1)>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;img src=x onerror=alert(1)&#62;",
    "\\<script>alert(1)</script>",
    "*a<b>*<script>*</b>alert(1)*",
    "{{7*7}} ${7*7} <%= 7*7 %> {% debug %}",
    "<a id=x name=x href='#'>clobber</a>",
    "<script\x00>alert(1)</script>".replace("\x00", "\ufffd"),
]  # fmt: skip

ALLOWED = {
    **dict.fromkeys(("p", "br", "hr", "strong", "em", "s", "code", "pre", "blockquote", "ul", "li"), frozenset[str]()),
    **dict.fromkeys(("h3", "h4", "h5", "h6", "table", "thead", "tbody", "tr", "th", "td"), frozenset[str]()),
    "ol": frozenset({"start"}),
    "a": frozenset({"href", "rel", "target"}),
}


class Inspector(HTMLParser):
    """Notes everything in a fragment that is not on the list."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.wrong: list[str] = []
        self.links: list[dict[str, str | None]] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.wrong += [tag] if tag not in ALLOWED else []
        self.wrong += [f"{tag} {name}" for name, _ in attrs if name not in ALLOWED.get(tag, ())]
        if tag == "a":
            self.links.append(dict(attrs))

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_comment(self, data: str) -> None:
        self.wrong.append(f"<!--{data}")

    def handle_decl(self, decl: str) -> None:
        self.wrong.append(f"<!{decl}")

    def handle_pi(self, data: str) -> None:
        self.wrong.append(f"<?{data}")


def inspect(fragment: str) -> Inspector:
    inspector = Inspector()
    inspector.feed(fragment)
    inspector.close()
    return inspector


def assert_inert(fragment: str) -> None:
    found = inspect(fragment)
    assert found.wrong == []
    for link in found.links:
        if link.get("href") is not None:
            assert urlsplit(link["href"] or "").scheme in {"http", "https", "mailto"}
        assert link["rel"] == "nofollow noopener noreferrer"
        assert link["target"] == "_blank"


@pytest.mark.parametrize("payload", HOSTILE)
def test_a_hostile_message_is_inert(payload: str) -> None:
    assert_inert(render(payload))


def test_the_corpus_is_as_large_as_promised() -> None:
    assert len(set(HOSTILE)) >= 60


@given(st.text(max_size=400) | st.lists(st.sampled_from(HOSTILE), min_size=2, max_size=4).map("".join))
def test_no_text_at_all_gets_past_the_list(text: str) -> None:
    assert_inert(render(text))


def test_template_braces_stay_literal() -> None:
    assert "49" not in render("{{7*7}} ${7*7} <%= 7*7 %>")
    assert "{{7*7}}" in render("{{7*7}}")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("**bold** and *slanted* and ~~gone~~", "<p><strong>bold</strong> and <em>slanted</em> and <s>gone</s></p>"),
        ("one\ntwo", "<p>one<br>\ntwo</p>"),
        ("`ls <dir>`", "<p><code>ls &lt;dir&gt;</code></p>"),
        ("# Title", "<h3>Title</h3>"),
        ("###### Small", "<h6>Small</h6>"),
        ("3. three", '<ol start="3">\n<li>three</li>\n</ol>'),
    ],
)
def test_ordinary_markdown_is_shown(text: str, expected: str) -> None:
    assert render(text).strip() == expected


@pytest.mark.parametrize(
    ("text", "href"),
    [
        ("see https://docs.example/a?b=c&d=e.", "https://docs.example/a?b=c&d=e"),
        ("(https://docs.example/a_(b))", "https://docs.example/a_(b)"),
        ("HTTP://DOCS.example!", "HTTP://DOCS.example"),
        ("<mailto:help@host.example>", "mailto:help@host.example"),
        ("[here](http://203.0.113.5:8080/)", "http://203.0.113.5:8080/"),
    ],
)
def test_addresses_become_links_without_the_sentence_around_them(text: str, href: str) -> None:
    links = inspect(render(text)).links
    assert [link["href"] for link in links] == [href]


def test_an_address_inside_a_link_or_code_is_left_alone() -> None:
    assert len(inspect(render("[https://a.example](https://b.example)")).links) == 1
    assert inspect(render("`https://a.example`")).links == []


def test_an_image_is_offered_as_a_link_and_never_loaded() -> None:
    html = render("![photo](https://host.example/a.png)")
    assert "<img" not in html
    assert [link["href"] for link in inspect(html).links] == ["https://host.example/a.png"]


# Work that grows with the square of the length takes minutes.
@pytest.mark.timeout(60)
@pytest.mark.parametrize("unit", ["[", "![[]()", "*a_", "a**b", "`a", "> ", "- ", "[a](", "|", "<", "&", "http://a "])
def test_the_longest_message_of_the_worst_sort_is_rendered_in_time(unit: str) -> None:
    assert_inert(render((unit * 20_000)[:20_000]))
