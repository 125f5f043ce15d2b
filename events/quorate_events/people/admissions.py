"""What the operator does about first members, one after the other: of two at the same time one is written.

Whether anybody is there who keeps the members is read from many streams. So that nobody is admitted on an answer that
no longer holds, every admission and every correction has its place on one stream, and names how many it saw before it.
"""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from eventsourcing.domain import Aggregate

from quorate_events.command import Context
from quorate_events.errors import Refused
from quorate_events.people.event import DirectoryEvent

ADMISSIONS = UUID("7d0f6c1e-54e4-5d8a-8a2b-6a5c9b1f3e70")
"""The one stream of a partnership's admissions."""


class AdmittedMeanwhile(Refused):
    """Somebody was admitted, or given another account, since the operator looked who is there."""

    code = "admitted_meanwhile"

    def __init__(self) -> None:
        super().__init__(
            "Another operator has admitted somebody, or put an account right, at the same moment.",
            "Give the command again: it looks anew who is there.",
        )


class Admissions(Aggregate):
    """The admissions and corrections of a partnership; the version counts them."""


@dataclass(frozen=True)
class AdmissionsBegun(DirectoryEvent, Aggregate.Created):
    """The operator admitted somebody for the first time, or put an account right."""

    TOPIC: ClassVar[str] = "quorate.admissions.begun"

    practitioner_id: UUID


@dataclass(frozen=True)
class AdmissionsWentOn(DirectoryEvent):
    """The operator admitted a further person, or put an account right once more."""

    TOPIC: ClassVar[str] = "quorate.admissions.went_on"

    practitioner_id: UUID


def entered(seen: int, practitioner_id: UUID, context: Context) -> DirectoryEvent:
    """Return the entry of an admission or correction that was decided on when ``seen`` of them were there.

    Raises ``AdmittedMeanwhile`` where there are more by now.
    """
    admissions = context.known.get(ADMISSIONS)
    if (0 if admissions is None else admissions.version) != seen:
        raise AdmittedMeanwhile
    if admissions is not None:
        return AdmissionsWentOn(ADMISSIONS, seen + 1, context.now, context.by, practitioner_id)
    return AdmissionsBegun(
        originator_id=ADMISSIONS,
        originator_version=1,
        timestamp=context.now,
        originator_topic="quorate.admissions",
        by=context.by,
        practitioner_id=practitioner_id,
    )
