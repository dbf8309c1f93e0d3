"""The failures a person can act on; their text is shown as it is.

VivaError
├── InvalidInput      what was given cannot be read or makes no sense
├── NotFound          it does not exist, or not for this person
├── Conflict          somebody changed it meanwhile
└── Unavailable       a disk, a database or a service is not usable now
"""


class VivaError(Exception):
    """A failure whose text tells a person what to do about it."""


class InvalidInput(VivaError):
    """What was given cannot be read or makes no sense."""


class NotFound(VivaError):
    """It does not exist, or not for this person."""


class Conflict(VivaError):
    """Somebody changed it meanwhile."""


class Unavailable(VivaError):
    """A disk, a database or a service is not usable now."""
