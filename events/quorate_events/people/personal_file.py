"""What is kept of each person about their own data: holds, requests for erasure, and that they were erased.

A file of its own for everybody: a child, a practitioner, or a family member under the id within a meeting.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import ClassVar
from uuid import UUID, uuid5

import msgspec
from eventsourcing.domain import Aggregate

from quorate_events.context import Recorder
from quorate_events.people.event import DirectoryEvent
from quorate_events.personal import OfRecorder

_FILES = UUID("4f1d7c0e-53b5-5d7e-9a53-0c3f0f6b7d11")


class ErasureBasis(StrEnum):
    """On which ground of Article 17(1) of the UK GDPR, or by whose decision, somebody's data are erased."""

    NO_LONGER_NEEDED = "no_longer_needed"
    """Article 17(1)(a); the retention schedule has run out."""
    OBJECTION_UPHELD = "objection_upheld"
    """Article 17(1)(c)."""
    UNLAWFUL_PROCESSING = "unlawful_processing"
    """Article 17(1)(d): among them, what was recorded about the wrong person."""
    LEGAL_OBLIGATION = "legal_obligation"
    """Article 17(1)(e); an order of a court or of the regulator."""


class ErasureState(StrEnum):
    """How the erasure of a person's data stands."""

    NONE = "none"
    REQUESTED = "requested"
    APPROVED = "approved"
    """Nobody can stop it any more; it is carried out at once, or as soon as the keys can be reached."""
    ERASED = "erased"


class FileStepKind(StrEnum):
    """What happened in the file of a person's data."""

    HELD = "held"
    HOLD_LIFTED = "hold_lifted"
    ERASURE_REQUESTED = "erasure_requested"
    ERASURE_DECLINED = "erasure_declined"
    ERASURE_APPROVED = "erasure_approved"
    ERASURE_STOPPED = "erasure_stopped"
    """Others whom a text is about too are under a hold."""
    ERASED = "erased"


def file_of(person_id: UUID) -> UUID:
    """Return the stream that holds what is kept of a person about their own data."""
    return uuid5(_FILES, person_id.hex)


class FileStep(msgspec.Struct, frozen=True):
    """One thing that happened in a file: what, when (UTC), by whom, and why in words."""

    what: FileStepKind
    at: datetime
    by_practitioner_id: UUID
    reason: str = ""


class Undone(msgspec.Struct, frozen=True):
    """What an erasure did; see :class:`PersonErased`."""

    streams: int
    events: int
    shared_with: tuple[UUID, ...]
    left_in_clear: int


class PersonalFile(Aggregate):
    """How holds and erasure of one person stand. ``review_on`` is when a hold is to be looked at again."""

    person_id: UUID
    held: bool
    review_on: date | None
    state: ErasureState
    asked_by: UUID | None
    approved_by: Recorder | None
    basis: ErasureBasis | None
    undone: Undone | None
    steps: tuple[FileStep, ...]

    def __init__(self) -> None:
        """Begin without a hold, and with nothing asked for."""
        self.held, self.review_on = False, None
        self.state, self.asked_by, self.approved_by = ErasureState.NONE, None, None
        self.basis, self.undone, self.steps = None, None, ()

    def note(self, what: FileStepKind, event: DirectoryEvent, reason: str = "") -> None:
        """Add a step."""
        step = FileStep(what, event.timestamp, event.by.practitioner_id, reason)
        self.steps = (*self.steps, step)


@dataclass(frozen=True)
class PersonalFileOpened(DirectoryEvent, Aggregate.Created):
    """Somebody's data became a matter: the first hold on them, or the first request to erase them."""

    TOPIC: ClassVar[str] = "quorate.personal_file.opened"

    person_id: UUID

    def apply(self, aggregate: PersonalFile) -> None:
        """Remember whose file it is."""
        aggregate.person_id = self.person_id


@dataclass(frozen=True)
class HoldPlaced(DirectoryEvent):
    """The person's data must not be erased: why, and when that is looked at again. Or a hold was renewed."""

    TOPIC: ClassVar[str] = "quorate.personal_file.hold_placed"

    person_id: UUID
    reason: OfRecorder
    review_on: date

    def apply(self, aggregate: PersonalFile) -> None:
        """Hold."""
        aggregate.held, aggregate.review_on = True, self.review_on
        aggregate.note(FileStepKind.HELD, self, self.reason)


@dataclass(frozen=True)
class HoldLifted(DirectoryEvent):
    """The hold is over, and why."""

    TOPIC: ClassVar[str] = "quorate.personal_file.hold_lifted"

    person_id: UUID
    reason: OfRecorder

    def apply(self, aggregate: PersonalFile) -> None:
        """Hold no longer."""
        aggregate.held, aggregate.review_on = False, None
        aggregate.note(FileStepKind.HOLD_LIFTED, self, self.reason)


@dataclass(frozen=True)
class ErasureRequested(DirectoryEvent):
    """Somebody asked for the erasure of a person's data, on which basis and why. Another person decides."""

    TOPIC: ClassVar[str] = "quorate.personal_file.erasure_requested"

    person_id: UUID
    basis: ErasureBasis
    reason: OfRecorder

    def apply(self, aggregate: PersonalFile) -> None:
        """Wait for a second person."""
        aggregate.state, aggregate.asked_by = ErasureState.REQUESTED, self.by.practitioner_id
        aggregate.basis = self.basis
        aggregate.note(FileStepKind.ERASURE_REQUESTED, self, self.reason)


@dataclass(frozen=True)
class ErasureDeclined(DirectoryEvent):
    """A request was declined or withdrawn, and why."""

    TOPIC: ClassVar[str] = "quorate.personal_file.erasure_declined"

    person_id: UUID
    reason: OfRecorder

    def apply(self, aggregate: PersonalFile) -> None:
        """Begin again."""
        aggregate.state, aggregate.asked_by = ErasureState.NONE, None
        aggregate.note(FileStepKind.ERASURE_DECLINED, self, self.reason)


@dataclass(frozen=True)
class ErasureApproved(DirectoryEvent):
    """A second person approved: the key is to be destroyed. From here on nothing stops it but a hold on others."""

    TOPIC: ClassVar[str] = "quorate.personal_file.erasure_approved"

    person_id: UUID

    def apply(self, aggregate: PersonalFile) -> None:
        """Remember who gave the word."""
        aggregate.state, aggregate.approved_by = ErasureState.APPROVED, self.by
        aggregate.note(FileStepKind.ERASURE_APPROVED, self)


@dataclass(frozen=True)
class ErasureStopped(DirectoryEvent):
    """It was not carried out: a text is about others too, and their data are under a hold."""

    TOPIC: ClassVar[str] = "quorate.personal_file.erasure_stopped"

    person_id: UUID
    held_person_ids: tuple[UUID, ...]

    def apply(self, aggregate: PersonalFile) -> None:
        """Begin again."""
        aggregate.state, aggregate.asked_by, aggregate.approved_by = ErasureState.NONE, None, None
        aggregate.note(FileStepKind.ERASURE_STOPPED, self)


@dataclass(frozen=True)
class PersonErased(DirectoryEvent):
    """The person's key was destroyed.

    ``streams`` are those on which something can be read no longer, ``events`` how many of their events.
    ``shared_with`` are the others whom some of it was about too. ``left_in_clear`` counts events from before there
    were keys, which no destroyed key hides.
    """

    TOPIC: ClassVar[str] = "quorate.personal_file.erased"

    person_id: UUID
    streams: tuple[UUID, ...]
    events: int
    shared_with: tuple[UUID, ...]
    left_in_clear: int

    def apply(self, aggregate: PersonalFile) -> None:
        """Over."""
        aggregate.state = ErasureState.ERASED
        aggregate.undone = Undone(len(self.streams), self.events, self.shared_with, self.left_in_clear)
        aggregate.note(FileStepKind.ERASED, self)
