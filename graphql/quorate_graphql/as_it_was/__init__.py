"""The record as it stood at a moment, and what somebody could see of it then."""
