"""Whether a meeting may decide, in words."""
