"""Chapter two: the conference is convened, agencies are told why and what, and answer in every way."""

from uuid import uuid4

from tests.end_to_end.story.cast import Cast
from tests.end_to_end.story.doing import answer, invitation, invitation_of, invite
from tests.end_to_end.story.screens import NOT_FOR_YOU, Screens
from tests.end_to_end.support.client import Person
from tests.end_to_end.support.clock import MovedClock, london

RULES = {"id": "england-baseline", "version": "2026-1"}
WHY = "The enquiry found that Isla was hurt at home; the children may be at continuing risk."
FIRST_DATE, FIRST_REPORT_DUE = "2026-03-18", "2026-03-13"
CONFERENCE, REPORT_DUE = "2026-03-20", "2026-03-17"

_EARLIER = """query ($meeting: UUID!, $position: Int) {
    earlierMeetings(meetingId: $meeting, atLeastPosition: $position) {
        meetingId kind outcomes { childId outcome } agencies { status parts { text } } } }"""


async def told(cast: Cast, clock: MovedClock, discussion: str) -> str:
    """Tell the chapter, and return the conference's id."""
    clock.move_to("2026-03-06 11:00")
    conference = await _convened(cast, discussion)
    see = Screens(cast, conference)
    await _invited(cast, see)
    await _what_is_known_already(cast, see, discussion)
    clock.move_to("2026-03-09 09:00")
    await _moved(cast, see)
    await _answered(cast, see)
    return conference


async def _convened(cast: Cast, discussion: str) -> str:
    conference = str(uuid4())
    convene = {
        "meetingId": conference,
        "kind": "INITIAL_CONFERENCE",
        "reason": WHY,
        "scheduledFor": london("2026-03-18 10:00"),
        "chairId": cast.chair.id,
        "children": [{"childId": cast.isla}, {"childId": cast.noah}],
        "ruleSet": RULES,
        "form": "HYBRID",
        "place": "Civic Centre, room 4, and by video",
        "anchors": [{"anchor": "SECTION_47_STARTED", "on": "2026-03-04"}],
        "follows": discussion,
        "reference": "CONF-2026-0117",
    }
    nobody = await cast.administrator.may_not("conveneMeeting", **{**convene, "children": []})
    assert nobody.code == "no_children"
    await cast.administrator.does("conveneMeeting", **convene)
    again = await cast.administrator.may_not("conveneMeeting", **convene)
    assert again.code == "meeting_already_convened"
    see = Screens(cast, conference)
    assert (await see.record(cast.chair))["follows"] == discussion
    # Fifteen working days from the enquiry; and the clocks of what comes after have not started.
    assert await see.clocks(cast.chair) == {
        "conference_held": ("RUNNING", "2026-03-25"),
        "agency_reports": ("RUNNING", FIRST_REPORT_DUE),
        "decision_letter": ("NOT_STARTED", None),
        "record_of_conference": ("NOT_STARTED", None),
        "formal_dissent": ("NOT_STARTED", None),
        "first_core_group": ("NOT_STARTED", None),
    }
    assert await see.work(cast.chair) == {"CHAIR_MEETING": FIRST_DATE}
    return conference


def _asked(cast: Cast) -> dict[Person, str]:
    return {
        cast.social_worker: "The report of the enquiry, and what each child says.",
        cast.sergeant: "The criminal enquiry, and every call to the address.",
        cast.health_visitor: "Both children's development, and the parents' health as it bears on care.",
        cast.dsl: "Attendance, and what Isla says at school.",
        cast.gp: "Attendances and injuries.",
        cast.probation_officer: "Whether the father is supervised, and the risk that he poses.",
        cast.housing_officer: "The tenancy, arrears, and complaints of noise.",
    }


async def _invited(cast: Cast, see: Screens) -> None:
    for person, what in _asked(cast).items():
        await invite(cast.administrator, see.meeting, person, why=WHY, asked=what)
    wrong = {**invitation(see.meeting, cast.uninvited, why=WHY, asked="Siblings."), "role": "headmaster"}
    assert (await cast.administrator.may_not("inviteAgency", **wrong)).code == "unknown_role"
    twice = invitation(see.meeting, cast.dsl, why=WHY, asked="Attendance.")
    assert (await cast.administrator.may_not("inviteAgency", **twice)).code == "already_invited"
    for person, what in _asked(cast).items():
        assert await see.work(person) == {
            "ANSWER_INVITATION": FIRST_DATE,
            "CONTRIBUTE": FIRST_REPORT_DUE,
            "DECLARE_INVOLVEMENT": FIRST_DATE,
        }
        asked = (await see.information(person))[cast.agency_of(person.agency_id)]
        assert (asked["requests"][0]["why"], asked["requests"][0]["asked"]) == (WHY, what)
        assert (asked["reportDue"], asked["status"]) == (FIRST_REPORT_DUE, "REQUESTED")
    for stranger in (cast.uninvited, cast.board_member):
        await see.closed_to(stranger)
    # Nobody has been there yet: the rules say at once whom the conference cannot do without.
    missing = (await see.grid(cast.chair))["missing"]
    assert {each["label"]: each["invited"] for each in missing} == {
        "Social worker": True,
        "Police": True,
        "Health": True,
        "Education": True,
    }


async def _what_is_known_already(cast: Cast, see: Screens, discussion: str) -> None:
    """Whoever was at the discussion finds it from the conference; the school was not, and does not."""
    for person in (cast.chair, cast.sergeant, cast.health_visitor):
        (earlier,) = (await person.asks(_EARLIER, meeting=see.meeting))["earlierMeetings"]
        assert (earlier["meetingId"], earlier["kind"]) == (discussion, "STRATEGY_DISCUSSION")
        assert {each["outcome"] for each in earlier["outcomes"]} == {"JOINT_SECTION_47_ENQUIRY"}
        assert sum(len(each["parts"]) for each in earlier["agencies"]) == 2
    assert (await cast.dsl.asks(_EARLIER, meeting=see.meeting))["earlierMeetings"] == []


async def _moved(cast: Cast, see: Screens) -> None:
    """The mother can only come on the Friday; the date for reports moves with it."""
    move = {"meetingId": see.meeting, "scheduledFor": london("2026-03-20 10:00"), "form": "HYBRID"}
    assert (await cast.administrator.may_not("rescheduleMeeting", **move, reason=" ")).code == "blank_text"
    await cast.administrator.does(
        "rescheduleMeeting", **move, reason="The mother has a hearing on Wednesday.", place="Room 4"
    )
    assert await see.work(cast.dsl) == {
        "ANSWER_INVITATION": CONFERENCE,
        "CONTRIBUTE": REPORT_DUE,
        "DECLARE_INVOLVEMENT": CONFERENCE,
    }
    assert await see.work(cast.chair) == {"CHAIR_MEETING": CONFERENCE}
    assert {each["reportDue"] for each in (await see.information(cast.dsl)).values()} == {REPORT_DUE}
    assert {each["reportDue"] for each in (await see.grid(cast.dsl))["invitees"]} == {REPORT_DUE}
    assert {each["reportDue"] for each in (await see.record(cast.dsl))["invitations"]} == {REPORT_DUE}
    assert await see.reports_due(cast.dsl) == {REPORT_DUE}
    assert (await see.clocks(cast.dsl))["agency_reports"] == ("RUNNING", REPORT_DUE)
    assert (await see.clocks(cast.dsl))["conference_held"] == ("RUNNING", "2026-03-25")


async def _answered(cast: Cast, see: Screens) -> None:
    for person in (cast.social_worker, cast.sergeant, cast.dsl):
        await answer(person, see.meeting, "ACCEPTED")
    await _a_deputy(cast, see)
    await answer(cast.gp, see.meeting, "APOLOGIES", note="Surgery at that hour.")
    # Probation telephones, and the administrator takes it down. Nobody else may speak for them.
    theirs = await invitation_of(cast.administrator, see.meeting, cast.probation_officer)
    by_the_school = await cast.dsl.may_not("answerInvitation", **theirs, answer="APOLOGIES")
    assert by_the_school.code == "another_agency"
    await cast.administrator.does("answerInvitation", **theirs, answer="APOLOGIES", note="By telephone.")
    stranger = await cast.uninvited.may_not("answerInvitation", **theirs, answer="APOLOGIES")
    assert stranger.code in ("another_agency", NOT_FOR_YOU)
    assert await see.not_answered(cast.chair) == ["housing"]
    assert await see.outcomes(cast.administrator) == {
        "social_care": "EXPECTED",
        "police": "EXPECTED",
        "health": "EXPECTED",
        "school": "EXPECTED",
        "surgery": "APOLOGIES",
        "probation": "APOLOGIES",
        "housing": "NO_ANSWER",
    }
    assert set(await see.work(cast.sergeant)) == {"CONTRIBUTE", "DECLARE_INVOLVEMENT"}
    assert "ANSWER_INVITATION" in await see.work(cast.housing_officer)


async def _a_deputy(cast: Cast, see: Screens) -> None:
    ours = await invitation_of(cast.health_visitor, see.meeting, cast.health_visitor)
    nameless = await cast.health_visitor.may_not("answerInvitation", **ours, answer="DEPUTY_NAMED")
    assert nameless.code == "deputy_not_named"
    deputy = {"name": cast.deputy.name, "role": cast.deputy.role, "practitionerId": cast.deputy.id}
    await answer(
        cast.health_visitor, see.meeting, "DEPUTY_NAMED", deputy=deputy, note="I am on leave; she is briefed."
    )
    (health,) = [
        each for each in (await see.grid(cast.chair))["invitees"] if each["role"] == "health_visitor"
    ]
    assert health["deputy"] == {"name": "Amina Yusuf"}
