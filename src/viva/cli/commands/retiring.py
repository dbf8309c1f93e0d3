"""`viva retire` and `viva settle`: what becomes of questions."""

from __future__ import annotations

from typing import Annotated

from cyclopts import Parameter, ValidationError

from viva.cli.context import Context
from viva.cli.named import check
from viva.kernel.i18n import _


def retire(
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
    back: Annotated[bool, Parameter(help=_("Ask them again: make them ready."))] = False,
    dry_run: Annotated[bool, Parameter(help=_("Only show what would change."))] = False,
    json: Annotated[bool, Parameter(help=_("Print JSON, for other programs."))] = False,
    context: Annotated[Context, Parameter(parse=False)],
) -> None:
    """Say that questions are no longer asked, or that they are again."""
    from viva.bank.model import QuestionStatus
    from viva.cli.changing import change

    status = QuestionStatus.READY if back else QuestionStatus.RETIRED
    change(context, ids, lambda editing, found: editing.change_status(found, status), dry_run=dry_run, json=json)


def settle(
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
    take: Annotated[bool, Parameter(help=_("Take over what the notes say."))] = False,
    keep: Annotated[bool, Parameter(help=_("Keep your own wording."))] = False,
    dry_run: Annotated[bool, Parameter(help=_("Only show what would change."))] = False,
    json: Annotated[bool, Parameter(help=_("Print JSON, for other programs."))] = False,
    context: Annotated[Context, Parameter(parse=False)],
) -> None:
    """Decide between a person's own wording and the one that the notes offer."""
    from viva.cli.changing import change

    if take == keep:
        raise ValidationError(exception_message=_("Choose either --take or --keep."))
    change(
        context,
        ids,
        lambda editing, found: editing.settle_several(
            take=take, seen={question_id: state.version for question_id, state in found.items()}
        ),
        dry_run=dry_run,
        json=json,
    )
