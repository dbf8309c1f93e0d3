"""Which programming language a block of code is in."""

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

_ALIASES: Final = {
    "py": "python", "py3": "python", "python3": "python", "python2": "python", "pycon": "python", "ipython": "python", "ipython3": "python",
    "js": "javascript", "jsx": "javascript", "node": "javascript", "mjs": "javascript", "es6": "javascript",
    "ts": "typescript", "tsx": "typescript",
    "c++": "cpp", "cc": "cpp", "cxx": "cpp", "hpp": "cpp", "h": "c",
    "c#": "csharp", "cs": "csharp", "golang": "go", "rs": "rust", "rb": "ruby", "kt": "kotlin", "kts": "kotlin",
    "sh": "bash", "shell": "bash", "zsh": "bash", "console": "bash", "terminal": "bash", "shell-session": "bash", "shellsession": "bash",
    "cmd": "bash", "bat": "bash", "batch": "bash", "ksh": "bash", "fish": "bash",
    "ps1": "powershell", "pwsh": "powershell",
    "mysql": "sql", "psql": "sql", "postgresql": "sql", "postgres": "sql", "plsql": "sql", "tsql": "sql", "sqlite": "sql", "pgsql": "sql",
    "htm": "html", "xhtml": "html", "scss": "css", "less": "css", "sass": "css", "svg": "xml",
    "yml": "yaml", "json5": "json", "jsonc": "json", "docker": "dockerfile", "gql": "graphql",
    "txt": "text", "plain": "text", "plaintext": "text", "output": "text", "none": "text", "out": "text", "md": "markdown",
    "pl": "perl", "hs": "haskell", "ex": "elixir", "exs": "elixir", "clj": "clojure", "objc": "objective-c", "tf": "hcl", "terraform": "hcl",
}  # fmt: skip

_SIGNS: Final[dict[str, tuple[str, ...]]] = {
    "python": (
        r"(?:async )?def \w+\(.*[:(,]\s*(?:#.*)?$", r"from [\w.]+ import ", r"import [\w.]+(?: as \w+)?(?:, [\w.]+)*$", r"class \w+(?:\(.*\))?:",
        r"(?:if|elif|for|while|with|try|except|else|finally|async for|async with)\b[^{;]*:\s*(?:#.*)?$", r"print\(.*\)\s*(?:#.*)?$",
        r"@[\w.]+(?:\([^;]*\)?)?$", r">>> ", r"(?:raise|yield|await|assert|nonlocal|del) [^;]*$", r"self\.[^;]*$", r"return [^;{]*$",
        r"lambda ", r"\"\"\"", r"\w[\w.]*(?:\[[^\]]*\])?(?:, \w+)*(?:: [\w\[\], |]+)? ?[-+*/]?= ?[^;{=>][^;]*$",
    ),
    "javascript": (
        r"(?:const|let|var) [\w${\[][^:]* = ", r"(?:export )?(?:default )?(?:async )?function\b", r"console\.\w+\(", r".*=> ?[{(]?$",
        r"import .* from ['\"]", r"(?:document|window|module|Promise|process|Object|JSON)\.\w", r"\}\)+;", r".* require\(", r"setTimeout\(",
        r"class \w+(?: extends \w+)? \{$", r"(?:async )?constructor\(", r"(?:this|super)[.(].*;$",
    ),
    "typescript": (
        r"(?:export )?interface \w+.*\{", r"(?:export )?type \w+(?:<\w+>)? =", r"(?:const|let) \w+: [\w<>\[\]]+ =", r"\w+\??: (?:string|number|boolean|void|any|unknown)\b",
        r".*\(\w+: (?:string|number|boolean|any)\b", r"(?:private|public) readonly ",
    ),
    "java": (
        r"public (?:static |final |abstract )*(?:class|interface|enum|void|int|String|boolean) ", r"System\.out\.", r"import (?:static )?java",
        r"@(?:Override|Test|Autowired|Bean|Entity|RestController|Service)\b", r"(?:private|protected|public) (?:final )?[\w<>]+ \w+(?:;| =|\()",
        r"(?:List|Map|Set|String|Integer)(?:<.*>)? \w+ = ", r"package [\w.]+;",
    ),
    "csharp": (
        r"using System", r"Console\.(?:Write|Read)", r"namespace [\w.]+", r".*\{ get; (?:set|init|private)?", r"(?:public|private|internal) (?:async )?(?:Task|string)\b",
        r"(?:public|internal) (?:sealed |static |record )+", r"string \w+ = ",
    ),
    "c": (r"#include <\w+\.h>", r"(?:int|void) main\(", r"(?:printf|scanf|malloc|free)\(", r"struct \w+ \{", r"typedef ", r"char \*?\w+", r"#define "),
    "cpp": (
        r"#include <\w+>", r".*std::", r"(?:std::)?cout ?<<", r"using namespace ", r"template ?<", r"auto \w+ = .*;", r".*\bnullptr\b", r"(?:public|private|protected):$",
        r"(?:const )?(?:int|float|double|char|bool|void|string|unsigned|vector<.*>)\b[\s*&]+\w+(?:\[.*\])?(?: = .*;|;|\(.*\) ?[{;]?)", r"virtual ", r"class \w+(?: ?: ?public \w+)? ?\{?$",
    ),
    "go": (r"package \w+$", r"func (?:\(\w+ \*?\w+\) )?\w*\(.*\{$", r"fmt\.", r"[\w, ]+ := ", r"import (?:\"|\($)", r"go (?:func|\w+\()", r"defer ", r"type \w+ (?:struct|interface) ?\{"),
    "rust": (r"(?:pub )?(?:async )?fn \w+", r"let mut ", r"impl\b", r"use [\w]+::", r"println!", r"#\[\w+", r"(?:pub )?(?:struct|enum|trait) \w+", r"match \w+ \{", r".*\.unwrap\(\)"),
    "ruby": (r"def (?:self\.)?\w+[?!]?(?:\([^:]*\))?$", r"end$", r"puts ", r"require ['\"]", r"class \w+ < ", r".* do(?: \|.*\|)?$", r"attr_\w+ :", r"module [A-Z]\w+$"),
    "php": (r"<\?php", r"\$\w+(?:->\w+|\[.*\])* ?=", r"echo .*;", r"(?:public |private |protected )?(?:static )?function \w+\(.*\$", r"namespace \w+\\", r"use \w+\\", r"\$\w+->"),
    "kotlin": (r"(?:override |suspend |private |inline )*fun (?:<.*> )?(?:\w+\.)?\w+\(", r"val \w+(?:: \w+)? = ", r"(?:data|sealed|open) class ", r"println\(", r"companion object", r"when ?\(.*\) \{"),
    "swift": (r"func \w+\(.*\) (?:throws )?-> \w+", r"guard let ", r"if let ", r"import (?:UIKit|Foundation|SwiftUI|Combine)", r"(?:struct|class|enum|protocol|extension) \w+: \w+.*\{", r"@(?:State|Published|main)\b", r"(?:var|let) \w+: \w+"),
    "bash": (
        r"\$ \w", r"#!/(?:usr/)?bin/(?:env )?(?:ba|z|k)?sh",
        r"(?:sudo |\$ )?(?:apt(?:-get)?|brew|pip3?|pipx|poetry|uv|npm|npx|yarn|git|docker(?:-compose)?|kubectl|helm|curl|wget|cd|ls|mkdir|rm|cp|mv|cat|grep|chmod|ssh|scp|tar|python3?|uvicorn|gunicorn|celery|pytest|source|export|echo|make|terraform|podman|buildah|systemctl|mypy|flask|django-admin|alembic|redis-cli|psql|ps|kill|touch|sed|awk|find|node|cargo|go|java|dotnet) +[\w.\-/~$\"'@:]+[^;(=]*$",
        r"(?:fi|done|esac)$", r"if \[", r"for \w+ in .*; do", r"while .*; do", r"\w+\(\) \{$", r"[A-Z_]+=\S+$",
    ),
    "sql": (
        r"(?i:select\s.+\sfrom\s|select\s+(?:distinct\s+)?[\w*.,()\s]+$|insert\s+into\s|update\s+\w+\s+set\s|delete\s+from\s|(?:create|alter|drop)\s+(?:or\s+replace\s+)?(?:unique\s+)?(?:table|index|view|database|function|trigger|procedure|schema|role|user)\s)",
        r"(?:FROM|WHERE|GROUP BY|ORDER BY|HAVING|LIMIT|VALUES|(?:LEFT |RIGHT |INNER |FULL )?(?:OUTER )?JOIN)\b", r"(?:BEGIN|COMMIT|ROLLBACK|EXPLAIN|GRANT|REVOKE)\b", r"(?:from|where|group by|order by|having|(?:left |inner )?join) ",
        r"\w+ (?:INT|INTEGER|VARCHAR|TEXT|SERIAL|TIMESTAMP|BIGINT)\b",
    ),
    "html": (r"<!DOCTYPE", r"</?(?:html|head|body|div|p|span|a|ul|ol|li|script|style|link|meta|form|input|button|select|h[1-6]|img|table|tr|td|title|section|nav|main|header|footer|label|video|canvas|svg|template|details|summary|br|strong|em)\b[^>]*/?>?"),
    "css": (r"[.#]?[a-zA-Z][\w-]*(?:[ ,.:>#+~\[][^{;=()]*)?\{$", r"(?:[a-z]+-)*[a-z]+: [^;{}]+;$", r"@(?:media|import|keyframes|font-face|supports)\b", r"[.#*]?[\w-]* ?\{ ?[\w-]+: [^;]+;? ?\}"),
    "json": (r"[{\[]$", r"\"[^\"]+\" ?: ?(?:[\[{\"\d-]|true|false|null)", r"[}\]],?$"),
    "yaml": (r"[\w./-]+:(?: [^{};]*)?$", r"- [\w./\"'-]+(?::(?: .*)?)?$", r"---$", r"(?:apiVersion|kind|services|image|version|metadata): ?"),
    "toml": (r"\[\[?[\w.\"-]+\]\]?$", r"[\w-]+ = (?:\"[^\"]*\"|\[.*|\d+|true|false)$"),
    "ini": (r"\[[\w. -]+\]$", r"[\w.-]+ ?= ?[^;(){}\[\]\"']*$"),
    "dockerfile": (r"FROM [\w./:-]+(?: [Aa][Ss] \w+)?$", r"(?:RUN|COPY|WORKDIR|CMD|ENTRYPOINT|EXPOSE|ENV|ADD|USER|VOLUME|ARG|HEALTHCHECK) \S"),
    "http": (r"(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS) (?:/|https?://)\S*", r"HTTP/[\d.]+ \d{3}", r"(?:Host|Content-Type|Authorization|Accept|Cookie|Set-Cookie|Cache-Control|ETag|Connection|User-Agent|Location|Origin): "),
    "graphql": (r"(?:query|mutation|subscription|fragment)\b[^;=]*\{", r"(?:type|input|interface|enum) \w+(?: implements \w+)? ?\{", r"schema ?\{", r"\w+(?:\(.*\))?: \[?[A-Z]\w*!?\]?!?$"),
    "xml": (r"<\?xml", r"</?\w+:\w+", r"xmlns"),
    "r": (r"[\w.]+ <- ", r"library\(", r"data\.frame\("),
    "nginx": (r"(?:server|location [^{]+|upstream \w+|http) \{$", r"(?:listen|proxy_pass|server_name|root) [^;]+;$"),
}  # fmt: skip

# One sign of these decides; others are met in several languages and count less.
_TELLING: Final = re.compile(
    r"(?P<python>from [\w.]+ import |(?:async )?def \w+\(.*\).*:\s*(?:#.*)?$|class \w+(?:\([^{]*\))?:\s*$|>>> )"
    r"|(?P<javascript>console\.\w+\(|(?:const|let|var) [\w$]+ = (?:\(.*\)|\w+|async .*) => |document\.\w|module\.exports)"
    r"|(?P<java>System\.out\.|import java|public static void main)"
    r"|(?P<csharp>using System|Console\.(?:Write|Read))"
    r"|(?P<cpp>#include <\w+>|using namespace |(?:std::)?cout\b|template ?<)"
    r"|(?P<c>#include <\w+\.h>|printf\()"
    r"|(?P<go>package \w+$|fmt\.|func \(\w+ \*?\w+\))"
    r"|(?P<rust>(?:pub )?fn \w+|let mut |println!|impl\b)"
    r"|(?P<php><\?php)|(?P<html><!DOCTYPE|<html)|(?P<xml><\?xml)"
    r"|(?P<kotlin>(?:suspend )?fun \w+\(|data class )"
    r"|(?P<bash>\$ \w|#!/(?:usr/)?bin/(?:env )?(?:ba|z)?sh)"
    r"|(?P<sql>(?i:select\s.+\sfrom\s|insert\s+into\s|create\s+table\s|delete\s+from\s))"
    r"|(?P<http>(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS) /\S*|HTTP/[\d.]+ \d{3})"
    r"|(?P<dockerfile>FROM [\w./:-]+$)"
)

_ANY_SIGN: Final = {lang: re.compile("|".join(f"(?:{sign})" for sign in signs)) for lang, signs in _SIGNS.items()}
_FAMILIES: Final = (
    {"javascript", "typescript", "html", "json", "css"},
    {"c", "cpp", "objective-c", "csharp", "java"},
    {"html", "xml", "jinja", "django", "vue", "svelte"},
    {"yaml", "json", "toml", "ini"},
    {"bash", "powershell", "dockerfile", "http"},
    {"java", "kotlin", "scala", "groovy"},
)
_SAMPLE: Final = 30
_CONTRADICTS: Final = 3.0


def language_of(lines: Sequence[str], word: str) -> str:
    """What a block is: the word of its fence, unless its lines say otherwise.

    One line of a language that the fence does not name is not enough to overrule it.
    """
    claimed = canonical(word)
    sample = [line for text in lines[:_SAMPLE] if (line := text.strip()[:200])]
    own = _ANY_SIGN.get(claimed)
    if own is not None and any(own.match(line) for line in sample):
        return claimed
    scores = _scores(sample)
    best, score = max(scores.items(), key=lambda item: item[1], default=("text", 0.0))
    if claimed and claimed != "text":
        related = any(claimed in family and best in family for family in _FAMILIES)
        return claimed if related or own is None or score < _CONTRADICTS else best
    least = _CONTRADICTS if claimed else 1.0
    return best if score >= least and score * 3 >= len(sample) else "text"


def canonical(word: str) -> str:
    """The usual name for what a fence says: `py3` is python, `sh` is bash."""
    name = word.strip().strip("{}.").split(" ", 1)[0].split(",", 1)[0].lower()
    return _ALIASES.get(name, name)


_SECTION = re.compile(r"\[\[?[\w. \"-]+\]\]?$")


def _scores(sample: Sequence[str]) -> Counter[str]:
    scores: Counter[str] = Counter()
    for line in sample:
        if (telling := _TELLING.match(line)) and telling.lastgroup:
            scores[telling.lastgroup] += 2
        for lang, pattern in _ANY_SIGN.items():
            if pattern.match(line):
                scores[lang] += 1
    if not any(_SECTION.match(line) for line in sample):
        del scores["toml"], scores["ini"]
    return scores
