"""The calendar file keeps to its format whatever stands in it."""

from datetime import UTC, datetime

import pytest

from quorate_services.portal.pages.asking.calendar_file import Appointment, calendar_file


def file(**other: object) -> str:
    told: dict[str, object] = {
        "uid": "1@quorate",
        "stamp": datetime(2026, 11, 23, 14, 5, tzinfo=UTC),
        "begins": datetime(2026, 7, 1, 9, 30, tzinfo=UTC),
        "title": "Strategy discussion",
        "place": "Room 4",
        "page": "https://quorate.example/meetings/1",
    }
    return calendar_file(Appointment(**{**told, **other}))  # type: ignore[arg-type]


def unfolded(text: str) -> list[str]:
    return text.replace("\r\n ", "").split("\r\n")


def test_it_says_when_and_where_and_names_nobody() -> None:
    lines = unfolded(file())
    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines[-2:] == ["END:VCALENDAR", ""]
    assert {"DTSTART:20260701T093000Z", "DTEND:20260701T113000Z", "LOCATION:Room 4"} <= set(lines)
    assert "STATUS:CONFIRMED" in lines
    assert "STATUS:CANCELLED" in unfolded(file(cancelled=True))


@pytest.mark.parametrize(
    "ending",
    ["\n", "\r", "\r\n", "\v", "\f", "\x85", "\u2028", "\u2029"],
    ids=["lf", "cr", "crlf", "vt", "ff", "nel", "ls", "ps"],
)
def test_no_text_begins_a_line_of_its_own(ending: str) -> None:
    text = file(place=f"Room{ending}ATTENDEE:mailto:somebody@example.org{ending}END:VEVENT")
    assert unfolded(text).count("END:VEVENT") == 1
    assert not [line for line in unfolded(text) if line.startswith("ATTENDEE")]
    assert all(line.isprintable() for line in unfolded(text))


def test_signs_with_a_meaning_are_escaped() -> None:
    (place,) = [line for line in unfolded(file(place='a\\b;c,d:e"f')) if line.startswith("LOCATION")]
    assert place == 'LOCATION:a\\\\b\\;c\\,d:e"f'


def test_long_lines_are_folded_and_no_sign_is_broken_in_two() -> None:
    place = "Räume für Ördög 🏛" * 20
    text = file(place=place)
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert f"LOCATION:{place}" in unfolded(text)
