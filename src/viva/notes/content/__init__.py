"""What a question and its answer contain: language, level, links, pictures, key points."""
