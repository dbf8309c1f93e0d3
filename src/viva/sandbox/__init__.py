"""Running programs that nobody vouches for: programs and results, kits, and the backends that keep them in."""
