"""Clock, ids, text and errors: what every part uses and nothing of Viva."""
