import pytest

from tests.cli.conftest import Viva
from viva.cli.exits import Exit


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("lst", "There is no command “lst”. Did you mean “list”?"),
        ("frobnicate", "There is no command “frobnicate”. See `viva --help`."),
        ("db bakup", "There is no command “bakup”. Did you mean “backup”?"),
        ("list --tpic x", "There is no option “--tpic” here. Did you mean “--topic”?"),
        ("list --zzz", "There is no option “--zzz” here. See `viva list --help`."),
        ("list --topic", "“--topic” needs a value. See `viva list --help`."),
        ("list --level L7", "“L7” does not fit --level: choose one of L1, L2, L3. See `viva list --help`."),
        (
            "list --limit many",
            "“many” does not fit --limit: a whole number from 0 on is needed. See `viva list --help`.",
        ),
        ("list --limit -1", "“-1” does not fit --limit: a whole number from 0 on is needed. See `viva list --help`."),
        (
            "show 1.5",
            "“1.5” names no question: give a number, a range such as 12-15, or a key. See `viva show --help`.",
        ),
        ("show -5", "There is no option “-5” here. See `viva show --help`."),
        (
            f"jobs show {2**63}",
            f"“{2**63}” does not fit ID: a whole number from 0 on is needed. See `viva jobs show --help`.",
        ),
        ("list --topic a --topic b", "“--topic” may be given only once. See `viva list --help`."),
        ("show", "ID is missing. See `viva show --help`."),
        ("interview new 1", "“--candidate” with its value is missing. See `viva interview new --help`."),
        (
            "show one",
            "“one” names no question: give a number, a range such as 12-15, or a key. See `viva show --help`.",
        ),
        ("show 1 2", "“2” is one word too many. See `viva show --help`."),
        ("import", "PATH is missing. See `viva import --help`."),
        ("search", "WORDS is missing. See `viva search --help`."),
        ("completion tcsh", "“tcsh” does not fit SHELL: choose one of bash, zsh, fish. See `viva completion --help`."),
        ("--lang de list", "“de” does not fit --lang: choose one of en, ru. See `viva --help`."),
    ],
)
def test_wrong_usage_is_one_sentence_with_a_hint_and_code_2(viva: Viva, words: str, sentence: str) -> None:
    ended = viva(*words.split())

    assert (ended.code, ended.out, ended.err) == (Exit.USAGE, "", f"viva: {sentence}\n")


def test_wrong_usage_leaves_no_bank_behind(viva: Viva) -> None:
    viva("list", "--level", "L9")

    assert not viva.data.exists()
