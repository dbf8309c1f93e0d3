"""What time it is: the real clock, one that stands still for tests, and moments as people read them."""

from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """Tells the time, always with its zone: UTC."""

    def now(self) -> datetime:
        """This moment."""
        ...


class SystemClock:
    """The clock of the machine."""

    def now(self) -> datetime:
        """This moment."""
        return datetime.now(UTC)


class FrozenClock:
    """A clock that moves only when told to."""

    def __init__(self, now: datetime) -> None:
        self._now = now

    def now(self) -> datetime:
        """The moment it stands at."""
        return self._now

    def advance(self, by: timedelta) -> None:
        """Move on."""
        self._now += by


def day(at: datetime) -> str:
    """The day of a moment as people read it, by the clock on their wall: in the zone of this machine."""
    return f"{at.astimezone():%Y-%m-%d}"


def minute(at: datetime) -> str:
    """The same with hours and minutes."""
    return f"{at.astimezone():%Y-%m-%d %H:%M}"
