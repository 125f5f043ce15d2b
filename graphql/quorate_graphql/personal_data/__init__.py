"""Holds on personal data, erasure, and what is held about a person."""
