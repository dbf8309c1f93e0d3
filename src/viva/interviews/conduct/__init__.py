"""The talk: who sits in it, what is asked, and every change as it was made."""
