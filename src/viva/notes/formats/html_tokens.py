"""Tags and text of an HTML page with their offsets, in one pass whatever the page holds."""

import html
import re
from collections.abc import Iterator
from typing import NamedTuple

ELEMENTS = frozenset({
    "a", "abbr", "acronym", "address", "applet", "area", "article", "aside", "audio", "b", "base", "basefont",
    "bdi", "bdo", "big", "blink", "blockquote", "body", "br", "button", "canvas", "caption", "center", "cite",
    "code", "col", "colgroup", "data", "datalist", "dd", "del", "details", "dfn", "dialog", "dir", "div", "dl",
    "dt", "em", "embed", "fieldset", "figcaption", "figure", "font", "footer", "form", "frame", "frameset",
    "h1", "h2", "h3", "h4", "h5", "h6", "head", "header", "hgroup", "hr", "html", "i", "iframe", "img", "input",
    "ins", "kbd", "label", "legend", "li", "link", "main", "map", "mark", "menu", "meta", "meter", "nav",
    "noscript", "object", "ol", "optgroup", "option", "output", "p", "param", "picture", "pre", "progress", "q",
    "rp", "rt", "ruby", "s", "samp", "script", "search", "section", "select", "slot", "small", "source", "span",
    "strike", "strong", "style", "sub", "summary", "sup", "svg", "table", "tbody", "td", "template", "textarea",
    "tfoot", "th", "thead", "time", "title", "tr", "track", "tt", "u", "ul", "var", "video", "wbr",
})  # fmt: skip
SKIPPED = frozenset({
    "head", "footer", "script", "style", "nav", "svg", "template", "button", "select", "iframe", "object", "canvas",
    "audio", "video",
})  # fmt: skip
"""Elements that show no text of the notes; they are left out whole if they are closed at all."""

_OPENING = re.compile(r"<(?:(?P<closing>/?)(?P<name>[A-Za-z][A-Za-z0-9:-]*)|(?P<comment>!--)|(?P<declaration>[!?]))")
_TAG_PART = re.compile(r"""=\s*["']|>""")
_ATTRIBUTE = re.compile(r"""([^\s"'>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?""")


class Token(NamedTuple):
    """One piece of a page: `kind` is text, start, end, comment or skipped (an element left out whole)."""

    kind: str
    name: str
    """The tag, in lower case; for text, the text as written."""
    raw: str
    offset: int
    end: int


def tokens(page: str) -> Iterator[Token]:
    """Cut a page into pieces.

    Unlike browsers, this shows what is no HTML as text: tags nobody knows
    (`List<String>`), an opening bracket without an end. The scan never starts
    over, so a hostile page costs no more than a good one.
    """
    scan = _Scan(page)
    position = shown = 0
    while found := _OPENING.search(page, position):
        token, end = scan.token(found)
        if token is None:
            position = end
            continue
        if shown < found.start():
            yield Token("text", page[shown : found.start()], "", shown, found.start())
        yield token
        position = shown = end
    if shown < len(page):
        yield Token("text", page[shown:], "", shown, len(page))


def attributes(raw: str) -> dict[str, str]:
    """The attributes written inside a tag; the first of a name counts."""
    found: dict[str, str] = {}
    for name, double, single, bare in _ATTRIBUTE.findall(raw):
        found.setdefault(name.lower(), decoded(double or single or bare))
    return found


def decoded(text: str) -> str:
    """A text with its entities replaced."""
    if "&" not in text:
        return text
    try:
        return html.unescape(text)
    except ValueError:  # a number of thousands of digits
        return text


class _Scan:
    """Finds where pieces end; remembers what does not occur any more, so that no search is repeated in vain."""

    def __init__(self, page: str) -> None:
        self._page = page
        self._last_bracket = page.rfind(">")
        self._never_again: set[str] = set()
        self._searched = 0

    def token(self, found: re.Match[str]) -> tuple[Token | None, int]:
        """The piece that begins here and where it ends; None when it is text after all."""
        start = found.start()
        if found["comment"]:
            end = self._find("-->", found.end())
            return (Token("comment", "", "", start, end), end) if end else (None, found.end())
        name = (found["name"] or "").lower()
        if found["name"] and name not in ELEMENTS and "-" not in name:
            return None, found.end()
        end = self._tag_end(found.end())
        if not end:
            return None, found.end()
        if not name:
            return Token("comment", "", "", start, end), end
        if name in SKIPPED and not found["closing"] and (closed := self._closed(name, end)):
            return Token("skipped", name, "", start, closed), closed
        kind = "end" if found["closing"] else "start"
        return Token(kind, name, self._page[found.end() : end - 1], start, end), end

    def _find(self, what: str, start: int) -> int:
        """The offset behind the next `what`, 0 when there is none."""
        if what in self._never_again:
            return 0
        at = self._page.find(what, start)
        if at < 0:
            self._never_again.add(what)
            return 0
        return at + len(what)

    def _tag_end(self, start: int) -> int:
        """The offset behind a tag: at the first bracket outside quoted values, else at the first one."""
        if start > self._last_bracket:
            return 0
        position = start
        while start >= self._searched and (part := _TAG_PART.search(self._page, position)):
            if part[0] == ">":
                return part.end()
            position = self._find(part[0][-1], part.end())
            if not position:
                break
        self._searched = max(self._searched, position)
        return self._page.index(">", start) + 1

    def _closed(self, name: str, start: int) -> int:
        """The offset behind the end of an element, 0 when it has none."""
        if name in self._never_again:
            return 0
        closing = re.compile(rf"</{name}\b[^<>]*>", re.IGNORECASE).search(self._page, start)
        if closing is None:
            self._never_again.add(name)
            return 0
        return closing.end()
