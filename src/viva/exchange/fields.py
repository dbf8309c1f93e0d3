"""The values above the body of a page, each under its name; whatever is not as it should be is told with its line."""

from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from enum import StrEnum
from typing import TypeVar

from viva.exchange.yaml_reading import BrokenYaml, Mapping, Scalar, Value, read_yaml
from viva.kernel.i18n import _

Choice = TypeVar("Choice", bound=StrEnum)


class Fields:
    """Values by name, with the problems met while they are taken; lines are those of the file."""

    def __init__(self, values: dict[str, Value], problems: list[tuple[int, str]], offset: int) -> None:
        self._values = values
        self._offset = offset
        self.problems = problems

    def __contains__(self, name: str) -> bool:
        return name in self._values

    def line(self, name: str) -> int:
        """Where a value stands."""
        return self._values[name].line + self._offset

    def complain(self, name: str, text: str) -> None:
        """Tell what is wrong with a value that is there."""
        self.problems.append((self.line(name), text))

    def one(self, name: str) -> str | None:
        """A text; None where there is none, or nothing behind its name."""
        value = self._values.get(name)
        if value is None or _is_nothing(value):
            return None
        if isinstance(value, Scalar):
            return value.text
        self.complain(name, _("`{name}` takes one value, not several").format(name=name))
        return None

    def several(self, name: str, *, separated: bool = False) -> tuple[str, ...]:
        """Texts: a list, or one alone; `separated` when commas without quotes around them separate."""
        value = self._values.get(name)
        if value is None or _is_nothing(value):
            return ()
        return tuple(self._texts(name, value, separated=separated))

    def chosen(self, name: str, choices: type[Choice]) -> Choice | None:
        """One of the known words, in whatever case it is written."""
        text = self.one(name)
        return None if text is None else self.choose(self.line(name), name, text, choices)

    def choose(self, line: int, name: str, text: str, choices: type[Choice]) -> Choice | None:
        """The known word that this text is; line and name are for the complaint."""
        found = next((choice for choice in choices if choice.value.casefold() == text.strip().casefold()), None)
        if found is None:
            told = _("`{name}` is {value}, but must be one of {choices}").format(
                name=name, value=text.strip() or '""', choices=", ".join(choices)
            )
            self.problems.append((line, told))
        return found

    def by_name(self, name: str) -> Iterator[tuple[int, str, tuple[str, ...]]]:
        """The entries of a mapping: line, name, texts."""
        value = self._values.get(name)
        if value is None or _is_nothing(value):
            return
        if not isinstance(value, Mapping):
            self.complain(name, _("`{name}` takes names with values: `{name}: {{name: value}}`").format(name=name))
            return
        for entry, inner in value.entries:
            yield entry.line + self._offset, entry.text, tuple(self._texts(name, inner, separated=False))

    def _texts(self, name: str, value: Value, *, separated: bool) -> Iterator[str]:
        if isinstance(value, Scalar):
            if separated and value.bare and "," in value.text:
                yield from filter(None, (part.strip() for part in value.text.split(",")))
            else:
                yield value.text
            return
        if isinstance(value, Mapping) or not all(isinstance(inner, Scalar) for inner in value.values):
            self.problems.append(
                (value.line + self._offset, _("`{name}` takes words, and nothing inside them").format(name=name))
            )
            return
        yield from (inner.text for inner in value.values if isinstance(inner, Scalar))


def read_fields(lines: Iterable[str], offset: int, names: Iterable[str]) -> Fields:
    """Read lines of YAML that stand below `offset` others; a name that is not known is a problem, not a loss."""
    problems: list[tuple[int, str]] = []
    known = list(names)
    try:
        root = read_yaml("\n".join(lines))
    except BrokenYaml as broken:
        return Fields({}, [(broken.line + offset, broken.text)], offset)
    if root is None or (isinstance(root, Scalar) and _is_nothing(root)):
        return Fields({}, problems, offset)
    if not isinstance(root, Mapping):
        return Fields({}, [(root.line + offset, _("a line `name: value` was expected"))], offset)
    values: dict[str, Value] = {}
    for written, value in root.entries:
        name = written.text.strip().lower().replace("-", "_").replace(" ", "_")
        if name not in known:
            problems.append((written.line + offset, unknown(written.text, known)))
        elif name in values:
            told = _("`{name}` stands in line {line} already").format(name=name, line=values[name].line + offset)
            problems.append((written.line + offset, told))
        else:
            values[name] = value
    return Fields(values, problems, offset)


def unknown(written: str, known: list[str]) -> str:
    """What to tell of a name that nobody knows."""
    similar = get_close_matches(written.lower(), known, 1)
    if similar:
        return _("nothing is called `{name}`; did you mean `{similar}`?").format(name=written, similar=similar[0])
    return _("nothing is called `{name}`; there are {known}").format(name=written, known=", ".join(known))


def _is_nothing(value: Value) -> bool:
    return isinstance(value, Scalar) and value.bare and not value.text
