"""The bank: questions with their revisions, where they came from, how they hang together, and searching them."""
