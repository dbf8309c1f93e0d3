"""What a project says about its checks, in `viva.toml` or `pyproject.toml`."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from viva.checks.rulebook import chosen
from viva.kernel.errors import InvalidInput
from viva.kernel.i18n import _
from viva.kernel.refusals import reason

_LISTS: Final = ("select", "extend-select", "ignore", "include", "exclude")
_TEXTS: Final = ("baseline", "format", "kit")
_FLAG: Final = "run"
_PER_FILE: Final = "per-file-ignores"


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """The settings of a project; patterns count from `folder`."""

    folder: Path | None = None
    select: tuple[str, ...] = ()
    extend_select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    per_file_ignores: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    baseline: Path | None = None
    format: str = ""
    run: bool = False
    """Whether code is run where nothing else is said."""
    kit: str = ""
    """What it finds installed then."""

    def wanted(self, select: Sequence[str], ignore: Sequence[str]) -> frozenset[str]:
        """The codes to check, where the command line wins over the file."""
        selected = list(select) or list(self.select) or ["ALL"]
        return chosen([*selected, *self.extend_select], [*self.ignore, *ignore])


def find_config(start: Path) -> Config:
    """The settings in the nearest `viva.toml`, or `pyproject.toml` with a table for Viva, from a folder upwards."""
    for folder in (start, *start.parents):
        for name, path in (("viva.toml", ("check",)), ("pyproject.toml", ("tool", "viva", "check"))):
            file = folder / name
            if file.is_file():
                found = _table(file, path)
                if found is not None:
                    return _config(file, found)
    return Config()


def read_config(file: Path) -> Config:
    """The settings in a file that was named."""
    path = ("tool", "viva", "check") if file.name == "pyproject.toml" else ("check",)
    return _config(file, _table(file, path) or {})


def _table(file: Path, path: Sequence[str]) -> dict[str, Any] | None:
    try:
        content: Any = tomllib.loads(file.read_text(encoding="utf-8"))
    except OSError as refusal:
        raise InvalidInput(_("{file} cannot be read: {reason}").format(file=file, reason=reason(refusal))) from refusal
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InvalidInput(_("{file} is no valid TOML: {error}").format(file=file, error=error)) from error
    for key in path:
        if not isinstance(content, dict) or key not in content:
            return None
        content = content[key]
    if not isinstance(content, dict):
        raise InvalidInput(_("{file}: {key} must be a table").format(file=file, key=".".join(path)))
    return content


def _config(file: Path, table: Mapping[str, Any]) -> Config:
    known = {*_LISTS, *_TEXTS, _PER_FILE, _FLAG}
    for key in table:
        if key not in known:
            told = _("{file}: there is no setting {key}; there are {known}")
            raise InvalidInput(told.format(file=file, key=key, known=", ".join(sorted(known))))
    lists = {key: _words(file, key, table.get(key, [])) for key in _LISTS}
    for key in _TEXTS:
        if not isinstance(table.get(key, ""), str):
            raise InvalidInput(_("{file}: {key} must be a text").format(file=file, key=key))
    if not isinstance(table.get(_FLAG, False), bool):
        raise InvalidInput(_("{file}: {key} must be true or false").format(file=file, key=_FLAG))
    per_file = table.get(_PER_FILE, {})
    if not isinstance(per_file, dict):
        raise InvalidInput(_("{file}: {key} must be a table").format(file=file, key=_PER_FILE))
    for codes in (lists["select"], lists["extend-select"], lists["ignore"]):
        _check_codes(file, codes)
    ignores = {pattern: _words(file, _PER_FILE, codes) for pattern, codes in per_file.items()}
    for codes in ignores.values():
        _check_codes(file, codes)
    baseline = table.get("baseline", "")
    return Config(
        folder=file.parent,
        select=lists["select"],
        extend_select=lists["extend-select"],
        ignore=lists["ignore"],
        include=lists["include"],
        exclude=lists["exclude"],
        per_file_ignores=ignores,
        baseline=file.parent / baseline if baseline else None,
        format=table.get("format", ""),
        run=table.get(_FLAG, False),
        kit=table.get("kit", ""),
    )


def _words(file: Path, key: str, value: Any) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(word, str) for word in value):
        raise InvalidInput(_("{file}: {key} must be a list of texts").format(file=file, key=key))
    return tuple(value)


def _check_codes(file: Path, codes: Sequence[str]) -> None:
    try:
        chosen(codes, ())
    except InvalidInput as mistake:
        raise InvalidInput(f"{file}: {mistake}") from mistake
