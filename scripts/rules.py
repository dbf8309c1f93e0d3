"""Writes the pages of all rules of `viva check` into docs/rules.

    python scripts/rules.py

A test fails while a page says something else than its rule.
"""

from collections.abc import Iterator
from pathlib import Path

from viva.checks.explaining import family_name, page
from viva.checks.model import Family
from viva.checks.rulebook import all_rules, rules_of

PAGES = Path(__file__).resolve().parents[1] / "docs" / "rules"
INTRODUCTION = """\
# Rules

What `viva check` looks for; `viva rule CODE` prints the same pages in English or Russian. [*] is mended by `--fix`,
[?] by `--unsafe-fixes`. [Checking](../check.md) tells how to use them.
"""


def index() -> Iterator[str]:
    """The list of all rules, by family."""
    yield INTRODUCTION
    for family in Family:
        yield f"## {family.value}: {family_name(family)}\n"
        for code, rule in rules_of(family).items():
            mark = {"safe": " [*]", "unsafe": " [?]"}.get(rule.fix, "")
            yield f"- [{code}]({code}.md) {rule.name}{mark}"
        yield ""


def main() -> None:
    """Write what is new, and remove what is gone."""
    PAGES.mkdir(exist_ok=True)
    wanted = {f"{code}.md": "\n".join(page(rule)) + "\n" for code, rule in all_rules().items()}
    wanted["index.md"] = "\n".join(index()).rstrip("\n") + "\n"
    for file in PAGES.glob("*.md"):
        if file.name not in wanted:
            file.unlink()
    for name, text in wanted.items():
        (PAGES / name).write_text(text, encoding="utf-8")
    print(f"{len(wanted)} pages in {PAGES.name}")


if __name__ == "__main__":
    main()
