"""What goes wrong with evidence, told to whoever runs Quorate, or a witness."""

from quorate_events.errors import NotFound, QuorateError, Unavailable

_WAY_OUT = (
    "Find out with `quorate verify` what happened. Put the right database back; or, where what was lost stays lost, "
    "say so with `quorate key restart`."
)


class EvidenceRefused(QuorateError):
    """No checkpoint is signed, because it would contradict one that was."""


class LedgerRolledBack(EvidenceRefused):
    """The log ends before what was signed: it was truncated, or the database is an older one."""

    code = "ledger_rolled_back"

    def __init__(self, signed: int, head: int) -> None:
        super().__init__(
            f"A checkpoint over {signed} events was signed, and the log has {head}: it was cut, or the database was "
            "put back from an older backup.",
            _WAY_OUT,
        )


class LedgerChanged(EvidenceRefused):
    """The tree over the log is not the one that was signed: something before its end was altered."""

    code = "ledger_changed"

    def __init__(self, size: int) -> None:
        super().__init__(
            f"The first {size} events are not those over which a checkpoint was signed: something was altered.",
            _WAY_OUT,
        )


class LedgerHasGap(EvidenceRefused):
    """Positions on the log have a gap."""

    code = "ledger_has_gap"

    def __init__(self, position: int) -> None:
        super().__init__(f"The log has nothing at position {position}, and something after it.", _WAY_OUT)


class LastSignedMissing(EvidenceRefused):
    """The file of the last signed checkpoint is not beside the key."""

    code = "last_signed_missing"

    def __init__(self) -> None:
        super().__init__(
            "The file of the last signed checkpoint is not beside the signing key, so nobody knows what was signed.",
            "Put it back. Where it is lost, begin anew with `quorate key restart`.",
        )


class SigningKeyUnreadable(QuorateError):
    """The file of a signing key cannot be read, or holds no key."""

    code = "signing_key_unreadable"

    def __init__(self) -> None:
        super().__init__(
            "The file of the signing key cannot be read, or holds no key.",
            "Check its path and rights; `quorate key create` makes one.",
        )


class SigningKeyExposed(QuorateError):
    """Others than its owner may read the file of a signing key."""

    code = "signing_key_exposed"

    def __init__(self) -> None:
        super().__init__(
            "Others than its owner may read or write the file of the signing key.",
            "Set its mode to 0600; where somebody may have read it, rotate the key.",
        )


class SigningKeyExists(QuorateError):
    """A key would be written over a file that is there."""

    code = "signing_key_exists"

    def __init__(self) -> None:
        super().__init__("There is a file at this place already.", "Name another place.")


class SigningKeyInUse(QuorateError):
    """Another process signs with the key."""

    code = "signing_key_in_use"

    def __init__(self) -> None:
        super().__init__("Another process signs with this key.", "Stop it, and try again.")


class NothingSigned(NotFound):
    """There is no checkpoint, or none of this size, or none that covers this position yet."""

    code = "nothing_signed"

    def __init__(self) -> None:
        super().__init__(
            "There is no such checkpoint, or no checkpoint covers this position yet.",
            "Ask again in a second; checkpoints need a signing key.",
        )


class CheckpointUnreadable(Unavailable):
    """What stands in the table of checkpoints is no signed note."""

    code = "checkpoint_unreadable"

    def __init__(self) -> None:
        super().__init__(
            "What stands in the place of a checkpoint is none.",
            "Tell whoever runs Quorate: `quorate verify` says more.",
        )


class TreeIncomplete(Unavailable):
    """Hashes of the tree are missing."""

    code = "tree_incomplete"

    def __init__(self) -> None:
        super().__init__(
            "Hashes of the tree are missing.", "Tell whoever runs Quorate: `quorate verify` says more."
        )
