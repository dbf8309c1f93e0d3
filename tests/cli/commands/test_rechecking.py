"""`viva recheck`, and the verdicts of `viva import --dry-run --json --run`."""

import json
import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import Viva
from tests.required import require
from viva.cli.exits import Exit

NOTE = """\
```python
basket = []
```

## What does it print?

```python
print(2 + 3)  # 5
```

## What does the tree look like?

```
shop/
├── till.py
└── cart.py
```
"""


@pytest.fixture(autouse=True)
def bubblewrap() -> None:
    require(shutil.which("bwrap"), "no bubblewrap: `make development` installs it, or says how")


@pytest.fixture
def note(tmp_path: Path) -> Path:
    path = tmp_path / "note.md"
    path.write_text(NOTE, encoding="utf-8")
    return path


def test_what_is_understood_gets_verdicts(viva: Viva, note: Path) -> None:
    told = json.loads(viva("import", "--dry-run", "--json", "--run", "--kit", "stock", note).out)
    (printed,), (tree,) = (item["snippets"] for item in told["items"])
    (loose,) = told["loose_snippets"]

    names = ("lines", "lang", "documented_output", "verdict", "output", "deprecated", "kit")
    assert [printed[name] for name in names] == [[8, 8], "python", "5", "matches", "5", None, "stock"]
    assert (tree["lines"], tree["lang"], tree["verdict"]) == ([14, 16], "text", "not-python")
    assert (loose["source"], loose["lines"], loose["verdict"]) == (str(note), [2, 2], "runs")


def test_without_run_nothing_is_run_and_nothing_else_is_told(viva: Viva, note: Path) -> None:
    told = json.loads(viva("import", "--dry-run", "--json", note).out)

    assert told["items"][0]["snippets"] == [{"lines": [8, 8], "lang": "python"}]
    assert "loose_snippets" not in told


@pytest.mark.parametrize(
    "words", [["--run"], ["--dry-run", "--run"], ["--json", "--run"], ["--dry-run", "--kit", "all"]]
)
def test_run_goes_with_a_dry_run_for_programs_alone(viva: Viva, note: Path, words: list[str]) -> None:
    ended = viva("import", *words, note)

    assert ended.code == Exit.USAGE
    assert "--dry-run --json --run" in ended.err


def test_an_unknown_kit_is_told_in_a_sentence(viva: Viva, note: Path) -> None:
    for words in (["import", "--dry-run", "--json", "--run", "--kit", "none", note], ["recheck", "--kit", "none"]):
        ended = viva(*words)
        assert (ended.code, ended.out) == (Exit.FAILED, "")
        assert "There is no kit none" in ended.err


def test_the_code_of_the_bank_is_checked_and_counted(viva: Viva, note: Path) -> None:
    viva("import", note)
    ended = viva("recheck", "--kit", "stock")

    assert ended.code == Exit.OK
    assert "snippet" in ended.out
    assert "matches 1" in ended.out


def test_programs_get_the_verdicts_counted(viva: Viva, note: Path) -> None:
    viva("import", note)
    told = json.loads(viva("recheck", "--kit", "stock", "--json").out)

    assert told["state"] == "done"
    assert told["verdicts"]["matches"] == 1


def test_a_worker_can_do_it_later(viva: Viva, note: Path) -> None:
    viva("import", note)
    told = json.loads(viva("recheck", "--kit", "stock", "--later", "--json").out)
    done = viva("work", "--once")

    assert told == {"job": 1}
    assert "recheck" in done.out
