"""The assembled meeting and the lists, through the API."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from strawberry.relay import to_base64

MEETING = """query ($id: UUID!) { meeting(id: $id) {
    id meetingId kind status reason heldOn openedAt
    ruleSet { id version }
    chair { name } conveningAgency { name sector }
    children { child { name } decisions { outcome } participation }
    invitations { agency { name } role why asked answer reportDue }
    involvements { agency { name } level significant history { kind } }
    sittings { number attendance { role status } quoracy }
    actions { what due history { kind at by { practitioner { name } } } }
    views { position } dissents { reason } escalations { stages { stage } } changes { reason }
    confirmed { summary } issued { variant }
} }"""


async def shown(api: Any, people: Any, meeting_id: UUID) -> int:
    """Return a position from which the meeting can be read: that of whatever happens next."""
    sent = await api.command(
        "declareInvolvement", people.police, meetingId=str(meeting_id), level="CURRENT", significant=False
    )
    return int(sent["position"])


async def test_a_meeting_is_assembled_with_names(api: Any, people: Any, meeting_id: UUID) -> None:
    position = await shown(api, people, meeting_id)
    document = MEETING.replace("meeting(id: $id)", f"meeting(id: $id, atLeastPosition: {position})")
    found = (await api.ask(document, people.police, id=str(meeting_id)))["meeting"]
    assert (found["kind"], found["status"]) == ("INITIAL_CONFERENCE", "CONVENED")
    assert found["chair"]["name"] == "A Person"
    assert found["children"][0]["child"]["name"] == "A Child"
    (invitation,) = found["invitations"]
    assert (invitation["agency"]["name"], invitation["answer"]) == ("police", None)


async def test_a_meeting_is_found_by_its_global_id(api: Any, people: Any, meeting_id: UUID) -> None:
    position = await shown(api, people, meeting_id)
    ask = f"query ($id: UUID!) {{ meeting(id: $id, atLeastPosition: {position}) {{ id }} }}"
    found = (await api.ask(ask, people.police, id=str(meeting_id)))["meeting"]
    node = "query ($id: ID!) { node(id: $id) { ... on Meeting { meetingId reason } } }"
    again = (await api.ask(node, people.police, id=found["id"]))["node"]
    assert again == {"meetingId": str(meeting_id), "reason": "Concerns about neglect"}
    assert (await api.ask(node, people.health, id=found["id"]))["node"] is None


async def test_the_meeting_before_is_named_to_those_only_who_may_read_it(
    api: Any, people: Any, shown_meeting: UUID
) -> None:
    later, sitting = uuid4(), (datetime.now(UTC) + timedelta(days=20)).isoformat()
    sent = await api.command(
        "conveneMeeting",
        people.chair,
        meetingId=str(later),
        kind="REVIEW_CONFERENCE",
        reason="What became of it",
        scheduledFor=sitting,
        chairId=str(people.chair.practitioner_id),
        children=[{"childId": str(people.child_id)}],
        follows=str(shown_meeting),
        ruleSet={"id": "england-baseline", "version": "2026-1"},
    )
    assert sent["__typename"] == "CommandAccepted", sent
    for agency in (people.police, people.health):
        invited = await api.command(
            "inviteAgency",
            people.chair,
            meetingId=str(later),
            agencyId=str(agency.agency_id),
            role="police_officer" if agency is people.police else "health_visitor",
            why="Known to the service",
            asked="What is known",
        )
        assert invited["__typename"] == "CommandAccepted", invited
    ask = f"""query ($id: UUID!, $node: ID!) {{
        meeting(id: $id, atLeastPosition: {invited["position"]}) {{ follows }}
        node(id: $node) {{ ... on Meeting {{ follows }} }} }}"""
    for agency, named in ((people.police, str(shown_meeting)), (people.health, None)):
        found = await api.ask(ask, agency, id=str(later), node=to_base64("Meeting", str(later)))
        assert found["meeting"]["follows"] == found["node"]["follows"] == named


@pytest.mark.parametrize("who", ["health", "police"])
async def test_hidden_and_unknown_meetings_are_answered_alike(
    api: Any, people: Any, meeting_id: UUID, who: str
) -> None:
    position = await shown(api, people, meeting_id)
    ask = f"query ($id: UUID!) {{ meeting(id: $id, atLeastPosition: {position}) {{ id }} }}"
    asked = str(meeting_id) if who == "health" else str(uuid4())
    answer = await api.send(ask, getattr(people, who), id=asked)
    assert [error["extensions"]["code"] for error in answer["errors"]] == ["meeting_not_found"]


async def test_meetings_are_listed_with_names_and_counted(api: Any, people: Any, meeting_id: UUID) -> None:
    position = await shown(api, people, meeting_id)
    ask = f"""query ($child: UUID!) {{
        meetings(childId: $child, kinds: [INITIAL_CONFERENCE], first: 1, atLeastPosition: {position}) {{
            totalCount pageInfo {{ endCursor hasNextPage }}
            nodes {{ meetingId status chair {{ name }} children {{ name }} conveningAgency {{ sector }} }}
        }} }}"""
    child = str(people.child_id)
    found = (await api.ask(ask, people.police, child=child))["meetings"]
    (only,) = found["nodes"]
    assert (only["chair"]["name"], only["children"]) == ("A Person", [{"name": "A Child"}])
    assert found["totalCount"] >= 1
    hidden = (await api.ask(ask, people.health, child=child))["meetings"]
    assert (hidden["totalCount"], hidden["nodes"]) == (0, [])


async def test_somebody_must_ask(api: Any, meeting_id: UUID) -> None:
    answer = await api.send(MEETING, None, id=str(meeting_id))
    assert [error["extensions"]["code"] for error in answer["errors"]] == ["not_identified"]


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
async def test_the_ends_of_the_calendar_may_bound_a_list(api: Any, people: Any, day: str) -> None:
    document = "query ($day: Date!) { meetings(%s: $day) { totalCount } }"
    for bound in ("plannedFrom", "plannedTo"):
        found = await api.ask(document % bound, people.police, day=day)
        assert found["meetings"]["totalCount"] >= 0


async def test_a_filter_with_a_character_that_no_text_holds_is_not_a_fault(api: Any, people: Any) -> None:
    document = (
        "query ($role: String!) { attendanceTrend(period: MONTH, groupBy: [], roles: [$role]) { period } }"
    )
    answer = await api.send(document, people.police, role="a\0b")
    assert answer["errors"][0]["extensions"]["code"] == "invalid_value"
