"""From our words and other people's values to a letter."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skypanel.notifications.models import Kind
from skypanel.notifications.rendering import Quote, one_line, write
from skypanel.notifications.templates import TEMPLATES

LINK = "https://portal.test/page#token=a-b_c"
VALUES = {
    "brand": "Northlight",
    "username": "mira",
    "link": LINK,
    "ticket": "12",
    "subject": "My server is down",
    "author": "kai",
}
KINDS = list(TEMPLATES)


class Reader(HTMLParser):
    """The words a person sees, where the links lead, and which tags there are."""

    def __init__(self) -> None:
        super().__init__()
        self.words = ""
        self.links: list[str | None] = []
        self.tags: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        if tag == "a":
            self.links.append(dict(attrs)["href"])

    def handle_data(self, data: str) -> None:
        self.words += data


def read(html: str) -> Reader:
    reader = Reader()
    reader.feed(html)
    reader.close()
    return reader


@pytest.mark.parametrize("kind", KINDS)
def test_every_letter_says_the_same_plain_and_as_html(kind: Kind) -> None:
    letter = write(TEMPLATES[kind], VALUES, Quote("It *works*.", "<p>It works.</p>"))
    html = read(letter.html)
    assert LINK in letter.text
    assert set(html.links) == {LINK}
    for paragraph in (*TEMPLATES[kind].before, *TEMPLATES[kind].after):
        shown = re.sub(r"\{\{(\w+)\}\}", lambda name: VALUES[name[1]], paragraph)
        assert shown in letter.text
        assert shown in html.words
    assert "{{" not in letter.subject + letter.text


@pytest.mark.parametrize("kind", KINDS)
def test_a_letter_can_be_read_aloud_and_in_the_dark(kind: Kind) -> None:
    html = write(TEMPLATES[kind], VALUES).html
    assert '<html lang="en"' in html
    assert re.search(r"<title>[^<]+</title>", html)
    assert read(html).tags.count("h1") == 1
    assert 'name="color-scheme" content="light dark"' in html
    assert "prefers-color-scheme: dark" in html


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_fetched_from_anywhere(kind: Kind) -> None:
    html = write(TEMPLATES[kind], VALUES, Quote("x", "<p>x</p>")).html
    assert set(read(html).tags) <= {
        *("html", "head", "meta", "title", "style", "body", "main", "h1", "p", "div", "a", "br", "footer")
    }
    assert not re.search(r"url\(|@import|src=", html)


@pytest.mark.parametrize("probe", ["{{7*7}}", "${7*7}", "<%= 7*7 %>", "{% debug %}", "{{link}}", "{{brand}}", "{0}"])
def test_what_looks_like_a_template_in_a_value_stays_literal(probe: str) -> None:
    values = VALUES | {"username": probe, "subject": probe, "author": probe, "brand": probe}
    letter = write(TEMPLATES["ticket_answered"], values, Quote(probe, "<p>quoted</p>"))
    assert f"Hello {probe}," in letter.text
    assert f"Hello {probe}," in read(letter.html).words
    assert probe in letter.subject
    assert "49" not in letter.subject + letter.text + letter.html


@pytest.mark.parametrize(
    "hostile", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "</title><svg onload=x>"]
)
def test_a_hostile_value_is_text_in_html(hostile: str) -> None:
    values = VALUES | {"username": hostile, "subject": hostile, "author": hostile, "brand": hostile}
    html = read(write(TEMPLATES["ticket_answered"], values).html)
    assert not {"script", "img", "svg"} & set(html.tags)
    assert hostile in html.words


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a\r\nBcc: everybody@example.com", "a Bcc: everybody@example.com"),
        ("a\x00b\x1b[31mc", "a b [31mc"),
        ("a\u2028b\u2029c\x85d", "a b c d"),
        ("photo\u202egpj.exe", "photogpj.exe"),
        ("  spaced   out  ", "spaced out"),
        ("x" * 200, "x" * 149 + "…"),
    ],
)
def test_a_header_line_is_one_line(text: str, line: str) -> None:
    assert one_line(text) == line


@given(st.text(max_size=300), st.text(max_size=60))
def test_no_subject_or_name_makes_a_second_header_line(subject: str, username: str) -> None:
    letter = write(TEMPLATES["ticket_answered"], VALUES | {"subject": subject, "username": username})
    assert len(letter.subject.splitlines()) == 1
    assert not any(ord(character) < 32 or ord(character) == 127 for character in letter.subject)
    assert len(letter.subject) <= 150


def test_a_quoted_message_is_marked_as_such_line_by_line() -> None:
    letter = write(TEMPLATES["ticket_answered"], VALUES, Quote("one\n\ntwo", "<p>one</p><p>two</p>"))
    assert "> one\n>\n> two" in letter.text
    assert '<div class="quote"><p>one</p><p>two</p></div>' in letter.html


def test_a_forgotten_value_is_an_error_and_never_a_hole_in_the_text() -> None:
    with pytest.raises(KeyError):
        write(TEMPLATES["password_changed"], {"brand": "Northlight", "link": LINK})
