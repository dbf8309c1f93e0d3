"""Findings in the formats of other programs."""

import json
from collections.abc import Callable, Iterable

import pytest

from viva.checks import formats
from viva.checks.model import Edit, Finding, Fix, Found
from viva.kernel.i18n import speak

FOUND = [
    Found("a, b.md", Finding("N105", 3, 5, {"mark": "TODO"})),
    Found(
        "a, b.md",
        Finding("N102", 4, 1, {"word": "Рy", "letter": "Р", "name": "X"}, Fix((Edit(4, 1, "Р", "P"),), safe=True)),
    ),
    Found("c.md", Finding("F201", 1, 1, {"said": "x"})),
]


def test_a_line_says_where_and_what() -> None:
    assert list(formats.as_lines(FOUND))[:2] == [
        "a, b.md:3:5 N105 left to do: TODO",
        "a, b.md:4:1 N102 [*] “Рy” mixes alphabets: “Р” is X",
    ]


def test_json_has_the_promised_members() -> None:
    first, second, _third = formats.as_json(FOUND)

    assert first == {
        "path": "a, b.md", "line": 3, "col": 5, "code": "N105", "message": "left to do: TODO", "fix": None,
    }  # fmt: skip
    assert second["fix"] == {"safe": True, "edits": [{"line": 4, "col": 1, "old": "Р", "new": "P"}]}


def test_messages_speak_russian() -> None:
    speak("ru")
    try:
        assert formats.as_json(FOUND[:1])[0]["message"] == "осталось недоделанным: TODO"
    finally:
        speak("en")


def test_commands_of_github_escape_what_would_end_them() -> None:
    first, _second, third = formats.as_github(FOUND)

    assert first == "::notice file=a%2C b.md,line=3,col=5,title=viva (N105)::N105 left to do: TODO"
    assert third.startswith("::warning file=c.md,line=1,col=1")
    assert "\n" not in next(iter(formats.as_github([Found("a\nb", Finding("N105", 1, 1, {"mark": "100%\n"}))])))


def test_sarif_refers_to_its_rules() -> None:
    (run,) = formats.as_sarif(FOUND)["runs"]
    rules = run["tool"]["driver"]["rules"]

    assert [rules[result["ruleIndex"]]["id"] for result in run["results"]] == ["N105", "N102", "F201"]
    assert {result["level"] for result in run["results"]} <= {"error", "warning", "note"}
    assert run["results"][0]["locations"][0]["physicalLocation"]["region"] == {"startLine": 3, "startColumn": 5}
    json.dumps(formats.as_sarif([]))


def test_gitlab_gets_a_fingerprint_for_each_of_two_equal_findings() -> None:
    report = formats.as_gitlab([FOUND[0], FOUND[0]._replace(finding=Finding("N105", 9, 1, {"mark": "TODO"}))])

    assert len({entry["fingerprint"] for entry in report}) == 2
    assert report[0]["location"] == {"path": "a, b.md", "positions": {"begin": {"line": 3, "column": 5}}}


@pytest.mark.parametrize("form", [formats.as_lines, formats.as_json, formats.as_github, formats.as_gitlab])
def test_nothing_found_is_an_empty_report(form: Callable[[list[Found]], Iterable[object]]) -> None:
    assert list(form([])) == []
