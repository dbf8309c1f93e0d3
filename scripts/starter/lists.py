"""What people decided about pages: that both languages say the same now, and what is as it is on purpose."""

from collections import defaultdict
from pathlib import Path
from typing import Final

HERE: Final = Path(__file__).parent
AGREED: Final = HERE / "agreed.txt"
ALLOWED: Final = HERE / "allowed.txt"

_HEAD = "# Which wordings of both languages were said to agree: `python scripts/content.py agree PATH` writes it.\n"


def agreed(file: Path = AGREED) -> dict[str, set[tuple[str, str]]]:
    """By question, the digests of both pages when somebody said that they say the same.

    Two branches may have added a line each, so there may be several.
    """
    found: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for line in _lines(file):
        name, one, other = line.split()
        found[name].add((one, other))
    return found


def agree(digests: dict[str, tuple[str, str]], file: Path = AGREED) -> None:
    """Write down that these pages say the same now. Of others every line stays: which is stale is not known here."""
    known = agreed(file) | {name: {pair} for name, pair in digests.items()}
    lines = (f"{name} {one} {other}\n" for name in sorted(known) for one, other in sorted(known[name]))
    file.write_text(_HEAD + "".join(lines), encoding="utf-8")


def allowed(file: Path = ALLOWED) -> dict[str, set[str]]:
    """By question, what may be different or is meant so: words of one language, codes of findings, other questions."""
    found: dict[str, set[str]] = defaultdict(set)
    for line in _lines(file):
        name, _, what = line.partition(": ")
        found[name].add(what.strip())
    return found


def _lines(file: Path) -> list[str]:
    if not file.exists():
        return []
    lines = file.read_text(encoding="utf-8").split("\n")
    return [line for line in lines if line.strip() and not line.startswith("#")]
