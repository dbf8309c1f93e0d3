"""How the questions of notes hang together: copies, near duplicates, twins, follow-ups, contradictions."""

from viva.notes.relations.relate import relate

__all__ = ["relate"]
