"""Asks for agencies, practitioners and children by name."""
