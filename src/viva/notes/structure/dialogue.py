"""Questions and answers that share a line or take turns: cards, one-line pairs, glossaries, transcripts."""

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

from viva.notes.structure.line import Form, Line, visible
from viva.notes.structure.words import Words, count_words, plain, words

_CARD: Final = re.compile(r"(\S.*?)[ \t]+::(?:[ \t]+(\S.*))?$")
_SEMICOLON: Final = re.compile(r"([^;]*[^;\s])\s*;\s*(.*)$")
_BOLD_LEAD: Final = re.compile(
    r"(?:\*\*|__)(?:([^*_]{1,80}?)(?:\*\*|__)\s*(?:[:：]|→|⇒|⟶|=>|->|[-–—](?=\s))|([^*_]{1,80}?)\s*[:：](?:\*\*|__))\s*(\S.*)$"
)
_INLINE_ANSWER: Final = re.compile(
    r"(?<=[\w?!.)`\"'»])\s+(?:\*\*|__)?(?:A|Ans|Answer|О|Ответ|Antwort|Respuesta|R|Resposta|Réponse|答)(?:\*\*|__)?\s?[:：](?:\*\*|__)?\s*(.*)$"
)
_DASHED: Final = re.compile(r"([^\W\d_]{2,20})\s+[-–—]\s+(?=\S)")
_MEANING: Final = re.compile(r":\s+(\S.*)$")
_SPOKEN: Final = re.compile(r"(?:\[?\d{1,2}[:.]\d{2}(?:[:.]\d{2})?\]?\s+[-–]?\s*)?([^\W\d_][\w .'-]{0,18}?):\s+(?=\S)")
_FEW_CARDS: Final = 3
_FEW_DASHED: Final = 2
_FEW_TURNS: Final = 6
_MOST_SPEAKERS: Final = 4
_LONG_FRONT: Final = 20  # words
_QUESTION_WORDS: Final = 5  # a question in a conversation that is more than small talk


def read_dialogue(lines: Sequence[Line]) -> None:
    """Mark questions that carry their answer on the same line, or that somebody asks in a conversation."""
    lexicon = words()
    _mark_cards(lines)
    _mark_semicolons(lines, lexicon)
    _mark_leads(lines, lexicon)
    _split_labelled(lines)
    _mark_dashed(lines, lexicon)
    _mark_meanings(lines)
    _mark_transcript(lines, lexicon)


def _ask(line: Line, front: str, back: str) -> None:
    line.body, line.rest, line.label = front.strip(), back.strip(), "ask"


def _mark_cards(lines: Sequence[Line]) -> None:
    """Where several lines read "front :: back", each of them is a question with its answer."""
    fronts = [
        (line, found)
        for line in lines
        if line.form in (Form.TEXT, Form.ITEM) and "::" in line.body and (found := _CARD.match(line.body))
    ]
    if len(fronts) >= _FEW_CARDS:
        for line, found in fronts:
            _ask(line, found.group(1), found.group(2) or "")


def _mark_semicolons(lines: Sequence[Line], lexicon: Words) -> None:
    """A file of lines "front;back", some of whose fronts ask."""
    filled = [line for line in lines if line.form is not Form.BLANK]
    fronts = [(line, found) for line in filled if line.form is Form.TEXT and (found := _SEMICOLON.match(line.body))]
    if len(fronts) < _FEW_CARDS + 1 or len(fronts) * 10 < 9 * len(filled):
        return
    asking = sum(lexicon.asks(found.group(1)) == 2 for _, found in fronts)
    short = sum(count_words(found.group(1)) <= _LONG_FRONT for _, found in fronts)
    if asking * 4 >= len(fronts) and short * 10 >= 9 * len(fronts):
        for line, found in fronts:
            _ask(line, found.group(1), found.group(2).strip('"'))


def _mark_leads(lines: Sequence[Line], lexicon: Words) -> None:
    """Paragraphs that begin with a bold term and a sign behind it, several of them: each term with its answer.

    "**MVCC**: versions of rows", "**undo** → git reset". Entries of lists are left to the lists.
    """
    run: list[tuple[Line, str, str]] = []
    fronts = Counter(found.group(1) or found.group(2) for line in lines if (found := _lead(line)))
    for line in [*lines, Line(Form.HEADING, "")]:
        found = _lead(line)
        if found and fronts[found.group(1) or found.group(2)] == 1:  # what comes again and again labels parts
            run.append((line, found.group(1) or found.group(2), found.group(3)))
        elif line.form in (Form.HEADING, Form.BANNER, Form.ITEM, Form.SUMMARY):
            parts = any(plain(front) in lexicon.part for _, front, _ in run)
            if len(run) >= _FEW_CARDS and not parts:
                for card, front, back in run:
                    _ask(card, front, back)
            run = []


def _lead(line: Line) -> re.Match[str] | None:
    return _BOLD_LEAD.match(line.body) if line.form is Form.TEXT and line.body.startswith(("**", "__")) else None


def _split_labelled(lines: Sequence[Line]) -> None:
    """Split "Q: … A: …" on one line; a letter Q with a colon is a label even where no A stands on a line of its own."""
    lettered = [line for line in lines if line.letter == "Q" and line.mark in (":", "：")]
    for line in lettered if len(lettered) > 1 else ():
        line.letter, line.label = "", "ask"
        line.form = Form.ITEM if line.bullet else Form.TEXT
    for line in lines:
        found = _INLINE_ANSWER.search(line.body) if line.label == "ask" and not line.rest else None
        if found:
            _ask(line, line.body[: found.start()], found.group(1))


def _mark_dashed(lines: Sequence[Line], lexicon: Words) -> None:
    """Labels with a dash behind them, "Ответ - ...": a term of a glossary would not come twice."""
    found = [
        (line, dashed, dashed.group(1).lower())
        for line in lines
        if line.form is Form.TEXT and not line.label and (dashed := _DASHED.match(line.body))
    ]
    names = Counter(name for _, _, name in found)
    if not any(name in lexicon.answer and count >= _FEW_DASHED for name, count in names.items()):
        return
    for line, dashed, name in found:
        if names[name] >= _FEW_DASHED and (name in lexicon.answer or name in lexicon.ask_alone):
            line.label = "answer" if name in lexicon.answer else "ask"
            line.body = line.body[dashed.end() :]


def _mark_meanings(lines: Sequence[Line]) -> None:
    """A term with its meanings below, each behind a colon: the definition lists of several Markdown tools."""
    terms = [
        (i, line)
        for i, line in enumerate(lines[:-1])
        if line.form in (Form.TEXT, Form.BOLD)
        and _MEANING.match(lines[i + 1].body)
        and lines[i + 1].form is Form.TEXT
        and not _MEANING.match(line.body)
    ]
    if len(terms) < _FEW_CARDS - 1:
        return
    for i, line in terms:
        line.label = "ask"
        k = i + 1
        while k < len(lines) and lines[k].form is Form.TEXT and (found := _MEANING.match(lines[k].body)):
            lines[k].body = found.group(1)
            k += 1


def _mark_transcript(lines: Sequence[Line], lexicon: Words) -> None:
    """A conversation: names before most lines. Who asks most asks the questions, or the numbered lines do."""
    spoken = [(line, found) for line in lines if line.form is Form.TEXT and (found := _SPOKEN.match(line.body))]
    filled = sum(line.form is not Form.BLANK for line in lines)
    names = Counter(found.group(1).lower() for _, found in spoken)
    if len(spoken) < _FEW_TURNS or len(spoken) * 2 < filled or len(names) > _MOST_SPEAKERS or min(names.values()) < 2:
        return
    asking: Counter[str] = Counter()
    for line, found in spoken:
        line.body = line.body[found.end() :]
        line.speaker = found.group(1).lower()
        asking[line.speaker] += lexicon.asks(visible(line.body)) == 2 and count_words(line.body) >= _QUESTION_WORDS
    numbered = [line for line, _ in spoken if _NUMBERED.match(line.body)]
    if len(numbered) >= _FEW_CARDS:
        for line in numbered:
            found = _NUMBERED.match(line.body)
            line.number, line.mark, line.body = found.group(1), found.group(2), line.body[found.end() :]  # type: ignore[union-attr]
            line.label = "ask"
        return
    asker = asking.most_common(1)[0][0]
    for line, _ in spoken:
        if (
            line.speaker == asker
            and lexicon.asks(visible(line.body)) == 2
            and count_words(line.body) >= _QUESTION_WORDS
        ):
            line.label = "ask"


_NUMBERED: Final = re.compile(r"(\d{1,3})([.)])\s+")
