"""What a unit of work offers for the code in questions, and for what is wrong with them."""

from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from viva.accounts.unit import Composed

if TYPE_CHECKING:  # a search or a list does without all of it
    from viva.bank.editing import Editing
    from viva.bank.service import Bank
    from viva.checks.findings.checking import Checking
    from viva.checks.findings.jobs import Reworded
    from viva.checks.findings.service import Findings
    from viva.snippets.service import Snippets


class _Needed(Composed, Protocol):
    @property
    def bank(self) -> "Bank": ...
    @property
    def editing(self) -> "Editing": ...
    @property
    def snippets(self) -> "Snippets": ...
    @property
    def checking(self) -> "Checking": ...
    @property
    def _checked_dir(self) -> Path: ...


class CodeOfUnit:
    """The part of a unit that is about code and checks."""

    @property
    def snippets(self: Composed) -> "Snippets":
        """What is known of the code in questions."""
        from viva.snippets.service import Snippets

        return self._one(Snippets, lambda: Snippets(self._session, self.person, self._clock))

    @property
    def findings(self: _Needed) -> "Findings":
        """What checks found in questions."""
        from viva.checks.findings.service import Findings

        return self._one(
            Findings,
            lambda: Findings(
                self._session,
                self.person,
                self._accounts,
                self._clock,
                bank=self.bank,
                editing=self.editing,
                checking=self.checking,
            ),
        )

    @property
    def checking(self: _Needed) -> "Checking":
        """How they are checked."""
        from viva.checks.findings.checking import Checking

        return self._one(
            Checking,
            lambda: Checking(
                self._session,
                self.person,
                self._clock,
                bank=self.bank,
                snippets=self.snippets,
                cache=self._checked_dir,
            ),
        )

    @property
    def reworded(self: Composed) -> frozenset[int]:
        """The questions that people gave another wording in this unit."""
        from viva.bank.activity import Activity
        from viva.bank.editing import Editing

        made = (self._made.get(service) for service in (Editing, Activity))
        return frozenset().union(*(service.reworded for service in made if service is not None))

    def check_reworded(self: "Reworded") -> None:
        """Have the questions that people reworded checked again, where the bank is checked at all."""
        if self.reworded:
            from viva.checks.findings.jobs import check_reworded

            check_reworded(self)
