"""What a question about a meeting is refused with."""

from quorate_events.errors import NotFound


class MeetingNotVisible(NotFound):
    """No such meeting, or not for this viewer: both look the same."""

    code = "meeting_not_found"

    def __init__(self) -> None:
        super().__init__("There is no meeting with this id.", "Check the id.")
