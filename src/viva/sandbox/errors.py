"""What can stand in the way of running a program at all."""

from viva.kernel.errors import NotFound, Unavailable


class KitMissing(NotFound):
    """The kit is not built on this machine, or there is none of this name."""


class NoIsolation(Unavailable):
    """Nothing on this machine can keep a program in, so nothing is run."""
