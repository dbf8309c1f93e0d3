"""The page that shows every component."""

from collections.abc import Iterator
from pathlib import Path

from jinja2 import nodes

from viva.web.templating import TEMPLATES, environment


def calls(node: nodes.Node) -> set[str]:
    """The macros that are called in a part of a template, or are given to what keeps the parts they make."""
    found = list(node.find_all(nodes.Call))
    kept = [call.args[0] for call in found if isinstance(call.node, nodes.Name) and call.node.name == "kept"]
    called = (*(call.node for call in found), *kept)
    return {
        one.name if isinstance(one, nodes.Name) else one.attr
        for one in called
        if isinstance(one, nodes.Name | nodes.Getattr)
    }


def parsed(file: Path) -> nodes.Template:
    return environment("en").parse(file.read_text(encoding="utf-8"))


def macros() -> Iterator[tuple[str, set[str]]]:
    """Every macro of `ui/`, with those that it calls."""
    for file in (TEMPLATES / "ui").glob("*.html"):
        for macro in parsed(file).find_all(nodes.Macro):
            yield macro.name, calls(macro)


def test_every_component_is_shown_on_the_living_page() -> None:
    inside = dict(macros())
    shown = set().union(
        *(calls(parsed(file)) for file in [*(TEMPLATES / "showcase").glob("*.html"), *TEMPLATES.glob("*.html")])
    )
    while more := set().union(*(inside[name] for name in shown & inside.keys())) - shown:
        shown |= more

    assert len(inside) > 20
    assert inside.keys() - shown == set()
