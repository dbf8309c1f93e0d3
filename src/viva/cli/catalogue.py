"""The commands: what each is called, what help says of it, and which function does it."""

from collections.abc import Iterator
from typing import NamedTuple

from viva.kernel.i18n import _


class Command(NamedTuple):
    """A command as help shows it, and the function that does it, imported when it is called."""

    name: str
    function: str
    usage: str
    summary: str
    examples: tuple[tuple[str, str], ...]


def commands() -> Iterator[Command]:
    """Those of the program itself, as help lists them."""
    yield Command(
        "start",
        "starting:start",
        _("start [PATH]"),
        _("Import notes, show what was understood of them, and say what to try next."),
        (
            ("viva start", _("with the notes that come with Viva")),
            ("viva start ~/notes", _("with your own")),
        ),
    )
    yield Command(
        "import",
        "importing:import_notes",
        _("import [options] PATH..."),
        _("Read notes and put their questions into the bank; the same notes again change nothing."),
        (
            ("viva import notes/", _("a folder, with everything below it")),
            ("viva import --dry-run --explain notes/python.md", _("why each line became what it is")),
            ("viva import notes/ --exclude 'drafts/' --include '*.md'", _("only some of the files")),
            ("viva import --later notes/", _("in the background")),
            ("viva import --dry-run --json notes/ > understood.json", _("for another program")),
        ),
    )
    yield from _checking_commands()
    yield Command(
        "list",
        "listing:list_questions",
        _("list [options]"),
        _("List the questions of the bank, all of them or those you name."),
        (
            ("viva list --topic concurrency --level L2", _("one topic, one level")),
            ("viva list --unanswered", _("what still needs an answer")),
            ("viva list --language ru --json", _("for another program")),
        ),
    )
    yield Command(
        "show",
        "showing:show_question",
        _("show [options] ID"),
        _("Show a question with its answer, its key points and where it comes from."),
        (
            ("viva show 12", _("the question with this number in `viva list`")),
            ("viva show 12 --history", _("with every wording it had")),
        ),
    )
    yield Command(
        "search",
        "searching:search_questions",
        _("search [options] WORDS..."),
        _("Find questions by their words, in any form, and by what they are."),
        (
            ("viva search garbage collector", _("in prompts and answers")),
            ("viva search '\"event loop\" -java'", _("a phrase, and what must not be there")),
            ("viva search gil level:L2 lang:ru is:unanswered", _("with filters")),
            ("viva search 'горут'", _("the last word may be unfinished")),
        ),
    )
    yield Command(
        "stats",
        "counting:show_stats",
        _("stats [options]"),
        _("Show the bank in numbers, and what became of every line of the notes."),
        (("viva stats", _("for reading")), ("viva stats --json", _("for another program"))),
    )
    yield from _changing_commands()
    yield Command(
        "serve",
        "serving:serve",
        _("serve [options]"),
        _("Serve the pages to your browser, until it is stopped."),
        (
            ("viva serve", _("at the usual port, and open the browser")),
            ("viva serve --port 0 --no-browser", _("at any free port; the last line has the address")),
        ),
    )
    yield Command(
        "work",
        "working:work",
        _("work [options]"),
        _("Run the jobs that wait in the background, until it is stopped."),
        (
            ("viva work", _("as they come")),
            ("viva work --once", _("those that are due, in a script")),
            ("viva work --concurrency 2", _("two at a time")),
        ),
    )
    yield Command(
        "keywords",
        "keywords:show_keywords",
        _("keywords [options] [TOPIC]"),
        _("Show which terms one should know on a subject, and which of them no question covers."),
        (
            ("viva keywords", _("all subjects the bank has questions on")),
            ("viva keywords concurrency --tech python", _("one topic in one technology")),
            ("viva keywords --holes", _("what to write questions about")),
            ("viva keywords asyncio --add backpressure --name ru='обратное давление'", _("add a term")),
        ),
    )
    yield Command(
        "export",
        "exporting:export_bank",
        _("export [options] [PATH]"),
        _("Write the bank as files to edit or to read, or for another program."),
        (
            ("viva export questions/", _("a folder of Markdown that `viva import` takes back")),
            ("viva export --format markdown handbook/", _("a handbook to read, a file for each topic")),
            ("viva export --format csv questions.csv --topic concurrency", _("a table, of some questions")),
            ("viva export --format json > questions.json", _("one document, with everything")),
        ),
    )
    yield Command(
        "run",
        "running:run_program",
        _("run [options] FILE"),
        _("Run a program in the sandbox, and show what it printed and how it ended."),
        (
            ("viva run snippet.py", _("with the kit that has everything")),
            ("viva run --kit stock --timeout 2 snippet.py", _("with the standard library alone")),
            ("viva run --profile processes pool.py", _("one that starts processes")),
            ("viva run --expect output.txt --json snippet.py", _("for another program")),
        ),
    )
    yield Command(
        "recheck",
        "rechecking:recheck",
        _("recheck [options]"),
        _("Run the code in the questions again, as far as it or what it runs with has changed."),
        (
            ("viva recheck", _("all of it, here and now")),
            ("viva recheck --kit stock", _("with nothing but the standard library")),
            ("viva recheck --later", _("by a worker in the background")),
        ),
    )
    yield Command(
        "doctor",
        "examining:examine",
        _("doctor [options]"),
        _("Check the data folder, the database and the installation, and say what to do."),
        (("viva doctor", _("look at everything")), ("viva --data /mnt/bank doctor", _("look at another bank"))),
    )
    yield Command(
        "completion",
        "completing:print_completion",
        _("completion SHELL"),
        _("Print the script that lets your shell complete commands and options."),
        (
            ("viva completion bash > ~/.local/share/bash-completion/completions/viva", _("for bash")),
            ("viva completion zsh > ~/.zfunc/_viva", _("for zsh")),
            ("viva completion fish > ~/.config/fish/completions/viva.fish", _("for fish")),
        ),
    )


def job_commands() -> Iterator[Command]:
    """Those of `viva jobs`."""
    yield Command(
        "show",
        "queueing:show_job",
        _("jobs show [options] ID"),
        _("Show all that is known of a job: how far it is, why it failed."),
        (("viva jobs show 12", _("the job with this number in `viva jobs`")),),
    )
    yield Command(
        "retry",
        "queueing:retry_jobs",
        _("jobs retry ID..."),
        _("Have jobs that are dead or cancelled tried again, and those that wait at once."),
        (("viva jobs retry 12 15", _("these two")),),
    )
    yield Command(
        "cancel",
        "queueing:cancel_jobs",
        _("jobs cancel ID..."),
        _("Cancel jobs; one that runs stops where it can, and keeps what it has done."),
        (("viva jobs cancel 12", _("this one")),),
    )


def starter_commands() -> Iterator[Command]:
    """Those of `viva starter`."""
    yield Command(
        "add",
        "beginning:add_starter",
        _("starter add [options]"),
        _("Add the starter bank, or bring it up to date; your own wordings stay."),
        (
            ("viva starter add", _("in all its languages")),
            ("viva starter add --language en", _("in one of them")),
            ("viva starter add --dry-run", _("what that would do")),
        ),
    )


def _checking_commands() -> Iterator[Command]:
    yield Command(
        "check",
        "checking:check_notes",
        _("check [options] [PATH...]"),
        _("Find what is wrong in notes, or in the bank: damaged text, code that fails, statements that do not hold."),
        (
            ("viva check notes/", _("a folder, with everything below it")),
            ("viva check --fix notes/python.md", _("and mend what can be mended safely")),
            ("viva check --select F,C3 notes/", _("only some of the rules")),
            ("viva check --format github notes/", _("for a code host")),
            ("viva check", _("the questions of the bank")),
        ),
    )
    yield Command(
        "rule",
        "ruling:show_rule",
        _("rule [options] [CODE]"),
        _("Say what a rule of `viva check` means, with an example and what is right."),
        (("viva rule F101", _("one of them")), ("viva rule", _("all of them"))),
    )


def _changing_commands() -> Iterator[Command]:
    yield Command(
        "edit",
        "editing:edit",
        _("edit [options] ID..."),
        _("Open questions in your editor, or write a new one."),
        (
            ("viva edit 12", _("in the editor that VISUAL or EDITOR names")),
            ("viva edit --new", _("a question of your own")),
            ("viva edit 12-15 --print > some.md", _("the pages, to work on in another way")),
            ("viva edit --from some.md --dry-run", _("what they would change")),
        ),
    )
    yield Command(
        "tag",
        "tagging:tag_questions",
        _("tag [options] ID..."),
        _("Change tags, topics, technologies, level, groups or language of many questions at once."),
        (
            ("viva tag 12 15-20 --add hard", _("some questions")),
            ("viva list --topic gil | viva tag - --level L2 --group L2=must", _("all that another command lists")),
        ),
    )
    yield Command(
        "merge",
        "combining:merge",
        _("merge [options] ID ID..."),
        _("Make several questions one, which says what all of them say."),
        (
            ("viva merge 12 40 41", _("40 and 41 go into 12")),
            ("viva merge 12 40 --edit", _("see and change what 12 will say")),
        ),
    )
    yield Command(
        "split",
        "combining:split",
        _("split [options] ID"),
        _("Cut a question into several."),
        (
            ("viva split 12", _("in your editor")),
            ("viva split 12 --from parts.md", _("as a file says")),
        ),
    )
    yield Command(
        "link",
        "relating:link",
        _("link [options] ID KIND OTHER"),
        _("Say how two questions hang together, or that they do not."),
        (
            ("viva link 12 follow-up 15", _("15 is asked after 12")),
            ("viva link 12 twin 15 --remove", _("they do not mean the same")),
        ),
    )
    yield Command(
        "retire",
        "retiring:retire",
        _("retire [options] ID..."),
        _("Say that questions are no longer asked."),
        (
            ("viva retire 12", _("one question")),
            ("viva search perl | viva retire -", _("all that were found")),
            ("viva retire 12 --back", _("ask it again")),
        ),
    )
    yield Command(
        "settle",
        "retiring:settle",
        _("settle [options] ID..."),
        _("Decide between your own wording and what the notes say by now."),
        (
            ("viva settle 12 --take", _("what the notes say")),
            ("viva list --offered | viva settle - --keep", _("your own, everywhere")),
        ),
    )
    yield Command(
        "undo",
        "undoing:undo",
        _("undo [options] [CHANGE]"),
        _("Take back the last change to questions, or another one."),
        (("viva undo", _("the last one")), ("viva undo 7", _("the one with this number in `viva log`"))),
    )
    yield Command(
        "redo",
        "undoing:redo",
        _("redo [options] [CHANGE]"),
        _("Do again what was taken back last, or another change."),
        (
            ("viva redo", _("the opposite of `viva undo`")),
            ("viva redo 7", _("the one with this number in `viva log`")),
        ),
    )
    yield Command(
        "log",
        "undoing:show_log",
        _("log [options]"),
        _("Show what was done to questions, the newest first."),
        (("viva log", _("the last changes")), ("viva log --limit 0 --json", _("all, for another program"))),
    )


def database_commands() -> Iterator[Command]:
    """Those of `viva db`."""
    yield Command(
        "upgrade",
        "database:upgrade",
        "db upgrade",
        _("Bring the database to the newest form; a copy of the old one is kept."),
        (("viva db upgrade", _("what every command does by itself when needed")),),
    )
    yield Command(
        "backup",
        "database:back_up",
        _("db backup FILE"),
        _("Copy the whole bank to a file, while others may be working with it."),
        (("viva db backup bank-friday.db", _("to a new file")),),
    )
    yield Command(
        "restore",
        "database:restore",
        _("db restore FILE"),
        _("Put a backup in place of the bank; what was there is kept beside it."),
        (("viva db restore bank-friday.db", _("from the file that `viva db backup` made")),),
    )
    yield Command(
        "reindex",
        "database:reindex",
        "db reindex",
        _("Make the search index anew from the questions of the bank."),
        (("viva db reindex", _("when a search misses what is there")),),
    )


def kit_commands() -> Iterator[Command]:
    """Those of `viva kit`."""
    yield Command(
        "build",
        "kits:build_kits",
        _("kit build [NAME...]"),
        _("Build kits from locked packages, each as a whole and only once; banks share them."),
        (("viva kit build", _("the one that snippets are checked with")), ("viva kit build web data", _("two others"))),
    )
    yield Command(
        "list",
        "kits:list_kits",
        _("kit list [options]"),
        _("List the kits with what is in them, and which are built."),
        (("viva kit list", _("for reading")), ("viva kit list --json", _("for another program"))),
    )
