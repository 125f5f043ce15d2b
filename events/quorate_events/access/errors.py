"""What somebody is told whom the policy refuses, where being told gives nothing away."""

from quorate_events.errors import Refused


class NoDuty(Refused):
    """None of the duties of whoever asks covers what was asked, whatever it is about."""

    code = "no_duty"

    def __init__(self) -> None:
        super().__init__(
            "None of your duties covers this.",
            "Ask your agency's coordinator, or somebody whose duty it is.",
        )
