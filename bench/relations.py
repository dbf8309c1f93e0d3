"""How well relations and topics are found, and how finding them grows with the number of questions.

    python -m bench.relations [--strict] [--details]

Quality is measured on our own pairs of prompts and, where the folder VIVA_SHARED (default: `shared` beside the
checkout) holds labelled notes, on those; growth on made-up questions, beside tokenising and stemming the same texts.
With --strict a growth beyond its limit is exit code 1.
"""

import argparse
import json
import os
import random
import sys
import time
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from itertools import combinations, product
from math import hypot, log
from pathlib import Path
from typing import Any, NamedTuple

from viva.notes.content.language import detect
from viva.notes.model import Draft, Kind, Reason, RelationKind, Span
from viva.notes.relations import relate
from viva.notes.subject.stems import stem, words
from viva.notes.subject.taxonomy import taxonomy
from viva.notes.subject.topics import tech, topics

CHECKOUT = Path(__file__).resolve().parents[1]
PAIRS = CHECKOUT / "tests" / "notes" / "relations" / "pairs.toml"
SAME = {RelationKind.COPY, RelationKind.NEAR, RelationKind.TWIN}
SIZES = (2500, 5000, 10_000, 20_000)
EXPONENT = 1.3
"""Time may grow with the number of questions to this power: near-linear, with room for a busy machine."""

Pair = frozenset[str]

# The tags of the labelled notes that are not topics of ours by the same name: what they say in our words.
TOPIC_OF_TAG = {
    "python-basics": "basics", "data-structures": "data-structures", "modules-packages": "modules",
    "python-versions": "basics", "copy": "memory", "jwt": "auth", "oauth2": "auth", "oidc": "auth", "azure-ad": "auth",
    "rate-limiting": "rest", "di": "architecture", "acid": "databases", "data-modeling": "databases",
    "profiling": "performance", "process": "development-process", "typing": "typing",
}  # fmt: skip
UNMAPPED_TAGS = {"project-todo"}


class Seeds(NamedTuple):
    """The labelled notes as drafts, with their labels by the item's id."""

    drafts: list[Draft]
    labels: dict[str, Mapping[str, Any]]


def read_seeds(shared: Path) -> Seeds:
    """Drafts made from the truth itself, so that only relations and topics are judged."""
    seeds = Seeds([], {})
    for path in sorted((shared / "truth").glob("*.json")):
        truth = json.loads(path.read_text(encoding="utf-8"))
        lines = (shared / "seeds" / truth["source"]).read_text(encoding="utf-8").split("\n")
        for item in truth["items"]:
            langs = [block["lang"] for block in truth["code_blocks"] if block.get("item") == item["id"]]
            seeds.drafts.append(_draft_of(item, truth["source"], lines, langs))
            seeds.labels[item["id"]] = item
    return seeds


def _draft_of(item: Mapping[str, Any], source: str, lines: Sequence[str], langs: Sequence[str]) -> Draft:
    first, last = item["answer_span"] or (1, 0)
    answer = "\n".join(lines[first - 1 : last])
    section = tuple(item["section"])
    return Draft(
        source=source,
        line=item["line"],
        prompt=item["prompt"],
        kind=Kind(item["kind"]),
        reason=Reason("labelled"),
        prompt_span=Span(item["line"], item["line"]),
        answer=answer,
        section=section,
        language=item["language"],
        tech=tech(item["prompt"], answer, section, langs),
    )


def show_seed_relations(seeds: Seeds, *, details: bool) -> None:
    """Precision and recall of "the same", apart for one and two languages, with and without arguable items."""
    ids = list(seeds.labels)
    found = {frozenset((ids[one], ids[other])) for one, other, kind, *_ in relate(seeds.drafts) if kind in SAME}
    true = {frozenset((name, twin)) for name, item in seeds.labels.items() for twin in item["same_as"]}
    neither = {frozenset((name, near)) for name, item in seeds.labels.items() for near in item["related"]}
    for arguable, across in product((True, False), repeat=2):

        def counts(pair: Pair, *, arguable: bool = arguable, across: bool = across) -> bool:
            items = [seeds.labels[name] for name in pair]
            doubtful = any(item.get("arguable") for item in items)
            return (len({item["language"] for item in items}) > 1) is across and (arguable or not doubtful)

        ours, theirs = set(filter(counts, found - neither)), set(filter(counts, true))
        where = "two languages" if across else "one language"
        which = "all items" if arguable else "without arguable ones"
        limits = "0.90 and 0.70" if across else "0.90 and 0.85"
        print(f"  {where}, {which:<25}{_precision_recall(ours, theirs)}  to reach {limits}")
    if details:
        for pair in sorted(map(sorted, found - true - neither)):
            print("  too many", *(f"{name} {seeds.labels[name]['prompt'][:60]!r}" for name in pair))
        for pair in sorted(map(sorted, true - found)):
            print("  missed  ", *(f"{name} {seeds.labels[name]['prompt'][:60]!r}" for name in pair))


def _precision_recall(ours: set[Any], theirs: set[Any]) -> str:
    right = len(ours & theirs)
    return f"precision {right / max(1, len(ours)):.3f} recall {right / max(1, len(theirs)):.3f} of {len(theirs)}"


def show_peer(seeds: Seeds) -> None:
    """What plain word overlap reaches: the cosine of stems weighted by rarity, at the threshold that suits it best."""
    ids = list(seeds.labels)
    counts = [Counter(stem(word.surface) for word in words(draft.prompt)) for draft in seeds.drafts]
    spread = Counter(word for count in counts for word in count)
    vectors = [{word: times * log(len(ids) / spread[word]) for word, times in count.items()} for count in counts]
    true = {frozenset((name, twin)) for name, item in seeds.labels.items() for twin in item["same_as"]}
    neither = {frozenset((name, near)) for name, item in seeds.labels.items() for near in item["related"]}
    scored = {
        frozenset((ids[one], ids[other])): _cosine(vectors[one], vectors[other])
        for one, other in combinations(range(len(ids)), 2)
    }
    for across in (False, True):

        def counts_here(pair: Pair, *, across: bool = across) -> bool:
            return (len({seeds.labels[name]["language"] for name in pair}) > 1) is across

        theirs = set(filter(counts_here, true))
        judged = {pair: score for pair, score in scored.items() if counts_here(pair) and pair not in neither}
        taken = [{pair for pair, score in judged.items() if score >= share / 50} for share in range(10, 50)]
        best = max(taken, key=lambda ours: len(ours & theirs) / (len(ours) + len(theirs)))
        where = "two languages" if across else "one language"
        print(f"  {where}, peer: word overlap {'':<16}{_precision_recall(best, theirs)}")


def _cosine(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    shared = sum(weight * other.get(word, 0.0) for word, weight in one.items())
    return shared / ((hypot(*one.values()) * hypot(*other.values())) or 1.0)


def show_seed_topics(seeds: Seeds) -> None:
    """Topics beside the tags of the labels."""
    ours: set[tuple[str, str]] = set()
    theirs: set[tuple[str, str]] = set()
    wider: set[tuple[str, str]] = set()
    for (name, item), draft in zip(seeds.labels.items(), seeds.drafts, strict=True):
        found = topics(draft.prompt, draft.answer, draft.section)
        theirs |= {(name, TOPIC_OF_TAG.get(tag, str(tag))) for tag in item["tags"] if tag not in UNMAPPED_TAGS}
        ours |= {(name, topic) for topic in found}
        wider |= {(name, above) for topic in found for above in taxonomy().above(topic)}
    print(f"  topics beside tags: {_precision_recall(ours, theirs)}")
    print(f"  tags met by a topic or a wider one: {len(theirs & (ours | wider)) / len(theirs):.3f}")


def own_draft(prompt: str, source: str) -> Draft:
    """A draft of one of our pairs: nothing but the prompt."""
    kind = Kind.QUESTION if "?" in prompt else Kind.TOPIC
    span = Span(1, 1)
    return Draft(source, 1, prompt, kind, Reason("a pair"), span, language=detect(prompt), tech=tech(prompt))


def show_pairs(*, details: bool) -> None:
    """Our own pairs: the second table was written after the rules."""
    for name, table in tomllib.loads(PAIRS.read_text(encoding="utf-8")).items():
        theirs = {(one, other) for one, other in table["same"]}
        judged = [*theirs, *((one, other) for one, other in table["different"])]
        ours = {pair for pair in judged if _is_same(*pair)}
        print(f"  {name} table, {len(judged)} pairs: {_precision_recall(ours, theirs)}")
        if details:
            print(*(f"    wrong: {pair}" for pair in sorted(ours ^ theirs)), sep="\n")


def _is_same(one: str, other: str) -> bool:
    return any(relation.kind in SAME for relation in relate([own_draft(one, "one"), own_draft(other, "other")]))


PROMPTS = {
    "en": (
        "What is {a}?", "Explain {a}", "{a}", "{a} vs {b}", "How does {a} work?", "Implement a {w} {v}", "{w} {v} {u}",
        "What is the difference between {a} and {b}?", "How do you test {a} with {w} {v}?", "Why is {a} {w}?",
        "When would you use {a} over {b}?", "How do you {w} the {v} of {a}?", "What are the advantages of {a} for {w}?",
    ),
    "ru": (
        "Что такое {a}?", "{a}", "Чем отличается {a} от {b}?", "Как работает {a}?", "Расскажите про {a}",
        "Зачем нужен {a} и {w} {v}?", "Почему {a} {w}?", "Как {w} {v} в {a}?", "{w} {v} {u}",
    ),
}  # fmt: skip
SYLLABLES = {
    "en": ("ba", "co", "di", "fe", "gra", "lo", "mi", "nu", "pra", "ste", "tor", "vel"),
    "ru": ("ба", "ко", "ди", "фе", "гра", "ло", "ми", "ну", "пра", "сте", "тор", "вел"),
}
COPIED = 0.1
"""The share of questions that somebody pasted twice."""
WORDS_OF_ANSWER = 40


def made_up(number: int) -> list[Draft]:
    """Questions as notes hold them: known and unknown subjects, two languages, many files, some copies."""
    chance = random.Random(7)  # noqa: S311 - the same made-up questions every time
    invented = {lang: ["".join(chance.choices(parts, k=3)) for _ in range(number)] for lang, parts in SYLLABLES.items()}
    subjects = [name.replace("-", " ") for name in taxonomy().topic_of]
    drafts: list[Draft] = []
    for index in range(number):
        if drafts and chance.random() < COPIED:
            drafts.append(chance.choice(drafts))
            continue
        lang = chance.choice(("en", "en", "ru"))
        (a, b), (w, v, u) = chance.choices(subjects, k=2), chance.choices(invented[lang], k=3)
        prompt = chance.choice(PROMPTS[lang]).format(a=a, b=b, w=w, v=v, u=u)
        answer = " ".join(chance.choices(invented[lang], k=WORDS_OF_ANSWER))
        source, span = f"note-{index // 100}.md", Span(index + 1, index + 1)
        made = Draft(source, index + 1, prompt, Kind.QUESTION, Reason("made up"), span, answer=answer, language=lang)
        drafts.append(made)
    return drafts


def show_growth() -> float:
    """Seconds by number of questions, and the power they grow with; the peer only tokenises and stems the texts."""
    print(
        f"  {'questions':>9}{'relations':>11}{'relate':>9}{'grown':>7}{'topics':>9}{'tokens':>9}{'relate/tokens':>15}"
    )
    times: list[float] = []
    for number in SIZES:
        drafts = made_up(number)
        stem.cache_clear()
        tokens, _ = _timed(partial(_stems, drafts))
        related, found = _timed(partial(relate, drafts))
        told, _ = _timed(partial(_topics, drafts))
        grown = f"{related / times[-1]:6.1f}x" if times else f"{'':>7}"
        ratio = f"{related / tokens:14.2f}x"
        print(f"  {number:>9}{found:>11}{related:>8.2f}s{grown}{told:>8.2f}s{tokens:>8.2f}s{ratio}")
        times.append(related)
    exponent = log(times[-1] / times[0]) / log(SIZES[-1] / SIZES[0])
    print(f"  growth: time ~ questions ^ {exponent:.2f}, limit {EXPONENT}  {'MISSED' if exponent > EXPONENT else 'ok'}")
    return exponent


def _topics(drafts: Sequence[Draft]) -> list[tuple[str, ...]]:
    return [topics(draft.prompt, draft.answer, draft.section) for draft in drafts]


def _stems(drafts: Sequence[Draft]) -> list[str]:
    return [stem(word.surface) for text in _texts(drafts) for word in words(text)]


def _texts(drafts: Sequence[Draft]) -> Iterator[str]:
    for draft in drafts:
        yield draft.prompt
        yield draft.answer


def _timed(work: Callable[[], Sequence[object]]) -> tuple[float, int]:
    """How many seconds of a processor some work took, and how much it yielded."""
    start = time.process_time()
    yielded = len(work())
    return time.process_time() - start, yielded


def main(arguments: Sequence[str] | None = None) -> int:
    """Print all tables; tell by the exit code whether time grows too fast, if asked to."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--details", action="store_true", help="list what is wrong")
    parser.add_argument("--strict", action="store_true", help="exit with 1 when a limit is missed")
    options = parser.parse_args(arguments)
    details: bool = options.details
    print("our own pairs of prompts")
    show_pairs(details=details)
    shared = Path(os.environ.get("VIVA_SHARED") or CHECKOUT.parent / "shared")
    if shared.is_dir():
        print("\nlabelled notes")
        seeds = read_seeds(shared)
        show_seed_relations(seeds, details=details)
        show_peer(seeds)
        show_seed_topics(seeds)
    else:
        print(f"\nNo labelled notes in {shared}: set VIVA_SHARED to measure on more than our own.")
    print("\ngrowth; every doubling may double the time")
    missed = show_growth() > EXPONENT
    return int((options.strict and missed) or (not shared.is_dir() and os.environ.get("CI") == "true"))


if __name__ == "__main__":
    sys.exit(main())
