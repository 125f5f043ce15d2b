"""Checkpoints as C2SP tlog-checkpoint defines them: how large a tree is, and its root, signed."""

import re
from base64 import b64decode, b64encode
from typing import NamedTuple

from quorate_events.evidence.hashing import HASH_SIZE
from quorate_events.evidence.note import MalformedNote, Note, Signer

_TEXT = re.compile(r"([^\n]+)\n(0|[1-9][0-9]{0,18})\n([A-Za-z0-9+/]{43}=)\n")


class Checkpoint(NamedTuple):
    """What a checkpoint says of the tree that is named by ``origin``."""

    origin: str
    size: int
    root: bytes

    def text(self) -> str:
        """Return the text that is signed."""
        return f"{self.origin}\n{self.size}\n{b64encode(self.root).decode()}\n"

    def signed(self, *signers: Signer) -> Note:
        """Return the signed note."""
        return Note(self.text(), tuple(each.sign_note(self.text()) for each in signers))


def read_checkpoint(text: str) -> Checkpoint:
    """Read the text of a checkpoint. Raises ``MalformedNote``: ours has no extension lines."""
    found = _TEXT.fullmatch(text)
    if found is None:
        raise MalformedNote("a checkpoint is an origin, a size and a root")
    root = b64decode(found[3])
    if len(root) != HASH_SIZE or b64encode(root).decode() != found[3]:
        raise MalformedNote("the root of a checkpoint is 32 bytes in base64")
    return Checkpoint(found[1], int(found[2]), root)
