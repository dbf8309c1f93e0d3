"""What each key does on the screen of an interview: the same keys as on its page."""

from collections.abc import Iterator
from typing import NamedTuple

from viva.interviews.results.gating import rating_word
from viva.interviews.scale import Scale
from viva.kernel.i18n import _
from viva.telling.seats import digits

_LATIN = "qwertyuiop[]asdfghjkl;'zxcvbnm,."
_CYRILLIC = "йцукенгшщзхъфывапролджэячсмитьбю"
_ELSEWHERE = dict(zip(_LATIN + _LATIN.upper(), _CYRILLIC + _CYRILLIC.upper(), strict=True))
"""What a Russian keyboard has where a Latin one has a letter."""
_NAMES = {"?": "question_mark", "!": "exclamation_mark", "$": "dollar_sign", "esc": "escape"}


class Key(NamedTuple):
    """A key as it is shown, what it does, and what that is called."""

    shown: str
    action: str
    told: str
    at_foot: str = ""
    """What the last line of the screen calls it; nothing: it is told in the help alone."""

    @property
    def pressed(self) -> str:
        """The key as the terminal names it, in both keyboard layouts."""
        also = _ELSEWHERE.get(self.shown)
        name = _NAMES.get(self.shown, self.shown)
        return f"{name},{also}" if also else name


def keys() -> Iterator[tuple[str, tuple[Key, ...]]]:
    """All others, under what they are about."""
    yield (
        _("What was said"),
        (
            Key("r", "ratings", _("all ratings, with what each is like")),
            Key("y", "propose", _("the rating that the key points come to")),
            Key("x", "state('no answer')", _("asked, no answer")),
            Key("z", "state('not asked')", _("not asked")),
            Key("v", "void", _("void, with a reason")),
            Key("p", "reach('points')", _("key points: then a digit, or arrows and space"), at_foot=_("points")),
            Key("e", "reach('note')", _("evidence: what was said"), at_foot=_("evidence")),
            Key("f", "reach('flag')", _("red flag, in words")),
            Key("R", "flags", _("all red flags")),
        ),
    )
    yield (
        _("The question"),
        (
            Key("n", "suggested", _("the one to ask next"), at_foot=_("next")),
            Key("j", "move(1)", _("the one behind")),
            Key("k", "move(-1)", _("the one before")),
            Key("t", "twin", _("in the other language")),
            Key("m", "answer", _("the model answer"), at_foot=_("answer")),
            Key("d", "scroll(1)", _("read on")),
            Key("u", "scroll(-1)", _("read back")),
            Key("a", "ask(True)", _("ask it now")),
            Key("A", "ask(False)", _("take back that it was asked")),
            Key("s", "skip", _("skip it, or do not")),
            Key("S", "skip_because", _("skip it, with a reason")),
            Key("J", "place(1)", _("ask it later")),
            Key("K", "place(-1)", _("ask it earlier")),
            Key("w", "swap", _("ask another instead")),
            Key("b", "add", _("add a question")),
            Key("l", "assign", _("who asks it")),
            Key("o", "open", _("show it to the candidate, or hide it")),
        ),
    )
    yield (
        _("The interview"),
        (
            Key("c", "shared", _("the text shared with the candidate")),
            Key("h", "script", _("what to say at the beginning and the end")),
            Key("!", "become('running')", _("start, or go on")),
            Key("F", "become('finished')", _("finish")),
            Key("i", "interview", _("extra time; no-show, postponed, aborted")),
            Key("$", "scorecard", _("seal your scorecard")),
            Key("D", "decide", _("decide about a conflict")),
            Key("esc", "reach('questions')", _("back to the questions"), at_foot=_("back")),
            Key("?", "help", _("all keys"), at_foot=_("keys")),
            Key("q", "close", _("leave"), at_foot=_("leave")),
        ),
    )


def all_keys(scale: Scale) -> str:
    """What the help shows: ratings first, then all others."""
    told = [_("Ratings"), *(f"  {key:<4} {rating_word(value, scale)}" for value, key in digits(scale).items())]
    for title, group in keys():
        told += ["", title, *(f"  {key.shown:<4} {key.told}" for key in group)]
    return "\n".join(told)
