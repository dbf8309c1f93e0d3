"""Numbers in what people and programs send as text."""


def whole(text: str, most: int) -> int | None:
    """The number that a text is in plain digits; None where it is none, or a larger one than `most`.

    Python reads the digits of all scripts as well, and refuses those of very long numbers.
    """
    if not (text.isascii() and text.isdigit() and len(text) <= len(str(most))):
        return None
    number = int(text)
    return number if number <= most else None
