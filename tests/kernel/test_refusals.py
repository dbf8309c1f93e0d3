import errno

import pytest

from viva.kernel.i18n import speak
from viva.kernel.refusals import reason


def test_what_people_meet_is_told_in_our_words() -> None:
    assert reason(PermissionError(errno.EACCES, "Permission denied")) == "permission denied"


def test_what_is_rare_is_told_in_the_words_of_the_system() -> None:
    assert reason(OSError(errno.EXDEV, "Invalid cross-device link")) == "Invalid cross-device link"


def test_a_refusal_without_a_number_is_told_as_it_is() -> None:
    assert reason(OSError("cannot read from timed out object")) == "cannot read from timed out object"


@pytest.mark.parametrize("number", [errno.EACCES, errno.ENOSPC])
def test_it_is_told_in_the_language_spoken(number: int) -> None:
    english = reason(OSError(number, "x"))
    speak("ru")
    try:
        assert reason(OSError(number, "x")) != english
    finally:
        speak("en")
