"""Who can chair: the chair reads every restricted part, and is told of every opening in an emergency."""

from collections.abc import Mapping
from typing import TYPE_CHECKING
from uuid import UUID

from eventsourcing.domain import Aggregate

from quorate_events.access.actor import ActorKind, Duty
from quorate_events.command import Context
from quorate_events.meetings.errors import ChairCannotSignIn, ChairExcluded, ChairNotOfSocialCare
from quorate_events.meetings.vocabulary import Origin, Sector
from quorate_events.people.agency import Agency
from quorate_events.people.practitioner import Practitioner
from quorate_events.people.sign_in import SignIn
from quorate_events.people.standing import MembershipStatus

if TYPE_CHECKING:
    from quorate_events.meetings.meeting import Meeting

_READS_MEETINGS = frozenset({Duty.PRACTITIONER, Duty.CONFERENCE_ADMINISTRATOR})


def accounts_of(chair_id: UUID, found: Mapping[UUID, Aggregate]) -> tuple[UUID, ...]:
    """Return the streams of the accounts of a person who was found; none where nobody was."""
    chair = found.get(chair_id)
    return tuple(sorted(chair.sign_ins)) if isinstance(chair, Practitioner) else ()


def may_chair(chair_id: UUID, convening_agency_id: UUID, context: Context) -> None:
    """Raise ``ChairNotOfSocialCare`` or ``ChairCannotSignIn`` for somebody who cannot chair.

    The chair is of children's social care, or of the convener's sector: that of a strategy discussion is a manager
    of the authority (Working Together); that of a conference is independent of the case, and of its service.
    Because the chair reads what nobody else reads and is told of what has to be noticed, it is somebody whom
    Quorate lets in. An old register says who chaired, and is taken at its word.
    """
    chair = context.known.get(chair_id)
    if context.by.origin is Origin.IMPORTED or not isinstance(chair, Practitioner):
        return
    agency, convener = context.known.get(chair.agency_id), context.known.get(convening_agency_id)
    allowed = {Sector.CHILDRENS_SOCIAL_CARE}
    if isinstance(convener, Agency):
        allowed.add(convener.sector)
    if isinstance(agency, Agency) and agency.sector not in allowed and agency is not convener:
        raise ChairNotOfSocialCare
    if not _is_let_in(chair, context):
        raise ChairCannotSignIn


def may_take_the_chair(chair_id: UUID, meeting: "Meeting", context: Context) -> None:
    """Raise ``ChairExcluded`` for somebody who is excluded, or whose agency is; else as ``may_chair``."""
    chair, circle = context.known.get(chair_id), meeting.circle
    of_excluded = isinstance(chair, Practitioner) and chair.agency_id in circle.excluded_agency_ids
    if chair_id in circle.excluded_practitioner_ids or of_excluded:
        raise ChairExcluded
    may_chair(chair_id, meeting.convening_agency_id, context)


def _is_let_in(chair: Practitioner, context: Context) -> bool:
    accounts = (context.known.get(each) for each in chair.sign_ins)
    return (
        chair.kind is ActorKind.PERSON
        and chair.status is MembershipStatus.ACTIVE
        and not chair.duties.isdisjoint(_READS_MEETINGS)
        and any(isinstance(each, SignIn) and not each.waits for each in accounts)
    )
