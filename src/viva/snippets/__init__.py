"""Code in questions: what it is, what it claims to print, what it does, and the verdict on it."""
