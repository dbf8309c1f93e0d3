"""What the lines of a draft hold beside words: links, images, references; and the words as a reader sees them."""

import html
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from viva.notes.model import Image, Link, Reference

_URL = re.compile(r"https?://[^\s<>\"`\u3001\u3002\u300a-\u3011\uff01-\uff0f\uff1a-\uff20]+", re.IGNORECASE)
_CLOSES: Final = {")": "(", "]": "[", "}": "{"}
_TRAILING: Final = ".,;:!?'*_~|\\…»”’"

# Every repetition is bounded, so that no line takes time in proportion to the square of its length.
_TARGET = (
    r"\(\s{0,9}(?:<(?P<angled>[^<>]{0,900})>|(?P<plain>(?:[^()\s]|\((?:[^()\s]|\([^()\s]{0,99}\)){0,99}\)){0,900}))"
    r"(?:\s{1,9}(?:\"[^\"]{0,400}\"|'[^']{0,400}'|\([^()]{0,400}\)))?\s{0,9}\)"
)
_LINK_TEXT = r"\[(?P<text>(?:[^\[\]]|\[[^\[\]]{0,99}\]){0,400})\]"
_INLINE_LINK = re.compile(r"(?<!!)" + _LINK_TEXT + _TARGET)
_INLINE_IMAGE = re.compile(r"!\[(?P<alt>[^\]]{0,400})\]" + _TARGET)
_REFERENCE_LINK = re.compile(
    r"(?<![\w!\])])\[(?=[^\[\]]{0,400}[^\W\d_])(?P<text>[^\[\]]{1,400})\]\[(?P<label>[^\[\]]{0,99})\]"
)
_REFERENCE_IMAGE = re.compile(r"!\[(?P<alt>[^\[\]]{0,400})\]\[(?P<label>[^\[\]]{0,99})\]")
_DEFINITION = re.compile(r"\s{0,3}\[(?P<label>[^\[\]^][^\[\]]*)\]:\s*<?(?P<target>[^\s<>]+)>?")
_EMBED = re.compile(r"!\[\[(?P<target>[^\[\]|#]{1,400})(?:#[^\[\]|]{0,400})?(?:\|(?P<alt>[^\[\]]{0,400}))?\]\]")
_WIKI = re.compile(
    r"(?<![!\w\[(=])\[\[(?P<target>[^\[\]|#,'\"]*[^\W\d_][^\[\]|#,'\"]*)(?:#[^\[\]|]*)?(?:\|(?P<text>[^\[\]]*))?\]\]"
)
_IMG_TAG = re.compile(r"<img\b[^>]{0,2000}>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"\b(src|alt)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>]+))", re.IGNORECASE)
_PICTURE = re.compile(r"\.(?:png|jpe?g|gif|svg|webp|bmp|avif|tiff?)$", re.IGNORECASE)

_FILE = re.compile(
    r"(?<![\w/.@:\\-])(?:\.{0,2}/)?(?:[\w-]+/)*[\w-]+(?:\.[\w-]+)*"
    r"\.(?:py|ipynb|md|markdown|rst|org|txt|pdf|docx?|csv|tsv|jsx?|tsx?|java|kt|go|rs|rb|php|c|cc|cpp|h|hpp|cs|swift|sql|sh"
    r"|html?|css|json|ya?ml|toml|ini|cfg|drawio|puml|mmd)(?![\w/(])"
)
_NO_FILE = re.compile(
    r"__\w+__\.py$|(?:\w+/)*(?:[A-Z]\w*|node|vue|next|nuxt|react|express|three|d3|nest|ember|backbone)\.js$"
)
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)

_TAG = re.compile(
    r"</?(?:a|abbr|address|article|aside|b|big|blockquote|br|center|cite|code|dd|del|details|dfn|div|dl|dt|em|figcaption|figure"
    r"|font|h[1-6]|hr|i|img|ins|kbd|li|main|mark|ol|p|pre|q|s|samp|section|small|span|strike|strong|sub|summary|sup|table|tbody"
    r"|td|th|thead|tr|tt|u|ul|var)(?:\s[^<>]{0,2000})?/?>|<!--.{0,2000}?-->",
    re.IGNORECASE,
)
_CODE_SPAN = re.compile(r"(?<!`)(`{1,3})(?!`)(.{1,400}?)(?<!`)\1(?!`)")
_KEPT = re.compile("\ue000(\\d+)\ue001")
_ESCAPED = re.compile(r"\\([*_`#\[\]()~>|.!+{}-])")
_ENTITY = re.compile(r"&(?:nbsp|amp|lt|gt|quot|apos|mdash|ndash|laquo|raquo|#\d{1,6}|#x[0-9a-fA-F]{1,5});")
_FOOTNOTE = re.compile(r"\[\^[^\[\]\s]{1,99}\]")
_EMPHASIS: Final = (  # each with the mark without which it need not be tried
    ("**", re.compile(r"(?<![\w*)\]])\*{2,3}(?=[^\s*])(?P<inner>.{1,1000}?)(?<=[^\s*])\*{2,3}(?!\*)")),
    ("*", re.compile(r"(?<![\w*)\]])\*(?=[^\s*])(?P<inner>[^*]{1,1000}?)(?<=\S)\*(?![\w*])")),
    ("__", re.compile(r"(?<!\w)__(?=[^\s_])(?P<inner>(?![a-z0-9_]+__).{1,1000}?)(?<=[^\s_])__(?!\w)")),
    ("_", re.compile(r"(?<!\w)_(?=[^\s_])(?P<inner>[^_]{1,1000}?)(?<=[^\s_])_(?!\w)")),
    ("~~", re.compile(r"~~(?=\S)(?P<inner>.{1,1000}?)(?<=\S)~~")),
    ("==", re.compile(r"(?<![=\w])==(?=[^\s=])(?P<inner>[^=]{1,1000}?)(?<=[^\s=])==(?![=\w])")),
)
_HEADING = re.compile(r"#{1,6}\s")
_CLOSING_MARKS = re.compile(r"(?<=\s)#+$")
_ANCHOR = re.compile(r"\{[#:.][^{}]{0,200}\}$")
_AUTOLINK = re.compile(r"<(https?://[^<>\s]+)>")

_MARKS = re.compile(r"(?:[\s>]|[-*+•]\s|\d+[.)]\s|#+\s)+")
_LETTERS = re.compile(r"[^\W\d_]+")
_POINTER = re.compile(
    r"(?:see|read|watch|check|details|more|further|link|links|source|sources|docs|documentation|references?|article|video|here|also"
    r"|см|смотри|смотрите|читать|подробнее|подробно|ссылка|ссылки|источник|источники|статья|видео|тут|здесь|дока|документация"
    r"|siehe|mehr|quelle|quellen|voir|lire|plus|source|ver|leer|más|fuente|mais|fonte|vedi|zie|zobacz|więcej|viz|详见|参考|链接|参照)\b",
    re.IGNORECASE,
)
_EMPTY: Final = " \t\r\n-*_=|>#+.:"  # what a line may hold and say nothing
_LABEL_WORDS: Final = 4  # before an address that still only announce it
_POINTER_WORDS: Final = 8

NumberedLines = Iterable[tuple[int, str]]


def definitions(texts: Iterable[str]) -> dict[str, str]:
    """Targets of reference-style links by label, as `[label]: target` lines of a note define them."""
    found: dict[str, str] = {}
    for text in texts:
        if "]:" in text and (match := _DEFINITION.match(text)):
            found.setdefault(match["label"].lower(), match["target"])
    return found


def links(lines: NumberedLines, defined: Mapping[str, str] | None = None) -> tuple[Link, ...]:
    """Every http(s) address, in words, marks and code alike, and those that reference-style links stand for.

    Brackets belong to an address as far as they close inside it; punctuation behind it does not.
    """
    found: list[Link] = []
    for number, text in lines:
        if "://" in text:
            found += [Link(number, url) for url in _addresses(text)]
        if defined and "][" in text:
            targets = (_defined(match, defined) for match in _REFERENCE_LINK.finditer(text))
            found += [Link(number, target) for target in targets if target.lower().startswith("http")]
    return tuple(found)


def _addresses(text: str) -> Iterator[str]:
    at = 0
    while match := _URL.search(text, at):
        url = match[0]
        if match.start() and text[match.start() - 1] == "'":
            url = url.split("'", 1)[0]
        url = _balanced(url)
        if not text.endswith(("](", "<"), 0, match.start()):
            url = url.rstrip(_TRAILING)  # between marks, a full stop belongs to the address
        at = match.start() + max(len(url), 1)
        if not url.endswith("://"):
            yield url


def _balanced(url: str) -> str:
    """The address up to the first bracket that closes nothing inside it."""
    opened: list[str] = []
    for place, letter in enumerate(url):
        if letter in "([{":
            opened.append(letter)
        elif letter in _CLOSES and (not opened or opened.pop() != _CLOSES[letter]):
            return url[:place]
    return url


def _defined(match: re.Match[str], defined: Mapping[str, str]) -> str:
    label = match["label"] or match.group(1)
    return defined.get(label.lower(), "")


def images(lines: NumberedLines, defined: Mapping[str, str] | None = None) -> tuple[Image, ...]:
    """Pictures a reader would see, whichever mark-up shows them; targets as written."""
    found: list[Image] = []
    for number, text in lines:
        if "![" in text:
            found += [Image(number, _target(match), match["alt"].strip()) for match in _INLINE_IMAGE.finditer(text)]
            for match in _REFERENCE_IMAGE.finditer(text):
                if target := _defined(match, defined or {}):
                    found.append(Image(number, target, match["alt"].strip()))
            for match in _EMBED.finditer(text):
                if _PICTURE.search(target := match["target"].strip()):
                    found.append(Image(number, target, (match["alt"] or "").strip()))
        if "<img" in text.lower():
            found += _tagged_images(number, text)
    return tuple(found)


def _tagged_images(number: int, text: str) -> Iterator[Image]:
    for tag in _IMG_TAG.finditer(text):
        attributes = {name.lower(): one or two or bare for name, one, two, bare in _ATTRIBUTE.findall(tag[0])}
        if attributes.get("src"):
            yield Image(number, attributes["src"], attributes.get("alt", ""))


def _target(match: re.Match[str]) -> str:
    return match["angled"] if match["angled"] is not None else match["plain"]


def references(lines: NumberedLines) -> tuple[Reference, ...]:
    """Files beside the note that its words point to: give it no lines of code.

    Linked notes, relative links, and names with the ending of a file; the names
    of technologies that look like files are none, nor are files each package has.
    """
    found: dict[Reference, None] = {}
    for number, text in lines:
        for target in _mentioned(text):
            found.setdefault(Reference(number, target))
    return tuple(found)


def _mentioned(text: str) -> Iterator[str]:
    if "[[" in text:
        yield from (match["target"].strip() for match in _WIKI.finditer(text))
        yield from (name for match in _EMBED.finditer(text) if not _PICTURE.search(name := match["target"].strip()))
    rest = text
    if "](" in text:
        for match in _INLINE_LINK.finditer(text):
            target = _target(match).split("#", 1)[0].split("?", 1)[0]
            if target and not _SCHEME.match(target) and not target.startswith("//"):
                yield target
        rest = _INLINE_LINK.sub(" ", _INLINE_IMAGE.sub(" ", text))
    if "." in rest:
        rest = _WIKI.sub(" ", _EMBED.sub(" ", _URL.sub(" ", rest)))
        yield from (name for name in _FILE.findall(rest) if not _NO_FILE.match(name))


def is_link_only(lines: Iterable[str]) -> bool:
    """Whether an answer is nothing but links, pictures and words like "see" or "details"."""
    seen = False
    for text in lines:
        if not text.strip(_EMPTY):
            continue
        if not _points_away(text):
            return False
        seen = True
    return seen


def _points_away(text: str) -> bool:
    has_link = "[" in text or "://" in text
    if not has_link and text.count(" ") > 2 * _POINTER_WORDS:
        return False
    if has_link and _DEFINITION.match(text):
        return True
    line = _TAG.sub(" ", text) if "<" in text else text
    if marks := _MARKS.match(line):
        line = line[marks.end() :]
    points = bool(_POINTER.match(line.lstrip("*_[(")))
    if not points and not has_link and "<" not in text:
        return False
    rest = line
    if has_link:
        for pattern in (_INLINE_IMAGE, _EMBED, _INLINE_LINK, _REFERENCE_IMAGE, _WIKI, _URL):
            rest = pattern.sub(" ", rest)
    words = _LETTERS.findall(rest)
    if not words:
        return rest != line or "<img" in text.lower()
    if rest != line:
        return len(words) <= _LABEL_WORDS
    is_label = len(words) < _LABEL_WORDS and line.rstrip(" *_").endswith(":")
    return points and (is_label or len(words) <= _POINTER_WORDS)


def visible(text: str) -> str:
    """The words a reader sees: without marks, link targets and tags.

    What stands between backticks stays letter by letter, and so do identifiers
    that only look like emphasis: `__init__`, `*args`, `a * b`, `snake_case`.
    """
    kept: list[str] = []

    def keep(match: re.Match[str]) -> str:
        kept.append(match[2].strip() or match[2])
        return f"\ue000{len(kept) - 1}\ue001"

    shown = text
    if "`" in text:
        shown = _CODE_SPAN.sub(keep, text.replace("\ue000", "").replace("\ue001", ""))
    shown = _without_links(shown)
    if "<" in shown:
        shown = _TAG.sub(" ", shown)
    for mark, pattern in _EMPHASIS:
        if mark in shown:
            shown = pattern.sub(r"\g<inner>", shown)
    if "\\" in shown:
        shown = _ESCAPED.sub(r"\1", shown)
    if "&" in shown:
        shown = _ENTITY.sub(lambda match: html.unescape(match[0]), shown)
    return _KEPT.sub(lambda match: kept[int(match[1])], shown) if kept else shown


def _without_links(text: str) -> str:
    shown = _AUTOLINK.sub(r"\1", text) if "<" in text else text
    if "[" not in text:
        return shown
    shown = _EMBED.sub(" ", _REFERENCE_IMAGE.sub(" ", _INLINE_IMAGE.sub(" ", shown)))
    shown = _INLINE_LINK.sub(r"\g<text>", shown)
    shown = _REFERENCE_LINK.sub(r"\g<text>", shown)
    shown = _WIKI.sub(lambda match: match["text"] or match["target"], shown)
    return _FOOTNOTE.sub("", shown)


def clean_prompt(text: str) -> str:
    """A prompt as its author would say it: visible words, one space between them, no colon behind.

    Typos, case and language stay as they are. List marks and numbers are not
    removed here, because only the structure of the note tells them from words.
    """
    shown = text.strip()
    if _HEADING.match(shown):
        shown = _CLOSING_MARKS.sub("", shown.lstrip("#")).strip()
    shown = _ANCHOR.sub("", shown)
    shown = " ".join(visible(shown).split())
    shown = _without_loose_marks(shown)
    while shown.endswith((":", ",")) and not shown.endswith("::"):
        shown = shown[:-1].rstrip()
    return shown


def _without_loose_marks(text: str) -> str:
    """The text without marks of emphasis that lost their other half."""
    if text.endswith("**") and text.count("**") == 1:
        text = text[:-2].rstrip()
    if text.startswith("**") and text.count("**") == 1 and (text[2:3].isupper() or text.endswith("?")):
        text = text[2:].lstrip()
    if text.count("`") == 1:
        text = text.replace("`", "")
    return text
