"""Copies of the record: issued to a recipient, printed as a page or a PDF, and checked."""
