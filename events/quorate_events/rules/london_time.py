"""Between UTC, in which times are stored, and Europe/London dates, on which deadlines are worked out."""

from datetime import UTC, date, datetime, time
from typing import Literal
from zoneinfo import ZoneInfo

from quorate_events.errors import Invalid

Occurrence = Literal["first", "second"]


class ImpossibleLocalTime(Invalid):
    """A local time that the clocks jumped over when summer time began."""

    code = "impossible_local_time"


class AmbiguousLocalTime(Invalid):
    """A local time that came twice when summer time ended, without saying which one is meant."""

    code = "ambiguous_local_time"


def london_date(moment: datetime) -> date:
    """Return the date in London at ``moment``, an aware datetime. Raises ``ValueError`` on a naive one."""
    if moment.tzinfo is None:
        raise ValueError("A moment needs a time zone.")
    return moment.astimezone(_london()).date()


def in_london(moment: datetime) -> datetime:
    """Return ``moment``, an aware datetime, as clocks in London show it."""
    return moment.astimezone(_london())


def end_of_day(day: date) -> datetime:
    """Return the last microsecond of ``day`` in London, in UTC: what comes no later than this is in time."""
    return datetime.combine(day, time.max, tzinfo=_london()).astimezone(UTC)


def start_of_day(day: date) -> datetime:
    """Return the first moment of ``day`` in London, in UTC."""
    return datetime.combine(day, time.min, tzinfo=_london()).astimezone(UTC)


def london_to_utc(local: datetime, occurrence: Occurrence | None = None) -> datetime:
    """Return the moment in UTC of ``local``, a naive London time as a person wrote it.

    ``occurrence`` says which one is meant when the time comes twice, and is ignored otherwise. Raises
    :class:`ImpossibleLocalTime` in the hour that spring skips, :class:`AmbiguousLocalTime` in the hour that
    autumn repeats when ``occurrence`` is not given, and ``ValueError`` on an aware datetime.
    """
    if local.tzinfo is not None:
        raise ValueError("A local time has no time zone of its own.")
    first, second = (local.replace(tzinfo=_london(), fold=fold).astimezone(UTC) for fold in (0, 1))
    if first == second:
        return first
    if first > second:
        raise ImpossibleLocalTime(
            "That time does not exist: the clocks go forward over it on that night.",
            "Choose a time one hour later or earlier.",
        )
    if occurrence is None:
        raise AmbiguousLocalTime(
            "That time comes twice: the clocks go back over it on that night.",
            "Say whether the first (summer time) or the second one is meant.",
        )
    return first if occurrence == "first" else second


def _london() -> ZoneInfo:
    return ZoneInfo("Europe/London")
