"""Checkpoints and proofs, for whoever wants to check that the log was not altered."""
