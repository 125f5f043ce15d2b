"""The log of what runs: JSON lines that hold nothing but what is on a list."""
