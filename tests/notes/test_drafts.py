"""What a draft takes from its lines."""

from viva.notes.understand import understand


def test_a_file_that_only_code_opens_is_no_pointer_of_the_note() -> None:
    lines = ("## How is a file read?", "", "See deadlocks.md first.", "", "```python", 'open("data.txt")', "```")
    (draft,) = understand("files.md", "\n".join(lines).encode()).drafts
    assert [(reference.line, reference.target) for reference in draft.references] == [(3, "deadlocks.md")]


def test_a_story_is_asked_for_in_the_language_of_the_prompt_or_in_english() -> None:
    prompts = ("Приходилось ли вам оптимизировать запросы?", "Tell me about your last project", "Что такое индекс?")
    note = "\n\n".join(f"## {prompt}" for prompt in prompts)
    assert [draft.experience for draft in understand("stories.md", note.encode()).drafts] == [True, True, False]
