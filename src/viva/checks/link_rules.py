"""Rules about links: spelled so that they lead nowhere, watched, unprotected, or to a heading that is not there."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final
from urllib.parse import SplitResult, urlsplit

from viva.checks.model import Edit, Finding, Fix
from viva.checks.page import Page
from viva.notes.content.parts import links

_INLINE: Final = re.compile(
    r"(?<!!)\[[^\[\]]{1,400}\]\((?P<target>[^()\s]*(?:\([^()\s]*\)[^()\s]*)*)(?P<rest>[^()]*)\)"
)
_MISSPELT: Final = re.compile(
    r"(?<![\w/:])(?:(?:https?|htp|hhtp|htttp|htpps?|httpss)(?:://?https?:|:/(?!/)|//(?=\w)|;//)|(?:htp|hhtp|htttp|htpps?|httpss)://)"
    r"[^\s<>\"'`]*",
    re.IGNORECASE,
)
_HEADING: Final = re.compile(r"\s{0,3}#{1,6}\s+(?P<text>.+?)(?:\s+#+)?\s*$")
_OWN_ANCHOR: Final = re.compile(r"""<\w+\s[^>]*?\b(?:id|name)\s*=\s*["']?([\w.:-]+)|\{#([\w.:-]+)\}""")
_LINK: Final = re.compile(r"!?\[([^\[\]]*)\]\([^()]*\)")
_NO_SLUG: Final = re.compile(r"[^\w\- ]")
_TRACKERS: Final = re.compile(
    r"(?:utm_\w+|fbclid|gclid|dclid|yclid|msclkid|mc_[ce]id|igshid|_openstat|_hsenc|_hsmi|mkt_tok|vero_id|wickedid|ysclid|twclid)$"
)
_SHARED: Final = {"youtu.be": ("si",), "www.youtube.com": ("si", "feature"), "open.spotify.com": ("si",)}
_SECURE: Final = frozenset(
    """
    datatracker.ietf.org developer.mozilla.org docs.celeryq.dev docs.djangoproject.com docs.docker.com
    docs.github.com docs.oracle.com docs.pytest.org docs.python.org docs.sqlalchemy.org en.wikipedia.org
    fastapi.tiangolo.com flask.palletsprojects.com gist.github.com github.com gitlab.com go.dev habr.com
    kafka.apache.org kubernetes.io learn.microsoft.com leetcode.com martinfowler.com medium.com news.ycombinator.com
    nodejs.org peps.python.org pydantic-docs.helpmanual.io realpython.com redis.io refactoring.guru
    ru.wikipedia.org rust-lang.org stackoverflow.com tools.ietf.org wikipedia.org www.geeksforgeeks.org
    www.postgresql.org www.python.org www.rabbitmq.com www.rfc-editor.org www.rust-lang.org www.w3.org
    www.youtube.com youtu.be youtube.com
    """.split()  # noqa: SIM905 (a list of hosts reads best as text)
)
_LOCAL: Final = re.compile(
    r"(?:[\w-]+|\d+(?:\.\d+){3}|[0-9a-f]*:[0-9a-f:]+|(?:.*\.)?(?:local|test|example|invalid|internal|localhost)"
    r"|(?:.*\.)?example\.(?:com|org|net)|.*[<>{}$].*)$"
)


def check(page: Page) -> Iterator[Finding]:
    """All links of a page that are better mended."""
    lines = list(zip(page.reading.numbers, page.reading.texts, strict=True))
    yield from _malformed(page)
    for link in links(lines):
        try:
            parts = urlsplit(link.url)
        except ValueError:
            yield Finding("L101", link.line, page.column(link.line, link.url), {"link": link.url})
            continue
        if link.line in page.in_code:
            continue
        if not parts.hostname:
            yield Finding("L101", link.line, page.column(link.line, link.url), {"link": link.url})
            continue
        yield from _tracked(page, link.line, link.url, parts)
        if parts.scheme.lower() == "http" and parts.hostname in _SECURE and parts.port in (None, 80):
            secure = "https" + link.url[4:].replace(f"{parts.netloc}", parts.hostname, 1)
            yield _rewritten(page, "L104", link.line, link.url, secure, {"host": parts.hostname})
    if page.reading.format in {"markdown", "text"}:
        yield from _nowhere(page)


def addresses(page: Page) -> Iterator[tuple[int, int, str]]:
    """The addresses of a page that others serve, with line and column: code and local ones are left out."""
    for link in links(page.prose()):
        try:
            host = urlsplit(link.url).hostname or ""
        except ValueError:
            continue
        if host and not _LOCAL.match(host):
            yield link.line, page.column(link.line, link.url), link.url


def _malformed(page: Page) -> Iterator[Finding]:
    for number, text in page.prose():
        for match in _MISSPELT.finditer(text):
            yield Finding("L101", number, page.column(number, match[0]), {"link": match[0]})
        for match in _INLINE.finditer(text):
            target, rest = match["target"], match["rest"].strip()
            if _MISSPELT.match(target):
                continue
            empty = not target and not rest
            spaced = bool(rest) and rest[0] not in "\"'" and "://" in target
            schemeless = target.startswith("www.")
            if empty or spaced or schemeless:
                yield Finding("L101", number, page.column(number, match[0]), {"link": match[0]})


def _tracked(page: Page, number: int, url: str, parts: SplitResult) -> Iterator[Finding]:
    shared = _SHARED.get(parts.hostname or "", ())
    fields = parts.query.split("&") if parts.query else []
    names = [field.partition("=")[0] for field in fields]
    watching = [name for name in names if _TRACKERS.match(name.lower()) or name in shared]
    if not watching:
        return
    kept = "&".join(field for field in fields if field.partition("=")[0] not in watching)
    clean = url.replace(f"?{parts.query}", f"?{kept}" if kept else "", 1)
    yield _rewritten(page, "L102", number, url, clean, {"names": ", ".join(dict.fromkeys(watching))})


def _rewritten(page: Page, code: str, number: int, old: str, new: str, values: dict[str, str]) -> Finding:
    column = page.column(number, old)
    written = page.line(number)[column - 1 :].startswith(old)
    return Finding(code, number, column, values, Fix((Edit(number, column, old, new),), safe=True) if written else None)


def _nowhere(page: Page) -> Iterator[Finding]:
    anchors: set[str] = set()
    seen: Counter[str] = Counter()
    for text in (text for _number, text in page.prose()):
        anchors.update(own.lower() for pair in _OWN_ANCHOR.findall(text) for own in pair if own)
        if match := _HEADING.match(text):
            slug = _slug(match["text"])
            anchors.add(f"{slug}-{seen[slug]}" if seen[slug] else slug)
            seen[slug] += 1
    for number, text in page.prose():
        for match in _INLINE.finditer(text):
            target = match["target"]
            if target.startswith("#") and len(target) > 1 and target[1:].lower() not in anchors:
                yield Finding("L103", number, page.column(number, match[0]), {"target": target})


def _slug(heading: str) -> str:
    """The anchor of a heading, as the usual renderers make it."""
    words = _LINK.sub(r"\1", heading).strip().lower()
    return _NO_SLUG.sub("", words).replace(" ", "-")
