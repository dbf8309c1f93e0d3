"""`viva tag`: the same tags, topics, level or groups for many questions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Literal

from cyclopts import Parameter, Token, ValidationError

from viva.cli.context import Context
from viva.cli.named import check
from viva.kernel.i18n import _

if TYPE_CHECKING:
    from viva.bank.combining import Amendment
    from viva.notes.model import Group, Level

_NOTHING = "none"


def word(_type: object, tokens: Sequence[Token]) -> tuple[str, ...]:
    """Words to choose by, without blanks around them; an empty one would choose nothing."""
    words = tuple(token.value.strip() for token in tokens)
    if not all(words):
        raise ValueError
    return words


Words = tuple[str, ...]


def tag_questions(  # noqa: PLR0913 - one for each thing that can be changed
    *ids: Annotated[
        str,
        Parameter(
            name="ID",
            required=True,
            allow_leading_hyphen=True,
            validator=check,
            help=_("Numbers, ranges, keys; - for standard input."),
        ),
    ],
    add: Annotated[Words, Parameter(metavar="TAG", converter=word, help=_("Add a tag; may repeat."))] = (),
    remove: Annotated[Words, Parameter(metavar="TAG", converter=word, help=_("Take a tag away; may repeat."))] = (),
    topic: Annotated[Words, Parameter(metavar="TOPIC", converter=word, help=_("Add a topic; may repeat."))] = (),
    no_topic: Annotated[
        Words, Parameter(metavar="TOPIC", converter=word, help=_("Take a topic away; may repeat."))
    ] = (),
    tech: Annotated[Words, Parameter(metavar="TECH", converter=word, help=_("Add a technology; may repeat."))] = (),
    no_tech: Annotated[
        Words, Parameter(metavar="TECH", converter=word, help=_("Take a technology away; may repeat."))
    ] = (),
    level: Annotated[
        Literal["L1", "L2", "L3", "none"] | None, Parameter(metavar="LEVEL", help=_("Set the level, or take it away:"))
    ] = None,
    group: Annotated[
        Words,
        Parameter(
            metavar="LEVEL=GROUP",
            help=_("How necessary it is at a level, such as L2=must (should, okay, perfect; none takes it away)."),
        ),
    ] = (),
    language: Annotated[str | None, Parameter(metavar="CODE", help=_("Set the language, such as en."))] = None,
    dry_run: Annotated[bool, Parameter(help=_("Only show what would change."))] = False,
    json: Annotated[bool, Parameter(help=_("Print JSON, for other programs."))] = False,
    context: Annotated[Context, Parameter(parse=False)],
) -> None:
    """Change the same in all the questions; those that are so already stay as they are."""
    from viva.bank.combining import Amendment
    from viva.cli.changing import change
    from viva.notes.model import Level

    amendment = Amendment(
        add_tags=add,
        remove_tags=remove,
        add_topics=topic,
        remove_topics=no_topic,
        add_tech=tech,
        remove_tech=no_tech,
        level=Level(level) if level and level != _NOTHING else None,
        no_level=level == _NOTHING,
        groups=dict(map(_group, group)),
        language=_language(language),
    )
    _refuse_nonsense(amendment)
    change(context, ids, lambda editing, found: editing.amend(found, amendment), dry_run=dry_run, json=json)


def _refuse_nonsense(amendment: Amendment) -> None:
    from viva.bank.combining import Amendment

    if amendment == Amendment():
        raise ValidationError(exception_message=_("Say what to change, such as --add TAG or --level L2."))
    pairs = (
        (amendment.add_tags, amendment.remove_tags),
        (amendment.add_topics, amendment.remove_topics),
        (amendment.add_tech, amendment.remove_tech),
    )
    for added, removed in pairs:
        if both := set(added) & set(removed):
            raise ValidationError(
                exception_message=_("“{word}” cannot be added and taken away at once.").format(word=min(both))
            )


def _group(text: str) -> tuple[Level, Group | None]:
    from viva.notes.model import Group, Level

    level, equals, group = (part.strip().lower() for part in text.partition("="))
    levels, groups = {one.value.lower(): one for one in Level}, {one.value: one for one in Group}
    if not equals or level not in levels or group not in {*groups, _NOTHING}:
        told = _("“{text}” is no group: write a level ({levels}), = and one of {groups}.")
        raise ValidationError(
            exception_message=told.format(text=text, levels=", ".join(Level), groups=", ".join([*groups, _NOTHING]))
        )
    return levels[level], groups.get(group)


def _language(code: str | None) -> str | None:
    if code is None:
        return None
    wanted = code.strip().lower()
    if not (wanted.isascii() and wanted.isalpha() and len(wanted) in {2, 3}):
        raise ValidationError(
            exception_message=_("“{code}” is no code of a language, such as en or ru.").format(code=code)
        )
    return wanted
