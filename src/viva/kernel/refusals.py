"""Why the operating system refused, in the language spoken."""

import errno

from viva.kernel.i18n import marked, say

_REASONS = {
    errno.EACCES: marked("permission denied"),
    errno.EPERM: marked("permission denied"),
    errno.EROFS: marked("the disk is read-only"),
    errno.ENOSPC: marked("no space is left on the disk"),
    errno.EDQUOT: marked("your share of the disk is used up"),
    errno.ENOENT: marked("no such file or folder"),
    errno.EEXIST: marked("it exists already"),
    errno.EISDIR: marked("it is a folder"),
    errno.ENOTDIR: marked("it is no folder, or lies in something that is none"),
    errno.ENAMETOOLONG: marked("the name is too long"),
    errno.ELOOP: marked("its links go round in a circle"),
    errno.EIO: marked("the disk fails"),
}


def reason(refusal: OSError) -> str:
    """What to tell a person; what is rare is told in the words of the system."""
    known = _REASONS.get(refusal.errno or 0)
    return say(known, {}) if known else refusal.strerror or str(refusal)
