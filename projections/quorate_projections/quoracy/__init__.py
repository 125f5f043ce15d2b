"""Whether each sitting may decide, in words: live while it is in session, and as it ended."""
