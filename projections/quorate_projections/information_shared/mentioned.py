"""Whom what was shared mentions, so that their names can be read with it."""

from collections.abc import Iterator
from typing import NamedTuple
from uuid import UUID

from quorate_events.context import Recorder
from quorate_projections.information_shared.state import AgencyAnswer, SharedMeeting


class Mentioned(NamedTuple):
    """The agencies and the practitioners that something names."""

    agency_ids: set[UUID]
    practitioner_ids: set[UUID]


def mentioned_in(meeting: SharedMeeting) -> Mentioned:
    """Return whom the meeting concerns, whoever was asked by name, and whoever is in what was shared."""
    shared = mentioned_in_answers(meeting)
    shared.agency_ids.update(meeting.standing.reading_agency_ids)
    shared.practitioner_ids.add(meeting.standing.chair_id)
    shared.practitioner_ids.update(
        each.practitioner_id for each in meeting.requests.values() if each.practitioner_id
    )
    return shared


def mentioned_in_answers(meeting: SharedMeeting) -> Mentioned:
    """Return whoever answered, corrected or withdrew, with their agencies, and the agencies that restrictions name."""
    agencies, practitioners = set(meeting.answers), set[UUID]()
    for answer in meeting.answers.values():
        # Nearly all is by one person, who is kept once.
        seen = None
        for by in _authors(answer):
            if by is not seen:
                agencies.add(by.agency_id)
                practitioners.add(by.practitioner_id)
                seen = by
        for part in answer.parts:
            if part.restriction:
                agencies.update(part.restriction.agency_ids)
    return Mentioned(agencies, practitioners)


def _authors(answer: AgencyAnswer) -> Iterator[Recorder]:
    if answer.by is not None:
        yield answer.by
    for part in answer.parts:
        for wording in part.wordings:
            yield wording.by
        if part.withdrawn is not None:
            yield part.withdrawn.by
