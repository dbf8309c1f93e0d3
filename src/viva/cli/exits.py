"""The exit codes of every command, in one place."""

from enum import IntEnum


class Exit(IntEnum):
    """What the calling shell is told."""

    OK = 0
    FAILED = 1
    """A failure a person can act on, or some of the files could not be read; of `viva check`, findings."""
    USAGE = 2
    """The command line itself makes no sense; of `viva check`, any failure."""
    INTERRUPTED = 130
    """Ended with Ctrl-C, as shells number it."""
