"""Where `viva serve` writes what it did: a line of JSON for each event, in files that take turns."""

import logging
import os
from logging.handlers import RotatingFileHandler
from pathlib import Path

import structlog
from structlog.typing import Processor

LOG_FILE = Path("logs") / "serve.log"
_BYTES = 2_000_000
_FILES = 3


def write_logs(data: Path) -> Path:
    """Send all logs of this process to a file in the data folder; gives the file."""
    file = data / LOG_FILE
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handler = _Turns(file, maxBytes=_BYTES, backupCount=_FILES, encoding="utf-8", delay=True)
    shared: list[Processor] = [
        structlog.stdlib.add_logger_name,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.format_exc_info,
                structlog.processors.JSONRenderer(ensure_ascii=False),
            ],
        )
    )
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(logging.INFO)
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    return file


class _Turns(RotatingFileHandler):
    """Begins the next file behind the line that fills one: Python's own makes a line twice to see if it fits."""

    def shouldRollover(self, record: logging.LogRecord) -> bool:  # noqa: ARG002, N802 - Python's
        """Whether the file is full."""
        self.stream = self.stream or self._open()
        return os.fstat(self.stream.fileno()).st_size >= self.maxBytes
