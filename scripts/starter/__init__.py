"""Checking the starter bank: what its pages hold, whether it is true, and whether both languages say the same."""
