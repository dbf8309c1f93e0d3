"""The keys of pages, which follow from where they stand, and the line that leads to the twin."""

from scripts.starter.written import LANGUAGES, Written
from viva.exchange.page import NAMES, Relative
from viva.notes.model import RelationKind
from viva.starter.shipped import key_of


def twin_of(page: Written) -> str:
    """The key of the same question in the other language."""
    return next(key_of(language, page.name) for language in LANGUAGES if language != page.language)


def is_filled(page: Written) -> bool:
    """Whether a page has its key, and leads to its twin."""
    if page.page is None:
        return False
    return page.page.key == key_of(page.language, page.name) and _twin(page) in page.page.related


def filled(page: Written) -> str:
    """The text of a page with its key and its twin; everything else stays as it is."""
    if page.page is None:
        return page.source
    related = [one for one in page.page.related if one.kind is not RelationKind.TWIN]
    by_kind: dict[str, list[str]] = {}
    for kind, key in [*related, _twin(page)]:
        by_kind.setdefault(kind.value, []).append(key)
    lines = page.source.split("\n")
    if lines[0].rstrip() != "---":
        lines = ["---", "---", "", *lines]
    end = next(number for number, line in enumerate(lines[1:], 1) if line.rstrip() == "---")
    above = _without(lines[1:end], "id", "related")
    place = next(
        (n for n, line in enumerate(above) if line.partition(":")[0] in NAMES[NAMES.index("related") :]), len(above)
    )
    told = ", ".join(f"{kind}: [{', '.join(keys)}]" for kind, keys in by_kind.items())
    above[place:place] = [f"related: {{{told}}}"]
    return "\n".join(["---", f"id: {key_of(page.language, page.name)}", *above, *lines[end:]])


def _twin(page: Written) -> Relative:
    return Relative(RelationKind.TWIN, twin_of(page))


def _without(lines: list[str], *names: str) -> list[str]:
    """The lines of values without those of some names, and what is indented below them."""
    kept: list[str] = []
    dropping = False
    for line in lines:
        if not line.startswith((" ", "\t", "-")):
            dropping = line.partition(":")[0] in names
        if not dropping:
            kept.append(line)
    return kept
