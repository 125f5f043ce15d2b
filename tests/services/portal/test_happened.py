"""Open lists of the API in plain words: every kind of event of a meeting has its own."""

import pytest

from quorate_events.access.policy import Ground, Reason
from quorate_events.meetings import catalogue
from quorate_services.portal.web.happened import (
    GROUNDS,
    IN_A_MEETING,
    REASONS,
    field_in_words,
    happened,
    looked_at,
)


def test_every_event_of_a_meeting_has_its_words() -> None:
    kinds = {each.TOPIC.removeprefix("quorate.meeting.") for each in catalogue.EVENTS}
    assert kinds == set(IN_A_MEETING)


def test_every_ground_and_every_reason_has_its_words() -> None:
    assert set(GROUNDS) == set(Ground)
    assert set(REASONS) == set(Reason)


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("part_corrected", "Part corrected"),
        ("quorate.meeting.part_corrected", "Part corrected"),
        ("quorate.child.registered", "Child registered"),
        ("something_new", "Something new"),
    ],
)
def test_a_kind_is_told_in_words_whether_it_is_known_or_not(kind: str, words: str) -> None:
    assert happened(kind) == words


def test_what_was_looked_at_is_told_in_words_whether_it_is_known_or_not() -> None:
    assert looked_at("information_shared") == "What agencies shared"
    assert looked_at("submit_contribution") == "Submit contribution"


def test_a_field_is_told_in_words() -> None:
    assert field_in_words("parts.0.text") == "parts 1 text"
    assert field_in_words("date_of_birth") == "date of birth"
    assert field_in_words("nhs_number") == "NHS number"
