"""The account of a note: what became of every source line."""

from array import array
from collections.abc import Mapping, Sequence

from viva.notes.formats.transcript import BLANK, JOINED
from viva.notes.model import Account, Reason, Role


def account_of(
    count: int, numbers: Sequence[int], roles: Sequence[tuple[Role, Reason | None]], aside: Mapping[int, Reason]
) -> Account:
    """Bring the roles of texts back to their source lines.

    `count` is the number of source lines, `numbers[i]` the source line of text i
    with `roles[i]`. Where several texts share a line, the weightier role wins.
    A line without a text was set aside by its format; one that was joined to
    the line above shares its role.
    """
    settled = bytearray([_UNSEEN]) * count
    why = array("i", [-1]) * count
    reasons: list[Reason] = []
    known: dict[str, int] = {}

    def index(reason: Reason) -> int:
        key = str(reason)
        if key not in known:
            known[key] = len(reasons)
            reasons.append(reason)
        return known[key]

    for number, (role, reason) in zip(numbers, roles, strict=True):
        at = number - 1
        if role < settled[at]:
            settled[at] = role
            why[at] = index(reason) if reason is not None else -1
    for number, reason in sorted(aside.items()):
        at = number - 1
        if settled[at] < Role.BLANK:
            continue
        if reason.template == JOINED.template and at:
            settled[at], why[at] = settled[at - 1], why[at - 1]
        elif reason.template == BLANK.template:
            settled[at], why[at] = Role.BLANK, -1
        else:
            settled[at], why[at] = Role.LEFT_OUT, index(reason)
    return Account(settled, why, tuple(reasons))


_UNSEEN = len(Role)
