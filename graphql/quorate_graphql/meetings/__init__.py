"""Asks for the record of a meeting, and lists of meetings."""
