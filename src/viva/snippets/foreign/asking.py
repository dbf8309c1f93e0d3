"""A program of JavaScript, TypeScript or SQL without what says what it prints."""

from viva.sandbox.model import Language
from viva.snippets.foreign.claims import claims_in
from viva.snippets.foreign.comments import stripped


def without_claims(text: str, language: Language) -> str:
    """The program without the comments that claim something, behind statements and below them."""
    apart = stripped(text, language)
    told = {claim.line for claim in claims_in(apart, language)}
    kept: list[str] = []
    above = 0
    for number, (line, code) in enumerate(zip(text.split("\n"), apart.code.split("\n"), strict=True), 1):
        if code.strip():
            above = number
            kept.append(code.rstrip() if number in told else line)
        elif not (line.strip() and above in told):
            kept.append(line)
    return "\n".join(kept).strip("\n")
