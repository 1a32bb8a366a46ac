"""From a template to a letter: known names in double braces are replaced once, and nothing else happens.

There is no logic to escape from: what a person wrote is a value, values are never read as templates, and in HTML each
one is escaped. So `{{7*7}}` in somebody's name arrives as `{{7*7}}`.
"""

import html
import re
import unicodedata
from collections.abc import Callable, Mapping
from typing import Final

from msgspec import Struct

from skypanel.notifications.models import Letter

_NAME: Final = re.compile(r"\{\{(\w+)\}\}")
_DIRECTION_MARKS: Final = frozenset("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_LONGEST_LINE: Final = 150

Values = Mapping[str, str]


class Template(Struct, frozen=True, kw_only=True):
    """Our words for one kind of mail. `subject`, `heading`, `before` and `after` may name values; `button` leads to
    the value `link`; `quotes` says that somebody's message stands between `before` and the button.
    """

    subject: str
    heading: str
    before: tuple[str, ...]
    button: str
    after: tuple[str, ...] = ()
    quotes: bool = False


class Quote(Struct, frozen=True):
    """What somebody wrote: as they wrote it, and as HTML that is already safe."""

    text: str
    safe_html: str


def write(template: Template, values: Values, quote: Quote | None = None) -> Letter:
    """The letter. `values` must hold every name the template uses and `link` (ours, absolute); KeyError otherwise."""
    quoted = quote if template.quotes else None
    return Letter(
        subject=one_line(_fill(template.subject, values, one_line)),
        text=_text(template, values, quoted),
        html=_html(template, values, quoted),
    )


def one_line(text: str) -> str:
    """`text` fit for a header line: no line breaks, controls or direction marks, at most 150 characters."""
    kept = (
        " " if unicodedata.category(c) in {"Cc", "Zl", "Zp"} else c
        for c in text
        if c not in _DIRECTION_MARKS and unicodedata.category(c) != "Cs"
    )
    line = " ".join("".join(kept).split())
    return line if len(line) <= _LONGEST_LINE else line[: _LONGEST_LINE - 1].rstrip() + "…"


def _fill(words: str, values: Values, shown: Callable[[str], str]) -> str:
    return _NAME.sub(lambda name: shown(values[name[1]]), words)


def _text(template: Template, values: Values, quote: Quote | None) -> str:
    parts = [_fill(words, values, _as_is) for words in (template.heading, *template.before)]
    if quote is not None:
        parts.append("\n".join(f"> {line}".rstrip() for line in quote.text.split("\n")))
    parts.append(f"{template.button}:\n{values['link']}")
    parts += [_fill(words, values, _as_is) for words in template.after]
    parts.append(f"-- \n{values['brand']}")
    return "\n\n".join(parts) + "\n"


def _as_is(value: str) -> str:
    return value


def _html(template: Template, values: Values, quote: Quote | None) -> str:
    def paragraph(words: str) -> str:
        return f"<p>{_fill(html.escape(words, quote=False), values, html.escape)}</p>"

    link = html.escape(values["link"])
    body = [f"<h1>{_fill(html.escape(template.heading), values, html.escape)}</h1>"]
    body += map(paragraph, template.before)
    if quote is not None:
        body.append(f'<div class="quote">{quote.safe_html}</div>')
    body.append(f'<p><a class="button" href="{link}">{html.escape(template.button)}</a></p>')
    body.append(f'<p class="small">If the button does not work, open this address:<br><a href="{link}">{link}</a></p>')
    body += map(paragraph, template.after)
    return _PAGE.format(
        title=html.escape(one_line(_fill(template.subject, values, _as_is))),
        body="\n".join(body),
        brand=html.escape(values["brand"]),
    )


# Simple enough for every mail program: one column, their own fonts, and colours that follow light and dark.
_PAGE: Final = """<!doctype html>
<html lang="en" dir="ltr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>{title}</title>
<style>
:root {{ color-scheme: light dark; }}
body {{ margin: 0; padding: 24px 16px; background: #f8fafc; color: #0f172a;
  font: 16px/1.5 system-ui, -apple-system, "Segoe UI", sans-serif; }}
main {{ display: block; max-width: 560px; margin: 0 auto; padding: 24px; background: #ffffff; border-radius: 8px; }}
h1 {{ margin: 0 0 16px; font-size: 20px; line-height: 1.3; }}
p, li, pre, td, th {{ overflow-wrap: anywhere; }}
pre {{ white-space: pre-wrap; }}
a {{ color: #0369a1; }}
a.button {{ display: inline-block; padding: 10px 20px; border-radius: 6px; background: #0369a1; color: #ffffff;
  font-weight: 600; text-decoration: none; }}
.quote {{ margin: 16px 0; padding: 0 0 0 16px; border-left: 3px solid #cbd5e1; }}
.small, footer {{ color: #475569; font-size: 13px; }}
footer {{ max-width: 560px; margin: 16px auto 0; }}
@media (prefers-color-scheme: dark) {{
  body {{ background: #0f172a; color: #e2e8f0; }}
  main {{ background: #1e293b; }}
  a {{ color: #7dd3fc; }}
  a.button {{ background: #7dd3fc; color: #0f172a; }}
  .quote {{ border-left-color: #475569; }}
  .small, footer {{ color: #cbd5e1; }}
}}
</style>
</head>
<body>
<main>
{body}
</main>
<footer>{brand}</footer>
</body>
</html>
"""
