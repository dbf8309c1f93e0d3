"""One call of `viva`: its language, its command, and every way it can end."""

import os
from collections.abc import Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, cast

from cyclopts import App, CycloptsError, Parameter

from viva.cli.context import Context
from viva.cli.exits import Exit
from viva.cli.output import LateScreen, Output
from viva.cli.place import place
from viva.cli.program import build
from viva.cli.usage import sentence
from viva.kernel.errors import VivaError
from viva.kernel.i18n import LANGUAGES, _, choose_language, speak
from viva.kernel.refusals import reason

if TYPE_CHECKING:
    from rich.console import Console

_GLOBAL_OPTIONS = ("--data", "--lang")


def call(words: Sequence[str]) -> int:
    """Run the command the words ask for; whatever fails for a known reason ends in a sentence and a code."""
    output = Output.standard()
    try:
        speak(_wanted_language(words))
        options, rest = _global_options_apart(words)
        program = build(next(iter(rest), None))
        program.console = cast("Console", LateScreen(output))
        code = _with_global_options(program, output, rest)(options)
        output.close()
    except CycloptsError as mistake:
        return _end(output, Exit.USAGE, sentence(mistake))
    except VivaError as failure:
        return _end(output, Exit.FAILED, str(failure))
    except KeyboardInterrupt:
        return _end(output, Exit.INTERRUPTED, _("Stopped. Files that were finished are kept."))
    except BrokenPipeError:  # who reads the output has enough of it
        output.abandon()
        return Exit.OK
    except PermissionError as refusal:  # met on the way to a place that the person named
        if refusal.filename is None:
            raise
        return _end(output, Exit.FAILED, f"{refusal.filename}: {reason(refusal)}")
    return code or Exit.OK


def _end(output: Output, code: Exit, why: str) -> Exit:
    output.abandon()
    output.remark(("viva: ", "bold red"), why)
    return code


def _wanted_language(words: Sequence[str]) -> str:
    """The language of `--lang`, needed before the words can be parsed: mistakes and help speak it too."""
    for number, word in enumerate(words):
        if word == "--":
            break
        option, equals, value = word.partition("=")
        if option == "--lang":
            value = value if equals else next(iter(words[number + 1 :]), "")
            return choose_language({"VIVA_LANG": value} if value in LANGUAGES else os.environ)
    return choose_language(os.environ)


def _global_options_apart(words: Sequence[str]) -> tuple[list[str], list[str]]:
    """The options of every command, and the rest: no command gets them that takes words with a hyphen."""
    options: list[str] = []
    rest: list[str] = []
    left = iter(words)
    for word in left:
        if word == "--":
            rest += [word, *left]
        elif word in _GLOBAL_OPTIONS:
            options += [word, *islice(left, 1)]
        elif word.startswith(tuple(f"{option}=" for option in _GLOBAL_OPTIONS)):
            options.append(word)
        else:
            rest.append(word)
    return options, rest


def _with_global_options(program: App, output: Output, words: Sequence[str]) -> App:
    """The program behind the options that every command understands; the words are those of its command.

    They are handed over beside it: what parsed both together would look at the command's own options twice.
    """
    program.meta.suppress_keyboard_interrupt = False  # `call` has a sentence for it

    @program.meta.default
    def launch(
        *,
        data: Annotated[
            Path | None, Parameter(metavar="DIR", converter=place, help=_("Folder that holds the bank (or VIVA_DATA)."))
        ] = None,
        lang: Annotated[  # noqa: ARG001 - read by _wanted_language
            Literal["en", "ru"] | None, Parameter(metavar="LANG", help=_("Language to speak (or VIVA_LANG):"))
        ] = None,
    ) -> int | None:
        command, bound, ignored = program.parse_args(words)
        if "context" in ignored:
            bound.arguments["context"] = Context(output, data, program)
        result: int | None = command(*bound.args, **bound.kwargs)
        return result

    return program.meta
