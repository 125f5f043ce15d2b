"""The same people come to two conferences. Under one local rule set they may decide, under the other not."""

from uuid import uuid4

from tests.end_to_end.story.cast import Cast, assemble
from tests.end_to_end.story.doing import present
from tests.end_to_end.story.screens import Screens
from tests.end_to_end.support.client import api_at
from tests.end_to_end.support.clock import MovedClock, london
from tests.end_to_end.support.house import running_house

from quorate_services.postgres.cluster import Cluster


async def test_two_health_disciplines_are_two_here_and_one_there_and_the_chair_is_told_why(
    cluster: Cluster, migrated_template: str
) -> None:
    clock = MovedClock("2026-03-02 09:00")
    async with (
        running_house(cluster, migrated_template, clock) as house,
        api_at(house.address) as api,
    ):
        cast = await assemble(house, api)
        meetings = {name: await _convened(cast, name) for name in ("northbrook", "saltmarsh")}
        clock.move_to("2026-03-20 10:00")
        for meeting in meetings.values():
            await _sits(cast, meeting)
        (northbrook,) = await Screens(cast, meetings["northbrook"]).sittings(cast.chair)
        (saltmarsh,) = await Screens(cast, meetings["saltmarsh"]).sittings(cast.chair)

        assert northbrook["quorate"] is True
        assert northbrook["explanation"] == (
            "Quorate. Children's social care was there (Social worker). Besides, two disciplines counted, "
            "and at least two are needed: Health visiting (Health visitor); School nursing (School nurse)."
        )
        assert saltmarsh["quorate"] is False
        assert saltmarsh["explanation"].startswith(
            "Not quorate. Children's social care was there (Social worker). Besides, one discipline counted, "
            "and at least two are needed: Health (Health visitor, School nurse). "
            "Missing: one more discipline with direct contact or involvement with the child or family. "
            "The chair may proceed for one of these reasons"
        )
        assert saltmarsh["mayProceedFor"][0] == {
            "code": "chair_accepts_two_agencies",
            "sentence": "The chair accepts two agencies, children's social care being one of them",
        }

        decision = {"childId": cast.isla, "outcome": "PLAN_NOT_REQUIRED", "rationale": "Needs are met."}
        await cast.chair.does("makeDecision", meetingId=meetings["northbrook"], **decision)
        refused = await cast.chair.may_not("makeDecision", meetingId=meetings["saltmarsh"], **decision)
        assert refused.code == "decision_without_quoracy"
        await cast.chair.does(
            "proceedInquorate",
            meetingId=meetings["saltmarsh"],
            ground="chair_accepts_two_agencies",
            reason="Both nurses know the family well.",
        )
        await cast.chair.does("makeDecision", meetingId=meetings["saltmarsh"], **decision)


async def _convened(cast: Cast, rules: str) -> str:
    meeting = str(uuid4())
    await cast.administrator.does(
        "conveneMeeting",
        meetingId=meeting,
        kind="INITIAL_CONFERENCE",
        reason="Concerns about neglect",
        scheduledFor=london("2026-03-20 10:00"),
        chairId=cast.chair.id,
        children=[{"childId": cast.isla}],
        ruleSet={"id": rules, "version": "2026-1"},
    )
    for agency_id, role in (
        (cast.social_worker.agency_id, "social_worker"),
        (cast.health_visitor.agency_id, "health_visitor"),
        (cast.health_visitor.agency_id, "school_nurse"),
    ):
        await cast.administrator.does(
            "inviteAgency",
            meetingId=meeting,
            agencyId=agency_id,
            role=role,
            why="They know the family.",
            asked="What is known.",
        )
    return meeting


async def _sits(cast: Cast, meeting: str) -> None:
    await cast.chair.does("openSitting", meetingId=meeting)
    await cast.administrator.does(
        "recordAttendance",
        meetingId=meeting,
        attendees=[
            present(cast.social_worker, role="social_worker"),
            present(cast.health_visitor),
            present(cast.deputy, role="school_nurse"),
        ],
    )
