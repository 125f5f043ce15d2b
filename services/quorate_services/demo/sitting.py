"""A sitting: opened, attended, found quorate or not, adjourned, or carried through to its close."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from quorate_events.meetings.attendance import RecordAttendance, RecordChildParticipation
from quorate_events.meetings.convening import RescheduleMeeting
from quorate_events.meetings.sittings import AdjournInquorate, CloseSitting, OpenSitting, ProceedInquorate
from quorate_events.meetings.values import Attendee
from quorate_events.meetings.vocabulary import (
    AttendanceMode,
    AttendanceStatus,
    ChildParticipation,
    InvitationAnswer,
    MeetingForm,
    Sector,
)
from quorate_services.demo.guests import Guest, Sharing
from quorate_services.demo.invitations import answer_again
from quorate_services.demo.names import ADULTS
from quorate_services.demo.scene import Scene
from quorate_services.demo.texts import proceedings

_OWN_DISCIPLINE = ("health_visitor", "school_nurse", "midwife", "gp")
_MENTAL_HEALTH = ("camhs_practitioner", "adult_mental_health_practitioner")
_CANNOT_LEAD = ("originating_authority_social_worker",)


def quorate(scene: Scene, present: Sequence[Guest]) -> bool:
    """Count as the people in the room would: social care and two other disciplines that know the family."""
    leads = any(_leads(guest) for guest in present)
    if scene.is_discussion:
        sectors = {guest.agency.sector for guest in present}
        return leads and {Sector.POLICE, Sector.HEALTH} <= sectors
    return leads and others(present) >= 2


def others(present: Sequence[Guest]) -> int:
    """Return how many disciplines besides children's social care are there and know the family."""
    return len({_discipline(guest) for guest in present if not _is_lead_sector(guest) and guest.involved})


def _discipline(guest: Guest) -> str:
    role = guest.who_comes.role
    if role in _MENTAL_HEALTH:
        return "mental_health"
    return role if role in _OWN_DISCIPLINE else guest.agency.sector


def _is_lead_sector(guest: Guest) -> bool:
    return guest.agency.sector is Sector.CHILDRENS_SOCIAL_CARE


def _leads(guest: Guest) -> bool:
    return _is_lead_sector(guest) and guest.who_comes.role not in _CANNOT_LEAD


def hold_inquorate(scene: Scene) -> None:
    """The first sitting of a conference that is adjourned: too few come, and a new date is found."""
    plan, opened = scene.plan, scene.first_open
    assert plan.adjourned_to is not None
    present = [guest for guest in scene.attending if _is_lead_sector(guest)]
    present += [guest for guest in scene.attending if not _is_lead_sector(guest)][:1]
    scene.first_there = present
    _open(scene, opened, present, absent_too=False)
    ended = opened + timedelta(minutes=scene.chance.between(18, 30))
    scene.script.add(
        ended,
        scene.by_chair,
        AdjournInquorate(
            meeting_id=plan.id,
            reason=scene.chance.one_of(proceedings.ADJOURNED),
            interim_arrangements=scene.chance.one_of(proceedings.INTERIM),
            reconvene_on=plan.adjourned_to,
        ),
    )
    scene.results.append((ended, "inquorate_adjourned"))
    scene.script.add(
        ended + timedelta(minutes=25),
        scene.by_convenor,
        RescheduleMeeting(
            meeting_id=plan.id,
            scheduled_for=scene.last_open,
            reason="Second date after the adjourned conference.",
            form=MeetingForm.HYBRID,
            place="Civic Centre, room 2.14",
        ),
    )
    answer_again(scene, ended + timedelta(minutes=25), scene.last_open)


def hold_unfinished(scene: Scene) -> None:
    """The first sitting of a strategy discussion that goes on another day."""
    opened = scene.first_open
    scene.first_there = scene.attending
    _open(scene, opened, scene.attending, absent_too=True)
    _proceed_if_needed(scene, opened)
    ended = opened + timedelta(minutes=scene.chance.between(25, 50))
    scene.script.add(ended, scene.by_chair, CloseSitting(meeting_id=scene.plan.id, final=False))
    scene.results.append((ended, _result(scene)))


def begin_last(scene: Scene) -> None:
    """Open the last sitting and say who is there, how the children were heard, and whether it may go on."""
    _open(scene, scene.last_open, scene.attending, absent_too=True)
    if not scene.is_discussion:
        _hear_children(scene)
    _proceed_if_needed(scene, scene.last_open)


def end_last(scene: Scene) -> None:
    """Close the meeting."""
    scene.script.add(scene.last_close, scene.by_chair, CloseSitting(meeting_id=scene.plan.id))
    scene.results.append((scene.last_close, _result(scene)))


def _result(scene: Scene) -> str:
    return "quorate" if quorate(scene, scene.attending) else "inquorate_proceeded"


def _open(scene: Scene, opened: datetime, present: Sequence[Guest], *, absent_too: bool) -> None:
    plan, script = scene.plan, scene.script
    script.add(opened, scene.by_chair, OpenSitting(meeting_id=plan.id))
    late = [guest for guest in present if scene.chance.happens(0.03)]
    attendees = [*(_attended(guest, opened) for guest in present if guest not in late)]
    if absent_too:
        attendees += _absent(scene, present)
    if not scene.is_discussion:
        attendees += [_chair(scene, opened), *_family(scene, opened)]
    record = opened + timedelta(minutes=5)
    if attendees:
        script.add(
            record, scene.by_convenor, RecordAttendance(meeting_id=plan.id, attendees=tuple(attendees))
        )
    if late:
        joined = opened + timedelta(minutes=11)
        came = tuple(_attended(guest, joined) for guest in late)
        script.add(joined, scene.by_convenor, RecordAttendance(meeting_id=plan.id, attendees=came))


def _attended(guest: Guest, joined: datetime) -> Attendee:
    person = guest.who_comes
    return Attendee(
        attendee_id=person.id,
        role=person.role,
        status=AttendanceStatus.ATTENDED,
        agency_id=guest.agency.id,
        practitioner_id=person.id,
        name=person.name,
        mode=guest.mode,
        joined_at=joined,
    )


def _absent(scene: Scene, present: Sequence[Guest]) -> list[Attendee]:
    absent = []
    for guest in scene.guests:
        if guest in present and guest.deputy is None:
            continue
        absent.append(
            Attendee(
                attendee_id=guest.person.id,
                role=guest.role,
                status=_absence(scene, guest),
                agency_id=guest.agency.id,
                practitioner_id=guest.person.id,
                name=guest.person.name,
            )
        )
    return absent


def _absence(scene: Scene, guest: Guest) -> AttendanceStatus:
    if guest.deputy is not None:
        return AttendanceStatus.REPRESENTED_BY_DEPUTY
    if guest.answer is InvitationAnswer.APOLOGIES:
        return AttendanceStatus.APOLOGIES
    written = guest.sharing is Sharing.SHARES and guest.shared_at is not None
    if written and not scene.is_discussion:
        return AttendanceStatus.REPORT_ONLY
    return AttendanceStatus.ABSENT_WITHOUT_APOLOGY


def _chair(scene: Scene, opened: datetime) -> Attendee:
    chair = scene.chair
    return Attendee(
        attendee_id=chair.id,
        role="conference_chair",
        status=AttendanceStatus.ATTENDED,
        agency_id=chair.agency_id,
        practitioner_id=chair.id,
        name=chair.name,
        mode=AttendanceMode.IN_PERSON,
        joined_at=opened,
    )


def _family(scene: Scene, opened: datetime) -> list[Attendee]:
    chance, family = scene.chance, scene.plan.family
    came = []
    if chance.happens(0.86):
        came.append(_relative(scene, "parent", AttendanceStatus.ATTENDED, opened))
    if chance.happens(0.3):
        came.append(_relative(scene, "parent", AttendanceStatus.ATTENDED, opened))
    elif chance.happens(0.04):
        came.append(_relative(scene, "parent", AttendanceStatus.EXCLUDED, opened))
    if max(child.age(scene.plan.held_on) for child in family.children) >= 10 and chance.happens(0.15):
        came.append(_relative(scene, "advocate", AttendanceStatus.ATTENDED, opened))
    return came


def _relative(scene: Scene, role: str, status: AttendanceStatus, opened: datetime) -> Attendee:
    there = status is AttendanceStatus.ATTENDED
    return Attendee(
        attendee_id=scene.script.new_id(opened),
        role=role,
        status=status,
        name=f"{scene.chance.one_of(ADULTS)} {scene.plan.family.surname}",
        mode=AttendanceMode.IN_PERSON if there else None,
        joined_at=opened if there else None,
        note="" if there else "Excluded by the chair: threats towards another participant.",
    )


def _hear_children(scene: Scene) -> None:
    at = scene.last_open + timedelta(minutes=7)
    for child in scene.children:
        if child.born > scene.plan.convened_on:
            continue
        age = child.age(scene.plan.held_on)
        heard = ChildParticipation.UNDER_FOUR
        if age >= 4:
            heard = scene.chance.weighted(
                (
                    (ChildParticipation.SENT_VIEWS, 46.0),
                    (ChildParticipation.BRIEFED_ADVOCATE, 18.0),
                    (ChildParticipation.VIEWS_NOT_CONVEYED, 22.0),
                    (ChildParticipation.ATTENDED_AND_SPOKE, 9.0 if age >= 10 else 0.0),
                    (ChildParticipation.ATTENDED_ADVOCATE_SPOKE, 5.0 if age >= 10 else 0.0),
                )
            )
        command = RecordChildParticipation(meeting_id=scene.plan.id, child_id=child.id, participation=heard)
        scene.script.add(at, scene.by_convenor, command)


def _proceed_if_needed(scene: Scene, opened: datetime) -> None:
    """Go on without quoracy where the rules know a ground that fits."""
    if quorate(scene, scene.attending):
        return
    grounds = ["delay_detrimental"] if scene.is_discussion else _grounds(scene)
    ground = scene.chance.one_of(grounds)
    scene.script.add(
        opened + timedelta(minutes=16),
        scene.by_chair,
        ProceedInquorate(
            meeting_id=scene.plan.id,
            ground=ground,
            reason=proceedings.PROCEEDED[ground],
            interim_arrangements=scene.chance.one_of(proceedings.INTERIM),
        ),
    )


def _grounds(scene: Scene) -> list[str]:
    if any(_leads(guest) for guest in scene.attending) and others(scene.attending) == 1:
        return ["lead_and_one_other", "sufficient_information"]
    if len(scene.guests) <= 3:
        return ["child_has_few_agencies"]
    return ["sufficient_information", "delay_detrimental"]
