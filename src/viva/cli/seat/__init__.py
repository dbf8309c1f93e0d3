"""The screen of `viva interview run`: one seat of an interview in the terminal."""
