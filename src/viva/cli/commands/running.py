"""`viva run`: one program in the sandbox."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

from cyclopts import Parameter

from viva.cli.context import Context
from viva.cli.exits import Exit
from viva.cli.place import place
from viva.kernel.errors import InvalidInput
from viva.kernel.i18n import _
from viva.kernel.refusals import reason

if TYPE_CHECKING:
    from viva.cli.output import Output
    from viva.sandbox.model import Result


def run_program(  # noqa: PLR0913 - one for each thing that can be chosen
    file: Annotated[Path, Parameter(converter=place, help=_("The program: Python, JavaScript, TypeScript or SQL."))],
    /,
    *,
    kit: Annotated[
        str | None, Parameter(metavar="KIT", help=_("What it finds installed: `viva kit list` shows the kits."))
    ] = None,
    profile: Annotated[
        Literal["threads", "processes"] | None, Parameter(metavar="PROFILE", help=_("What it may start:"))
    ] = None,
    timeout: Annotated[float | None, Parameter(metavar="S", help=_("Seconds after which it is stopped."))] = None,
    hash_seed: Annotated[
        int | None, Parameter(metavar="N", help=_("Which order sets of texts have; the same for the same number."))
    ] = None,
    expect: Annotated[
        Path | None, Parameter(metavar="FILE", converter=place, help=_("What it should print; compared outside."))
    ] = None,
    json: Annotated[bool, Parameter(help=_("Print JSON, for other programs."))] = False,
    context: Annotated[Context, Parameter(parse=False)],
) -> Exit:
    """Show what it printed and how it ended; fail if it failed, or printed something else than expected."""
    from viva.sandbox.model import DEFAULT_KIT, Limits, Profile, Program
    from viva.sandbox.opening import open_runner

    settings = context.settings()
    main = f"main{file.suffix.lower()}"
    program = Program(
        files={main: _bytes(file)},
        main=main,
        kit=kit or DEFAULT_KIT,
        profile=Profile(profile or Profile.THREADS),
        limits=Limits(timeout=timeout) if timeout is not None else Limits(),
        hash_seed=hash_seed or 0,
    )
    expected = _bytes(expect) if expect else None
    with open_runner(settings.kits, reduced=settings.reduced_sandbox) as runner:
        result = runner.run(program)
    matches = None if expected is None else result.stdout == expected and not result.truncated
    if json:
        context.output.json(_document(result, matches=matches))
    else:
        _show(context.output, result, matches=matches)
    return Exit.OK if result.ended_well and matches is not False else Exit.FAILED


def _bytes(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as refusal:
        raise InvalidInput(f"{file}: {reason(refusal)}") from refusal


def _document(result: Result, *, matches: bool | None) -> dict[str, Any]:
    return {
        "status": result.status.value,
        "exit_code": result.exit_code,
        "signal": result.signal,
        "stdout": _text(result.stdout),
        "stderr": _text(result.stderr),
        "wall_ms": result.wall_ms,
        "peak_mb": result.peak_mb,
        "isolation": result.isolation.value,
        "matches": matches,
        "truncated": result.truncated,
        "reason": result.reason,
    }


def _text(data: bytes) -> str:
    return data.decode("utf-8", "replace")


def _show(output: Output, result: Result, *, matches: bool | None) -> None:
    for line in _text(result.stdout).splitlines():
        output.line(line)
    for line in _text(result.stderr).splitlines():
        output.remark(line)
    if result.truncated:
        output.remark((_("There was more output than is kept."), "yellow"))
    if matches is not None:
        output.remark(
            (_("It printed what was expected."), "green") if matches else (_("It printed something else."), "red")
        )
    output.remark((_how_it_ended(result), "dim" if result.ended_well else "red"))


def _how_it_ended(result: Result) -> str:
    from viva.sandbox.model import Status

    how = {
        Status.EXIT: _("exit code {code}").format(code=result.exit_code),
        Status.TIMEOUT: _("stopped: out of time"),
        Status.MEMORY_LIMIT: _("stopped: too much memory"),
        Status.OUTPUT_LIMIT: _("stopped: too much output"),
        Status.KILLED: _("ended by signal {number}").format(number=result.signal),
        Status.SANDBOX_ERROR: result.reason,
    }[result.status]
    return _("{how}; {time:.0f} ms, {memory:.0f} MB, isolation: {isolation}").format(
        how=how, time=result.wall_ms, memory=result.peak_mb, isolation=result.isolation
    )
