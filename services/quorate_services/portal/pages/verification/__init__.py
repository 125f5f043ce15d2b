"""Verification: the newest checkpoint, what it covers, and how everybody checks that nothing was altered."""
