"""Chapter four: the sitting, minute by minute: who is there, what is thought, what is decided and agreed."""

from typing import Any
from uuid import uuid4

from tests.end_to_end.story.cast import Cast
from tests.end_to_end.story.doing import absent, action, agree, attend, present
from tests.end_to_end.story.information_shared import BAIL, INTELLIGENCE
from tests.end_to_end.story.screens import Screens
from tests.end_to_end.support.clock import MovedClock, london

CALLS_TO_SHARE = "Tell the core group of every call to the address within a day"
REVIEW = "Carry out Noah's developmental review at home"
CHECK_IN = "Meet Isla every morning before registration"
ASSESSMENT = "Assess the parents' use of alcohol"
OWNERS = {CALLS_TO_SHARE: "police", REVIEW: "health", CHECK_IN: "school", ASSESSMENT: "social_care"}
DUE = {
    CALLS_TO_SHARE: "2026-03-27",
    REVIEW: "2026-04-02",
    CHECK_IN: "2026-03-24",
    ASSESSMENT: "2026-04-10",
}

_LIVE = """subscription ($meeting: UUID!) { meetingChanged(meetingId: $meeting) {
    kinds query { quoracy(meetingId: $meeting) { sittings { quorate missing } } } } }"""

_MY_WORK = """subscription { workListChanged { meetingIds query {
    workCounts(kinds: [ACCEPT_ACTION]) { kind items } } } }"""


async def told(cast: Cast, clock: MovedClock, conference: str) -> None:
    """Tell the chapter."""
    see = Screens(cast, conference)
    clock.move_to("2026-03-20 10:00")
    await _opened(cast, see, clock)
    await _quorate(cast, see, clock)
    clock.move_to("2026-03-20 11:00")
    await _what_is_thought(cast, see)
    await _decided(cast, see)
    await _agreed(cast, see)
    clock.move_to("2026-03-20 11:50")
    await _closed(cast, see)


async def _opened(cast: Cast, see: Screens, clock: MovedClock) -> None:
    meeting = see.meeting
    too_early = await cast.chair.may_not(
        "agreeAction", **action(meeting, REVIEW, cast.deputy, due=DUE[REVIEW])
    )
    assert too_early.code == "not_in_session"
    assert BAIL not in await see.reads(cast.dsl)
    await cast.chair.does("openSitting", meetingId=meeting)
    # What was held back for the meeting is on the table now; what is restricted stays restricted.
    assert BAIL in await see.reads(cast.dsl)
    assert INTELLIGENCE not in await see.reads(cast.dsl)
    mother = _family("Kerry Bowen", "parent")
    advocate = _family("Lou Ferris", "advocate")
    await cast.administrator.does(
        "recordAttendance",
        meetingId=meeting,
        attendees=[
            present(cast.chair, mode="IN_PERSON"),
            present(cast.social_worker, mode="IN_PERSON"),
            mother,
            advocate,
        ],
    )
    (now,) = await see.sittings(cast.chair)
    assert now["quorate"] is False
    assert now["counted"] == ["Children's social care (Investigating social worker)"]
    assert now["explanation"] == (
        "Not quorate. Children's social care was there (Investigating social worker). "
        "Besides, no agencies counted, and at least two are needed. "
        "Did not count: Conference chair (the chair leads the conference and represents no agency). "
        "Family members and those who came with them are heard, and do not count. "
        "Missing: two more agencies with direct contact or involvement with the child or family. "
        "The chair may proceed for one of these reasons, and must record it: "
        + "; ".join(each["sentence"].rstrip(".") for each in now["mayProceedFor"]).replace(
            "Agencies have a local difficulty in attending",
            "Agencies have a local difficulty in attending (report it to the safeguarding partners)",
        )
        + "."
    )
    early = await cast.chair.may_not(
        "makeDecision",
        meetingId=meeting,
        childId=cast.isla,
        outcome="PLAN_MADE",
        category="PHYSICAL",
        rationale="The injury.",
    )
    assert early.code == "decision_without_quoracy"


async def _quorate(cast: Cast, see: Screens, clock: MovedClock) -> None:
    clock.move_to("2026-03-20 10:12")
    async with cast.chair.hears(_LIVE, meeting=see.meeting) as ear:
        await ear.next()
        await attend(cast.administrator, see.meeting, cast.dsl, mode="IN_PERSON")
        one_more = (await ear.next())["meetingChanged"]["query"]["quoracy"]["sittings"][0]
        assert (one_more["quorate"], len(one_more["missing"])) == (False, 1)
        joined = london("2026-03-20 10:10")
        not_yet = await cast.administrator.may_not(
            "recordAttendance",
            meetingId=see.meeting,
            attendees=[present(cast.sergeant, joinedAt=london("2026-03-20 10:30"))],
        )
        assert not_yet.code == "date_in_the_future"
        await attend(cast.administrator, see.meeting, cast.sergeant, joinedAt=joined)
        enough = (await ear.next())["meetingChanged"]["query"]["quoracy"]["sittings"][0]
        assert (enough["quorate"], enough["missing"]) == (True, [])
    await attend(cast.administrator, see.meeting, cast.deputy)
    await cast.administrator.does(
        "recordAttendance",
        meetingId=see.meeting,
        attendees=[
            absent(cast.health_visitor, "REPRESENTED_BY_DEPUTY"),
            absent(cast.gp, "APOLOGIES"),
            absent(cast.probation_officer, "APOLOGIES"),
            absent(cast.housing_officer, "ABSENT_WITHOUT_APOLOGY"),
        ],
    )
    without_a_mode = await cast.administrator.may_not(
        "recordAttendance", meetingId=see.meeting, attendees=[present(cast.gp, mode=None)]
    )
    assert without_a_mode.code == "attendance_malformed"
    for child, how in ((cast.isla, "BRIEFED_ADVOCATE"), (cast.noah, "UNDER_FOUR")):
        await cast.administrator.does(
            "recordChildParticipation", meetingId=see.meeting, childId=child, participation=how
        )
    grid = await see.grid(cast.sergeant)
    assert {each["childId"]: each["participation"] for each in grid["children"]} == {
        cast.isla: "BRIEFED_ADVOCATE",
        cast.noah: "UNDER_FOUR",
    }
    (police,) = [each for each in grid["invitees"] if each["agencyId"] == cast.sergeant.agency_id]
    assert (police["mode"], police["joinedAt"][:16]) == ("VIDEO", "2026-03-20T10:10")
    assert await see.missing(cast.chair) == []


async def _what_is_thought(cast: Cast, see: Screens) -> None:
    thought = {
        cast.social_worker: ("AGREES", "DISAGREES"),
        cast.sergeant: ("AGREES", "DISAGREES"),
        cast.deputy: ("AGREES", "UNDECIDED"),
        cast.dsl: ("AGREES", "AGREES"),
    }
    for person, positions in thought.items():
        for child, position in zip((cast.isla, cast.noah), positions, strict=True):
            await person.does(
                "giveView",
                meetingId=see.meeting,
                childId=child,
                position=position,
                reasoning="On the threshold of significant harm, as far as we know the child.",
            )
    uninvited = await cast.uninvited.may_not(
        "giveView", meetingId=see.meeting, childId=cast.isla, position="AGREES", reasoning="I heard of it."
    )
    assert uninvited.code == "meeting_not_found"
    await cast.deputy.does(
        "noteReservation",
        meetingId=see.meeting,
        childId=cast.noah,
        text="We would want Noah weighed again before we are sure.",
    )
    views = (await see.record(cast.chair))["views"]
    about_noah = {cast.agency_of(v["agencyId"]): v["position"] for v in views if v["childId"] == cast.noah}
    assert about_noah == {
        "social_care": "DISAGREES",
        "police": "DISAGREES",
        "health": "UNDECIDED",
        "school": "AGREES",
    }


async def _decided(cast: Cast, see: Screens) -> None:
    isla: dict[str, Any] = {
        "meetingId": see.meeting,
        "childId": cast.isla,
        "outcome": "PLAN_MADE",
        "rationale": "She was hurt at home, and is likely to be hurt again without a plan.",
    }
    assert (await cast.chair.may_not("makeDecision", **isla)).code == "category_required"
    enquiry = {**isla, "outcome": "JOINT_SECTION_47_ENQUIRY"}
    assert (await cast.chair.may_not("makeDecision", **enquiry)).code == "outcome_not_for_kind"
    await cast.chair.does("makeDecision", **isla, category="EMOTIONAL")
    twice = await cast.chair.may_not("makeDecision", **isla, category="PHYSICAL")
    assert twice.code == "already_decided"
    await cast.chair.does(
        "reviseDecision",
        **isla,
        category="PHYSICAL",
        reason="The category was read out wrongly; the injury is what the plan is about.",
    )
    undecided = await cast.chair.may_not("closeSitting", meetingId=see.meeting)
    assert undecided.code == "nothing_decided"
    await cast.chair.does(
        "makeDecision",
        meetingId=see.meeting,
        childId=cast.noah,
        outcome="PLAN_NOT_REQUIRED",
        basis="CHAIR_DECIDED",
        rationale="He was not at home, and his needs can be met by a child in need plan.",
    )
    # The school does not leave it at a reservation.
    await cast.dsl.does(
        "raiseDissent",
        meetingId=see.meeting,
        childId=cast.noah,
        reason="The father's violence is the same for both children.",
    )
    decided = {
        each["childId"]: each["decisions"][-1] for each in (await see.record(cast.sergeant))["children"]
    }
    assert (decided[cast.isla]["outcome"], decided[cast.isla]["category"]) == ("PLAN_MADE", "PHYSICAL")
    assert decided[cast.isla]["revisedBecause"].startswith("The category was read out wrongly")
    assert (decided[cast.noah]["outcome"], decided[cast.noah]["basis"]) == (
        "PLAN_NOT_REQUIRED",
        "CHAIR_DECIDED",
    )


async def _agreed(cast: Cast, see: Screens) -> None:
    owners = {
        CALLS_TO_SHARE: cast.sergeant,
        REVIEW: cast.health_visitor,
        CHECK_IN: cast.dsl,
        ASSESSMENT: cast.social_worker,
    }
    nobodys = {**action(see.meeting, REVIEW, cast.deputy, due=DUE[REVIEW]), "agencyId": None}
    assert (await cast.chair.may_not("agreeAction", **nobodys)).code == "action_incomplete"
    yesterday = action(see.meeting, REVIEW, cast.deputy, due="2026-03-19")
    assert (await cast.chair.may_not("agreeAction", **yesterday)).code == "date_in_the_past"
    async with cast.dsl.hears(_MY_WORK) as ear:
        assert (await ear.next())["workListChanged"] == {"meetingIds": [], "query": {"workCounts": []}}
        # The school's list grows while the school sits at the table.
        await agree(cast.administrator, see.meeting, CHECK_IN, owners[CHECK_IN], due=DUE[CHECK_IN])
        heard = (await ear.next())["workListChanged"]
        assert heard["meetingIds"] == [see.meeting]
        assert heard["query"]["workCounts"] == [{"kind": "ACCEPT_ACTION", "items": 1}]
    for what, owner in owners.items():
        if what != CHECK_IN:
            await agree(cast.administrator, see.meeting, what, owner, due=DUE[what], childIds=[cast.noah])
    agreed = await see.actions(cast.sergeant)
    assert {what: cast.agency_of(each["agencyId"]) for what, each in agreed.items()} == OWNERS
    for what, owner in owners.items():
        assert (await see.work(owner))[f"ACCEPT_ACTION: {what}"] == DUE[what]


async def _closed(cast: Cast, see: Screens) -> None:
    await cast.chair.does("closeSitting", meetingId=see.meeting)
    (sitting,) = await see.sittings(cast.probation_officer)
    assert (sitting["result"], sitting["quorate"]) == ("QUORATE", True)
    assert sitting["counted"] == [
        "Children's social care (Investigating social worker)",
        "Education (Designated safeguarding lead)",
        "Health (Health visitor)",
        "Police (Detective sergeant)",
    ]
    assert await see.outcomes(cast.health_visitor) == {
        "social_care": "ATTENDED",
        "police": "ATTENDED",
        "health": "REPRESENTED_BY_DEPUTY",
        "school": "ATTENDED",
        "surgery": "APOLOGIES",
        "probation": "APOLOGIES",
        "housing": "ABSENT_WITHOUT_APOLOGY",
    }
    assert (await see.statuses(cast.chair))["housing"] == "SILENT"
    too_late = await cast.housing_officer.may_not(
        "submitContribution", meetingId=see.meeting, parts=[{"heading": "OTHER", "text": "Rent arrears."}]
    )
    assert too_late.code == "meeting_closed"
    assert (await see.clocks(cast.chair))["conference_held"] == ("MET", "2026-03-25")


def _family(name: str, role: str) -> dict[str, str]:
    return {
        "attendeeId": str(uuid4()),
        "name": name,
        "role": role,
        "status": "ATTENDED",
        "mode": "IN_PERSON",
    }
