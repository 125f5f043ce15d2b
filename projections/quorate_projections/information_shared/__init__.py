"""What each agency was asked and why, what it answered, and what the viewer may read of it."""
