"""Trusted documents: operations that are known in advance, and asked for by their hash."""
