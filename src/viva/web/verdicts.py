"""The code of a question as its page shows it: verdicts, what runs now, and what can be done."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from viva.app import Unit
from viva.bank.model import Question
from viva.jobs.model import JobLine, JobState
from viva.kernel.errors import NotFound, Unavailable
from viva.notes.model import RelationKind
from viva.snippets import predicting
from viva.snippets.grounds import Grounds, grounds
from viva.snippets.jobs import RECHECK, TRY
from viva.snippets.service import Snippet
from viva.snippets.taking import can_take

_LOOKED_AT = 60
"""Jobs that are looked through."""


@dataclass(frozen=True, slots=True)
class ShownSnippet:
    """A piece of code with what can be done about it."""

    snippet: Snippet
    takes: bool
    """Its real output can be taken into the question."""
    asks: bool
    """One can make a question that asks what it prints."""
    asked_by: int | None
    """The question that asks so already."""
    attempt_job: JobLine | None
    """What runs the edited code, or has failed to."""

    @property
    def tries(self) -> bool:
        """Whether edited code waits to be run, or runs."""
        return self.attempt_job is not None and self.attempt_job.state in {JobState.WAITING, JobState.RUNNING}


@dataclass(frozen=True, slots=True)
class CodeOfQuestion:
    """All code of a question."""

    shown: tuple[ShownSnippet, ...]
    """By its place."""
    grounds: Grounds
    going: tuple[JobLine, ...] = ()
    """The jobs that run it, or will."""
    neglected: bool = False
    typed: Mapping[int, str] = field(default_factory=dict)
    """Code that somebody typed and that was not taken, by its place."""

    @property
    def programs(self) -> tuple[ShownSnippet, ...]:
        """What can be run: the others are what the ones above them print."""
        above = (None, *(one.snippet.case for one in self.shown))
        return tuple(
            one for one, before in zip(self.shown, above, strict=False) if not one.snippet.case.is_output_of(before)
        )


def code_of(unit: Unit, question: Question, typed: Mapping[int, str] | None = None) -> CodeOfQuestion | None:
    """What to show of the code of a question; None where it has none."""
    snippets = unit.snippets.of_question(question.id, question.content, question.parts)
    if not snippets:
        return None
    follow_ups = [one.id for one in question.related if one.kind is RelationKind.FOLLOW_UP and one.forwards]
    asking = {one: said[0] for one, said in unit.bank.wordings(follow_ups).items()}
    shown = []
    for one in snippets:
        checked = one.checked
        by = next((other for other, content in asking.items() if predicting.asks_about(content, one.case)), None)
        shown.append(
            ShownSnippet(
                snippet=one,
                takes=checked is not None and can_take(checked),
                asks=checked is not None and by is None and predicting.can_ask(one.case, checked),
                asked_by=by,
                attempt_job=_job(unit, one),
            )
        )
    going = _going(unit, question.id)
    return CodeOfQuestion(
        tuple(shown),
        grounds(lambda: unit.sandbox),
        going,
        neglected=bool(going) and unit.jobs.is_neglected(),
        typed=typed or {},
    )


def kit_of(unit: Unit) -> str:
    """What code is run with; Unavailable where nothing can be run."""
    ground = grounds(lambda: unit.sandbox)
    if not ground.runs:
        raise Unavailable(f"{ground.trouble} {ground.advice}".strip())
    return ground.kit


def _job(unit: Unit, snippet: Snippet) -> JobLine | None:
    attempt = snippet.attempt
    if attempt is None or attempt.job_id is None or attempt.checked is not None:
        return None
    try:
        return unit.jobs.job(attempt.job_id)
    except NotFound:  # jobs are forgotten on their own
        return None


def _going(unit: Unit, question_id: int) -> tuple[JobLine, ...]:
    return tuple(job for job in unit.jobs.in_hand(RECHECK, TRY, limit=_LOOKED_AT) if _runs(job, question_id))


def _runs(job: JobLine, question_id: int) -> bool:
    if job.name == TRY.name:
        return job.payload.get("question") == question_id
    some = job.payload.get("questions") or ()
    return job.name == RECHECK.name and (not some or question_id in some)
