"""Live: what changes while somebody watches."""
