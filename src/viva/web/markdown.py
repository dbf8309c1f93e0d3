"""Answers as HTML: Markdown without any HTML of its own, so that what notes say is shown and never carried out."""

import re
from collections.abc import Callable, MutableMapping, Sequence
from functools import cache, lru_cache
from html import escape
from typing import Any, TypeVar
from urllib.parse import urlsplit

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markdown_it.utils import OptionsDict
from markupsafe import Markup

Address = Callable[[str], str | None]
"""Where a picture of a wording is found, by its target; None when its file is missing."""

_SHORT = 20_000
"""Characters of a text up to which what was made of it is kept."""

_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_LINES_OF_CODE = re.compile(r"(?<!`)`([^`\n]+\n[^`]+)`(?!`)")

T = TypeVar("T")

SCHEMES = frozenset({"http", "https", "mailto"})
_CONTROL = re.compile(r"[\x00-\x20\x7f]")


def nowhere(_target: str) -> None:
    """For text without pictures."""
    return


def rendered(text: str, picture: Address = nowhere) -> Markup:
    """A text as HTML: links lead only to web pages and mail, pictures come only from the bank."""
    markdown = _renderer()
    html = markdown.renderer.render(_parsed(text), markdown.options, {"picture": picture})
    return Markup(html)  # noqa: S704 - HTML in it is escaped


def highlighted(code: str, lang: str) -> Markup:
    """Code in a block that scrolls by itself, coloured where its language is known."""
    return Markup(_block(code, lang))  # noqa: S704 - Pygments and `escape` made it


def safe_link(address: str) -> str | None:
    """The address where it may be led to; None for scripts, data and whatever else is no page."""
    cleaned = _CONTROL.sub("", address)
    try:
        scheme = urlsplit(cleaned).scheme.lower()
    except ValueError:  # brackets that are no IPv6 address
        return None
    return cleaned if scheme in SCHEMES else None


def _kept(make: Callable[..., T]) -> Callable[..., T]:
    """A function of a text, which remembers what it made of short ones.

    Whoever works on a question sees its answer again after each step.
    """
    kept = lru_cache(maxsize=256)(make)

    def made(text: str, *rest: str) -> T:
        return kept(text, *rest) if len(text) <= _SHORT else make(text, *rest)

    return made


@_kept
def _parsed(text: str) -> Sequence[Token]:
    """What a text is made of; nothing changes it when it is shown."""
    return _renderer().parse(text)


@cache
def _renderer() -> MarkdownIt:
    markdown = MarkdownIt("commonmark", {"html": False, "breaks": True, "linkify": False})
    markdown.enable(["table", "strikethrough"])
    markdown.inline.ruler.before("html_inline", "break", _break)
    markdown.inline.ruler.before("backticks", "lines_of_code", _lines_of_code)
    markdown.add_render_rule("fence", _fence)
    markdown.add_render_rule("code_block", _fence)
    markdown.add_render_rule("image", _image)
    markdown.add_render_rule("link_open", _link_open)
    markdown.add_render_rule("table_open", _table_open)
    markdown.add_render_rule("table_close", _table_close)
    markdown.add_render_rule("heading_open", _heading)
    markdown.add_render_rule("heading_close", _heading)
    return markdown


def _break(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - as the parser calls it
    """The one piece of HTML that notes are full of and that can do no harm."""
    found = _BREAK.match(state.src, state.pos, state.posMax)
    if not found:
        return False
    if not silent:
        state.push("hardbreak", "br", 0)
    state.pos = found.end()
    return True


def _lines_of_code(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - as the parser calls it
    """Lines between two single backticks, which people take for a fence, stay lines."""
    found = _LINES_OF_CODE.match(state.src, state.pos, state.posMax)
    if not found:
        return False
    if not silent:
        token = state.push("code_inline", "code", 0)
        token.markup, token.content = "`", found[1]
    state.pos = found.end()
    return True


def _fence(_self: RendererHTML, tokens: Sequence[Token], at: int, _options: OptionsDict, _env: Any) -> str:
    return _block(tokens[at].content, tokens[at].info.strip().partition(" ")[0])


def _image(
    _self: RendererHTML, tokens: Sequence[Token], at: int, _options: OptionsDict, env: MutableMapping[str, Any]
) -> str:
    token = tokens[at]
    target = str(token.attrGet("src") or "")
    address = env["picture"](target)
    if address:
        return f'<img src="{escape(address)}" alt="{escape(token.content)}" loading="lazy">'
    link = safe_link(target)
    said = escape(token.content or target)
    return f'<a href="{escape(link)}" rel="noreferrer">{said}</a>' if link else f"<em>{said}</em>"


def _link_open(_self: RendererHTML, tokens: Sequence[Token], at: int, _options: OptionsDict, _env: Any) -> str:
    link = safe_link(str(tokens[at].attrGet("href") or ""))
    return f'<a href="{escape(link)}" rel="noreferrer">' if link else "<a>"


def _table_open(*_whatever: Any) -> str:
    return '<div class="scroll" tabindex="0" role="region"><table>\n'


def _table_close(*_whatever: Any) -> str:
    return "</table></div>\n"


def _heading(_self: RendererHTML, tokens: Sequence[Token], at: int, _options: OptionsDict, _env: Any) -> str:
    """A heading inside an answer stands below those of the page."""
    tag = f"h{min(int(tokens[at].tag[1:]) + 3, 6)}"
    return f"<{tag}>" if tokens[at].nesting == 1 else f"</{tag}>\n"


def _block(code: str, lang: str) -> str:
    return f'<pre class="code" tabindex="0"><code>{_coloured(code, lang)}</code></pre>\n'


@_kept
def _coloured(code: str, lang: str) -> str:
    if not lang:
        return escape(code)
    from pygments import highlight  # late: most pages show no code
    from pygments.formatters import HtmlFormatter
    from pygments.lexers import get_lexer_by_name
    from pygments.util import ClassNotFound

    try:
        lexer = get_lexer_by_name(lang, stripnl=False)
    except ClassNotFound:
        return escape(code)
    return str(highlight(code, lexer, HtmlFormatter(nowrap=True)))
