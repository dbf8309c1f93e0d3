"""The words with which notes say that output, a value or an error follows."""

import re
from typing import Final

_WORDS: Final = (
    r"(?:(?:the|expected|actual|sample|program|console|it|this|will|that)\s+)*"
    r"(?:output|out|stdout|prints?|printed|displays?|results?(?:\s+in)?|returns?|shows?|gives?|evaluates?\s+to|console"
    r"|вывод(?:ит)?|выведет(?:ся)?|напечата(?:ет|но)|печатает|результат|возвращает|вернет|вернёт|получим|будет"
    r"|на\s+экране|консоль|ответ|输出(?:结果)?|结果|saída|salida|ausgabe|sortie)"
    r"(?:\s+(?:is|will\s+be|be|программы|в\s+консоли|будет|:))*"
)
HEAD = re.compile(rf"(?P<word>{_WORDS})\s*(?:\([^)]*\)\s*)?(?P<sign>:|：|=>|->|→|=(?!=))\s*(?P<rest>.*)", re.IGNORECASE)
"""`Output: 5`, `prints -> 5`, `Выведет: 5`, or such a word alone."""

WORD = re.compile(rf"{_WORDS}\s+(?P<rest>\S.*)", re.IGNORECASE)
"""`prints 5`: the word alone announces a value, if one follows."""

BARE_HEAD = re.compile(r"(?:output|stdout|вывод|результат)\s*$", re.IGNORECASE)
ARROW = re.compile(r"(?:-+>|=+>|→|⇒|➜|>>>?|>(?=\s)|==(?=\s)|#\s?=>|#\s?->)\s*(?P<rest>.+)")
"""`-> 5`, `=> 5`, and with `>` of `#> 5`."""

ERROR = re.compile(
    r"(?:(?:this|it|will|would|also)\s+)*(?:raises?|raised|throws?|fails?\s+with|crash(?:es)?\s+with)\b.*"
    r"|(?:an?\s+)?(?:error|exception|traceback|ошибка|исключение)\b\s*(?:[:!—–-]|$).*"
    r"|(?:выбросит|бросит|бросает|вызовет|вызывает|возбудит|упадет|упадёт|будет\s+ошибка|поднимет)\b.*"
    r"|(?:->|=>|→|>)?\s*(?-i:[a-z_.]*[A-Z]\w*(?:Error|Exception|Interrupt))\b(?:\s*[:(—–-].*|\s*!*$)"
    r"|(?-i:StopIteration)\b.*",
    re.IGNORECASE,
)
"""What a comment says of a line that ends with an error. Case matters only for the names of errors."""

SUPPOSED = re.compile(r"^(?:Error|Exception|Ошибка|Исключение)\b", re.IGNORECASE)
EXPLAINED = re.compile(
    r"\s{2,}|\s[-—–]{1,2}\s|\s\(|;\s|,\s(?:because|since|so|but|not|потому|так\s+как|но|а\s+не)\b"
    r"|\s(?:because|since|потому|так\s+как)\s|\s//\s|\s#\s"
)
"""Where a claim may end and an explanation begin."""

SEEN_IN_PROSE = re.compile(
    r"(?:see|sees|returns?|prints?|printed|outputs?|displays?|respon(?:se|ds?)(?:\s+with)?|result|shows?|gives?|get|prints\s+out"
    r"|увидите|увидим|выведет|выводит|вернет|вернёт|возвращает|получим|напечатает|ответ|результат|вывод)\b"
    r"(?:\s+(?:is|the|a|an|with|following|as|будет|response|output|result|message|text|ответ|текст|следующее))*\s*[:：]?\s*"
    r"(?P<quote>`+|\"|“|«|')(?P<said>.+?)(?:`+|\"|”|»|')(?=[\s.,;!)]|$)",
    re.IGNORECASE,
)
"""`to see the response X`, with X in quotes or backticks."""

LABEL = re.compile(
    rf"[\s>*_#-]*(?:{_WORDS})[\s*_]*(?:\([^)]*\)\s*)?[:：][\s*_]*(?P<rest>.*?)[\s*_]*$",
    re.IGNORECASE,
)
"""A line of a note such as `**Output:** 5`."""


def literal(text: str, values: re.Pattern[str] | None = None) -> str | None:
    """The value at the beginning of a comment, if it is one that could have been printed; None for words.

    `values` tells what the values of another language look like.
    """
    text = text.strip()
    pattern = values or _VALUE
    for end in (len(text), *(match.start() for match in reversed(list(EXPLAINED.finditer(text))))):
        piece = text[:end].rstrip().rstrip(".;") if end < len(text) else text
        if piece and pattern.fullmatch(piece) and _is_closed(piece):
            return piece
    return None


_VALUE = re.compile(
    r"[-+]?\d[\d_]*(?:\.\d+)?(?:e[-+]?\d+)?j?|[-+]?\.\d+|[-+]?(?:inf|nan)|True|False|None|NotImplemented|Ellipsis"
    r"|b?'.*'|b?\".*\"|\[.*\]|\(.*\)|\{.*\}"
    r"|<(?:class|function|module|enum|coroutine|generator|built-in|bound|property|async_generator|\w[\w.]*)\b.*>"
    r"|(?:set|frozenset|deque|dict_keys|dict_values|dict_items|Counter|OrderedDict|defaultdict|array|range|Decimal|Fraction"
    r"|mappingproxy|datetime\.\w+|bytearray|namedtuple|[A-Z]\w*)\(.*\)"
    r"|(?:[-+]?\d+(?:\.\d+)?|True|False|None|'[^']*'|\"[^\"]*\")(?:(?:,\s*|\s+)(?:[-+]?\d+(?:\.\d+)?|True|False|None|'[^']*'|\"[^\"]*\"))+"
)
SCRIPT_VALUE = re.compile(
    r"[-+]?\d[\d_]*(?:\.\d+)?(?:e[-+]?\d+)?n?|[-+]?\.\d+|[-+]?Infinity|NaN|true|false|null|undefined"
    r"|'.*'|\".*\"|`.*`|(?:\(\d+\)\s*)?\[.*\]|\{.*\}|/(?:\\.|[^/\\])+/[dgimsuvy]*"
    r"|(?:Symbol|Symbol\.for|Object|String|Number|Boolean|Date)\(.*\)"
    r"|(?:Promise|Generator|Object|Map|Set|WeakMap|[A-Z]\w*)\s*(?:\(\d+\))?\s*(?:\[.*\]\s*)?\{.*\}"
    r"|(?:[-+]?\d+(?:\.\d+)?|true|false|null|undefined|'[^']*'|\"[^\"]*\")"
    r"(?:(?:,\s*|\s+)(?:[-+]?\d+(?:\.\d+)?|true|false|null|undefined|'[^']*'|\"[^\"]*\"))+"
)
"""A value as Node shows it, or as notes write it."""

ROW_VALUE = re.compile(
    r"[-+]?\d[\d_]*(?:\.\d+)?(?:e[-+]?\d+)?|NULL|null|'.*'|\"[^\"]*\"|(?:[^|]*\|)+[^|]*"
    r"|(?:[-+]?\d+(?:\.\d+)?|NULL|'[^']*')(?:,\s*(?:[-+]?\d+(?:\.\d+)?|NULL|'[^']*'))+|\(\d+ rows?\)"
)
"""A value of a database, or a row of them."""

_PAIRS: Final = {")": "(", "]": "[", "}": "{"}


def _is_closed(text: str) -> bool:
    """Whether the brackets of a value close, and the first one only at its end; `(note)` is no value, `(1, 2)` is."""
    if text[0] == "(" and not re.search(r"[\d'\",]|True|False|None", text):
        return False
    open_: list[str] = []
    for place, sign in enumerate(text):
        if sign in "([{":
            open_.append(sign)
        elif sign in _PAIRS:
            if not open_ or open_.pop() != _PAIRS[sign]:
                return False
            if not open_ and text[0] in "([{" and place < len(text) - 1 and text[place + 1] not in ",] )":
                return False
    return not open_
