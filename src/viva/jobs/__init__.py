"""Work for later: a registry of jobs, their rows, and the engines that run them on each database."""
