from uuid import uuid4

TIMELINESS = """query ($id: UUID!, $at: Int) { timeliness(meetingId: $id, atLeastPosition: $at) {
    heldOn reportsDue clocks { clock anchor due metOn state } reports { agencyName due state }
} }"""


async def test_the_clocks_of_a_meeting_stand_as_of_today(api, people, meeting_id):
    opened = await api.command("openSitting", people.chair, meetingId=str(meeting_id))
    answer = await api.ask(TIMELINESS, people.police, id=str(meeting_id), at=opened["position"])
    clocks = {clock["clock"]: clock for clock in answer["timeliness"]["clocks"]}
    assert clocks["conference_held"]["state"] == "NOT_STARTED"
    assert clocks["decision_letter"]["state"] == "RUNNING"
    assert clocks["decision_letter"]["anchor"] == "HELD"


async def test_each_invited_agency_has_a_report_date(api, people, meeting_id):
    told = await api.command("declareInvolvement", people.police, meetingId=str(meeting_id), level="NONE")
    answer = await api.ask(TIMELINESS, people.police, id=str(meeting_id), at=told["position"])
    (report,) = answer["timeliness"]["reports"]
    assert report["agencyName"] == "police"
    assert (report["due"] is not None, report["state"]) == (True, "RUNNING")
    assert answer["timeliness"]["reportsDue"] == report["due"]


async def test_a_meeting_that_is_not_for_the_viewer_looks_like_none(api, people, meeting_id):
    at = (await api.command("openSitting", people.chair, meetingId=str(meeting_id)))["position"]
    hidden = await api.ask(TIMELINESS, people.health, id=str(meeting_id), at=at)
    unknown = await api.ask(TIMELINESS, people.health, id=str(uuid4()), at=at)
    assert hidden == unknown == {"timeliness": None}
    assert (await api.ask(TIMELINESS, people.police, id=str(meeting_id), at=at))["timeliness"] is not None


async def test_trends_answer_with_rates_by_meetings_and_by_children(api, people, meeting_id):
    opened = await api.command("openSitting", people.chair, meetingId=str(meeting_id))
    document = """query ($at: Int) {
        timelinessTrend(period: MONTH, clocks: ["decision_letter"], atLeastPosition: $at) {
            kind clock running meetingsInTime { denominator } childrenMetInTime { denominator } }
        conferenceDurations(period: QUARTER) { children median within15 { percentage } }
    }"""
    cells = (await api.ask(document, people.chair, at=opened["position"]))["timelinessTrend"]
    assert {cell["clock"] for cell in cells} == {"decision_letter"}
