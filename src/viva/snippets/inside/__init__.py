"""What goes into the sandbox beside a snippet: plain files that are started there and never imported here."""
