"""Notes that have arrived and are looked over before they come into the bank."""
