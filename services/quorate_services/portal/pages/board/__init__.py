"""The live board of a meeting: who is here, who is missing, what was shared, and earlier concerns beside it."""
