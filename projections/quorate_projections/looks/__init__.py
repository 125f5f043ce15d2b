"""Asks the record of looks: who looked at what, and what is unusual about it."""
