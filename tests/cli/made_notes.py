"""Notes as they are when they are understood, made by hand."""

from hashlib import sha256

from viva.notes.model import (
    Account,
    Draft,
    Group,
    Image,
    KeyPoint,
    Kind,
    Level,
    Link,
    Need,
    Note,
    Option,
    Reason,
    Repair,
    Role,
    Snippet,
    Span,
    Text,
)

LINES = [
    "# Python",
    "",
    "## What is the GIL?",
    "One lock for the whole interpreter.",
    "    print(1)",
    "[top](#top)",
    "## Что такое GIL?",
    "",
]
ASKS = Reason("heading that asks")
LINK_BACK = Reason("link back inside the document")


def a_note(source: str = "notes/python.md") -> Note:
    """A note with an answered question, its unanswered twin and a line that was left out."""
    roles = [
        Role.SECTION,
        Role.BLANK,
        Role.PROMPT,
        Role.ANSWER,
        Role.ANSWER,
        Role.LEFT_OUT,
        Role.PROMPT,
        Role.BLANK,
    ]
    return Note(
        source=source,
        sha256=sha256(source.encode()).hexdigest(),
        text=Text(LINES, "utf-8", repairs=(Repair(7, "## Р§С‚Рѕ С‚Р°РєРѕРµ GIL?", LINES[6]),)),
        format="markdown",
        drafts=[what_is_the_gil(source), the_same_in_russian(source)],
        account=Account(
            roles=bytearray(roles), why=[0 if role is Role.LEFT_OUT else -1 for role in roles], reasons=(LINK_BACK,)
        ),
    )


def what_is_the_gil(source: str = "notes/python.md") -> Draft:
    """An answered question with a bit of everything."""
    return Draft(
        source=source,
        line=3,
        prompt="What is the GIL?",
        kind=Kind.QUESTION,
        reason=ASKS,
        prompt_span=Span(3, 3),
        answer_span=Span(4, 5),
        answer="One lock for the whole interpreter.\n\n    print(1)",
        answered=True,
        section=("Python",),
        level=Level.INTERMEDIATE,
        number="1.2",
        language="en",
        tech=("python",),
        topics=("concurrency",),
        snippets=(Snippet(Span(5, 5), "python", "print(1)"),),
        links=(Link(4, "https://docs.python.org/"),),
        images=(Image(4, "gil.png", "a lock"),),
        key_points=(KeyPoint(4, "one lock for the whole interpreter", Group.MUST),),
    )


def the_same_in_russian(source: str = "notes/python.md") -> Draft:
    """A question that nobody has answered."""
    return Draft(
        source=source,
        line=7,
        prompt="Что такое GIL?",
        kind=Kind.QUESTION,
        reason=ASKS,
        prompt_span=Span(7, 7),
        section=("Python",),
        language="ru",
        tech=("python",),
        topics=("concurrency",),
        needs=(Need.ANSWER,),
    )


def which_is_mutable(source: str = "notes/quiz.md") -> Draft:
    """A multiple-choice question."""
    return Draft(
        source=source,
        line=1,
        prompt="Which of these is mutable?",
        kind=Kind.MCQ,
        reason=Reason("has options to choose from"),
        prompt_span=Span(1, 1),
        answer_span=Span(2, 3),
        answered=True,
        language="en",
        options=(Option(2, "tuple"), Option(3, "list")),
        correct=(1,),
    )
