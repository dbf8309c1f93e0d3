"""The first page: what the bank holds, what needs work, what came in and was done last; or how to begin."""

from collections import Counter
from collections.abc import Iterable

from fastapi import APIRouter, Response

from viva.bank.attention import Coverage
from viva.bank.model import SourceLine
from viva.bank.search.retyping import typed
from viva.interviews.templates.titles import topic_title
from viva.jobs.model import JobState
from viva.kernel.clock import day
from viva.kernel.i18n import spoken
from viva.notes.model import Level
from viva.web.asking import Here
from viva.web.pages.activity import entries_of
from viva.web.templating import query

routes = APIRouter()

PAGE = "home/page.html"
_NEWEST = 5
_TOPICS = 12
_DAYS = 30
_LEVELS = (*Level, None)


@routes.get("/")
def show_home(here: Here) -> Response:
    """The bank in numbers, and what to do next."""
    with here.reading() as unit:
        figures = unit.bank.figures()
        sources = unit.bank.sources()
        if not sources and not figures.questions:
            return here.page("home/first.html", starter=unit.starter.holding())
        waiting = unit.attention.counts()
        pairs = unit.attention.pairs()
        coverage = unit.attention.coverage()
        entries = entries_of(unit, unit.activity.changes(limit=_NEWEST))
        running = unit.jobs.newest(JobState.RUNNING, limit=_NEWEST).jobs
        told = here.told(unit)
    return here.page(
        PAGE,
        figures=figures,
        notes=len(sources),
        newest=sorted(sources, key=lambda source: source.imported_at, reverse=True)[:_NEWEST],
        waiting=waiting,
        pairs=pairs,
        entries=entries,
        running=running,
        levels=_LEVELS,
        covered=_covered(coverage),
        days=_by_day(sources),
        told=told,
    )


def _covered(coverage: Coverage) -> list[tuple[str, str, list[int]]]:
    """The topics most is asked about: what each is called, its questions, and how many there are at each level."""
    return [
        (
            topic_title(topic, spoken()),
            f"/bank?{query(q=typed('topic', topic))}",
            [levels.get(each, 0) for each in _LEVELS],
        )
        for topic, levels in list(coverage.topics.items())[:_TOPICS]
    ]


def _by_day(sources: Iterable[SourceLine]) -> list[tuple[str, int]]:
    """Questions by the day their note came in last, oldest first."""
    days: Counter[str] = Counter()
    for source in sources:
        days[day(source.imported_at)] += source.questions
    return sorted(days.items())[-_DAYS:]
