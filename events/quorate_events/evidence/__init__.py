"""Proof that the log was not altered: a Merkle tree over it, signed checkpoints, witnesses, verification.

RFC 6962 and RFC 9162 for the tree, C2SP signed-note, tlog-checkpoint, tlog-cosignature and tlog-tiles for what is
handed out.
"""

from quorate_events.store.migrate import MigrationSource

EVIDENCE = MigrationSource("evidence", "quorate_events.evidence")
"""The migrations of the tree, the checkpoints and the cosignatures; they come after the log's."""

__all__ = ["EVIDENCE"]
