"""The keyword maps of a bank as YAML: topic, technology, term, and the names it goes by."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from viva.bank.exported import ExportedKeyword
from viva.exchange.errors import Problem, Unreadable
from viva.exchange.yaml_reading import BrokenYaml, Mapping, Scalar, Sequence, Value, read_yaml
from viva.exchange.yaml_writing import scalar
from viva.kernel.i18n import _

ANY_TECH = "any"
HIDDEN = "hidden"

_HEAD = "# topic: technology (or `any`): term: [other names]; {hidden: [other names]} for a term that is not wanted\n"


def write_keywords(keywords: Iterable[ExportedKeyword]) -> str:
    """The text of the file."""
    lines: list[str] = []
    for topic, of_topic in groupby(keywords, key=lambda keyword: keyword.topic):
        lines.append(f"{scalar(topic)}:")
        for tech, of_tech in groupby(of_topic, key=lambda keyword: keyword.tech):
            lines.append(f"  {scalar(tech or ANY_TECH)}:")
            for keyword in of_tech:
                names = f"[{', '.join(map(scalar, keyword.names))}]"
                lines.append(f"    {scalar(keyword.term)}: {f'{{{HIDDEN}: {names}}}' if keyword.hidden else names}")
    return "\n".join([_HEAD, *lines]) + "\n"


def read_keywords(written: str, file: str) -> tuple[ExportedKeyword, ...]:
    """What a file says; Unreadable tells all that is wrong, each with its line."""
    reader = _Reader(file)
    try:
        root = read_yaml(written.removeprefix("\ufeff"))
    except BrokenYaml as broken:
        raise Unreadable([Problem(file, broken.line, broken.text)]) from broken
    found = [
        ExportedKeyword(topic=topic, tech=None if tech == ANY_TECH else tech, term=term, names=names, hidden=hidden)
        for topic, of_topic in reader.entries(root)
        for tech, of_tech in reader.entries(of_topic)
        for term, value in reader.entries(of_tech)
        for names, hidden in reader.names(value)
    ]
    if reader.problems:
        raise Unreadable(reader.problems)
    return tuple(found)


class _Reader:
    def __init__(self, file: str) -> None:
        self._file = file
        self.problems: list[Problem] = []

    def entries(self, value: Value | None) -> Iterator[tuple[str, Value]]:
        if value is None or (isinstance(value, Scalar) and value.bare and not value.text):
            return
        if not isinstance(value, Mapping):
            self._complain(value, _("a name with a colon behind it was expected: topic, technology, term"))
            return
        seen: dict[str, Scalar] = {}
        for name, inner in value.entries:
            if name.text in seen:
                told = _("`{name}` stands in line {line} already").format(name=name.text, line=seen[name.text].line)
                self._complain(name, told)
            else:
                seen[name.text] = name
                yield name.text, inner

    def names(self, value: Value) -> Iterator[tuple[tuple[str, ...], bool]]:
        if isinstance(value, Mapping):
            if [name.text for name, _value in value.entries] == [HIDDEN]:
                yield from ((names, True) for names, _hidden in self.names(value.entries[0][1]))
            else:
                self._complain(value, _("below a term stand its names, or `hidden` with its names"))
        elif isinstance(value, Scalar):
            yield (() if value.bare and not value.text else (value.text,)), False
        else:
            yield self._texts(value), False

    def _texts(self, value: Sequence) -> tuple[str, ...]:
        words = [inner for inner in value.values if isinstance(inner, Scalar)]
        if len(words) < len(value.values):
            self._complain(value, _("the names of a term are words, and nothing inside them"))
        return tuple(word.text for word in words)

    def _complain(self, value: Value, text: str) -> None:
        self.problems.append(Problem(self._file, value.line, text))
