"""What a question about the past is refused with."""

from quorate_events.errors import Invalid


class NotYetPast(Invalid):
    """The record is asked for as it stood at a moment or a position that has not come."""

    code = "not_yet_past"

    def __init__(self) -> None:
        super().__init__(
            "The log has not come to this moment, or to this position.",
            "Give a time that has passed with its time zone, or a position that a command or a timeline answered with.",
        )
