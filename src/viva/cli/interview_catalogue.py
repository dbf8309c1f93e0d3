"""The commands of `viva interview` and `viva interview template`."""

from collections.abc import Iterator

from viva.cli.catalogue import Command
from viva.kernel.i18n import _


def interview_commands() -> Iterator[Command]:
    """Those of `viva interview`."""
    yield Command(
        "new",
        "interviewing:new_interview",
        _("interview new [options] TEMPLATE --candidate NAME"),
        _("Make an interview of a template, choose its questions, and print the tokens of its seats."),
        (
            ("viva interview new 1 --candidate 'Dan Day' --lead Ana --panel Ben", _("with two seats")),
            ("viva interview new 1 --candidate Dan --at 2026-03-02T14:00 --extra 25", _("with a time, and more of it")),
            ("viva interview new 1 --candidate Dan --lead Ana --candidate-link", _("with a link for the candidate")),
        ),
    )
    yield Command(
        "list",
        "interviewing:list_interviews",
        _("interview list [options]"),
        _("List interviews, the newest first."),
        (
            ("viva interview list --state planned", _("those to come")),
            ("viva interview list --text dan --json", _("for another program")),
        ),
    )
    yield Command(
        "run",
        "conducting:run_interview",
        _("interview run [options] TOKEN"),
        _("Conduct an interview in the terminal, by keyboard alone, with everything saved as it is typed."),
        (("viva interview run TOKEN", _("with the token that `viva interview new` printed")),),
    )
    yield Command(
        "network",
        "reaching:reach_interview",
        _("interview network [options] [ID]"),
        _("Let the links of an interview be reached from the local network, end that, or list those that are."),
        (
            ("viva interview network 3", _("the seats and the candidate of interview 3, and nothing else")),
            ("viva interview network 3 --close", _("for this machine alone again")),
            ("viva interview network", _("which are open, and where")),
        ),
    )
    yield Command(
        "report",
        "reporting:show_report",
        _("interview report [options] ID"),
        _("Show what all scorecards of an interview say together: gates with reasons, means, agreement, evidence."),
        (
            ("viva interview report 3", _("when all have submitted")),
            ("viva interview report 3 --json", _("for another program")),
        ),
    )
    yield Command(
        "compare",
        "reporting:compare_candidates",
        _("interview compare [options] ID OTHER..."),
        _("Compare candidates, each two on the questions that both were asked, or twins of them."),
        (
            ("viva interview compare 3 5", _("with the overlap and how sure it is")),
            ("viva interview compare 3 5 8 --format csv --to field.csv", _("each with each, as a table")),
        ),
    )
    yield Command(
        "export",
        "reporting:export_interview",
        _("interview export [options] ID [PATH]"),
        _("Write a report, scorecards, a sheet to fill in on paper, an invitation, or what the candidate takes home."),
        (
            ("viva interview export 3 dan.pdf", _("one file for all scorecards")),
            ("viva interview export 3 sheet.csv --format sheet", _("to fill in by hand")),
            ("viva interview export 3 --format scorecards > dan.json", _("for an applicant system")),
            ("viva interview export 3 study/ --format bank", _("the questions with their answers, for the candidate")),
        ),
    )
    yield Command(
        "fill",
        "interviewing:fill_interview",
        _("interview fill [options] TOKEN FILE"),
        _("Take in a sheet that was filled in by hand."),
        (("viva interview fill TOKEN sheet.csv", _("the ratings of one seat; again it changes nothing")),),
    )
    yield Command(
        "submit",
        "interviewing:submit_scorecard",
        _("interview submit [options] TOKEN RECOMMENDATION"),
        _("Seal the scorecard of a seat; later changes are amendments."),
        (("viva interview submit TOKEN yes --reason 'strong on design'", _("with a reason, where it departs")),),
    )
    yield Command(
        "candidates",
        "forgetting:list_candidates",
        _("interview candidates [options] [ID]"),
        _("List candidates and until when they are kept, or print all that is known of one."),
        (
            ("viva interview candidates", _("all of them")),
            ("viva interview candidates 2 > dan.json", _("everything about one, in one file")),
        ),
    )
    yield Command(
        "keep",
        "forgetting:keep_candidates",
        _("interview keep [options]"),
        _("Say for how many days candidates are kept after their last interview, or show it."),
        (("viva interview keep --days 90 --least 30", _("and nobody is erased before 30")),),
    )
    yield Command(
        "hold",
        "forgetting:hold_candidate",
        _("interview hold [options] ID"),
        _("Keep a candidate's data whatever the rule says, or release it."),
        (
            ("viva interview hold 2 --reason 'a complaint is open'", _("until it is released")),
            ("viva interview hold 2 --release", _("let the rule hold again")),
        ),
    )
    yield Command(
        "erase",
        "forgetting:erase_candidate",
        _("interview erase [options] ID"),
        _("Erase all that says something of a candidate, from the file of the bank too; ratings stay."),
        (("viva interview erase 2 --yes", _("for good")),),
    )


def template_commands() -> Iterator[Command]:
    """Those of `viva interview template`."""
    yield Command(
        "list",
        "templating:list_templates",
        _("interview template list [options]"),
        _("List templates, your own or those that come with Viva."),
        (
            ("viva interview template list --ready", _("those to take")),
            ("viva interview template list --json", _("for another program")),
        ),
    )
    yield Command(
        "show",
        "templating:show_template",
        _("interview template show [options] ID"),
        _("Print a template as its file, or what differs between two revisions."),
        (
            ("viva interview template show 1 > backend.yaml", _("to edit, or to send")),
            ("viva interview template show 1 --against 1", _("what changed since the first revision")),
        ),
    )
    yield Command(
        "take",
        "templating:take_template",
        _("interview template take [options] WHAT"),
        _("Keep the template of a file, or one that comes with Viva."),
        (
            ("viva interview template take python-backend-l2.en", _("a ready one")),
            ("viva interview template take backend.yaml --over 1", _("as the next revision of template 1")),
        ),
    )
    yield Command(
        "note",
        "templating:template_of_note",
        _("interview template note [options] NOTE"),
        _("Make a template of an imported note: its sections, its questions, its levels."),
        (("viva interview template note python.md", _("by the end of its name")),),
    )
    yield Command(
        "propose",
        "templating:propose_template",
        _("interview template propose [options] TITLE"),
        _("Make a balanced template from the bank, and say why each question is in it."),
        (
            ("viva interview template propose 'Python, L2' --tech python --level L2 --minutes 45", _("and keep it")),
            ("viva interview template propose Concurrency --topic concurrency --dry-run", _("only look")),
        ),
    )
