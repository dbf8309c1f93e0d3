"""Findings in the formats that editors and code hosts read."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from viva import __version__
from viva.checks.findings.model import severity_of
from viva.checks.model import Finding, Found, Rule
from viva.checks.rulebook import rule
from viva.kernel.i18n import _, say

_SENTENCES: Final = ("It ", "Its ", "The ", "What ", "Something ")
"""How reasons begin that go on within a sentence."""
FORMATS: Final = ("text", "json", "sarif", "github", "gitlab")


def message(finding: Finding) -> str:
    """What is the matter, in the language spoken."""
    told = rule(finding.code)
    return str(told.message).format_map(_Values(_of_a_run(finding) if told.needs_run else _placed(finding.values)))


def _placed(values: Mapping[str, str]) -> Mapping[str, str]:
    """The values with the place of another question in the same note in words."""
    path, _colon, line = values.get("other", "").rpartition(":")
    return {**values, "other": _("line {line}").format(line=line)} if line and not path else values


def _of_a_run(finding: Finding) -> dict[str, str]:
    """The values of what a run showed: they are kept without words of their own, as others may read them."""
    values = dict(finding.values)
    if template := values.get("why"):
        why = say(template, finding.values).rstrip(".")
        values["why"] = why[:1].lower() + why[1:] if template.startswith(_SENTENCES) else why
    if values.get("real") == "":
        values["real"] = _("nothing")
    return values


class _Values(dict[str, str]):
    """Values of a message; a name that an older entry of the cache lacks is shown as it is."""

    def __init__(self, values: Mapping[str, str]) -> None:
        super().__init__(values)

    def __missing__(self, name: str) -> str:
        return name


def as_lines(found: Iterable[Found]) -> Iterable[str]:
    """One line each: `path:line:col CODE message`, with a mark where a fix is at hand."""
    for path, finding in found:
        mark = "" if finding.fix is None else "[*] " if finding.fix.safe else "[?] "
        yield f"{path}:{finding.line}:{finding.col} {finding.code} {mark}{message(finding)}"


def as_json(found: Iterable[Found]) -> list[dict[str, Any]]:
    """For programs."""
    return [
        {
            "path": path,
            "line": finding.line,
            "col": finding.col,
            "code": finding.code,
            "message": message(finding),
            "fix": _fix(finding),
        }
        for path, finding in found
    ]


def as_sarif(found: Sequence[Found]) -> dict[str, Any]:
    """SARIF 2.1.0, which code hosts and editors show."""
    codes = sorted({one.finding.code for one in found})
    return {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "viva",
                        "version": __version__,
                        "rules": [_sarif_rule(rule(code)) for code in codes],
                    }
                },
                "columnKind": "unicodeCodePoints",
                "results": [_sarif_result(one, codes) for one in found],
            }
        ],
    }


def as_github(found: Iterable[Found]) -> Iterable[str]:
    """Commands that GitHub Actions show beside the lines of a change."""
    for path, finding in found:
        title = _escaped(f"viva ({finding.code})", ":,")
        place = f"file={_escaped(path, ':,')},line={finding.line},col={finding.col},title={title}"
        yield f"::{_level(finding)} {place}::{_escaped(f'{finding.code} {message(finding)}', '')}"


def as_gitlab(found: Iterable[Found]) -> list[dict[str, Any]]:
    """A code quality report as GitLab reads it; equal findings get fingerprints of their own."""
    seen: dict[str, int] = {}
    report = []
    for path, finding in found:
        told = message(finding)
        same = f"{path}\0{finding.code}\0{told}"
        seen[same] = seen.get(same, 0) + 1
        report.append(
            {
                "description": f"{finding.code} {told}",
                "check_name": finding.code,
                "fingerprint": hashlib.sha256(f"{same}\0{seen[same]}".encode("utf-8", "replace")).hexdigest(),
                "severity": {"error": "major", "warning": "minor", "notice": "info"}[_level(finding)],
                "location": {"path": path, "positions": {"begin": {"line": finding.line, "column": finding.col}}},
            }
        )
    return report


def dumped(value: Any) -> str:
    """A report as a file holds it."""
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def _fix(finding: Finding) -> dict[str, Any] | None:
    if finding.fix is None:
        return None
    edits = [{"line": edit.line, "col": edit.col, "old": edit.old, "new": edit.new} for edit in finding.fix.edits]
    return {"safe": finding.fix.safe, "edits": edits}


def _level(finding: Finding) -> str:
    return severity_of(finding.code).value


def _sarif_rule(found: Rule) -> dict[str, Any]:
    text = f"{found.why}\n\n{found.right}" if found.right else str(found.why)
    described: dict[str, Any] = {
        "id": found.code,
        "name": found.name,
        "shortDescription": {"text": found.name.replace("-", " ")},
        "fullDescription": {"text": text},
    }
    if found.sources:
        described["helpUri"] = found.sources[0].url
    return described


def _sarif_result(one: Found, codes: Sequence[str]) -> dict[str, Any]:
    path, finding = one
    levels = {"error": "error", "warning": "warning", "notice": "note"}
    return {
        "ruleId": finding.code,
        "ruleIndex": codes.index(finding.code),
        "level": levels[_level(finding)],
        "message": {"text": message(finding)},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": path},
                    "region": {"startLine": finding.line, "startColumn": finding.col},
                }
            }
        ],
    }


def _escaped(text: str, more: str) -> str:
    """Text as GitHub's commands want it."""
    text = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    for char in more:
        text = text.replace(char, f"%{ord(char):02X}")
    return text
