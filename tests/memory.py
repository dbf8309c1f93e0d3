"""Where tests keep files: in memory when there is room, because they wait for the disk more than for anything else."""

import os
import shutil
import tempfile
from pathlib import Path

MEMORY = Path("/dev/shm")  # noqa: S108 - folders made below it have random names and are closed to others
ENOUGH = 1 << 30


def memory_folder(memory: Path = MEMORY, *, enough: int = ENOUGH) -> Path:
    """A folder kept in memory if there is one with `enough` bytes free, else the usual temporary one."""
    if memory.is_dir() and os.access(memory, os.W_OK) and shutil.disk_usage(memory).free >= enough:
        return memory
    return Path(tempfile.gettempdir())
