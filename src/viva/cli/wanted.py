"""The options that say which questions are wanted, shared by the commands that look for some."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Literal

from cyclopts import Parameter

from viva.kernel.i18n import _

if TYPE_CHECKING:
    from viva.bank.model import Filter

# The annotations stay text until cyclopts reads them: by then the language is known.


@Parameter(name="*")
@dataclass(frozen=True, kw_only=True)
class Wanted:
    """Which questions; what is not given does not matter."""

    topic: Annotated[str | None, Parameter(metavar="TOPIC", help=_("Only questions on this topic."))] = None
    level: Annotated[
        Literal["L1", "L2", "L3"] | None, Parameter(metavar="LEVEL", help=_("Only questions of this level:"))
    ] = None
    language: Annotated[
        str | None, Parameter(metavar="CODE", help=_("Only questions in this language, such as en."))
    ] = None
    tech: Annotated[str | None, Parameter(metavar="TECH", help=_("Only questions on this technology."))] = None
    kind: Annotated[
        Literal["question", "topic", "mcq", "todo"] | None,
        Parameter(metavar="KIND", help=_("Only questions of this kind:")),
    ] = None
    status: Annotated[
        Literal["draft", "ready", "retired"] | None,
        Parameter(metavar="STATUS", help=_("Only questions that are this far:")),
    ] = None
    source: Annotated[
        str | None, Parameter(metavar="NOTE", help=_("Only questions from this note, by its name or the end of it."))
    ] = None
    needs: Annotated[
        Literal["answer", "more-than-links", "author"] | None,
        Parameter(metavar="NEED", help=_("Only questions that need this:")),
    ] = None
    group: Annotated[
        Literal["must", "should", "okay", "perfect"] | None,
        Parameter(metavar="GROUP", help=_("Only questions of this group, with --level at that level:")),
    ] = None
    tag: Annotated[str | None, Parameter(metavar="TAG", help=_("Only questions with this tag."))] = None
    unanswered: Annotated[bool, Parameter(help=_("Only questions without an answer."))] = False
    vanished: Annotated[bool, Parameter(help=_("Only questions that are no longer in the notes."))] = False
    offered: Annotated[
        bool, Parameter(help=_("Only questions of which the notes say something else than you (marked !)."))
    ] = False

    def filter(self) -> Filter:
        """The same, as the bank asks for it."""
        from viva.bank.model import Filter, QuestionStatus
        from viva.notes.model import Group, Kind, Level, Need

        return Filter(
            topic=self.topic,
            level=Level(self.level) if self.level else None,
            language=self.language,
            tech=self.tech,
            kind=Kind(self.kind) if self.kind else None,
            status=QuestionStatus(self.status) if self.status else None,
            source=self.source,
            need=Need(self.needs) if self.needs else None,
            group=Group(self.group) if self.group else None,
            tag=self.tag,
            answered=False if self.unanswered else None,
            vanished=self.vanished,
            offered=self.offered,
        )


ANY = Wanted()
"""All questions."""
