"""Whom what was shared mentions, so that their names can be read with it."""

from collections.abc import Iterator
from uuid import UUID

from quorate_events.context import Recorder
from quorate_projections.information_shared.state import SharedMeeting


def agencies_in(meeting: SharedMeeting) -> set[UUID]:
    """Return every agency that is named in it, or whose people put something on it."""
    return {
        *meeting.standing.readers,
        *meeting.answers,
        *(by.agency_id for by in authors_of(meeting)),
        *named_in(meeting),
    }


def practitioners_in(meeting: SharedMeeting) -> set[UUID]:
    """Return its chair, whoever was asked by name, and whoever put something on it."""
    asked = {each.practitioner_id for each in meeting.requests.values() if each.practitioner_id}
    return {meeting.standing.chair_id, *(by.practitioner_id for by in authors_of(meeting)), *asked}


def authors_of(meeting: SharedMeeting) -> Iterator[Recorder]:
    """Yield whoever answered, corrected or withdrew."""
    for answer in meeting.answers.values():
        if answer.by is not None:
            yield answer.by
        for part in answer.parts:
            yield from (wording.by for wording in part.wordings)
            if part.withdrawn is not None:
                yield part.withdrawn.by


def named_in(meeting: SharedMeeting) -> set[UUID]:
    """Return the agencies that restrictions name."""
    parts = (part for answer in meeting.answers.values() for part in answer.parts)
    return {agency for part in parts if part.restriction for agency in part.restriction.agency_ids}
