"""One meeting told to a certain state, and everybody who might ask about it: who they are, and why they differ.

Social care convened; the chair comes from an agency that is not invited. The police wrote every part. The
school is named in the restrictions, health is invited and not named. Probation shared something, and its
invitation was withdrawn; the fire service owns an action and was never invited; housing is a stranger. Youth justice
opened the record in an emergency, was invited after all, shared a part, and was then excluded as an agency; it owns
an action as well.
"""

from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID

import msgspec
from msgspec.structs import replace
from tests.support.history import (
    CHAIR,
    HEALTH,
    HOUSING,
    POLICE,
    SCHOOL,
    SOCIAL_CARE,
    History,
    speaker,
    worker_of,
)

from quorate_events.access.actor import Actor, ActorKind, Duty
from quorate_events.access.resources import Circle, PartFacts
from quorate_events.context import Recorder
from quorate_events.meetings.convening import CancelMeeting
from quorate_events.meetings.emergency import OpenInEmergency
from quorate_events.meetings.exclusions import ExcludeFromMeeting
from quorate_events.meetings.invitations import WithdrawInvitation
from quorate_events.meetings.parts import WithdrawPart
from quorate_events.meetings.record import ConfirmRecord
from quorate_events.meetings.values import Part, Release, Restriction
from quorate_events.meetings.vocabulary import (
    AttendanceStatus,
    Audience,
    MeetingKind,
    MeetingStatus,
    PartHeading,
    RestrictionGround,
)
from quorate_events.people.practitioner import RegisterPractitioner
from quorate_events.rules.clocks import london_date
from quorate_projections.information_shared.projection import InformationSharedProjection
from quorate_projections.information_shared.state import SharedMeeting

PROBATION, FIRE, REGISTRAR, THE_CHAIRS, YOUTH_JUSTICE = (UUID(int=0xA006 + n) for n in range(5))


def _person(agency_id: UUID, number: int, *duties: Duty) -> Actor:
    return Actor(worker_of(agency_id, number), agency_id, frozenset(duties or {Duty.PRACTITIONER}))


def _system(agency_id: UUID) -> Actor:
    return Actor(worker_of(agency_id, 90), agency_id, kind=ActorKind.SYSTEM)


ACTORS: dict[str, Actor] = {
    "chair": Actor(CHAIR, THE_CHAIRS),
    "convener": _person(SOCIAL_CARE, 1),
    "administrator": _person(SOCIAL_CARE, 2, Duty.CONFERENCE_ADMINISTRATOR),
    "administrator elsewhere": _person(HOUSING, 5, Duty.CONFERENCE_ADMINISTRATOR),
    "author": _person(POLICE, 1),
    "named": _person(SCHOOL, 1),
    "invited": _person(HEALTH, 1),
    "former": _person(PROBATION, 1),
    "owner": _person(FIRE, 1),
    "registrar": _person(REGISTRAR, 1),
    "stranger": _person(HOUSING, 1),
    "emergency": _person(HOUSING, 2),
    "emergency over": _person(HOUSING, 3),
    "author's coordinator": _person(POLICE, 2, Duty.AGENCY_COORDINATOR),
    "invited coordinator": _person(HEALTH, 2, Duty.AGENCY_COORDINATOR),
    "owner's coordinator": _person(FIRE, 2, Duty.AGENCY_COORDINATOR),
    "partner": _person(HEALTH, 3, Duty.SAFEGUARDING_PARTNER),
    "analyst": _person(HEALTH, 4, Duty.BOARD_ANALYST),
    "auditor": _person(HEALTH, 5, Duty.AUDITOR),
    "data protection officer": _person(HEALTH, 6, Duty.DATA_PROTECTION_OFFICER),
    "rule administrator": _person(HEALTH, 7, Duty.RULE_ADMINISTRATOR),
    "reviewer": _person(SOCIAL_CARE, 4, Duty.REVIEWER),
    "reviewer elsewhere": _person(HEALTH, 9, Duty.REVIEWER),
    "convener's system": _system(SOCIAL_CARE),
    "author's system": _system(POLICE),
    "invited system": _system(HEALTH),
    "owner's system": _system(FIRE),
    "registrar's system": _system(REGISTRAR),
    "stranger's system": _system(HOUSING),
    "of an excluded agency": _person(YOUTH_JUSTICE, 1, Duty.PRACTITIONER, Duty.AGENCY_COORDINATOR),
    "excluded convener": _person(
        SOCIAL_CARE, 3, Duty.PRACTITIONER, Duty.CONFERENCE_ADMINISTRATOR, Duty.REVIEWER
    ),
    "excluded author": _person(POLICE, 3, Duty.PRACTITIONER, Duty.AGENCY_COORDINATOR),
    "excluded invited": _person(HEALTH, 8),
    "excluded former": _person(PROBATION, 2),
    "excluded owner": _person(FIRE, 3),
    "excluded emergency": _person(HOUSING, 4),
    "excluded chair": Actor(UUID(int=0xC1), THE_CHAIRS),
}
"""Everybody by what tells them apart."""

EXCLUDED = [name for name in ACTORS if name.startswith("excluded")]
OPENED = (MeetingStatus.IN_SESSION, MeetingStatus.ADJOURNED, MeetingStatus.CLOSED, MeetingStatus.CONFIRMED)
"""The states in which somebody can have been excluded, and an action agreed."""

ROLES = {
    SOCIAL_CARE: "social_worker",
    POLICE: "detective_sergeant",
    HEALTH: "health_visitor",
    SCHOOL: "designated_safeguarding_lead",
    PROBATION: "probation_officer",
    FIRE: "observer",
    HOUSING: "housing_officer",
    YOUTH_JUSTICE: "observer",
}


class Scene(msgspec.Struct):
    """The meeting of one history."""

    history: History
    meeting_id: UUID
    child_id: UUID

    @property
    def shared(self) -> SharedMeeting:
        """The meeting as the view of the information shared keeps it."""
        projection, state = InformationSharedProjection(), None
        for event in self.history.of(self.meeting_id):
            if event.topic in projection.topics:
                state = projection.fold(state, event)
        assert state is not None
        return state

    @property
    def circle(self) -> Circle:
        acting = self.history.aggregates[self.meeting_id].circle.acting_agency_ids
        return replace(self.shared.circle, acting_agency_ids=acting)

    def parts(self) -> Iterator[PartFacts]:
        """The facts of every part as it stands."""
        shared, circle = self.shared, self.circle
        opened = shared.standing.opened_at is not None
        for part in shared.answers[POLICE].parts:
            released = part.is_released(sitting_opened=opened, now=self.history.now)
            yield part.facts(circle, released=released)


def scene(status: MeetingStatus, told: History | None = None) -> Scene:
    """Tell the meeting until it stands at ``status``."""
    history = told or History()
    child = history.new_id()
    history.register_child(child)
    meeting = history.convene(MeetingKind.INITIAL_CONFERENCE, children=[child], in_days=1)
    for agency in (POLICE, HEALTH, SCHOOL, PROBATION):
        history.invite(meeting, agency, ROLES[agency])
    withdrawn = history.created[0]
    parts = [_part(audience, release) for audience in Audience for release in Release for _ in range(2)]
    ids = history.contribute(meeting, POLICE, *parts)
    for part_id in ids[::2]:
        history.do(WithdrawPart(meeting_id=meeting, part_id=part_id, reason="Wrong child"), speaker(POLICE))
    history.contribute(meeting, PROBATION)
    history.do(WithdrawInvitation(meeting_id=meeting, invitation_id=withdrawn, reason="In error"))
    open_in_emergency(history, meeting, "emergency over")
    history.later(days=1)
    open_in_emergency(history, meeting, "emergency", "excluded emergency")
    _exclude_agency(history, meeting)
    _reach(history, meeting, status)
    return Scene(history, meeting, child)


def _exclude_agency(history: History, meeting: UUID) -> None:
    open_in_emergency(history, meeting, "of an excluded agency")
    history.invite(meeting, YOUTH_JUSTICE, ROLES[YOUTH_JUSTICE])
    history.contribute(meeting, YOUTH_JUSTICE)
    history.do(
        ExcludeFromMeeting(meeting_id=meeting, agency_id=YOUTH_JUSTICE, reason="A conflict of interest")
    )


def _part(audience: Audience, release: Release) -> Part:
    restriction = Restriction(RestrictionGround.POLICE_INTELLIGENCE, "An informant", (SCHOOL,))
    return Part(
        heading=PartHeading.WORRIES,
        text=f"{audience} {release}",
        audience=audience,
        restriction=restriction if audience is Audience.RESTRICTED else None,
        release=release,
        release_at=History().now + timedelta(days=300) if release is Release.AT_TIME else None,
    )


def _reach(history: History, meeting: UUID, status: MeetingStatus) -> None:
    if status is MeetingStatus.CANCELLED:
        history.do(CancelMeeting(meeting_id=meeting, reason="The family moved"))
    if status not in OPENED:
        return
    history.open(meeting)
    for agency in (SOCIAL_CARE, POLICE, HEALTH, SCHOOL):
        history.attend(meeting, agency, ROLES[agency])
    for owner in (FIRE, YOUTH_JUSTICE):
        history.agree_action(meeting, owner, ROLES[owner], london_date(history.now))
    _exclude(history, meeting)
    if status is MeetingStatus.ADJOURNED:
        history.close(meeting, final=False)
    if status in (MeetingStatus.CLOSED, MeetingStatus.CONFIRMED):
        history.close(meeting)
    if status is MeetingStatus.CONFIRMED:
        history.do(ConfirmRecord(meeting_id=meeting, summary="As discussed"))


def _exclude(history: History, meeting: UUID) -> None:
    for name in EXCLUDED:
        actor = ACTORS[name]
        role = ROLES.get(actor.agency_id, "observer")
        history.attend(
            meeting, actor.agency_id, role, AttendanceStatus.EXCLUDED, person=actor.practitioner_id
        )


def open_in_emergency(history: History, meeting: UUID, *names: str) -> None:
    for name in names:
        by = Recorder(ACTORS[name].practitioner_id, ACTORS[name].agency_id)
        if by.practitioner_id not in history.aggregates:
            history.do(
                RegisterPractitioner(
                    practitioner_id=by.practitioner_id, name=f"The {name}", agency_id=by.agency_id
                )
            )
        history.do(OpenInEmergency(meeting_id=meeting, reason="A child is at the door"), by)
