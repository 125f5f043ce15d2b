"""Who may read a meeting, and which parts of what the agencies shared in it. Pure; asked by every surface.

What is not for a viewer looks exactly like what does not exist.
"""

from collections.abc import Set
from datetime import datetime
from enum import StrEnum
from uuid import UUID

import msgspec

from quorate_events.context import Recorder
from quorate_events.meetings.values import Release
from quorate_events.meetings.vocabulary import Audience


class Circle(msgspec.Struct, frozen=True):
    """Those whom a meeting concerns: its chair, the agency that convened it, and the agencies invited.

    An agency whose last invitation was withdrawn is no longer among ``invited_agency_ids``.
    """

    chair_id: UUID
    convening_agency_id: UUID
    invited_agency_ids: Set[UUID]


class PartFacts(msgspec.Struct, frozen=True):
    """What decides who reads one part. ``named_agency_ids`` are the agencies that a restriction names."""

    agency_id: UUID
    audience: Audience
    released: bool
    withdrawn: bool = False
    named_agency_ids: Set[UUID] = frozenset()


class Sight(StrEnum):
    """How much of a part a viewer may see."""

    NOTHING = "nothing"
    WITHDRAWAL = "withdrawal"
    """That a part was withdrawn and why, so that nobody goes on relying on it; not its text."""
    TEXT = "text"


def reading_agencies(circle: Circle) -> frozenset[UUID]:
    """Return the agencies whose people may read the meeting."""
    return frozenset({*circle.invited_agency_ids, circle.convening_agency_id})


def sees_meeting(viewer: Recorder, circle: Circle) -> bool:
    """Return whether the viewer may read the meeting: as its chair, or for one of the reading agencies."""
    return viewer.practitioner_id == circle.chair_id or viewer.agency_id in reading_agencies(circle)


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


def sight_of_part(viewer: Recorder, circle: Circle, part: PartFacts) -> Sight:
    """Return how much of a part the viewer may see.

    Its own agency and the chair see everything at all times. Everybody else must be of the meeting's reading
    agencies and of the part's audience, and waits for the release; a withdrawn part's text is closed to them.
    """
    if viewer.agency_id == part.agency_id or viewer.practitioner_id == circle.chair_id:
        return Sight.TEXT
    if not part.released or viewer.agency_id not in reading_agencies(circle):
        return Sight.NOTHING
    if part.audience is Audience.RESTRICTED and viewer.agency_id not in part.named_agency_ids:
        return Sight.NOTHING
    return Sight.WITHDRAWAL if part.withdrawn else Sight.TEXT
