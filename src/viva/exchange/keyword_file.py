"""What people say about the keyword maps of a bank, as YAML: topic, technology, term, and what is said of it."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any, TypeVar

from viva.bank.exported import ExportedKeyword
from viva.exchange.errors import Problem, Unreadable
from viva.exchange.yaml_reading import BrokenYaml, Mapping, Scalar, Sequence, Value, read_yaml
from viva.exchange.yaml_writing import scalar
from viva.kernel.i18n import _
from viva.notes.model import Group

Chosen = TypeVar("Chosen")

ANY_TECH = "any"
_NO_LANGUAGE = "und"
_GROUP, _HIDDEN = "group", "hidden"
_NO_LANGUAGES = frozenset([_GROUP, _HIDDEN])

_HEAD = """\
# topic:
#   technology, or any:
#     term: [other names]
#     term: {en: [other names], ru: [other names], group: must, hidden: yes}
"""


def write_keywords(keywords: Iterable[ExportedKeyword]) -> str:
    """The text of the file."""
    lines: list[str] = []
    for topic, of_topic in groupby(keywords, key=lambda keyword: keyword.topic):
        lines.append(f"{scalar(topic)}:")
        for tech, of_tech in groupby(of_topic, key=lambda keyword: keyword.tech):
            lines.append(f"  {scalar(tech or ANY_TECH)}:")
            lines += [f"    {scalar(keyword.term)}: {_said(keyword)}" for keyword in of_tech]
    return "\n".join([_HEAD, *lines]) + "\n"


def _said(keyword: ExportedKeyword) -> str:
    names = {language: f"[{', '.join(map(scalar, names))}]" for language, names in keyword.names.items()}
    if not keyword.group and not keyword.hidden and names.keys() <= {_NO_LANGUAGE}:
        return names.get(_NO_LANGUAGE, "[]")
    told = [f"{scalar(language)}: {written}" for language, written in names.items()]
    told += [f"{_GROUP}: {keyword.group}"] if keyword.group else []
    told += [f"{_HIDDEN}: yes"] if keyword.hidden else []
    return f"{{{', '.join(told)}}}"


def read_keywords(written: str, file: str) -> tuple[ExportedKeyword, ...]:
    """What a file says; Unreadable tells all that is wrong, each with its line."""
    reader = _Reader(file)
    try:
        root = read_yaml(written.removeprefix("\ufeff"))
    except BrokenYaml as broken:
        raise Unreadable([Problem(file, broken.line, broken.text)]) from broken
    found = [
        ExportedKeyword(topic=topic, tech=None if tech == ANY_TECH else tech, term=term, **reader.said(value))
        for topic, of_topic in reader.entries(root)
        for tech, of_tech in reader.entries(of_topic)
        for term, value in reader.entries(of_tech)
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

    def said(self, value: Value) -> dict[str, Any]:
        """What is said of a term: its names, or names by language with its group, and whether it is not wanted."""
        if not isinstance(value, Mapping):
            names = self._words(value)
            return {"names": {_NO_LANGUAGE: names}} if names else {}
        entries = dict(self.entries(value))
        said: dict[str, Any] = {
            "names": {name: self._words(inner) for name, inner in entries.items() if name not in _NO_LANGUAGES}
        }
        if _GROUP in entries:
            groups: dict[str, Group] = {group.value: group for group in Group}
            said[_GROUP] = self._chosen(_GROUP, entries[_GROUP], groups)
        if _HIDDEN in entries:
            answers: dict[str, bool] = {"yes": True, "true": True, "no": False, "false": False}
            hidden = self._chosen(_HIDDEN, entries[_HIDDEN], answers)
            said[_HIDDEN] = hidden is True
        return said

    def _chosen(self, name: str, value: Value, choices: dict[str, Chosen]) -> Chosen | None:
        words = self._words(value)
        found = choices.get(words[0].lower()) if len(words) == 1 else None
        if found is None:
            told = _("`{name}` is {value}, but must be one of {choices}")
            shown = ", ".join(words) or '""'
            self._complain(value, told.format(name=name, value=shown, choices=", ".join(choices)))
        return found

    def _words(self, value: Value) -> tuple[str, ...]:
        match value:
            case Scalar():
                return () if value.bare and not value.text else (value.text,)
            case Sequence() if all(isinstance(inner, Scalar) for inner in value.values):
                return tuple(inner.text for inner in value.values if isinstance(inner, Scalar))
            case _:
                self._complain(value, _("the names of a term are words, and nothing inside them"))
                return ()

    def _complain(self, value: Value, text: str) -> None:
        self.problems.append(Problem(self._file, value.line, text))
