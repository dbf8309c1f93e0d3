"""What questions and topics are called where there is room for one line."""

LONGEST_LINE = 120
"""What a list can show."""


def topic_title(topic: str, language: str) -> str:
    """What a topic is called in a language."""
    from viva.notes.subject.taxonomy import taxonomy  # late: a list of questions names no topic, and does without

    titles = taxonomy().topics[topic].titles if topic in taxonomy().topics else {}
    return titles.get(language) or titles.get("en") or topic or "–"


def first_line(text: str) -> str:
    """The title of a question: the first line of its prompt, shortened."""
    line = next((line.strip() for line in text.split("\n") if line.strip()), "")
    if len(line) <= LONGEST_LINE:
        return line
    cut = line[: LONGEST_LINE - 1]
    if cut.count("`") % 2:  # code is shown whole, or not at all
        cut = cut.rpartition("`")[0]
    return (cut.rpartition(" ")[0] or cut or line[: LONGEST_LINE - 1]).rstrip() + "…"
