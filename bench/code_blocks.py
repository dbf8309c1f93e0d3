"""Measure how much of the labelled code is found, exactly, and named right.

Reads the labelled notes in the folder VIVA_SHARED (default: `shared` beside the checkout) and prints,
for each note, the blocks found exactly, missed, and found where there is none.
"""

import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from viva.notes.code.blocks import CodeBlock, code_blocks

SHARED = Path(os.environ.get("VIVA_SHARED", Path(__file__).parents[2] / "shared"))


class Labelled(NamedTuple):
    """A note with its code as a person marked it, by 1-based lines; `lang` is empty where unmarked."""

    name: str
    texts: list[str]
    blocks: dict[tuple[int, int], str]
    bodies: bool  # whether the ranges leave the fences out
    until: int  # labels are complete up to this line
    inside: tuple[tuple[int, int], ...]  # only code in these lines is labelled; empty for all


def read_lines(path: Path) -> list[str]:
    """Lines of a note, split at line feeds only."""
    return path.read_text(encoding="utf-8", errors="replace").split("\n")


def seeds() -> Iterator[Labelled]:
    """The seed notes, whose truth names the language of each block."""
    for path in sorted((SHARED / "truth").glob("*.json")):
        truth = json.loads(path.read_text(encoding="utf-8"))
        texts = read_lines(SHARED / "seeds" / truth["source"])
        blocks = {tuple(block["lines"]): block["lang"] for block in truth["code_blocks"]}
        yield Labelled(truth["source"], texts, blocks, bodies=True, until=len(texts), inside=())


def collections() -> Iterator[Labelled]:
    """The labelled collections, whose items name the ranges of their code."""
    for path in sorted((SHARED / "notes" / "labels").glob("*.json")):
        labels = json.loads(path.read_text(encoding="utf-8"))
        raw = next((SHARED / "notes" / "raw").glob(f"{labels['source']}_*"))
        texts = read_lines(raw)
        blocks = {(a, z): "" for item in labels["items"] for a, z in item.get("code_blocks") or ()}
        spans = [item[key] for item in labels["items"] for key in ("prompt_span", "answer_span") if item.get(key)]
        until = labels.get("labelled_until") or len(texts)
        yield Labelled(raw.name, texts, blocks, bodies=False, until=until, inside=tuple((a, z) for a, z in spans))


def lines_of(block: CodeBlock, *, body: bool) -> tuple[int, int]:
    """The lines of a block counted from 1, without its fences for a body."""
    return (block.body_first + 1, block.body_last + 1) if body else (block.first + 1, block.last + 1)


def measure(note: Labelled, *, details: bool) -> tuple[int, int, int, int]:
    """Print one line on a note; return labelled, exact, false and rightly named."""
    found = {lines_of(block, body=note.bodies): block for block in code_blocks(note.texts)}
    found = {lines: block for lines, block in found.items() if lines[0] <= note.until}
    exact = found.keys() & note.blocks.keys()
    touching = {lines for lines in found.keys() - exact if any(a <= lines[1] and lines[0] <= z for a, z in note.blocks)}
    false = found.keys() - exact - touching
    if note.inside:
        false = {(a, z) for a, z in false if any(first <= a and z <= last for first, last in note.inside)}
    named = sum(1 for lines in exact if found[lines].lang == note.blocks[lines])
    marked = any(note.blocks.values())
    print(
        f"{note.name:34} labelled {len(note.blocks):4}  exact {len(exact):4}  other ends {len(touching):3}"
        f"  false {len(false):3}" + (f"  language right {named:4}" if marked else "")
    )
    if details:
        for lines in sorted(note.blocks.keys() - exact):
            print("    not exact", lines)
        for lines in sorted(touching | false):
            print("    found", lines, found[lines].lang, "|", note.texts[found[lines].body_first][:80])
        for lines in sorted(exact if marked else ()):
            if found[lines].lang != note.blocks[lines]:
                print("    language", lines, found[lines].lang, "for", note.blocks[lines])
    return len(note.blocks), len(exact), len(false), named


def main() -> int:
    """Measure every labelled note; without the folder, say so and skip, except in CI."""
    if not SHARED.is_dir():
        print(f"No labelled notes in {SHARED}; set VIVA_SHARED.", file=sys.stderr)
        return 1 if os.environ.get("CI") == "true" else 0
    details = "--details" in sys.argv[1:]
    for title, notes in (("seeds", seeds()), ("collections", collections())):
        totals = [sum(column) for column in zip(*(measure(note, details=details) for note in notes), strict=True)]
        print(f"{title}: labelled {totals[0]}, exact {totals[1]}, false {totals[2]}, language right {totals[3]}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
