"""How far an interview is: what may be done in it, bringing it into another state, and what a state is called."""

from datetime import timedelta

from viva.interviews.conduct.holding import Holding
from viva.interviews.conduct.model import FOLLOWS, NEEDS_REASON, OWN, RATED_IN, Change, Kind, Part, State
from viva.interviews.conduct.tables import ChangeRow, InterviewRow, SeatRow
from viva.kernel.errors import InvalidInput
from viva.kernel.i18n import _


def become(
    holding: Holding, row: InterviewRow, seat: SeatRow | None, change: Change, state: State, reason: str
) -> ChangeRow:
    """Bring an interview into another state, if it can become that from the one it is in."""
    now, ended_at = State(row.state), row.ended_at
    if state not in FOLLOWS[now]:
        raise InvalidInput(
            _("An interview that is {now} cannot become {state}.").format(now=state_word(now), state=state_word(state))
        )
    if state in NEEDS_REASON and not reason.strip():
        raise InvalidInput(_("Say why: it stands in the list of interviews later."))
    row.state, row.reason = state, reason.strip()
    at = holding.clock.now()
    if state is State.RUNNING:
        pause = at - ended_at if now is State.POSTPONED and ended_at else timedelta()
        row.started_at, row.ended_at = (row.started_at or at) + pause, None
    elif state is State.PLANNED:
        row.started_at = row.ended_at = None
    elif row.started_at is not None:
        row.ended_at = at
    return holding.note(row, seat, change)


def hindrance(kind: Kind, *, part: Part, state: State, submitted: bool) -> str:
    """Why a seat may not make a change of a kind now; nothing where it may."""
    if part is Part.CANDIDATE and kind is not Kind.SCRATCH:
        return _("The candidate's link changes the shared text alone.")
    if part is Part.SHADOW and kind not in OWN:
        return _("A shadow rates and notes, and changes nothing for others.")
    if kind in {Kind.BECOME, Kind.EXTRA} and part is not Part.LEAD:
        return _("Only the lead says how far the interview is.")
    if kind in {Kind.GLASS, Kind.SUBMIT, Kind.AMEND}:
        return _("This is not done as a change.")
    if kind in OWN and submitted:
        return _("Your scorecard is submitted: amend it, with a reason.")
    if kind in OWN and state not in RATED_IN:
        return not_rated_in(state)
    return ""


def not_rated_in(state: State) -> str:
    """Why nothing is rated in a state."""
    if state is State.PLANNED:
        return _("Start the interview first: nothing is rated before.")
    return _("State: {state}. Nothing is rated before it goes on.").format(state=state_word(state))


def state_word(state: State) -> str:
    """A state in the language that is spoken."""
    return {
        State.PLANNED: _("planned"),
        State.RUNNING: _("under way"),
        State.FINISHED: _("finished"),
        State.NO_SHOW: _("no-show"),
        State.POSTPONED: _("postponed"),
        State.ABORTED: _("aborted"),
    }[state]
