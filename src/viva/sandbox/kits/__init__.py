"""Kits: what programs find installed, built from locked requirements into trees that are never changed."""
