"""The command line: parse what a person typed, call a service, show what it says."""
