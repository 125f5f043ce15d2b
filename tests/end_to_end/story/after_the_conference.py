"""Chapter five: the letter, the record, the core group, and a difference taken up the stages."""

from tests.end_to_end.story.cast import Cast
from tests.end_to_end.story.screens import Screens
from tests.end_to_end.support.clock import MovedClock

CORE_GROUP_DUE = "2026-04-07"
"""Ten working days after 20 March 2026: Good Friday and Easter Monday lie in between."""


async def told(cast: Cast, clock: MovedClock, conference: str) -> None:
    """Tell the chapter."""
    see = Screens(cast, conference)
    await _what_is_due(cast, see)
    clock.move_to("2026-03-23 12:00")
    await _letter(cast, see)
    escalation = await _escalated(cast, see)
    clock.move_to("2026-03-26 09:00")
    await _resolved(cast, see, escalation)
    await _confirmed(cast, see)
    await _issued(cast, see)
    clock.move_to("2026-03-31 14:00")
    await _core_group(cast, see)


async def _what_is_due(cast: Cast, see: Screens) -> None:
    chair = await see.work(cast.chair)
    assert chair["CONFIRM_RECORD"] == "2026-04-14"
    assert chair["ISSUE_DECISION_LETTER"] == "2026-03-23"
    assert chair["ANSWER_DISSENT"] is None
    assert await see.clocks(cast.administrator) == {
        "conference_held": ("MET", "2026-03-25"),
        "agency_reports": ("OVERDUE", "2026-03-17"),
        "decision_letter": ("RUNNING", "2026-03-23"),
        "record_of_conference": ("RUNNING", "2026-04-14"),
        "formal_dissent": ("MET", "2026-03-23"),
        "first_core_group": ("RUNNING", CORE_GROUP_DUE),
    }


async def _letter(cast: Cast, see: Screens) -> None:
    assert (
        await cast.administrator.may_not(
            "issueRecord", meetingId=see.meeting, variant="FULL", agencyId=cast.agencies["social_care"]
        )
    ).code == "record_not_confirmed"
    await cast.administrator.does("issueDecisionLetter", meetingId=see.meeting)
    assert (await see.clocks(cast.chair))["decision_letter"][0] == "MET"
    assert "ISSUE_DECISION_LETTER" not in await see.work(cast.administrator)


async def _escalated(cast: Cast, see: Screens) -> str:
    (dissent,) = (await see.record(cast.dsl))["dissents"]
    assert cast.agency_of(dissent["agencyId"]) == "school"
    beyond = await cast.dsl.may_not(
        "raiseEscalation",
        meetingId=see.meeting,
        agencyId=cast.dsl.agency_id,
        concern="Noah has no plan.",
        stage=9,
    )
    assert beyond.code == "no_further_stage"
    (escalation,) = await cast.dsl.does(
        "raiseEscalation",
        meetingId=see.meeting,
        agencyId=cast.dsl.agency_id,
        concern="Noah lives with the same risk and has no plan.",
        dissentId=dissent["dissentId"],
    )
    assert (await see.work(cast.manager))["ANSWER_ESCALATION"] == "2026-03-24"
    theirs = await cast.sergeant.may_not(
        "advanceEscalation", meetingId=see.meeting, escalationId=escalation, reason="No answer."
    )
    assert theirs.code == "another_agency"
    await cast.dsl.does(
        "advanceEscalation",
        meetingId=see.meeting,
        escalationId=escalation,
        reason="The team manager does not agree.",
    )
    assert (await see.work(cast.manager))["ANSWER_ESCALATION"] == "2026-03-25"
    return escalation


async def _resolved(cast: Cast, see: Screens, escalation: str) -> None:
    settled = "Both heads of service agree: Noah is reviewed within six weeks, with the school's report."
    await cast.dsl.does("resolveEscalation", meetingId=see.meeting, escalationId=escalation, outcome=settled)
    again = await cast.dsl.may_not(
        "resolveEscalation", meetingId=see.meeting, escalationId=escalation, outcome=settled
    )
    assert again.code == "escalation_not_found"
    (dissent,) = (await see.record(cast.chair))["dissents"]
    await cast.chair.does(
        "resolveDissent", meetingId=see.meeting, dissentId=dissent["dissentId"], outcome=settled
    )
    record = await see.record(cast.dsl)
    assert [each["outcome"] for each in (*record["dissents"], *record["escalations"])] == [settled] * 2
    assert [stage["respondBy"] for stage in record["escalations"][0]["stages"]] == [
        "2026-03-24",
        "2026-03-25",
    ]
    assert not {"ANSWER_DISSENT", "ANSWER_ESCALATION"} & set(await see.work(cast.chair))


async def _confirmed(cast: Cast, see: Screens) -> None:
    await cast.chair.does(
        "confirmRecord", meetingId=see.meeting, summary="Isla: a plan, physical abuse. Noah: none; reviewed."
    )
    late = await cast.sergeant.may_not(
        "raiseDissent", meetingId=see.meeting, childId=cast.noah, reason="We have thought again."
    )
    assert late.code == "record_already_confirmed"
    assert (await see.record(cast.gp))["status"] == "CONFIRMED"
    assert (await see.work(cast.administrator))["ISSUE_RECORD"] == "2026-04-14"


async def _issued(cast: Cast, see: Screens) -> None:
    for agency in ("police", "health", "school", "surgery", "probation", "housing"):
        await cast.administrator.does(
            "issueRecord", meetingId=see.meeting, variant="AGENCY", agencyId=cast.agencies[agency]
        )
    own = {"variant": "FULL", "agencyId": cast.agencies["social_care"]}
    await cast.administrator.does("issueRecord", meetingId=see.meeting, **own)
    nobody = await cast.administrator.may_not("issueRecord", meetingId=see.meeting, variant="FAMILY")
    assert nobody.code == "blank_text"
    await cast.administrator.does(
        "issueRecord", meetingId=see.meeting, variant="FAMILY", recipient="Kerry Bowen"
    )
    issued = (await see.record(cast.chair))["issued"]
    assert sorted(each["variant"] for each in issued) == ["AGENCY"] * 6 + ["FAMILY", "FULL"]
    assert "ISSUE_RECORD" not in await see.work(cast.administrator)
    assert (await see.clocks(cast.chair))["record_of_conference"][0] == "MET"


async def _core_group(cast: Cast, see: Screens) -> None:
    tomorrow = await cast.social_worker.may_not("recordCoreGroup", meetingId=see.meeting, heldOn="2026-04-01")
    assert tomorrow.code == "date_in_the_future"
    await cast.social_worker.does("recordCoreGroup", meetingId=see.meeting, heldOn="2026-03-31")
    assert (await see.clocks(cast.social_worker))["first_core_group"] == ("MET", CORE_GROUP_DUE)
