"""Tables of questions in delimited text: each record becomes a heading with what belongs to it."""

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from typing import Final, NamedTuple

from viva.notes.formats import html_page, markdown
from viva.notes.formats.columns import Columns, Holds, columns_of
from viva.notes.formats.delimited import Cell, Record, Records, delimiter_of
from viva.notes.formats.transcript import JOINED, Transcript
from viva.notes.model import Reading, Reason

_HEADER: Final = Reason("column names")
_SETTING: Final = Reason("setting of the export")
_EMPTY: Final = Reason("record without a question")

_SAMPLE = 100
_PAIR = 2
_LONGEST_LABEL = 60
_DIRECTIVE = re.compile(r"#(?P<key>[a-z][a-z ]{1,30}):(?P<value>.*)|sep=(?P<sep>.)\s*")
_DELIMITER_NAMES = {"tab": "\t", "comma": ",", "semicolon": ";", "pipe": "|", "colon": ":", "space": " "}
_MARKUP = re.compile(
    r"<(?:br|div|p|b|i|ul|ol|li|img|pre|code|strong|em|span)\b[^<>]*>|&(?:nbsp|lt|gt|amp|quot);", re.IGNORECASE
)
_SPLIT_OPTIONS = re.compile(r"\s*[\n|;]\s*")
_OPTION_LABEL = re.compile(r"\(?([A-Ha-h]|\d{1,2})[.):]\s+")
_ANSWER_KEYS = re.compile(r"[\s,;|/&+]+")
_ASKS = ("?", "？", "؟")


class Line(NamedTuple):
    """One line of a cell and the source line it stands on."""

    number: int
    text: str


class Settings(NamedTuple):
    """What the lines at the top of an export say about the records below them."""

    start: int
    delimiter: str
    columns: Columns | None
    html: bool


def read(lines: list[str], format_name: str) -> Reading:
    """Read CSV or TSV: as cards when its columns are questions and answers, else as a table."""
    settings = _settings(lines, "\t" if format_name == "tsv" else "")
    if not settings.delimiter:
        one_column = columns_of([lines[0]]) if lines else None
        if one_column is None:
            return markdown.read(lines, format_name)
        settings = settings._replace(delimiter=",", columns=one_column, start=0)
    out = Transcript(lines)
    out.leave(range(1, settings.start + 1), _SETTING)
    records = Records(lines, settings.delimiter, settings.start)
    first = next(iter(records), None)
    header = columns_of([cell.text for cell in first.cells]) if first else None
    if header and first:
        out.leave(range(first.first, first.last + 1), _HEADER)
    columns = header or settings.columns or _pairs(records, sure=format_name == "tsv" or settings.start > 0)
    body = islice(records, 1 if header else 0, None)
    if columns is None:
        _write_table(out, body)
    else:
        writer = CardWriter(out, columns, html=settings.html)
        for record in body:
            writer.write(record)
    return out.reading(format_name, _EMPTY)


def _settings(lines: list[str], delimiter: str) -> Settings:
    """Read the lines `#separator:tab`, `#deck column:3` and their like at the top of an export."""
    given: dict[str, str] = {}
    start = 0
    while start < len(lines) and (found := _DIRECTIVE.fullmatch(lines[start])):
        given[found["key"] or "separator"] = found["value"] or found["sep"] or ""
        start += 1
    name = given.get("separator", "")
    delimiter = _DELIMITER_NAMES.get(name.strip().lower(), name[:1]) or delimiter
    return Settings(
        start, delimiter or delimiter_of(lines, start), _given_columns(given), given.get("html", "").strip() == "true"
    )


def _given_columns(given: Mapping[str, str]) -> Columns | None:
    """The columns that settings name; the first two nobody names are front and back."""
    if not given:
        return None
    at: dict[Holds, list[int]] = {}
    for key, holds in (
        ("deck column", Holds.SECTION),
        ("tags column", Holds.TAGS),
        ("notetype column", Holds.NOTHING),
        ("guid column", Holds.NOTHING),
    ):
        value = given.get(key, "").strip()
        if value.isdecimal():
            at.setdefault(holds, []).append(int(value) - 1)
    taken = {index for indexes in at.values() for index in indexes}
    free = [index for index in range(len(taken) + _PAIR) if index not in taken]
    return Columns({**at, Holds.PROMPT: free[:1], Holds.ANSWER: free[1:_PAIR]})


def _pairs(records: Records, *, sure: bool) -> Columns | None:
    """Two columns without names: cards when the kind of file says so, or when the first column asks."""
    sample = [record.cells for record in islice(records, _SAMPLE)]
    pairs = [cells for cells in sample if len(cells) == _PAIR]
    if not pairs or len(pairs) < len(sample) * 0.9:
        return None
    asking = sum(cells[0].text.endswith(_ASKS) for cells in pairs)
    if not sure and asking * 3 < len(pairs):
        return None
    return Columns({Holds.PROMPT: [0], Holds.ANSWER: [1]})


def _write_table(out: Transcript, records: Iterable[Record]) -> None:
    for count, record in enumerate(records):
        out.row(record.first, (cell.text.replace("\n", "<br>") for cell in record.cells))
        out.leave(range(record.first + 1, record.last + 1), JOINED)
        if count == 0:
            out.header_rule(record.first, len(record.cells))


class CardWriter:
    """Writes one record after another, with a heading wherever section or topic changes."""

    def __init__(self, out: Transcript, columns: Columns, *, html: bool) -> None:
        self._out = out
        self._columns = columns
        self._html = html
        self._headings: list[str] = []

    def write(self, record: Record) -> None:
        """Write heading, labels, the rest of the prompt, options and answer; a record that asks nothing stays aside."""
        prompts = [line for line in self._all_lines(Holds.PROMPT, record) if line.text]
        if not prompts:
            self._out.leave(range(record.first, record.last + 1), _EMPTY)
            return
        self._out.separate(record.first)
        self._write_headings(record)
        self._write_prompt(record, prompts[0])
        for line in prompts[1:]:
            self._out.write(line.number, line.text)
        answers = self._all_lines(Holds.ANSWER, record)
        correct = self._all_lines(Holds.CORRECT, record)
        options = self._options(record)
        if options:
            answers = self._write_options(options, correct, answers)
        else:
            answers += correct
            if answers and len(prompts) > 1:
                self._out.write(prompts[-1].number, "Answer:")
        for line in answers + self._all_lines(Holds.EXPLANATION, record):
            self._out.write(line.number, line.text)
        self._out.leave(range(record.first, record.last + 1), JOINED)

    def _cells(self, holds: Holds, record: Record) -> list[Cell]:
        indexes = self._columns.at.get(holds, ())
        return [record.cells[index] for index in indexes if index < len(record.cells) and record.cells[index].text]

    def _all_lines(self, holds: Holds, record: Record) -> list[Line]:
        return [line for cell in self._cells(holds, record) for line in self._lines(cell)]

    def _first(self, holds: Holds, record: Record) -> str:
        cells = self._cells(holds, record)
        return " ".join(cells[0].text.split()) if cells else ""

    def _lines(self, cell: Cell) -> list[Line]:
        """The lines of a cell; those of a cell in HTML stand where it begins."""
        if self._html or _MARKUP.search(cell.text):
            return [Line(cell.line, text) for text in html_page.lines_of(cell.text)]
        return [Line(cell.line + at, text) for at, text in enumerate(cell.text.split("\n"))]

    def _write_headings(self, record: Record) -> None:
        headings = [self._first(holds, record) for holds in self._levels()]
        if headings == self._headings:
            return
        changed = False
        for depth, heading in enumerate(headings):
            changed = changed or self._headings[depth : depth + 1] != [heading]
            if changed and heading:
                self._out.write(record.first, "#" * (depth + 1) + " " + heading)
                self._out.write(record.first, "")
        self._headings = headings

    def _levels(self) -> list[Holds]:
        return [holds for holds in (Holds.SECTION, Holds.TOPIC) if holds in self._columns.at]

    def _write_prompt(self, record: Record, prompt: Line) -> None:
        number = self._first(Holds.NUMBER, record)
        status = self._first(Holds.STATUS, record)
        mark = "#" * (len(self._levels()) + 1)
        shown = f"{number.rstrip('.')}. " if re.fullmatch(r"\d[\d.]*", number) else ""
        self._out.write(prompt.number, f"{mark} {shown}{prompt.text.strip()}{f' -- {status}' if status else ''}")
        for name, value in self._labels(record):
            self._out.write(prompt.number, f"{name}: {value}")
        self._out.write(prompt.number, "")

    def _labels(self, record: Record) -> list[tuple[str, str]]:
        """Short remarks on a question: level, tags, and columns that no rule knows, under their own names."""
        known = [("Level", self._first(Holds.LEVEL, record)), ("Tags", self._first(Holds.TAGS, record))]
        others = [
            (name, " ".join(record.cells[index].text.split()))
            for index, name in self._columns.labels.items()
            if index < len(record.cells)
        ]
        return [(name, value) for name, value in known + others if value]

    def _write_options(self, options: list[Line], correct: list[Line], answers: list[Line]) -> list[Line]:
        """Write the options with their boxes; returns what there is to say below them."""
        key = correct or answers
        said = " ".join(line.text for line in key).strip()
        chosen = _chosen(said, [option.text for option in options])
        if not chosen and said and Holds.WRONG in self._columns.at:
            options = [Line(key[0].number, said), *options]
            chosen = {0}
        for at, option in enumerate(options):
            self._out.write(option.number, f"- [{'x' if at in chosen else ' '}] {option.text}")
        self._out.write(options[-1].number, "")
        if not chosen and said:
            return [Line(options[-1].number, "Answer:"), *key, *(answers if correct else [])]
        return answers if correct else []

    def _options(self, record: Record) -> list[Line]:
        single = self._cells(Holds.OPTION, record) + self._cells(Holds.WRONG, record)
        options = [Line(cell.line, " ".join(line.text for line in self._lines(cell))) for cell in single]
        for cell in self._cells(Holds.OPTIONS, record):
            options += [Line(cell.line, text) for text in _SPLIT_OPTIONS.split(cell.text) if text]
        return options


def _chosen(said: str, options: Sequence[str]) -> set[int]:
    """Which options an answer names: by their text, by letters or numbers from 1; empty when it names none."""
    plain = [_OPTION_LABEL.sub("", option, count=1).strip().casefold() for option in options]
    texts = {_OPTION_LABEL.sub("", part, count=1).strip().casefold() for part in (said, *_SPLIT_OPTIONS.split(said))}
    named = {at for at, option in enumerate(plain) if option in texts}
    if named or not said:
        return named
    keys = [key.strip("().:") for key in _ANSWER_KEYS.split(said) if key]
    places = [_place(key) for key in keys]
    return set(places) if all(0 <= place < len(options) for place in places) else set()


def _place(key: str) -> int:
    """The place a letter or a number stands for, -1 for anything else."""
    if key.isdecimal() and len(key) <= _PAIR:
        return int(key) - 1
    for alphabet in ("abcdefgh", "абвгдежз"):
        if len(key) == 1 and key.casefold() in alphabet:
            return alphabet.index(key.casefold())
    return -1
