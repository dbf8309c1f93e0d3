"""What a unit of work offers for interviews, each made when it is first asked for."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Protocol, TypeVar

from sqlalchemy.orm import Session

from viva.accounts.model import Person
from viva.accounts.service import Accounts
from viva.kernel.clock import Clock

if TYPE_CHECKING:  # a search or a list does without all of it
    from viva.interviews.conduct.candidates import Candidates
    from viva.interviews.conduct.holding import Holding
    from viva.interviews.conduct.planning import Interviews
    from viva.interviews.conduct.service import Conduct
    from viva.interviews.results.past import Past
    from viva.interviews.results.service import Results
    from viva.interviews.templates.service import Templates

S = TypeVar("S")


class Composed(Protocol):
    """A unit of work, of which this needs no more."""

    @property
    def person(self) -> Person: ...
    @property
    def _session(self) -> Session: ...
    @property
    def _clock(self) -> Clock: ...
    @property
    def _accounts(self) -> Accounts: ...
    def _one(self, service: type[S], make: Callable[[], S]) -> S: ...
    @property
    def templates(self) -> "Templates": ...
    @property
    def _interviews(self) -> "Holding": ...


class InterviewsOfUnit:
    """The part of a unit that is about interviews."""

    @property
    def templates(self: Composed) -> "Templates":
        """What interviews ask."""
        from viva.interviews.templates.service import Templates

        def asked() -> Mapping[str, int]:
            return self._interviews.store.times_asked()

        return self._one(
            Templates, lambda: Templates(self._session, self.person, self._accounts, self._clock, asked=asked)
        )

    @property
    def interviews(self: Composed) -> "Interviews":
        """Interviews as the owner sees them."""
        from viva.interviews.conduct.planning import Interviews

        return self._one(Interviews, lambda: Interviews(self._interviews, self.person, self.templates))

    @property
    def conduct(self: Composed) -> "Conduct":
        """An interview as the holder of a seat's token sees it."""
        from viva.interviews.conduct.service import Conduct

        return self._one(Conduct, lambda: Conduct(self._interviews))

    @property
    def results(self: Composed) -> "Results":
        """What comes of interviews."""
        from viva.interviews.results.service import Results

        return self._one(Results, lambda: Results(self._interviews))

    @property
    def past(self: Composed) -> "Past":
        """What past interviews say of questions."""
        from viva.interviews.results.past import Past

        return self._one(Past, lambda: Past(self._interviews))

    @property
    def candidates(self: Composed) -> "Candidates":
        """What is known of those who are interviewed."""
        from viva.interviews.conduct.candidates import Candidates

        return self._one(Candidates, lambda: Candidates(self._interviews))

    @property
    def _interviews(self: Composed) -> "Holding":
        from viva.interviews.conduct.holding import Holding

        return self._one(Holding, lambda: Holding(self._session, self.person, self.templates, self._clock))
