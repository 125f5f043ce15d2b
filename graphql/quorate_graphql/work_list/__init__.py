"""Asks for what the viewer has to do."""
