"""What a unit of work offers for interviews, each made when it is first asked for."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Protocol

from viva.accounts.unit import Composed

if TYPE_CHECKING:  # a search or a list does without all of it
    from viva.interviews.conduct.candidates import Candidates
    from viva.interviews.conduct.holding import Holding
    from viva.interviews.conduct.planning import Interviews
    from viva.interviews.conduct.service import Conduct
    from viva.interviews.results.past import Past
    from viva.interviews.results.service import Results
    from viva.interviews.templates.service import Templates


class _Needed(Composed, Protocol):
    @property
    def templates(self) -> "Templates": ...
    @property
    def _interviews(self) -> "Holding": ...


class InterviewsOfUnit:
    """The part of a unit that is about interviews."""

    @property
    def templates(self: _Needed) -> "Templates":
        """What interviews ask."""
        from viva.interviews.templates.service import Templates

        def asked() -> Mapping[str, int]:
            return self._interviews.lists.times_asked()

        return self._one(
            Templates, lambda: Templates(self._session, self.person, self._accounts, self._clock, asked=asked)
        )

    @property
    def interviews(self: _Needed) -> "Interviews":
        """Interviews as the owner sees them."""
        from viva.interviews.conduct.planning import Interviews

        return self._one(Interviews, lambda: Interviews(self._interviews, self.person, self.templates))

    @property
    def conduct(self: _Needed) -> "Conduct":
        """An interview as the holder of a seat's token sees it."""
        from viva.interviews.conduct.service import Conduct

        return self._one(Conduct, lambda: Conduct(self._interviews))

    @property
    def results(self: _Needed) -> "Results":
        """What comes of interviews."""
        from viva.interviews.results.service import Results

        return self._one(Results, lambda: Results(self._interviews))

    @property
    def past(self: _Needed) -> "Past":
        """What past interviews say of questions."""
        from viva.interviews.results.past import Past

        return self._one(Past, lambda: Past(self._interviews))

    @property
    def candidates(self: _Needed) -> "Candidates":
        """What is known of those who are interviewed."""
        from viva.interviews.conduct.candidates import Candidates

        return self._one(Candidates, lambda: Candidates(self._interviews))

    @property
    def _interviews(self: _Needed) -> "Holding":
        from viva.interviews.conduct.holding import Holding

        return self._one(Holding, lambda: Holding(self._session, self.person, self.templates, self._clock))
