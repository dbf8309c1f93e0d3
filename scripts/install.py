"""Makes the virtual environment and installs Viva into it, from locked requirements only.

    python3 scripts/install.py .venv runtime build

It needs nothing but Python, and ends with one sentence when something is missing.
"""

import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def main(environment: str, *requirements: str) -> None:
    """Install each of `requirements`, and Viva itself in a way that follows the checkout."""
    folder = ROOT / environment
    python = folder / "bin" / "python"
    if not python.exists():
        make_environment(folder)
    locks = [f"--requirement={ROOT / 'requirements' / name}.txt" for name in requirements]
    print(f"Installing what Viva needs into {environment} ...", flush=True)
    pip(python, "--require-hashes", *locks)
    pip(python, "--no-deps", "--no-build-isolation", "--editable", str(ROOT))
    keep_compiled(python, ROOT / "src")


def make_environment(folder: Path) -> None:
    """Make a virtual environment, or say what this machine lacks for it."""
    done = subprocess.run([sys.executable, "-m", "venv", folder], capture_output=True, text=True, check=False)
    if done.returncode:
        shutil.rmtree(folder, ignore_errors=True)  # half of one would be taken for a whole one next time
        sys.exit(why_not(done.stdout + done.stderr, folder))


def why_not(said: str, folder: Path) -> str:
    """One sentence for what `python -m venv` said; Debian ships Python without a part that it needs."""
    if "ensurepip" in said or "No module named venv" in said:
        package = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
        return f"This Python cannot make virtual environments: install its part for that (Debian, Ubuntu: {package})."
    return f"Making the virtual environment {folder} failed: {said.strip()}"


def pip(python: Path, *arguments: str) -> None:
    """Install with the environment's own pip; its words are shown, and its failure is ours."""
    quiet = ["--quiet", "--disable-pip-version-check", "--root-user-action=ignore"]
    done = subprocess.run([python, "-m", "pip", "install", *quiet, *arguments], check=False)
    if done.returncode:
        sys.exit("Installing failed: pip says why above.")


def keep_compiled(python: Path, folder: Path) -> None:
    """Compile all modules in a folder, as pip does those that it installs.

    Where Python may keep nothing by itself (PYTHONDONTWRITEBYTECODE), each start would compile whatever it loads.
    """
    subprocess.run([python, "-m", "compileall", "-q", folder], check=False)


if __name__ == "__main__":
    main(*sys.argv[1:])
