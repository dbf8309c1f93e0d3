import io
from pathlib import Path

import pytest

from tests.cli.terminal import Terminal
from viva.cli.column import Column
from viva.cli.output import Output

TWO_COLUMNS = [Column(heading="No."), Column(heading="Question")]


@pytest.fixture
def pipe() -> io.StringIO:
    return io.StringIO()


def test_a_pipe_gets_plain_text(pipe: io.StringIO) -> None:
    Output(pipe, io.StringIO()).line(("Questions", "bold"), " 12")

    assert pipe.getvalue() == "Questions 12\n"


def test_a_terminal_gets_colours(terminal: Terminal) -> None:
    Output(terminal.stream, io.StringIO()).line(("Questions", "bold red"), " 12")

    assert terminal.shown == "\x1b[1;31mQuestions\x1b[0m 12\n"


def test_a_terminal_of_someone_who_wants_no_colours_gets_none(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    Output(terminal.stream, io.StringIO()).line(("Questions", "red"))

    assert terminal.shown == "Questions\n"


def test_text_of_notes_cannot_control_the_terminal(terminal: Terminal) -> None:
    Output(terminal.stream, io.StringIO()).line("a\x1b[2Jb\x07c\x9bd [bold]e[/bold] :smile:")

    assert terminal.shown == "a\ufffd[2Jb\ufffdc\ufffdd [bold]e[/bold] :smile:\n"


def test_a_long_line_is_cut_at_the_end_of_a_terminal_when_asked(terminal: Terminal) -> None:
    Output(terminal.stream, io.StringIO()).line("x" * 100, cut=True)

    assert terminal.shown == "x" * 59 + "…\n"


def test_a_long_line_goes_on_below_its_own_words(terminal: Terminal) -> None:
    Output(terminal.stream, io.StringIO()).line(("topics", "bold"), "  " + "word " * 20, hang=8)

    assert terminal.shown.split("\n")[1].startswith("        word")


def test_an_address_stays_in_one_piece(terminal: Terminal) -> None:
    address = "https://example.org/" + "x" * 60
    Output(terminal.stream, io.StringIO()).line("  see ", address, hang=2)

    assert terminal.shown == f"  see {address}\n"


def test_a_long_line_is_never_cut_in_a_pipe(pipe: io.StringIO) -> None:
    Output(pipe, io.StringIO()).line("x" * 1000, cut=True)

    assert pipe.getvalue() == "x" * 1000 + "\n"


def test_a_table_in_a_pipe_is_rows_with_tabs(pipe: io.StringIO) -> None:
    Output(pipe, io.StringIO()).table(TWO_COLUMNS, [["1", "a\tb\nc"], ["2", ""]], main=1)

    assert pipe.getvalue() == "1\ta b c\n2\t\n"


def test_a_table_on_a_terminal_has_headings_and_fits(terminal: Terminal) -> None:
    Output(terminal.stream, io.StringIO()).table(TWO_COLUMNS, [["1", "word " * 30]], main=1)

    heading, *rows = terminal.shown.rstrip("\n").split("\n")
    assert "Question" in heading
    assert len(rows) > 1
    assert max(map(len, rows)) <= 60


def test_json_is_utf_8_whatever_the_stream_says() -> None:
    written = io.BytesIO()
    stream = io.TextIOWrapper(written, encoding="ascii")
    Output(stream, io.StringIO()).json({"prompt": "Что такое GIL?"})
    stream.flush()

    assert written.getvalue().decode("utf-8") == '{\n  "prompt": "Что такое GIL?"\n}\n'


def test_remarks_stay_out_of_the_result(pipe: io.StringIO) -> None:
    errors = io.StringIO()
    Output(pipe, errors).remark(("viva: ", "red"), "nothing")

    assert (pipe.getvalue(), errors.getvalue()) == ("", "viva: nothing\n")


def test_names_that_are_no_text_are_written_as_escapes(tmp_path: Path) -> None:
    file = tmp_path / "out"
    with file.open("w", encoding="utf-8", errors="backslashreplace") as stream:
        Output(stream, io.StringIO()).json({"path": "\udcff.md"})

    assert file.read_text(encoding="utf-8") == '{\n  "path": "\\udcff.md"\n}\n'
