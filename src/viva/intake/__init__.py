"""From notes to the bank: finding files, and storing what was understood of them."""
