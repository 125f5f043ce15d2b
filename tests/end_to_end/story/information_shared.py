"""Chapter three: involvement declared and challenged; what each agency knows, and who may read it."""

from typing import Any

from tests.end_to_end.story.cast import Cast
from tests.end_to_end.story.doing import contribute, declare
from tests.end_to_end.story.screens import Screens
from tests.end_to_end.support.client import Ear
from tests.end_to_end.support.clock import MovedClock

REPORT = "Isla says that she is frightened when the shouting starts. The father does not accept the injury."
CALLS = "Police were called three times; the mother did not wish to give a statement."
INTELLIGENCE = "A person who visits the address is the subject of a live operation."
BAIL = "The father is on bail with a condition not to go to the address."
WISH = "I want Dad to stop shouting and I want to stay at my school."
ATTENDANCE = "Isla was absent on nine Tuesdays this term."
ATTENDANCE_CORRECTED = "Isla was absent on nine days this term, mostly Tuesdays."
A_COUSIN = "Her cousin was excluded last year."
REVIEWS = "Noah missed two developmental reviews and was brought to the third."
MOTHERS_HEALTH = (
    "The mother told me of her low mood, and agrees that I share it when she has heard it from me."
)
FOR_ALL = {REPORT, CALLS, WISH, ATTENDANCE}

_LIVE = """subscription ($meeting: UUID!) { meetingChanged(meetingId: $meeting) {
    kinds query { informationShared(meetingId: $meeting) { count(status: SUBMITTED)
        agencies { agencyId parts { text } } } } } }"""


async def told(cast: Cast, clock: MovedClock, conference: str) -> None:
    """Tell the chapter."""
    see = Screens(cast, conference)
    clock.move_to("2026-03-10 10:00")
    await _involvement(cast, see)
    clock.move_to("2026-03-12 15:00")
    async with cast.chair.hears(_LIVE, meeting=conference) as ear:
        assert (await ear.next())["meetingChanged"]["kinds"] == []
        await _the_police(cast, see, ear)
    await _the_others_in_time(cast, see)
    await _second_thoughts(cast, see)
    clock.move_to("2026-03-18 09:00")
    await _after_the_date(cast, see)


async def _involvement(cast: Cast, see: Screens) -> None:
    for person in (cast.social_worker, cast.health_visitor, cast.dsl):
        await declare(person, see.meeting, "CURRENT", significant=True)
    await declare(cast.gp, see.meeting, "HISTORIC")
    contradictory = await cast.probation_officer.may_not(
        "declareInvolvement", meetingId=see.meeting, level="NONE", significant=True
    )
    assert contradictory.code == "significant_without_involvement"
    await declare(cast.probation_officer, see.meeting, "NONE")
    await declare(cast.sergeant, see.meeting, "NONE")
    challenge = {"meetingId": see.meeting, "reason": "The strategy discussion heard of three calls."}
    undeclared = await cast.chair.may_not(
        "challengeInvolvement", **challenge, agencyId=cast.housing_officer.agency_id
    )
    assert undeclared.code == "no_involvement_declared"
    uninvited = await cast.uninvited.may_not("declareInvolvement", meetingId=see.meeting, level="CURRENT")
    assert uninvited.code == "meeting_not_found"
    await cast.chair.does("challengeInvolvement", **challenge, agencyId=cast.sergeant.agency_id)
    assert (await see.involvement(cast.dsl))["police"] == "NONE?"
    assert (await see.work(cast.sergeant))["RESPOND_TO_CHALLENGE"] == "2026-03-20"
    await cast.chair.does(
        "settleInvolvement",
        meetingId=see.meeting,
        agencyId=cast.sergeant.agency_id,
        level="CURRENT",
        significant=True,
        reason="The sergeant agrees: the form was filled in before the calls were found.",
    )
    assert await see.involvement(cast.chair) == {
        "social_care": "CURRENT_SIGNIFICANT",
        "police": "CURRENT_SIGNIFICANT",
        "health": "CURRENT_SIGNIFICANT",
        "school": "CURRENT_SIGNIFICANT",
        "surgery": "HISTORIC",
        "probation": "NONE",
        "housing": "NOT_DECLARED",
    }
    assert set(await see.work(cast.sergeant)) == {"CONTRIBUTE"}


async def _the_police(cast: Cast, see: Screens, ear: Ear) -> None:
    restricted = {"heading": "OTHER", "text": INTELLIGENCE, "audience": "RESTRICTED"}
    without_a_reason = await cast.sergeant.may_not(
        "submitContribution", meetingId=see.meeting, parts=[restricted]
    )
    assert without_a_reason.code == "part_malformed"
    for_the_manager = {
        "ground": "POLICE_INTELLIGENCE",
        "reason": "Disclosure would put a live operation at risk.",
        "agencyIds": [cast.agencies["social_care"]],
    }
    await contribute(
        cast.sergeant,
        see.meeting,
        {"heading": "CHRONOLOGY", "text": CALLS},
        {**restricted, "restriction": for_the_manager},
        {"heading": "FUTURE_DANGER", "text": BAIL, "release": "AT_MEETING"},
    )
    # The chair's screen moves by itself.
    heard = (await ear.next())["meetingChanged"]
    assert heard["kinds"] == ["quorate.meeting.contribution_submitted"]
    shared = heard["query"]["informationShared"]
    police = [each for each in shared["agencies"] if each["agencyId"] == cast.sergeant.agency_id]
    assert {part["text"] for part in police[0]["parts"]} == {CALLS, INTELLIGENCE, BAIL}
    assert await see.work(cast.sergeant) == {}
    assert await see.reads(cast.social_worker) == {CALLS, INTELLIGENCE}
    assert await see.reads(cast.dsl) == {CALLS}


async def _the_others_in_time(cast: Cast, see: Screens) -> None:
    await contribute(cast.social_worker, see.meeting, {"heading": "WORRIES", "text": REPORT})
    wish: dict[str, Any] = {
        "heading": "CHILDS_WISHES_AND_FEELINGS",
        "text": WISH,
        "childId": cast.isla,
        "audience": "SHAREABLE_WITH_FAMILY",
    }
    await contribute(
        cast.dsl,
        see.meeting,
        wish,
        {"heading": "WORRIES", "text": ATTENDANCE},
        {"heading": "OTHER", "text": A_COUSIN},
    )
    await cast.probation_officer.does(
        "sayNothingHeld", meetingId=see.meeting, searched="The case system, for both parents, ten years."
    )
    await cast.gp.does(
        "declineContribution",
        meetingId=see.meeting,
        reason="The mother's consent is refused; I hold nothing that overrides it.",
    )
    own = await cast.dsl.may_not("sayNothingHeld", meetingId=see.meeting, searched="The school's files.")
    assert own.code == "part_malformed"
    uninvited = await cast.uninvited.may_not(
        "submitContribution", meetingId=see.meeting, parts=[{"heading": "OTHER", "text": "A rumour."}]
    )
    assert uninvited.code == "meeting_not_found"
    shared = await see.information(cast.chair)
    assert shared["probation"]["searched"] == "The case system, for both parents, ten years."
    assert shared["surgery"]["declinedBecause"].startswith("The mother's consent is refused")
    assert await see.reads(cast.probation_officer) == FOR_ALL | {A_COUSIN}


async def _second_thoughts(cast: Cast, see: Screens) -> None:
    """The school corrects a sentence, and takes one back that was not its to share."""
    parts = {part["text"]: part["partId"] for part in (await see.information(cast.dsl))["school"]["parts"]}
    for_the_school = {"meetingId": see.meeting, "partId": parts[ATTENDANCE]}
    change = {"text": ATTENDANCE_CORRECTED, "reason": "Two of the days were other days."}
    theirs = await cast.sergeant.may_not("correctPart", **for_the_school, **change)
    assert theirs.code == "part_not_found"
    await cast.dsl.does("correctPart", **for_the_school, **change)
    withdrawal = {"meetingId": see.meeting, "partId": parts[A_COUSIN], "reason": "It is about another child."}
    await cast.dsl.does("withdrawPart", **withdrawal)
    assert (await cast.dsl.may_not("withdrawPart", **withdrawal)).code == "part_withdrawn"
    now = FOR_ALL - {ATTENDANCE} | {ATTENDANCE_CORRECTED}
    assert await see.reads(cast.probation_officer) == now
    (corrected,) = [
        part
        for part in (await see.information(cast.chair))["school"]["parts"]
        if part["text"] == ATTENDANCE_CORRECTED
    ]
    assert [each["text"] for each in corrected["wordings"]] == [ATTENDANCE, ATTENDANCE_CORRECTED]
    (gone,) = [
        part for part in (await see.information(cast.sergeant))["school"]["parts"] if part["withdrawn"]
    ]
    # That it was withdrawn is told, so that nobody relies on it; what it said is not.
    assert (gone["text"], gone["wordings"]) == (None, [])
    assert gone["withdrawn"] == {"reason": "It is about another child."}


async def _after_the_date(cast: Cast, see: Screens) -> None:
    overdue = {name: each["overdue"] for name, each in (await see.information(cast.chair)).items()}
    assert [name for name, late in overdue.items() if late] == ["health", "housing"]
    reports = await see.reports(cast.chair)
    assert (reports["police"], reports["health"], reports["housing"]) == ("MET", "OVERDUE", "OVERDUE")
    (for_later,) = await contribute(
        cast.health_visitor,
        see.meeting,
        {"heading": "OTHER", "text": MOTHERS_HEALTH, "release": "BY_HAND"},
    )
    await contribute(cast.health_visitor, see.meeting, {"heading": "CHRONOLOGY", "text": REVIEWS})
    assert (await see.information(cast.chair))["health"]["late"] is True
    assert (await see.reports(cast.chair))["health"] == "MET_LATE"
    everybody = FOR_ALL - {ATTENDANCE} | {ATTENDANCE_CORRECTED, REVIEWS}
    assert await see.reads(cast.gp) == everybody
    assert await see.reads(cast.deputy) == everybody | {MOTHERS_HEALTH}
    by_hand = {"meetingId": see.meeting, "partId": for_later}
    assert (await cast.dsl.may_not("releasePart", **by_hand)).code == "part_not_found"
    await cast.health_visitor.does("releasePart", **by_hand)
    assert (await cast.health_visitor.may_not("releasePart", **by_hand)).code == "part_already_released"
    everybody |= {MOTHERS_HEALTH}
    assert await see.reads(cast.gp) == everybody
    # The school goes on seeing what it withdrew itself.
    assert await see.reads(cast.dsl) == everybody | {A_COUSIN}
    assert await see.reads(cast.sergeant) == everybody | {INTELLIGENCE, BAIL}
    assert await see.reads(cast.social_worker) == everybody | {INTELLIGENCE}
    # The chair reads everything at all times, what was withdrawn included.
    assert await see.reads(cast.chair) == everybody | {INTELLIGENCE, BAIL, A_COUSIN}
    for stranger in (cast.uninvited, cast.board_member):
        await see.closed_to(stranger)
    assert await see.wishes(cast.gp) == {cast.isla: WISH}
    assert await see.statuses(cast.chair) == {
        "social_care": "SUBMITTED",
        "police": "SUBMITTED",
        "health": "SUBMITTED",
        "school": "SUBMITTED",
        "surgery": "DECLINED",
        "probation": "NOTHING_HELD",
        "housing": "REQUESTED",
    }
