"""The program with all its commands and their help, built in the language of the person who asks."""

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from types import MappingProxyType
from typing import Annotated, Any

from cyclopts import App, Group, Parameter

from viva import __version__
from viva.cli.catalogue import Command, commands, database_commands, job_commands, kit_commands, starter_commands
from viva.cli.examples import examples
from viva.cli.interview_catalogue import interview_commands, template_commands
from viva.kernel.i18n import _


class Program(App):
    """A program, or a group of its commands; what shows help is loaded when help is shown."""

    def help_print(
        self,
        tokens: Annotated[str | Iterable[str] | None, Parameter(show=False)] = None,
        *,
        console: Annotated[Any, Parameter(parse=False)] = None,
    ) -> None:
        """Show the help of the command that the words name."""
        from viva.cli.help import HelpPage

        self.help_formatter = HelpPage()
        super().help_print(tokens, console=console)


def build(word: str | None = None) -> Program:
    """The program with all its commands; or, because making them takes time, with the one that a word names.

    `completion` alone needs all of them.
    """
    program = _empty("viva", _("Turn the interview notes you keep into a question bank you can trust."))
    program.usage = _("viva [options] COMMAND")
    program.help_epilogue = examples(
        ("viva import notes/", _("put a folder of notes into the bank")),
        ("viva list --topic concurrency", _("see what the bank has on a topic")),
        ("viva import --help", _("see a command with its options and examples")),
    )
    parts: dict[str, Callable[[], None]] = {
        **{command.name: partial(_add, program, command) for command in commands()},
        **{name: partial(_add_group, program, make) for name, make in _GROUPS.items()},
    }
    for add in [parts[word]] if word in parts and word != "completion" else parts.values():
        add()
    return program


def _database() -> Program:
    database = _empty("db", _("Look after the database: bring it up to date, back it up, restore it."))
    database.usage = _("viva db COMMAND")
    database.help_epilogue = examples(
        ("viva db backup bank-friday.db", _("keep the bank as it is now")),
        ("viva db restore bank-friday.db", _("bring it back")),
    )
    for command in database_commands():
        _add(database, command)
    return database


def _kits() -> Program:
    kits = _empty("kit", _("Build and list kits: what programs in the sandbox find installed."))
    kits.usage = _("viva kit COMMAND")
    kits.help_epilogue = examples(
        ("viva kit list", _("which there are")),
        ("viva kit build all", _("the one that snippets are checked with")),
    )
    for command in kit_commands():
        _add(kits, command)
    return kits


def _starter() -> Program:
    from viva.cli.commands.beginning import show_starter

    starter = _empty("starter", _("Add the questions that come with Viva, and keep them up to date."))
    starter.usage = _("viva starter [options] [COMMAND]")
    starter.help_epilogue = examples(
        ("viva starter", _("how much of it is in the bank")),
        ("viva starter add", _("add it, or bring it up to date")),
    )
    starter.default(show_starter)
    for command in starter_commands():
        _add(starter, command)
    return starter


def _interviews() -> Program:
    interviews = _empty("interview", _("Make interviews, find them, and see what came of them."))
    interviews.usage = _("viva interview COMMAND")
    interviews.help_epilogue = examples(
        ("viva interview template take python-backend-l2.en", _("take a template that comes with Viva")),
        ("viva interview new 1 --candidate Dan --lead Ana", _("make an interview of it")),
        ("viva interview report 1", _("what came of it")),
    )
    for command in interview_commands():
        _add(interviews, command)
    templates = _empty("template", _("Keep templates: what interviews ask."))
    templates.usage = _("viva interview template COMMAND")
    templates.help_epilogue = examples(
        ("viva interview template list --ready", _("those that come with Viva")),
        ("viva interview template note python.md", _("one of your own notes")),
    )
    for command in template_commands():
        _add(templates, command)
    interviews.command(templates)
    return interviews


def _jobs() -> Program:
    from viva.cli.commands.queueing import list_jobs

    jobs = _empty("jobs", _("List the jobs that run in the background, look at one, try again, cancel."))
    jobs.usage = _("viva jobs [options] [COMMAND]")
    jobs.help_epilogue = examples(
        ("viva jobs", _("what waits, runs and was done, the newest first")),
        ("viva jobs --state dead", _("what failed for good")),
        ("viva jobs show 12", _("why it failed")),
        ("viva jobs --json", _("for another program")),
    )
    jobs.default(list_jobs)
    for command in job_commands():
        _add(jobs, command)
    return jobs


def _empty(name: str, summary: str) -> Program:
    options = Group(_("Options"), sort_key=2)
    program = Program(
        name=name,
        version=__version__,
        help=summary,
        help_format="rich",
        default_parameter=Parameter(negative=()),
        group_commands=Group(_("Commands"), sort_key=0),
        group_arguments=Group(_("Arguments"), sort_key=1),
        group_parameters=options,
        suppress_keyboard_interrupt=False,
        exit_on_error=False,
        print_error=False,
        result_action="return_value",
    )
    program["--help"].help = _("Show this and end.")
    program["--help"].group = (options,)
    program["--version"].help = _("Show the version and end.")
    program["--version"].group = (options,)
    return program


def _add(program: Program, command: Command) -> None:
    program.command(
        f"viva.cli.commands.{command.function}",
        name=command.name,
        help=command.summary,
        usage=f"viva {command.usage}",
        help_epilogue=examples(*command.examples),
        sort_key=len([*program]),
    )


def _add_group(program: Program, make: Callable[[], Program]) -> None:
    program.command(make())


_GROUPS: Mapping[str, Callable[[], Program]] = MappingProxyType(
    {"db": _database, "jobs": _jobs, "starter": _starter, "kit": _kits, "interview": _interviews}
)
"""What has commands of its own."""
