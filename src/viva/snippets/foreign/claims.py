"""What the comments of JavaScript, TypeScript and SQL claim that their statements print, give or raise."""

import re
from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from typing import Final

from viva.sandbox.model import Language
from viva.snippets import phrases
from viva.snippets.claims import Claim, How, announced, before_explanation, below_head, names_error
from viva.snippets.foreign.comments import Comment, Stripped

_NO_VALUE = re.compile(
    r"\s*(?:import|export\s+(?!const|let|var)|return|function|async\s+function|class|interface|type|enum|else|for|while|switch"
    r"|case|default|try|catch|finally|do|break|continue|@)\b|\s*[}\])]*\s*$"
)
"""How a line begins that gives nothing a comment behind it could show."""
_CONDITION = re.compile(r"\s*(?:else\s+)?if\b(?!.*console\.)")
_OPEN_END = re.compile(r"(?:[{(\[,?:&|+*=]|=>)\s*$")
_PLAIN = re.compile(
    r"\s*(?:export\s+)?(?:const|let|var)?\s*[\w$.]+(?:\s*:\s*[^=]+)?\s*=\s*[-+]?(?:[\d_.]+n?|true|false|null|undefined)?\s*;?\s*$"
)
"""A declaration of a value that is written out, in quotes too: a comment behind it is a remark."""
_PRINTS = re.compile(r"\bconsole\.\w+\s*\(|\bprocess\.stdout\.write\b")
_DECLARES = re.compile(r"\s*(?:export\s+)?(?:const|let|var)\b")
_GIVES_ROWS = re.compile(r"\s*(?:SELECT|VALUES|WITH|PRAGMA|EXPLAIN)\b|.*\bRETURNING\b", re.IGNORECASE | re.DOTALL)
_OF_BROWSERS = re.compile(r"(?:[-=]>\s*)?(?:Window|Document|NodeList|HTML\w*|\w+GlobalScope|\w*Event)\s*\{")
"""What Node never shows."""
_FEWEST_MARKS: Final = 2


def claims_in(stripped: Stripped, language: Language) -> list[Claim]:
    """The claims in a program's comments, in order."""
    maker = (
        _Queries(stripped) if language is Language.SQL else _Scripts(stripped, typed=language is Language.TYPESCRIPT)
    )
    found: list[Claim] = []
    groups: list[list[Comment]] = []
    for comment in stripped.comments:
        if comment.behind.strip():
            found += maker.behind(comment)
        elif groups and (groups[-1][-1].line, groups[-1][-1].column) == (comment.line - 1, comment.column):
            groups[-1].append(comment)
        else:
            groups.append([comment])
    for group in groups:
        found += maker.below(group)
    return sorted(_without_marks(found), key=lambda claim: claim.line)


def _without_marks(claims: Sequence[Claim]) -> list[Claim]:
    """Numbers 1 to n behind statements may tell the order of what is printed: they count only if they were printed."""
    numbered = [claim for claim in claims if claim.how is How.LINE and claim.text.isdigit()]
    if len(numbered) < _FEWEST_MARKS or {int(one.text) for one in numbered} != set(range(1, len(numbered) + 1)):
        return list(claims)
    return [
        Claim(claim.line, claim.text, claim.how, sure=False, prints=claim.prints) if claim in numbered else claim
        for claim in claims
    ]


class _Maker(ABC):
    """Makes claims of comments; what differs between languages is in its children."""

    values: re.Pattern[str]

    def __init__(self, stripped: Stripped) -> None:
        self._lines = stripped.code.split("\n")
        self._bare = stripped.bare.split("\n")

    @abstractmethod
    def behind(self, comment: Comment) -> Iterator[Claim]:
        """The claim of a comment behind a statement, if it may be one."""

    def below(self, group: Sequence[Comment]) -> Iterator[Claim]:
        """The claim of comment lines of their own, about the statement above them."""
        first = group[0].line
        above = next((line for line in range(first - 1, 0, -1) if self._lines[line - 1].strip()), 0)
        if not above:
            return
        texts = [comment.text for comment in group]
        headed = below_head(texts)
        if headed is not None:
            if headed:
                yield self._announced(above, headed)
            return
        if above < first - 1 or not self._may_give(above):
            return
        arrows = [phrases.ARROW.fullmatch(text) for text in texts]
        if arrows[0]:
            said = [arrow["rest"] for arrow in arrows if arrow]
            if phrases.ERROR.fullmatch(said[0]):
                yield self._error(above, said[0])
            else:
                yield self._announced(above, "\n".join(said))
        elif len(texts) == 1 and phrases.ERROR.fullmatch(texts[0]) and names_error(texts[0]):
            yield self._error(above, texts[0])
        else:
            yield from self._values_below(above, texts)

    def _announced(self, line: int, text: str) -> Claim:
        how = How.BLOCK if "\n" in text else How.LINE
        return Claim(line, text, how, prints=True)

    def _error(self, line: int, text: str) -> Claim:
        return Claim(line, text, How.ERROR, sure=names_error(text))

    @abstractmethod
    def _may_give(self, line: int) -> bool:
        """Whether what stands on a line may print or give anything."""

    @abstractmethod
    def _values_below(self, line: int, texts: Sequence[str]) -> Iterator[Claim]:
        """The claims of values in the comment lines below a statement."""


class _Scripts(_Maker):
    """JavaScript and TypeScript. What a compiler would refuse runs here: of types, errors are claimed for it alone."""

    values = phrases.SCRIPT_VALUE

    def __init__(self, stripped: Stripped, *, typed: bool) -> None:
        super().__init__(stripped)
        self._typed = typed

    def behind(self, comment: Comment) -> Iterator[Claim]:
        text, code = comment.text, comment.behind
        if not text or _NO_VALUE.match(code) or _CONDITION.match(code) or _OF_BROWSERS.match(text):
            return
        if phrases.ERROR.fullmatch(text):
            yield self._error(comment.line, text)
            return
        if _OPEN_END.search(code):
            return
        prints = bool(_PRINTS.search(code))
        said, marked = announced(text)
        written = phrases.literal(said, self.values)
        if marked:
            if said and phrases.ERROR.fullmatch(said):
                yield self._error(comment.line, said)
            elif said:
                yield Claim(comment.line, written or before_explanation(said), How.LINE, prints=prints)
        elif written is not None:
            if not _PLAIN.match(self._bare[comment.line - 1]):
                yield Claim(comment.line, written, How.LINE, prints=prints)
        elif not (_DECLARES.match(code) and _PLAIN.match(self._bare[comment.line - 1])):
            yield Claim(comment.line, text, How.LINE, sure=False, prints=prints)

    def _error(self, line: int, text: str) -> Claim:
        return Claim(line, text, How.ERROR, sure=names_error(text) and not self._typed)

    def _announced(self, line: int, text: str) -> Claim:
        prints = bool(_PRINTS.search(self._lines[line - 1])) or "\n" in text
        return Claim(line, text, How.BLOCK if "\n" in text else How.LINE, prints=prints)

    def _may_give(self, line: int) -> bool:
        code = self._lines[line - 1]
        return not (_NO_VALUE.match(code) or _OPEN_END.search(code) or _PLAIN.match(self._bare[line - 1]))

    def _values_below(self, line: int, texts: Sequence[str]) -> Iterator[Claim]:
        if all(phrases.literal(text, self.values) == text for text in texts):
            how = How.LINE if len(texts) == 1 else How.BLOCK
            yield Claim(line, "\n".join(texts), how, prints=bool(_PRINTS.search(self._lines[line - 1])))


class _Queries(_Maker):
    """SQL: what a statement gives are its rows."""

    values = phrases.ROW_VALUE

    def __init__(self, stripped: Stripped) -> None:
        super().__init__(stripped)
        self._last = max((line for line, text in enumerate(self._lines, 1) if text.strip()), default=0)

    def behind(self, comment: Comment) -> Iterator[Claim]:
        text = comment.text
        if not text or not self._may_give(comment.line):
            return
        if phrases.ERROR.fullmatch(text):
            yield self._error(comment.line, text)
            return
        said, marked = announced(text)
        if marked and said:
            yield Claim(comment.line, said, How.LINE, prints=True)
            return
        written = phrases.literal(said, self.values)
        sure = written is not None and self._gives_rows(comment.line)
        yield Claim(comment.line, written or text, How.LINE, sure=sure, prints=True)

    def _announced(self, line: int, text: str) -> Claim:
        return Claim(line, text, How.LINE, prints=True)

    def _may_give(self, line: int) -> bool:
        return self._lines[line - 1].rstrip().endswith(";") or line == self._last

    def _values_below(self, line: int, texts: Sequence[str]) -> Iterator[Claim]:
        if self._gives_rows(line):
            sure = all("|" in text or re.fullmatch(r"[-+|\s=]*", text) for text in texts)
            yield Claim(line, "\n".join(texts), How.LINE, sure=sure, prints=True)

    def _gives_rows(self, line: int) -> bool:
        """Whether the statement that ends on a line may give rows."""
        text = "\n".join(self._bare[:line]).rstrip().removesuffix(";")
        return _GIVES_ROWS.match(text[text.rfind(";") + 1 :]) is not None
