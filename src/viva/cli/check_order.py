"""What a person wants checked and how: the command line together with the settings of the project."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from viva.checks.config import Config, find_config, read_config
from viva.kernel.errors import InvalidInput
from viva.kernel.i18n import _

_BASELINE = Path("viva-baseline.json")


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What a person wants checked, and how."""

    paths: tuple[Path, ...]
    config: Config
    wanted: frozenset[str]
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    mend: str = ""
    only_diff: bool = False
    format: str = "text"
    baseline: Path | None = None
    write_baseline: bool = False
    run: bool = False
    kit: str = ""
    online: bool = False
    no_cache: bool = False

    @classmethod
    def of(  # noqa: PLR0913 - the options of a command
        cls,
        paths: Sequence[Path],
        *,
        select: Sequence[str],
        ignore: Sequence[str],
        include: tuple[str, ...],
        exclude: tuple[str, ...],
        mend: str,
        only_diff: bool,
        format: str | None,  # noqa: A002 - what the option is called
        config: Path | None,
        baseline: Path | None,
        write_baseline: bool,
        run: bool | None,
        kit: str | None,
        online: bool,
        no_cache: bool,
    ) -> "Order":
        """Join the command line with the settings of the project it stands in."""
        from viva.checks.formats import FORMATS

        settings = read_config(config) if config else find_config(Path.cwd())
        shown = format or settings.format or "text"
        if shown not in FORMATS:
            told = _("There is no format {format}; there are {known}.")
            raise InvalidInput(told.format(format=shown, known=", ".join(FORMATS)))
        return cls(
            paths=tuple(paths),
            config=settings,
            wanted=settings.wanted(select, ignore),
            include=(*settings.include, *include),
            exclude=(*settings.exclude, *exclude),
            mend=mend,
            only_diff=only_diff,
            format=shown,
            baseline=baseline or settings.baseline or (_BASELINE if write_baseline else None),
            write_baseline=write_baseline,
            run=settings.run if run is None else run,
            kit=kit or settings.kit,
            online=online,
            no_cache=no_cache,
        )
