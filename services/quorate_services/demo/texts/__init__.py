"""What the invented people write: sentences by concern and profession, joined anew for each contribution."""
