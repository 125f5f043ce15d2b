"""The agencies, practitioners and children whom the partnership knows, by name."""
