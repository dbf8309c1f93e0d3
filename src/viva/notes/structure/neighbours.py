"""What a line is tells also from its neighbours: pairs of letters, cards, tables, comments, fold-outs."""

import itertools
import re
from collections.abc import Sequence
from typing import Final

from viva.notes.structure.dialogue import read_dialogue
from viva.notes.structure.line import TAGS, Form, Line
from viva.notes.structure.options import letter_order

SUMMARY_END: Final = re.compile(r"</summary>", re.IGNORECASE)
_LONG_SUMMARY: Final = 40  # lines
_TABLE_RULE: Final = re.compile(r"\s*\|?[ \t]*:?-{1,}:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)+\|?\s*$")


def read_beside(texts: Sequence[str], lines: list[Line]) -> None:
    """Correct what single lines could not tell; works on `lines` in place."""
    _pair_letters(lines)
    read_dialogue(lines)
    _mark_lone_letters(lines)
    _mark_list_titles(lines)
    _mark_tables(texts, lines)
    _mark_comments(lines)
    _join_summaries(texts, lines)


_BARE_LABEL: Final = 2  # signs: a letter and its colon
_PAIRS: Final = {"q": "ar", "в": "оа", "f": "a", "p": "r", "d": "r", "з": "в", "п": "в"}


def _pair_letters(lines: Sequence[Line]) -> None:
    """Letters that take turns as question and answer (Q: A:, В: О:) are labels, not choices."""
    lettered = [line for line in lines if line.letter and (line.mark in (":", "：") or line.letter in "QВ")]
    turns = [
        (one, two)
        for one, two in itertools.pairwise(lettered)
        if two.letter.lower() in _PAIRS.get(one.letter.lower(), "") and one.mark == two.mark
    ]
    if len(turns) < 2 and not any(one.letter in "QВ" and one.mark in ":：" for one, _ in turns):
        return
    asking = {one.letter for one, _ in turns}
    answering = {two.letter for _, two in turns}
    for line in lines:
        if (
            line.form is Form.TEXT
            and len(line.body) == _BARE_LABEL
            and line.body[0] in answering
            and line.body[1] in ":："
        ):
            line.label, line.body = "answer", ""
    for line in lettered:
        if line.letter in asking or line.letter in answering:
            line.label = "ask" if line.letter in asking else "answer"
            line.letter = ""
            if not line.bullet and not line.level:
                line.form = Form.BOLD if line.bold else Form.TEXT


_LONE_LETTER: Final = re.compile(r"(?:\*\*)?\(?([A-Ha-hА-Жа-ж])[.):]?\)?(?:\*\*)?$")


def _mark_lone_letters(lines: Sequence[Line]) -> None:
    """A letter alone above code is the mark of an option."""
    for i, line in enumerate(lines):
        found = _LONE_LETTER.match(line.body) if line.form is Form.TEXT and len(line.body) <= 7 else None
        if not found:
            continue
        following = next((later for later in lines[i + 1 : i + 3] if later.form is not Form.BLANK), None)
        if following is not None and following.form is Form.CODE:
            line.form, line.letter, line.mark, line.body = Form.ITEM, found.group(1), ".", ""


_ROMAN: Final = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")


def _mark_list_titles(lines: Sequence[Line]) -> None:
    """Roman numbers or capital letters in order, each right above a list that counts from 1, mark its title."""
    filled = [line for line in lines if line.form is not Form.BLANK]
    runs: dict[bool, list[Line]] = {True: [], False: []}
    for line, below in itertools.pairwise(filled):
        if line.form is not Form.ITEM or line.bullet or below.form is not Form.ITEM or below.bullet:
            continue
        if below.number != "1" or below.indent < line.indent:
            continue
        roman = line.number in _ROMAN
        if not roman and not (line.letter.isupper() and line.mark in (".", ")")):
            continue
        order = _ROMAN.index(line.number) if roman else letter_order(line.letter)
        run = runs[roman]
        if order == 0:
            run.clear()
        if order == len(run):
            run.append(line)
        for title in run if len(run) > 1 else ():
            title.heads_list = True


def _mark_tables(texts: Sequence[str], lines: list[Line]) -> None:
    """A table is a rule of dashes and bars with rows around it."""
    i = 1
    while i < len(texts):
        if (
            "|" in texts[i]
            and "-" in texts[i]
            and lines[i].form is not Form.CODE
            and _TABLE_RULE.match(texts[i])
            and "|" in texts[i - 1]
        ):
            lines[i - 1] = Line(Form.TABLE, texts[i - 1].strip(), lines[i - 1].indent)
            row = i
            while row < len(texts) and "|" in texts[row] and lines[row].form not in (Form.CODE, Form.BLANK):
                lines[row] = Line(Form.TABLE, texts[row].strip(), lines[row].indent, plain_only="](" in texts[row])
                row += 1
            if sum(lines[k].plain_only for k in range(i + 1, row)) * 2 > row - i - 1:
                for k in range(i - 1, row):
                    lines[k].plain_only = True
            else:
                for k in range(i, row):
                    lines[k].plain_only = False
            i = row
        i += 1


def _mark_comments(lines: list[Line]) -> None:
    """Lines of prose behind one '#', standing together, are comments and no headings."""
    i = 0
    while i < len(lines):
        end = i
        while (
            end < len(lines)
            and lines[end].form is Form.HEADING
            and lines[end].level == 1
            and lines[end].indent == lines[i].indent
        ):
            end += 1
        run = lines[i:end]
        if any(_is_prose(line) for line in run) and (
            len(run) > 1 or not run[0].body[:1].isupper() or len(run[0].body) > 200
        ):
            for line in run:
                if not line.number:
                    line.form, line.level, line.comment = Form.TEXT, 0, True
        i = max(end, i + 1)


def _is_prose(line: Line) -> bool:
    body = line.body
    return (
        not line.number
        and (body.endswith((".", ",", ";")) or body[:1].islower())
        and body.count(" ") >= 3
        and not body.endswith("?")
    )


def _join_summaries(texts: Sequence[str], lines: list[Line]) -> None:
    """A <summary> may run over several lines: its first text is the prompt, all of it is its span."""
    for i, line in enumerate(lines):
        if line.form is not Form.SUMMARY or SUMMARY_END.search(texts[i]):
            continue
        closed = next(
            (j for j in range(i + 1, min(i + _LONG_SUMMARY, len(lines))) if SUMMARY_END.search(texts[j])), None
        )
        if closed is None:
            continue
        line.until = closed
        for j in range(i + 1, closed + 1):
            text = SUMMARY_END.split(texts[j])[0] if j == closed else texts[j]
            text = TAGS.sub("", text).strip()
            if text and not line.body:
                line.body = text
            elif text and lines[j].form is Form.ITEM:
                lines[j].body = TAGS.sub("", lines[j].body)
        rest = SUMMARY_END.split(texts[closed])
        line.rest = TAGS.sub("", rest[1]).strip() if len(rest) > 1 else ""
