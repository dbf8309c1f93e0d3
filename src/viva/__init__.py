"""Viva: interview notes, turned into a question bank one can trust."""

__version__ = "0.1.0"
