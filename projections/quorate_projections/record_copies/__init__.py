"""Copies of the record for a recipient each: what a version says, put together from the events. Pure."""
