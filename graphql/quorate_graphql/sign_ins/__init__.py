"""Which accounts let whom in, and who linked them."""
