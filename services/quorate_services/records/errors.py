"""What a request for a copy of the record is refused with."""

from quorate_events.errors import NotFound, Refused


class CopyNotFound(NotFound):
    """No such copy, or not for whoever asks: both look the same."""

    code = "copy_not_found"

    def __init__(self) -> None:
        super().__init__(
            "There is no copy of a record with this id.", "Check the ids of the meeting and of the copy."
        )


class CopyNotForYou(Refused):
    """The copy quotes a part that whoever asks may not read, or may read no longer."""

    code = "copy_not_for_you"

    def __init__(self) -> None:
        super().__init__(
            "This copy quotes something that you may not read, or may no longer read.",
            "Ask the chair, or have a new copy made.",
        )


class FullRecordNotYours(Refused):
    """The full record, for somebody who may not read every part of it."""

    code = "full_record_not_yours"

    def __init__(self) -> None:
        super().__init__(
            "The full record quotes parts that you may not read.",
            "Let the chair make it, or make the version for an agency.",
        )


class CopyNotAsIssued(Refused):
    """The log does not give any more what the copy said: something in it was erased since."""

    code = "copy_not_as_issued"

    def __init__(self) -> None:
        super().__init__(
            "What this copy said can no longer be put together: something in it was erased, or the log was altered.",
            "Run `quorate verify`. Where the log is as it was signed, make a new copy.",
        )
