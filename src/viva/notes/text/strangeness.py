"""How unlike anything that people write a few characters are: the measure that tells damage from real text."""

import re
import unicodedata
from functools import lru_cache
from itertools import pairwise

_ALPHABETS = {
    "CYRILLIC": (
        "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",  # Russian, Bulgarian
        "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя",  # Ukrainian
        "абвгдеёжзійклмнопрстуўфхцчшыьэюя",  # Belarusian
        "абвгдђежзѕијклљмнњопрстћуфхцчџшѓќ",  # Serbian, Macedonian
        "абвгдеёжзийклмнопрстуфхцчшщъыьэюяәғқңөұүһі",  # Kazakh
    ),
    "LATIN": (
        "àâæçéèêëîïôœùûüÿñ",  # French
        "äöüßéàèç",  # German
        "áéíóúüñçï",  # Spanish, Catalan
        "áâãàçéêíóôõú",  # Portuguese
        "àèéìíîòóùú",  # Italian
        "åäöéüæøèêóá",  # Swedish, Danish, Norwegian, Finnish
        "áðéíóúýþæö",  # Icelandic
        "áâäåčđŋšŧžöæø",  # Sami
        "ąćęłńóśźż",  # Polish
        "áčďéěíňóřšťúůýž",  # Czech
        "áäčďéíĺľňóôŕšťúýž",  # Slovak
        "áéíóöőúüű",  # Hungarian
        "čćđšž",  # Croatian
        "äöõüšž",  # Estonian
        "āčēģīķļņšūž",  # Latvian
        "ąčęėįšųūž",  # Lithuanian
        "ăâîșțşţ",  # Romanian
        "çğıİöşüâî",  # Turkish
        "ăâêôơưđàáãèéìíòóõùúýũĩ" + "".join(map(chr, range(0x1EA0, 0x1EFA))),  # Vietnamese
    ),
    "GREEK": ("αβγδεζηθικλμνξοπρστυφχψωςάέήίόύώϊϋΐΰ",),
}
_LETTERS_OF = {
    script: tuple(frozenset(letters + letters.upper()) for letters in alphabets)
    for script, alphabets in _ALPHABETS.items()
}
KNOWN_LETTERS = frozenset().union(*(letters for sets in _LETTERS_OF.values() for letters in sets))
_FREQUENT_LETTERS = _LETTERS_OF["CYRILLIC"][0] | _LETTERS_OF["CYRILLIC"][1]
_MIXABLE = frozenset(["LATIN", "CYRILLIC", "GREEK", "HEBREW", "ARABIC"])

_WORD = re.compile(r"[^\W\d_]+")
# No language has these capitals as a word, or as an initial before a sign.
_NO_WORDS = frozenset("ÂÃÐĂĹ")

_BEHIND_WORDS = frozenset("™®°²³¹ªº‰")
_BETWEEN_WORDS = frozenset("‘’‹›…–—\u00a0·│║")
_QUOTES = frozenset("“”«»")
_OPENING = frozenset("„‚¿¡")
_PUNCTUATION = _QUOTES | _OPENING | frozenset("‘’‹›…–—\u00a0")
_DRAWN_ON = frozenset("─═┬┴┼╦╩╬█")
_DRAWN_TO = frozenset("┐┘┤╗╝╣░▒▓")
_DRAWING = re.compile(r"[\u2500-\u259f]+")
_HALF_DOUBLE = frozenset("╒╓╕╖╘╙╛╜╞╡╢╟╥╨╤╧╪╫")
_LEADS_ELSEWHERE = frozenset("┬┴┼┤┐┘╩╦╬╣")
_EAST_ASIAN_SIGN = re.compile("[\u3000-\u303f\uff00-\uffef]")
_UNITS = frozenset("CFKСФК")


@lru_cache(1 << 14)
def strangeness(text: str) -> int:
    """Count what real writing does not do; 0 for real text, two or more for most damage."""
    words = list(_WORD.finditer(text))
    strange = sum(_strange_word(match[0], text, match.end()) for match in words)
    strange += _strange_alphabet("".join(match[0] for match in words))
    padded = f"  {text} "
    strange += sum(_strange_drawing(match[0], *match.span(), padded) for match in _DRAWING.finditer(padded))
    for at, sign in enumerate(text, 2):
        if not sign.isascii() and not sign.isalpha() and not _is_box(sign):
            strange += _strange_sign(sign, padded[at - 2 : at], padded[at + 1])
    return strange


def is_ordinary(pair: str) -> bool:
    """Whether two characters often stand side by side in real text, whatever else may be strange about them."""
    left, right = pair[0], pair[1]
    if left.isalpha() and right.isalpha():
        return _FREQUENT_LETTERS.issuperset(pair) and left != "Ё" and not (left.islower() and right.isupper())
    if left in _PUNCTUATION:
        return right in _PUNCTUATION or right in _FREQUENT_LETTERS or (left in _QUOTES and right.isalpha())
    if left in _DRAWN_ON:
        return right in _DRAWN_TO
    return left.isalpha() and right in _PUNCTUATION and right not in _OPENING


@lru_cache(4096)
def script(letter: str) -> str:
    """The script of a letter: the first word of its Unicode name."""
    return unicodedata.name(letter, "NONE").partition(" ")[0]


def _strange_word(word: str, text: str, end: int) -> int:
    """Capitals behind small letters, one script beside another, capitals that stand alone."""
    if word.isascii():
        return 0
    strange = 0
    for left, right in pairwise(word):
        if left.isascii() and right.isascii():
            continue
        if left.islower() and right.isupper():
            strange += 1
        one, other = script(left), script(right)
        if one != other and one in _MIXABLE and other in _MIXABLE:
            strange += 1 if left.isascii() or right.isascii() else 2
    if len(word) > 1 and word[-1].isupper() and not word[-1].isascii() and not word.isupper():
        strange += 1
    if word in _NO_WORDS and text[end : end + 1] not in _QUOTES:
        strange += 1
    return strange


def _strange_alphabet(letters: str) -> int:
    """Letters that no one language has together, and letters that none has at all."""
    strange = 0
    scripts = 0
    for name, alphabets in _LETTERS_OF.items():
        own = {c for c in letters if not c.isascii() and script(c) == name}
        scripts += bool(own)
        if own and not any(own <= alphabet for alphabet in alphabets):
            strange += (len(own) > 1) + len(own - KNOWN_LETTERS)
    return strange + max(0, scripts - 1)


def _strange_drawing(lines: str, start: int, end: int, text: str) -> int:
    """Lines and blocks that cling to a word, or that do not meet each other."""
    left, right = text[start - 1], text[end]
    clings = 0 if lines in _BETWEEN_WORDS else left.isalpha() + (left.isalpha() and right.isalpha())
    return clings + (right.isalpha() and lines[-1] in _LEADS_ELSEWHERE) + sum(sign in _HALF_DOUBLE for sign in lines)


def _strange_sign(sign: str, before: str, right: str) -> int:
    """Signs that stand where a word goes on, or beside a letter they have nothing to do with."""
    left = before[1]
    category = unicodedata.category(sign)
    if category in {"Cc", "Co"}:
        return 2
    joins = left.isalpha() and right.isalpha()
    if sign in _BETWEEN_WORDS or category == "Mn":
        return 0
    if sign in _QUOTES:
        return int(joins)
    if sign in _OPENING:
        return 2 * left.isalpha()
    if sign in _BEHIND_WORDS:
        return int(right.isalpha() and right not in _UNITS) + int(_touches(left, before[0]) and not left.isalpha())
    if _EAST_ASIAN_SIGN.match(sign) or (category == "So" and sign > "\u2000" and not joins):
        return 0
    if left.isalpha() and (not left.isascii() or not right.isascii()) and (right.isalpha() or _touches(right)):
        return 2
    return _touches(left, before[0]) + (_touches(right) and right not in _BEHIND_WORDS)


def _touches(character: str, beyond: str = "") -> bool:
    """Whether a sign has a neighbour beyond ASCII that it does not go with; a dash alone may be a minus."""
    if character in _BETWEEN_WORDS:
        return not beyond.isascii()
    return character not in _QUOTES and not character.isascii() and not _is_box(character)


def _is_box(character: str) -> bool:
    return "\u2500" <= character < "\u25a0"
