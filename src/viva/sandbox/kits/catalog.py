"""Which kits there are, and what each is for."""

from dataclasses import dataclass
from pathlib import Path

from viva.kernel.i18n import marked, say

_HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Recipe:
    """What a kit is made of, besides the interpreter of Viva and its standard library."""

    name: str
    _about: str
    requirements: str = ""
    """The file with its locked packages, beside this one."""
    node: bool = False

    @property
    def about(self) -> str:
        """What is in it, for a person."""
        return say(self._about, {})

    @property
    def lock(self) -> str:
        """Its packages with their hashes."""
        return (_HERE / self.requirements).read_text(encoding="utf-8") if self.requirements else ""


STOCK = Recipe("stock", marked("the standard library of Python, SQLite"))
RECIPES = {
    recipe.name: recipe
    for recipe in (
        STOCK,
        Recipe("javascript", marked("the standard library of Python, SQLite, Node"), node=True),
        Recipe("web", marked("FastAPI, Flask and their companions, pytest"), requirements="web.txt"),
        Recipe("data", marked("SQLAlchemy, Django, NumPy, pandas"), requirements="data.txt"),
        Recipe(
            "all", marked("everything of the others; what snippets are checked with"), requirements="all.txt", node=True
        ),
    )
}

NODE_LOCK = "node.txt"


def node_lock() -> str:
    """The wheel that Node comes from, with its hashes."""
    return (_HERE / NODE_LOCK).read_text(encoding="utf-8")
