"""What people write, made safe to show: Markdown to a small set of tags, then a sanitiser that trusts nobody.

Two walls: the parser knows no HTML and no images, and the sanitiser lets through only the tags below. Links lead to
http, https and mailto, open elsewhere, and carry no credit to their target.
"""

import importlib
import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

import nh3
from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

_TAGS: Final = {
    *("p", "br", "hr", "strong", "em", "s", "code", "pre", "blockquote", "ul", "ol", "li", "a"),
    *("h3", "h4", "h5", "h6", "table", "thead", "tbody", "tr", "th", "td"),
}
_CLEANER: Final = nh3.Cleaner(
    tags=_TAGS,
    attributes={"*": set(), "a": {"href"}, "ol": {"start"}},
    url_schemes={"http", "https", "mailto"},
    url_relative="deny",
    link_rel="nofollow noopener noreferrer",
    set_tag_attribute_values={"a": {"target": "_blank"}},
)
_BARE_LINK: Final = re.compile(r"https?://[^\s<>\"'`]+", re.IGNORECASE)
_DEEPEST_HEADING: Final = 6
_MOST_FILLED_UP_CELLS: Final = 1_000


@lru_cache(maxsize=256)
def render(text: str) -> str:
    """`text` (Markdown) as inert HTML. Line breaks are kept, bare addresses become links, headings begin at h3."""
    return _CLEANER.clean(_PARSER.render(text))


def _lower_headings(state: StateCore) -> None:
    """h1 is the page's and h2 the thread's."""
    for token in state.tokens:
        if token.type in {"heading_open", "heading_close"}:
            token.tag = f"h{min(int(token.tag[1:]) + 2, _DEEPEST_HEADING)}"


def _link_bare_addresses(state: StateCore) -> None:
    for token in state.tokens:
        if token.type == "inline" and token.children:
            token.children = list(_with_links(token.children, state.md))


def _with_links(tokens: Iterable[Token], parser: MarkdownIt) -> Iterable[Token]:
    depth = 0  # inside a link there are no links
    for token in tokens:
        depth += {"link_open": 1, "link_close": -1}.get(token.type, 0)
        if depth or token.type != "text":
            yield token
        else:
            yield from _split(token.content, parser)


def _split(text: str, parser: MarkdownIt) -> Iterable[Token]:
    end = 0
    for match in _BARE_LINK.finditer(text):
        address = _without_punctuation(match[0])
        href = parser.normalizeLink(address)
        yield Token("text", "", 0, content=text[end : match.start()])
        yield Token("link_open", "a", 1, attrs={"href": href})
        yield Token("text", "", 0, content=address)
        yield Token("link_close", "a", -1)
        end = match.start() + len(address)
    yield Token("text", "", 0, content=text[end:])


def _without_punctuation(address: str) -> str:
    """The sentence's full stop and the bracket around an address are not part of it."""
    while True:
        trimmed = address.rstrip(".,;:!?*_~")
        if trimmed.endswith(")") and trimmed.count(")") > trimmed.count("("):
            trimmed = trimmed[:-1]
        if trimmed == address:
            return address
        address = trimmed


def _parser() -> MarkdownIt:
    # Short rows of a table are filled up to its heading's width; the library's own limit is two thirds of a megabyte.
    importlib.import_module("markdown_it.rules_block.table").MAX_AUTOCOMPLETED_CELLS = _MOST_FILLED_UP_CELLS  # type: ignore[attr-defined]
    parser = MarkdownIt("commonmark", {"html": False, "breaks": True}).enable(["table", "strikethrough"])
    # A definition can be named a thousand times, and each is a link with all of it.
    parser.disable(["image", "reference"])
    parser.core.ruler.push("lower_headings", _lower_headings)
    parser.core.ruler.push("link_bare_addresses", _link_bare_addresses)
    parser.render("")  # it compiles its rules at the first use, which must not happen in two threads at once
    return parser


_PARSER: Final = _parser()
