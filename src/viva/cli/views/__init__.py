"""What commands show: for a person on a terminal, for a pipe, as JSON."""
