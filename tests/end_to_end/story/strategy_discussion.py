"""Chapter one: a strategy discussion in three sittings, and a joint section 47 enquiry."""

from uuid import uuid4

from tests.end_to_end.story.cast import Cast
from tests.end_to_end.story.doing import (
    accept,
    agree,
    answer,
    attend,
    complete,
    contribute,
    declare,
    invite,
)
from tests.end_to_end.story.screens import Screens
from tests.end_to_end.support.clock import MovedClock, london

CALLS = "Three calls to the address since January; on Sunday Isla ran to a neighbour with a cut lip."
CONTACTS = "Isla was seen at the practice on Friday. Noah missed two developmental reviews."
VISIT = "Visit the children at home and at school, together"


async def told(cast: Cast, clock: MovedClock) -> str:
    """Tell the chapter, and return the meeting's id."""
    clock.move_to("2026-03-02 09:10")
    meeting = await _convened(cast)
    see = Screens(cast, meeting)
    await _asked_and_answered(cast, see)
    clock.move_to("2026-03-02 14:00")
    await _first_sitting(cast, see, clock)
    clock.move_to("2026-03-03 10:00")
    await _second_sitting(cast, see, clock)
    clock.move_to("2026-03-04 09:30")
    await _decided(cast, see, clock)
    await _followed_up(cast, see, clock)
    return meeting


async def _convened(cast: Cast) -> str:
    meeting = str(uuid4())
    convene = {
        "meetingId": meeting,
        "kind": "STRATEGY_DISCUSSION",
        "reason": "Police protection was considered on Sunday night; an injury is not explained.",
        "chairId": cast.manager.id,
        "children": [{"childId": cast.isla}, {"childId": cast.noah}],
        "ruleSet": {"id": "england-baseline", "version": "2026-1"},
        "form": "VIDEO",
    }
    yesterday = await cast.administrator.may_not(
        "conveneMeeting", **convene, scheduledFor=london("2026-03-01 14:00")
    )
    assert yesterday.code == "date_in_the_past"
    await cast.administrator.does("conveneMeeting", **convene, scheduledFor=london("2026-03-02 14:00"))
    return meeting


async def _asked_and_answered(cast: Cast, see: Screens) -> None:
    asked = {
        cast.social_worker: "What the referral says and what the family told you.",
        cast.sergeant: "Calls, crimes and intelligence on the household for two years.",
        cast.health_visitor: "Contacts with both children, and whether a medical is needed.",
    }
    for person, what in asked.items():
        await invite(cast.administrator, see.meeting, person, why="A cut lip, not explained", asked=what)
    # Each sees what to do, by when, and why it is asked; nobody else sees that there is a meeting.
    todo = dict.fromkeys(("ANSWER_INVITATION", "CONTRIBUTE", "DECLARE_INVOLVEMENT"), "2026-03-02")
    for person in (cast.sergeant, cast.health_visitor):
        assert await see.work(person) == todo
    assert await see.work(cast.manager) == {"CHAIR_MEETING": "2026-03-02"}
    assert await see.work(cast.dsl) == {}
    await see.closed_to(cast.dsl)
    await see.closed_to(cast.board_member)
    (request,) = (await see.information(cast.sergeant))["police"]["requests"]
    assert request == {
        "why": "A cut lip, not explained",
        "asked": "Calls, crimes and intelligence on the household for two years.",
        "role": "detective_sergeant",
    }
    await contribute(cast.sergeant, see.meeting, {"heading": "CHRONOLOGY", "text": CALLS})
    await contribute(cast.health_visitor, see.meeting, {"heading": "WORRIES", "text": CONTACTS})
    for person in (cast.sergeant, cast.health_visitor, cast.social_worker):
        await declare(person, see.meeting, "CURRENT", significant=True)
        await answer(person, see.meeting, "ACCEPTED")
        assert await see.reads(person) == {CALLS, CONTACTS}
    assert await see.work(cast.sergeant) == {}
    assert await see.statuses(cast.manager) == {
        "social_care": "REQUESTED",
        "police": "SUBMITTED",
        "health": "SUBMITTED",
    }


async def _first_sitting(cast: Cast, see: Screens, clock: MovedClock) -> None:
    # The social worker is still at the hospital, and a manager who does not hold the case stands in.
    chair = cast.manager
    not_open = await chair.may_not("closeSitting", meetingId=see.meeting)
    assert not_open.code == "not_in_session"
    await chair.does("openSitting", meetingId=see.meeting)
    await attend(chair, see.meeting, cast.duty_manager, cast.sergeant, cast.health_visitor)
    (now,) = await see.sittings(chair)
    assert (now["quorate"], now["result"]) == (False, None)
    assert now["explanation"].startswith("Not quorate. Children's social care was not there, and must be.")
    assert "does not stand for children's social care" in now["explanation"]
    assert await see.missing(chair) == ["Investigating social worker", "Team manager"]
    refused = await chair.may_not(
        "makeDecision",
        meetingId=see.meeting,
        childId=cast.isla,
        outcome="JOINT_SECTION_47_ENQUIRY",
        rationale="The injury is not explained.",
    )
    assert refused.code == "decision_without_quoracy"
    wrong_ground = await chair.may_not(
        "proceedInquorate", meetingId=see.meeting, ground="everybody_is_busy", reason="No time."
    )
    assert wrong_ground.code == "exception_not_allowed"
    clock.move_to("2026-03-02 14:20")
    await chair.does(
        "adjournInquorate",
        meetingId=see.meeting,
        reason="Whoever sees the children has to hear this first.",
        interimArrangements="The children stay with their grandmother tonight.",
        reconveneOn="2026-03-03",
    )
    (adjourned,) = await see.sittings(cast.health_visitor)
    assert adjourned["result"] == "INQUORATE_ADJOURNED"
    assert adjourned["interimArrangements"] == "The children stay with their grandmother tonight."
    assert await see.work(chair) == {"CHAIR_MEETING": "2026-03-03"}


async def _second_sitting(cast: Cast, see: Screens, clock: MovedClock) -> None:
    chair = cast.manager
    await chair.does("openSitting", meetingId=see.meeting)
    twice = await chair.may_not("openSitting", meetingId=see.meeting)
    assert twice.code == "already_in_session"
    await attend(chair, see.meeting, chair, cast.social_worker, cast.sergeant, cast.health_visitor)
    assert (await see.sittings(cast.sergeant))[1]["explanation"].startswith("Quorate.")
    assert await see.missing(chair) == []
    needless = await chair.may_not(
        "adjournInquorate",
        meetingId=see.meeting,
        reason="To wait for the medical.",
        interimArrangements="As before.",
        reconveneOn="2026-03-04",
    )
    assert needless.code == "sitting_is_quorate"
    clock.move_to("2026-03-03 10:40")
    # They wait for the medical, so the discussion goes on tomorrow.
    await chair.does("closeSitting", meetingId=see.meeting, final=False)


async def _decided(cast: Cast, see: Screens, clock: MovedClock) -> None:
    chair = cast.manager
    await chair.does("openSitting", meetingId=see.meeting)
    await attend(chair, see.meeting, chair, cast.social_worker, cast.sergeant, cast.health_visitor)
    a_plan = await chair.may_not(
        "makeDecision",
        meetingId=see.meeting,
        childId=cast.isla,
        outcome="PLAN_MADE",
        category="PHYSICAL",
        rationale="The injury is not explained.",
    )
    assert a_plan.code == "outcome_not_for_kind"
    for child in (cast.isla, cast.noah):
        await chair.does(
            "makeDecision",
            meetingId=see.meeting,
            childId=child,
            outcome="JOINT_SECTION_47_ENQUIRY",
            rationale="The injury is not explained, and a crime may have been committed.",
            medical=child == cast.isla,
            conferenceRequired=True,
        )
    await agree(chair, see.meeting, VISIT, cast.social_worker, due="2026-03-05")
    clock.move_to("2026-03-04 10:10")
    await chair.does("closeSitting", meetingId=see.meeting)
    decisions = {
        each["childId"]: each["decisions"][0] for each in (await see.record(cast.sergeant))["children"]
    }
    assert {each["outcome"] for each in decisions.values()} == {"JOINT_SECTION_47_ENQUIRY"}
    assert (decisions[cast.isla]["medical"], decisions[cast.noah]["medical"]) == (True, False)
    results = [each["result"] for each in await see.sittings(cast.sergeant)]
    assert results == ["INQUORATE_ADJOURNED", "QUORATE", "QUORATE"]


async def _followed_up(cast: Cast, see: Screens, clock: MovedClock) -> None:
    assert await see.work(cast.manager) == {
        "CONFIRM_RECORD": "2026-03-05",
        f"ACCEPT_ACTION: {VISIT}": "2026-03-05",
    }
    clock.move_to("2026-03-05 16:00")
    await cast.manager.does("confirmRecord", meetingId=see.meeting, summary="A joint enquiry from 4 March.")
    for person in (cast.social_worker, cast.sergeant, cast.health_visitor):
        await cast.administrator.does(
            "issueRecord", meetingId=see.meeting, variant="AGENCY", agencyId=person.agency_id
        )
    visit = (await see.actions(cast.social_worker))[VISIT]
    assert (visit["status"], visit["overdue"]) == ("AGREED", False)
    await accept(cast.social_worker, see, VISIT)
    assert await see.work(cast.social_worker) == {f"COMPLETE_ACTION: {VISIT}": "2026-03-05"}
    await complete(cast.social_worker, see, VISIT, evidence="Both children were seen, alone.")
    for person in (cast.manager, cast.social_worker, cast.sergeant, cast.health_visitor, cast.administrator):
        assert await see.work(person) == {}
    assert (await see.clocks(cast.manager))["discussion_held"] == ("MET", "2026-03-03")
