"""Meetings: which there are, and what one may see of each."""
