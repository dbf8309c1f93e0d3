"""In CI nothing is skipped."""

from pathlib import Path

import pytest

from tests.required import CHECKOUT, require, shared_folder

SKIPPED_BY_HAND = "import pytest\ndef test_it(): pytest.skip('no network')"
SKIPPED_BY_MARK = "import pytest\n@pytest.mark.skip(reason='no network')\ndef test_it(): pass"
SKIPPED_AS_A_FILE = "import pytest\npytest.skip('no network', allow_module_level=True)"
MISSING = "from tests.required import require\ndef test_it(): require(None, 'no network')"

every_way_to_skip = pytest.mark.parametrize("test", [SKIPPED_BY_HAND, SKIPPED_BY_MARK, SKIPPED_AS_A_FILE, MISSING])


@pytest.fixture
def run(pytester: pytest.Pytester) -> pytest.Pytester:
    """A folder of tests that keeps to the rule, and nothing else of ours."""
    pytester.syspathinsert(CHECKOUT)
    pytester.makeconftest("pytest_plugins = ['tests.nothing_skipped']")
    return pytester


@every_way_to_skip
def test_a_person_may_skip(run: pytest.Pytester, monkeypatch: pytest.MonkeyPatch, test: str) -> None:
    monkeypatch.delenv("CI", raising=False)
    run.makepyfile(test)

    assert run.runpytest().parseoutcomes() == {"skipped": 1}


@every_way_to_skip
def test_ci_may_not(run: pytest.Pytester, monkeypatch: pytest.MonkeyPatch, test: str) -> None:
    monkeypatch.setenv("CI", "true")
    run.makepyfile(test)

    result = run.runpytest()

    assert result.ret != pytest.ExitCode.OK
    assert "skipped" not in result.parseoutcomes()
    result.stdout.fnmatch_lines(["*no network (in CI nothing may be skipped)*"])


def test_an_expected_failure_is_no_skip(run: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")
    run.makepyfile("import pytest\n@pytest.mark.xfail\ndef test_it(): assert False")

    assert run.runpytest().parseoutcomes() == {"xfailed": 1}


def test_what_is_there_is_given_back() -> None:
    assert require("server", "no server") == "server"


def test_the_labelled_notes_are_where_the_environment_says(tmp_path: Path) -> None:
    assert shared_folder({"VIVA_SHARED": str(tmp_path)}) == tmp_path


def test_without_the_folder_there_are_no_labelled_notes(tmp_path: Path) -> None:
    assert shared_folder({"VIVA_SHARED": str(tmp_path / "missing")}) is None
