"""What checks found in the bank, kept: looking through it, mending, and ignoring with a reason."""
