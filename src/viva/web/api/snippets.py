"""The code of questions: what became of it when it was run, and running it again."""

from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Path
from pydantic import BaseModel

from viva.app import Unit
from viva.kernel.errors import Unavailable
from viva.kernel.ids import IDS
from viva.snippets.grounds import grounds
from viva.snippets.jobs import recheck_later
from viva.snippets.service import Snippet
from viva.telling.plain import plain
from viva.web.api.calling import IdempotencyKey, once
from viva.web.api.jobs import JobBody
from viva.web.asking import Here

routes = APIRouter(tags=["snippets"])

QuestionId = Annotated[int, Path(ge=1, le=IDS[-1])]


class SnippetBody(BaseModel):
    """A piece of code of a question; what is null is not known of it as it is now."""

    place: int
    """Among the code of the question, from 0."""
    lang: str
    text: str
    verdict: str | None
    renewed_needed: bool
    """Other code stood there when it was run."""
    checked_at: datetime | None
    documented: str | None
    output: str | None
    rule: str | None
    reproducible: bool | None
    reason: str | None
    deprecated: str | None
    wrong: list[dict[str, Any]]
    kit: str | None
    interpreter: str | None
    isolation: str | None
    wall_ms: float | None

    @classmethod
    def of(cls, snippet: Snippet) -> "SnippetBody":
        """Of what is known."""
        checked = snippet.checked
        names = (
            "verdict", "documented", "output", "rule", "reproducible", "reason", "deprecated", "kit", "interpreter",
            "isolation", "wall_ms",
        )  # fmt: skip
        return cls.model_validate(
            {
                **{name: plain(getattr(checked, name)) if checked else None for name in names},
                "place": snippet.place,
                "lang": snippet.case.lang,
                "text": snippet.case.text,
                "renewed_needed": snippet.is_old,
                "checked_at": snippet.known.checked_at if checked and snippet.known else None,
                "wrong": [plain(one) for one in checked.wrong] if checked else [],
            }
        )


@routes.get("/questions/{question_id}/snippets")
def list_snippets(here: Here, question_id: QuestionId) -> list[SnippetBody]:
    """The code of a question in its order, with verdicts."""
    with here.reading() as unit:
        question = unit.bank.question(question_id)
        found = unit.snippets.of_question(question_id, question.content, question.parts)
    return [SnippetBody.of(snippet) for snippet in found]


@routes.post("/questions/{question_id}/snippets/run")
def run_snippets(here: Here, question_id: QuestionId, key: IdempotencyKey) -> JobBody:
    """Have the code of a question run by a worker; 503 where nothing keeps it in."""

    def run(unit: Unit) -> dict[str, Any]:
        unit.bank.question(question_id)
        ground = grounds(lambda: unit.sandbox)
        if not ground.runs:
            raise Unavailable(f"{ground.trouble} {ground.advice}".strip())
        job_id = recheck_later(unit.jobs, ground.kit, [question_id])
        return JobBody.of(unit.jobs.job(job_id)).model_dump(mode="json")

    return JobBody.model_validate(once(here, key, None, run))


@routes.get("/verdicts")
def count_verdicts(here: Here) -> dict[str, int]:
    """How many pieces of code have each verdict, as of when they were run last."""
    with here.reading() as unit:
        return {verdict.value: count for verdict, count in unit.snippets.tally().items()}
