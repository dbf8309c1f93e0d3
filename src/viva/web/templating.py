"""Templates: what they may ask for, and how they become pages."""

import re
from collections.abc import Callable
from datetime import datetime
from functools import cache
from importlib import import_module
from pathlib import Path
from secrets import token_urlsafe
from typing import Any
from urllib.parse import quote, urlencode

from jinja2 import FileSystemLoader, StrictUndefined
from jinja2.meta import find_referenced_templates
from markupsafe import Markup, escape

from viva.bank.beside import beside
from viva.bank.content import Content, opening
from viva.bank.differences import Difference
from viva.bank.differences import differences as parts_that_differ
from viva.bank.groups import group_title
from viva.bank.model import QuestionStatus
from viva.bank.search.model import Excerpt
from viva.bank.search.retyping import typed
from viva.intake.arrivals.window import cuts_in
from viva.interviews.templates.phrases import figure
from viva.interviews.templates.titles import first_line
from viva.kernel.clock import minute
from viva.kernel.i18n import _, ngettext, spoken
from viva.notes.model import Group, Level
from viva.telling import changes, differences, filters, findings, jobs, outcomes, snippets, words, work
from viva.web.assets import Assets
from viva.web.compiling import PageTemplates
from viva.web.fragments import hole
from viva.web.frame import frame_of
from viva.web.markdown import highlighted, rendered, safe_link
from viva.web.question_rows import QuestionRow

_TICKED = re.compile(r"`([^`\n]+)`")
_FENCE = re.compile(r"^(?:```|~~~)", re.MULTILINE)
TEMPLATES = Path(__file__).parent / "templates"


@cache
def environment(language: str) -> PageTemplates:
    """The templates, all of them escaped; a name that is not there is an error, never an empty place."""
    made = PageTemplates(
        language,
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        cache_size=-1,  # all of them, without counting which was used last
    )
    known: dict[str, Any] = made.globals
    known |= {
        "_": _,
        "ngettext": ngettext,
        "words": words,
        "part_name": differences.part,
        "part_value": differences.said,
        "differences_of": differences_of,
        "change_said": changes.sentence,
        "decision_word": changes.decision,
        "term_word": changes.term,
        "filters": filters,
        "filter_typed": typed,
        "job_state": jobs.state,
        "job_word": jobs.name,
        "job_part": jobs.part,
        "job_said": outcomes.said,
        "state_word": jobs.word,
        "verdicts": snippets,
        "found_words": findings,
        "found_rule": _late("viva.checks.rulebook", "rule"),
        "beside_each_other": beside,
        "asked": asked,
        "work_word": work.work,
        "work_help": work.advice,
        "asset": Assets().address,
        "shown_tests": _late("viva.bank.tasks", "shown_tests"),
        "group_title": group_title,
        "levels": Level,
        "groups": Group,
        "statuses": QuestionStatus,
        "rating_word": _late("viva.interviews.results.gating", "rating_word"),
        "new_key": new_key,
        "kept": made.fragments.show,
        "hole": hole,
        "cuts_in": cuts_in,
        "frame_of": frame_of,
        "row_of": QuestionRow,
        "query": query,
    }
    made_filters: dict[str, Any] = made.filters
    made_filters |= {"markdown": rendered, "code": highlighted, "marked": marked_up, "link": safe_link}
    made_filters |= {"moment": moment, "oneline": one_line, "counted": counted, "ticked": ticked, "segment": segment}
    made_filters |= {"headline": headline, "begun": begun, "place": words.place, "figure": figure}
    return made


def load(name: str) -> None:
    """Load a template with all that it is made of, in the language spoken."""
    made, loaded, wanted = environment(spoken()), set[str](), [name]
    while wanted:
        one = wanted.pop()
        made.get_template(one)
        loaded.add(one)
        parts = find_referenced_templates(made.parse((TEMPLATES / one).read_text(encoding="utf-8")))
        wanted += [part for part in parts if part and part not in loaded]


def _late(module: str, name: str) -> Callable[..., Any]:
    """A function whose module is loaded when a page first calls it: the first page of all does without."""

    def call(*given: Any) -> Any:
        return getattr(import_module(module), name)(*given)

    return call


def differences_of(before: Content, after: Content) -> tuple[Difference, ...]:
    """What is different between two wordings, for a template to ask whether anything is."""
    return tuple(parts_that_differ(before, after))


def asked(prompt: str) -> tuple[str, str]:
    """The words of a prompt, and the code below them where there is any."""
    fence = _FENCE.search(prompt)
    return (prompt[: fence.start()].rstrip(), prompt[fence.start() :]) if fence else (prompt, "")


def new_key() -> str:
    """A key for a form: sent twice, it is carried out once."""
    return token_urlsafe(12)


def query(**parameters: Any) -> str:
    """Parameters for an address; those that are empty are left out, a list stands there once for each."""
    kept = {name: value for name, value in parameters.items() if value not in (None, "", False, ())}
    return urlencode(kept, doseq=True)


def marked_up(excerpt: Excerpt) -> Markup:
    """A piece of text with what matched in it marked, and what stands between backticks shown as code."""
    text, at, across = excerpt.text, 0, False
    made: list[str] = []
    for start, end in excerpt.marks:
        marked = text[start:end]
        across = across or "`" in marked
        made += (escape(text[at:start]), "<mark>", escape(marked), "</mark>")
        at = end
    html = "".join((*made, escape(text[at:])))
    return Markup(html if across or "`" not in html else _TICKED.sub(r"<code>\1</code>", html))  # noqa: S704 - all of it is escaped


def moment(at: datetime) -> Markup:
    """A moment in the time of the machine, which in local mode is the person's."""
    return Markup('<time datetime="%s">%s</time>') % (at.isoformat(timespec="seconds"), minute(at))


def segment(text: str) -> str:
    """A text as one segment of an address: a slash in it leads nowhere else."""
    return quote(text, safe="")


def ticked(text: str) -> Markup:
    """A sentence with what stands between backticks in it shown as code."""
    return Markup(_TICKED.sub(r"<code>\1</code>", str(escape(text))))  # noqa: S704 - what was put in is escaped


def headline(prompt: str) -> Markup:
    """The title of a question: its first line, with code shown as code."""
    return ticked(first_line(prompt))


def begun(text: str) -> str:
    """A text as a sentence or a heading begins: with a capital."""
    return text[:1].upper() + text[1:]


def one_line(text: str) -> str:
    """A text without its line ends, up to the program it may show."""
    return re.sub(r"\s+", " ", opening(text)).strip()


def counted(number: int) -> str:
    """A number with its thousands apart, as the language spoken has it."""
    return f"{number:,}".replace(",", "\N{NO-BREAK SPACE}" if spoken() == "ru" else ",")
