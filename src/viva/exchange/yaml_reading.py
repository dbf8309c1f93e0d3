"""Reading the little of YAML that files of a bank use: every scalar is text, and everything knows its line.

From the events of the parser, so that nesting without end needs no recursion,
and what YAML would do behind one's back (anchors, tags) is told instead of done.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from viva.kernel.i18n import _

_DEEPEST = 8


class Scalar(NamedTuple):
    """A text; `bare` when it is written without quotes."""

    line: int
    text: str
    bare: bool


@dataclass(slots=True)
class Sequence:
    """Values one after the other."""

    line: int
    values: list["Value"] = field(default_factory=list)


@dataclass(slots=True)
class Mapping:
    """Values by name; a name may stand there twice, and it is for the reader to say so."""

    line: int
    entries: list[tuple[Scalar, "Value"]] = field(default_factory=list)


Value = Scalar | Sequence | Mapping


class BrokenYaml(Exception):
    """It is no YAML, or more of it than we read; `text` is a sentence, `line` counts from 1."""

    def __init__(self, line: int, text: str) -> None:
        super().__init__(text)
        self.line = line
        self.text = text


def read_yaml(text: str) -> Value | None:
    """The value a text holds, None where it holds nothing; BrokenYaml where it cannot be read."""
    import yaml

    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    try:
        return _build(iter(yaml.parse(text, Loader=loader)))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise BrokenYaml(mark.line + 1 if mark else 1, _cannot_read(error.problem or "")) from error
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position if isinstance(error.position, int) else 0) + 1
        raise BrokenYaml(line, _cannot_read(error.reason)) from error


def _cannot_read(why: str) -> str:
    return _("this is no YAML ({why}); a value with unusual characters belongs between quotes").format(why=why)


def _build(events: Iterator[Any]) -> Value | None:
    import yaml

    root = Sequence(1)
    open_values: list[Sequence | Mapping] = [root]
    names: list[Scalar | None] = [None]
    """Of each open value: the name that still waits for its value."""
    for event in events:
        if isinstance(event, yaml.CollectionEndEvent):
            open_values.pop()
            names.pop()
        value = _begun(event)
        if value is None:
            continue
        names[-1] = _put(value, open_values[-1], names[-1])
        if not isinstance(value, Scalar):
            open_values.append(value)
            names.append(None)
            if len(open_values) > _DEEPEST:
                raise BrokenYaml(value.line, _("lists and mappings are nested too deeply here"))
    if len(root.values) > 1:
        raise BrokenYaml(root.values[1].line, _("a second YAML document begins here"))
    return root.values[0] if root.values else None


def _begun(event: Any) -> Value | None:
    """The value that begins with an event, if one does."""
    import yaml

    line = event.start_mark.line + 1
    match event:
        case yaml.AliasEvent():
            raise BrokenYaml(line, _("`*` at the beginning of a value needs quotes around the value"))
        case yaml.NodeEvent(anchor=str()):
            raise BrokenYaml(line, _("`&` at the beginning of a value needs quotes around the value"))
        case yaml.ScalarEvent(tag=str()) | yaml.CollectionStartEvent(tag=str()):
            raise BrokenYaml(line, _("`!` at the beginning of a value needs quotes around the value"))
        case yaml.ScalarEvent():
            return Scalar(line, event.value, bare=not event.style)
        case yaml.SequenceStartEvent():
            return Sequence(line)
        case yaml.MappingStartEvent():
            return Mapping(line)
        case _:
            return None


def _put(value: Value, holder: Sequence | Mapping, name: Scalar | None) -> Scalar | None:
    """Put a value where it belongs; gives the name that now waits for its value."""
    if isinstance(holder, Sequence):
        holder.values.append(value)
        return None
    if name is None:
        if not isinstance(value, Scalar):
            raise BrokenYaml(value.line, _("the name of a value must be a word"))
        return value
    holder.entries.append((name, value))
    return None
