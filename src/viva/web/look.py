"""How a browser wants the pages: language, light or dark, keys; kept by the browser itself, in a cookie."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal
from urllib.parse import parse_qsl, urlencode

from viva.kernel.i18n import LANGUAGES

COOKIE = "viva-look"
SECONDS = 400 * 24 * 60 * 60
"""As long as browsers keep a cookie at most."""

Theme = Literal["system", "light", "dark"]
THEMES: tuple[Theme, ...] = ("system", "light", "dark")
_BY_NAME: dict[str, Theme] = {theme: theme for theme in THEMES}


@dataclass(frozen=True, slots=True)
class Look:
    """What was chosen, or else what the browser says of the person."""

    language: str
    theme: Theme = "system"
    keys: bool = True

    @classmethod
    def of(cls, cookies: Mapping[str, str], accepted: str) -> "Look":
        """Read the cookie; what is missing or makes no sense in it is as if never chosen."""
        chosen = dict(parse_qsl(cookies.get(COOKIE, "")))
        language = chosen.get("language", "")
        return cls(
            language=language if language in LANGUAGES else preferred(accepted),
            theme=_BY_NAME.get(chosen.get("theme", ""), "system"),
            keys=chosen.get("keys") != "off",
        )

    def cookie(self) -> str:
        """What the browser is to keep."""
        return urlencode({"language": self.language, "theme": self.theme, "keys": "on" if self.keys else "off"})


def preferred(accepted: str) -> str:
    """The language that a browser likes most of those we speak (RFC 9110, section 12.5.4); English if none."""
    best, most = LANGUAGES[0], 0.0
    for part in accepted.split(","):
        tag, _semicolon, parameter = part.strip().partition(";")
        code = tag.strip().lower().partition("-")[0]
        try:
            weight = float(parameter.strip().removeprefix("q=") or 1)
        except ValueError:
            continue
        if code in LANGUAGES and weight > most:
            best, most = code, weight
    return best
