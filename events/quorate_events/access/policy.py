"""The one policy: who may do what with what, and why. Pure; asked by every surface."""

from collections.abc import Set
from enum import StrEnum
from uuid import UUID

import msgspec

from quorate_events.access.actor import Actor


class Ground(StrEnum):
    """Why something is allowed. Written down with every look."""

    INVITED = "invited"
    """The actor's agency is invited to the meeting."""
    CONVENED = "convened"
    """The actor's agency convened the meeting."""
    CHAIRS = "chairs"
    """The actor chairs the meeting."""
    OWN = "own"
    """It is the actor's own, or the actor's agency's own: contribution, action, work, membership."""
    DUTY = "duty"
    """A duty of the actor covers it."""
    EMERGENCY = "emergency"
    """The actor opened the record in an emergency, with a reason, for a limited time."""
    MEMBER = "member"
    """Every active member may."""


class Reason(StrEnum):
    """Why something is refused. Never told where it would show that something exists."""

    NOT_IDENTIFIED = "not_identified"
    NOT_CONCERNED = "not_concerned"
    """Neither invited, nor convening, nor in the chair."""
    NO_DUTY = "no_duty"
    """No duty of the actor covers it."""
    EXCLUDED = "excluded"
    """The actor was excluded from the meeting."""
    ONESELF = "oneself"
    """The actor would give themselves more to see."""
    NOT_RELEASED = "not_released"
    NOT_IN_AUDIENCE = "not_in_audience"
    SMALL_NUMBER = "small_number"
    OVER_LIMIT = "over_limit"
    """The actor has opened, or tried to open, as much in emergencies as one person may."""


class Obligation(StrEnum):
    """What whoever asked the policy has to do when something is allowed."""

    RECORD_LOOK = "record_look"
    """Write down that it was read, by whom and on what ground."""
    SUPPRESS_SMALL_NUMBERS = "suppress_small_numbers"
    NOTIFY_CHAIR_AND_DPO = "notify_chair_and_dpo"


class Decision(msgspec.Struct, frozen=True):
    """What the policy says: a ground when it is allowed, a reason when it is refused."""

    ground: Ground | None = None
    reason: Reason | None = None
    obligations: Set[Obligation] = frozenset()

    @property
    def allowed(self) -> bool:
        """Return whether it is allowed."""
        return self.ground is not None


class Look(msgspec.Struct, frozen=True):
    """One read to be written down: what was read, on what ground, and which parts of it were shown.

    ``what`` is a word such as ``meeting``, ``information_shared``, ``attendance``, ``child``, ``action``,
    ``trend``, ``export``, or the name of a command that was refused; ids are None where they do not apply.
    ``refused`` is the reason of a refusal. ``about_practitioner_id`` is the person whom what was read is about.
    """

    actor: Actor
    what: str
    ground: Ground | None = None
    refused: Reason | None = None
    meeting_id: UUID | None = None
    child_ids: tuple[UUID, ...] = ()
    action_id: UUID | None = None
    part_ids: tuple[UUID, ...] = ()
    about_practitioner_id: UUID | None = None
