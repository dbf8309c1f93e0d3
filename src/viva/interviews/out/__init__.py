"""Interviews in other forms: to read, to print, to calculate with, and for other programs."""
