"""Writes a calendar file (RFC 5545) of one meeting. It holds no name and no reason: calendars are read by many."""

from datetime import UTC, datetime, timedelta

import msgspec

LENGTH = timedelta(hours=2)
"""How long a meeting is taken to last: nobody says it beforehand."""
_LONGEST_LINE = 75
"""Octets of a line, without its break (RFC 5545 §3.1)."""


class Appointment(msgspec.Struct, frozen=True):
    """What stands in the calendar. ``page`` is where the meeting is read, after signing in."""

    uid: str
    stamp: datetime
    begins: datetime
    title: str
    place: str
    page: str
    cancelled: bool = False


def calendar_file(appointment: Appointment) -> str:
    """Return the file's text, with the line breaks that the format asks for."""
    lines = (
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Quorate//Portal//EN",
        "METHOD:PUBLISH",
        "BEGIN:VEVENT",
        f"UID:{appointment.uid}",
        f"DTSTAMP:{_utc(appointment.stamp)}",
        f"DTSTART:{_utc(appointment.begins)}",
        f"DTEND:{_utc(appointment.begins + LENGTH)}",
        f"SUMMARY:{_text(appointment.title)}",
        f"LOCATION:{_text(appointment.place)}",
        f"DESCRIPTION:{_text(f'Read why and about whom in Quorate, after signing in: {appointment.page}')}",
        f"URL:{appointment.page}",
        f"STATUS:{'CANCELLED' if appointment.cancelled else 'CONFIRMED'}",
        "CLASS:PRIVATE",
        "END:VEVENT",
        "END:VCALENDAR",
    )
    return "".join(f"{folded}\r\n" for line in lines for folded in _folded(line))


def _utc(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _text(value: str) -> str:
    """Return a text as a value of the format: whatever ends a line or a value in it is escaped (§3.3.11)."""
    plain = "".join("\n" if sign in "\n\r\v\f\x85\u2028\u2029" else sign for sign in value)
    plain = "".join(sign for sign in plain if sign == "\n" or sign.isprintable())
    escaped = plain.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return escaped.replace("\n", "\\n")


def _folded(line: str) -> list[str]:
    """Return a long line as several, none of which breaks a sign in two; those after the first begin with a space."""
    pieces, piece, octets = [], "", 0
    for sign in line:
        width = len(sign.encode())
        if octets + width > _LONGEST_LINE:
            pieces.append(piece)
            piece, octets = " ", 1
        piece, octets = piece + sign, octets + width
    return [*pieces, piece]
