"""Finding notes in files and folders, and reading them."""

import errno
import os
import socket
from pathlib import Path

import pytest

from viva.intake import files
from viva.intake.files import Found, Skipped, find_notes
from viva.kernel.errors import InvalidInput


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An empty folder to work in, so that sources are what a person would type."""
    monkeypatch.chdir(tmp_path)


def put(*names: str, content: bytes = b"What is a note?\n") -> None:
    for name in names:
        path = Path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def sources(*paths: str, include: tuple[str, ...] = (), exclude: tuple[str, ...] = ()) -> list[str]:
    return [found.source for found in find_notes([Path(path) for path in paths], include=include, exclude=exclude)]


def problems(path: str) -> list[str]:
    search = find_notes([Path(path)])
    list(search)
    return [problem.message for problem in search.problems]


@pytest.mark.usefixtures("here")
class TestWhatIsTaken:
    def test_a_folder_is_read_recursively_in_the_order_of_names(self) -> None:
        put("notes/b.md", "notes/a/2.txt", "notes/a/1.rst", "notes/c.ipynb")

        assert sources("notes") == ["notes/a/1.rst", "notes/a/2.txt", "notes/b.md", "notes/c.ipynb"]

    def test_only_files_with_suffixes_of_notes_are_taken_from_a_folder(self) -> None:
        put("notes/a.MD", "notes/b.py", "notes/c.png", "notes/d.csv", "notes/e.html")

        assert sources("notes") == ["notes/a.MD", "notes/d.csv", "notes/e.html"]

    @pytest.mark.parametrize("sign", ["viva-bank.toml", ".viva/files.json"])
    def test_a_bank_or_a_handbook_among_notes_is_left_out_and_counted(self, sign: str) -> None:
        put("notes/a.md", "notes/bank/b.md", f"notes/bank/{sign}")
        search = find_notes([Path("notes")])

        assert [found.source for found in search] == ["notes/a.md"]
        assert search.skipped == {Skipped.EXPORTED: 1}

    def test_a_file_without_a_suffix_is_taken_if_it_holds_text(self) -> None:
        put("notes/README", "notes/TODO", "notes/LICENSE")
        put("notes/run", content=b"#!/bin/sh\n")
        put("notes/blob", content=bytes(range(256)))

        assert sources("notes") == ["notes/README", "notes/TODO"]

    def test_a_file_that_is_named_is_taken_whatever_it_is_called(self) -> None:
        put("main.py", ".hidden.log")

        assert sources("main.py", ".hidden.log") == ["main.py", ".hidden.log"]

    def test_a_file_named_twice_is_taken_once(self) -> None:
        put("notes/a.md", "notes/b.md")

        assert sources("notes/b.md", "notes", "./notes/a.md") == ["notes/b.md", "notes/a.md"]

    def test_the_current_folder_leaves_no_mark_in_sources(self) -> None:
        put("a.md")

        assert sources(".") == ["a.md"]

    def test_include_replaces_the_suffixes_of_notes(self) -> None:
        put("notes/a.md", "notes/b.log", "notes/sub/c.log")

        assert sources("notes", include=("*.log",)) == ["notes/b.log", "notes/sub/c.log"]

    def test_exclude_leaves_out_files_and_folders(self) -> None:
        put("notes/a.md", "notes/draft-b.md", "notes/old/c.md")

        assert sources("notes", exclude=("draft-*", "old/")) == ["notes/a.md"]

    def test_an_invalid_pattern_is_refused_with_its_text(self) -> None:
        with pytest.raises(InvalidInput, match=r"'!' is no valid pattern"):
            find_notes([Path()], include=["!"])

    def test_hidden_files_dependencies_and_caches_are_left_out_and_counted(self) -> None:
        put("notes/.obsidian/x.md", "notes/._a.md", "notes/node_modules/y.md", "notes/env/pyvenv.cfg", "notes/env/z.md")
        put("notes/cache/CACHEDIR.TAG", "notes/cache/w.md", "notes/a.md")
        search = find_notes([Path("notes")])

        assert [found.source for found in search] == ["notes/a.md"]
        assert search.skipped == {Skipped.HIDDEN: 2, Skipped.DEPENDENCIES: 3}

    def test_where_no_path_exists_that_is_refused_at_once(self) -> None:
        with pytest.raises(InvalidInput, match=r"^nowhere/notes does not exist$"):
            find_notes([Path("nowhere/notes")])

    def test_a_path_that_does_not_exist_stops_no_other(self) -> None:
        put("a.md", "b.md")
        search = find_notes([Path("a.md"), Path("nowhere"), Path("b.md")])

        assert [found.source for found in search] == ["a.md", "b.md"]
        assert [problem.message for problem in search.problems] == ["nowhere does not exist"]


@pytest.mark.usefixtures("here")
class TestLinks:
    def test_a_link_back_is_reported_once_and_the_rest_goes_on(self) -> None:
        put("notes/a/b.md", "notes/z.md")
        Path("notes/a/loop").symlink_to("..")

        assert sources("notes") == ["notes/a/b.md", "notes/z.md"]
        assert problems("notes") == ["notes/a/loop is a link back to a folder it is in"]

    def test_a_linked_file_is_read_once_under_its_real_name(self) -> None:
        put("notes/z.md")
        Path("notes/a.md").symlink_to("z.md")

        assert sources("notes") == ["notes/z.md"]

    def test_a_linked_folder_from_elsewhere_is_read(self) -> None:
        put("elsewhere/x.md", "notes/a.md")
        Path("notes/linked").symlink_to("../elsewhere")

        assert sources("notes") == ["notes/a.md", "notes/linked/x.md"]

    def test_two_folders_that_link_to_each_other_end(self) -> None:
        put("notes/a/1.md", "notes/b/2.md")
        Path("notes/a/to-b").symlink_to("../b")
        Path("notes/b/to-a").symlink_to("../a")

        assert sources("notes") == ["notes/a/1.md", "notes/b/2.md"]

    def test_a_link_to_nowhere_is_a_problem_with_its_target(self) -> None:
        put("notes/a.md")
        Path("notes/b.md").symlink_to("gone.md")

        assert problems("notes") == ["notes/b.md is a link to gone.md, which does not exist"]

    def test_a_link_to_itself_is_a_problem(self) -> None:
        put("notes/a.md")
        Path("notes/b.md").symlink_to("b.md")

        assert [message.partition(":")[0] for message in problems("notes")] == ["notes/b.md cannot be read"]


@pytest.mark.usefixtures("here")
class TestTrouble:
    def test_a_named_pipe_in_a_folder_is_a_problem_and_not_waited_for(self) -> None:
        put("notes/a.md")
        os.mkfifo("notes/pipe.md")

        assert sources("notes") == ["notes/a.md"]
        assert problems("notes") == ["notes/pipe.md is no file but a named pipe"]

    def test_reading_a_named_pipe_is_refused_and_not_waited_for(self) -> None:
        os.mkfifo("pipe.md")

        with pytest.raises(InvalidInput, match=r"^pipe.md is no file but a named pipe$"):
            Found(Path("pipe.md"), "pipe.md").read()

    def test_reading_a_socket_is_a_sentence(self) -> None:
        with socket.socket(socket.AF_UNIX) as server:
            server.bind("s.md")

            with pytest.raises(InvalidInput, match=r"^s.md cannot be read: "):
                Found(Path("s.md"), "s.md").read()

    def test_reading_a_device_is_refused(self) -> None:
        with pytest.raises(InvalidInput, match=r"^/dev/null is no file but a device$"):
            Found(Path(os.devnull), os.devnull).read()

    def test_reading_a_file_that_has_vanished_is_a_sentence(self) -> None:
        with pytest.raises(InvalidInput, match=r"^gone.md has vanished$"):
            Found(Path("gone.md"), "gone.md").read()

    def test_a_file_beyond_the_limit_is_refused_unread(self) -> None:
        with Path("huge.md").open("wb") as file:
            file.truncate(files.LARGEST + 1)

        with pytest.raises(InvalidInput, match=r"^huge.md is larger than 200 MiB$"):
            Found(Path("huge.md"), "huge.md").read()

    def test_a_folder_that_may_not_be_read_is_a_problem_and_the_rest_goes_on(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        put("notes/a/1.md", "notes/b/2.md")
        scan = os.scandir

        def scan_if_allowed(path: Path) -> object:  # the administrator, who runs tests in containers, may read all
            if path == Path("notes/a"):
                raise PermissionError(errno.EACCES, "Permission denied")
            return scan(path)

        monkeypatch.setattr(os, "scandir", scan_if_allowed)

        assert sources("notes") == ["notes/b/2.md"]
        assert problems("notes") == ["notes/a cannot be read: permission denied"]

    def test_a_file_that_is_there_is_read(self) -> None:
        put("a.md", content=b"bytes\0and all")

        assert next(find_notes([Path("a.md")])).read() == b"bytes\0and all"

    def test_names_that_would_disturb_an_output_are_escaped(self) -> None:
        put("notes/two\nlines.md")
        Path(os.fsdecode(b"notes/odd-\xff.md")).write_text("x")
        put("notes/вопросы.md", "notes/turn\u202ename.md")

        assert sources("notes") == [
            r"notes/odd-\xff.md",
            r"notes/turn\u202ename.md",
            r"notes/two\nlines.md",
            "notes/вопросы.md",
        ]


@pytest.mark.usefixtures("here")
class TestGitignore:
    def test_ignored_files_and_folders_are_left_out_and_counted(self) -> None:
        put("notes/a.md", "notes/a.tmp.md", "notes/build/b.md")
        Path("notes/.gitignore").write_text("*.tmp.md\nbuild/\n")
        search = find_notes([Path("notes")])

        assert [found.source for found in search] == ["notes/a.md"]
        assert search.skipped[Skipped.IGNORED] == 2

    def test_a_deeper_gitignore_may_take_back_what_an_upper_one_ignores(self) -> None:
        put("notes/x.md", "notes/deep/x.md", "notes/deep/y.md")
        Path("notes/.gitignore").write_text("x.md\n")
        Path("notes/deep/.gitignore").write_text("!x.md\n/y.md\n")

        assert sources("notes") == ["notes/deep/x.md"]

    def test_a_pattern_with_a_slash_counts_from_its_own_folder(self) -> None:
        put("notes/top.md", "notes/deep/top.md")
        Path("notes/.gitignore").write_text("/top.md\n")

        assert sources("notes") == ["notes/deep/top.md"]

    def test_the_repository_around_a_folder_is_obeyed(self) -> None:
        put("repo/.git/info/exclude", content=b"local.md\n")
        put("repo/notes/a.md", "repo/notes/secret.md", "repo/notes/local.md")
        Path("repo/.gitignore").write_text("notes/secret.md\n")

        assert sources("repo/notes") == ["repo/notes/a.md"]

    def test_a_gitignore_above_the_repository_does_not_count(self) -> None:
        put("repo/.git/HEAD", "repo/a.md")
        Path(".gitignore").write_text("*.md\n")

        assert sources("repo") == ["repo/a.md"]

    def test_a_repository_inside_a_repository_has_its_own_rules(self) -> None:
        put("repo/.git/HEAD", "repo/inner/.git/HEAD", "repo/a.md", "repo/inner/a.md", "repo/inner/b.md")
        Path("repo/.gitignore").write_text("a.md\n")
        Path("repo/inner/.gitignore").write_text("b.md\n")

        assert sources("repo") == ["repo/inner/a.md"]

    def test_an_ignored_folder_that_is_named_is_read(self) -> None:
        put("repo/.git/HEAD", "repo/private/a.md")
        Path("repo/.gitignore").write_text("private/\n")

        assert sources("repo") == []
        assert sources("repo/private") == ["repo/private/a.md"]

    def test_an_invalid_pattern_is_a_problem_and_the_others_hold(self) -> None:
        put("notes/a.md", "notes/b.md")
        Path("notes/.gitignore").write_text("!\nb.md\n")

        assert sources("notes") == ["notes/a.md"]
        assert problems("notes") == ["notes/.gitignore '!' is no valid pattern"]
