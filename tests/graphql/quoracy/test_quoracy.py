from uuid import uuid4

QUORACY = """query ($id: UUID!, $at: Int) { quoracy(meetingId: $id, atLeastPosition: $at) {
    ruleSet consecutiveInquorate
    sittings { sitting quorate result explanation missing mayProceedFor { code sentence } }
} }"""


async def test_the_chair_reads_live_what_is_missing(api, people, meeting_id):
    opened = await api.command("openSitting", people.chair, meetingId=str(meeting_id))
    answer = await api.ask(QUORACY, people.chair, id=str(meeting_id), at=opened["position"])
    (sitting,) = answer["quoracy"]["sittings"]
    assert (sitting["quorate"], sitting["result"]) == (False, None)
    assert sitting["explanation"].startswith("Not quorate.")
    assert sitting["missing"][0] == "Children's social care"
    assert all(ground["sentence"] for ground in sitting["mayProceedFor"])


async def test_a_meeting_that_is_not_for_the_viewer_looks_like_none(api, people, meeting_id):
    at = (await api.command("openSitting", people.chair, meetingId=str(meeting_id)))["position"]
    hidden = await api.ask(QUORACY, people.health, id=str(meeting_id), at=at)
    unknown = await api.ask(QUORACY, people.health, id=str(uuid4()), at=at)
    assert hidden == unknown == {"quoracy": None}
    assert (await api.ask(QUORACY, people.police, id=str(meeting_id), at=at))["quoracy"] is not None


async def test_the_trend_of_inquorate_conferences_names_no_meeting(api, people, meeting_id):
    opened = await api.command("openSitting", people.chair, meetingId=str(meeting_id))
    document = """query ($at: Int) { inquorateTrend(period: QUARTER, atLeastPosition: $at) {
        period held inquorate consecutive { numerator denominator percentage } } }"""
    cells = (await api.ask(document, people.chair, at=opened["position"]))["inquorateTrend"]
    assert all(cell["consecutive"]["denominator"] == cell["held"] for cell in cells)
    assert cells
