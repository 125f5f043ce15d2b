"""When a part becomes readable to its audience. Pure."""

from datetime import datetime

from quorate_events.meetings.values import Release


def is_released(
    release: Release, release_at: datetime | None, *, by_hand: bool, sitting_opened: bool, now: datetime
) -> bool:
    """Return whether a part is readable to its audience at ``now``.

    ``by_hand`` says that its agency released it; ``sitting_opened`` that the first sitting was opened.
    """
    if by_hand or release is Release.ON_SUBMISSION:
        return True
    if release is Release.AT_TIME:
        return release_at is not None and release_at <= now
    return release is Release.AT_MEETING and sitting_opened
