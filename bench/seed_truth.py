"""How well the five seed notes are understood, against everything their truth says about each item."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any

from bench.score_notes import Item, Judgement, match, normal
from viva.notes.model import Draft, Note, RelationKind, Span
from viva.notes.relations import relate
from viva.notes.understand import understand

SAME = {RelationKind.COPY, RelationKind.NEAR, RelationKind.TWIN}
STATED = ("level", "number", "status")

Pair = frozenset[str]


@dataclass(frozen=True, slots=True)
class Seed:
    """A seed note as it was understood, and the draft that each labelled item found, by the item's id."""

    note: Note
    truth: Mapping[str, Any]
    found: Mapping[str, Draft]


def judge_seeds(shared: Path) -> Iterator[Judgement]:
    """Everything the truth in `shared` can judge, over all seeds."""
    seeds = [read_seed(path, shared / "seeds") for path in sorted((shared / "truth").glob("*.json"))]
    for seed in seeds:
        yield from judge_facts(seed)
        yield from judge_repairs(seed)
    yield from judge_relations(seeds)


def read_seed(path: Path, notes: Path) -> Seed:
    truth = json.loads(path.read_text(encoding="utf-8"))
    source = truth["source"]
    note = understand(source, (notes / source).read_bytes())
    wanted = truth["items"]
    pairs = match(note.drafts, [item_of(item) for item in wanted], note.text.lines)
    return Seed(note, truth, {wanted[one]["id"]: note.drafts[other] for one, other in pairs.items()})


def item_of(item: Mapping[str, Any]) -> Item:
    """What matching needs to know of an item."""
    first, last = item.get("prompt_lines") or (item["line"], item["line"])
    return Item(item["line"], item["prompt"], Span(first, last), item["kind"], item["answered"], spans=())


def judge_facts(seed: Seed) -> Iterator[Judgement]:
    """What the author stated must be found, and nothing invented that he did not state."""
    for item in strict(seed):
        draft, line = seed.found.get(item["id"]), item["line"]
        yield Judgement("found", line, draft is not None)
        if draft is None:
            continue
        for name in STATED:
            stated = item[name] is not None
            yield Judgement(name if stated else f"{name} invented", line, getattr(draft, name) == item[name])
        yield Judgement(
            "section", line, [normal(text) for text in draft.section] == [normal(t) for t in item["section"]]
        )
        yield Judgement("language", line, draft.language == item["language"])


def strict(seed: Seed) -> list[Mapping[str, Any]]:
    """The items that nobody would argue about."""
    return [item for item in seed.truth["items"] if "arguable" not in item]


def judge_repairs(seed: Seed) -> Iterator[Judgement]:
    """Damaged lines read as they should, all others stay as they are."""
    damaged = {entry["line"]: entry["repaired"] for entry in seed.truth["mojibake"]}
    for line, text in damaged.items():
        yield Judgement("repaired", line, seed.note.text.lines[line - 1].rstrip() == text.rstrip())
    for repair in seed.note.text.repairs:
        if repair.line not in damaged:
            yield Judgement("repaired", repair.line, right=False)


def judge_relations(seeds: Sequence[Seed]) -> Iterator[Judgement]:
    """How many of the pairs drawn are true, and how many of the true ones were drawn."""
    items = {item["id"]: item for seed in seeds for item in strict(seed) if item["id"] in seed.found}
    line = {name: item["line"] for name, item in items.items()}
    wanted, related = pairs_of(items, "same_as"), pairs_of(items, "related")
    drawn = drawn_pairs(seeds)
    for pair in sorted(drawn, key=sorted):
        if pair <= items.keys() and pair not in related - wanted:
            yield Judgement(f"same, {side(pair, items)}: precision", line[min(pair)], pair in wanted)
    for pair in sorted(wanted, key=sorted):
        yield Judgement(f"same, {side(pair, items)}: recall", line[min(pair)], pair in drawn)
    for seed in seeds:
        yield from judge_repeated(seed, drawn)


def pairs_of(items: Mapping[str, Mapping[str, Any]], name: str) -> set[Pair]:
    """The pairs that the field `name` draws between the items."""
    return {frozenset((one, other)) for one, item in items.items() for other in item[name] if other in items}


def side(pair: Pair, items: Mapping[str, Mapping[str, Any]]) -> str:
    """Whether a pair stays inside a language."""
    return "one language" if len({items[name]["language"] for name in pair}) == 1 else "two languages"


def drawn_pairs(seeds: Sequence[Seed]) -> set[Pair]:
    """The pairs of items that the product calls the same."""
    drafts = list(chain.from_iterable(seed.note.drafts for seed in seeds))
    names = {id(draft): name for seed in seeds for name, draft in seed.found.items()}
    ends = [
        (names.get(id(drafts[relation.one])), names.get(id(drafts[relation.other])))
        for relation in relate(drafts)
        if relation.kind in SAME
    ]
    return {frozenset((one, other)) for one, other in ends if one is not None and other is not None}


def judge_repeated(seed: Seed, drawn: set[Pair]) -> Iterator[Judgement]:
    """Every item of a repeated block must be tied to its own copy."""
    names = {item["line"]: item["id"] for item in seed.truth["items"]}
    for block in seed.truth["repeated_blocks"]:
        first, copy = block["first"], block["copy"]
        for line in sorted(names):
            if first[0] <= line <= first[1]:
                twin = names.get(line + copy[0] - first[0])
                yield Judgement("repeated block", line, twin is not None and frozenset((names[line], twin)) in drawn)
