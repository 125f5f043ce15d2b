"""Decisions: what is decided for each child, on which basis and why, and how a decision is revised."""
