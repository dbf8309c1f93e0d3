"""Which jobs there are: each a name, a payload, and what is done with it."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, ClassVar, Generic, Protocol, TypeVar

from viva.jobs.model import Daily, Retries
from viva.jobs.run import JobRun, W, Working
from viva.kernel.errors import InvalidInput
from viva.kernel.i18n import _


class Payload(Protocol):
    """A frozen dataclass of texts, numbers, flags, and tuples of these."""

    __dataclass_fields__: ClassVar[dict[str, Any]]


P = TypeVar("P", bound=Payload)
W_contra = TypeVar("W_contra", bound=Working, contravariant=True)


@dataclass(frozen=True, slots=True)
class Nothing:
    """The payload of jobs that need none, as all that are scheduled."""


@dataclass(frozen=True, kw_only=True)
class Job(Generic[P, W_contra]):
    """A job as its area declares it.

    Its name and the fields of its payload are kept in databases: a new field
    needs a default, and none changes its meaning.
    """

    name: str
    payload: type[P]
    work: Callable[[JobRun[W_contra], P], None]
    retries: Retries = field(default_factory=Retries)
    daily: Daily | None = None

    def read(self, kept: Mapping[str, Any]) -> P:
        """The payload as it was added."""
        try:
            return self.payload(
                **{name: tuple(each) if isinstance(each, list) else each for name, each in kept.items()}
            )
        except TypeError as unfit:
            raise InvalidInput(_("The job was added by another version of Viva, which knows more of it.")) from unfit


def write(payload: Payload) -> dict[str, Any]:
    """A payload as it is kept."""
    return asdict(payload)


def in_one_unit(work: Callable[[W, P], None]) -> Callable[[JobRun[W], P], None]:
    """A short job: all that it does is one transaction."""

    def whole(run: JobRun[W], payload: P) -> None:
        with run.last() as unit:
            work(unit, payload)

    return whole


class Registry(Generic[W]):
    """All jobs that this program knows; others are left to programs that know them."""

    def __init__(self, jobs: Iterable[Job[Any, W]]) -> None:
        listed = list(jobs)
        self._jobs = {job.name: job for job in listed}
        if len(self._jobs) < len(listed):
            raise ValueError("two jobs have the same name")

    def __getitem__(self, name: str) -> Job[Any, W]:
        return self._jobs[name]

    @property
    def names(self) -> Collection[str]:
        """What they are called."""
        return self._jobs.keys()

    @property
    def schedules(self) -> Mapping[str, Daily]:
        """Those that are added by themselves, and when."""
        return {name: job.daily for name, job in self._jobs.items() if job.daily}

    def retries(self, name: str) -> Retries:
        """How often a job is tried."""
        return self._jobs[name].retries
