"""What is wrong with a command line, in one sentence and a hint."""

from collections.abc import Iterable
from difflib import get_close_matches
from typing import get_args

from cyclopts import (
    App,
    Argument,
    CoercionError,
    ConsumeMultipleError,
    CycloptsError,
    MissingArgumentError,
    RepeatArgumentError,
    UnknownCommandError,
    UnknownOptionError,
    UnusedCliTokensError,
    ValidationError,
)

from viva.kernel.i18n import _


def sentence(mistake: CycloptsError) -> str:
    """The mistake as one sentence, with a hint what was meant or where to look."""
    said, hint = _said_and_hint(mistake)
    return f"{said} {hint or _look_up(mistake)}"


def _said_and_hint(mistake: CycloptsError) -> tuple[str, str]:
    match mistake:
        case UnknownCommandError(app=app, unused_tokens=[word, *_rest]):
            return _("There is no command “{word}”.").format(word=word), _meant(word, _command_names(app))
        case UnknownOptionError(token=token, argument_collection=arguments):
            word = token.keyword or token.value
            names = (name for argument in arguments for name in argument.names)
            return _("There is no option “{word}” here.").format(word=word), _meant(word, names)
        case RepeatArgumentError(token=token):
            return _("“{option}” may be given only once.").format(option=token.keyword), ""
        case (
            ConsumeMultipleError(argument=Argument() as argument)
            | MissingArgumentError(argument=Argument() as argument)
        ):
            return _missing(argument), ""
        case CoercionError(argument=Argument() as argument, token=token) if token:
            return _unfit(argument, token.value, mistake.target_type)
        case UnusedCliTokensError(unused_tokens=[word, *_rest]):
            return _("“{word}” is one word too many.").format(word=word), ""
        case ValidationError(exception_message=message) if message:
            return message, ""
        case _:
            return _("This command line makes no sense: {problem}").format(problem=str(mistake)), ""


def _missing(argument: Argument) -> str:
    if argument.name.startswith("-"):
        told = _("“{option}” with its value is missing.") if argument.required else _("“{option}” needs a value.")
        return told.format(option=argument.name)
    return _("{argument} is missing.").format(argument=argument.name.lstrip("-").upper())


def _unfit(argument: Argument, word: str, target: object) -> tuple[str, str]:
    name = argument.name if argument.name.startswith("-") else argument.name.upper()
    choices = _choices(target)
    if choices:
        said = _("“{word}” does not fit {name}: choose one of {choices}.")
        return said.format(word=word, name=name, choices=", ".join(choices)), _meant(word, choices)
    if target is int:
        return _("“{word}” does not fit {name}: a whole number from 0 on is needed.").format(word=word, name=name), ""
    return _("“{word}” does not fit {name}.").format(word=word, name=name), ""


def _choices(target: object) -> list[str]:
    return [choice for choice in get_args(target) if isinstance(choice, str)]


def _command_names(app: App | None) -> list[str]:
    return [name for name in app or () if not name.startswith("-")]


def _meant(word: str, names: Iterable[str]) -> str:
    close = get_close_matches(word.partition("=")[0], list(names), n=1)
    return _("Did you mean “{word}”?").format(word=close[0]) if close else ""


def _look_up(mistake: CycloptsError) -> str:
    command = " ".join(["viva", *(mistake.command_chain or ())])
    return _("See `{command} --help`.").format(command=command)
