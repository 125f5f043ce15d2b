"""The register of agreed actions: who owns what, by when, what became of it, how many were done in time."""
