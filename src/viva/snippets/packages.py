"""Which modules are packages that can be installed, and which are files of the writer."""

import re
from functools import cache
from importlib.resources import files

_OWN = re.compile(
    r"(?:my|your|our|some|other|the)_?\w*|\w*(?:module|package|blueprint|project)\w*|\w*_?(?:app|main|models?|views?|utils?|helpers?|config"
    r"|settings|database|db|schemas?|routers?|routes|tasks?|tests?|src|core|services?|crud|conftest|example|demo|foo|bar|baz"
    r"|spam|shapes|animals|calc\w*|math_\w+|script|program|file\d*|mod\d*|pkg|a|b|c|x|y)",
    re.IGNORECASE,
)


def is_package(module: str) -> bool:
    """Whether a module that is not there is a package somebody publishes, rather than a file of the writer's own."""
    top = module.partition(".")[0]
    if not top:
        return False
    return top in _known() or _OWN.fullmatch(top) is None


@cache
def _known() -> frozenset[str]:
    text = files("viva.snippets.data").joinpath("packages.txt").read_text(encoding="utf-8")
    return frozenset(word for line in text.splitlines() if not line.startswith("#") for word in line.split())
