"""Text as both databases can keep it."""


def storable(text: str) -> str:
    """The text with what neither database keeps made visible: NUL, and the halves of characters that are no text.

    The latter are in names of files that are not UTF-8, and in notebooks.
    """
    if "\0" not in text and is_text(text):
        return text
    return text.replace("\0", "\N{SYMBOL FOR NULL}").encode("utf-8", "backslashreplace").decode()


def is_text(text: str) -> bool:
    """Whether there are only whole characters in it."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
