"""What a draft takes from its lines."""

from viva.notes.understand import understand


def test_a_file_that_only_code_opens_is_no_pointer_of_the_note() -> None:
    note = b'## How is a file read?\n\nSee deadlocks.md first.\n\n```python\nwith open("data.txt") as file:\n    pass\n```\n'
    (draft,) = understand("files.md", note).drafts
    assert [(reference.line, reference.target) for reference in draft.references] == [(3, "deadlocks.md")]


def test_a_story_is_asked_for_in_the_language_of_the_prompt_or_in_english() -> None:
    note = (
        "## Приходилось ли вам оптимизировать запросы?\n\n## Tell me about your last project\n\n## Что такое индекс?\n"
    )
    assert [draft.experience for draft in understand("stories.md", note.encode()).drafts] == [True, True, False]
