"""How programs are kept in on Linux."""
