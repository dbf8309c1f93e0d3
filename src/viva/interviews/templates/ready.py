"""The templates that come with Viva, as files in `viva/interviews/ready`."""

from functools import cache
from importlib.resources import files
from typing import NamedTuple

from viva.interviews.templates.file import read
from viva.interviews.templates.model import Template
from viva.kernel.errors import NotFound
from viva.kernel.i18n import _


class ReadyTemplate(NamedTuple):
    """One of them, and what its file is called."""

    name: str
    template: Template


@cache
def templates() -> tuple[ReadyTemplate, ...]:
    """All of them, by name."""
    folder = files("viva.interviews") / "ready"
    found = sorted((file for file in folder.iterdir() if file.name.endswith(".yaml")), key=lambda file: file.name)
    return tuple(
        ReadyTemplate(file.name.removesuffix(".yaml"), read(file.read_text(encoding="utf-8"))) for file in found
    )


def named(name: str) -> ReadyTemplate:
    """The one with a name, such as `python-backend-l2.en`."""
    for each in templates():
        if each.name == name:
            return each
    offered = ", ".join(each.name for each in templates())
    raise NotFound(_("There is no ready template {name}: there are {offered}.").format(name=name, offered=offered))
