"""What is looked for in the index, in a form that either database can be told."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple, TypeAlias


class Field(Enum):
    """A part of an entry: its column in SQLite, and the weight of its words in PostgreSQL."""

    PROMPT = ("prompt", "A")
    OPENING = ("opening", "B")
    TERMS = ("terms", "C")
    ANSWER = ("answer", "D")


class Pattern(NamedTuple):
    """Stems that stand side by side; of an unfinished word any that begin with the last one."""

    stems: tuple[str, ...]
    unfinished: bool = False


@dataclass(frozen=True, slots=True)
class AllOf:
    """Every part must be there."""

    parts: tuple["Expression", ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """One of the parts must be there."""

    parts: tuple["Expression", ...]


@dataclass(frozen=True, slots=True)
class Within:
    """It must be in one of these fields."""

    fields: tuple[Field, ...]
    part: "Expression"


Expression: TypeAlias = Pattern | AllOf | AnyOf | Within

EVERYWHERE = tuple(Field)


def in_fts5(wanted: Expression) -> str:
    """The expression as SQLite's FTS5 reads it."""
    match wanted:
        case Pattern(stems, unfinished):
            return f'"{" ".join(stems)}"{" *" if unfinished else ""}'
        case AllOf(parts):
            return _joined(" AND ", [in_fts5(part) for part in parts])
        case AnyOf(parts):
            return _joined(" OR ", [in_fts5(part) for part in parts])
        case Within(fields, part):
            return f"({{{' '.join(field.value[0] for field in fields)}}} : {_joined('', [in_fts5(part)], always=True)})"


def in_tsquery(wanted: Expression, fields: Sequence[Field] = EVERYWHERE) -> str:
    """The expression as PostgreSQL reads a tsquery."""
    match wanted:
        case Pattern(stems, unfinished):
            weights = "" if len(fields) == len(EVERYWHERE) else "".join(field.value[1] for field in fields)
            marks = ["" for _ in stems[1:]] + ["*" if unfinished else ""]
            lexemes = [f"'{stem}'{_marked(mark + weights)}" for stem, mark in zip(stems, marks, strict=True)]
            return _joined(" <-> ", lexemes)
        case AllOf(parts):
            return _joined(" & ", [in_tsquery(part, fields) for part in parts])
        case AnyOf(parts):
            return _joined(" | ", [in_tsquery(part, fields) for part in parts])
        case Within(inside, part):
            return in_tsquery(part, [field for field in fields if field in inside])


def _marked(marks: str) -> str:
    return f":{marks}" if marks else ""


def _joined(between: str, parts: Sequence[str], *, always: bool = False) -> str:
    joined = between.join(parts)
    return f"({joined})" if always or len(parts) > 1 else joined
