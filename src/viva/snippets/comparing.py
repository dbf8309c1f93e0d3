"""Whether output that notes claim is the output there was: rules from strict to lenient, the first that holds tells."""

import ast
import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final

from viva.snippets.model import Rule

_ADDRESS = re.compile(r"\b0x[0-9a-fA-F]{4,}\b|\b0x\.\.\.")
_OBJECT_ID = re.compile(r"(?<![\w.])\d{9,}(?![\w.])")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\d(?:[ T]\d\d:\d\d(?::\d\d(?:[.,]\d+)?)?)?|\b\d\d:\d\d:\d\d(?:[.,]\d+)?")
_DURATION = re.compile(r"[~≈]?\s?\d+(?:\.\d+)?(?:e-?\d+)?\s?(?:s|ms|us|µs|ns|sec|secs|seconds?|сек|мс)\b")
_SPACES = re.compile(r"\s+")
_NUMBER = re.compile(r"[-+]?\d+\.\d+(?:e[-+]?\d+)?|[-+]?\d+(?:e[-+]?\d+)?")
_CLASS = re.compile(r"<(?:class|function|enum|module|bound method) '?(?:[\w.]+\.)?(?:<locals>\.)?(\w+)'?[^<>]*>")
_SEPARATORS = re.compile(r"[\s,;|\[\](){}]+")
_GAPS = re.compile(r"[\s,;|]+")
_BRACKET = re.compile(r"[\[({]")
_BRACES = re.compile(r"\{([^{}]*)\}")
_QUOTED = re.compile(r"(['\"])(.*)\1\Z", re.DOTALL)
_DOTS = re.compile(r"\.{3}|…")
_FEWEST_AROUND_DOTS: Final = 3
_KIND = re.compile(r"\b([A-Za-z_]\w*(?:Error|Exception|Exit|Interrupt|Iteration|Warning|Group))\b")
_DIGITS_THAT_TELL: Final = 2


def agree(claimed: str, seen: Sequence[str]) -> Rule | None:
    """The strictest rule by which a claim is one of the texts that were seen, or None."""
    for rule, holds in _RULES:
        if any(holds(claimed, text) for text in seen):
            return rule
    return None


def agree_on_error(claimed: str, kinds: Sequence[str], message: str) -> Rule | None:
    """How a claim fits an error: `kinds` are its type and all its bases by name."""
    named = _KIND.findall(claimed)
    if not named:
        return Rule.PARAPHRASE
    if not set(named) & set(kinds):
        return None
    said = claimed.rpartition(f"{named[0]}:")[2].strip() if f"{named[0]}:" in claimed else ""
    return Rule.EXACT if said and _spaced(said) == _spaced(message) else Rule.TRACEBACK


def same_output(one: str, other: str) -> bool:
    """Whether two runs printed the same, addresses, object numbers and times aside."""
    return _normal(one) == _normal(other)


def _normal(text: str) -> str:
    text = _MOMENT.sub("T", _ADDRESS.sub("0x", text))
    return _OBJECT_ID.sub("ID", _DURATION.sub("S", text))


def _spaced(text: str) -> str:
    return _SPACES.sub(" ", text).strip()


def _exact(claimed: str, seen: str) -> bool:
    return claimed == seen or claimed == seen.rstrip("\n")


def _spacing(claimed: str, seen: str) -> bool:
    if _spaced(claimed) == _spaced(seen):
        return True
    one, other = _written(claimed), _written(seen)
    return one is not None and one == other


def _written(text: str) -> str | None:
    """A value as Python reads it, part by part in the order written; None for what is no value."""
    if _value(text) is None:
        return None
    return ast.dump(ast.parse(text.strip(), mode="eval"))


def _quotes(claimed: str, seen: str) -> bool:
    return _spaced(_unquoted(claimed)) == _spaced(_unquoted(seen)) or _spaced(claimed).replace('"', "'") == _spaced(
        seen
    ).replace('"', "'")


def _unquoted(text: str) -> str:
    match = _QUOTED.match(text.strip())
    return match[2] if match else text


def _by(pattern: re.Pattern[str], sign: str) -> Callable[[str, str], bool]:
    def holds(claimed: str, seen: str) -> bool:
        shown = pattern.sub(sign, claimed)
        return shown != claimed and _spaced(shown) == _spaced(pattern.sub(sign, seen))

    return holds


def _time(claimed: str, seen: str) -> bool:
    def shown(text: str) -> str:
        return _DURATION.sub("S", _MOMENT.sub("T", text))

    return shown(claimed) != claimed and _spaced(shown(claimed)) == _spaced(shown(seen))


def _set_order(claimed: str, seen: str) -> bool:
    one, other = _value(claimed), _value(seen)
    if one is not None and one == other and type(one) is type(other):
        return True
    if "{" not in claimed:
        return False

    def ordered(text: str) -> str:
        return _BRACES.sub(lambda braces: "{" + ",".join(sorted(map(str.strip, braces[1].split(",")))) + "}", text)

    return _spaced(ordered(claimed)) == _spaced(ordered(seen))


def _float_digits(claimed: str, seen: str) -> bool:
    """Numbers that are the same as far as the claim writes them out; the text around them is the same."""
    said = claimed.lstrip("~≈ ").rstrip(". …")
    if _spaced(_NUMBER.sub("N", said)) != _spaced(_NUMBER.sub("N", seen)):
        return False
    pairs = list(zip(_NUMBER.findall(said), _NUMBER.findall(seen), strict=True))
    return any("." in one for one, _ in pairs) and all(one == other or _as_written(one, other) for one, other in pairs)


def _as_written(said: str, real: str) -> bool:
    if "e" in said or "." not in said:
        return False
    digits = len(said.partition(".")[2])
    if len(said.replace(".", "").lstrip("-+0")) < _DIGITS_THAT_TELL:
        return False
    value = float(real)
    return round(value, digits) == float(said) or f"{value:.20f}".startswith(said)


def _layout(claimed: str, seen: str) -> bool:
    """The same values in a row; brackets may be missing on one side, but `(1, 2)` is not `[1, 2]`."""
    if _BRACKET.search(claimed) and _BRACKET.search(seen):
        return _GAPS.split(claimed.strip()) == _GAPS.split(seen.strip())
    one, other = _parts(claimed), _parts(seen)
    return len(one) > 1 and one == other


def _parts(text: str) -> list[str]:
    return [part.strip("'\"") for part in _SEPARATORS.split(text) if part.strip("'\"")]


def _shorthand(claimed: str, seen: str) -> bool:
    short = _CLASS.sub(r"\1", seen)
    return short != seen and _parts(_CLASS.sub(r"\1", claimed)) == _parts(short)


def _ellipsis(claimed: str, seen: str) -> bool:
    pieces = _DOTS.split(claimed)
    if len(pieces) < 2 or sum(len(piece.strip()) for piece in pieces) < _FEWEST_AROUND_DOTS:
        return False
    pattern = ".*".join(re.escape(_spaced(piece)) for piece in pieces)
    return re.fullmatch(pattern, _spaced(seen), re.DOTALL) is not None


def _traceback(claimed: str, seen: str) -> bool:
    if "Traceback" not in claimed and not _KIND.match(claimed.strip()):
        return False
    return _last_line(claimed) == _last_line(seen)


def _last_line(text: str) -> str:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return lines[-1] if lines else ""


def _value(text: str) -> Any:
    """The value that a text writes out, or None; `None` itself counts as none."""
    try:
        return ast.literal_eval(text.strip())
    except (ValueError, SyntaxError, TypeError, MemoryError, RecursionError):
        return None


_RULES: Final[Iterable[tuple[Rule, Callable[[str, str], bool]]]] = (
    (Rule.EXACT, _exact),
    (Rule.SPACING, _spacing),
    (Rule.QUOTES, _quotes),
    (Rule.ADDRESS, _by(_ADDRESS, "0x")),
    (Rule.OBJECT_ID, _by(_OBJECT_ID, "ID")),
    (Rule.TIME, _time),
    (Rule.SET_ORDER, _set_order),
    (Rule.FLOAT_DIGITS, _float_digits),
    (Rule.LAYOUT, _layout),
    (Rule.SHORTHAND, _shorthand),
    (Rule.ELLIPSIS, _ellipsis),
    (Rule.TRACEBACK, _traceback),
)
