"""Meetings as they were: the views' own folding, of the events up to a moment only."""
