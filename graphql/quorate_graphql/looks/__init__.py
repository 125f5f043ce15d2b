"""Who looked at what, for those who audit it and for everybody's own looks."""
