"""What was asked, and how each agency stands."""

from datetime import date, timedelta

import pytest
from tests.projections.information_shared.conftest import SAM, VIEWERS, conference
from tests.support.folding import rows_after
from tests.support.history import CHAIR, HEALTH, POLICE, SCHOOL, speaker

from quorate_events.meetings.contributions import DeclineContribution, SayNothingHeld
from quorate_events.meetings.invitations import WithdrawInvitation
from quorate_events.meetings.parts import CorrectPart, ReleasePart, WithdrawPart
from quorate_events.meetings.values import Part, Release
from quorate_events.meetings.vocabulary import DecisionOutcome, MeetingKind, Origin, PartHeading
from quorate_projections.information_shared.projection import InformationSharedProjection
from quorate_projections.information_shared.queries import earlier_meetings, information_shared
from quorate_projections.information_shared.seen import InformationStatus


@pytest.fixture
def answer(shown, views, told):
    """What an agency's entry looks like to the chair."""

    async def ask(meeting, agency=POLICE, viewer=VIEWERS["chair"]):
        await shown(told)
        found = await information_shared(views, meeting, viewer, told.now)
        assert found is not None
        return next(each for each in found.agencies if each.agency_id == agency)

    return ask


async def test_an_agency_is_told_why_and_what_it_is_asked(told, answer):
    entry = await answer(conference(told))
    assert [(each.role, each.why) for each in entry.requests] == [
        ("detective_sergeant", "The family is known to you")
    ]
    assert entry.report_due == date(2026, 3, 11)
    assert entry.status is InformationStatus.REQUESTED


async def test_an_agency_that_shared_has_submitted(told, answer):
    meeting = conference(told)
    told.contribute(meeting, POLICE)
    entry = await answer(meeting)
    assert (entry.status, entry.late, entry.overdue) == (InformationStatus.SUBMITTED, False, False)


async def test_nothing_held_is_an_answer(told, answer):
    meeting = conference(told)
    told.nothing_held(meeting, POLICE)
    entry = await answer(meeting)
    assert (entry.status, entry.searched) == (InformationStatus.NOTHING_HELD, "All our records.")


async def test_a_refusal_carries_its_reason(told, answer):
    meeting = conference(told)
    told.do(
        DeclineContribution(meeting_id=meeting, agency_id=POLICE, reason="Live investigation"),
        speaker(POLICE),
    )
    entry = await answer(meeting)
    assert (entry.status, entry.declined_because) == (InformationStatus.DECLINED, "Live investigation")


async def test_who_said_nothing_until_the_meeting_was_held_is_silent(told, answer):
    meeting = conference(told)
    told.later(days=14).open(meeting)
    entry = await answer(meeting)
    assert (entry.status, entry.overdue) == (InformationStatus.SILENT, True)


async def test_a_report_is_on_time_on_the_day_it_is_due(told, answer):
    meeting = conference(told)
    told.later(days=9, hours=14)
    told.contribute(meeting, POLICE)
    assert not (await answer(meeting)).late


async def test_a_report_after_the_day_it_was_due_is_late(told, answer):
    meeting = conference(told)
    told.later(days=9, hours=15)
    told.contribute(meeting, POLICE)
    assert (await answer(meeting)).late


async def test_a_report_known_from_an_old_register_is_neither_late_nor_overdue(told, answer):
    meeting = conference(told)
    told.later(days=300)
    searched = SayNothingHeld(meeting_id=meeting, agency_id=POLICE, searched="Not said.")
    told.do(searched, speaker(POLICE, Origin.IMPORTED))
    entry = await answer(meeting)
    assert (entry.status, entry.answered_at) == (InformationStatus.NOTHING_HELD, None)
    assert (entry.late, entry.overdue) == (False, False)


async def test_no_answer_is_overdue_only_after_the_day_it_was_due(told, shown, views):
    meeting = conference(told)
    await shown(told)

    async def overdue(**after):
        found = await information_shared(views, meeting, VIEWERS["chair"], told.now + timedelta(**after))
        assert found is not None
        return found.agencies[0].overdue

    assert not await overdue(days=9)
    assert await overdue(days=10)


async def test_a_correction_keeps_the_old_texts_in_order_with_who_and_why(told, answer):
    meeting = conference(told)
    (part,) = told.contribute(meeting, POLICE, Part(heading=PartHeading.WORRIES, text="first"))
    for text in ("second", "third"):
        told.later(minutes=5)
        told.do(
            CorrectPart(meeting_id=meeting, part_id=part, text=text, reason=f"{text} look"), speaker(POLICE)
        )
    (seen,) = (await answer(meeting)).parts
    assert seen.text == "third"
    assert [(each.text, each.reason) for each in seen.wordings] == [
        ("first", ""),
        ("second", "second look"),
        ("third", "third look"),
    ]
    assert {each.by for each in seen.wordings} == {speaker(POLICE)}


async def test_a_contribution_of_which_nothing_is_left_is_withdrawn(told, answer):
    meeting = conference(told)
    for part in told.contribute(meeting, POLICE):
        told.do(WithdrawPart(meeting_id=meeting, part_id=part, reason="Wrong family"), speaker(POLICE))
    assert (await answer(meeting)).status is InformationStatus.WITHDRAWN


async def test_a_part_released_by_hand_reaches_its_audience(told, answer):
    meeting = conference(told)
    part = Part(heading=PartHeading.WORRIES, text="later", release=Release.BY_HAND)
    (part_id,) = told.contribute(meeting, POLICE, part)
    told.do(ReleasePart(meeting_id=meeting, part_id=part_id), speaker(POLICE))
    entry = await answer(meeting, viewer=VIEWERS["health"])
    assert [(each.text, each.released) for each in entry.parts] == [("later", True)]


async def test_an_agency_no_longer_invited_sees_only_what_it_shared(told, shown, views):
    meeting = conference(told, agencies=(POLICE, HEALTH))
    told.contribute(meeting, POLICE)
    told.contribute(meeting, HEALTH)
    invitation = next(iter(told.aggregates[meeting].invitations))
    told.do(WithdrawInvitation(meeting_id=meeting, invitation_id=invitation, reason="Asked in error"))
    await shown(told)
    found = await information_shared(views, meeting, VIEWERS["police"], told.now)
    assert found is not None
    assert ([each.agency_id for each in found.agencies], found.whole) == ([POLICE], False)


async def test_wishes_and_feelings_are_gathered_from_all_agencies(told, shown, views):
    meeting = conference(told)
    for agency in (POLICE, SCHOOL):
        wish = Part(heading=PartHeading.CHILDS_WISHES_AND_FEELINGS, text="I want to stay", child_id=SAM)
        told.contribute(meeting, agency, wish, Part(heading=PartHeading.WORRIES, text="More"))
    await shown(told)
    found = await information_shared(views, meeting, VIEWERS["health"], told.now)
    assert found is not None
    assert [(each.agency_id, each.child_id) for each in found.wishes_and_feelings] == [
        (POLICE, SAM),
        (SCHOOL, SAM),
    ]
    assert found.count(InformationStatus.REQUESTED) == 1


async def test_the_names_of_all_who_are_mentioned_come_along(told, shown, views):
    meeting = conference(told)
    told.contribute(meeting, POLICE)
    await shown(told)
    found = await information_shared(views, meeting, VIEWERS["chair"], told.now)
    assert found is not None
    assert {each.agency_id for each in found.names.agencies} >= {POLICE, HEALTH, SCHOOL}
    assert CHAIR in {each.practitioner_id for each in found.names.practitioners}
    assert [each.name for each in found.names.children] == ["Sam Example"]


async def test_earlier_meetings_tell_when_what_and_by_whom(told, shown, views):
    first = told.convene(MeetingKind.STRATEGY_DISCUSSION, children=[SAM], in_days=1)
    told.invite(first, POLICE, "detective_sergeant")
    told.contribute(first, POLICE, Part(heading=PartHeading.CHRONOLOGY, text="Three call-outs"))
    told.later(days=1).open(first)
    for agency, role in ((POLICE, "detective_sergeant"), (HEALTH, "health_visitor")):
        told.attend(first, agency, role)
    told.attend(first, speaker(POLICE).agency_id, "detective_sergeant")
    told.later(days=20)
    second = conference(told)
    await shown(told)
    scheduled = told.aggregates[second].scheduled_for
    (found,) = await earlier_meetings(views, [SAM], scheduled, VIEWERS["police"], told.now)
    assert (found.meeting_id, found.kind, found.held_on) == (
        first,
        MeetingKind.STRATEGY_DISCUSSION,
        date(2026, 3, 3),
    )
    assert [part.text for agency in found.agencies for part in agency.parts] == ["Three call-outs"]
    assert await earlier_meetings(views, [SAM], scheduled, VIEWERS["school"], told.now) == []


async def test_earlier_meetings_tell_what_was_decided(told, shown, views):
    meeting = conference(told)
    told.later(days=14).open(meeting)
    told.attend(meeting, VIEWERS["convening"].agency_id, "social_worker")
    for agency, role in ((POLICE, "detective_sergeant"), (HEALTH, "health_visitor")):
        told.attend(meeting, agency, role)
    told.close(meeting)
    await shown(told)
    (found,) = await earlier_meetings(views, [SAM], told.now + timedelta(days=1), VIEWERS["health"], told.now)
    assert [(each.child_id, each.outcome) for each in found.outcomes] == [(SAM, DecisionOutcome.PLAN_MADE)]


def test_however_the_events_are_batched_the_rows_are_the_same(told):
    meeting = conference(told)
    (part,) = told.contribute(meeting, POLICE)
    told.nothing_held(meeting, HEALTH)
    told.do(WithdrawPart(meeting_id=meeting, part_id=part, reason="Wrong family"), speaker(POLICE))
    projection = InformationSharedProjection()
    whole = rows_after(projection, told.events)
    assert all(
        rows_after(projection, told.events, [size] * (len(told.events) // size)) == whole
        for size in range(1, len(told.events))
    )
