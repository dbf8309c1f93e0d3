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


def test_a_paragraph_behind_a_list_of_tasks_answers_none_of_them() -> None:
    tasks = "TODO:\n* Sort the list of topics\n* Write about sockets\n\n"
    note = f"{tasks}Threads share memory.\n\nWhat is a port?\n".encode()
    drafts = understand("tasks.txt", note).drafts
    assert [(draft.prompt, draft.answered) for draft in drafts] == [
        ("Sort the list of topics", False),
        ("Write about sockets", False),
        ("What is a port?", False),
    ]
