"""A verdict as plain values, as it is kept, and back."""

from collections.abc import Mapping
from typing import Any

from viva.notes.model import Reason, Span
from viva.snippets.model import Checked, Outdated, Place, Rule, Sort, Verdict, Wrong


def written(checked: Checked) -> dict[str, Any]:
    """A verdict to be kept."""
    return {
        "lang": checked.lang,
        "sort": checked.sort.value,
        "documented": checked.documented,
        "output": checked.output,
        "rule": checked.rule.value if checked.rule else None,
        "wrong": [list(one) for one in checked.wrong],
        "reproducible": checked.reproducible,
        "outdated": [list(one) for one in checked.outdated],
        "reason": [checked.reason.template, dict(checked.reason.values)] if checked.reason else None,
        "line": checked.line,
        "context": [[place.question, list(place.span)] for place in checked.context],
        "kit": checked.kit,
        "interpreter": checked.interpreter,
        "isolation": checked.isolation,
        "wall_ms": checked.wall_ms,
    }


def read(verdict: str, kept: Mapping[str, Any]) -> Checked:
    """A verdict as it was."""
    return Checked(
        verdict=Verdict(verdict),
        lang=kept["lang"],
        sort=Sort(kept["sort"]),
        documented=kept["documented"],
        output=kept["output"],
        rule=Rule(kept["rule"]) if kept["rule"] else None,
        wrong=tuple(Wrong(*one) for one in kept.get("wrong", ())),  # older ones did not tell
        reproducible=kept["reproducible"],
        outdated=tuple(Outdated(*one) for one in kept["outdated"]),
        reason=Reason(*kept["reason"]) if kept["reason"] else None,
        line=kept.get("line"),  # older ones did not tell
        context=tuple(Place(question, Span(*span)) for question, span in kept["context"]),
        kit=kept["kit"],
        interpreter=kept["interpreter"],
        isolation=kept["isolation"],
        wall_ms=kept["wall_ms"],
    )
