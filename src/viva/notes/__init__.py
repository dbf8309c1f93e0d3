"""Reading notes: bytes become text, text becomes lines, lines become drafts.

Everything here is pure: no database, no clock, no files. A note comes in as
bytes with a name; out come drafts and the account of every line.
"""
