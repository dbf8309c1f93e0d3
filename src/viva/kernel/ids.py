"""Names and numbers that are given once and kept for good."""

import secrets

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
"""Crockford's: without i, l, o and u, which are read as something else, or spell something."""

LENGTH = 10

IDS = range(1, 1 << 63)
"""What a database can keep as a number of its own."""


def new_key() -> str:
    """A key for something that must be known in other databases and in files: 50 random bits."""
    bits = int.from_bytes(secrets.token_bytes(7))
    return "".join(ALPHABET[bits >> 5 * place & 31] for place in range(LENGTH))
