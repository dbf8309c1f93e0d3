"""Rules about code: whether it can run, what became of what it calls, and what it lets in."""
