"""What can be asked of the starter bank: checking it, filling in keys, agreeing, counting."""

import argparse
import os
import sys
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Final

from scripts.starter import alone, figures, ids, lists, twins, whole
from scripts.starter.programs import Memory, Programs, some
from scripts.starter.written import BANK, LANGUAGES, ROOT, Written, bank, pairs
from viva.sandbox.kits.shelf import Shelf
from viva.sandbox.linux.runner import LinuxRunner
from viva.sandbox.opening import open_runner
from viva.settings import Settings

_CACHE: Final = ROOT / ".cache" / "content"


def main(description: str, arguments: Sequence[str] | None = None) -> int:
    """Do what is asked; 1 when something is wrong."""
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    checking = commands.add_parser("check", help="tell what is wrong")
    checking.add_argument("--run", action="store_true", help="run the programs too")
    checking.add_argument("paths", nargs="*", type=Path, metavar="PATH")
    filling = commands.add_parser("ids", help="fill in keys and twins")
    filling.add_argument("paths", nargs="*", type=Path, metavar="PATH")
    agreeing = commands.add_parser("agree", help="write down that twins say the same")
    agreeing.add_argument("paths", nargs="+", type=Path, metavar="PATH")
    commands.add_parser("figures", help="count what there is")
    options = parser.parse_args(arguments)
    pages = bank()
    match options.command:
        case "check":
            return check(pages, options.paths, run=options.run)
        case "ids":
            return fill(pages, options.paths)
        case "agree":
            return agree(pages, options.paths)
        case _:
            print("\n".join(figures.lines(pairs(pages))))
            return 0


def check(pages: Sequence[Written], paths: Sequence[Path], *, run: bool) -> int:
    """Look at pages, and print what is wrong with them."""
    by_name = pairs(pages)
    names = _chosen(pages, paths)
    looked_at = [page for name in sorted(names) for page in by_name[name].values()]
    allowed = lists.allowed()
    for page in looked_at:
        if page.page:
            alone.check(page, allowed.get(page.name, set()))
    whole.check_twins_exist(by_name, names)
    for name in sorted(names):
        _check_pair([by_name[name].get(language) for language in LANGUAGES], allowed.get(name, set()))
    whole.check_duplicates(pages, looked_at, allowed)
    whole.check_rules(looked_at, allowed, _CACHE / "rules")
    ran = _run(looked_at) if run else 0
    if not paths:
        whole.check_keys(pages)
    return _tell(looked_at, ran)


def fill(pages: Sequence[Written], paths: Sequence[Path]) -> int:
    """Write keys and twins into the pages that lack them."""
    names = _chosen(pages, paths)
    meant = [page for page in pages if page.name in names]
    changed = 0
    for page in meant:
        text = ids.filled(page)
        if page.page and text != page.source:
            page.path.write_text(text, encoding="utf-8")
            changed += 1
    print(f"{changed} of {len(meant)} pages were filled in")
    return _tell([page for page in meant if not page.page], 0)


def agree(pages: Sequence[Written], paths: Sequence[Path]) -> int:
    """Write down that twins say the same, unless one can see that they do not."""
    by_name, allowed = pairs(pages), lists.allowed()
    names = _chosen(pages, paths)
    whole.check_twins_exist(by_name, names)
    digests: dict[str, tuple[str, str]] = {}
    wrong: list[Written] = []
    for name in sorted(names):
        pair = by_name[name]
        if all(language in pair and pair[language].page for language in LANGUAGES):
            twins.check(pair["en"], pair["ru"], allowed.get(name, set()))
        if any(page.problems for page in pair.values()):
            wrong += pair.values()
        else:
            digests[name] = (pair["en"].digest, pair["ru"].digest)
    lists.agree(digests)
    print(f"{len(digests)} questions say the same in both languages")
    return _tell(wrong, 0)


def _check_pair(pair: Sequence[Written | None], allowed: set[str]) -> None:
    one, other = pair
    if not one or not other or not one.page or not other.page:
        return
    before = len(one.problems) + len(other.problems)
    twins.check(one, other, allowed)
    if len(one.problems) + len(other.problems) > before:
        return
    known = lists.agreed().get(one.name, set())
    if (one.digest, other.digest) in known:
        return
    again = f"then run `python scripts/content.py agree {other.file}`"
    if not known:
        other.complain(1, f"nobody said yet that both languages say the same: compare them, {again}")
        return
    stale = [page.file for page, place in ((one, 0), (other, 1)) if page.digest not in {both[place] for both in known}]
    other.complain(
        1, f"{' and '.join(stale) or one.file} changed since both languages agreed: bring the other up to date, {again}"
    )


def _run(pages: Sequence[Written]) -> int:
    if not some(pages):
        return 0
    with open_sandbox() as sandbox:
        programs = Programs(sandbox, Memory(_CACHE / "programs"))
        programs.check(pages)
        return programs.ran


def open_sandbox() -> LinuxRunner:
    """What keeps programs in on this machine; a sentence where nothing does."""
    kits = Settings.read(os.environ).kits
    open_runner(kits).close()
    return LinuxRunner(Shelf(kits))


def _chosen(pages: Sequence[Written], paths: Collection[Path]) -> set[str]:
    """The questions that are meant: all, or those whose pages stand at these paths or below them."""
    if not paths:
        return {page.name for page in pages}
    wanted = [path.resolve() for path in paths]
    for path in wanted:
        if not any(page.path.is_relative_to(path) for page in pages):
            sys.exit(f"{path} is no page of the starter bank, nor a folder with any: they are in {BANK}")
    return {page.name for page in pages for path in wanted if page.path.is_relative_to(path)}


def _tell(pages: Sequence[Written], ran: int) -> int:
    problems = sorted({problem for page in pages for problem in page.problems})
    for problem in problems:
        print(problem)
    files = len({problem.file for problem in problems})
    told = f"{len(problems)} problems in {files} pages" if problems else "all is well"
    print(f"{len(pages)} pages, {ran} programs run: {told}", file=sys.stderr)
    return 1 if problems else 0
