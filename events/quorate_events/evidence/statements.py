"""What keys sign about keys: that one hands over to the next, or that a history was begun anew, and why.

A statement is a signed note whose first line has spaces, so that it can never be taken for a checkpoint (an origin
has none). Both keys sign it: the old one gives its word for the new one, and the new one takes over. It holds the
last checkpoint of the old key, so both are tied to one tree.
"""

from typing import NamedTuple

from quorate_events.evidence.checkpoint import Checkpoint, read_checkpoint
from quorate_events.evidence.note import Kind, MalformedNote, Note, Signer, VerifierKey, read_key

HANDED_OVER = "quorate: a key hands over"
BEGUN_ANEW = "quorate: a history is begun anew"
LONGEST_REASON = 500


class KeyStatement(NamedTuple):
    """``last`` is the last checkpoint of ``old``; None where it never signed any. ``reason`` of a new history."""

    kind: str
    old: VerifierKey
    new: VerifierKey
    last: Checkpoint | None
    reason: str = ""

    def text(self) -> str:
        """Return the text that both keys sign."""
        last = self.last or Checkpoint(self.old.name, 0, b"\x00" * 32)
        told = f"{self.kind}\n{self.old.encode()}\n{self.new.encode()}\n{last.text()}"
        return f"{told}{self.reason}\n" if self.reason else told

    def signed(self, old: Signer, new: Signer) -> Note:
        """Return the signed note."""
        return Note(self.text(), (old.sign_note(self.text()), new.sign_note(self.text())))


def read_statement(note: Note) -> KeyStatement:
    """Read a statement. Raises ``MalformedNote``, also where it is not signed by both keys."""
    lines = note.text.split("\n")
    if len(lines) not in (7, 8) or lines[0] not in (HANDED_OVER, BEGUN_ANEW):
        raise MalformedNote("this is no statement about keys")
    old, new = read_key(lines[1]), read_key(lines[2])
    last = read_checkpoint("\n".join(lines[3:6]) + "\n")
    reason = lines[6] if len(lines) == 8 else ""
    statement = KeyStatement(lines[0], old, new, last if last.size else None, reason)
    handed_over = lines[0] == HANDED_OVER
    if statement.text() != note.text or last.origin != old.name or handed_over is not (old.name == new.name):
        raise MalformedNote("the parts of a statement about keys do not fit together")
    if {old.kind, new.kind} != {Kind.NOTE} or not (old.signed(note) and new.signed(note)):
        raise MalformedNote("a statement about keys is signed by both")
    return statement
