"""Which character set wrote these bytes: candidates are decoded, and the words they give are judged."""

import re
from collections import Counter
from itertools import pairwise

UTF8_SEQUENCE = re.compile(
    rb"(?:[\xc2-\xdf][\x80-\xbf]|\xe0[\xa0-\xbf][\x80-\xbf]|[\xe1-\xec\xee\xef][\x80-\xbf]{2}|\xed[\x80-\x9f][\x80-\xbf]"
    rb"|\xf0[\x90-\xbf][\x80-\xbf]{2}|[\xf1-\xf3][\x80-\xbf]{3}|\xf4[\x80-\x8f][\x80-\xbf]{2})+"
)

# Between equals the earlier one wins, so the common ones come first.
_SINGLE_BYTE = (
    "windows-1252",
    "windows-1251",
    "koi8-r",
    "cp866",
    "mac-cyrillic",
    "koi8-u",
    "mac-roman",
    "windows-1250",
    "iso8859-2",
    "windows-1253",
    "windows-1254",
    "windows-1257",
    "cp850",
    "cp852",
    "mac-latin2",
)
_MULTI_BYTE = ("gb18030", "cp932", "big5", "cp949", "euc-jp")

_NOTICEABLE = 1e-6
_SAMPLE_BYTES = 6_000
_AROUND_HIGH_BYTES = re.compile(rb"[^\n]{0,200}[\x80-\xff][^\n]{0,2000}")

_LATIN_ALPHABETS = tuple(
    frozenset(letters + letters.upper())
    for letters in (
        "àâæçéèêëîïôœùûüÿ",  # French
        "äöüß",  # German
        "áéíóúüñ",  # Spanish
        "áâãàçéêíóôõúü",  # Portuguese
        "àèéìíîòóùú",  # Italian
        "àçéèíïóòúü",  # Catalan
        "åäöéü",  # Swedish, Finnish
        "æøåéèêó",  # Danish, Norwegian
        "áðéíóúýþæö",  # Icelandic
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
    )
)
_FREQUENT_GREEK = frozenset("αοιετσνηυρπκλμςόίάέήύώ")

# The letter pairs that make up most of running Russian (and, folded, Ukrainian and Bulgarian) text.
_RUNNING_RUSSIAN = (
    "то ст ен ра ни ет ов по пр но ро ко ер ва на ан от ат ре ол не те ть ме ос та ли од ор ны ль ка ес да об за ис ле "
    "ак ем ит ри ие ия ци де ом че ти ед со мо ля ог ся го им нн сл во тс тр ве ин ае ел ек до вы из он ал ас ав нт же "
    "ла кл ам ло ки ож бо ми ру ок ии тв ир кт си аз сп ой ск ые се аб пе ое ви оз ма чт ар ди ап ый эт зо ач дл ей ил "
    "чи сс ры вл бы ча ик яе зн па ич ду ты ац ег ий ую са лю ун му бе уд ул ее хо ку ну бр ту ур юч вс ба ше ад ят ым "
    "их ня ут гр ай лу уч бу вр чн уг ус ид кр су тк уж дн ще др аж ши бл ез сы жд ив ка ки ін іс ві ії ні"
)
_CYRILLIC_PAIRS = frozenset(_RUNNING_RUSSIAN.split())
_FOLDED = str.maketrans("ёіїєґў", "еииегу")

_WORD = re.compile(r"[^\W\d_]+")
_OTHER = re.compile(r"[^\x00-\x7f\w]")
# As in "don’t", "l’amour", "об’єкт"; elsewhere it may be a letter in another character set.
_APOSTROPHE = re.compile(r"(?:\b\w{1,2}|[\u0400-\u04ff])’\w|\w’(?:s|t|re|ve|ll|d|m)\b")
_PUNCTUATION = frozenset("“”„‘’‚«»–—…•№°§©®™€£·¿¡\u00a0×→±²³½º¹ª‹›")
_BETWEEN_WORDS = frozenset("“”„‘’‚«»–—…·№§©\u00a0‹›¿¡")
_ONE_LETTER_WORDS = frozenset("ÀÁÉÈÊÍÓÅÄÖØÚ")
_BOXES = range(0x2500, 0x25A0)

_COMMON_HAN = frozenset(
    "的一是不了在人有我他这這个個们們中来來上大为為和国國地到以说說时時要就出会會可也你对對生能而子那得于着下自之年过過发發后後作里用道行所然家种種事成方"
    "多经經么麼去法学學如都同现現当當没沒动動面起看定天分还還进進好小部其些主样樣理心她本前开開但因只从從想实實日军者意无無力它与與长長把机機十民第公此"
    "数數据據类類函式型值字符串请請问問题題答案什怎線线程存储儲码碼器列表象變变量口接網网络絡使调調间間次回体體性新高语語言度合数"
)
_COMMON_HANGUL = frozenset(
    "이다는을를에의가고하지은로한도기사시어자리나대해일인그서있것수게라들으정과보제만여부스아니전구원주상적면장성유용안비었"
    "어떻무엇왜차설명코드함변객체데터입출력프로세레와할된되습때문우경생연동"
)
_KANA = range(0x3040, 0x3100)


def sample_of(data: bytes) -> bytes:
    """Enough of the text around bytes above 127 to judge the whole file by."""
    found: list[bytes] = []
    size = 0
    for match in _AROUND_HIGH_BYTES.finditer(data):
        found.append(match[0])
        size += len(match[0])
        if size >= _SAMPLE_BYTES:
            break
    return b"\n".join(found)


def guess(sample: bytes) -> tuple[str, float]:
    """The most plausible character set of bytes that are neither UTF-8 nor UTF-16, and how plausible it is."""
    scores = {codec: plausibility(sample.decode(codec, "replace")) for codec in _SINGLE_BYTE}
    scores |= {codec: east_asian_plausibility(sample.decode(codec, "replace"), codec) for codec in _MULTI_BYTE}
    return _best(scores)


def guess_strays(sample: bytes) -> tuple[str, float]:
    """The character set of single bytes that stand among valid UTF-8, and how plausible the whole is then."""
    return _best({codec: plausibility(decode_mixed(sample, codec)) for codec in _SINGLE_BYTE})


def decode_mixed(line: bytes, codec: str) -> str:
    """Decode what is valid UTF-8 as such, and the bytes between with `codec`."""
    parts: list[str] = []
    end = 0
    for match in UTF8_SEQUENCE.finditer(line):
        parts.append(line[end : match.start()].decode(codec, "replace"))
        parts.append(match[0].decode())
        end = match.end()
    parts.append(line[end:].decode(codec, "replace"))
    return "".join(parts)


def plausibility(text: str) -> float:
    """From about -3 to 1: how much the letters and signs beyond ASCII look like words of one language."""
    words = Counter(word for word in _WORD.findall(text) if not word.isascii())
    letters = Counter(c for word, count in words.items() for c in word * count if not c.isascii())
    signs = list(_OTHER.finditer(text))
    judged = letters.total() + len(signs)
    if not judged:
        return 0.0
    latin = {c: count for c, count in letters.items() if c < "\u0370"}
    coherent = max(sum(count for c, count in latin.items() if c in alphabet) for alphabet in _LATIN_ALPHABETS)
    points = coherent - 0.5 * (sum(latin.values()) - coherent)
    points += sum(count * _word_points(word) for word, count in words.items())
    points += sum(_sign_points(text, match.start()) for match in signs)
    return points / judged


def east_asian_plausibility(text: str, codec: str) -> float:
    """From about -3 to 1: how much of the text is made of the most frequent characters of Chinese, Japanese, Korean."""
    counted = [c for c in text if not c.isascii() and (c.isalpha() or c == "\ufffd")]
    if not counted:
        return -1.0
    kana_expected = codec in {"cp932", "euc-jp"}
    common = sum(
        (ord(c) in _KANA and kana_expected) or c in _COMMON_HAN or (c in _COMMON_HANGUL and codec == "cp949")
        for c in counted
    )
    broken = text.count("\ufffd")
    return min(1.0, 2.5 * common / len(counted)) - 3 * broken / len(counted) - 0.2


def _best(scores: dict[str, float]) -> tuple[str, float]:
    best = next(iter(scores))
    for codec, score in scores.items():
        if score > scores[best] + _NOTICEABLE:
            best = codec
    return best, scores[best]


def _word_points(word: str) -> float:
    """Judge one word by its case, by its scripts and, where Cyrillic or Greek, by its letters."""
    beyond = [c for c in word if not c.isascii()]
    cyrillic = sum("\u0400" <= c <= "\u04ff" for c in beyond)
    greek = sum("\u0370" <= c <= "\u03ff" for c in beyond)
    latin = len(word) - max(cyrillic, greek)
    points = -1.5 * min(latin, max(cyrillic, greek))
    if not (word.islower() or word.isupper() or word[1:].islower()):
        points -= len(word) / 2
    if cyrillic:
        return points + cyrillic * _cyrillic_fit(word)
    if greek:
        return points + 1.2 * sum(c in _FREQUENT_GREEK for c in word.lower()) - 0.3 * greek
    if word[0] > "\u0530" and len(word) == 1:
        return points - 1  # a single character of a script that writes many
    if len(word) == 1 and word.isupper() and word not in _ONE_LETTER_WORDS:
        return points - 1
    return points - 0.5 * len(word) * (len(beyond) == len(word) > 1 and word.isupper())


def _cyrillic_fit(word: str) -> float:
    folded = word.lower().translate(_FOLDED)
    pairs = ["".join(pair) for pair in pairwise(folded)]
    known = sum(pair in _CYRILLIC_PAIRS for pair in pairs) / len(pairs) if pairs else 0.5
    return 1.2 * known - 0.2 - (0.1 if word.isupper() and len(word) > 1 else 0.0)


def _sign_points(text: str, at: int) -> float:
    """Judge one sign by where it stands: quotes beside words, dashes between them, lines beside lines."""
    sign, left, right = text[at], text[at - 1 : at], text[at + 1 : at + 2]
    if sign == "\ufffd" or "\x80" <= sign < "\xa0":
        return -2.0
    if ord(sign) in _BOXES:
        return -1.0 if left.isalpha() or right.isalpha() else 0.6
    opens, closes = not left.isalnum() and right.isalnum(), left.isalnum() and not right.isalnum()
    if sign == "’" and left.isalpha() and right.isalpha():
        return 1.1 if _APOSTROPHE.search(text[max(0, at - 3) : at + 4]) else 0.4
    if (sign in "“„«‘" and opens) or (sign in "”“»’…" and closes):
        return 1.0
    if sign in "–—" and left == right == " ":
        return 1.0
    if sign not in _BETWEEN_WORDS and right.isalpha():
        return -2.0 if left.isalpha() else -1.0
    return 0.5 if sign in _PUNCTUATION else -0.5
