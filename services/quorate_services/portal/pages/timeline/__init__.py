"""The timeline of a meeting: what was known when, the record as it stood at a moment, and as somebody saw it."""
