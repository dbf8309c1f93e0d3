"""All rules, read from the files they are written in, and the choice among them by code."""

import re
import tomllib
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from viva.checks.model import Family, Fault, Measured, Rule, Source, Words
from viva.kernel.errors import InvalidInput, NotFound
from viva.kernel.i18n import _

ALL = "ALL"
_FILES: Mapping[Family, tuple[str, ...]] = {
    Family.NOTE: ("notes",),
    Family.QUESTION: ("questions",),
    Family.CODE: ("code",),
    Family.LINK: ("links",),
    Family.FACT: (
        "facts_concurrency",
        "facts_python",
        "facts_code",
        "facts_web",
        "facts_security",
        "facts_databases",
        "facts_systems",
    ),
}
_CODE = re.compile(r"[NQCFL]\d{3}")


def tables(family: Family) -> Iterator[tuple[str, dict[str, Any]]]:
    """The rules of a family as they are written: code and table."""
    for name in _FILES[family]:
        text = files("viva.checks").joinpath("rules").joinpath(f"{name}.toml").read_text(encoding="utf-8")
        yield from tomllib.loads(text).items()


@cache
def rules_of(family: Family) -> dict[str, Rule]:
    """The rules of a family by their codes, in order."""
    made = {code: _rule(code, table) for code, table in tables(family)}
    return dict(sorted(made.items()))


def all_rules() -> dict[str, Rule]:
    """Every rule by its code."""
    return {code: rule for family in Family for code, rule in rules_of(family).items()}


def rule(code: str) -> Rule:
    """The rule with a code, or NotFound."""
    wanted = code.strip().upper()
    found = rules_of(Family(wanted[0])).get(wanted) if _CODE.fullmatch(wanted) else None
    if found is None:
        raise NotFound(_("There is no rule {code}: `viva rule` lists them all.").format(code=code))
    return found


@cache
def measured() -> dict[str, dict[str, Measured]]:
    """What rules found in labelled notes, those on facts and those that run code: by code, for each set of notes."""
    folder = files("viva.checks").joinpath("rules")
    texts = (folder.joinpath(name).read_text(encoding="utf-8") for name in ("measured.toml", "measured_runs.toml"))
    return {
        code: {name: Measured(*numbers) for name, numbers in sets.items()}
        for text in texts
        for code, sets in tomllib.loads(text).items()
    }


def chosen(select: Sequence[str], ignore: Sequence[str]) -> frozenset[str]:
    """The codes that are wanted: of a selection and an exclusion that fit a code, the longer one decides.

    Without a selection all rules are wanted. A word that fits no rule is InvalidInput.
    """
    known = list(all_rules())
    wanted = [_prefix(word, known) for word in select or [ALL]]
    unwanted = [_prefix(word, known) for word in ignore]
    return frozenset(code for code in known if _longest(code, wanted) > _longest(code, unwanted))


def _longest(code: str, prefixes: Sequence[str]) -> int:
    return max((len(prefix) for prefix in prefixes if code.startswith(prefix)), default=-1)


def _prefix(word: str, known: Collection[str]) -> str:
    prefix = word.strip().upper()
    if prefix == ALL:
        return ""
    if not prefix or not any(code.startswith(prefix) for code in known):
        raise InvalidInput(_("No rule begins with {word}: `viva rule` lists them all.").format(word=repr(word)))
    return prefix


def _rule(code: str, table: Mapping[str, Any]) -> Rule:
    fault = table.get("fault")
    right = table.get("right")
    return Rule(
        code=code,
        name=table["name"],
        message=Words(**table.get("message", right)),
        why=Words(**table["why"]),
        right=Words(**right) if right else None,
        fault=Fault(fault) if fault else None,
        sources=tuple(Source(*source) for source in table.get("sources", ())),
        bad=table["bad"] if "bad" in table else _example(table, "wrong"),
        good=table["good"] if "good" in table else _example(table, "fine"),
        fix=table.get("fix", ""),
        online=table.get("online", False),
        needs_run=table.get("needs_run", False),
    )


def _example(table: Mapping[str, Any], name: str) -> str:
    """A note that says some statements."""
    asked = table.get("asked", "")
    heading = f"## {asked}\n\n" if asked else ""
    return heading + "".join(f"- {statement}\n" for statement in table[name])
