"""A clock that stands still until the test moves it."""

from datetime import datetime
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")


class MovedClock:
    """Tells the time that the test set, London time in, UTC out. It never goes back."""

    def __init__(self, start: str) -> None:
        self._now = _utc(start)

    def now(self) -> datetime:
        return self._now

    def move_to(self, moment: str) -> None:
        """Move on to a London time such as ``2026-03-02 14:00``."""
        assert _utc(moment) >= self._now, "the story does not go back in time"
        self._now = _utc(moment)


def london(moment: str) -> str:
    """Return a London time such as ``2026-03-02 14:00`` as the API takes it."""
    return _utc(moment).isoformat()


def _utc(moment: str) -> datetime:
    return datetime.fromisoformat(moment).replace(tzinfo=LONDON).astimezone(ZoneInfo("UTC"))
