"""Interviews as tables (CSV): results for a spreadsheet, and a sheet that is filled in on paper and comes back.

A cell that a spreadsheet would take for a formula begins with an apostrophe,
which is taken away again when it is read.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256

from viva.interviews.conduct.model import Answered, Change, Entry, Interview, Kind, Line
from viva.interviews.out.words import answered_word
from viva.interviews.results.gating import rating_word
from viva.interviews.results.report import Report
from viva.interviews.scale import Scale
from viva.interviews.templates.phrases import figure
from viva.interviews.templates.titles import first_line
from viva.kernel.errors import InvalidInput
from viva.kernel.i18n import _
from viva.kernel.numbers import whole
from viva.notes.text.binary import what_binary
from viva.notes.text.encoding import decode_lines, unwrap

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
COLUMNS = ("interview", "line", "section", "group", "question", "key_points", "state", "rating", "note", "red_flag")
LARGEST = 2_000_000


def safe(cell: str) -> str:
    """The cell as no spreadsheet takes it for a formula."""
    return f"'{cell}" if cell.startswith((*_FORMULA, "'")) else cell


def plain(cell: str) -> str:
    """The cell as it was before."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith((*_FORMULA, "'")) else cell


def written(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table as CSV, as RFC 4180 has it."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([safe(column) for column in columns])
    writer.writerows([safe(cell) for cell in row] for row in rows)
    return out.getvalue()


def in_bytes(table: str) -> bytes:
    """A table as a file, with the mark by which Excel knows UTF-8."""
    return table.encode("utf-8-sig")


def from_bytes(content: bytes) -> str:
    """The text of a table that some spreadsheet wrote: in UTF-8, in UTF-16, or in an older character set."""
    plain_bytes, _encoding, broken = unwrap(content)
    what = what_binary(plain_bytes)
    if what:
        raise InvalidInput(_("This is no table (CSV): it looks like {what}.").format(what=what))
    if broken:
        raise InvalidInput(_("The sheet is damaged: save it as CSV in UTF-8."))
    return "\n".join(decode_lines(plain_bytes).lines)


def report_sheet(report: Report) -> str:
    """A row for each question and interviewer, with the rating, and all that was noted."""
    columns = (
        "candidate",
        "number",
        "section",
        "group",
        "weight",
        "weight_reason",
        "question",
        "interviewer",
        "part",
        "state",
        "rating",
        "note",
        "red_flag",
        "void_reason",
    )
    rows: list[list[str]] = []
    for judged in report.judged:
        for card in report.cards:
            entry = next((each for each in card.entries if each.line == judged.line), Entry(line=judged.line))
            rows.append(
                [
                    report.interview.candidate.name,
                    str(judged.number),
                    judged.section,
                    judged.group.value,
                    figure(judged.weight),
                    judged.weight_reason,
                    judged.title,
                    card.name,
                    card.part.value,
                    entry.state.value,
                    "" if entry.rating is None else figure(entry.rating),
                    entry.note,
                    entry.flag,
                    entry.reason,
                ]
            )
    return written(columns, rows)


def paper_sheet(interview: Interview, lines: Sequence[Line], entries: Mapping[int, Entry]) -> str:
    """A sheet with the questions, to fill in by hand: state or rating, and a note."""
    return written(COLUMNS, _paper(interview, lines, entries))


def _paper(interview: Interview, lines: Sequence[Line], entries: Mapping[int, Entry]) -> Iterator[list[str]]:
    for line in lines:
        if line.swapped_for is None:
            entry = entries.get(line.number, Entry(line=line.number))
            yield [
                interview.key,
                str(line.number),
                interview.sections[line.section][0],
                line.group.value,
                first_line(line.content.prompt),
                "; ".join(f"{point.group.value}: {point.text}" for point in line.content.key_points),
                "" if entry.state is Answered.NOT_ASKED else entry.state.value,
                "" if entry.rating is None else figure(entry.rating),
                entry.reason if entry.state is Answered.VOID else entry.note,
                entry.flag,
            ]


def read_sheet(
    text: str, interview: Interview, lines: Sequence[Line], entries: Mapping[int, Entry]
) -> tuple[Change, ...]:
    """What a filled-in sheet says, as changes to what is there; InvalidInput names the row that cannot be read.

    A cell that was left empty changes nothing. The keys of the changes follow
    from the sheet, so that the same sheet again changes nothing either. A note
    of a void question says why it is void.
    """
    if len(text) > LARGEST:
        raise InvalidInput(_("This is too large for the sheet of an interview."))
    rows = list(_rows(text))
    known = {line.number: line for line in lines}
    stamp = sha256(text.encode("utf-8", "backslashreplace")).hexdigest()[:16]
    changes: list[Change] = []
    met: set[int] = set()
    for number, row in rows:
        if row["interview"] != interview.key:
            raise _wrong(number, _("it belongs to another interview"))
        line = whole(row["line"], max(known, default=0))
        if line is None or line not in known:
            raise _wrong(number, _("the interview has no line {line}").format(line=row["line"]))
        if line in met:
            raise _wrong(number, _("line {line} stands there twice").format(line=line))
        met.add(line)
        entry = entries.get(line, Entry(line=line))
        for at, (kind, values) in enumerate(_said(number, row, entry, interview.scale)):
            seen = entry.version + at
            changes.append(Change(key=f"sheet {stamp} {line} {kind}", kind=kind, line=line, values=values, seen=seen))
    return tuple(changes)


def _said(number: int, row: Mapping[str, str], entry: Entry, scale: Scale) -> Iterator[tuple[Kind, dict[str, object]]]:
    state = _state(number, row["state"].strip().casefold())
    rating, note, flag = row["rating"].strip(), row["note"], row["red_flag"]
    if rating:
        if state not in {None, Answered.RATED}:
            raise _wrong(number, _("it has a rating and is said to be {state}").format(state=row["state"].strip()))
        value = _rating(number, rating, scale)
        if (entry.state, entry.rating) != (Answered.RATED, value):
            yield Kind.RATE, {"rating": value}
    elif state is not None:
        yield from _without_rating(number, state, note.strip(), entry)
    if note and state is not Answered.VOID and note != entry.note:
        yield Kind.NOTE, {"text": note}
    if flag and flag != entry.flag:
        yield Kind.FLAG, {"text": flag}


def _state(number: int, text: str) -> Answered | None:
    """A state as files have it, or as it is called in the language that is spoken; None where nothing is said."""
    states = {name.casefold(): state for state in Answered for name in (answered_word(state), state.value)}
    if text and text not in states:
        raise _wrong(number, _("a state is one of {offered}").format(offered=", ".join(Answered)))
    return states.get(text)


def _without_rating(number: int, state: Answered, note: str, entry: Entry) -> Iterator[tuple[Kind, dict[str, object]]]:
    if state is Answered.RATED:
        raise _wrong(number, _("it is said to be rated, and has no rating"))
    if state is Answered.VOID:
        if not note:
            raise _wrong(number, _("a void question needs a note that says why"))
        if (entry.state, entry.reason) != (state, note):
            yield Kind.STATE, {"state": state.value, "reason": note}
    elif state is not entry.state:
        yield Kind.STATE, {"state": state.value}


def _rating(number: int, text: str, scale: Scale) -> float:
    for step in scale.steps:
        if text.casefold() in {step.label.casefold(), rating_word(step.value, scale).casefold()}:
            return step.value
    try:
        return scale.step(float(text.replace(",", "."))).value
    except (ValueError, InvalidInput):
        offered = ", ".join(f"{figure(step.value)} {step.label}" for step in scale.steps)
        raise _wrong(
            number, _("“{text}” is no rating: there are {offered}").format(text=text, offered=offered)
        ) from None


def _rows(text: str) -> Iterator[tuple[int, dict[str, str]]]:
    text = text.removeprefix("\ufeff")
    heading = text.partition("\n")[0]
    separator = ";" if heading.count(";") > heading.count(",") else "\t" if "\t" in heading else ","
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    except csv.Error as trouble:
        raise InvalidInput(_("This is no table (CSV): {trouble}.").format(trouble=trouble)) from trouble
    if not rows or not set(COLUMNS) - {"section", "group", "question", "key_points"} <= {
        cell.strip() for cell in rows[0]
    }:
        raise InvalidInput(
            _("The first row of the sheet names its columns: {columns}.").format(columns=", ".join(COLUMNS))
        )
    names = [cell.strip() for cell in rows[0]]
    for number, row in enumerate(rows[1:], 2):
        if any(cell.strip() for cell in row):
            if len(row) > len(names):
                raise _wrong(number, _("it has more cells than there are columns"))
            cells = [*(plain(cell.replace("\r\n", "\n")) for cell in row), *[""] * (len(names) - len(row))]
            yield number, dict.fromkeys(COLUMNS, "") | dict(zip(names, cells, strict=True))


def _wrong(number: int, what: str) -> InvalidInput:
    return InvalidInput(_("Row {number} of the sheet: {what}.").format(number=number, what=what))
