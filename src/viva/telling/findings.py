"""What checks found, in words."""

from typing import Final

from viva.checks.explaining import family_name
from viva.checks.findings.model import Mending, Severity
from viva.checks.formats import message
from viva.kernel.i18n import _

__all__ = ["TONES", "family_name", "mending", "message", "severity"]

TONES: Final = {Severity.ERROR: "bad", Severity.WARNING: "warn", Severity.NOTICE: "info"}
"""How a severity is coloured."""


def severity(value: Severity) -> str:
    """How bad it is."""
    return {Severity.ERROR: _("error"), Severity.WARNING: _("warning"), Severity.NOTICE: _("remark")}[value]


def mending(value: Mending) -> str:
    """How it can be mended."""
    return {
        Mending.SAFE: _("can be mended safely"),
        Mending.UNSAFE: _("can be mended, which changes a little"),
        Mending.BY_HAND: _("to be mended by hand"),
    }[value]
