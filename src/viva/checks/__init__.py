"""A linter for knowledge: rules, what they find in notes and in the bank, and how it can be mended."""
