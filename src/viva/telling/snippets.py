"""What became of code when it was run, in words; what is new to this program is called by its name."""

from datetime import datetime
from typing import Final

from viva.kernel.i18n import _, ngettext
from viva.snippets.model import Checked, Rule, Sort, Verdict
from viva.telling import words

_TONES: Final = {
    "runs": "good",
    "matches": "good",
    "raises-as-documented": "good",
    "mismatch": "bad",
    "broken": "bad",
    "needs-context": "info",
    "needs-package": "warn",
    "needs-service": "warn",
    "fragment": "warn",
}
_THOUSAND: Final = 1000.0


def verdict(value: Verdict) -> str:
    """A verdict in a word or two."""
    return verdict_named(value.value)


def verdict_named(value: str) -> str:
    """The same for a verdict that was kept by its name."""
    return {
        "runs": _("runs"),
        "matches": _("matches"),
        "mismatch": _("does not match"),
        "raises-as-documented": _("raises as documented"),
        "needs-context": _("needs context"),
        "fragment": _("fragment"),
        "needs-package": _("needs a package"),
        "needs-service": _("needs a service"),
        "broken": _("broken"),
        "not-python": _("not Python"),
    }.get(value, _named(value))


def meaning(value: Verdict) -> str:
    """A verdict in a sentence; nothing where there is none."""
    return {
        "runs": _("It ends well, and claims no output."),
        "matches": _("It prints what the notes claim."),
        "mismatch": _("It prints something else than the notes claim."),
        "raises-as-documented": _("It ends with the error that the notes claim."),
        "needs-context": _("It works after earlier code of its question or section."),
        "fragment": _("It works only when something is supplied that the notes leave out."),
        "needs-package": _("It imports a package that is not there."),
        "needs-service": _("It wants a network, a server, or a person at the keyboard."),
        "broken": _("It cannot be read, or ends with an error that nobody claims."),
        "not-python": _("It is a command, data, a drawing, output, or in a language that is not run."),
    }.get(value.value, "")


def tone(value: Verdict) -> str:
    """How a verdict is coloured."""
    return _TONES.get(value.value, "")


def rule(value: Rule) -> str:
    """How leniently claimed and real output were compared."""
    return {
        "exact": _("the very same"),
        "spacing": _("apart from spaces"),
        "quotes": _("apart from quotes"),
        "address": _("apart from addresses"),
        "object-id": _("apart from numbers of objects"),
        "time": _("apart from times"),
        "set-order": _("in another order"),
        "float-digits": _("with fewer digits"),
        "layout": _("with other commas and lines"),
        "shorthand": _("with short names"),
        "ellipsis": _("with dots for what is left out"),
        "traceback": _("the kind of the error"),
        "paraphrase": _("an error in other words"),
    }.get(value.value, _named(value.value))


def isolation(value: str) -> str:
    """How well code was kept in."""
    return {
        "full": _("fully kept in"),
        "reduced": _("kept in less well"),
        "none": _("not run"),
    }.get(value, _named(value))


def reason(checked: Checked) -> str:
    """Why it got its verdict; what the verdict means where nothing more is to say."""
    return words.reason(checked.reason) if checked.reason else meaning(checked.verdict)


def facts(checked: Checked, at: datetime | None = None) -> list[tuple[str, str | datetime]]:
    """What else is known of a run, as names and values."""
    told: list[tuple[str, str | datetime]] = []
    if checked.rule:
        told.append((_("compared"), rule(checked.rule)))
    if checked.reproducible is False:
        told.append((_("another time"), _("it prints something else")))
    runnable = checked.sort in {Sort.PROGRAM, Sort.SESSION}
    if checked.interpreter and runnable:
        told.append((_("interpreter"), checked.interpreter))
    if checked.kit and runnable:
        told.append((_("kit"), checked.kit))
    if checked.isolation:
        told.append((_("isolation"), isolation(checked.isolation)))
        told.append((_("time"), _("{seconds} s").format(seconds=f"{checked.wall_ms / _THOUSAND:.2f}")))
    if checked.context:
        count = len(checked.context)
        after = ngettext("{count} earlier snippet", "{count} earlier snippets", count).format(count=count)
        told.append((_("run after"), after))
    if checked.deprecated:
        told.append((_("outdated"), checked.deprecated))
    if at is not None:
        told.append((_("run"), at))
    return told


def _named(value: str) -> str:
    return value.replace("-", " ")
