"""Statements that are wrong, outdated or misleading, found by what they mean."""

import re
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from typing import Any, Final

from viva.checks.facts.patterns import beginnings, compiled, words_begin
from viva.checks.model import Family, Finding
from viva.checks.page import Page
from viva.checks.rulebook import tables
from viva.checks.statements import Statement

_DENIED: Final = re.compile(
    r"\b(?:myths?|misconceptions?|untrue|incorrect(?:ly)?|mistaken(?:ly)?|inaccurate|wrong(?:ly)?|outdated|obsolete"
    r"|no longer|used to (?:be|have|mean|say|allow|require|return)|formerly|historically|contrary to|supposedly"
    r"|(?:is|are|that's|it's|was) false|not (?:quite |entirely |really |strictly )?(?:true|correct|right)|false:"
    r"|(?:people|many|some|beginners|candidates|developers|one) (?:often |sometimes |still |mistakenly |wrongly )*"
    r"(?:think|believe|say|assume|claim|call)s?"
    r"|(?:often|commonly|sometimes|frequently|usually) (?:said|believed|thought|assumed|claimed|confused|called)"
    r"|don'?t (?:say|think|assume|confuse)|isn'?t true)\b"
    r"|\bмиф\w*|\bзаблужден\w*|\bневерн\w*|\bошибочн\w*|\bнеправд\w*|\bнеправильн\w*|\bустарел\w*|\bбольше не\b"
    r"|\bуже не\b|\bраньше\b|\bкогда-то\b|\bякобы\b|\bбудто\b|\bвопреки\b|\bэто не так\b|\bнеточн\w*"
    r"|\bне (?:совсем )?(?:так|верно|точно|правда)\b|\bне соответствует действительности\b|\bнеправ\b|\bпутают\b"
    r"|\bне (?:стоит думать|следует считать)\b|\b(?:многие|некоторые|часто|обычно|иногда|принято|ошибочно) "
    r"(?:думают|считают|говорят|полагают|утверждают|считать|называют)\b"
)
"""What tells that a statement is quoted in order to be denied."""
_DENIES: Final = re.compile(r"\b(?:not|never|cannot|no|n't|nor|не|ни|нельзя)\W{1,3}$")
_OLD_VERSION: Final = re.compile(
    r"\b(?:before|prior to|until|up to|in|older than|earlier than|below|as of)(?: the)?(?: version| python| cpython)* ?"
    r"(?:2(?:\.\d+)?|3\.\d)\b(?!\d)"
    r"|\b(?:older|earlier|previous|old) (?:\w+ )?(?:versions?|releases?|pythons?)\b"
    r"|\bpython ?2(?:\.\d)?\b|\b(?:до|в|по|ниже|старше)(?: версии| python| питон\w*)* ?(?:2(?:\.\d+)?|3\.\d)\b(?!\d)"
    r"|\b(?:старых|прежних|ранних|предыдущих) (?:верси\w+|релиз\w+)"
)
_CORRECTED: Final = re.compile(
    r"\W*(?:this|that|it|which)(?:'s| is| was) (?:wrong|false|not (?:true|correct|so|quite)|incorrect|a myth|outdated)"
    r"|\W*(?:no[,.!]|wrong\b|false\b|actually\b|in fact\b|in reality\b|not (?:true|quite|really)\b)"
    r"|\W*(?:это|так)[ -]*(?:не так|неверно|ошибка|миф|неправда|заблуждение)"
    r"|\W*(?:на самом деле|нет[,.!]|неверно|неправда)"
)
_ASKED: Final = re.compile(r"\W*\d*\W*(?:why|how come|почему|зачем|отчего)\b")
_QUESTION_END: Final = re.compile(r"[?？]\W*$")
_OTHER_WORLD: Final = re.compile(
    r"\b(?:java|javascript|js|node|golang|rust|kotlin|swift|ruby|php|scala|haskell|perl)\b"
)


class Claim:
    """What a rule looks for.

    `says` must be in the sentence, and `here`; `about` there or in what stands above it. `unless` excuses in the
    sentence, `unless_above` above it, `unless_answered` anywhere in the answer. `python_only` is not meant of other
    languages, `old_versions` of all versions, `listed` only as a point of an answer. Patterns are made into
    expressions when they are first needed: most are not in most notes.
    """

    def __init__(self, code: str, table: Mapping[str, Any]) -> None:
        self.code = code
        self.patterns: tuple[str, ...] = tuple(table["says"])
        self.python_only = bool(table.get("python_only"))
        self.old_versions = bool(table.get("old_versions"))
        self.listed = bool(table.get("listed"))
        self._table = table
        self._made: dict[str, re.Pattern[str] | None] = {}

    def _pattern(self, name: str) -> re.Pattern[str] | None:
        if name not in self._made:
            try:
                self._made[name] = compiled(self._table.get(name, ()))
            except (ValueError, re.error) as error:
                raise ValueError(f"{self.code}, {name}: {error}") from error
        return self._made[name]

    def _finds(self, name: str, *texts: str, without: bool) -> bool:
        """Whether a pattern is in one of some texts; `without` is the answer where the rule has none."""
        pattern = self._pattern(name)
        return without if pattern is None else any(pattern.search(text) for text in texts)

    def match(self, statement: Statement) -> re.Match[str] | None:
        """Where a statement says it, or None."""
        says = self._pattern("says")
        found = says.finditer(statement.plain) if says and not (self.listed and statement.is_prompt) else ()
        match = next((one for one in found if not _DENIES.search(statement.plain, 0, one.start())), None)
        if match is None or not self._finds("here", statement.plain, without=True):
            return None
        if not self._finds("about", statement.plain, statement.context, without=True):
            return None
        return None if self._excused(statement) else match

    def _excused(self, statement: Statement) -> bool:
        plain, context = statement.plain, statement.context
        if self._finds("unless", plain, without=False) or self._finds("unless_above", context, without=False):
            return True
        if self._finds("unless_answered", statement.answer or plain, without=False):
            return True
        if self.python_only and _OTHER_WORLD.search(f"{plain}\n{context}"):
            return True
        return not self.old_versions and bool(_OLD_VERSION.search(plain))


def check(page: Page) -> Iterator[Finding]:
    """All statements of a page that do not hold, and what its code teaches wrongly."""
    from viva.checks.facts import shown

    told: set[tuple[str, str]] = set()  # what one answer says twice is told once
    for statement in page.statements:
        if not states(statement):
            continue
        for claim in _worth_trying(statement):
            said = (claim.code, statement.answer or f"{statement.line} {statement.plain}")
            match = claim.match(statement) if said not in told else None
            if match:
                told.add(said)
                yield _finding(page, statement, claim.code, match)
    yield from shown.check(page)


def _worth_trying(statement: Statement) -> Iterator[Claim]:
    """The rules with a pattern of which a word is in the sentence, in their order."""
    known = claims()
    worth = set(_by_beginning()[""])
    for beginning in words_begin(statement.plain):
        worth.update(_by_beginning().get(beginning, ()))
    return (known[index] for index in sorted(worth))


@cache
def _by_beginning() -> dict[str, list[int]]:
    """Which rules are worth trying where a word begins so; those below "" always are."""
    found: dict[str, list[int]] = {"": []}
    for index, claim in enumerate(claims()):
        each = [beginnings(pattern) for pattern in claim.patterns]
        for beginning in {""} if None in each else set().union(*(one for one in each if one)):
            found.setdefault(beginning, []).append(index)
    return found


def states(statement: Statement) -> bool:
    """Whether a sentence says that something is so.

    A question does when it asks why; what is told in order to be denied does not.
    """
    if _QUESTION_END.search(statement.plain) and not _ASKED.match(statement.plain):
        return False
    if _DENIED.search(statement.plain) or _CORRECTED.match(statement.after):
        return False
    if _DENIED.search(statement.before) and statement.before.rstrip().endswith(":"):
        return False
    return not _is_denied(statement.context)


@lru_cache(maxsize=256)
def _is_denied(context: str) -> bool:
    """Whether what stands above several sentences denies them."""
    return bool(_DENIED.search(context))


def _finding(page: Page, statement: Statement, code: str, match: re.Match[str]) -> Finding:
    line = statement.line_at(match.start())
    start = max(offset for offset, number in statement.lines if number == line)
    first_words = statement.text[max(start, match.start()) :].split("\n", 1)[0]
    said = " ".join(statement.text[match.start() : match.end()].split())
    return Finding(code, line, page.column(line, first_words[:40]), {"said": said[:80]})


@cache
def claims() -> tuple[Claim, ...]:
    """The rules that look for statements."""
    return tuple(
        Claim(code, {**table, **other})
        for code, table in tables(Family.FACT)
        if "says" in table
        for other in ({}, *table.get("also", ()))
    )
