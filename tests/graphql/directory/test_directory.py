"""The directory through the API."""

from typing import Any
from uuid import UUID, uuid4

CHILD = "query ($id: UUID!) { child(id: $id) { name dateOfBirth nhsNumber } }"


async def test_agencies_are_paged_by_name(api: Any, people: Any) -> None:
    ask = """query ($after: String) { agencies(first: 2, after: $after) {
        totalCount pageInfo { hasNextPage endCursor } nodes { agencyId name sector } } }"""
    first = (await api.ask(ask, people.chair))["agencies"]
    assert first["pageInfo"]["hasNextPage"]
    second = (await api.ask(ask, people.chair, after=first["pageInfo"]["endCursor"]))["agencies"]
    names = [node["name"] for node in (*first["nodes"], *second["nodes"])]
    assert names == sorted(names)
    assert first["totalCount"] >= len(names)


async def test_practitioners_have_an_agency(api: Any, people: Any) -> None:
    ask = "query ($id: UUID) { practitioners(agencyId: $id) { nodes { name agency { sector } } } }"
    found = (await api.ask(ask, people.chair, id=str(people.police.agency_id)))["practitioners"]["nodes"]
    assert found == [{"name": "A Person", "agency": {"sector": "POLICE"}}]


async def test_a_child_is_for_those_who_may_read_a_meeting_about_it(
    api: Any, people: Any, meeting_id: UUID
) -> None:
    sent = await api.command("declareInvolvement", people.police, meetingId=str(meeting_id), level="CURRENT")
    waiting = CHILD.replace("id: $id", f"id: $id, atLeastPosition: {sent['position']}")
    found = (await api.ask(waiting, people.police, id=str(people.child_id)))["child"]
    assert found["name"] == "A Child"
    hidden = await api.send(CHILD, people.health, id=str(people.child_id))
    unknown = await api.send(CHILD, people.health, id=str(uuid4()))
    assert hidden["errors"][0]["extensions"] == unknown["errors"][0]["extensions"]
    assert hidden["errors"][0]["extensions"]["code"] == "child_not_found"
