"""How much a single line looks like code, judged without its neighbours."""

import re
from typing import Final

BLANK: Final = 0
PROSE: Final = 1
COMMENT: Final = 2
WEAK: Final = 3
"""Code if its neighbours are: a bare call, a closing bracket, a string."""
LIKELY: Final = 4
"""May begin or resume code across a blank line: an import, a decorator, an opening bracket."""
STRONG: Final = 5
"""Code beyond doubt as soon as a second line of code stands by."""
SURE: Final = 6
"""Code even when it stands alone."""
TICK: Final = 7
"""One backtick opens code that does not close on this line."""
DRAWN: Final = 8
"""Part of a drawing made of text."""

_LONGEST = 300  # enough to tell; keeps every pattern cheap on a line of a megabyte

_CODE_SIGNS = frozenset("(){}=;<>[]@$:\"'")
_FIRST_WORDS = frozenset(
    """
    import from return raise assert pass break continue yield await async def class del global nonlocal else end fi done
    esac then package use using fn func fun let const var public private protected static struct interface enum impl
    namespace module
    SELECT INSERT UPDATE DELETE CREATE ALTER DROP WITH FROM WHERE GROUP ORDER HAVING JOIN LEFT INNER LIMIT VALUES SET
    BEGIN COMMIT RUN COPY WORKDIR CMD EXPOSE with
    sudo pip pip3 npm npx yarn git docker kubectl curl apt apt-get brew mkdir uvicorn pytest helm terraform
    """.split()  # noqa: SIM905 (a list of words reads best as text)
)

_LIST_MARK = re.compile(r"(?:[-*+•‣–—]|\(?(?:\d{1,3}|[a-zA-Zа-яА-Я])[.)](?=[.)\s]))\s")
_BOX = re.compile(r"[\u2500-\u257f]")
_ASCII_TREE = re.compile(r"(?:\|\s{0,7})*[|`+\\]--+\s?[\w.\"'<({/]")
_ASCII_BOX = re.compile(r"\+[-=]{2,}[-=+]*\+")

_SURE = re.compile(
    r">>> \S"
    r"|\$ (?:\./|[a-z][\w.-]+(?: |$))"
    r"|from\s+[\w.]+\s+import\s+(?:\(|\*|\w+(?:\s+as\s+\w+)?(?:,\s*\w+(?:\s+as\s+\w+)?)*,?)\s*(?:#.*)?$"
    r"|(?:async\s+)?def\s+\w+\s*\(.*\).*:\s*(?:#.*)?$"
    r"|print\(.+\)\s*;?\s*(?:#.*)?$"
    r"|console\.\w+\(.*\);?\s*(?://.*)?$"
    r"|System\.out\.print"
    r"|#include\s*[<\"]"
    r"|(?:const|let|var)\s+[\w$]+\s*=\s*\S.*;\s*(?://.*)?$"
    r"|SELECT\s.+\sFROM\s+[\w.\"`]+.*;$"
    r"|INSERT\s+INTO\s+[\w.\"`]+\s*\("
    r"|(?:CREATE|ALTER|DROP)\s+TABLE\s+.*[(;]"
    r"|<\?(?:php|xml)\b"
)

_STRONG = re.compile(
    r"(?:async\s+)?def\s+\w+\s*\("
    r"|class\s+\w+\s*(?:\([^()]*\))?\s*:\s*(?:#.*|pass)?$"
    r"|(?:(?:public|abstract|final|export|default|data|sealed)\s+)*(?:class|interface|enum|struct|trait)\s+\w+[^.?!]*\{\s*$"
    r"|import\s+(?:[\w]+\.[\w.]+|[\w.]+\s+as\s+\w+)\s*;?$"
    r"|import\s+.+\s+from\s+['\"]"
    r"|import\s+(?:java|javax|org|com)\.[\w.*]+;"
    r"|(?:for|while|if|elif|with|match|case|async for|async with)\s"
    r".*(?:\w[(\[]|[=!<>]=|\s[<>]\s|\sis (?:not )?None|\snot in\s).*:\s*(?:#.*)?$"
    r"|print\s*\(.*"
    r"|console\.\w+\("
    r"|(?:const|let|var|val)\s+[\w$]+(?:\s*:\s*[\w<>\[\]?, ]+)?\s*=\s*\S"
    r"|(?:const|let|var)\s+[{\[][\w$,:. ]+[}\]]\s*=\s*\S"
    r"|(?:export\s+)?(?:default\s+)?(?:async\s+)?function\b\s*\*?\s*[\w$]*\s*\("
    r"|(?:public|private|protected|internal|static|final)\s+[\w<>\[\], ?]+"
    r"(?:\([^()]*\)?\s*(?:throws\s+[\w, ]+)?\{?|=.*;?|;|\{)$"
    r"|(?:unsigned\s+|const\s+)?(?:int|long|float|double|char|void|bool|boolean|string|String|auto|size_t)\b"
    r"[\w<>\[\]*& ]*\s[*&]*\w+\s*(?:=\s*\S|;|\(.*\)\s*[{;]?|\[\w*\]\s*[=;])"
    r"|using\s+(?:namespace\s+)?[\w.:]+;"
    r"|func\s+(?:\(\w+\s+\*?\w+\)\s*)?\w+\s*\("
    r"|(?:pub\s+)?(?:async\s+)?fn\s+\w+\s*[<(]"
    r"|(?:override\s+|suspend\s+|private\s+)*fun\s+(?:\w+\.)?\w+\s*\("
    r"|(?:for|while|if|switch|catch|else if)\s*\(.*\)\s*\{\s*$"
    r"|\}\s*(?:else|catch|finally)\b.*\{\s*$"
    r"|\}\);?$"
    r"|return\s+.*[;(\[].*[;)\]]$"
    r"|\"[\w.-]+\"\s*:\s*(?:[\[{]|.*,)\s*$"
    r"|SELECT\s.+\sFROM\s+[\w.\"`]+"
    r"|FROM\s+[\w.\"`]+(?:\s+(?:AS\s+)?\w+)?;?$|WHERE\s.*(?:[=<>]|\sIN\s|\sLIKE\s|\sIS\s).*"
    r"|(?:GROUP|ORDER) BY\s+[\w., ()]+;?$"
    r"|FROM\s+[\w./-]+:[\w.-]+(?:\s+AS\s+\w+)?$"
    r"|UPDATE\s+\w+\s+SET\s|DELETE\s+FROM\s+\w+|CREATE\s+(?:UNIQUE\s+)?INDEX\s"
    r"|(?:sudo\s+)?(?:pip3?|npm|npx|yarn|git|docker(?:-compose)?|kubectl|curl|apt(?:-get)?|brew|uvicorn|pytest|helm|terraform|python3?|mkdir)\s"
    r"(?!.*\s[-–—]\s)[^?]*\s?(?:\s--?\w|\sinstall\s|https?://)"
    r"|[\w.\[\]'\"$>-]+\([^)]*\)(?:\.\w+\([^)]*\))*;$"
)

_TARGET = r"(?:[A-Za-z_$][\w.$]*(?:\[[^\]]*\])*(?:\s*:\s*[\w.]+(?:\[[\w., |]*\])?)?(?:\s*,\s*\*?[A-Za-z_][\w.]*)*)"
_VALUE = (
    r"(?:f?r?b?[\"'].*[\"')\],;.}]|f?\"\"\"|[\[{].*|[-+]?\d[\w.]*\s*(?:$|;|#|//|[-+*/%,].*)|lambda\b.*:|await\s+\w+.*|new\s+\w+.*"
    r"|(?:None|True|False|null|true|false|undefined|nil)\s*(?:$|;|#|//).*"
    r"|[A-Za-z_$][\w.$]*(?:\[[^\]]*\])?(?:\(.*|\[.*|\s*;$|\.\w+$|\s+(?:if|or|and|[-+*/%])\s+.*))"
)
_ASSIGNMENT = re.compile(rf"{_TARGET}\s*(?::?=|[-+*/|&%]=|//=|\*\*=)\s*{_VALUE}\s*(?:#.*|//.*)?$")

_LIKELY = re.compile(
    r"import\s+[\w.]+(?:\s*,\s*[\w.]+)*;?\s*(?:#.*)?$"
    r"|from\s+[\w.]+\s+import\s"
    r"|@[A-Za-z_][\w.]*(?:\(.*\)?)?$"
    r"|[{\[(]$"
    r"|(?:for\s+[\w, ()*]+\s+in\s+\S.*|while\s+\S.*|if\s+\S.*|with\s+\S.*|try|match\s+\w+|class\s+\w+.*):$"
    r"|package\s+[\w.]+;?$|use\s+[\w:{}, ]+;$|namespace\s+[\w.\\]+\s*[;{]?$|\"use strict\";?$"
    r"|\w[\w$]*\s*:?=\s*[A-Za-z_$][\w$]*$"
    r"|(?:with|WITH)\s+\w+\s+(?:as|AS)\s*\($"
    r"|SELECT\s+(?:DISTINCT\s+)?[\w*.,()\s]+$"
)

_WEAK = re.compile(
    r"[)\]}]+[\s)\]};,]*(?:else\b.*|while\b.*|//.*|#.*)?\{?$"
    r"|[{\[(]"
    r"|(?:else|try|finally|do|default)\s*:?\s*\{?$|(?:except|elif|case|catch)\b.*[:{]$"
    r"|(?:pass|break|continue|end|fi|done|esac|then|return)\s*;?$"
    r"|(?:return|raise|assert|yield|await|del|global|nonlocal|throw|new|puts|echo|export|cd|delete)\s+\S.*$"
    r"|(?:await\s+)?[\w.$\[\]'\"]+\(.*\)?[;,]?\s*(?:#.*|//.*)?$"
    r"|\.\w+\(.*$"
    r"|[\"'].*[\"'][,;)\]}]*$"
    r"|\w[\w.]*\s*=\s*\S.*,?$"
    r"|\.\.\.(?:\s|$)"
    r"|(?:FROM|WHERE|GROUP BY|ORDER BY|HAVING|(?:LEFT |RIGHT |INNER |FULL |CROSS )?(?:OUTER )?JOIN"
    r"|LIMIT|VALUES|SET|AND|OR|ON|UNION|SELECT|WITH|BEGIN|COMMIT)\b[^a-z]*(?:\s|$)"
    r"|/\*|\*/|\"\"\"|'''"
    r"|(?:RUN|COPY|ADD|WORKDIR|CMD|ENTRYPOINT|EXPOSE|ENV|USER|ARG)\s+[\w.\[/-]"
    r"|(?:pip3?|npm|npx|yarn|git|docker|kubectl|curl|apt|brew|uvicorn|pytest|python3?|sudo|mkdir)\s+[\w./-]+(?:\s+\S+)?$"
    r"|[\w-]+:\s*[^;]*;$"
)


def look(text: str) -> int:
    """Say how much one line looks like code, from BLANK to DRAWN.

    Most lines of notes are prose, so the cheap tests come first: a line without
    any sign that programs use, beginning with no word that programs begin with,
    is prose at once.
    """
    line = text.strip()
    if not line:
        return BLANK
    if len(line) > _LONGEST:
        line = line[:_LONGEST]
    if not line.isascii() and _BOX.search(line):
        return DRAWN
    first = line[0]
    if first in "-*+•‣–—#>|`!/0123456789(":
        return _look_of_marked(line, first)
    if _CODE_SIGNS.isdisjoint(line) and line.split(None, 1)[0].rstrip(";,") not in _FIRST_WORDS:
        return PROSE
    if first == "\\":
        return DRAWN if _ASCII_TREE.match(line) else PROSE
    return _look_of_plain(line)


def _look_of_marked(line: str, first: str) -> int:
    """Judge a line whose first character may be a mark of Markdown."""
    if first == ">":
        return SURE if line.startswith(">>> ") else PROSE
    if first == "#":
        if line.startswith(("#include", "#define", "#!/")):
            return STRONG
        return COMMENT if line[1:2] != "#" else PROSE
    if first == "/":
        if line.startswith("//"):
            return COMMENT
        return WEAK if line.startswith("/*") else PROSE
    if first in "|+`" and _ASCII_TREE.match(line):
        return DRAWN
    if first == "+" and _ASCII_BOX.match(line):
        return DRAWN
    if first == "`":
        opens = line.count("`") == 1 and _look_of_plain(line[1:]) >= LIKELY
        return TICK if opens else PROSE
    if first in "|!" or _LIST_MARK.match(line):
        return PROSE
    return _look_of_plain(line)


def _look_of_plain(line: str) -> int:
    if line.endswith("?") or (line.startswith("[") and "](" in line):
        return PROSE
    if _SURE.match(line):
        return SURE
    if _STRONG.match(line) or _ASSIGNMENT.match(line):
        return STRONG
    if _LIKELY.match(line):
        return LIKELY
    return WEAK if _WEAK.match(line) else PROSE


def is_listed(text: str) -> bool:
    """Whether the line begins with a bullet or a number."""
    return bool(_LIST_MARK.match(text.lstrip()))
