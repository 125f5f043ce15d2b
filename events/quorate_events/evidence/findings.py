"""What verification finds, in words that name the first position that differs."""

from enum import StrEnum

import msgspec


class Kind(StrEnum):
    """In what way the log differs from what was signed."""

    CHANGED = "changed"
    """Something that stands at this position was altered: bytes, topic, version, command or time."""
    MISSING = "missing"
    """An event was taken out."""
    INSERTED = "inserted"
    """An event was put in."""
    SWAPPED = "swapped"
    """Two events stand in each other's place."""
    TRUNCATED = "truncated"
    """The log ends before what was signed, or before what was given out: cut, or an older database."""
    FORGED_CHECKPOINT = "forged_checkpoint"
    """A checkpoint is not signed by a key that is trusted, or does not say what the table says of it."""
    CHECKPOINT_MISSING = "checkpoint_missing"
    """Checkpoints were taken out."""
    FORGED_COSIGNATURE = "forged_cosignature"
    """What stands for a witness's cosignature of a checkpoint is none of that witness."""
    FORGED_STATEMENT = "forged_statement"
    """What stands for a statement of keys about keys is none that both signed."""
    TREE_ALTERED = "tree_altered"
    """The log is as it was signed; the tables of the tree are not."""


_WORDS = {
    Kind.CHANGED: "the event is not the one that was signed",
    Kind.MISSING: "an event was taken out",
    Kind.INSERTED: "an event was put in",
    Kind.SWAPPED: "two events stand in each other's place",
    Kind.TRUNCATED: "the log ends before what was signed or given out: it was cut, or the database is an older one",
    Kind.FORGED_CHECKPOINT: "a checkpoint is not signed by a trusted key, or the table says something else of it",
    Kind.CHECKPOINT_MISSING: "checkpoints were taken out",
    Kind.FORGED_COSIGNATURE: "what stands as a witness's cosignature of the checkpoint up to here is none",
    Kind.FORGED_STATEMENT: "what stands as a statement about the keys that signed them is none that both keys signed",
    Kind.TREE_ALTERED: "the log is as it was signed, and the tables of the tree are not",
}


class Difference(msgspec.Struct, frozen=True):
    """The first difference of its kind.

    ``first_position`` is the first that differs, where that can be known. Otherwise the first that differs is among
    those from ``first_position`` to ``last_position``: everything before is as it was signed.
    """

    kind: Kind
    first_position: int
    last_position: int

    @property
    def sentence(self) -> str:
        """The difference as a sentence."""
        at = f"Position {self.first_position}"
        if self.last_position > self.first_position:
            at = f"Positions {self.first_position} to {self.last_position}"
            if self.kind is Kind.SWAPPED:
                at = f"Positions {self.first_position} and {self.last_position}"
        return f"{at}: {_WORDS[self.kind]}."


class Report(msgspec.Struct, frozen=True):
    """What was verified: ``events`` on the log, of which ``sealed`` are covered by a checkpoint of a trusted key."""

    events: int
    sealed: int
    checkpoints: int
    differences: tuple[Difference, ...]
