"""What happened and what may happen: the domain, its rules, and the log that keeps it."""
