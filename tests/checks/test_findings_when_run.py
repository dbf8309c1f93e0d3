"""What running the code of the bank shows stands among the findings, as fresh as the verdicts it comes from."""

from collections.abc import Iterator

import pytest

from tests.bank.editing import a_question, says, undo
from tests.checks.test_findings_in_bank import check, codes, only, page
from tests.sandbox.conftest import bubblewrap, kits, sandbox
from tests.snippets.twin import CountingRunner
from viva.app import App
from viva.bank.content import Content, parts_of
from viva.kernel.clock import FrozenClock
from viva.kernel.i18n import speak
from viva.notes.model import Reason
from viva.sandbox.linux.runner import LinuxRunner
from viva.settings import Settings
from viva.snippets.cases import cases_of
from viva.snippets.jobs import recheck_later
from viva.snippets.model import Checked, Outdated, Verdict, Wrong
from viva.telling import findings as words

__all__ = ["bubblewrap", "kits", "sandbox"]

CODE = "print(2 + 3)  # 6"
ANSWER = f"It adds.\n\n```python\n{CODE}\n```"
MISMATCH = Checked(
    verdict=Verdict.MISMATCH, lang="python", documented="6", output="5", wrong=(Wrong(1, "6", "5"),), isolation="full"
)
BROKEN = Checked(
    verdict=Verdict.BROKEN, lang="python", reason=Reason("It ends with {error}.", {"error": "KeyError: 'pear'"}),
    line=1, isolation="full",
)  # fmt: skip


@pytest.fixture
def app(settings: Settings, clock: FrozenClock) -> Iterator[App]:
    """A bank whose code is run by a twin."""
    program = App(settings, clock=clock, runner=CountingRunner())
    yield program
    program.close()


def judge(app: App, question: int, checked: Checked) -> None:
    """Keep a verdict, as a job does."""
    content = says(app, question)
    with app.unit() as unit:
        cases = cases_of(question, content, parts_of(content, {}))
        unit.snippets.keep([question], [(case, checked) for case in cases])
        unit.checking.heed_verdicts([question])


def edit(app: App, question: int, answer: str) -> None:
    with app.unit() as unit:
        state = unit.bank.states([question])[question]
        unit.editing.edit(question, Content(prompt=state.content.prompt, answer=answer), seen=state.version)


def test_a_verdict_is_a_finding_at_once(app: App) -> None:
    question = a_question(app, answer=ANSWER)
    judge(app, question, MISMATCH)

    one = only(app)

    assert (one.finding.code, one.finding.line, one.finding.values) == ("C402", 6, {"claimed": "6", "real": "5"})
    assert page(app).unchecked == 1  # no other rule has looked at it


def test_a_check_keeps_what_running_showed(app: App) -> None:
    question = a_question(app, answer=ANSWER)
    judge(app, question, MISMATCH)

    check(app)

    assert codes(app) == ["C402"]
    assert check(app, question)
    assert codes(app) == ["C402"]


def test_a_better_verdict_takes_the_finding_away(app: App) -> None:
    question = a_question(app, answer=ANSWER)
    judge(app, question, MISMATCH)
    judge(app, question, Checked(verdict=Verdict.RUNS, lang="python"))

    assert codes(app) == []


def test_code_that_was_only_moved_keeps_its_finding(app: App) -> None:
    question = a_question(app, answer=ANSWER)
    judge(app, question, MISMATCH)

    edit(app, question, "It adds numbers.\n\nLike so:\n" + ANSWER.partition("\n")[2])
    check(app, question)

    assert only(app).finding.line == 8


def test_other_code_has_no_finding_and_is_run_again(app: App) -> None:
    question = a_question(app, answer=ANSWER)
    judge(app, question, MISMATCH)
    edit(app, question, ANSWER.replace("2 + 3", "3 + 3"))

    with app.unit() as unit:
        checked = unit.checking.to_check([question])
        assert unit.checking.outrun(checked) == [question]
        unit.checking.check_again([question])

    assert codes(app) == []


def test_a_check_has_code_run_again_that_is_other_code_by_now(app: App) -> None:
    question, other = a_question(app, answer=ANSWER), a_question(app, "What is it?", answer=ANSWER, source="b.md")
    judge(app, question, MISMATCH)
    edit(app, question, ANSWER.replace("# 6", "# 5"))

    check(app, question, other)  # the worker goes on with what was added

    with app.reader() as unit:
        assert unit.checking.outrun(unit.checking.to_check([question])) == []
        assert not unit.snippets.verdicts([other])  # which was never run
    assert codes(app) == []


def test_what_a_comment_overlooks_is_left_out(app: App) -> None:
    question = a_question(app, answer=ANSWER.replace("# 6", "# 6  viva: ignore C4"))
    judge(app, question, MISMATCH)

    assert codes(app) == []


def test_what_became_of_an_api_is_told_once(app: App) -> None:
    question = a_question(app, answer="It logs.\n\n```python\nimport logging\n\nlogging.warn('ripe')\n```")
    warned = Checked(verdict=Verdict.RUNS, lang="python", outdated=(Outdated(3, "The 'warn' function is deprecated"),))
    judge(app, question, warned)
    assert codes(app) == ["C406"]

    check(app)
    assert codes(app) == ["C302"]
    judge(app, question, warned)
    assert codes(app) == ["C302"]


def test_it_is_told_in_the_language_of_who_reads(app: App) -> None:
    judge(app, a_question(app, answer=ANSWER), BROKEN)
    finding = only(app).finding

    assert words.message(finding) == "does not work when it is run: it ends with KeyError: 'pear'"
    speak("ru")
    try:
        assert words.message(finding) == "не работает при запуске: код завершается ошибкой KeyError: 'pear'"
    finally:
        speak("en")


def test_what_is_ignored_stays_ignored_when_code_is_run_again(app: App) -> None:
    question = a_question(app, answer=ANSWER)
    judge(app, question, MISMATCH)
    one = only(app)
    with app.unit() as unit:
        unit.findings.ignore(question, one.revision, one.place, "it is a riddle")

    judge(app, question, MISMATCH)
    check(app)

    assert codes(app) == []
    assert codes(app, ignored=True) == ["C402"]


def test_a_wording_that_comes_back_is_known(app: App) -> None:
    question = a_question(app, answer=ANSWER)
    judge(app, question, MISMATCH)
    check(app)
    edit(app, question, "It adds.")
    check(app, question)
    assert codes(app) == []

    undo(app)

    assert codes(app) == ["C402"]


@pytest.fixture
def with_sandbox(settings: Settings, clock: FrozenClock, sandbox: LinuxRunner) -> Iterator[App]:
    """An App that really runs code, in a sandbox that others use after it."""
    program = App(settings, clock=clock, runner=sandbox)
    yield program
    program._database.close()


@pytest.mark.slow
def test_code_that_is_run_leaves_findings_which_mending_takes_away(with_sandbox: App) -> None:
    app = with_sandbox
    question = a_question(app, answer=ANSWER)
    with app.unit() as unit:
        recheck_later(unit.jobs, "stock")
    app.worker().run(once=True)
    one = only(app)
    assert one.finding.code == "C402"

    with app.unit() as unit:
        unit.findings.mend(question, one.revision, one.place)
    check(app, question)

    assert says(app, question).answer == ANSWER.replace("# 6", "# 5")
    assert codes(app) == []
    with app.reader() as unit:
        (known,) = unit.snippets.verdicts([question])[question]
    assert known.checked.verdict is Verdict.MATCHES
