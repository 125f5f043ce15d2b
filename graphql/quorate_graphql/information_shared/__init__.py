"""Asks for what the agencies shared, now and at earlier meetings."""
