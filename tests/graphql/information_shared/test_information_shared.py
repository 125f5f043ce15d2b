"""What was shared, through the API: only what the viewer may see."""

from typing import Any
from uuid import UUID

from quorate_events.access.action import Action
from quorate_events.access.actor import Actor
from quorate_events.access.decide import decide
from quorate_events.access.purpose import Purpose
from quorate_events.access.resources import LATER
from quorate_projections.meeting_record.queries import circles_of
from quorate_projections.scoped_views import ScopedViews

SHARED = """query ($id: UUID!, $position: Int) {
informationShared(meetingId: $id, atLeastPosition: $position) {
    kind whole children { name } count(status: SUBMITTED)
    agencies { agency { name } status late overdue reportDue requests { why asked role }
        parts { heading text audience released submittedBy { agency { name } } wordings { text reason }
            restriction { ground agencies { name } } withdrawn { reason } child { name } } }
    wishesAndFeelings { text child { name } }
} }"""


async def test_the_information_is_assembled_by_agency(
    api: Any, people: Any, meeting_id: UUID, a_part: Any
) -> None:
    wish = {
        "heading": "CHILDS_WISHES_AND_FEELINGS",
        "text": "I want to stay at my school.",
        "childId": str(people.child_id),
    }
    restricted = {
        "heading": "WORRIES",
        "text": "Intelligence on a third person",
        "audience": "RESTRICTED",
        "restriction": {"ground": "POLICE_INTELLIGENCE", "reason": "A live operation"},
    }
    sent = await api.command(
        "submitContribution", people.police, meetingId=str(meeting_id), parts=[a_part, wish, restricted]
    )
    asked = {"id": str(meeting_id), "position": sent["position"]}
    own = (await api.ask(SHARED, people.police, **asked))["informationShared"]
    (police,) = own["agencies"]
    assert (police["status"], own["count"], len(police["parts"])) == ("SUBMITTED", 1, 3)
    assert [part["child"] for part in own["wishesAndFeelings"]] == [{"name": "A Child"}]
    assert police["parts"][0]["submittedBy"] == {"agency": {"name": "police"}}
    chair = (await api.ask(SHARED, people.chair, **asked))["informationShared"]
    assert len(chair["agencies"][0]["parts"]) == 3
    stranger = await api.send(SHARED, people.health, **asked)
    assert "Intelligence" not in str(stranger)
    assert [error["extensions"]["code"] for error in stranger["errors"]] == ["meeting_not_found"]


async def test_earlier_meetings_are_asked_for_by_child_or_by_meeting(
    api: Any, people: Any, meeting_id: UUID
) -> None:
    sent = await api.command("sayNothingHeld", people.police, meetingId=str(meeting_id), searched="All")
    by_meeting = """query ($id: UUID!, $position: Int) {
        earlierMeetings(meetingId: $id, atLeastPosition: $position) { meetingId agencies { status } } }"""
    asked = {"id": str(meeting_id), "position": sent["position"]}
    earlier = (await api.ask(by_meeting, people.chair, **asked))["earlierMeetings"]
    assert str(meeting_id) not in [each["meetingId"] for each in earlier]
    by_child = "query ($id: UUID!) { earlierMeetings(childId: $id) { kind outcomes { outcome } } }"
    assert (await api.ask(by_child, people.health, id=str(people.child_id)))["earlierMeetings"] == []
    answer = await api.send("{ earlierMeetings { kind } }", people.chair)
    assert [error["extensions"]["code"] for error in answer["errors"]] == ["one_of_two"]


async def test_being_named_in_a_restriction_gives_no_right_to_read_or_watch(
    api: Any, people: Any, office: Any, meeting_id: UUID
) -> None:
    part = {
        "heading": "WORRIES",
        "text": "For health only",
        "audience": "RESTRICTED",
        "restriction": {
            "ground": "THIRD_PARTY",
            "reason": "They treat her",
            "agencyIds": [str(people.health.agency_id)],
        },
    }
    sent = await api.command("submitContribution", people.police, meetingId=str(meeting_id), parts=[part])
    await office.board.wait_for(office.projections, sent["position"], 10)
    read = "query ($id: UUID!) { informationShared(meetingId: $id) { meetingId } }"
    hidden = await api.send(read, people.health, id=str(meeting_id))
    assert [each["extensions"]["code"] for each in hidden["errors"]] == ["meeting_not_found"]
    circle = (await circles_of(ScopedViews(office.views, None, Purpose.POLICY), [meeting_id]))[meeting_id]
    for person, watches in ((people.health, False), (people.police, True)):
        actor = Actor(person.practitioner_id, person.agency_id)
        assert decide(actor, Action.WATCH_MEETING, circle, LATER).allowed is watches
