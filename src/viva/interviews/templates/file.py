"""A template as a file, to keep, send and edit: YAML of which every value knows its line. It is stored so, too.

Writing what was read, and reading what was written, gives the same again;
docs/templates.md has the form.
"""

from collections.abc import Callable, Collection, Iterable
from functools import partial
from typing import TypeVar

from viva.exchange.yaml_reading import BrokenYaml, Mapping, Scalar, Sequence, Value, read_yaml
from viva.exchange.yaml_writing import listed, scalar
from viva.interviews.scale import DEFAULT, Scale, Step
from viva.interviews.templates.gates import gate_of
from viva.interviews.templates.model import Fixed, Item, Section, Template, checked, pick_of
from viva.interviews.templates.phrases import figure
from viva.kernel.errors import InvalidInput
from viva.kernel.i18n import _
from viva.notes.model import Group, Level

FORM = "1"
LARGEST = 1_000_000

T = TypeVar("T")


def write(template: Template) -> str:
    """The text of a template's file."""
    lines = [f"viva-template: {FORM}", f"title: {scalar(template.title)}", f"language: {scalar(template.language)}"]
    lines += listed("tech", template.tech)
    lines += [f"level: {template.level}"] if template.level else []
    lines += _text("opening", template.opening, "") + _text("closing", template.closing, "")
    lines += listed("avoid", template.avoid)
    if template.scale != DEFAULT:
        lines += ["scale:", f"  name: {scalar(template.scale.name)}", "  steps:"]
        for step in template.scale.steps:
            lines += [f"    - value: {figure(step.value)}", f"      label: {scalar(step.label)}"]
            lines += _text("anchor", step.anchor, "      ")
            lines += [f"      tier: {step.tier}"] if step.tier else []
    if template.gates:
        lines += ["gates:", *(f"  - {scalar(str(gate))}" for gate in template.gates)]
    lines += ["sections:"] if template.sections else []
    for section in template.sections:
        lines += [f"  - title: {scalar(section.title)}", f"    minutes: {figure(section.minutes)}"]
        lines += _text("note", section.note, "    ")
        lines += ["    items:"] if section.items else []
        for item in section.items:
            lines += _item(item)
    return "\n".join(lines) + "\n"


def _item(item: Item) -> list[str]:
    if isinstance(item.ask, Fixed):
        lines = [f"      - question: {scalar(item.ask.key)}"]
        lines += _text("title", item.ask.title, "        ")
    else:
        lines = [f"      - pick: {scalar(str(item.ask))}"]
    lines += [f"        group: {item.group}"] if item.group else []
    lines += [f"        minutes: {figure(item.minutes)}"] if item.minutes is not None else []
    if item.follow_ups:
        lines += ["        follow-ups:", *(f"          - {scalar(text)}" for text in item.follow_ups)]
    lines += [f"        weight: {figure(item.weight)}"] if item.weight != 1 else []
    return lines + _text("weight-reason", item.weight_reason, "        ")


def _text(name: str, text: str, indent: str) -> list[str]:
    """A text that may have several lines: as a block where YAML keeps it as it is."""
    if not text:
        return []
    lines = text.split("\n")
    block = len(lines) > 1 and text == text.strip() and all(line.isprintable() for line in lines)
    if block and all(not line or not line[0].isspace() for line in lines) and all(lines):
        return [f"{indent}{name}: |-", *(f"{indent}  {line}" for line in lines)]
    return [f"{indent}{name}: {scalar(text)}"]


def read(text: str) -> Template:
    """The template of a file's text; InvalidInput says what is wrong, and in which line."""
    if len(text) > LARGEST:
        raise InvalidInput(_("This is too large for a template."))
    try:
        value = read_yaml(text)
    except BrokenYaml as broken:
        raise _wrong(broken.line, broken.text) from broken
    top = _Fields(value, 1)
    form = top.text("viva-template")
    if form != FORM:
        raise _wrong(top.line, _("a template begins with “viva-template: {form}”").format(form=FORM))
    level = top.text("level")
    template = Template(
        title=top.text("title"),
        language=top.text("language") or "en",
        tech=top.texts("tech"),
        level=top.made("level", lambda text: Level(text.upper())) if level else None,
        opening=top.text("opening"),
        closing=top.text("closing"),
        avoid=top.texts("avoid"),
        scale=top.one("scale", _scale, DEFAULT),
        gates=tuple(_at(each.line, partial(gate_of, each.text)) for each in top.scalars("gates")),
        sections=tuple(_section(each) for each in top.each("sections")),
    )
    top.only(("viva-template",))
    return _at(top.line, lambda: checked(template))


def _scale(value: Value) -> Scale:
    fields = _Fields(value, 1)
    steps: list[Step] = []
    for each in fields.each("steps"):
        step = _Fields(each, fields.line)
        tier = step.made("tier", Group) if step.text("tier") else None
        steps.append(Step(step.number("value", 0), step.text("label"), step.text("anchor"), tier))
        step.only(())
    scale = Scale(fields.text("name"), tuple(steps))
    fields.only(())
    return scale


def _section(value: Value) -> Section:
    fields = _Fields(value, 1)
    section = Section(
        title=fields.text("title"),
        minutes=fields.number("minutes", 0),
        note=fields.text("note"),
        items=tuple(_read_item(each) for each in fields.each("items")),
    )
    fields.only(())
    return section


def _read_item(value: Value) -> Item:
    fields = _Fields(value, 1)
    key, pick = fields.text("question"), fields.text("pick")
    if bool(key) == bool(pick):
        raise _wrong(fields.line, _("an item has either “question” or “pick”"))
    title = fields.text("title")
    item = Item(
        ask=Fixed(key, title) if key else _at(fields.line, lambda: pick_of(pick)),
        group=fields.made("group", Group) if fields.text("group") else None,
        minutes=fields.number("minutes", 0) if fields.text("minutes") else None,
        follow_ups=fields.texts("follow-ups"),
        weight=fields.number("weight", 1),
        weight_reason=fields.text("weight-reason"),
    )
    fields.only(())
    return item


class _Fields:
    """A mapping whose values are asked for by name; at the end, `only` refuses what nobody asked for."""

    def __init__(self, value: Value | None, line: int) -> None:
        self.line = value.line if value is not None else line
        if not isinstance(value, Mapping):
            raise _wrong(self.line, _("names with values are expected here, such as “title: …”"))
        self._entries: dict[str, Value] = {}
        self._asked: set[str] = set()
        for name, entry in value.entries:
            if name.text in self._entries:
                raise _wrong(name.line, _("“{name}” stands here twice").format(name=name.text))
            self._entries[name.text] = entry

    def text(self, name: str) -> str:
        found = self._find(name)
        if found is None:
            return ""
        if not isinstance(found, Scalar):
            raise _wrong(found.line, _("“{name}” is a text").format(name=name))
        return found.text

    def texts(self, name: str) -> tuple[str, ...]:
        return tuple(each.text for each in self.scalars(name))

    def scalars(self, name: str) -> tuple[Scalar, ...]:
        found = tuple(self.each(name))
        for each in found:
            if not isinstance(each, Scalar):
                raise _wrong(each.line, _("“{name}” is a list of texts").format(name=name))
        return tuple(each for each in found if isinstance(each, Scalar))

    def each(self, name: str) -> Iterable[Value]:
        found = self._find(name)
        if found is None or (isinstance(found, Scalar) and not found.text):
            return ()
        if not isinstance(found, Sequence):
            raise _wrong(found.line, _("“{name}” is a list").format(name=name))
        return found.values

    def one(self, name: str, make: Callable[[Value], T], otherwise: T) -> T:
        found = self._find(name)
        return otherwise if found is None else make(found)

    def number(self, name: str, otherwise: float) -> float:
        text = self.text(name)
        if not text:
            return otherwise

        def number(text: str) -> float:
            value = float(text)
            if not -1e9 < value < 1e9:  # noqa: PLR2004 - what nobody means; not a number neither
                raise ValueError(text)
            return value

        return self.made(name, number)

    def made(self, name: str, make: Callable[[str], T]) -> T:
        found = self._find(name)
        text = self.text(name)
        try:
            return make(text)
        except ValueError:
            line = found.line if found is not None else self.line
            raise _wrong(line, _("“{text}” is nothing that “{name}” can be").format(text=text, name=name)) from None

    def only(self, others: Collection[str]) -> None:
        for name, value in self._entries.items():
            if name not in self._asked and name not in others:
                raise _wrong(value.line, _("“{name}” is not known here").format(name=name))

    def _find(self, name: str) -> Value | None:
        self._asked.add(name)
        return self._entries.get(name)


def _at(line: int, make: Callable[[], T]) -> T:
    try:
        return make()
    except InvalidInput as trouble:
        raise InvalidInput(_("Line {line}: {trouble}").format(line=line, trouble=trouble)) from trouble


def _wrong(line: int, what: str) -> InvalidInput:
    return InvalidInput(_("Line {line}: {trouble}.").format(line=line, trouble=what))
