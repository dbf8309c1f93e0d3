"""The rule for CI: a test that is skipped has failed, because nobody would notice."""

import os
from collections.abc import Generator
from typing import TypeVar

import pytest

Report = TypeVar("Report", pytest.TestReport, pytest.CollectReport)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Let no test be skipped in CI, whoever skips it."""
    report = yield
    return report if hasattr(report, "wasxfail") else _nothing_skipped(report)


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """Let no file of tests be skipped in CI either."""
    return _nothing_skipped((yield))


def _nothing_skipped(report: Report) -> Report:
    if report.skipped and os.environ.get("CI", "").lower() in {"1", "true"}:
        why = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr
        report.outcome = "failed"
        report.longrepr = f"{why} (in CI nothing may be skipped)"
    return report
