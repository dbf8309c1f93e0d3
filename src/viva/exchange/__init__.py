"""The bank as files: a folder of Markdown that a person edits, and documents to read or to process.

Pure values and files; what is in the database is brought here and taken from here by others.
"""
