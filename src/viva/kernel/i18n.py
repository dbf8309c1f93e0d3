"""The human language a person is spoken to: choosing it and translating into it.

Texts stand in the source in English, inside `_()` or `ngettext()`, or as the
template of something that is translated when shown. Their translations are the
gettext catalogues in `viva/locale`.
"""

import gettext
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path

from viva.kernel.errors import Unavailable

LANGUAGES = ("en", "ru")

_CATALOGUES = Path(__file__).parent.parent / "locale"
_ENVIRONMENT = ("VIVA_LANG", "LC_ALL", "LC_MESSAGES", "LANG")

_ENGLISH = gettext.NullTranslations()
_spoken: ContextVar[gettext.NullTranslations] = ContextVar("spoken", default=_ENGLISH)


def choose_language(environ: Mapping[str, str]) -> str:
    """The language of the first variable that is set, as POSIX orders them; English where Viva does not speak it."""
    wanted = next((environ[name] for name in _ENVIRONMENT if environ.get(name)), "")
    code = wanted.lower().replace("-", "_").partition("_")[0].partition(".")[0]
    return code if code in LANGUAGES else LANGUAGES[0]


def speak(language: str) -> None:
    """Translate into `language` from here on, in this context (a command, a request)."""
    _spoken.set(_catalogue(language))


@contextmanager
def speaking(language: str) -> Generator[None]:
    """Translate into `language` as long as the block goes on."""
    before = _spoken.set(_catalogue(language))
    try:
        yield
    finally:
        _spoken.reset(before)


def spoken() -> str:
    """The language that is spoken now."""
    return _spoken.get().info().get("language", LANGUAGES[0])


@cache
def _catalogue(language: str) -> gettext.NullTranslations:
    if language == LANGUAGES[0]:
        return _ENGLISH
    try:
        return gettext.translation("viva", _CATALOGUES, [language])
    except FileNotFoundError as missing:
        raise Unavailable(f"The texts for the language {language} are not compiled: run `make setup`.") from missing


def _(text: str) -> str:
    """`text` in the language spoken now."""
    return _spoken.get().gettext(text)


def said_in(language: str, text: str) -> str:
    """`text` in a language, whichever is spoken now."""
    return _catalogue(language).gettext(text)


def marked(template: str) -> str:
    """The text as it is, known to translators: it is translated where it is shown."""
    return template


def ngettext(one: str, many: str, count: int) -> str:
    """The form of a text that goes with `count`, in the language spoken now."""
    return _spoken.get().ngettext(one, many, count)


def say(template: str, values: Mapping[str, object]) -> str:
    """A template made elsewhere, translated and filled in."""
    return _(template).format(**values)
