"""Whether code can be run on this machine, and how well it would be kept in."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from viva.kernel.errors import VivaError
from viva.sandbox.errors import KitMissing, NoIsolation
from viva.sandbox.kits.catalog import STOCK
from viva.sandbox.model import DEFAULT_KIT, Isolation, Runner
from viva.sandbox.opening import how_to_mend

NOTHING: Final = ""


@dataclass(frozen=True, slots=True)
class Grounds:
    """What code would be run with; where it cannot be, `trouble` says why and `advice` what to do about it."""

    kit: str = NOTHING
    isolation: Isolation | None = None
    trouble: str = NOTHING
    advice: str = NOTHING
    remark: str = NOTHING
    """Why it is not the usual kit."""

    @property
    def runs(self) -> bool:
        """Whether anything can be run."""
        return not self.trouble


def grounds(runner: Callable[[], Runner]) -> Grounds:
    """Ask the runner of this machine; the standard library alone is enough where nothing else was built."""
    try:
        ours = runner()
    except NoIsolation as failure:
        return Grounds(trouble=str(failure), advice=how_to_mend())
    except VivaError as failure:
        return Grounds(trouble=str(failure))
    try:
        ours.kit(DEFAULT_KIT)
    except KitMissing as missing:
        return Grounds(STOCK.name, ours.isolation, remark=str(missing))
    return Grounds(DEFAULT_KIT, ours.isolation)
