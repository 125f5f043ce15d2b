"""How a copy says things: times in London, closed words in plain English."""

from datetime import date, datetime
from enum import StrEnum

from quorate_events.meetings.vocabulary import RecordVariant
from quorate_events.rules.london_time import in_london

VERSIONS = {
    RecordVariant.FULL: "Full record",
    RecordVariant.AGENCY: "Version for an agency",
    RecordVariant.FAMILY: "Version for the family",
    RecordVariant.PARTIAL: "Version for a person who was excluded from a part of the meeting",
}


def plain(word: StrEnum | str | None) -> str:
    """Return a closed word as it is read: no underscores, a capital first; nothing for None."""
    return "" if word is None else str(word).replace("_", " ").capitalize()


def day(moment: date | None) -> str:
    """Return a day, as 5 March 2026; nothing for None."""
    return "" if moment is None else f"{moment.day} {moment:%B %Y}"


def time(moment: datetime | None) -> str:
    """Return a time in London, as 5 March 2026, 14:30; nothing for None."""
    if moment is None:
        return ""
    local = in_london(moment)
    return f"{day(local)}, {local:%H:%M}"


def yes(holds: bool) -> str:
    """Return yes or no."""
    return "yes" if holds else "no"
