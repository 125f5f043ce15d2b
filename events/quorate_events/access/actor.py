"""Who asks: a person or an agency's own software, for an agency, entrusted with certain duties."""

from enum import StrEnum
from uuid import UUID

import msgspec

from quorate_events.context import Recorder


class Duty(StrEnum):
    """What somebody is entrusted with. Granted by Quorate's own events; never taken from a token.

    The chair is no duty: who chairs is a fact of each meeting.
    """

    PRACTITIONER = "practitioner"
    """Takes part in meetings for the agency: answers, shares, attends, acts."""
    AGENCY_COORDINATOR = "agency_coordinator"
    """The agency's single point of contact: keeps its members, sees everything that the agency is asked."""
    CONFERENCE_ADMINISTRATOR = "conference_administrator"
    """Convenes meetings and keeps their records, for the convening agency."""
    SAFEGUARDING_PARTNER = "safeguarding_partner"
    """Answers for the partnership: keeps its agencies and their coordinators; sees trends."""
    BOARD_ANALYST = "board_analyst"
    """Sees trends and nothing else."""
    AUDITOR = "auditor"
    """Sees who looked, not what was written."""
    DATA_PROTECTION_OFFICER = "data_protection_officer"
    """Sees who looked, every opening of a record in an emergency, and every change of a chair."""
    RULE_ADMINISTRATOR = "rule_administrator"
    """Keeps the rule sets outside of Quorate, and sees no meeting by that."""
    REVIEWER = "reviewer"
    """Reviews how meetings that the agency convened were handled: who could see what, and did, and when."""


class ActorKind(StrEnum):
    """Whether a person asks, or an agency's own software (client credentials, scoped to one agency)."""

    PERSON = "person"
    SYSTEM = "system"


class Actor(msgspec.Struct, frozen=True):
    """Somebody whose membership is active, as it stands at this moment.

    ``practitioner_id`` is the id in the directory, of a system client its own.
    """

    practitioner_id: UUID
    agency_id: UUID
    duties: frozenset[Duty] = frozenset({Duty.PRACTITIONER})
    kind: ActorKind = ActorKind.PERSON

    @property
    def recorder(self) -> Recorder:
        """Who puts facts on the record when this actor does."""
        return Recorder(self.practitioner_id, self.agency_id)

    def has(self, *duties: Duty) -> bool:
        """Return whether the actor is entrusted with any of ``duties``."""
        return not self.duties.isdisjoint(duties)
