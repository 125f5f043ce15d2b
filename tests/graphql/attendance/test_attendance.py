from uuid import UUID, uuid4

GRID = """query ($id: UUID!, $at: Int) { attendanceGrid(meetingId: $id, atLeastPosition: $at) {
    kind heldOn sittings
    invitees { agencyId role answer outcome involvement }
    notAnswered { role }
    attendees { role family status mode }
    missing { sector invited }
} }"""

TREND = """query ($agency: UUID!, $at: Int) {
    attendanceTrend(period: QUARTER, groupBy: [AGENCY, KIND], agencyIds: [$agency], atLeastPosition: $at) {
        agencyId kind invited attended
        attendance { numerator denominator percentage }
        attendanceWhereInvolved { numerator denominator percentage }
    } }"""


async def held(api, people, meeting_id: UUID) -> int:
    """Hold the meeting with the police in the room; returns the position to read at."""
    await api.command("openSitting", people.chair, meetingId=str(meeting_id))
    attendee = {
        "attendeeId": str(people.police.practitioner_id),
        "practitionerId": str(people.police.practitioner_id),
        "agencyId": str(people.police.agency_id),
        "role": "police_officer",
        "status": "ATTENDED",
        "mode": "VIDEO",
    }
    parent = {"attendeeId": str(uuid4()), "name": "A Parent", "role": "parent", "status": "APOLOGIES"}
    answer = await api.command(
        "recordAttendance", people.chair, meetingId=str(meeting_id), attendees=[attendee, parent]
    )
    assert answer["__typename"] == "CommandAccepted", answer
    return answer["position"]


async def test_the_grid_shows_who_was_asked_and_who_was_there(api, people, meeting_id):
    at = await held(api, people, meeting_id)
    grid = (await api.ask(GRID, people.police, id=str(meeting_id), at=at))["attendanceGrid"]
    assert grid["invitees"] == [
        {
            "agencyId": str(people.police.agency_id),
            "role": "police_officer",
            "answer": None,
            "outcome": "ATTENDED",
            "involvement": "NOT_DECLARED",
        }
    ]
    assert grid["notAnswered"] == [{"role": "police_officer"}]
    assert [(each["role"], each["status"], each["mode"]) for each in grid["attendees"]] == [
        ("police_officer", "ATTENDED", "VIDEO"),
        ("parent", "APOLOGIES", None),
    ]
    assert {"sector": "HEALTH", "invited": False} in grid["missing"]


async def test_an_agency_that_was_not_invited_gets_what_a_stranger_gets(api, people, meeting_id):
    at = await held(api, people, meeting_id)
    hidden = await api.ask(GRID, people.health, id=str(meeting_id), at=at)
    unknown = await api.ask(GRID, people.health, id=str(uuid4()), at=at)
    assert hidden == unknown == {"attendanceGrid": None}


async def test_the_trend_shows_every_rate_with_its_denominator(api, people, meeting_id):
    at = await held(api, people, meeting_id)
    data = await api.ask(TREND, people.chair, agency=str(people.police.agency_id), at=at)
    (cell,) = data["attendanceTrend"]
    assert cell["kind"] == "INITIAL_CONFERENCE"
    assert cell["attendance"]["denominator"] == cell["invited"]
    assert cell["attendance"]["numerator"] == cell["attended"]
    assert set(cell["attendanceWhereInvolved"]) == {"numerator", "denominator", "percentage"}


async def test_meeting_metrics_count_children_by_every_code(api, people, meeting_id):
    at = await held(api, people, meeting_id)
    document = """query ($at: Int) { meetingMetrics(period: QUARTER, byKind: true, atLeastPosition: $at) {
        kind conferencesHeld quorate { numerator denominator } children
        childrenHeard { participation children } } }"""
    cells = (await api.ask(document, people.chair, at=at))["meetingMetrics"]
    initial = next(cell for cell in cells if cell["kind"] == "INITIAL_CONFERENCE")
    assert initial["quorate"]["denominator"] == initial["conferencesHeld"]
    assert len(initial["childrenHeard"]) == 8


async def test_nobody_unidentified_sees_a_trend(api):
    document = "{ attendanceTrend(period: MONTH, groupBy: []) { invited } }"
    answer = await api.send(document)
    assert answer["errors"][0]["extensions"]["code"] == "not_identified"
