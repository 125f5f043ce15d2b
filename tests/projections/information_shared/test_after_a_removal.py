"""An agency that was removed keeps its own share, in the meeting as it stood then."""

from datetime import timedelta
from uuid import UUID

import msgspec
import pytest
from tests.projections.information_shared.conftest import SAM, VIEWERS, conference
from tests.support.folding import dicts, rows_after
from tests.support.history import HEALTH, POLICE, History, reader

from quorate_events.meetings.convening import AddChild, RescheduleMeeting
from quorate_events.meetings.exclusions import ExcludeFromMeeting, LiftExclusion
from quorate_events.meetings.invitations import WithdrawInvitation
from quorate_events.meetings.values import ChildSubject, Part, Release
from quorate_events.meetings.vocabulary import MeetingStatus, PartHeading
from quorate_projections.information_shared.projection import InformationSharedProjection
from quorate_projections.information_shared.queries import earlier_meetings, information_shared

KIM = UUID(int=0x52)
AT_MEETING = Part(heading=PartHeading.WORRIES, text="Told at the meeting", release=Release.AT_MEETING)


def removed(told: History) -> UUID:
    """A conference from which the police were removed after they had shared something."""
    meeting = conference(told)
    told.contribute(meeting, POLICE, AT_MEETING)
    told.contribute(meeting, HEALTH)
    invitation = next(
        key for key, each in told.aggregates[meeting].invitations.items() if each.agency_id == POLICE
    )
    told.do(WithdrawInvitation(meeting_id=meeting, invitation_id=invitation, reason="Conflict of interest"))
    return meeting


def excluded(told: History) -> UUID:
    """A conference that sat, and from which the police were excluded afterwards, with what they had shared."""
    meeting = conference(told)
    told.contribute(meeting, POLICE, AT_MEETING)
    told.open(meeting)
    told.attend(meeting, POLICE, "detective_sergeant")
    told.do(ExcludeFromMeeting(meeting_id=meeting, agency_id=POLICE, reason="Invited in error"))
    return meeting


def goes_on(told: History, meeting: UUID) -> None:
    told.register_child(KIM, "Kim Example")
    told.do(AddChild(meeting_id=meeting, child=ChildSubject(KIM), reason="A sister"))
    moved = told.now + timedelta(days=20)
    told.do(RescheduleMeeting(meeting_id=meeting, scheduled_for=moved, reason="Chair ill"))
    told.later(days=20).open(meeting)


@pytest.mark.parametrize("later", [goes_on, lambda told, meeting: None])
async def test_it_is_shown_its_share_in_the_meeting_as_it_stood(shown, views, told, later):
    meeting = removed(told)
    planned = told.aggregates[meeting].scheduled_for
    later(told, meeting)
    await shown(told)
    found = await information_shared(views, meeting, VIEWERS["police"], told.now)
    (earlier,) = await earlier_meetings(views, [SAM], planned + timedelta(1), VIEWERS["police"], told.now)
    for answer in (found, earlier):
        assert answer is not None
        assert (answer.whole, answer.status, answer.held_on) == (False, MeetingStatus.CONVENED, None)
        assert (answer.scheduled_for, answer.child_ids) == (planned, (SAM,))
        assert [each.agency_id for each in answer.agencies] == [POLICE]
        assert [(each.text, each.released) for each in answer.agencies[0].parts] == [(AT_MEETING.text, False)]


async def test_a_child_added_later_leads_it_to_nothing(shown, views, told):
    meeting = removed(told)
    goes_on(told, meeting)
    await shown(told)
    later = told.now + timedelta(days=60)
    assert await earlier_meetings(views, [KIM], later, VIEWERS["police"], told.now) == []
    (whole,) = await earlier_meetings(views, [KIM], later, VIEWERS["health"], told.now)
    assert (whole.whole, whole.child_ids) == (True, (SAM, KIM))


async def test_invited_again_it_reads_the_meeting_as_it_stands(shown, views, told):
    meeting = removed(told)
    told.invite(meeting, POLICE, "detective_sergeant")
    goes_on(told, meeting)
    await shown(told)
    found = await information_shared(views, meeting, reader(POLICE), told.now)
    assert found is not None
    assert (found.whole, found.status, found.child_ids) == (True, MeetingStatus.IN_SESSION, (SAM, KIM))


def test_what_is_kept_for_it_holds_nothing_of_others_and_nothing_of_later(told):
    meeting = removed(told)
    projection = InformationSharedProjection()
    (before,) = dicts(projection, rows_after(projection, told.events), "own_shares")
    goes_on(told, meeting)
    (after,) = dicts(projection, rows_after(projection, told.events), "own_shares")
    assert after == before
    kept = msgspec.json.decode(after["content"])
    assert list(kept["answers"]) == [str(POLICE)]
    assert (kept["requests"], kept["standing"]["invitations"], kept["outcomes"]) == ({}, {}, {})


async def test_an_agency_excluded_after_the_sitting_keeps_its_share_and_reads_no_more(shown, views, told):
    meeting = excluded(told)
    told.register_child(KIM, "Kim Example")
    told.do(AddChild(meeting_id=meeting, child=ChildSubject(KIM), reason="A sister"))
    await shown(told)
    found = await information_shared(views, meeting, VIEWERS["police"], told.now)
    assert found is not None
    assert (found.whole, found.child_ids, found.status) == (False, (SAM,), MeetingStatus.IN_SESSION)
    assert [each.text for each in found.agencies[0].parts] == [AT_MEETING.text]
    chair = await information_shared(views, meeting, VIEWERS["chair"], told.now)
    assert chair is not None
    assert POLICE in {each.agency_id for each in chair.agencies}


async def test_an_agency_let_in_again_reads_the_whole(shown, views, told):
    meeting = excluded(told)
    told.do(LiftExclusion(meeting_id=meeting, agency_id=POLICE, reason="A mistake"))
    await shown(told)
    found = await information_shared(views, meeting, VIEWERS["police"], told.now)
    assert found is not None
    assert found.whole


async def test_a_person_excluded_before_the_sitting_sees_nothing_and_colleagues_do(shown, views, told):
    meeting = conference(told)
    told.contribute(meeting, POLICE)
    person = reader(POLICE, 2)
    command = ExcludeFromMeeting(
        meeting_id=meeting, practitioner_id=person.practitioner_id, reason="Related to the family"
    )
    told.do(command)
    await shown(told)
    later = told.now + timedelta(days=60)
    assert await information_shared(views, meeting, person, told.now) is None
    assert await earlier_meetings(views, [SAM], later, person, told.now) == []
    colleague = await information_shared(views, meeting, reader(POLICE), told.now)
    assert colleague is not None
    assert colleague.whole
