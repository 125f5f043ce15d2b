"""Feeds for the agencies' own systems: what each may see goes out, what each posts is taken in as commands."""
