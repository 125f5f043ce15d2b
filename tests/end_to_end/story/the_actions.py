"""Chapter six: what becomes of the actions, until the last one is done and nobody has anything left to do."""

from tests.end_to_end.story.cast import Cast
from tests.end_to_end.story.doing import accept, action_of, complete
from tests.end_to_end.story.screens import Screens
from tests.end_to_end.story.the_conference import ASSESSMENT, CALLS_TO_SHARE, CHECK_IN, REVIEW
from tests.end_to_end.support.clock import MovedClock

_DONE = """query ($from: Date, $to: Date, $position: Int) {
    actionsDone(by: MONTH, byAgency: true, dueFrom: $from, dueTo: $to, atLeastPosition: $position) {
        period agencyId due doneOnTime doneLate notDone stillOpen putOff } }"""


async def told(cast: Cast, clock: MovedClock, conference: str) -> None:
    """Tell the chapter; it begins on 31 March, and two of the four dates have gone by."""
    see = Screens(cast, conference)
    await _overdue(cast, see)
    await _taken_on(cast, see)
    await _put_off(cast, see, clock)
    await _handed_over(cast, see, clock)
    clock.move_to("2026-04-20 16:00")
    await _the_last(cast, see)


async def _overdue(cast: Cast, see: Screens) -> None:
    late = {what for what, each in (await see.actions(cast.chair)).items() if each["overdue"]}
    assert late == {CALLS_TO_SHARE, CHECK_IN}
    assert await see.work(cast.sergeant) == {f"ACCEPT_ACTION: {CALLS_TO_SHARE}": "2026-03-27"}
    # Nobody else may take it on for the police but whoever convened.
    school = await cast.dsl.may_not("acceptAction", **await action_of(cast.dsl, see, CALLS_TO_SHARE))
    assert school.code == "another_agency"


async def _taken_on(cast: Cast, see: Screens) -> None:
    await accept(cast.sergeant, see, CALLS_TO_SHARE)
    assert await see.work(cast.sergeant) == {f"COMPLETE_ACTION: {CALLS_TO_SHARE}": "2026-03-27"}
    calls = await action_of(cast.sergeant, see, CALLS_TO_SHARE)
    blank = await cast.sergeant.may_not("completeAction", **calls, evidence=" ")
    assert blank.code == "blank_text"
    ahead = await cast.sergeant.may_not(
        "completeAction", **calls, evidence="A marker is set.", completedOn="2026-04-30"
    )
    assert ahead.code == "date_in_the_future"
    # It was done in time, and is told only now.
    await cast.sergeant.does(
        "completeAction", **calls, evidence="A marker is on the address.", completedOn="2026-03-25"
    )
    done = (await see.actions(cast.health_visitor))[CALLS_TO_SHARE]
    assert (done["status"], done["completedOn"], done["overdue"]) == ("COMPLETED", "2026-03-25", False)
    assert [step["kind"] for step in done["history"]] == ["AGREED", "ACCEPTED", "COMPLETED"]
    again = await cast.sergeant.may_not("completeAction", **calls, evidence="Twice.")
    assert again.code == "action_finished"
    await accept(cast.health_visitor, see, REVIEW)
    await cast.health_visitor.does(
        "reportProgress", **await action_of(cast.health_visitor, see, REVIEW), note="Booked for 2 April."
    )


async def _put_off(cast: Cast, see: Screens, clock: MovedClock) -> None:
    await accept(cast.dsl, see, CHECK_IN)
    check_in = await action_of(cast.dsl, see, CHECK_IN)
    back = await cast.dsl.may_not(
        "rescheduleAction", **check_in, due="2026-03-30", reason="The holidays came in between."
    )
    assert back.code == "date_in_the_past"
    await cast.dsl.does(
        "rescheduleAction", **check_in, due="2026-04-17", reason="The holidays came in between."
    )
    put_off = (await see.actions(cast.chair))[CHECK_IN]
    assert (put_off["firstDue"], put_off["due"], put_off["overdue"]) == ("2026-03-24", "2026-04-17", False)
    clock.move_to("2026-04-02 15:00")
    await complete(
        cast.health_visitor, see, REVIEW, evidence="Noah was seen at home; the chart is in his book."
    )
    assert await see.work(cast.health_visitor) == {}


async def _handed_over(cast: Cast, see: Screens, clock: MovedClock) -> None:
    """Whether the parents drink is for another service to assess, which has to accept it in its turn."""
    clock.move_to("2026-04-08 10:00")
    assessment = await action_of(cast.social_worker, see, ASSESSMENT)
    unknown = await cast.social_worker.may_not(
        "reassignAction", **assessment, agencyId=cast.gp.agency_id, role="family_doctor", reason="They know."
    )
    assert unknown.code == "unknown_role"
    await accept(cast.social_worker, see, ASSESSMENT)
    await cast.social_worker.does(
        "reassignAction",
        **assessment,
        agencyId=cast.gp.agency_id,
        role="gp",
        reason="The parents asked for it.",
    )
    assert await see.work(cast.gp) == {f"ACCEPT_ACTION: {ASSESSMENT}": "2026-04-10"}
    assert await see.work(cast.social_worker) == {}
    await accept(cast.gp, see, ASSESSMENT)
    clock.move_to("2026-04-13 10:00")
    assert (await see.actions(cast.chair))[ASSESSMENT]["overdue"] is True
    await complete(cast.gp, see, ASSESSMENT, evidence="Assessed and referred; both have come twice.")
    clock.move_to("2026-04-17 15:00")
    await complete(cast.dsl, see, CHECK_IN, evidence="Sixteen mornings, in the log that the core group saw.")


async def _the_last(cast: Cast, see: Screens) -> None:
    actions = await see.actions(cast.chair)
    assert {each["status"] for each in actions.values()} == {"COMPLETED"}
    assert [step["kind"] for step in actions[ASSESSMENT]["history"]] == [
        "AGREED",
        "ACCEPTED",
        "REASSIGNED",
        "ACCEPTED",
        "COMPLETED",
    ]
    for person in (
        cast.administrator,
        cast.chair,
        cast.manager,
        cast.social_worker,
        cast.sergeant,
        cast.health_visitor,
        cast.dsl,
        cast.gp,
        cast.probation_officer,
        cast.housing_officer,
    ):
        assert await see.work(person) == {}, person.name
    months = {"from": "2026-03-01", "to": "2026-04-30"}
    done = (await cast.board_member.asks(_DONE, **months))["actionsDone"]
    assert {(each["period"], cast.agency_of(each["agencyId"])) for each in done} >= {
        ("2026-03", "social_care"),
        ("2026-03", "police"),
        ("2026-04", "health"),
        ("2026-04", "school"),
        ("2026-04", "surgery"),
    }
    # One action is a small number.
    assert not any(each["due"] or each["doneOnTime"] or each["doneLate"] for each in done)
