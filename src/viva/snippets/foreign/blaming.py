"""What is to say of a program in another language that ended badly."""

import re
from typing import Final

from viva.notes.model import Reason
from viva.sandbox.model import Language, Status
from viva.snippets.faults import Blame
from viva.snippets.foreign.comments import Stripped
from viva.snippets.foreign.names import BROWSER, TESTS, table_missing
from viva.snippets.model import Verdict
from viva.snippets.outcomes import Fault, Outcome

_MODULE_KINDS = re.compile(r"Cannot find (?:package|module) '(?P<name>[^']+)'")
_BUILT = re.compile(r"^\s*@\w+|<[A-Z][\w.]*[\s/>]|</\w+>|return\s*\(?\s*<\w|<>", re.MULTILINE)
"""What wants a compiler first: decorators, and tags among code."""
_CUT_OUT = re.compile(
    r"\s*(?:(?:static|async|get|set|public|private|protected|readonly)\s+)*(?!(?:if|for|while|switch|catch|function|return)\b)"
    r"[\w$#]+\s*\([^()]*\)(?:\s*:\s*[^{;]+)?\s*\{"
)
_LEFT_OUT = re.compile(r"\.{3}(?!\s*[\w$\[{('\"`])|…|···|<[a-z][a-z_ ]*>|\w\[,|^\s*\.\s*$", re.MULTILINE)
"""Dots in place of code, one above the other too; `[, what may be given]`."""
_FILE = re.compile(r"(?:(?:file|файл):?\s*)?[\w./-]+\.(?:[cm]?js|tsx?|jsx)", re.IGNORECASE)
_UNENDED: Final = "Unexpected end of input"
_NAMELESS: Final = "Function statements require a function name"
_LEFT_OUT_OF_QUERY = re.compile(r"\.{3}|…|<[a-z][\w ]*>|%s|%\(\w+\)s|\$\d|:\w+|\?")
_ENDLESS = re.compile(r"\bsetInterval\s*\(|\bwhile\s*\(\s*(?:true|1)\s*\)|\bfor\s*\(\s*;\s*;\s*\)")
_OTHER_DATABASE = re.compile(
    r"\b(?:AUTO_INCREMENT|(?:BIG)?SERIAL|IDENTITY\s*\(|ENGINE\s*=|DELIMITER|PROCEDURE|LANGUAGE\s+plpgsql|DECLARE|RAISE|GRANT|REVOKE"
    r"|CONCURRENTLY|MATERIALIZED|TABLESPACE|PARTITION\s+(?:BY\s+(?:RANGE|LIST|HASH)|OF)|USING\s+(?:gin|gist|brin|btree|hash)\b"
    r"|EXPLAIN\s*(?:\(|ANALY[SZ]E|FORMAT)|ANALYZE\s+\w+\s*\(|VACUUM\s+(?:FULL|ANALY[SZ]E)|FOR\s+(?:UPDATE|SHARE)|SKIP\s+LOCKED"
    r"|(?:SET|BEGIN|START)\s+(?:SESSION\s+|LOCAL\s+)?(?:TRANSACTION\b|ISOLATION|\w+\s*(?:=|TO)\b)|START\s+TRANSACTION|SHOW\s+\w+"
    r"|DESCRIBE\b|USE\s+\w+\s*;|LOCK\s+TABLES?|LATERAL|DISTINCT\s+ON|ILIKE|SIMILAR\s+TO|INTERVAL\s*'|TOP\s*\(?\s*\d|GO\s*$|MERGE\s+INTO"
    r"|CREATE\s+(?:DATABASE|SCHEMA|ROLE|USER|EXTENSION|TYPE|SEQUENCE|FUNCTION|OR\s+REPLACE|DOMAIN|RULE)|ALTER\s+(?:TABLE\s+\w+\s+"
    r"(?:MODIFY|CHANGE|ALTER|ADD\s+CONSTRAINT)|DATABASE|USER|ROLE|SYSTEM)|TRUNCATE|ROLLUP|CUBE|GROUPING\s+SETS|CALL\s+\w+|EXEC\b"
    r"|NUMBER\s*\(|VARCHAR2|NVARCHAR|DATETIME2|ARRAY\s*\[|\w+\[\]|@@?\w+|LISTEN\b|NOTIFY\b|COPY\b|PREPARE\b|DUAL\b|KILL\b|CLUSTER\b)"
    r"|::\s*\w+|@>|<@|->>?'|\|\|\s*'.*INTERVAL|\$\$",
    re.IGNORECASE | re.MULTILINE,
)
"""Words that other databases know, and SQLite does not."""
_NOT_IN_SQLITE: Final = ("no such function", "unknown database", "no such module", "no such collation", "unsupported")
_BINDINGS = re.compile(r"binding|bound parameter", re.IGNORECASE)


def blame(outcome: Outcome, stripped: Stripped, language: Language) -> Blame | None:
    """What stands against a program; None if nothing does."""
    fault = outcome.fault or outcome.context_failed
    if fault is not None:
        return _blame_of_query(fault, stripped) if language is Language.SQL else _blame_of_script(fault, stripped)
    if language is not Language.SQL:
        waits = _waits(outcome, stripped)
        if waits is not None:
            return waits
    if outcome.status is not Status.EXIT:
        return Blame(
            Verdict.BROKEN,
            Reason("It did not end in time.")
            if outcome.status is Status.TIMEOUT
            else Reason("It was stopped: {status}.", {"status": outcome.status.value}),
        )
    if outcome.exit_code and not outcome.stopped:
        return Blame(Verdict.BROKEN, Reason("It ends with the code {code}.", {"code": str(outcome.exit_code)}))
    return None


def _waits(outcome: Outcome, stripped: Stripped) -> Blame | None:
    """What a script waits for that is not there."""
    if outcome.outside:
        return Blame(Verdict.NEEDS_SERVICE, Reason("It asks for {address}.", {"address": outcome.outside[0]}))
    late = outcome.gave_up or outcome.status is Status.TIMEOUT
    if late and outcome.binds:
        return Blame(Verdict.NEEDS_SERVICE, Reason("It is a server: it waits for somebody to call it."))
    if outcome.status in {Status.TIMEOUT, Status.OUTPUT_LIMIT} and _ENDLESS.search(stripped.bare):
        return Blame(Verdict.RUNS, Reason("It runs without end, and was stopped."))
    return None


def _blame_of_script(fault: Fault, stripped: Stripped) -> Blame:
    why = Reason("It ends with {error}.", {"error": str(fault)[:300]})
    if fault.wants_service:
        return Blame(Verdict.NEEDS_SERVICE, why)
    lacks = _lacks(fault)
    if lacks is not None:
        return lacks
    if fault.kind == "SyntaxError":
        if fault.message == _NAMELESS:
            return Blame(Verdict.FRAGMENT, Reason("It is cut out of an expression."))
        return _blame_of_text(stripped, unended=fault.message == _UNENDED) or Blame(Verdict.BROKEN, why)
    return Blame(Verdict.FRAGMENT if fault.message.startswith("ENOENT") else Verdict.BROKEN, why)


def _lacks(fault: Fault) -> Blame | None:
    """What a script wants that the kit or the notes do not give."""
    module = _MODULE_KINDS.search(fault.message)
    if module:
        name = module["name"]
        if name.startswith((".", "/", "#", "@/", "~")):
            return Blame(Verdict.FRAGMENT, Reason("It wants the file {name}.", {"name": name.removeprefix("/work/")}))
        return Blame(Verdict.NEEDS_PACKAGE, Reason("It needs the package {name}.", {"name": _package(name)}))
    if fault.kind != "ReferenceError" or not fault.name:
        return None
    if fault.name in BROWSER:
        return Blame(Verdict.NEEDS_SERVICE, Reason("It wants a browser: {name}.", {"name": fault.name}))
    if fault.name in TESTS:
        return Blame(Verdict.NEEDS_PACKAGE, Reason("It needs the package {name}.", {"name": "jest"}))
    return Blame(Verdict.FRAGMENT, Reason("The notes do not say what {names} is.", {"names": fault.name}))


def _blame_of_text(stripped: Stripped, *, unended: bool) -> Blame | None:
    """Why Node cannot read a script, where that need not be its own fault."""
    files = [comment for comment in stripped.comments if not comment.behind and _FILE.fullmatch(comment.text)]
    if len(files) > 1:
        return Blame(Verdict.FRAGMENT, Reason("It is several files in one."))
    if _BUILT.search(stripped.bare):
        return Blame(Verdict.NEEDS_PACKAGE, Reason("It needs a compiler: Node alone does not read it."))
    if _LEFT_OUT.search(stripped.code) or (unended and stripped.bare.rstrip().endswith(")")):
        return Blame(Verdict.FRAGMENT, Reason("Something is left out in it."))
    if _CUT_OUT.match(stripped.bare):
        return Blame(Verdict.FRAGMENT, Reason("It is cut out of a class."))
    return None


def _package(name: str) -> str:
    parts = name.split("/")
    return "/".join(parts[:2]) if name.startswith("@") else parts[0]


def _blame_of_query(fault: Fault, stripped: Stripped) -> Blame:
    why = Reason("It ends with {error}.", {"error": str(fault)[:300]})
    missing = table_missing(fault.message)
    if missing is not None:
        return Blame(Verdict.FRAGMENT, Reason("The notes do not say what {names} is.", {"names": missing}))
    if _BINDINGS.search(fault.message):
        return Blame(Verdict.FRAGMENT, Reason("Something is left out in it."))
    if fault.message.startswith(_NOT_IN_SQLITE) or _OTHER_DATABASE.search(stripped.bare):
        reason = Reason("It is for another database than SQLite: {error}.", {"error": fault.message[:300]})
        return Blame(Verdict.NEEDS_SERVICE, reason)
    if "syntax error" in fault.message and _LEFT_OUT_OF_QUERY.search(stripped.bare):
        return Blame(Verdict.FRAGMENT, Reason("Something is left out in it."))
    return Blame(Verdict.BROKEN, why)
