"""Pictures beside the pages: their names, and showing them where a page names other files.

A note names `img/loop.png`; in the folder of a bank the bytes are in `pictures`,
named by their hash. So a page shows that file, where any viewer finds it, and
tells above its body what stood there.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from viva.bank.content import Content
from viva.exchange.texts import map_texts, texts_of

FOLDER = "pictures"

_DIGITS = 16
"""Of the hash, in the name of a file: enough for more pictures than there are."""

_SUFFIXES = (
    (re.compile(rb"\x89PNG\r\n"), ".png"),
    (re.compile(rb"\xff\xd8\xff"), ".jpg"),
    (re.compile(rb"GIF8"), ".gif"),
    (re.compile(rb"RIFF....WEBP", re.DOTALL), ".webp"),
    (re.compile(rb"BM"), ".bmp"),
    (re.compile(rb"....ftypavif", re.DOTALL), ".avif"),
    (re.compile(rb"II\*\0|MM\0\*"), ".tif"),
    (re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:\?xml|svg|!--|!DOCTYPE svg)", re.IGNORECASE), ".svg"),
)


_NAMED = (".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".bmp", ".avif", ".tif", ".tiff", ".bin")


class ShownPicture(NamedTuple):
    """The file that a page shows, in place of the target that the question names."""

    shown: str
    target: str


def suffix_of(content: bytes) -> str:
    """How the name of a picture with these bytes ends: what they say they are, whatever it was called."""
    beginning = content[:256]
    return next((suffix for begins, suffix in _SUFFIXES if begins.match(beginning)), ".bin")


def is_picture(path: str) -> bool:
    """Whether a file is a picture, by its name."""
    return path.lower().endswith(_NAMED)


def file_of(sha256: str, content: bytes) -> str:
    """Where the bytes of a picture are, counted from the folder of the bank."""
    return f"{FOLDER}/{sha256[:_DIGITS]}{suffix_of(content)}"


def shown_pictures(texts: Iterable[str], files: Mapping[str, str]) -> tuple[ShownPicture, ...]:
    """What to show for each target in these texts; `files` gives its file as seen from the page.

    What is shown stands nowhere else in the texts, so that `as_written` finds
    the places again: a second target with the same bytes gets a fragment.
    """
    together = "\n".join(texts)
    taken: set[str] = set()
    found: list[ShownPicture] = []
    for target, file in sorted(files.items()):
        candidates = (
            file if number == 1 else f"{file}#{number}" for number in range(1, len(together) + len(files) + 2)
        )
        shown = next(name for name in candidates if name not in taken and name not in together)
        taken.add(shown)
        if as_shown(together, picture := (ShownPicture(shown, target),)) != together:
            found += picture
    return tuple(found)


def shown_in(content: Content, files: Mapping[str, str]) -> tuple[ShownPicture, ...]:
    """What to show for each target in the texts of a question."""
    return shown_pictures(texts_of(content), files)


def content_as_shown(content: Content, pictures: Iterable[ShownPicture]) -> Content:
    """The question with the files in place of the targets."""
    shown = tuple(pictures)
    return map_texts(content, lambda text: as_shown(text, shown)) if shown else content


def content_as_written(content: Content, pictures: Iterable[ShownPicture]) -> Content:
    """The question with its own targets."""
    shown = tuple(pictures)
    return map_texts(content, lambda text: as_written(text, shown)) if shown else content


def as_shown(text: str, pictures: Iterable[ShownPicture]) -> str:
    """The text with the files in place of the targets."""
    for shown, target in pictures:
        if target in text:
            text = _places(target).sub(_in_place(shown), text)
    return text


def as_written(text: str, pictures: Iterable[ShownPicture]) -> str:
    """The text as the question has it."""
    for shown, target in sorted(pictures, key=lambda picture: -len(picture.shown)):
        text = text.replace(shown, target)
    return text


def _places(target: str) -> re.Pattern[str]:
    """Where a picture is shown: as Markdown with its target there or below, or as HTML."""
    name = re.escape(target)
    return re.compile(
        rf"(!\[[^\]\n]{{0,400}}\]\([ \t]{{0,9}}<?){name}(?=[\s>)])"
        rf"|(<img\b[^>]{{0,2000}}?\bsrc[ \t]{{0,9}}=[ \t]{{0,9}}[\"']?){name}(?=[\"'\s>])"
        rf"|(^[ \t]{{0,3}}\[[^\]\n]{{1,400}}\]:[ \t]{{0,9}}<?){name}(?=[\s>]|$)",
        re.IGNORECASE | re.MULTILINE,
    )


def _in_place(shown: str) -> Callable[[re.Match[str]], str]:
    return lambda place: f"{place[1] or place[2] or place[3]}{shown}"
