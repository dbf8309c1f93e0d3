"""From bytes to lines: the character set found, and what was decoded wrongly put right."""
