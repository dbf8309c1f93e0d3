"""The end of a program of a note: at once, where Python has nothing left to do that anybody could see.

Half of the time of a small program goes into taking apart what Python began with,
whose pages it shares with process 1 and must copy first. Where anything is left
that may speak when it goes, or the program did not simply come to its end, Python
ends as it always does.
"""

import gc
import os
import sys
from _thread import _count as threads
from _weakref import ref

TYPE_CHECKING = False  # importing typing would take longer than all the rest
if TYPE_CHECKING:
    from typing import Any

_MAIN = ref(sys.modules["__main__"])
_STREAMS = id(sys.stdout), id(sys.stderr)
"""Not these things themselves: they have their last word when nobody has them any more."""
_OF_CLASS = type.__dict__["__dict__"].__get__
_BASES = type.__dict__["__mro__"].__get__
_FLAGS = type.__dict__["__flags__"].__get__
"""What a class says of itself, past whatever its metaclass makes of such questions."""

_COLLECTED = 1 << 14
"""The flag of a class whose objects the collector knows (Py_TPFLAGS_HAVE_GC)."""
_PAST_PYTHON = "ctypes", "cffi"
"""Who uses these may have printed through the C library, which keeps it until its own end."""


def end_at_once() -> None:
    """For `atexit`, registered before all else and therefore called after all else."""
    if _at_the_end() and _simply_ended() and _nobody_else() and _silent(gc.get_objects()):
        try:
            sys.stdout.flush()
            sys.stderr.flush()
        except (OSError, ValueError):  # gone or closed: Python tries again below, and tells of it in its own way
            pass
        else:
            os._exit(0)
    gc.unfreeze()  # what the main file keeps must be found by the collector that Python calls at its end


def _at_the_end() -> bool:
    """Whether Python asks, and not the program, which may call what is registered by itself."""
    try:
        sys._getframe(2)  # noqa: SLF001 - public in all but its name
    except ValueError:
        return True
    return False


def _simply_ended() -> bool:
    """Whether the main file ran to its last line.

    Python takes `__file__` away from it then, and not where `SystemExit` ended
    it (`_PyRun_SimpleFileObject` in CPython); a traceback leaves `last_type`.
    """
    main = _MAIN()
    names = {} if main is None else vars(main)
    ran = type(names.get("__loader__")).__name__ == "SourceFileLoader"
    return ran and "__file__" not in names and "__cached__" not in names and not hasattr(sys, "last_type")


def _nobody_else() -> bool:
    """Whether no thread goes on, and all that was printed went through the streams that Python made."""
    own = (id(sys.stdout), id(sys.stderr)) == _STREAMS
    return own and not threads() and not any(name in sys.modules for name in _PAST_PYTHON)


def _silent(objects: "list[Any]") -> bool:
    """Whether none of these does anything when it goes, nor anything that they keep."""
    if any(map(_speaks, set(map(type, objects)))):
        return False
    for each in objects:
        kind = type(each)
        if issubclass(kind, ref) and each.__callback__ is not None:
            return False
        if issubclass(kind, type) and not _FLAGS(each) & _COLLECTED and _speaks(each):
            return False  # the collector does not know its objects
    return True


def _speaks(kind: type) -> bool:
    return any("__del__" in _OF_CLASS(base) for base in _BASES(kind))
