"""Every change in a meeting, in order."""
