"""Interviews: templates, the talk itself, and what comes of it."""
