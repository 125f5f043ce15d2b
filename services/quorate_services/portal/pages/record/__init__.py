"""The record: confirmed by the chair, issued to each recipient in its own version, and printed."""
