import pytest
from hypothesis import given
from hypothesis import strategies as st

from viva.notes.content.levels import legend, level_of, split_level, status_of
from viva.notes.model import Level, Status


@pytest.mark.parametrize(
    ("heading", "level"),
    [
        ("**L1 (Beginner)**", Level.BEGINNER),
        ("## Junior", Level.BEGINNER),
        ("Level: senior", Level.ADVANCED),
        ("### Questions for intermediate developers", Level.INTERMEDIATE),
        ("[easy]", Level.BEGINNER),
        ("**L2**", Level.INTERMEDIATE),
        ("Level 3", Level.ADVANCED),
        ("# Уровень: средний", Level.INTERMEDIATE),
        ("Вопросы для начинающих", Level.BEGINNER),
        ("Fragen für Fortgeschrittene", Level.ADVANCED),
        ("Nivel intermedio", Level.INTERMEDIATE),
        ("Perguntas para iniciantes", Level.BEGINNER),
        ("2. Middle", Level.INTERMEDIATE),
        ("中级", Level.INTERMEDIATE),
    ],
)
def test_a_heading_that_says_only_a_level_states_it(heading: str, level: Level) -> None:
    assert level_of(heading) == level


@pytest.mark.parametrize(
    "text",
    ["Advanced Python features", "What should a beginner know?", "Basic authentication", "Middleware",
     "Easy to understand",
     "Junior and senior", "Questions", "Level", "The hard problem of caching", "L4", "Basics", "HTTP auth (basic)",
     "Senior?", "Simple: easy", "", "### 12. **Basic Exception Handling:**"],
)  # fmt: skip
def test_subjects_and_questions_state_no_level(text: str) -> None:
    assert level_of(text) is None


@pytest.mark.parametrize(
    ("text", "prompt", "level"),
    [
        ("[easy] What is a heap?", "What is a heap?", Level.BEGINNER),
        ("What is a heap? [L3]", "What is a heap?", Level.ADVANCED),
        ("What is a heap? (senior)", "What is a heap?", Level.ADVANCED),
        ("What is a heap? (basic)", "What is a heap? (basic)", None),
        ("print(l2)", "print(l2)", None),
        ("[easy](https://a.org) things", "[easy](https://a.org) things", None),
    ],
)
def test_a_tag_is_taken_off_its_question(text: str, prompt: str, level: Level | None) -> None:
    assert split_level(text) == (prompt, level)


@pytest.mark.parametrize(
    "lines",
    [
        ["Intro", "* Legend: 👶 easy \u200d⭐\ufe0f medium 🚀 expert"],
        ["easy 👶, medium ⭐, hard 🚀"],
        ["- 👶 – easy", "- ⭐ – medium", "- 🚀 – hard"],
    ],
)
def test_a_legend_explains_its_signs(lines: list[str]) -> None:
    assert legend(lines) == {"👶": Level.BEGINNER, "⭐": Level.INTERMEDIATE, "🚀": Level.ADVANCED}


def test_signs_without_levels_are_no_legend() -> None:
    assert legend(["🚀 Fast and ⭐ loved", "✅ easy to use"]) == {}


def test_a_sign_of_the_legend_is_taken_off_its_question() -> None:
    signs = {"👶": Level.BEGINNER, "⭐": Level.INTERMEDIATE, "🚀": Level.ADVANCED}
    assert split_level("**What is a heap? \u200d⭐\ufe0f**", signs) == ("**What is a heap?**", Level.INTERMEDIATE)
    assert split_level("👶 What is a heap?", signs) == ("What is a heap?", Level.BEGINNER)
    assert split_level("What is a heap? ⭐🚀", signs) == ("What is a heap?", Level.ADVANCED)
    assert level_of("What is a heap? 🚀", signs) == Level.ADVANCED
    assert level_of("What is a heap? 🚀") is None


@pytest.mark.parametrize(
    ("text", "rest", "status"),
    [
        ("1.) Threads -- Done", "1.) Threads", Status.DONE),
        ("Threads -- Donish", "Threads", Status.PARTLY),
        ("Threads (done)", "Threads", Status.DONE),
        ("Threads — готово", "Threads", Status.DONE),
        ("Threads ✅", "Threads", Status.DONE),
        ("✔\ufe0f Threads", "Threads", Status.DONE),
        ("Threads [x]", "Threads", Status.DONE),
        ("Threads [WIP]", "Threads", Status.PARTLY),
        ("Threads - in progress", "Threads", Status.PARTLY),
        ("Threads (частично)", "Threads", Status.PARTLY),
    ],
)
def test_a_mark_of_progress_is_taken_off(text: str, rest: str, status: Status) -> None:
    assert status_of(text) == (rest, status)


@pytest.mark.parametrize(
    "text", ["When is a thread done", "Definition of done", "[x] a thread", "done", "Partly cached pages", "a[x]"]
)
def test_words_inside_a_prompt_say_nothing_about_progress(text: str) -> None:
    assert status_of(text) == (text, None)


@given(st.text(max_size=40))
def test_any_line_may_be_asked(text: str) -> None:
    signs = {"⭐": Level.INTERMEDIATE}
    assert level_of(text, signs) in (None, *Level)
    assert status_of(text)[1] in (None, *Status)
    assert len(split_level(text, signs)[0]) <= len(text)
    assert legend([text]) == {} or len(text) > 3
