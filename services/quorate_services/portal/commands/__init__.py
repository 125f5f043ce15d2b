"""The commands that the portal sends, one document each."""
