"""Templates: sections, questions and gates for one kind of interview."""
