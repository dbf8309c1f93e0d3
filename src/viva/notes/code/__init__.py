"""Code in Markdown-like lines: fenced, torn and unfenced blocks, and drawings made of text."""
